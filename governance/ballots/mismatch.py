"""A result that somebody changed past the program: what does not match, in one sentence, and whom to call."""

from __future__ import annotations

from django.utils.translation import gettext as _

from governance.ballots import bonds
from governance.ballots.bonds import Part
from governance.ballots.models import SealedPoll
from governance.ballots.uses import use_of
from governance.rules.verdict import Verdict


def of(poll: SealedPoll) -> str:
    """Nothing for a result that is as it was counted; else the sentence that stands in its place on pages, and for
    which no paper is made. Asked of a box whose figures are about to be shown."""
    use, names = use_of(poll), _names()
    found = [names[part] for part in bonds.changed_since_count(poll)]
    if not use.as_counted(poll):
        found.append(_("记录里的票数"))
    if not found:
        return ""
    words = {"what": "、".join(found), "who": use.calls(poll)}
    return (
        _(
            "%(what)s与开箱计票时封存的对不上，被人在程序以外改过。结果先不列出、不使用，"
            "请告诉%(who)s，并请系统管理员核查数据库、与备份核对。"
        )
        % words
    )


def judged(poll: SealedPoll) -> Verdict:
    """Whether anything may be made of the count: a paper, a signature."""
    if of(poll):
        return Verdict.stopped("ballots.box.result_altered")
    return Verdict.without_article("the result is as it was counted")


def _names() -> dict[Part, str]:
    return {
        Part.TALLIES: _("各选项的票数"),
        Part.FIGURES: _("发出、收回、有效、空白、无效的数"),
        Part.RECEIPTS: _("回执名单"),
        Part.SHEET: _("题目、选项或名单"),
    }
