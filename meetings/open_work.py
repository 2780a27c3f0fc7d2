"""What hangs on one person in the committee's meetings: what has to be handed over, and what follows the post
by itself. As far as the reader may know of it; secret matters by their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.people.models import Person, Tenure
from governance.people.standard_posts import OFFICE
from meetings.models import (
    AgendaItem,
    Corrigendum,
    Meeting,
    Minutes,
    ResolutionClause,
    SupervisedTask,
    Topic,
    TopicCall,
)

IN_PREPARATION = (Topic.Status.SUBMITTED, Topic.Status.RETURNED, Topic.Status.POSTPONED, Topic.Status.AGREED)
# Until the result is in: then it waits on the secretary and the office.
TO_BE_DONE = (SupervisedTask.Status.REGISTERED, SupervisedTask.Status.APPROVED, *SupervisedTask.IN_HAND)
BEFORE = (Meeting.Status.PREPARING, Meeting.Status.NOTICED)
# Of a meeting entered afterwards it is a fact who kept the record and who reported: nothing changes hands.
TO_BE_HELD: dict[str, Any] = {"status__in": BEFORE, "entered_late": False}
PENDING_ITEMS: dict[str, Any] = {
    "status": AgendaItem.Status.PENDING,
    "meeting__status__in": BEFORE,
    "meeting__entered_late": False,
}


@dataclass(frozen=True)
class OpenThing:
    """`row` moves to the successor; without one it stays where it is and `note` says who goes on with it."""

    kind: str
    what: str
    url: str = ""
    note: str = ""
    row: Any = None


def clauses_of(actor: Actor, organization_id: int, person_id: int) -> Iterable[ResolutionClause]:
    found = ResolutionClause.objects.visible_to(actor).filter(
        organization_id=organization_id, owner_id=person_id, status=ResolutionClause.Status.OPEN
    )
    found = found.unsupervised()
    return found.select_related("resolution__item__topic", "owner", "organization").order_by("due_on", "pk")


def tasks_of(actor: Actor, organization_id: int, person_id: int) -> Iterable[SupervisedTask]:
    found = SupervisedTask.objects.visible_to(actor).filter(
        organization_id=organization_id, responsible_id=person_id, status__in=TO_BE_DONE
    )
    return found.select_related("clause__resolution__item__topic", "organization").order_by("due_on", "pk")


def topics_of(actor: Actor, organization_id: int, person_id: int) -> Iterable[Topic]:
    keeps = Q(kept_by_id=person_id) | Q(kept_by__isnull=True, proposed_by_id=person_id)
    found = Topic.objects.visible_to(actor).filter(keeps, organization_id=organization_id)
    return found.filter(status__in=IN_PREPARATION).order_by("pk")


def items_of(actor: Actor, organization_id: int, person_id: int) -> Iterable[AgendaItem]:
    found = AgendaItem.objects.visible_to(actor).filter(
        organization_id=organization_id,
        presenter_id=person_id,
        **PENDING_ITEMS,
    )
    return found.select_related("topic", "meeting").order_by("pk")


def meetings_of(actor: Actor, organization_id: int, person_id: int) -> Iterable[Meeting]:
    found = Meeting.objects.visible_to(actor).filter(
        organization_id=organization_id, recorder_id=person_id, **TO_BE_HELD
    )
    return found.order_by("meets_at")


def open_work(actor: Actor, organization_id: int, person_id: int) -> list[OpenThing]:
    """What has to go to somebody else. Five queries."""
    things = [
        OpenThing(
            _("决议落实"),
            _("%(number)s第%(n)s条　%(day)s前")
            % {"number": c.resolution.number, "n": c.order, "day": c.due_on.isoformat()}
            + ("" if c.resolution.item.topic.is_secret else f"　{c.text}"),
            reverse("meetings:clause-done", args=[c.pk]),
            row=c,
        )
        for c in clauses_of(actor, organization_id, person_id)
    ]
    things += [
        OpenThing(
            _("督查事项"),
            f"{t.audit_text}　{t.get_status_display()}",
            reverse("supervision:task", args=[t.pk]),
            row=t,
        )
        for t in tasks_of(actor, organization_id, person_id)
    ]
    things += [
        OpenThing(
            _("议题"),
            f"{t.audit_text}　{t.get_status_display()}",
            reverse("meetings:topic", args=[t.pk]),
            row=t,
        )
        for t in topics_of(actor, organization_id, person_id)
    ]
    things += [
        OpenThing(
            _("会上汇报"),
            f"{i.meeting}　{i.topic.audit_text}",
            reverse("meetings:room", args=[i.meeting_id]) + f"?item={i.pk}#item",
            row=i,
        )
        for i in items_of(actor, organization_id, person_id)
    ]
    things += [
        OpenThing(_("会议记录"), str(m), reverse("meetings:room", args=[m.pk]), row=m)
        for m in meetings_of(actor, organization_id, person_id)
    ]
    return things


def follows_the_post(actor: Actor, organization_id: int, person: Person, day: date) -> list[OpenThing]:
    """What the office has open, if the person sits in it: whoever holds the post next goes on with it."""
    codes = Tenure.objects.filter(organization_id=organization_id, person=person).values_list(
        "post__code", flat=True
    )
    if not set(codes) & set(OFFICE):
        return []
    note = _("随职务走，由党政办主任、文书接着办")

    def seen(model: Any) -> Any:
        return model.objects.visible_to(actor).filter(organization_id=organization_id)

    drafts = seen(Minutes).exclude(status=Minutes.Status.SIGNED).select_related("meeting")
    planned = seen(Meeting).filter(status__in=BEFORE).order_by("meets_at")
    calls = seen(TopicCall).filter(
        withdrawn_on__isnull=True, closes_on__gte=day, meeting__status=Meeting.Status.PREPARING
    )
    errata = seen(Corrigendum).filter(status__in=[Corrigendum.Status.DRAFTED, Corrigendum.Status.RETURNED])
    room = "meetings:room"
    return [
        *(
            OpenThing(_("纪要稿"), str(m.meeting), reverse(room, args=[m.meeting_id]), note)
            for m in drafts.order_by("pk")
        ),
        *(OpenThing(_("会议通知和签收"), str(m), reverse(room, args=[m.pk]), note) for m in planned),
        *(
            OpenThing(_("征集议题"), str(c.meeting), reverse(room, args=[c.meeting_id]), note)
            for c in calls.select_related("meeting").order_by("pk")
        ),
        *(
            OpenThing(_("勘误稿"), str(c.minutes.meeting), reverse(room, args=[c.minutes.meeting_id]), note)
            for c in errata.select_related("minutes__meeting").order_by("pk")
        ),
    ]


def unowned(actor: Actor, organization_id: int, day: date) -> list[tuple[Person, int]]:
    """Who serves in the town no more and still has something open, with how much. Six queries."""
    counts: dict[int, int] = {}
    clauses = ResolutionClause.objects.visible_to(actor).filter(
        organization_id=organization_id, status=ResolutionClause.Status.OPEN
    )
    tasks = SupervisedTask.objects.visible_to(actor).filter(
        organization_id=organization_id, status__in=TO_BE_DONE, responsible__isnull=False
    )
    topics = Topic.objects.visible_to(actor).filter(
        organization_id=organization_id, status__in=IN_PREPARATION
    )
    items = AgendaItem.objects.visible_to(actor).filter(organization_id=organization_id, **PENDING_ITEMS)
    planned = Meeting.objects.visible_to(actor).filter(organization_id=organization_id, **TO_BE_HELD)
    held = [
        *clauses.unsupervised().values_list("owner_id", flat=True),
        *tasks.values_list("responsible_id", flat=True),
        *(kept or proposed for kept, proposed in topics.values_list("kept_by_id", "proposed_by_id")),
        *items.filter(presenter__isnull=False).values_list("presenter_id", flat=True),
        *planned.values_list("recorder_id", flat=True),
    ]
    for person_id in held:
        counts[person_id] = counts.get(person_id, 0) + 1
    serving = set(
        Tenure.objects.filter(organization_id=organization_id, person_id__in=counts)
        .on(day)
        .values_list("person_id", flat=True)
    )
    gone = Person.objects.filter(pk__in=set(counts) - serving).order_by("pk")
    return [(person, counts[person.pk]) for person in gone]


def open_count(organization_id: int, person_id: int) -> int:
    """How much there is, whoever asks: no names, a number. Five queries."""
    town = Q(organization_id=organization_id)
    keeps = Q(kept_by_id=person_id) | Q(kept_by__isnull=True, proposed_by_id=person_id)
    return sum(
        found.count()
        for found in (
            ResolutionClause.objects.filter(
                town, owner_id=person_id, status=ResolutionClause.Status.OPEN
            ).unsupervised(),
            SupervisedTask.objects.filter(town, responsible_id=person_id, status__in=TO_BE_DONE),
            Topic.objects.filter(town, keeps, status__in=IN_PREPARATION),
            AgendaItem.objects.filter(town, presenter_id=person_id, **PENDING_ITEMS),
            Meeting.objects.filter(town, recorder_id=person_id, **TO_BE_HELD),
        )
    )
