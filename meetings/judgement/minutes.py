"""Minutes and archive: complete, signed, numbered in order, nothing secret on board."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from governance.documents.models import Document, NumberSeries
from governance.rules.verdict import Verdict, all_of
from meetings import facts
from meetings.altered import counted_from_envelopes
from meetings.judgement.bench import GO, bench, stop
from meetings.judgement.names import names_found
from meetings.judgement.vote import as_counted, can_be_numbered
from meetings.models import Corrigendum, Meeting, Minutes, Resolution
from meetings.models.base import Matter, Outcome


def no_minutes_yet(meeting: Meeting) -> Verdict:
    return stop("meetings.state.minutes_before") if Minutes.objects.filter(meeting=meeting).exists() else GO


def for_record(meeting: Meeting, day: date) -> Verdict:
    """The record has every element, and the chair has confirmed what was decided."""
    unconfirmed = Resolution.objects.filter(
        item__meeting=meeting, outcome=Outcome.ADOPTED, status=Resolution.Status.DRAFTED
    ).count()
    judge = bench(meeting.organization_id, day)
    return all_of(
        stop("meetings.state.unfinished_wording", have=unconfirmed) if unconfirmed else GO,
        as_counted(counted_from_envelopes(meeting)),
        judge("meetings.record_complete", {"elements": facts.record_elements(meeting)}),
    )


def nothing_secret(minutes: Minutes) -> Verdict:
    """No secret item and none of its persons in the draft (S0-04:四-1b). Whoever the meeting knows
    otherwise (members, those reporting, owners of clauses) may be named for what they did there."""
    secret = secret_items(minutes.meeting)
    text = "".join([minutes.opening, *(str(s) for s in minutes.sections), minutes.copy_to])
    named = names_found(_names_kept_back(minutes.meeting, secret), text)
    carried = any(s.get("item") in secret for s in minutes.sections)
    return stop("meetings.state.secret_in_minutes") if named or carried else GO


def keep_secret_names_out(meeting: Meeting, **texts: str) -> None:
    """ValidationError, field by field, for a draft that names a person a secret item is about: the
    draft's history keeps every version in clear, and a name once kept is not taken out again."""
    names = _names_kept_back(meeting, secret_items(meeting))
    wrong = {
        field: _("这里写了涉密或干部事项所涉人员的姓名。纪要不写这些人，请删去。")
        for field, text in texts.items()
        if names_found(names, text)
    }
    if wrong:
        raise ValidationError(wrong)


def secret_items(meeting: Meeting) -> set[int]:
    secret = Q(topic__matter=Matter.PERSONNEL) | Q(topic__sealed=True)
    return set(meeting.items.filter(secret).values_list("pk", flat=True))


def _names_kept_back(meeting: Meeting, secret: set[int]) -> set[str]:
    subjects = set(
        meeting.items.filter(pk__in=secret).values_list("topic__subjects__person__name", flat=True)
    )
    known = set(meeting.attendances.values_list("person__name", flat=True))
    openly = meeting.items.exclude(pk__in=secret)
    known |= set(openly.values_list("presenter__name", flat=True))
    known |= set(openly.values_list("resolution__clauses__owner__name", flat=True))
    return {name for name in subjects - known if name}


def confirmed(resolution: Resolution) -> Verdict:
    """Nothing is seen done before the chair has confirmed what it is."""
    if resolution.status == Resolution.Status.CONFIRMED:
        return GO
    return stop("meetings.state.resolution_unconfirmed")


def not_signed(meeting: Meeting) -> Verdict:
    """Signed minutes fix what they say; it changes only by reconsideration from then on."""
    signed = Minutes.objects.filter(meeting=meeting, status=Minutes.Status.SIGNED).exists()
    return stop("meetings.state.minutes_signed") if signed else GO


def for_signing(minutes: Minutes, day: date) -> Verdict:
    """What must hold when the chair signs off."""
    judge = bench(minutes.organization_id, day)
    series = NumberSeries.objects.filter(
        organization_id=minutes.organization_id, kind="minutes", year=day.year
    ).first()
    carries_secret = not nothing_secret(minutes).allowed
    return all_of(
        late_entry_confirmed(minutes.meeting),
        for_record(minutes.meeting, day),
        nothing_secret(minutes),
        can_be_numbered(minutes.meeting, day),
        judge("meetings.minutes_signed", facts.minutes_signed(minutes.meeting, by_chair=True)),
        judge("meetings.minutes_numbered", facts.minutes_number(series.last if series else 0, day.year, day)),
        judge("meetings.secrecy", facts.secrecy(minutes, secret=carries_secret)),
    )


def late_entry_confirmed(meeting: Meeting) -> Verdict:
    """Nobody but its chair can say that the paper is what happened (roles: late entry)."""
    waits = meeting.entered_late and meeting.late.confirmed_on is None
    return stop("meetings.state.meeting_late_unconfirmed", have=meeting.chair.name) if waits else GO


def late_meeting_confirmable(meeting: Meeting) -> Verdict:
    if meeting.entered_late and meeting.late.confirmed_on is None:
        return Verdict.without_article("confirming a meeting entered late")
    return stop("meetings.state.meeting_not_late")


def for_corrigendum(minutes: Minutes) -> Verdict:
    """A corrigendum names pages of the paper that was handed out, and waits for none before it."""
    made = Document.objects.filter(pk=minutes.document_id, state=Document.State.FINISHED).exists()
    if not made:
        return stop("meetings.state.minutes_not_printed")
    drafts = (Corrigendum.Status.DRAFTED, Corrigendum.Status.RETURNED)
    if Corrigendum.objects.filter(minutes=minutes, status__in=drafts).exists():
        return stop("meetings.state.corrigendum_waits")
    return GO


def for_archiving(meeting: Meeting, day: date) -> Verdict:
    signed = Minutes.objects.filter(meeting=meeting, status=Minutes.Status.SIGNED).exists()
    judge = bench(meeting.organization_id, day)
    return all_of(
        GO if signed else stop("meetings.state.minutes_unsigned"),
        judge("meetings.minutes_signed", facts.minutes_signed(meeting, by_chair=signed)),
        judge("meetings.archive_kept", facts.archiving()),
    )
