"""The committee meeting as a procedure, in the eight steps of F-01 (S0-04:流程图)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.procedures.procedure import Branch, Procedure, Step, register_procedure
from meetings.documents import kinds

PLENARY = "meetings.plenary"

register_procedure(
    Procedure(
        code=PLENARY,
        title=_("党委会议事决策流程"),
        chart="F-01",
        steps=(
            Step(
                "agenda",
                _("确定议题"),
                articles=("S0-04:二-1a", "S0-04:二-1b", "S1-01:七-1a", "S1-04:三-1a"),
                verbs=(
                    "meetings.call.opened",
                    "meetings.call.moved",
                    "meetings.call.withdrawn",
                    "meetings.topic.proposed",
                    "meetings.topic.consented",
                    "meetings.topic.opined",
                    "meetings.topic.agreed",
                    "meetings.minutes.tabled",
                    "meetings.topic.returned",
                    "meetings.agenda.confirmed",
                ),
                rules=("meetings.deciding_body", "meetings.agenda"),
                clocks=("meetings.call",),
            ),
            Step(
                "materials",
                _("准备预案"),
                articles=("S0-04:二-2", "S1-01:五-2", "S1-01:五-3a"),
                verbs=(
                    "meetings.material.added",
                    "meetings.material.replaced",
                    "meetings.material.withdrawn",
                    "meetings.fact.stated",
                    "meetings.fact.confirmed",
                ),
                rules=("meetings.materials",),
            ),
            Step(
                "notice",
                _("提前通知"),
                articles=("S0-04:二-3a", "S1-01:七-2a"),
                verbs=(
                    "meetings.meeting.convened",
                    "meetings.notice.acknowledged",
                    "meetings.notice.delivered",
                    "meetings.leave.requested",
                    "meetings.leave.granted",
                ),
                rules=("meetings.notice", "meetings.materials"),
                clocks=("meetings.notice", "meetings.acknowledgement", "meetings.leave"),
                documents=(kinds.NOTICE,),
            ),
            Step(
                "consultation",
                _("充分酝酿"),
                articles=("S0-04:二-4", "S1-04:三-2a"),
                verbs=("meetings.fact.stated",),
            ),
            Step(
                "discussion",
                _("民主讨论"),
                articles=(
                    "S0-04:二-5a",
                    "S0-04:三-1b",
                    "S0-04:三-1c",
                    "S1-01:六-1",
                    "S1-01:六-3",
                    "S1-01:七-3c",
                ),
                verbs=(
                    "meetings.attendance.signed_in",
                    "meetings.meeting.opened",
                    "meetings.item.opened",
                    "meetings.item.recused",
                    "meetings.stance.taken",
                    "meetings.item.summarised",
                ),
                rules=(
                    "meetings.chair",
                    "meetings.quorum",
                    "meetings.attendance_required",
                    "meetings.ad_hoc",
                    "meetings.item_by_item",
                    "meetings.recusal",
                    "meetings.stance_order",
                ),
                documents=(kinds.SIGN_IN_SHEET,),
                branches=(Branch("agenda", _("会上临时提出的，列入下次会议")),),
            ),
            Step(
                "vote",
                _("会议表决"),
                articles=("S0-04:二-6a", "S0-04:三-3a", "S1-01:七-5a", "S1-01:七-5b", "S1-01:七-4b"),
                verbs=(
                    "meetings.vote.opened",
                    "meetings.ballot.cast",
                    "meetings.vote.unsealed",
                    "meetings.vote.typed",
                    "meetings.vote.counted",
                    "meetings.resolution.adopted",
                ),
                rules=("meetings.ready_to_vote", "meetings.method", "meetings.adoption"),
                documents=(kinds.BALLOTS, kinds.COUNT_SHEET, kinds.COUNT_CERTIFICATE),
                branches=(Branch("agenda", _("双方接近或分歧大的，缓议")),),
            ),
            Step(
                "resolution",
                _("形成决议"),
                articles=("S0-04:二-7", "S1-01:九-1", "S1-01:十-1"),
                verbs=(
                    "meetings.resolution.worded",
                    "meetings.resolution.confirmed",
                    "meetings.meeting.closed",
                    "meetings.minutes.composed",
                    "meetings.minutes.signed",
                ),
                rules=("meetings.record_complete", "meetings.minutes_signed", "meetings.minutes_numbered"),
                documents=(kinds.MINUTES, kinds.RECORD, kinds.EXTRACT),
            ),
            Step(
                "carrying_out",
                _("决策实施"),
                articles=("S0-04:二-8", "S1-01:九-3"),
                verbs=("meetings.meeting.archived",),
                rules=("meetings.archive_kept", "meetings.reconsider"),
                clocks=("meetings.clause",),
                branches=(Branch("agenda", _("要改变决议的，再提交会议")),),
            ),
        ),
    )
)
