"""What is asked and reported, by whom, about what: the lists the articles give, in their own words."""

from __future__ import annotations

from governance.rules.wording import gettext_noop

_ = gettext_noop

# S0-05:一-2, in its order.
REQUEST_MATTERS = {
    "reform": _("重大改革措施出台"),
    "event": _("重大活动举办"),
    "congress": _("党代会时间、代表名额与党委人选推荐名单"),
    "incident": _("重大问题与突发事件处理"),
    "personnel": _("干部推荐、任免、奖惩、处分"),
    "abroad": _("主要负责人出国（境）"),
    "other": _("党委认为需请示的其他事项"),
}
# S0-05:一-3, in its order.
REPORT_MATTERS = {
    "policy": _("贯彻方针政策及上级会议、决策、部署"),
    "instruction": _("各级领导批示指示办理"),
    "construction": _("五大建设重大部署"),
    "annual": _("党委年度工作及需上级审定了解的事项"),
    "asked": _("上级要求报告的其他情况"),
}
MATTERS = {**REQUEST_MATTERS, **REPORT_MATTERS}
KEPT_MATTERS = ("personnel",)  # named by its kind alone, read by those who handle it

# Who reports to the committee: S0-05:二a; its members (S0-05:三a); in villages S4-06:一-4a.
SOURCES = {
    "congress": _("镇人大"),
    "government": _("镇政府"),
    "cppcc": _("政协"),
    "discipline": _("镇纪委"),
    "branch": _("总支、支部"),
    "mass_organization": _("群团党组织"),
    "committee_member": _("党委委员"),
    "village_organization": _("村里其他组织"),
}
# S1-15:五 and S0-05:三b, in their order.
BRANCH_ITEMS = (_("政策决议执行"), _("经验教训与新问题"), _("改进措施与打算"), _("上级指定专题"))
MEMBER_ITEMS = (
    _("决议执行"),
    _("重点工作和项目调研督查"),
    _("职责内阶段进展"),
    _("分管联系范围干部动态与突发事件"),
    _("书记要求的专题"),
)


def matters_of(kind: str) -> dict[str, str]:
    """The matters of a `request` or a `report`, by code."""
    return REQUEST_MATTERS if kind == "request" else REPORT_MATTERS


def items_of(source: str) -> tuple[str, ...]:
    """What a report of that source is to speak of; nothing where no article lists it."""
    if source == "committee_member":
        return MEMBER_ITEMS
    return BRANCH_ITEMS if source in ("branch", "mass_organization") else ()
