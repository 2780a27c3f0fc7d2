"""Forms of other bodies' meetings: shape and type of what is typed, nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.typed import ClockField, DayField, LineField, PersonField, TextField
from governance.people.models import Organization, Person, Tenure
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.bodies.rules.kinds import KindRules
from meetings.bodies.services.calling import Plan
from meetings.bodies.services.matters import Said
from meetings.bodies.services.sitting import Came
from meetings.forms.common import BecauseForm, NothingToFill
from meetings.forms.meetings import GuestsField, TenureField
from meetings.models import Resolution, Topic
from meetings.models.base import Matter

__all__ = ("AttendForm", "BecauseForm", "CallForm", "EnterForm", "MatterForm", "NothingToFill", "ReferForm")


class CallForm(forms.Form):
    """`kind` decides which fields there are: the village, how the chair was entrusted, why it has to meet."""

    unit = forms.ModelChoiceField(
        label=_("村（社区）"), queryset=Organization.objects.none(), empty_label=_("请选择")
    )
    day = DayField(label=_("开会日期"))
    at = ClockField(label=_("开会时间"), help_text=_("24小时制，例 15:00"))
    place = LineField(label=_("地点"), max_length=60)
    chair = TenureField(label=_("主持人"), queryset=Tenure.objects.none(), empty_label=_("请选择"))
    entrusted = LineField(
        label=_("书记怎样委托"),
        max_length=60,
        required=False,
        help_text=_("副书记主持的才填，写日期和方式。例：11月23日书面委托。"),
    )
    recorder = PersonField(label=_("记录人"), queryset=Person.objects.none())
    observers = GuestsField(
        label=_("另请列席"),
        queryset=Tenure.objects.none(),
        required=False,
        help_text=_("照制度应当出席、列席的人已经列入，不用再选。"),
        widget=forms.CheckboxSelectMultiple,
    )
    purpose = LineField(
        label=_("开会的事由"), max_length=200, required=False, help_text=_("为什么要开会。可开可不开的不开。")
    )
    meals = forms.BooleanField(label=_("安排就餐"), required=False)
    banner = forms.BooleanField(label=_("挂会标"), required=False)
    gifts = forms.BooleanField(label=_("发礼品、纪念品"), required=False)

    def __init__(
        self,
        *args: Any,
        kind: KindRules,
        units: Any,
        chairs: Any,
        recorders: Any,
        titles: dict[int, str],
        guests: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset, fields["chair"].queryset = units, chairs
        fields["recorder"].queryset, fields["recorder"].titles = recorders, titles
        fields["observers"].queryset = guests
        left_out = []
        if not kind.of_village:
            left_out.append("unit")
        if not kind.chair or "deputy_secretary" not in kind.presides or "secretary" not in kind.presides:
            left_out.append("entrusted")
        if kind.sealed or not guests:
            left_out.append("observers")
        if kind.regular or kind.sealed:
            left_out.append("purpose")
        for name in left_out:
            del self.fields[name]

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            held_on=data["day"],
            starts_at=data["at"],
            place=data["place"],
            chair=data["chair"],
            recorder=data["recorder"],
            observers=tuple(data.get("observers") or ()),
            unit=data.get("unit"),
            purpose=data.get("purpose", ""),
            entrusted=data.get("entrusted", ""),
            meals=data["meals"],
            banner=data["banner"],
            gifts=data["gifts"],
        )


class EnterForm(CallForm):
    """A meeting held without the system, from its paper."""

    because = LineField(label=_("补录理由"), max_length=200, help_text=_("当时为什么没有录。"))
    paper = LineField(
        label=_("依据的纸面材料"), max_length=200, help_text=_("例：会议记录本第14页至16页、签到表1张。")
    )


class LeaveForm(forms.Form):
    because = LineField(label=_("请假事由"), max_length=200, help_text=_("只有主持人、记录人和本人看得到。"))
    opinion = TextField(
        label=_("会前意见"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class AttendForm(forms.Form):
    """Three fields a seat: how it stood, why away, what was said beforehand."""

    def __init__(self, *args: Any, seats: Sequence[BodySeat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(seats)
        for seat in self.seats:
            state = seat.state if seat.state != BodySeat.State.EXPECTED else BodySeat.State.PRESENT
            choices = [c for c in BodySeat.State.choices if c[0] != BodySeat.State.EXPECTED]
            self.fields[f"state_{seat.pk}"] = forms.ChoiceField(
                label=_("到会情况"), choices=choices, initial=state
            )
            self.fields[f"because_{seat.pk}"] = LineField(label=_("请假事由"), max_length=200, required=False)
            self.fields[f"opinion_{seat.pk}"] = LineField(
                label=_("会前意见"), max_length=1000, required=False
            )

    @property
    def rows(self) -> list[tuple[BodySeat, Any, Any, Any]]:
        return [
            (s, self[f"state_{s.pk}"], self[f"because_{s.pk}"], self[f"opinion_{s.pk}"]) for s in self.seats
        ]

    @property
    def lines(self) -> dict[int, Came]:
        data = self.cleaned_data
        return {
            s.pk: Came(data[f"state_{s.pk}"], data[f"because_{s.pk}"], data[f"opinion_{s.pk}"])
            for s in self.seats
        }


class MatterForm(forms.Form):
    scope = forms.ChoiceField(label=_("属于哪一类"), required=False)
    title = LineField(label=_("事项"), max_length=60)
    matter = forms.ChoiceField(
        label=_("类别"),
        choices=Matter.choices,
        initial=Matter.ORDINARY,
        help_text=_("三重一大事项由党委会决定。"),
    )
    presenter = PersonField(label=_("提出人"), queryset=Person.objects.none(), required=False)
    prepared = TextField(label=_("情况和意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    differed = forms.BooleanField(label=_("有分歧"), required=False, help_text=_("有分歧的一般缓议。"))
    outcome = forms.ChoiceField(label=_("办理结果"), widget=forms.RadioSelect)
    resolution = forms.ModelChoiceField(
        label=_("落实的党委会决议"),
        queryset=Resolution.objects.none(),
        required=False,
        empty_label=_("不是落实决议"),
    )
    owner = PersonField(label=_("责任人"), queryset=Person.objects.none(), required=False)
    due_on = DayField(label=_("办结期限"), required=False, help_text=_("写了责任人和期限的，交督办跟着办。"))
    secret = forms.BooleanField(
        label=_("保密"), required=False, help_text=_("只有参会人看得到，不进督办、检索和分送的纪要。")
    )

    def __init__(
        self,
        *args: Any,
        meeting: BodyMeeting,
        people: Any,
        titles: dict[int, str],
        resolutions: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kind, fields = meeting.rules, dict(self.fields)
        choices: Any = fields["scope"]
        choices.choices = [("", _("不分类")), *((s.code, _now(s.title)) for s in kind.scope)]
        labels = dict(BodyMatter.Outcome.choices)
        outcome: Any = fields["outcome"]
        # Every result may be said; which of them the meeting may give is for the articles.
        offered = kind.outcomes if kind.outcomes else tuple(labels)
        extra = ("coordinated",) if kind.sealed else ()
        outcome.choices = [(code, labels[BodyMatter.Outcome(code)]) for code in (*offered, *extra)]
        for name in ("presenter", "owner"):
            person: Any = fields[name]
            person.queryset, person.titles = people, titles
        resolution: Any = fields["resolution"]
        resolution.queryset = resolutions
        if not kind.scope:
            del self.fields["scope"]
        if kind.sealed:
            for name in ("secret", "matter", "resolution"):
                del self.fields[name]
        elif not resolutions:
            del self.fields["resolution"]

    @property
    def said(self) -> Said:
        data = self.cleaned_data
        return Said(
            title=data["title"],
            prepared=data["prepared"],
            outcome=data["outcome"],
            matter=data.get("matter") or Matter.ORDINARY,
            scope=data.get("scope", ""),
            secret=data.get("secret", False),
            differed=data["differed"],
            presenter=data["presenter"],
            owner=data["owner"],
            due_on=data["due_on"],
            resolution=data.get("resolution"),
        )


class ReferForm(forms.Form):
    """An existing topic, or what a new one needs."""

    topic = forms.ModelChoiceField(
        label=_("已有的议题"), queryset=Topic.objects.none(), required=False, empty_label=_("新提一个议题")
    )
    content = TextField(label=_("内容"), max_length=2000, required=False)
    proposal = TextField(label=_("请会议决定的事"), max_length=1000, required=False)

    def __init__(self, *args: Any, topics: Any, fresh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic: Any = self.fields["topic"]
        topic.queryset = topics
        if not fresh:
            topic.required, topic.empty_label = True, _("请选择")
            topic.help_text = _("保密事项和干部事项，请先在“提出议题”里提出。")
            del self.fields["content"]
            del self.fields["proposal"]


class SummaryForm(forms.Form):
    summary = TextField(label=_("会议情况"), max_length=4000, widget=forms.Textarea(attrs={"rows": 10}))


class SignForm(forms.Form):
    copy_to = LineField(
        label=_("分送"), max_length=200, required=False, help_text=_("收件人之间用顿号隔开；不分送的不填。")
    )


def next_on(weekday: int | None, today: date) -> date:
    """The next day of that weekday (1 to 7, Monday first), today included; today where none is set."""
    if weekday is None:
        return today
    return date.fromordinal(today.toordinal() + (weekday - today.isoweekday()) % 7)
