"""Steps on a town's rulebook, taken by those who may take them."""

from __future__ import annotations

from datetime import date

from governance.rulebook import services
from tests import builders

SINCE = date(2021, 1, 1)


def adopt(crew, *names, since=SINCE):
    return services.adopt_regulations(
        organization=crew.organization,
        actor=crew.actor("office_director"),
        names=names,
        since=since,
        authority="稔委〔2021〕1号",
    )


def propose(crew, cite, name, value, *, since=builders.TODAY, by="office_director"):
    return services.propose_figure(
        organization=crew.organization,
        actor=crew.actor(by),
        cite=cite,
        name=name,
        value=value,
        since=since,
        authority="稔委会决〔2026〕9号",
    )


def settle(crew, conflict, choice, *, since=builders.TODAY):
    row = services.propose_settlement(
        organization=crew.organization,
        actor=crew.actor("office_director"),
        conflict=conflict,
        choice=choice,
        since=since,
        authority="云委会决〔2026〕3号",
    )
    return services.approve_settlement(settlement_id=row.pk, actor=crew.actor("secretary"))
