"""From the topic to the bulletin: the whole way of a matter, each step with the act that says so and the article
it stood under. What the reader may not know of in the meeting is one line that names the resolution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.trail import readable
from governance.audit.models import Act
from governance.audit.vocabulary import act_code
from governance.rules.verdict import Verdict
from meetings.models import AgendaItem, ResolutionClause, Topic
from meetings.pages.scope import items_seen
from meetings.pages.trail import sentence
from meetings.supervision.models import BulletinLine, SupervisedTask, SupervisionBulletin

# The steps of the meeting that belong to the way of one matter, of all that is done on an item.
TOPIC = ("meetings.topic.proposed", "meetings.topic.consented", "meetings.topic.agreed")
ITEM = (
    "meetings.agenda.confirmed",
    "meetings.meeting.convened",
    "meetings.item.opened",
    "meetings.item.summarised",
    "meetings.vote.opened",
    "meetings.vote.counted",
    "meetings.resolution.adopted",
    "meetings.resolution.confirmed",
)


@dataclass(frozen=True)
class TrailItem:
    """One step: `kind` (topic, meeting, vote, resolution, clause, task, bulletin), the day it happened on, what
    was done, where it is shown, the act that says so (None for what no act says) and the articles it was
    judged by."""

    kind: str
    on: date
    title: str
    who: str = ""
    url: str = ""
    act_id: str = ""
    act_url: str = ""
    cites: tuple[str, ...] = ()


def trail_of(task: SupervisedTask, actor: Actor) -> tuple[TrailItem, ...]:
    """Oldest first. A constant number of queries, whatever was done."""
    found = [*_of_meeting(task, actor), *_of_task(task), *_of_bulletins(task, actor)]
    acts = Act.objects.filter(pk__in=[item.act_id for item in found if item.act_id])
    open_ = {str(act.pk) for act in readable(actor, acts)}
    shown = [item if item.act_id in open_ else replace(item, act_url="") for item in found]
    return tuple(sorted(shown, key=lambda item: item.on))


def _of_meeting(task: SupervisedTask, actor: Actor) -> Iterator[TrailItem]:
    clause = task.clause
    if clause is None:
        return
    resolution = clause.resolution
    item = resolution.item
    if not items_seen(actor).filter(pk=item.pk).exists():
        named = _("%(number)s第%(n)s条") % {"number": resolution.number, "n": clause.order}
        yield TrailItem("resolution", resolution.decided_on, named)
        return
    room = reverse("meetings:room", args=[item.meeting_id]) + f"?item={item.pk}"
    topic_url = ""
    if Topic.objects.visible_to(actor).filter(pk=item.topic_id).exists():
        topic_url = reverse("meetings:topic", args=[item.topic_id])
    acts = _acts(
        task.organization_id,
        Q(code__in=TOPIC) & _on(item.topic)
        | Q(code__in=ITEM) & (_on(item) | _on(resolution) | _on(resolution.vote) | _on(item.meeting)),
    )
    kept = {_key(item), _key(resolution), _key(resolution.vote), _key(item.topic)}
    for act in acts:
        own = (act.object_type, act.object_id) in kept
        if act.object_type in ("meetings.agendaitem", "meetings.vote", "meetings.resolution") and not own:
            continue
        kind = _kind(act)
        url = topic_url if kind == "topic" else f"{room}#i-res" if kind == "resolution" else f"{room}#item"
        yield _line(kind, act, url)
    yield TrailItem(
        "clause",
        resolution.decided_on,
        _("第%(n)s条：%(what)s") % {"n": clause.order, "what": task.title},
        who=clause.owner.name if clause.owner_id else "",
        url=reverse("meetings:clause-done", args=[clause.pk])
        if ResolutionClause.objects.visible_to(actor).filter(pk=clause.pk).exists()
        else "",
    )


def _kind(act: Act) -> str:
    if act.code.startswith("meetings.topic."):
        return "topic"
    if act.code.startswith("meetings.vote."):
        return "vote"
    if act.code.startswith("meetings.resolution."):
        return "resolution"
    return "meeting"


def _of_task(task: SupervisedTask) -> Iterator[TrailItem]:
    url = reverse("supervision:task", args=[task.pk])
    mine = _on(task) | Q(matter_type="meetings.supervisedtask", matter_id=str(task.pk))
    for act in _acts(task.organization_id, mine & ~Q(code="supervision.paper.printed")):
        yield _line("task", act, url)


def _of_bulletins(task: SupervisedTask, actor: Actor) -> Iterator[TrailItem]:
    seen = SupervisionBulletin.objects.visible_to(actor)
    lines = list(
        BulletinLine.objects.filter(task=task, bulletin__in=seen, bulletin__status="approved").select_related(
            "bulletin"
        )
    )
    if not lines:
        return
    wanted = Q()
    for line in lines:
        wanted |= _on(line.bulletin)
    for act in _acts(task.organization_id, wanted & Q(code="supervision.bulletin.approved")):
        yield _line("bulletin", act, reverse("supervision:bulletin", args=[act.object_id]))


def _key(row: AgendaItem | object) -> tuple[str, str]:
    return row._meta.label_lower, str(row.pk)  # type: ignore[attr-defined]


def _on(row: object) -> Q:
    kind, key = _key(row)
    return Q(object_type=kind, object_id=key)


def _acts(organization_id: int, wanted: Q) -> Iterable[Act]:
    """Done acts, oldest first; what was tried and refused stays on the page of the matter itself."""
    found = Act.objects.filter(wanted, organization_id=organization_id, outcome=Act.Outcome.DONE)
    return found.order_by("recorded_at", "pk")


def _line(kind: str, act: Act, url: str) -> TrailItem:
    verdict = Verdict.from_dict(act.verdict)
    who = f"{act.actor_name}（{act.actor_post}）" if act.actor_post else act.actor_name
    return TrailItem(
        kind=kind,
        on=act.happened_on or timezone.localdate(act.recorded_at),
        title=sentence(act) or _(act_code(act.code).title),
        who=who,
        url=url,
        act_id=str(act.pk),
        act_url=reverse("audit:act", args=[act.pk]),
        cites=tuple(dict.fromkeys(a for a, _edition in verdict.articles if a and ":" in a))[:4],
    )
