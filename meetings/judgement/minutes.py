"""Minutes and archive: complete, signed, numbered in order, nothing secret on board."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from governance.documents.models import Document, NumberSeries
from governance.rules.verdict import Verdict, all_of
from meetings import facts
from meetings.judgement.bench import GO, bench, stop
from meetings.models import Meeting, Minutes, Resolution
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
        judge("meetings.record_complete", {"elements": facts.record_elements(meeting)}),
    )


def for_signing(minutes: Minutes, day: date) -> Verdict:
    """What must hold when the chair signs off."""
    judge = bench(minutes.organization_id, day)
    series = NumberSeries.objects.filter(
        organization_id=minutes.organization_id, kind="minutes", year=day.year
    ).first()
    secret = set(
        minutes.meeting.items.filter(Q(topic__matter=Matter.PERSONNEL) | Q(topic__sealed=True)).values_list(
            "pk", flat=True
        )
    )
    carries_secret = any(s.get("item") in secret for s in minutes.sections)
    return all_of(
        for_record(minutes.meeting, day),
        judge("meetings.minutes_signed", {"recorder_named": True, "chair_signed": True}),
        judge("meetings.minutes_numbered", facts.minutes_number(series.last if series else 0, day.year, day)),
        judge(
            "meetings.secrecy",
            {
                "secret": carries_secret,
                "carries_discussion": False,
                "published": False,
                # Those on the copy list are its recipients; only a secret item makes them outsiders.
                "outsiders": 1 if carries_secret and minutes.copy_to.strip() else 0,
            },
        ),
    )


def for_archiving(meeting: Meeting, day: date) -> Verdict:
    signed = Minutes.objects.filter(meeting=meeting, status=Minutes.Status.SIGNED).exists()
    judge = bench(meeting.organization_id, day)
    return all_of(
        judge("meetings.minutes_signed", {"recorder_named": True, "chair_signed": signed}),
        judge("meetings.archive_kept", {"ends_keeping": False}),
    )


def filed_papers(meeting: Meeting) -> int:
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        return 0
    return Document.objects.filter(
        organization_id=meeting.organization_id, subject_type="meetings.minutes", subject_id=str(minutes.pk)
    ).count()
