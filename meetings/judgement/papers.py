"""Whether a paper of the meeting may be ordered now: the step it belongs to, and that it is not there
already. What was handed out stays what is kept; a new version is made only after something changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from governance.audit.models import Act, ChainEntry
from governance.documents.models import Document
from governance.rules.verdict import Verdict, all_of
from meetings.judgement.bench import GO, stop
from meetings.judgement.minutes import for_record
from meetings.judgement.vote import as_counted
from meetings.models import AgendaItem, Corrigendum, Meeting, Minutes, NoticeDelivery, Resolution, Vote
from meetings.models.base import Method, Outcome
from meetings.states import in_order

# Acts after which a paper no longer says what is: by the code of the act that orders it.
CHANGED_BY: dict[str, tuple[str, ...]] = {
    "meetings.notice.printed": ("meetings.meeting.moved",),
    "meetings.guest_notice.printed": ("meetings.meeting.moved",),
    "meetings.sign_in_sheet.printed": (
        "meetings.meeting.moved",
        "meetings.meeting.closed",
        "meetings.attendance.corrected",
    ),
    "meetings.count_sheet.printed": ("meetings.vote.counted", "meetings.resolution.adopted"),
    "meetings.count_certificate.printed": ("meetings.vote.counted", "meetings.resolution.adopted"),
    "meetings.record.printed": (
        "meetings.stance.corrected",
        "meetings.stance.struck",
        "meetings.attendance.corrected",
    ),
    "meetings.record_volume.printed": ("meetings.stance.corrected", "meetings.stance.struck"),
}
_TYPES = (
    "meetings.meeting",
    "meetings.notice",
    "meetings.noticedelivery",
    "meetings.agendaitem",
    "meetings.vote",
    "meetings.resolution",
    "meetings.minutes",
    "meetings.corrigendum",
)
Key = tuple[str, str]


@dataclass(frozen=True)
class Drawer:
    """The papers of one meeting, newest first, and the acts that made or outdated them, in the order of
    the chain: two acts may carry the same time."""

    papers: tuple[Document, ...]
    acts: tuple[Act, ...]

    @classmethod
    def of(cls, meeting: Meeting, keys: Collection[Key]) -> Drawer:
        """Three queries. `keys`: (type, id) of what the papers may be about."""
        matter = Q(matter_type="meetings.meeting", matter_id=str(meeting.pk))
        itself = Q(object_type="meetings.meeting", object_id=str(meeting.pk))
        codes = {*CHANGED_BY, *(code for changed in CHANGED_BY.values() for code in changed)}
        acts = Act.objects.filter(
            matter | itself,
            organization_id=meeting.organization_id,
            outcome=Act.Outcome.DONE,
            code__in=codes,
        )
        place = dict(
            ChainEntry.objects.filter(
                organization_id=meeting.organization_id, act_id__in=acts.values("pk")
            ).values_list("act_id", "seq")
        )
        return cls(
            tuple(_about(meeting, keys).order_by("-id")),
            tuple(sorted(acts, key=lambda act: place.get(act.pk, 0))),
        )

    def newest(self, kind: str, subject: Any) -> Document | None:
        """The version that counts, finished or not."""
        return next(
            (
                d
                for d in self.papers
                if (d.kind, d.subject_type, d.subject_id)
                == (kind, subject._meta.label_lower, str(subject.pk))
                and d.state not in (Document.State.REPLACED, Document.State.VOIDED)
            ),
            None,
        )

    def outdated(self, code: str, document: Document, about: Collection[Key] = ()) -> bool:
        """Whether something happened since that the paper should say; `about` narrows it to objects."""
        ordered = next((n for n, a in enumerate(self.acts) if a.facts.get("document") == document.pk), None)
        return ordered is not None and any(
            a.code in CHANGED_BY.get(code, ()) and (not about or (a.object_type, a.object_id) in about)
            for a in self.acts[ordered + 1 :]
        )


def filed_papers(meeting: Meeting) -> int:
    """How many papers go into the archive: every version that was made."""
    return _about(meeting, subjects_of(meeting)).exclude(state=Document.State.FAILED).count()


def papers_of(meeting: Meeting) -> QuerySet[Document]:
    """Every paper about the meeting or anything in it, in any state."""
    return _about(meeting, subjects_of(meeting))


def subjects_of(meeting: Meeting) -> set[Key]:
    """(type, id) of everything a paper of this meeting may be about."""
    rows: dict[str, Iterable[int]] = {
        "meetings.meeting": [meeting.pk],
        "meetings.notice": _ids(NoticeDelivery.objects, "notice", notice__meeting=meeting),
        "meetings.noticedelivery": _ids(NoticeDelivery.objects, "pk", notice__meeting=meeting),
        "meetings.agendaitem": _ids(AgendaItem.objects, "pk", meeting=meeting),
        "meetings.vote": _ids(Vote.objects, "pk", item__meeting=meeting),
        "meetings.resolution": _ids(Resolution.objects, "pk", item__meeting=meeting),
        "meetings.minutes": _ids(Minutes.objects, "pk", meeting=meeting),
        "meetings.corrigendum": _ids(Corrigendum.objects, "pk", minutes__meeting=meeting),
    }
    return {(kind, str(pk)) for kind, found in rows.items() for pk in found}


def _ids(manager: Any, field: str, **where: Any) -> Iterable[int]:
    return manager.filter(**where).values_list(field, flat=True)


def _about(meeting: Meeting, keys: Collection[Key]) -> QuerySet[Document]:
    wanted = Q(pk__in=[])
    for kind in _TYPES:
        ids = [pk for name, pk in keys if name == kind]
        if ids:
            wanted |= Q(subject_type=kind, subject_id__in=ids)
    return Document.objects.filter(wanted, organization_id=meeting.organization_id)


def _missing(code: str, document: Document | None, drawer: Drawer, about: Collection[Key] = ()) -> Verdict:
    if document is None:
        return GO
    if document.state == Document.State.FAILED:
        return stop("meetings.state.paper_failed")
    if document.state == Document.State.ORDERED:
        return stop("meetings.state.paper_under_way")
    return GO if drawer.outdated(code, document, about) else stop("meetings.state.paper_made")


def for_notice_paper(meeting: Meeting, document: Document | None, drawer: Drawer) -> Verdict:
    code = "meetings.notice.printed"
    return in_order(code, meeting, lambda: _missing(code, document, drawer))


def for_guest_notice(
    delivery: NoticeDelivery, document: Document | None, drawer: Drawer, *, guest: bool
) -> Verdict:
    """Members have the committee's notice; a guest has one of the own items."""
    code = "meetings.guest_notice.printed"
    if not guest:
        return stop("meetings.state.not_a_guest")
    return in_order(code, delivery.notice.meeting, lambda: _missing(code, document, drawer))


