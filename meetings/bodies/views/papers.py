"""Ordering a paper of another body's meeting; it appears on the meeting's page when made."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.documents.models import Document
from meetings.bodies.models import BodyMeeting
from meetings.bodies.services import papers
from meetings.bodies.views.base import BodyVerb


class PaperVerb(BodyVerb):
    abstract_view = True
    model = BodyMeeting
    consequence = _("文件生成后不再改动，在会议页“文件”里打开。")

    def success_url(self, result: Any) -> str:
        return reverse("meetings:body", args=[self.object.pk]) + "#papers"


class PrintMinutes(PaperVerb):
    action = "meetings.body_minutes.printed"
    title = _("打印纪要")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_minutes(meeting_id=self.object.pk, **common)


class PrintSignIn(PaperVerb):
    action = "meetings.body_sign_in.printed"
    title = _("打印签到表")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_sign_in(meeting_id=self.object.pk, **common)
