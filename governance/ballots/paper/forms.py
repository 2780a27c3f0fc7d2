"""Forms for paper: figures of a class, and sheets as they are typed. What stands in them is never kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from governance.access.typed import CountField, LineField
from governance.ballots.models import PaperBatch
from governance.ballots.paper import grid
from governance.ballots.paper.grid import SPOILT, STANDS, Difference, Sheet, Unfit
from governance.ballots.payload import Question

_TYPING = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false", "data-next": ""}


class CountForm(forms.Form):
    issued = CountField(
        label=gettext_lazy("发出多少张"), help_text=gettext_lazy("照发票登记数，备用票发出了的也算。")
    )
    returned = CountField(label=gettext_lazy("收回多少张"), help_text=gettext_lazy("开箱以后当场点数。"))


class BatchesForm(forms.Form):
    sheets = CountField(
        label=gettext_lazy("手里有多少张要分批"),
        help_text=gettext_lazy("25张一批，逐批写上批号、用夹子夹好，最后不足25张的自成一批。"),
    )


class ClearForm(forms.Form):
    sheets = CountField(
        label=gettext_lazy("这一批重新点数，有多少张"),
        help_text=gettext_lazy("1到25张；这一批本来就没有、登记多了的，填0，即撤销这一批。"),
    )
    because = LineField(label=gettext_lazy("理由"), max_length=200)


class GapForm(forms.Form):
    because = LineField(
        label=gettext_lazy("为什么对不上"),
        max_length=200,
        help_text=gettext_lazy("写清楚查了什么、差在哪里；记入核对单和办理留痕，不写票上选了什么。"),
    )


def unfit_words(unfit: Unfit, sheet: int) -> str:
    """What is wrong with one sheet, in a sentence that names it."""
    words = {
        "missing": _("第%(sheet)s张没有录；整张没划的录0，整张无效的录z。"),
        "length": _("第%(sheet)s张录了%(have)s题，应是%(need)s题；没划的题录0。"),
        "sign": _("第%(sheet)s张第%(question)s题录的“%(sign)s”认不出，只录1到%(most)s、0、x。"),
    }
    return words[unfit.why] % {"sheet": sheet, **unfit.figures}


class TypingForm(forms.Form):
    """One line a sheet, one key a question; or a whole table pasted at once."""

    pasted = forms.CharField(
        label=gettext_lazy("从表格整批粘贴"),
        required=False,
        strip=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4, **_TYPING}),
        help_text=gettext_lazy("一行一张、一格一题，从电子表格里整块复制过来；粘贴了就不用逐张录。"),
    )

    def __init__(self, *args: Any, batch: PaperBatch, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch, self.questions = batch, questions
        self.rows = [f"sheet_{place}" for place in range(1, batch.sheets + 1)]
        for place, name in enumerate(self.rows, start=1):
            self.fields[name] = forms.CharField(
                label=_("第%(n)s张") % {"n": place},
                required=False,
                strip=False,
                max_length=max(80, 4 * len(questions)),
                widget=forms.TextInput(attrs={"class": "paper-marks", **_TYPING}),
            )

    @property
    def lines(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rows]

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pasted = grid.lines_pasted(cleaned.get("pasted") or "")
        single = {name: cleaned.get(name) or "" for name in self.rows}
        if pasted and any(text.strip() for text in single.values()):
            self.add_error("pasted", _("逐张录的和整批粘贴的只留一样，请清空一边。"))
        elif pasted:
            self._read_pasted(pasted)
        else:
            self._read_lines(single)
        return cleaned

    @sensitive_variables()
    def _read_pasted(self, pasted: list[str]) -> None:
        if len(pasted) != self.batch.sheets:
            figures = {"have": len(pasted), "need": self.batch.sheets}
            self.add_error("pasted", _("粘贴了%(have)s行，这一批登记的是%(need)s张。") % figures)
            return
        found = []
        for place, text in enumerate(pasted, start=1):
            try:
                found.append(grid.sheet_typed(text, self.questions))
            except Unfit as unfit:
                self.add_error("pasted", unfit_words(unfit, place))
        self.sheets: list[Sheet] = found

    @sensitive_variables()
    def _read_lines(self, single: Mapping[str, str]) -> None:
        """Lines left empty are told together: a form sent too early would else repeat itself 25 times."""
        found, missing = [], []
        for place, (name, text) in enumerate(single.items(), start=1):
            try:
                found.append(grid.sheet_typed(text, self.questions))
            except Unfit as unfit:
                if name in self.errors:
                    continue
                if unfit.why == "missing":
                    missing.append(place)
                else:
                    self.add_error(name, unfit_words(unfit, place))
        if missing:
            figures = {"n": len(missing), "which": ranges(missing)}
            self.add_error(
                None, _("还有%(n)s张没有录：第%(which)s张。整张没划的录0，整张无效的录z。") % figures
            )
        self.sheets = found


def ranges(numbers: Sequence[int]) -> str:
    """2, 3, 4, 7 as 2至4、7: ascending numbers as people write them."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return "、".join(_("%(a)s至%(b)s") % {"a": s[0], "b": s[-1]} if len(s) > 1 else str(s[0]) for s in spans)


class SettlingForm(forms.Form):
    """One field a difference; nothing is filled in beforehand."""

    def __init__(
        self,
        *args: Any,
        differing: Sequence[Difference],
        questions: Sequence[Question],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.named = {_name(difference): difference for difference in differing}
        for name, difference in self.named.items():
            self.fields[name] = (
                forms.ChoiceField(
                    label=_("第%(n)s张") % {"n": difference.sheet},
                    choices=[(SPOILT, _("整张无效")), (STANDS, _("有效，各题照另一遍"))],
                    widget=forms.RadioSelect,
                )
                if difference.question is None
                else forms.CharField(
                    label=_("第%(n)s张第%(q)s题") % {"n": difference.sheet, "q": difference.question + 1},
                    max_length=8,
                    widget=forms.TextInput(attrs={"class": "paper-mark", **_TYPING}),
                )
            )

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.decided: dict[tuple[int, int | None], int] = {}
        for name, difference in self.named.items():
            if name not in cleaned:
                continue
            if difference.question is None:
                self.decided[difference.key] = int(cleaned[name])
                continue
            question = self.questions[difference.question]
            try:
                self.decided[difference.key] = grid.mark_typed(cleaned[name], question)
            except Unfit:
                most = len(question.options)
                self.add_error(name, ValidationError(_("只录1到%(most)s、0、x。") % {"most": most}))
        return cleaned


def _name(difference: Difference) -> str:
    return f"at_{difference.sheet}_{'all' if difference.question is None else difference.question + 1}"
