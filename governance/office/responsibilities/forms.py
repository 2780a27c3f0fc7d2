"""Forms of responsibilities. Lines of a letter are typed one a line, as they are written in a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.typed import CountField, DayField, LineField, PersonField, TextField
from governance.office.responsibilities.models import (
    Assignment,
    Charge,
    DutyTask,
    LeadingGroup,
    LetterRound,
    Pursuit,
    ResponsibilityLetter,
)
from governance.office.responsibilities.rules.signing import LOWER, UPPER
from governance.office.responsibilities.services.letters import Line
from governance.people.models import Organization, Person, Post

NOBODY = Person.objects.none()
LIMITS = {"text": 200, "deadline": 60, "evidence": 100}


class LinesField(TextField):
    """One line each: 责任｜完成时限｜佐证, the last two where there are any. `value` is a list of `Line`."""

    def clean(self, value: Any) -> list[Line]:  # type: ignore[override]
        found = []
        for row in super().clean(value).replace("|", "｜").split("\n"):
            parts = [part.strip() for part in row.split("｜")]
            if not any(parts):
                continue
            if len(parts) > len(LIMITS):
                raise ValidationError(
                    _("“%(row)s”隔成了%(n)s段，最多三段。") % {"row": row[:20], "n": len(parts)}
                )
            named = dict(zip(LIMITS, parts, strict=False))
            long = [part for name, part in named.items() if len(part) > LIMITS[name]]
            if long:
                raise ValidationError(_("“%(part)s”太长，请拆成几条。") % {"part": long[0][:20]})
            if not named["text"]:
                raise ValidationError(_("“%(row)s”没有写责任。") % {"row": row[:20]})
            found.append(Line(**named))
        return found


def lines_text(items: Sequence[Any]) -> str:
    """As they are typed."""
    rows = []
    for item in items:
        parts = [item.text, item.deadline, item.evidence]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        rows.append("｜".join(parts))
    return "\n".join(rows)


class PeopleField(forms.ModelMultipleChoiceField):
    """Several of the persons handed over, each with their post."""

    widget = forms.CheckboxSelectMultiple
    titles: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        title = self.titles.get(obj.pk, "")
        return f"{obj.name}（{title}）" if title else obj.name


class WithPeople(forms.Form):
    """Hands every field that chooses persons the people of the town."""

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PersonField | PeopleField):
                field.queryset = people
                field.titles = titles


class DraftSheetForm(forms.Form):
    post = forms.ModelChoiceField(
        label=gettext_lazy("哪个岗位"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=gettext_lazy("党委（党委职责清单）"),
        help_text=gettext_lazy("现行的一版会带过来，改动的地方再改。"),
    )

    def __init__(self, *args: Any, posts: Any, holders: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        field.queryset = posts  # type: ignore[attr-defined]
        field.label_from_instance = lambda post: (  # type: ignore[attr-defined]
            f"{post.title}（{holders[post.pk]}）" if post.pk in holders else post.title
        )


class SheetForm(forms.Form):
    scope = TextField(label=gettext_lazy("工作范围"), max_length=1000, required=False)
    goals = TextField(label=gettext_lazy("工作目标"), max_length=1000, required=False)
    duties = TextField(label=gettext_lazy("岗位职责"), max_length=2000, required=False)
    rewards = TextField(label=gettext_lazy("奖惩办法"), max_length=1000, required=False)


class TaskForm(forms.Form):
    ground = forms.ChoiceField(
        label=gettext_lazy("点、线、面"),
        choices=DutyTask.Ground.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("点是联系点，线是分管战线，面是中心工作和突击任务。"),
    )
    content = LineField(label=gettext_lazy("内容"), max_length=200, help_text=gettext_lazy("做什么。"))
    amount = LineField(
        label=gettext_lazy("任务"), max_length=200, required=False, help_text=gettext_lazy("做多少。")
    )
    quality = LineField(label=gettext_lazy("质量"), max_length=200, required=False)
    procedure = LineField(label=gettext_lazy("程序"), max_length=200, required=False)
    standard = LineField(label=gettext_lazy("标准"), max_length=200, required=False)
    deadline = LineField(label=gettext_lazy("时限"), max_length=100, required=False)
    powers = LineField(label=gettext_lazy("职权"), max_length=200, required=False)
    liability = LineField(label=gettext_lazy("责任"), max_length=200, required=False)


class ConfirmForm(forms.Form):
    since = DayField(label=gettext_lazy("自何日执行"))


class ChargeForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("设什么"), choices=Charge.Kind.choices, widget=forms.RadioSelect
    )
    name = LineField(
        label=gettext_lazy("名称"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("线如“农业”，片如“东片”。点照村名，不用填。"),
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("哪一方面（线）"), choices=Charge.Theme.choices, required=False
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("村或办线"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=gettext_lazy("不选"),
        help_text=gettext_lazy("点选村；线选承办的办，片选带片的办。"),
    )
    area = forms.ModelChoiceField(
        label=gettext_lazy("在哪个片（点）"),
        queryset=Charge.objects.none(),
        required=False,
        empty_label=gettext_lazy("没有划片"),
    )

    def __init__(self, *args: Any, units: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].label_from_instance = lambda unit: unit.short_name  # type: ignore[attr-defined]
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class AssignForm(WithPeople):
    person = PersonField(label=gettext_lazy("责任人"), queryset=NOBODY)
    role = forms.ChoiceField(
        label=gettext_lazy("担任"),
        choices=Assignment.Role.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("负责：线的分管领导、点的驻点干部、片的片长，只有一人。"),
    )
    since = DayField(label=gettext_lazy("自"))
    authority = LineField(
        label=gettext_lazy("依据"), max_length=60, help_text=gettext_lazy("分工文件号或会议。")
    )


class EndForm(forms.Form):
    until = DayField(label=gettext_lazy("最后一天"))


class RoundForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("哪一种"), widget=forms.RadioSelect)
    year = CountField(label=gettext_lazy("年度"), most=2100)
    goal = TextField(
        label=gettext_lazy("年度目标"),
        max_length=1000,
        help_text=gettext_lazy("全镇一年要做到什么，再分解到每个人。"),
    )
    duties = TextField(label=gettext_lazy("共同职责"), max_length=2000, required=False)
    lines = LinesField(
        label=gettext_lazy("各条"),
        max_length=4000,
        required=False,
        help_text=gettext_lazy(
            "一行一条，党建清单写“责任｜完成时限｜佐证”。去年签过的人照去年的开头，其他人照这里的。"
        ),
    )
    sign_by = DayField(label=gettext_lazy("何日以前签订"))

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year < 2000:
            raise ValidationError(_("请填四位数的年度。"))
        return year


class LetterForm(forms.Form):
    duties = TextField(label=gettext_lazy("职责"), max_length=2000, required=False)
    lines = LinesField(
        label=gettext_lazy("目标或责任"),
        max_length=8000,
        required=False,
        help_text=gettext_lazy("一行一条。党建清单写“责任｜完成时限｜佐证”，后两段没有的不写。"),
    )


class AddLetterForm(WithPeople):
    person = PersonField(label=gettext_lazy("责任人"), queryset=NOBODY)
    capacity = forms.ChoiceField(label=gettext_lazy("身份"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("部门或支部"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=gettext_lazy("不选"),
    )

    def __init__(self, *args: Any, capacities: Sequence[tuple[str, Any]], units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = capacities  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class PaperSignForm(forms.Form):
    side = forms.ChoiceField(
        label=gettext_lazy("哪一方在纸上签了"),
        choices=[(LOWER, gettext_lazy("责任人")), (UPPER, gettext_lazy("上级党委（书记本人的清单）"))],
        widget=forms.RadioSelect,
    )
    day = DayField(label=gettext_lazy("签字日期"), help_text=gettext_lazy("扫描件在打印件那里附上。"))


class GroupForm(WithPeople):
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=LeadingGroup.Kind.choices, widget=forms.RadioSelect
    )
    name = LineField(
        label=gettext_lazy("名称"), max_length=60, help_text=gettext_lazy("同名的领导小组是调整组成。")
    )
    head = PersonField(label=gettext_lazy("组长"), queryset=NOBODY)
    deputies = PeopleField(label=gettext_lazy("副组长"), queryset=NOBODY, required=False)
    members = PeopleField(label=gettext_lazy("成员"), queryset=NOBODY, required=False)
    office = forms.ModelChoiceField(
        label=gettext_lazy("办公室设在"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=gettext_lazy("不设办公室"),
    )
    task = TextField(label=gettext_lazy("职责"), max_length=500, required=False)
    since = DayField(label=gettext_lazy("自"))
    authority = LineField(label=gettext_lazy("依据"), max_length=60, help_text=gettext_lazy("文号或会议。"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = units  # type: ignore[attr-defined]


class SystemsForm(forms.Form):
    post = forms.ModelChoiceField(label=gettext_lazy("哪个岗位负责"), queryset=Post.objects.none())
    since = DayField(label=gettext_lazy("自"))
    regulations = forms.MultipleChoiceField(
        label=gettext_lazy("哪几部制度"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, posts: Any, regulations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["regulations"].choices = regulations  # type: ignore[attr-defined]


class PursuitForm(WithPeople):
    cite = forms.ChoiceField(
        label=gettext_lazy("依据哪一条"), help_text=gettext_lazy("本镇现行制度里写明责任的条文。")
    )
    person = PersonField(label=gettext_lazy("责任人"), queryset=NOBODY)
    level = forms.ChoiceField(
        label=gettext_lazy("哪一级责任"), choices=Pursuit.Level.choices, widget=forms.RadioSelect
    )
    happened_on = DayField(label=gettext_lazy("发生日期"))
    what = TextField(
        label=gettext_lazy("事实"),
        max_length=1000,
        help_text=gettext_lazy("写做了什么、后果怎样。加密存放，只有书记和纪委看得到。"),
    )

    def __init__(self, *args: Any, cites: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cite"].choices = cites  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    measure = forms.ChoiceField(
        label=gettext_lazy("处理"), choices=Pursuit.Measure.choices, widget=forms.RadioSelect
    )
    outcome = TextField(label=gettext_lazy("处理情况"), max_length=1000)
    decided_by = LineField(label=gettext_lazy("谁决定的"), max_length=60)
    decided_on = DayField(label=gettext_lazy("决定日期"))
    authority = LineField(label=gettext_lazy("依据文号"), max_length=60, required=False)


CAPACITIES = {
    LetterRound.Kind.INTEGRITY.value: ("member", "department"),
    LetterRound.Kind.PARTY_BUILDING.value: (
        "secretary",
        "deputy_secretary",
        "organization_commissioner",
        "branch_secretary",
    ),
}


def capacities_of(kind: str) -> list[tuple[str, Any]]:
    return [
        (value, label) for value, label in ResponsibilityLetter.Capacity.choices if value in CAPACITIES[kind]
    ]
