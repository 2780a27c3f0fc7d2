"""Verbs that order a paper. Each leads back to the papers of the meeting, where it appears when made."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.views import PageView
from governance.documents.models import Document
from meetings.documents.package import package
from meetings.models import Meeting, Notice, NoticeDelivery
from meetings.pages.scope import meetings_seen
from meetings.services import papers
from meetings.views.agenda import ItemVerb, MeetingAsWhole
from meetings.views.base import MeetingVerb
from meetings.views.voting import ResolutionVerb, VoteVerb


class ArchiveFile(PageView):
    """The archive of a filed meeting as one .zip; taking it out leaves a row in the access log."""

    action = "meetings.archive.read"
    model = Meeting
    sensitive_read = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.status != Meeting.Status.ARCHIVED:
            raise Http404
        response = HttpResponse(package(self.object, self.actor), content_type="application/zip")
        name = _now("%(meeting)s档案.zip") % {"meeting": self.object}
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response


class PaperVerb(MeetingVerb):
    abstract_view = True
    consequence = _("文件生成后不再改动，在会议页“文件”里打开。")

    def place_url(self) -> str:
        assert self.meeting is not None
        return reverse("meetings:room", args=[self.meeting.pk]) + "#papers"


class PrintNotice(PaperVerb):
    action = "meetings.notice.printed"
    model = Notice
    title = _("打印通知")

    def visible(self) -> models.QuerySet:
        seen = meetings_seen(self.actor)
        return super().visible().filter(meeting__in=seen).select_related("meeting__organization")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_notice(notice_id=self.object.pk, **common)


class PrintGuestNotice(PaperVerb):
    action = "meetings.guest_notice.printed"
    model = NoticeDelivery
    title = _("打印列席通知")

    @property
    def meeting(self) -> Any:
        return self.object.notice.meeting

    def visible(self) -> models.QuerySet:
        seen = meetings_seen(self.actor)
        return super().visible().filter(notice__meeting__in=seen).select_related("notice__meeting", "person")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_guest_notice(delivery_id=self.object.pk, **common)


class PrintSignInSheet(PaperVerb, MeetingAsWhole):
    action = "meetings.sign_in_sheet.printed"
    title = _("打印签到表")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_sign_in_sheet(meeting_id=self.object.pk, **common)


class PrintBallots(PaperVerb, VoteVerb):
    action = "meetings.ballots.printed"
    title = _("打印表决票")

    def consequence_text(self) -> str:
        return _now("表决名单%(n)s人，印%(n)s张，各张一模一样。每次表决只印一回。") % {
            "n": len(self.object.roll)
        }

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_ballots(vote_id=self.object.pk, **common)


class PrintCountSheet(PaperVerb, VoteVerb):
    action = "meetings.count_sheet.printed"
    title = _("打印计票单")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_count_sheet(vote_id=self.object.pk, **common)


class PrintCountCertificate(PaperVerb, VoteVerb):
    action = "meetings.count_certificate.printed"
    title = _("打印计票证明")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_count_certificate(vote_id=self.object.pk, **common)


class PrintRecord(PaperVerb, MeetingAsWhole):
    action = "meetings.record.printed"
    title = _("打印会议记录")
    takes_reason = True
    printed_in = _("会议记录")
    consequence = _("会议记录不分送。涉密的、有人回避的各项另册保存，不在正册里。")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_record(meeting_id=self.object.pk, **common)


class PrintRecordVolume(PaperVerb, ItemVerb):
    action = "meetings.record_volume.printed"
    title = _("打印会议记录另册")
    consequence = _("另册只有参加本项讨论的人和记录人打得开，每次打开都登记。")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.print_record_volume(item_id=self.object.pk, **common)


class ExtractResolution(PaperVerb, ResolutionVerb):
    action = "meetings.resolution.extracted"
    title = _("出决议摘录")

    def carry_out(self, form: Any, **common: Any) -> Document:
        return papers.extract_resolution(resolution_id=self.object.pk, **common)
