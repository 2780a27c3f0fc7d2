"""Forms of the rule review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.typed import CountField, DayField, LineField, TextField
from governance.office.rule_review.models import EvaluationOpinion, ExecutionRecord, RuleEvaluation

MOST_ASKED = 99999


class BeginForm(forms.Form):
    first = DayField(label=gettext_lazy("看哪一段，自"))
    last = DayField(
        label=gettext_lazy("至"), help_text=gettext_lazy("一般看最近一年。数照这一段的留痕统计，不用人填。")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            raise ValidationError({"last": _("止日在起日以前，请核对。")})
        return data


class SelfReviewForm(forms.Form):
    text = TextField(
        label=gettext_lazy("自我评价"),
        max_length=2000,
        help_text=gettext_lazy("有没有针对性，行不行得通，见没见实效；哪几条要改，怎么改。"),
    )


class OpinionForm(forms.Form):
    side = forms.ChoiceField(
        label=gettext_lazy("哪一方"), choices=EvaluationOpinion.Side.choices, widget=forms.RadioSelect
    )
    way = forms.ChoiceField(
        label=gettext_lazy("方式"), choices=EvaluationOpinion.Way.choices, widget=forms.RadioSelect
    )
    gathered_on = DayField(label=gettext_lazy("日期"))
    asked = CountField(label=gettext_lazy("征求人数"), most=MOST_ASKED)
    good = CountField(label=gettext_lazy("认为好"), most=MOST_ASKED, required=False)
    fair = CountField(label=gettext_lazy("认为一般"), most=MOST_ASKED, required=False)
    poor = CountField(label=gettext_lazy("认为不好"), most=MOST_ASKED, required=False)
    text = TextField(
        label=gettext_lazy("主要意见"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("归纳着写，不写是谁说的。"),
    )


class ConcludeForm(forms.Form):
    conclusion = forms.ChoiceField(
        label=gettext_lazy("结论"), choices=RuleEvaluation.Conclusion.choices, widget=forms.RadioSelect
    )
    why = TextField(label=gettext_lazy("理由"), max_length=500)
    resolution = LineField(
        label=gettext_lazy("凭哪份决议"),
        max_length=60,
        help_text=gettext_lazy("决议号，例 “青党会决〔2026〕9号”。须已通过，文字已经主持人确认。"),
    )


class ExecutionForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("做了什么"), choices=ExecutionRecord.Kind.choices, widget=forms.RadioSelect
    )
    held_on = DayField(label=gettext_lazy("日期"))
    regulations = forms.MultipleChoiceField(
        label=gettext_lazy("哪几部制度"), widget=forms.CheckboxSelectMultiple
    )
    by = LineField(
        label=gettext_lazy("由谁"), max_length=60, help_text=gettext_lazy("例：组织办、纪委办联合检查组。")
    )
    means = forms.MultipleChoiceField(
        label=gettext_lazy("用了哪些办法"),
        choices=list(ExecutionRecord.MEANS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = CountField(
        label=gettext_lazy("人数"),
        most=MOST_ASKED,
        required=False,
        help_text=gettext_lazy("学习的到会人数，征求意见的人数。"),
    )
    found = TextField(
        label=gettext_lazy("情况"),
        max_length=1000,
        help_text=gettext_lazy("学了什么，查到什么，投诉属不属实。投诉人的姓名不写。"),
    )
    handled = TextField(label=gettext_lazy("处理"), max_length=500, required=False)
    copied_to = LineField(label=gettext_lazy("报告抄送"), max_length=100, required=False)

    def __init__(self, *args: Any, regulations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regulations"].choices = regulations  # type: ignore[attr-defined]
