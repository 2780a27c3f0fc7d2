"""Entering a meeting from paper: the meeting itself, and whole sheets at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.access.typed import ClockField, CountField, DayField, LineField, PersonField
from governance.people.models import Person, Tenure
from meetings.forms.meetings import ConveneForm, DeliveryForm, LeaveForm, TenureField
from meetings.forms.room import CountsForm
from meetings.models import Attendance, NoticeDelivery
from meetings.models.base import BallotChoice, StanceChoice
from meetings.room import Seat

FARTHEST = timedelta(days=400)


def aware(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


@cache
def timed(form_class: type[forms.Form]) -> type[forms.Form]:
    """The form with the time that stands on the paper, for a step in the room of a meeting entered late."""
    field = ClockField(
        label=_("会上的时刻"),
        required=False,
        help_text=_("照会议记录写，24小时制；没有记的不填，接上一步的时刻。"),
    )
    return type(f"Timed{form_class.__name__}", (form_class,), {"at": field})


class EnterMeetingForm(forms.Form):
    day = DayField(label=_("开会日期"))
    opened = ClockField(label=_("宣布开会"), help_text=_("24小时制，例 19:00"))
    closed = ClockField(label=_("散会"), help_text=_("过了零点的照写，例 0:20"))
    place = LineField(label=_("地点"), max_length=60, help_text=_("实际开会的地方。"))
    chair = TenureField(label=_("主持人"), queryset=Tenure.objects.none(), empty_label=_("请选择"))
    recorder = TenureField(label=_("记录人"), queryset=Tenure.objects.none(), empty_label=_("请选择"))
    enlarged = forms.BooleanField(label=_("党委扩大会"), required=False)
    agenda_on = DayField(label=_("议程审定日期"), help_text=_("书记在纸面上审定议程的那天。"))
    noticed_on = DayField(label=_("通知发出日期"))
    noticed_time = ClockField(label=_("通知发出时间"))
    because = LineField(
        label=_("补录理由"), max_length=200, help_text=_("当时为什么没有录。例：26日晚停电，纸面开会。")
    )
    paper = LineField(
        label=_("依据的纸面材料"),
        max_length=200,
        help_text=_("写名称和页码、份数。例：签到表1张、会议记录第14页至16页。"),
    )

    def __init__(self, *args: Any, chairs: Any, recorders: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["chair"].queryset = chairs  # type: ignore[attr-defined]
        self.fields["recorder"].queryset = recorders  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("开会日期在今天以后。还没有开的会，请用“拟开会议”。"))
        if day < self.today - FARTHEST:
            raise forms.ValidationError(_("开会日期在一年以前，请核对年份。"))
        return day

    @property
    def noticed_at(self) -> datetime:
        return aware(self.cleaned_data["noticed_on"], self.cleaned_data["noticed_time"])

    @property
    def opened_at(self) -> datetime:
        return aware(self.cleaned_data["day"], self.cleaned_data["opened"])

    @property
    def closed_at(self) -> datetime:
        """A closing time before the opening is that of the next day: the meeting went on past midnight."""
        at = aware(self.cleaned_data["day"], self.cleaned_data["closed"])
        return at if at > self.opened_at else at + timedelta(days=1)


class ContinueForm(forms.Form):
    """What the paper says of a meeting that was called here: the day is that of the notice."""

    opened = ClockField(label=_("宣布开会"), help_text=_("24小时制，例 19:00"))
    closed = ClockField(label=_("散会"), help_text=_("过了零点的照写，例 0:20"))
    because = LineField(
        label=_("续录理由"), max_length=200, help_text=_("当时为什么没有录。例：26日晚停电，纸面开会。")
    )
    paper = LineField(
        label=_("依据的纸面材料"),
        max_length=200,
        help_text=_("写名称和页码、份数。例：签到表1张、会议记录第14页至16页。"),
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    @property
    def opened_at(self) -> datetime:
        return aware(self.day, self.cleaned_data["opened"])

    @property
    def closed_at(self) -> datetime:
        """A closing time before the opening is that of the next day: the meeting went on past midnight."""
        at = aware(self.day, self.cleaned_data["closed"])
        return at if at > self.opened_at else at + timedelta(days=1)


class LateConveneForm(ConveneForm):
    """How the notice on paper reached everybody; whoever was told otherwise is entered one by one."""

    channel = forms.ChoiceField(
        label=_("怎样通知到每个人"),
        choices=[
            (NoticeDelivery.Channel.PHONE, NoticeDelivery.Channel.PHONE.label),
            (NoticeDelivery.Channel.PAPER, NoticeDelivery.Channel.PAPER.label),
        ],
        widget=forms.RadioSelect,
    )
    note = LineField(
        label=_("送达说明"),
        max_length=120,
        help_text=_("例：23日10时起逐人电话通知，均为本人接听。个别不同的，发出后逐人更正。"),
    )


class LateDeliveryForm(DeliveryForm):
    told_on = DayField(label=_("通知到的日期"))
    told_at = ClockField(label=_("通知到的时间"))

    @property
    def at(self) -> datetime:
        return aware(self.cleaned_data["told_on"], self.cleaned_data["told_at"])


class LateLeaveForm(LeaveForm):
    """Whose request for leave it is that lies there on paper."""

    field_order = ["person"]
    person = PersonField(label=_("谁请假"), queryset=Person.objects.none())

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].titles = titles  # type: ignore[attr-defined]


class SeatField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Attendance) -> str:
        return f"{obj.person.name}（{obj.post_title}）"

    def _check_values(self, value: Any) -> Any:
        fit = [v for v in value if str(v).isascii() and str(v).isdigit() and len(str(v)) < 19]
        if len(fit) != len(list(value)):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return super()._check_values(value)


class SignInsForm(forms.Form):
    """The sign-in sheet: everybody ticked beforehand, whoever was not there is taken out."""

    signed = SeatField(
        label=_("签到表上有签名的"),
        queryset=Attendance.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有签名的去掉勾。请假的先登记请假；迟到的这里去掉，宣布开会后逐人补录。"),
    )

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed"].queryset = seats  # type: ignore[attr-defined]


class StancesForm(forms.Form):
    """One line a member: all of them 同意 to begin with, in the order of speaking."""

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(seats)
        choices = [*StanceChoice.choices, ("", _("没有表态"))]
        for place, seat in enumerate(self.seats, start=1):
            pk, name = seat.person_id, {"name": seat.name}
            self.fields[f"place_{pk}"] = CountField(label=_("%(name)s的次序") % name, initial=place)
            self.fields[f"stance_{pk}"] = forms.ChoiceField(
                label=_("%(name)s的态度") % name, choices=choices, initial=StanceChoice.AGREE, required=False
            )
            self.fields[f"view_{pk}"] = LineField(
                label=_("%(name)s的意见和理由") % name, max_length=1000, required=False
            )

    @property
    def rows(self) -> list[tuple[Seat, Any, Any, Any]]:
        names = ("place", "stance", "view")
        return [(s, *(self[f"{name}_{s.person_id}"] for name in names)) for s in self.seats]  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines, taken = [], set()
        for seat in self.seats:
            pk = seat.person_id
            stance, view = cleaned.get(f"stance_{pk}"), cleaned.get(f"view_{pk}", "")
            place = cleaned.get(f"place_{pk}")
            if not stance or place is None:
                continue
            if stance != StanceChoice.AGREE and not view:
                self.add_error(f"view_{pk}", _("不同意或缓议的，须写明理由，会议记录要用。"))
            if place in taken:
                self.add_error(f"place_{pk}", _("有两人都写了%(n)s，请各写各的次序。") % {"n": place})
            taken.add(place)
            lines.append((place, pk, stance, view))
        cleaned["lines"] = [line[1:] for line in sorted(lines, key=lambda line: line[0])]
        if not lines and not self.errors:
            self.add_error(None, _("没有选一个人的态度，请照会议记录选。"))
        return cleaned


class BallotsForm(forms.Form):
    """Signed ballots, one line a voter: all of them 赞成 to begin with."""

    def __init__(self, *args: Any, voters: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voters = list(voters)
        for voter in self.voters:
            self.fields[f"choice_{voter.pk}"] = forms.ChoiceField(
                label=voter.name,
                choices=[*BallotChoice.choices, ("", _("没有交票"))],
                initial=BallotChoice.AYE,
                required=False,
            )

    @property
    def choices(self) -> dict[int, str]:
        picked = {v.pk: self.cleaned_data[f"choice_{v.pk}"] for v in self.voters}
        return {pk: choice for pk, choice in picked.items() if choice}


class _SignerForm(forms.Form):
    """Whose signature stands on the count sheet."""

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.queryset, field.titles = people, titles


class LateCountsForm(_SignerForm, CountsForm):
    teller = PersonField(
        label=_("计票人"), queryset=Person.objects.none(), help_text=_("照计票单上的签名选。")
    )


class ScrutineerForm(_SignerForm):
    scrutineer = PersonField(
        label=_("监票人"),
        queryset=Person.objects.none(),
        help_text=_("照计票单上的签名选，不能与计票人同一人。"),
    )
