"""How the administrators' lists name what rows keep as codes: actions, kinds of objects, posts, yes and no."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.audit.vocabulary import act_code
from governance.people.standard_posts import STANDARD_POSTS

NOTHING = "——"

# What is read without an act of its own; acts are named by the vocabulary.
_READ = {
    "access.grant": _("授权"),
    "audit.act": _("办理留痕"),
    "audit.chain": _("留痕链"),
    "audit.log": _("查看与拒绝记录"),
    "audit.mine": _("我的办理留痕"),
    "audit.object": _("一件事的留痕"),
    "audit.refusals": _("拦截与说明"),
    "calendar.year": _("放假安排"),
    "deadlines.duty": _("期限"),
    "deadlines.reminder": _("提醒"),
    "documents.document": _("文件"),
    "meetings.desk": _("工作台"),
    "meetings.item": _("议程项"),
    "meetings.meeting": _("会议"),
    "meetings.minutes": _("会议纪要"),
    "meetings.notice": _("会议通知"),
    "meetings.topic": _("议题"),
    "people.account": _("账号"),
    "people.kinship": _("亲属关系"),
    "people.organization": _("单位"),
    "people.person": _("人员"),
    "people.post": _("岗位"),
    "people.roster": _("花名册"),
    "rulebook": _("制度"),
}


def action_words(action: str) -> str:
    """登记离会, 看会议: the act's title, or what is looked at. The code itself where nobody named it."""
    if not action:
        return NOTHING
    try:
        return _t(act_code(action).title)
    except KeyError:
        about = _READ.get(action.rpartition(".")[0])
    return _t("看%(what)s") % {"what": about} if about else action


def kind_words(label: str) -> str:
    """议题 for `meetings.topic`; the label itself where there is no such model (any more)."""
    try:
        return str(apps.get_model(label)._meta.verbose_name) if label else NOTHING
    except (LookupError, ValueError):
        return label


def post_words(code: str) -> str:
    """The standard post behind a code: 党政办主任."""
    standard = STANDARD_POSTS.get(code)
    return _t(str(standard.title)) if standard else code or NOTHING


def yes_no(value: bool) -> str:
    return _t("是") if value else _t("否")


class PostWords:
    """Columns of a post in words: its standard post; yes or no as a word, for a sign alone says nothing to
    whoever does not see it, and a red one says that something is wrong."""

    @admin.display(description=_("标准岗位"), ordering="code")
    def standard(self, row: Any) -> str:
        return post_words(row.code)

    @admin.display(description=_("党委委员"), ordering="committee_seat")
    def seat(self, row: Any) -> str:
        return yes_no(row.committee_seat)

    @admin.display(description=_("政府主要负责人"), ordering="heads_government")
    def heads(self, row: Any) -> str:
        return yes_no(row.heads_government)
