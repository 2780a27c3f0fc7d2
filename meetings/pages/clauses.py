"""Clauses of a resolution as pages show them: how each stands, who took it over, what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.audit.models import Act
from governance.deadlines.consequences import consequences_of, is_taken_up
from governance.deadlines.models import Consequence
from governance.people.standard_posts import OFFICE
from meetings.handing_on import CLAUSE_DECIDED
from meetings.models import Resolution, ResolutionClause, SupervisedTask
from meetings.pages.trail import Event, events

CLAUSE = "meetings.resolutionclause"


@dataclass(frozen=True)
class ClauseLine:
    clause: ResolutionClause
    handed: str = ""  # whether supervision has taken it over
    handed_url: str = ""
    links: tuple[tuple[str, str], ...] = ()  # (label, address) of what the reader may do


def clause_lines(resolution: Resolution | None, actor: Actor) -> tuple[ClauseLine, ...]:
    """Every clause of a resolution. Five queries, for any number of clauses."""
    if resolution is None:
        return ()
    clauses = list(resolution.clauses.all())
    if resolution.status != Resolution.Status.CONFIRMED or not clauses:
        return tuple(ClauseLine(clause) for clause in clauses)
    handed = consequences_of(CLAUSE, [c.pk for c in clauses])
    seen = SupervisedTask.objects.visible_to(actor).filter(clause__in=clauses)
    live = set(
        SupervisedTask.objects.filter(clause__in=clauses)
        .exclude(status=SupervisedTask.Status.CANCELLED)
        .values_list("clause_id", flat=True)
    )
    ways = dict(seen.exclude(status=SupervisedTask.Status.CANCELLED).values_list("clause_id", "pk"))
    mine = _finishable(resolution, clauses, actor)
    may = {
        step: ask(actor, f"meetings.clause.{step}", clauses[0]).allowed
        for step in ("reopened", "extended", "reassigned")
    }
    return tuple(
        ClauseLine(
            clause, *handed_words(clause, handed.get(clause.pk)), tuple(_links(clause, mine, may, live, ways))
        )
        for clause in clauses
    )


def _finishable(resolution: Resolution, clauses: list[ResolutionClause], actor: Actor) -> set[int]:
    """Which open clauses the actor may enter as done. The office may all; for others one query."""
    waiting = {c.pk for c in clauses if c.status == ResolutionClause.Status.OPEN}
    if not waiting or actor.holds(resolution.organization_id, *OFFICE):
        return waiting
    owed = ResolutionClause.objects.owed_by(actor).filter(pk__in=waiting)
    return set(owed.values_list("pk", flat=True))


def _links(
    clause: ResolutionClause, mine: set[int], may: dict[str, bool], live: set[int], ways: dict[int, int]
) -> list[tuple[str, str]]:
    """What may be done with a clause here; of a supervised one, the whole way to where it stands now."""
    if clause.pk in live:
        return (
            [(_("来龙去脉"), reverse("supervision:trail", args=[ways[clause.pk]]))]
            if clause.pk in ways
            else []
        )
    if clause.status == ResolutionClause.Status.DONE:
        steps = [("clause-reopen", _("重新办理"), may["reopened"])]
    else:
        steps = [
            ("clause-done", _("登记落实"), clause.pk in mine),
            ("clause-extend", _("延长时限"), may["extended"]),
            ("clause-reassign", _("更换责任人"), may["reassigned"]),
        ]
    return [(label, reverse(f"meetings:{name}", args=[clause.pk])) for name, label, shown in steps if shown]


def handed_words(clause: ResolutionClause, row: Consequence | None) -> tuple[str, str]:
    """(what the page says, address): whether the clause went over to supervision. Nothing for one confirmed
    before there was any handing on, or done before anybody took it over."""
    done = clause.status == ResolutionClause.Status.DONE
    if row is None or (done and row.state != Consequence.State.TAKEN):
        return "", ""
    if row.state == Consequence.State.TAKEN:
        label = _("已交办：%(what)s") % {"what": row.taken_as} if row.taken_as else _("已交办")
        return label, row.taken_url
    if row.state == Consequence.State.FAILED:
        return _("没有交办成：%(why)s，每天再交一次") % {"why": row.last_error}, ""
    if is_taken_up(CLAUSE_DECIDED):
        return _("正在交办"), ""
    return _("没有接办的督查，在这里登记落实"), ""


def clause_events(clause: ResolutionClause) -> list[Event]:
    """What was done to one clause, newest first. One query."""
    acts = Act.objects.filter(
        organization_id=clause.organization_id, object_type=CLAUSE, object_id=str(clause.pk)
    )
    return events(acts.order_by("-recorded_at", "-id"))
