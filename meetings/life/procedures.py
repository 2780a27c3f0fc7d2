"""The democratic life meeting as a procedure, box by box as F-03 draws it (S0-08:流程图)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.procedures.procedure import Branch, Procedure, Step, register_procedure
from meetings.life.documents import kinds

LIFE = "meetings.democratic_life"
CHART = "S0-08:流程图"

register_procedure(
    Procedure(
        code=LIFE,
        title=_("党委民主生活会流程"),
        chart="F-03",
        steps=(
            Step("prepare", _("会前准备"), articles=(CHART, "S0-08:四-1"), rules=("meetings.life_prepared",)),
            Step(
                "theme",
                _("拟定主题、时间、地点"),
                articles=("S0-08:三", "S1-13:四"),
                verbs=("meetings.body.called", "meetings.life.themed"),
                rules=("meetings.life_chair",),
            ),
            Step(
                "notice",
                _("通知委员（提前天数空缺）"),
                articles=("S0-08:三",),
                verbs=("meetings.body.noticed", "meetings.body.acknowledged", "meetings.body.leave_asked"),
                clocks=("meetings.life_notice",),
                documents=(kinds.NOTICE,),
            ),
            Step(
                "opinions",
                _("征求意见建议"),
                articles=("S0-08:四-1", "S1-13:五-1"),
                verbs=(
                    "meetings.life.opinion_recorded",
                    "meetings.life.opinions_returned",
                    "meetings.life.feedback_received",
                ),
                rules=("meetings.life_prepared",),
                clocks=("meetings.life_feedback",),
                documents=(kinds.OPINIONS,),
            ),
            Step(
                "talks",
                _("委员间交心谈心"),
                articles=("S0-08:四-1",),
                verbs=("meetings.life.talked",),
                rules=("meetings.life_prepared",),
            ),
            Step(
                "statements",
                _("写发言材料"),
                articles=("S0-08:四-1", "S0-08:五"),
                verbs=("meetings.life.stated",),
                rules=("meetings.life_prepared",),
                documents=(kinds.STATEMENTS,),
            ),
            Step(
                "report_up",
                _("提前一周向县纪委、县委组织部请示"),
                articles=("S0-08:流程图a", "S0-08:六", "S1-13:三-2"),
                verbs=("meetings.life.reported", "meetings.life.put_off"),
                rules=("meetings.life_reported", "meetings.life_postponed"),
                clocks=("meetings.life_report",),
                documents=(kinds.REQUEST,),
            ),
            Step(
                "approval",
                _("上级批准并安排人员参加"),
                articles=("S0-08:流程图a",),
                verbs=("meetings.life.approved",),
                rules=("meetings.life_reported",),
                branches=(Branch("notice", _("上级要求改期")),),
            ),
            Step(
                "meet",
                _("会议召开"),
                articles=(CHART, "S0-08:五", "S1-13:二"),
                verbs=("meetings.body.attended", "meetings.body.closed"),
                rules=("meetings.life_absence", "meetings.life_theme"),
            ),
            Step(
                "told",
                _("通报征求意见情况"),
                articles=("S0-08:流程图b",),
                verbs=("meetings.life.proceedings",),
            ),
            Step(
                "criticism",
                _("对照检查，批评与自我批评"),
                articles=("S0-08:四-2",),
                verbs=("meetings.life.spoken",),
                documents=(kinds.RECORD,),
            ),
            Step(
                "remarks",
                _("县纪委、组织部人员发言"),
                articles=("S0-08:流程图c",),
                verbs=("meetings.life.proceedings",),
            ),
            Step("follow", _("会后整改反馈"), articles=(CHART,)),
            Step(
                "measures",
                _("订整改措施并整改"),
                articles=("S0-08:四-2", "S1-13:六"),
                verbs=("meetings.life.measure_set",),
                clocks=("meetings.life_measures",),
                documents=(kinds.MEASURES,),
            ),
            Step(
                "publish",
                _("在一定范围公示意见、措施、会议情况"),
                articles=("S0-08:流程图d",),
                verbs=("meetings.life.published",),
                clocks=("meetings.life_publish",),
            ),
            Step(
                "submit",
                _("限期上报五件材料（天数空缺）"),
                articles=("S0-08:流程图e", "S0-08:八b"),
                verbs=("meetings.life.submitted",),
                clocks=("meetings.life_submit",),
                documents=(kinds.REPORT,),
            ),
        ),
    )
)
