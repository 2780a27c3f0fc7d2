"""Verbs on minutes: compose, edit, submit, return, sign off, archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from meetings.forms.minutes import MinutesForm
from meetings.models import Meeting, Minutes
from meetings.pages.scope import meetings_seen
from meetings.pages.trail import last_act_on
from meetings.services import minutes
from meetings.services.minutes import StaleDraft
from meetings.views.agenda import MeetingAsWhole
from meetings.views.base import BecauseVerb, MeetingVerb


class ComposeMinutes(MeetingAsWhole):
    action = "meetings.minutes.composed"
    title = _("整理纪要")

    def carry_out(self, form: Any, **common: Any) -> Minutes:
        return minutes.compose_minutes(meeting_id=self.object.pk, **common)

    def success_url(self, result: Minutes) -> str:
        return reverse("meetings:minutes-edit", args=[result.pk])


class MinutesVerb(MeetingVerb):
    abstract_view = True
    model = Minutes

    def visible(self) -> models.QuerySet:
        seen = meetings_seen(self.actor)
        return (
            super().visible().filter(meeting__in=seen).select_related("meeting__chair", "meeting__recorder")
        )

    def place_url(self) -> str:
        return super().place_url() + "#minutes"


class EditMinutes(MinutesVerb):
    action = "meetings.minutes.edited"
    title = _("修改纪要")
    drafted = True
    form_class = MinutesForm
    template_name = "meetings/minutes_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        found: Minutes = self.object
        return {
            "minutes": found,
            "initial": {"revision": found.revision, "opening": found.opening, "copy_to": found.copy_to},
        }

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            opened_at=self.request.POST.get("seen_at") or timezone.now().isoformat(), **extra
        )

    def carry_out(self, form: MinutesForm, **common: Any) -> Minutes:
        return minutes.edit_minutes(
            minutes_id=self.object.pk,
            revision=form.cleaned_data["revision"],
            opening=form.cleaned_data["opening"],
            copy_to=form.cleaned_data["copy_to"],
            sections=form.edited_sections,
            **common,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except StaleDraft as stale:
            return self.stale(stale.minutes)

    def stale(self, now: Minutes) -> HttpResponse:
        """Somebody saved in between: both texts side by side; one's own goes on under the new number."""
        form = self.form_class(self.request.POST, **self.form_kwargs())
        form.is_valid()
        shown = [
            {"label": _now("开头"), "yours": form.data.get("opening", ""), "now": now.opening},
            {"label": _now("分送"), "yours": form.data.get("copy_to", ""), "now": now.copy_to},
        ]
        for n, section in enumerate(now.sections):
            shown.append(
                {
                    "label": section["heading"],
                    "yours": form.data.get(f"text_{n}", ""),
                    "now": "\n".join(section["paragraphs"]),
                }
            )
        typed = [(k, str(now.revision) if k == "revision" else v) for k, v in self.typed()]
        seen_at = _moment(self.request.POST.get("seen_at", ""))
        act = last_act_on(now.organization_id, "meetings.minutes", now.pk)
        changed = (
            {"who": act.actor_name, "when": act.recorded_at, "what": _now("改过这份纪要")} if act else None
        )
        return render(
            self.request,
            "errors/stale.html",
            self.context(
                shown=[row for row in shown if row["yours"].replace("\r\n", "\n") != row["now"]],
                typed=typed,
                changed=changed if seen_at else None,
                seen_at=seen_at,
            ),
            status=409,
        )


def _moment(text: str) -> datetime | None:
    """When the form was opened, as it carried it; None for anything unreadable."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and timezone.is_aware(moment) else None


class SubmitMinutes(MinutesVerb):
    action = "meetings.minutes.submitted"
    title = _("送审")
    takes_reason = True
    printed_in = _("会议记录")
    consequence = _("送审后由主持人签发或退回，退回前不能再改。")

    def carry_out(self, form: Any, **common: Any) -> Minutes:
        return minutes.submit_minutes(minutes_id=self.object.pk, **common)


class ReturnMinutes(MinutesVerb, BecauseVerb):
    action = "meetings.minutes.returned"
    title = _("退回修改")

    def form_kwargs(self) -> dict[str, Any]:
        hint = _now("退回后由%(name)s修改重报，意见%(name)s看得到。") % {
            "name": self.object.meeting.recorder.name
        }
        return {"hint": hint}

    def carry_out(self, form: Any, **common: Any) -> Minutes:
        return minutes.return_minutes(
            minutes_id=self.object.pk, because=form.cleaned_data["because"], **common
        )


class SignMinutes(MinutesVerb):
    action = "meetings.minutes.signed"
    title = _("签发")
    takes_reason = True
    printed_in = _("会议记录")
    consequence = _("签发即取号、生成文件，以后只能出勘误。涉密事项不进纪要，只留会议记录。")

    def carry_out(self, form: Any, **common: Any) -> Minutes:
        return minutes.sign_minutes(minutes_id=self.object.pk, **common)


class ArchiveMeeting(MeetingAsWhole):
    action = "meetings.meeting.archived"
    title = _("归档")
    consequence = _("归档后只能查阅。")

    def carry_out(self, form: Any, **common: Any) -> Meeting:
        return minutes.archive_meeting(meeting_id=self.object.pk, **common)
