"""Forms of the democratic life meeting: shape and type of what is typed, nothing more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import ClockField, DayField, LineField, PersonField, TextField
from governance.people.models import Person
from meetings.life.models import LifeMeeting, LifeOpinion, LifeOuting
from meetings.life.services.preparing import CONTENTS, Heard


class ThemeForm(forms.Form):
    theme = LineField(label=_("主题"), max_length=120)
    sort = forms.ChoiceField(label=_("种类"), choices=LifeMeeting.Sort.choices)
    contents = forms.MultipleChoiceField(
        label=_("内容"),
        choices=[(name, LifeMeeting._meta.get_field(name).verbose_name) for name in CONTENTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("制度列了五项，少一项的，写进主题说明。"),
    )


class _OfPeople(forms.Form):
    """A form that chooses among persons: `people` with their `titles`, for the fields named in `chosen`."""

    chosen: tuple[str, ...] = ()

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        for name in self.chosen:
            fields[name].queryset, fields[name].titles = people, titles


class OpinionForm(_OfPeople):
    chosen = ("about",)

    source = forms.ChoiceField(label=_("意见来源"), choices=LifeOpinion.Source.choices)
    channel = forms.ChoiceField(label=_("征求方式"), choices=LifeOpinion.Channel.choices)
    about = PersonField(
        label=_("对谁的意见"), queryset=Person.objects.none(), required=False, empty_label=_("对班子")
    )
    text = TextField(
        label=_("意见"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("不写提意见的人是谁。只有本人、主持人和筹备的人看得到。"),
    )
    collected_on = DayField(label=_("征求日期"))

    @property
    def heard(self) -> Heard:
        return Heard(**self.cleaned_data)


class TalkForm(forms.Form):
    talked_on = DayField(label=_("谈心日期"))
    talked_with = LineField(
        label=_("同谁谈心"), max_length=120, help_text=_("例：书记、副书记、分管站所负责人。")
    )


class StatementForm(forms.Form):
    statement = TextField(
        label=_("书面发言材料"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("可以只写要点。因事不能到会的，会上宣读，列入记录。"),
    )


class ReportForm(forms.Form):
    reported_on = DayField(label=_("报上级日期"))
    report_number = LineField(label=_("文号或方式"), max_length=60)


class ApprovalForm(forms.Form):
    approved_on = DayField(label=_("上级批准日期"))
    approved_by = LineField(label=_("谁批准"), max_length=60, help_text=_("例：县委组织部电话答复。"))
    observers = LineField(label=_("上级派来的人"), max_length=120, required=False)


class PutOffForm(forms.Form):
    held_on = DayField(label=_("改到哪天"))
    starts_at = ClockField(label=_("开会时间"), help_text=_("24小时制，例 15:00"))
    consent = LineField(
        label=_("上级党组织同意的情况"),
        max_length=120,
        required=False,
        help_text=_("推后的须写：哪级同意、日期、文号或方式。"),
    )


class ProceedingsForm(forms.Form):
    opinions_told = TextField(
        label=_("通报征求意见情况"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    superior_remarks = TextField(
        label=_("县纪委、组织部人员发言"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rules_checked = LineField(
        label=_("议事规则执行情况的检查"),
        max_length=500,
        required=False,
        help_text=_("这次会上检查了议事规则执行情况的才填。"),
    )
    ratings_told = LineField(
        label=_("测评情况"), max_length=500, required=False, help_text=_("测评已反馈本人并在会上说明的才填。")
    )


class SpeechForm(_OfPeople):
    chosen = ("critic", "subject")

    critic = PersonField(label=_("发言人"), queryset=Person.objects.none())
    subject = PersonField(
        label=_("对谁"), queryset=Person.objects.none(), help_text=_("对照检查和自我批评，选本人。")
    )
    points = TextField(
        label=_("发言要点"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class MeasureForm(_OfPeople):
    chosen = ("owner",)

    problem = LineField(label=_("查出的问题"), max_length=200)
    title = LineField(label=_("整改措施"), max_length=200)
    owner = PersonField(label=_("责任人"), queryset=Person.objects.none())
    due_on = DayField(label=_("完成期限"))


class PublishForm(_OfPeople):
    chosen = ("publisher",)

    circle = forms.ChoiceField(label=_("通报范围"), choices=LifeMeeting.Circle.choices)
    published_on = DayField(label=_("通报日期"))
    publisher = PersonField(label=_("由谁通报"), queryset=Person.objects.none())


class SubmitForm(forms.Form):
    submitted_on = DayField(label=_("报送日期"))
    submitted_how = LineField(label=_("文号或方式"), max_length=60)


class OutingForm(_OfPeople):
    chosen = ("person",)

    person = PersonField(label=_("参加人"), queryset=Person.objects.none())
    kind = forms.ChoiceField(label=_("参加哪里的"), choices=LifeOuting.Kind.choices)
    unit = LineField(label=_("支部或单位"), max_length=60)
    joined_on = DayField(label=_("参加日期"))
    corrected = LineField(label=_("纠正的问题"), max_length=500, required=False)
    told_committee_on = DayField(label=_("报党委日期"), required=False)
