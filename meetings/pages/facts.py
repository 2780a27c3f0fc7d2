"""Stated facts as rows of a table: what is registered, by whom, whether the rules see it yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.templatetags.wordings import zh_date
from meetings.models import StatedFact
from meetings.pages.buttons import CONFIRM, Button
from meetings.stated import KINDS, kinds_about


@dataclass(frozen=True)
class FactRow:
    name: str
    label: str
    value: str
    happened_on: date | None
    source: str
    state: str  # kind of {% state %}
    state_label: str
    stated_by: str
    confirmed_by: str
    confirmed_on: date | None
    state_url: str
    confirm: Button | None
    again: bool


def value_text(name: str, value: Any) -> str:
    """The value of a stated fact in words."""
    kind = KINDS[name]
    if kind.type is bool:
        return _("是") if value else _("否")
    if kind.type is date:
        return zh_date(value)
    return str(value)


def fact_rows(about: str, obj: Any, actor: Actor, facts: Iterable[StatedFact] | None = None) -> list[FactRow]:
    """One row per kind of fact about the topic, item or meeting; one query where `facts` are not given."""
    if facts is None:
        facts = obj.stated_facts.filter(superseded=False).select_related("stated_by", "confirmed_by")
    current = {f.name: f for f in facts if not f.superseded}
    may_state = ask(actor, "meetings.fact.stated", obj).allowed
    return [_row(kind, about, obj, current.get(kind.name), may_state, actor) for kind in kinds_about(about)]


def _row(kind: Any, about: str, obj: Any, fact: StatedFact | None, may_state: bool, actor: Actor) -> FactRow:
    confirm = None
    state, label = "", _("没有登记")
    if fact is not None:
        state, label = ("done", _("已确认")) if fact.confirmed_on else ("near", _("待书记确认"))
        if not fact.confirmed_on and ask(actor, "meetings.fact.confirmed", fact).allowed:
            confirm = Button(
                label=_("确认"),
                url=reverse("meetings:fact-confirm", args=[fact.pk]),
                mode=CONFIRM,
                title=_("确认这条事实"),
                consequence=_("确认后制度核对就用它；内容有变的，由党政办重新登记一条。"),
            )
    return FactRow(
        name=kind.name,
        label=str(kind.label),
        value=value_text(kind.name, fact.value) if fact else "",
        happened_on=fact.happened_on if fact else None,
        source=fact.source if fact else "",
        state=state,
        state_label=label,
        stated_by=fact.stated_by.name if fact else "",
        confirmed_by=fact.confirmed_by.name if fact and fact.confirmed_by else "",
        confirmed_on=fact.confirmed_on if fact else None,
        state_url=reverse(f"meetings:{about}-fact", args=[obj.pk, kind.name]) if may_state else "",
        confirm=confirm,
        again=fact is not None,
    )
