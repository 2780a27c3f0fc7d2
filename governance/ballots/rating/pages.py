"""What the pages of a round show: where it stands, what is to be done next and by whom, its figures, its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.ballots import mismatch
from governance.ballots.casting import returned_of
from governance.ballots.models import RaterClass, RatingRound, SealedPoll
from governance.ballots.rating import rules
from governance.ballots.rating.facts import figures_of, result_of, totals_of
from governance.ballots.release import Result, Share, ShownCell

S, Mode = RatingRound.Status, RatingRound.Mode


@dataclass(frozen=True)
class Step:
    """One thing that can be done now: its action, where, and who does it when the reader may not."""

    action: str
    label: str
    url: str
    who: str
    main: bool = True
    may: bool = False


def steps_of(round_: RatingRound, actor: Actor) -> list[Step]:
    """What may be done at this point, the next step first."""
    found = []
    for action, label, name, who, main in _steps(round_):
        url = reverse(name, args=[round_.poll_id if name.startswith("ballots:") else round_.pk])
        if action.startswith("ballots.share."):
            may = actor.person_id is not None and actor.person_id in round_.teller_ids
        else:
            may = ask(actor, action, round_.poll if name.startswith("ballots:") else round_).allowed
        found.append(Step(action, label, url, who, main, may))
    return found


def _steps(round_: RatingRound) -> list[tuple[str, str, str, str, bool]]:
    office, leader = _("组织办、党政办"), _("组织委员或书记")
    tellers = "、".join(p.name for p in (round_.teller, round_.second_teller, round_.third_teller) if p)
    scrutineer = round_.scrutineer.name
    void = ("ballots.round.voided", _("作废测评"), "rating:void", leader, False)
    if round_.status == S.PREPARING:
        amend = ("ballots.round.amended", _("修改测评"), "rating:amend", office, False)
        if round_.approved_by_id is None:
            return [("ballots.round.approved", _("审定测评"), "rating:approve", leader, True), amend, void]
        if round_.mode == Mode.ROLL:
            return [("ballots.round.roll_fixed", _("定名单"), "rating:fix-roll", office, True), amend, void]
        return [
            ("ballots.round.codes_printed", _("印测评码"), "rating:print-codes", office, True),
            amend,
            void,
        ]
    if round_.status == S.CODES_PRINTED:
        found = _key_steps(round_, tellers) or [
            ("ballots.round.opened", _("开始测评"), "rating:open", leader, True)
        ]
        if round_.mode == Mode.SLIPS:
            found.append(
                ("ballots.round.codes_reprinted", _("重印测评码"), "rating:reprint-codes", office, False)
            )
        return [*found, void]
    lost = ("ballots.key.lost", _("登记票码丢失"), "ballots:lose-key", tellers, False)
    if round_.status == S.OPEN:
        who = _("%(name)s（监票人）或%(leader)s") % {"name": scrutineer, "leader": leader}
        return [("ballots.round.closed", _("截止测评"), "rating:close", who, True), lost, void]
    if round_.status == S.CLOSED:
        counting = ("ballots.box.opened", _("开箱计票"), "ballots:open-box", tellers, True)
        return [*_paper(round_), counting, lost, void]
    if round_.status == S.COUNTED:
        return [*_after_count(round_, tellers, scrutineer, leader), void]
    return []


def _paper(round_: RatingRound) -> list[tuple[str, str, str, str, bool]]:
    """Paper is typed and settled before the box is opened; afterwards it could not be taken any more."""
    if not any(one.paper and not one.dropped for one in round_.all_classes.all()):
        return []
    return [("ballots.paper.listed", _("录入纸票"), "ballots:paper", _("录入的两人、核定的第三人"), True)]


def _key_steps(round_: RatingRound, tellers: str) -> list[tuple[str, str, str, str, bool]]:
    poll = round_.poll
    if poll is None or poll.status != SealedPoll.Status.PREPARED:
        return []
    return [
        ("ballots.share.collected", _("领票码"), "ballots:collect", tellers, True),
        ("ballots.share.confirmed", _("核对票码"), "ballots:confirm", tellers, True),
        ("ballots.share.redrawn", _("重新领码"), "ballots:redraw", tellers, False),
    ]


def _after_count(
    round_: RatingRound, tellers: str, scrutineer: str, leader: str
) -> list[tuple[str, str, str, str, bool]]:
    found = []
    filled = round_.reconciled_by_id is not None
    found.append(("ballots.round.reconciled", _("填核对表"), "rating:reconcile", tellers, not filled))
    if filled and round_.checked_by_id is None:
        found.insert(0, ("ballots.round.checked", _("核对清点"), "rating:check", scrutineer, True))
    if round_.poll is not None and round_.remarks_digest:
        who = round_.reviewer.name if round_.reviewer else leader
        first = round_.remarks_reviewed_by_id is None
        found.append(("ballots.round.remarks_reviewed", _("审阅意见"), "rating:remarks", who, first))
    ready = round_.checked_by_id is not None
    found.append(("ballots.round.released", _("公布结果"), "rating:release", leader, ready))
    return sorted(found, key=lambda step: not step[4])


def altered(round_: RatingRound) -> str:
    """What stands in place of the figures when somebody changed them past the program; else nothing."""
    if round_.poll is None or round_.status not in (S.COUNTED, S.RELEASED):
        return ""
    return mismatch.of(round_.poll)


# Figures ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FigureRow:
    """One class in the table of reconciliation. Blank and invalid are told only where so many came back that they
    say nothing of anybody."""

    label: str
    figures: rules.ClassFigures
    valid: int | None
    blank: int | None
    invalid: int | None
    gaps: tuple[str, ...]


def figure_rows(round_: RatingRound, classes: Sequence[RaterClass]) -> list[FigureRow]:
    """After the count: what each class came to, by machine and by hand."""
    totals = totals_of(round_)
    apart = set(result_of(round_, classes).figures_apart)
    rows = []
    for one, figures in zip(classes, figures_of(round_, classes), strict=True):
        own = totals.get(one.number)
        told = own is not None and str(one.number) in apart
        rows.append(
            FigureRow(
                one.label,
                figures,
                own.valid if told and own else None,
                own.blank if told and own else None,
                own.invalid if told and own else None,
                tuple(gap_text(gap) for gap in rules.gaps(figures)),
            )
        )
    return rows


def gap_text(gap: rules.Gap) -> str:
    words = {
        "handed_out": _("发出%(have)d张，实到%(need)d人"),
        "codes": _("发出和剩下的码合计%(have)d张，印了%(need)d张"),
        "returned": _("收回%(have)d张，发出%(need)d张"),
        "surplus": _("收回%(have)d张，多于发出%(need)d张"),
    }
    return words[gap.kind] % {"have": gap.have, "need": gap.need}


def standing(round_: RatingRound) -> list[tuple[str, str]]:
    """Facts that anybody who finds the round may read; while it is open the number returned alone."""
    found: list[tuple[str, str]] = []
    if round_.poll is not None and round_.status == S.OPEN:
        found.append((_("已收回"), _("%(n)d份") % {"n": returned_of(round_.poll)}))
    if round_.status in (S.COUNTED, S.RELEASED) and round_.poll is not None:
        poll = round_.poll
        figures = {"a": poll.returned, "b": poll.valid, "c": poll.blank, "d": poll.invalid}
        found.append((_("收回"), _("%(a)s份：有效%(b)s、空白%(c)s、无效%(d)s") % figures))
    if round_.wrong_codes:
        found.append((_("输错的码"), _("%(n)d次（格式对、对不上或已用过）") % {"n": round_.wrong_codes}))
    return found


# The result -------------------------------------------------------------------------------------


def decimal(value: Fraction | None) -> str:
    """Two places, rounded half up; nothing for nothing."""
    if value is None:
        return ""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def share_text(share: Share) -> str:
    """92.3%（13张中12张）; of fewer than five the numbers alone."""
    counts = _("%(of)d张中%(count)d张") % {"of": share.of, "count": share.count}
    if share.worth is None:
        return counts
    percent = share.worth * 100
    exact = (Decimal(percent.numerator) / Decimal(percent.denominator)).quantize(
        Decimal("0.1"), ROUND_HALF_UP
    )
    return _("%(percent)s%%（%(counts)s）") % {"percent": f"{exact:f}", "counts": counts}


@dataclass(frozen=True)
class ResultPage:
    """A result in words: heads of the grades, ranks, rows of each object, what was held back and why."""

    grades: list[str]
    top_label: str
    passing_label: str
    classes: list[str]
    ranks: list[dict[str, Any]]
    subjects: list[dict[str, Any]]
    notes: list[str]


def result_page(round_: RatingRound, classes: Sequence[RaterClass]) -> ResultPage:
    """The result as page and paper print it."""
    result = result_of(round_, classes)
    labels = {str(one.number): one.label for one in classes}
    passing = [g["label"] for g in round_.grades if g.get("passing")]
    items = {item["key"]: item["label"] for item in round_.items}
    grades = [grade.label for grade in round_.sheet_grades]
    names = {s["key"]: s for s in round_.subjects}
    subjects = []
    for subject in result.subjects:
        rows = []
        for row in result.rows:
            if row.subject != subject.key:
                continue
            shown = [*row.alone, *([row.pool] if row.pool is not None else [])]
            cells = [_cell(cell, labels, grades) for cell in shown]
            if row.total is not None and len(shown) > 1:
                cells.append({**_cell(row.total, labels, grades), "label": _("合计"), "total": True})
            rows.append(
                {
                    "item": items[row.key.partition("-")[2]],
                    "cells": cells,
                    "score": decimal(row.score.value),
                    "marked": row.score.renormalised,
                }
            )
        subjects.append({**names[subject.key], "rows": rows, "score": decimal(subject.score)})
    ranks = [
        {
            "name": names[s.key]["name"],
            "post": names[s.key].get("post", ""),
            "rank": s.rank,
            "score": decimal(s.score),
            "by_class": [(one.label, decimal(s.by_class.get(str(one.number)))) for one in classes],
            "apart": decimal(s.apart),
            "far": s.far_apart,
            "marked": s.renormalised or s.partial,
        }
        for s in sorted(result.subjects, key=lambda s: (s.rank is None, s.rank or 0))
    ]
    return ResultPage(
        grades=grades,
        top_label=_("%(grade)s率") % {"grade": round_.grades[0]["label"]},
        passing_label=_("%(grade)s以上率") % {"grade": passing[-1]} if passing else "",
        classes=[one.label for one in classes],
        ranks=ranks,
        subjects=subjects,
        notes=_notes(round_, classes, result),
    )


def _cell(cell: ShownCell, labels: dict[str, str], grades: Sequence[str]) -> dict[str, Any]:
    return {
        "label": "、".join(labels[key] for key in cell.classes),
        "total": False,
        "counts": list(zip(grades, cell.counts, strict=True)),
        "mean": decimal(cell.mean),
        "top": share_text(cell.top),
        "passing": share_text(cell.passing),
    }


def _notes(round_: RatingRound, classes: Sequence[RaterClass], result: Result) -> list[str]:
    totals = totals_of(round_)
    labels = {str(one.number): one.label for one in classes}
    found = []
    others = len(result.held) - len(result.held_few)
    for one in classes:
        key = str(one.number)
        if key in result.held_few:
            found.append(
                # Not how many: beside the number returned it would tell how many of so few were blank.
                _("%(label)s：本类有效票不满%(k)d张，不单列；为防倒推，另有%(j)d类也不单列，都计入总数。")
                % {"label": one.label, "k": round_.least_valid, "j": max(others, 0)}
            )
    if result.without:
        names = "、".join(labels[key] for key in result.without)
        found.append(_("%(labels)s没有有效票，权重已分摊给其余各类。") % {"labels": names})
    if any(row.layout.together and not row.layout.pooled for row in result.rows):
        found.append(_("有的项目合在一起也全都一样，为不让人倒推，不列合计，分数按列出的各类算。"))
    if any(row.layout.pooled and not row.layout.shown for row in result.rows):
        found.append(_("有的项目里某一小类几乎全都一样，只列合计，不分类。"))
    if any(s.renormalised or s.partial for s in result.subjects):
        found.append(_("带“*”的分数，有的类或项目没有计入，权重已重新分摊。"))
    if round_.trimmed:
        found.append(_("平均分满7张的去掉一个最高、一个最低。"))
    if round_.uniform == RatingRound.Uniform.COUNTED:
        uniform = sum(one.uniform for one in totals.values())
        found.append(_("各项全选同一等次的有%(n)d份。") % {"n": uniform})
    found.append(_("名次只供参考，不是决定。"))
    return found


def remarks_released(round_: RatingRound) -> list[str]:
    """What may be read of the remarks once the round is released; nothing before, and never the withheld ones."""
    if round_.status != S.RELEASED or round_.poll is None:
        return []
    withheld = set(round_.remark_findings.filter(withheld=True).values_list("number", flat=True))
    listed = round_.poll.remarks.order_by("number").values_list("number", "text")
    return [text for number, text in listed if number not in withheld]
