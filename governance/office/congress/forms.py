"""Forms of the congress office. Names are typed one a line, as rosters come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.typed import CountField, DayField, LineField, MoneyField, PersonField, TextField
from governance.office.congress.models import (
    CongressMeeting,
    CongressTerm,
    Delegate,
    DelegateGroup,
    DelegateProposal,
)
from governance.people.models import Person


class NamesField(TextField):
    """One name a line, or with 、between; `value` is a list."""

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        text = super().clean(value).replace("、", "\n").replace("，", "\n")
        names = [line.strip() for line in text.split("\n") if line.strip()]
        long = [name for name in names if len(name) > 30]
        if long:
            raise ValidationError(_("“%(name)s”太长，姓名一行一个。") % {"name": long[0][:20]})
        return names


class TermForm(forms.Form):
    name = LineField(label=gettext_lazy("届次"), max_length=20, help_text=gettext_lazy("例：第十五届。"))
    rhythm = forms.ChoiceField(
        label=gettext_lazy("学习培训"), choices=CongressTerm.Rhythm.choices, widget=forms.RadioSelect
    )
    seats = CountField(label=gettext_lazy("代表名额"))
    since = DayField(label=gettext_lazy("自"))


class GroupForm(forms.Form):
    name = LineField(label=gettext_lazy("组"), max_length=30, help_text=gettext_lazy("例：第一代表组。"))
    leader = LineField(label=gettext_lazy("组长"), max_length=30)
    deputy = LineField(label=gettext_lazy("副组长"), max_length=30, required=False)
    place = LineField(label=gettext_lazy("活动场地"), max_length=60, required=False)
    fund = MoneyField(label=gettext_lazy("活动经费（元）"), required=False)
    linked_by = LineField(label=gettext_lazy("联系的委员"), max_length=30, required=False)


class DelegatesForm(forms.Form):
    unit = LineField(label=gettext_lazy("选举单位"), max_length=60)
    names = NamesField(label=gettext_lazy("代表"), help_text=gettext_lazy("一行一个姓名。"))
    since = DayField(label=gettext_lazy("当选日期"))
    group = forms.ModelChoiceField(
        label=gettext_lazy("代表组"), queryset=None, required=False, empty_label=gettext_lazy("先不编组")
    )
    linked = CountField(label=gettext_lazy("每人联系党员数"), required=False)

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class ElectionForm(forms.Form):
    unit = LineField(label=gettext_lazy("选举单位"), max_length=60)
    seats = CountField(label=gettext_lazy("应选"))

    def clean_seats(self) -> int:
        seats: int = self.cleaned_data["seats"]
        if not seats:
            raise ValidationError(_("应选不能是0。"))
        return seats


class StepForm(forms.Form):
    """`steps`: those that are not done yet, in the article's order."""

    step = forms.ChoiceField(label=gettext_lazy("哪一步"), widget=forms.RadioSelect)
    day = DayField(label=gettext_lazy("日期"))

    def __init__(self, *args: Any, steps: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, step) for step in steps]  # type: ignore[attr-defined]


class PaperStepForm(StepForm):
    paper = LineField(
        label=gettext_lazy("依据"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("党委研究的写决议号，其余写文件号。"),
    )


class CandidatesForm(forms.Form):
    names = NamesField(label=gettext_lazy("正式候选人"), help_text=gettext_lazy("一行一个姓名。"))


class ResultForm(forms.Form):
    elected = forms.MultipleChoiceField(label=gettext_lazy("当选的代表"), widget=forms.CheckboxSelectMultiple)
    held_on = DayField(label=gettext_lazy("选举日期"))

    def __init__(self, *args: Any, candidates: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["elected"].choices = [(name, name) for name in candidates]  # type: ignore[attr-defined]


class RemovalForm(forms.Form):
    because = LineField(label=gettext_lazy("事由"), max_length=200)
    day = DayField(label=gettext_lazy("选举单位提请日期"))
    paper = LineField(label=gettext_lazy("提请的文件"), max_length=60, required=False)


class MeetingForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("会"), choices=CongressMeeting.Kind.choices, widget=forms.RadioSelect
    )
    held_on = DayField(label=gettext_lazy("日期"))
    place = LineField(label=gettext_lazy("地点"), max_length=60, required=False)
    expected = CountField(label=gettext_lazy("应到"))
    present = CountField(label=gettext_lazy("实到"))
    topics = TextField(label=gettext_lazy("议题"), max_length=1000)
    sought = LineField(
        label=gettext_lazy("议题征求意见情况"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("代表例会的议题先征求代表和党员群众意见再定。"),
    )
    report = LineField(label=gettext_lazy("提交的报告"), max_length=100, required=False)
    resolution = LineField(
        label=gettext_lazy("党委审议报告的决议"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("党委、纪委提交的报告须先经党委审议通过。"),
    )
    rules_reported = forms.BooleanField(label=gettext_lazy("报告了议事规则执行情况"), required=False)
    council_on = DayField(
        label=gettext_lazy("人代会日期"),
        required=False,
        help_text=gettext_lazy("代表例会要开在人代会以前。"),
    )
    result = TextField(label=gettext_lazy("结果"), max_length=1000, required=False)
    solved = CountField(label=gettext_lazy("督促解决热点难点（件）"), required=False)
    commended = LineField(label=gettext_lazy("表彰的代表"), max_length=200, required=False)


class ProposalForm(forms.Form):
    delegate = forms.ModelChoiceField(
        label=gettext_lazy("提出的代表"), queryset=None, empty_label=gettext_lazy("请选择")
    )
    seconders = LineField(label=gettext_lazy("附议的代表"), max_length=200, required=False)
    title = LineField(label=gettext_lazy("题目"), max_length=60)
    text = TextField(label=gettext_lazy("内容"), max_length=2000)
    received_on = DayField(label=gettext_lazy("收到日期"))

    def __init__(self, *args: Any, delegates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegate"].queryset = delegates  # type: ignore[attr-defined]


class HandForm(forms.Form):
    unit = LineField(label=gettext_lazy("承办单位"), max_length=60)
    due_on = DayField(label=gettext_lazy("答复期限"))

    def __init__(self, *args: Any, people: Iterable[Person], titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("pk")
        self.fields["owner"] = PersonField(label=gettext_lazy("承办人"), queryset=chosen, titles=titles)
        self.order_fields(["unit", "owner", "due_on"])


class ReplyForm(forms.Form):
    text = TextField(label=gettext_lazy("答复"), max_length=2000)
    replied_on = DayField(label=gettext_lazy("答复日期"))
    satisfaction = forms.ChoiceField(
        label=gettext_lazy("代表意见"),
        choices=DelegateProposal.Satisfaction.choices,
        widget=forms.RadioSelect,
    )


class MatterForm(forms.Form):
    title = LineField(
        label=gettext_lazy("事项"), max_length=60, help_text=gettext_lazy("例：调整2026年镇级财政预算。")
    )
    day = DayField(label=gettext_lazy("提出日期"))


class StudyForm(forms.Form):
    resolution = LineField(label=gettext_lazy("党委研究的决议"), max_length=60)


def groups_of(term: CongressTerm | None) -> Any:
    return DelegateGroup.objects.filter(term=term) if term else DelegateGroup.objects.none()


def delegates_of(term: CongressTerm | None) -> Any:
    serving = Delegate.objects.filter(status=Delegate.Status.SERVING)
    return serving.filter(term=term) if term else serving.none()