def for_sign_in_sheet(meeting: Meeting, document: Document | None, drawer: Drawer) -> Verdict:
    code = "meetings.sign_in_sheet.printed"
    return in_order(code, meeting, lambda: _missing(code, document, drawer))


def for_ballots(vote: Vote, document: Document | None) -> Verdict:
    """Printed once for a round: whatever is printed besides would be a vote too many."""
    if vote.method != Method.SECRET_BALLOT:
        return stop("meetings.state.no_paper_ballot", have=str(Method(vote.method).label))
    if vote.poll_id is not None:
        return stop("meetings.state.ballots_on_phones")
    return in_order(
        "meetings.ballots.printed",
        vote,
        lambda: GO if document is None else stop("meetings.state.ballots_made"),
    )


def for_count_sheet(vote: Vote, document: Document | None, drawer: Drawer) -> Verdict:
    """Empty for the teller's pen, and again with the figures once the scrutineer has confirmed them."""
    if vote.method == Method.NAMED_BALLOT or vote.poll_id is not None:
        return stop("meetings.state.no_count_sheet")
    code, about = "meetings.count_sheet.printed", {("meetings.vote", str(vote.pk))}
    return in_order(code, vote, lambda: _missing(code, document, drawer, about))


def for_count_certificate(vote: Vote, document: Document | None, drawer: Drawer) -> Verdict:
    """Of a box that was opened; again once the count is confirmed or the result announced."""
    if vote.poll_id is None:
        return stop("meetings.state.no_certificate")
    code, about = "meetings.count_certificate.printed", {("meetings.vote", str(vote.pk))}
    return in_order(code, vote, lambda: all_of(as_counted([vote]), _missing(code, document, drawer, about)))


def for_record_paper(meeting: Meeting, document: Document | None, drawer: Drawer, day: date) -> Verdict:
    """The record must be complete, as when the minutes are sent to the chair (S0-04:三-6a)."""
    code = "meetings.record.printed"
    verdict = in_order(code, meeting, lambda: _missing(code, document, drawer))
    return for_record(meeting, day) if verdict.allowed else verdict


def for_record_volume(item: AgendaItem, document: Document | None, drawer: Drawer, *, apart: bool) -> Verdict:
    """`apart`: the item is not in the main volume."""
    if not apart:
        return stop("meetings.state.in_main_record")
    code = "meetings.record_volume.printed"
    about = {("meetings.agendaitem", str(item.pk))}
    return in_order(
        code,
        item.meeting,
        lambda: all_of(as_counted(_standing(item)), _missing(code, document, drawer, about)),
    )


def _standing(item: AgendaItem) -> list[Vote]:
    return list(item.votes.exclude(status=Vote.Status.VOIDED).select_related("poll"))


def for_extract(resolution: Resolution, document: Document | None, drawer: Drawer) -> Verdict:
    """An adopted resolution, once the minutes it is taken from are signed."""
    if resolution.outcome != Outcome.ADOPTED:
        return stop("meetings.state.not_adopted", have=str(Outcome(resolution.outcome).label))
    code = "meetings.resolution.extracted"
    minutes = getattr(resolution.item.meeting, "minutes", None)
    signed = minutes is not None and minutes.status == Minutes.Status.SIGNED
    return in_order(
        code,
        resolution,
        lambda: (
            all_of(as_counted([resolution.vote]), _missing(code, document, drawer))
            if signed
            else stop("meetings.state.extract_before_minutes")
        ),
    )
