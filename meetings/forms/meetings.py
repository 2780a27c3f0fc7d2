"""Planning a meeting, its agenda, its notice, leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.access.typed import ClockField, CountField, DayField, LineField, PersonField, TextField
from governance.people.models import Person, Tenure
from meetings.models import AgendaItem, Meeting, NoticeDelivery
from meetings.models.base import Method


class TenureField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tenure) -> str:
        return f"{obj.person.name}（{obj.title}）"


class GuestsField(forms.ModelMultipleChoiceField):
    """Django looks the chosen ones up together, and a number no database holds ends in an error there."""

    def label_from_instance(self, obj: Tenure) -> str:
        return f"{obj.person.name}（{obj.title}）"

    def _check_values(self, value: Any) -> Any:
        unfit = next((v for v in value if not (v.isascii() and v.isdigit() and len(v) < 19)), None)
        if unfit is not None:
            raise forms.ValidationError(
                self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": unfit[:40]}
            )
        return super()._check_values(value)


class PlanForm(forms.Form):
    day = DayField(label=_("开会日期"))
    at = ClockField(label=_("开会时间"), help_text=_("24小时制，例 15:00"))
    place = LineField(label=_("地点"), max_length=60, help_text=_("例：镇机关三楼会议室。会印进通知。"))
    chair = TenureField(label=_("主持人"), queryset=Tenure.objects.none(), empty_label=_("请选择"))
    recorder = TenureField(label=_("记录人"), queryset=Tenure.objects.none(), empty_label=_("请选择"))
    enlarged = forms.BooleanField(
        label=_("党委扩大会"),
        required=False,
        help_text=_("议题涉及政府职能和社会事务时可以开；列席的人发通知时选，表决的仍是委员。"),
    )

    def __init__(self, *args: Any, chairs: Any, recorders: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        self.fields["recorder"].queryset = recorders  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("开会日期早于今天，请改到今天或以后。"))
        if day > self.today + timedelta(days=400):
            raise forms.ValidationError(_("开会日期在一年以后，请核对年份。"))
        return day

    @property
    def meets_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"]))


class MoveForm(forms.Form):
    day = DayField(label=_("新的开会日期"))
    at = ClockField(label=_("新的开会时间"), help_text=_("24小时制，例 15:00"))
    place = LineField(label=_("地点"), max_length=60, help_text=_("不换地点的不用改。"))
    because = LineField(label=_("改期理由"), max_length=200, help_text=_("收到通知的人都看得到。"))

    @property
    def meets_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"]))


class CallForm(forms.Form):
    closes_on = DayField(label=_("截止日期"), help_text=_("截止前，没有提的委员会收到提醒。"))
    note = LineField(label=_("说明"), max_length=200, required=False, help_text=_("例：涉及资金的请附概算。"))


class MoveCallForm(forms.Form):
    closes_on = DayField(label=_("新的截止日期"))
    because = LineField(label=_("理由"), max_length=200, help_text=_("收到征集的人都看得到。"))


class ArrangeForm(forms.Form):
    presenter = PersonField(
        label=_("汇报人"), queryset=Person.objects.none(), help_text=_("会上由谁汇报这一项。")
    )
    method = forms.ChoiceField(
        label=_("表决方式"),
        choices=Method.choices,
        widget=forms.RadioSelect,
        help_text=_("开始表决时再按制度核对。"),
    )

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].queryset = people  # type: ignore[attr-defined]
        self.fields["presenter"].titles = titles  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """A number beside each pending item; equal numbers are an error of the form, not of the rules."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for place, item in enumerate(self.items, start=1):
            self.fields[f"item_{item.pk}"] = CountField(label=item.topic.title, initial=place)

    @property
    def rows(self) -> list[tuple[AgendaItem, Any]]:
        return [(item, self[f"item_{item.pk}"]) for item in self.items]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: dict[int, str] = {}
        for item in self.items:
            name = f"item_{item.pk}"
            number = cleaned.get(name)
            if number is None:
                continue
            if number in seen:
                self.add_error(name, _("有两项都写了%(n)s，请各写各的次序。") % {"n": number})
            seen[number] = name
        return cleaned

    @property
    def ordered_ids(self) -> list[int]:
        return [item.pk for item in sorted(self.items, key=lambda i: self.cleaned_data[f"item_{i.pk}"])]


class ConveneForm(forms.Form):
    written = forms.TypedChoiceField(
        label=_("用什么通知"),
        choices=[("yes", _("书面通知（系统内发出）")), ("no", _("口头通知"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    attending = GuestsField(
        label=_("请谁列席"),
        queryset=Tenure.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("列席没有表决权，只看得到由本人汇报的那一项。"),
    )

    def __init__(self, *args: Any, guests: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attending"].queryset = guests  # type: ignore[attr-defined]


class DeliveryForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("用什么方式通知到"),
        choices=[
            (NoticeDelivery.Channel.PHONE, NoticeDelivery.Channel.PHONE.label),
            (NoticeDelivery.Channel.PAPER, NoticeDelivery.Channel.PAPER.label),
        ],
        widget=forms.RadioSelect,
    )
    note = LineField(
        label=_("送达说明"),
        max_length=120,
        help_text=_("写几点、谁接的。例：17:20打通，本人接听，已读全文。"),
    )


class LeaveForm(forms.Form):
    because = LineField(
        label=_("缺席事由"), max_length=120, help_text=_("写到会上能说的程度，会印进会议记录。")
    )
    written_opinion = TextField(
        label=_("书面意见"),
        max_length=1000,
        required=False,
        help_text=_("会上宣读，不计票。"),
    )


class EmergencyForm(forms.Form):
    title = LineField(label=_("事项"), max_length=60, help_text=_("写处置了什么，不写“关于”。"))
    what = TextField(
        label=_("处置情况"), max_length=1000, help_text=_("为什么等不到开会，做了什么，结果怎样。")
    )
    handled_on = DayField(label=_("处置日期"))
    handled_by = PersonField(label=_("处置人"), queryset=Person.objects.none())
    asked = PersonField(
        label=_("请示了谁"), queryset=Person.objects.none(), help_text=_("当时的书记或镇长。")
    )
    asked_how = LineField(label=_("怎样请示"), max_length=60, help_text=_("例：7时40分电话请示。"))

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("handled_by", "asked"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].titles = titles  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """At which meeting the committee was told."""

    meeting = forms.ModelChoiceField(
        label=_("报告的会议"), queryset=Meeting.objects.none(), empty_label=_("请选择")
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
