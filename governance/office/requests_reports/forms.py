"""Forms of requests and reports: shape and type of what is typed, nothing more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.access.typed import ClockField, DayField, LineField, PersonField, TextField
from governance.office.requests_reports.models import Channel, IncomingPaper, Kind, UpwardPaper
from governance.office.requests_reports.rules.kinds import REPORT_MATTERS, REQUEST_MATTERS, items_of
from governance.office.requests_reports.services.incoming import Came
from governance.office.requests_reports.services.upward import Draft
from governance.people.models import Organization, Person

CHOOSE = ("", _("请选择"))


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NothingToFill(forms.Form):
    """A step that only needs to be confirmed."""


class BecauseForm(forms.Form):
    because = LineField(label=_("理由"), max_length=200)


class DraftForm(forms.Form):
    kind = forms.ChoiceField(label=_("文种"), choices=[CHOOSE, *Kind.choices])
    matter = forms.ChoiceField(
        label=_("事项类别"),
        choices=[
            CHOOSE,
            (_("请示"), [(code, _(text)) for code, text in REQUEST_MATTERS.items()]),
            (_("报告"), [(code, _(text)) for code, text in REPORT_MATTERS.items()]),
        ],
    )
    title = LineField(
        label=_("事由"), max_length=60, help_text=_("只写事，不写“关于”和“的请示”。例：新建便民服务中心")
    )
    addressee = LineField(label=_("主送机关"), max_length=60, help_text=_("请示只主送一个上级机关。"))
    upon = LineField(
        label=_("依据的上级文件、会议或批示"),
        max_length=120,
        required=False,
        help_text=_("贯彻上级决定、办理批示的报告要写。"),
    )
    due_on = DayField(label=_("应报日期"), required=False, help_text=_("上级要求几时报到；到期前会提醒。"))
    emergency = forms.BooleanField(
        label=_("突发紧急"), required=False, help_text=_("当时先口头报，再补书面；不等开会。")
    )
    cause = TextField(label=_("缘由"), max_length=2000, required=False, widget=_area(4))
    body = TextField(
        label=_("正文"), max_length=8000, required=False, widget=_area(10),
        help_text=_("请示写拟办、理由、依据、所需；报告写做了什么、存在问题、下步打算。可以先空着，签发前写完。"),
    )  # fmt: skip
    asks = TextField(
        label=_("请求事项"), max_length=1000, required=False, widget=_area(2),
        help_text=_("请示写一件，一行写完；报告不写。"),
    )  # fmt: skip
    annexes = TextField(
        label=_("附件"), max_length=600, required=False, widget=_area(2), help_text=_("一行一份。")
    )
    contact = LineField(label=_("联系人"), max_length=20, required=False)
    phone = LineField(label=_("联系电话"), max_length=20, required=False)

    @property
    def draft(self) -> Draft:
        return Draft(**self.cleaned_data)


class DecisionForm(forms.Form):
    number = LineField(
        label=_("党委会决议号"), max_length=40, help_text=_("会到会议里核对：通过没有、文字确认没有。")
    )


class MomentsForm(forms.Form):
    """Two moments to the minute: when one knew, when one told."""

    known_day = DayField(label=_("知情日期"))
    known_time = ClockField(label=_("知情时间"), help_text=_("24小时制，例 15:00"))
    told_day = DayField(label=_("报告日期"))
    told_time = ClockField(label=_("报告时间"), help_text=_("24小时制，例 15:20"))

    def moment(self, which: str) -> datetime | None:
        day, clock = self.cleaned_data.get(f"{which}_day"), self.cleaned_data.get(f"{which}_time")
        return timezone.make_aware(datetime.combine(day, clock)) if day and clock else None


class TellForm(MomentsForm):
    told_to = LineField(label=_("接报单位和人"), max_length=60, help_text=_("例：县委办值班室　林舟"))
    through = forms.ChoiceField(label=_("报告方式"), choices=[CHOOSE, *Channel.choices])


class SendForm(forms.Form):
    sent_on = DayField(label=_("上报日期"))
    through = LineField(label=_("上报方式"), max_length=40, help_text=_("例：政务网、专人送达"))
    reply_wanted_on = DayField(
        label=_("请上级批复的日期"),
        required=False,
        help_text=_("请示才填；到这一天还没有批复的，会提醒催询。"),
    )


class ChaseForm(forms.Form):
    chased_on = DayField(label=_("催询日期"))
    again_on = DayField(label=_("再过几时再催"), required=False)


class ReplyForm(forms.Form):
    replied_on = DayField(label=_("批复日期"))
    number = LineField(
        label=_("批复文号"),
        max_length=40,
        required=False,
        help_text=_("口头批复的留空，内容里写明何人何时说的。"),
    )
    reply = forms.ChoiceField(label=_("批复结果"), choices=[CHOOSE, *UpwardPaper.Reply.choices])
    conditions = TextField(label=_("批复内容和条件"), max_length=2000, required=False, widget=_area(4))
    carry_by = DayField(label=_("落实期限"), required=False)


class CarryForm(forms.Form):
    carried_on = DayField(label=_("落实日期"))
    how = TextField(label=_("落实情况"), max_length=2000, widget=_area(4))


class NotedForm(forms.Form):
    noted_on = DayField(label=_("上级收到日期"))


class EntrustForm(forms.Form):
    deputy = PersonField(label=_("受托人"), queryset=Person.objects.none())
    since = DayField(label=_("自"))
    until = DayField(label=_("至"))
    because = LineField(label=_("委托事由"), max_length=200, help_text=_("例：外出学习"))

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deputy"]
        field.queryset, field.titles = people, titles


class ComingForm(MomentsForm):
    """What came in, of one kind of source: the items its article lists have a field each."""

    kind = forms.ChoiceField(label=_("文种"), choices=[CHOOSE, *Kind.choices])
    way = forms.ChoiceField(label=_("方式"), choices=IncomingPaper.Way.choices)
    unit = forms.ModelChoiceField(
        label=_("来文单位"), queryset=Organization.objects.none(), required=False, empty_label=_("请选择")
    )
    person = PersonField(label=_("报告人"), queryset=Person.objects.none(), required=False)
    title = LineField(label=_("事由"), max_length=60)
    period_on = DayField(label=_("所报时段内的日期"), help_text=_("补报上一季度的，填上一季度里的一天。"))
    content = TextField(label=_("内容"), max_length=6000, required=False, widget=_area(6))
    urgent = forms.BooleanField(
        label=_("突发、紧急、重大"), required=False, help_text=_("收文当时就提醒书记。")
    )
    answer_due_on = DayField(label=_("批复期限"), required=False, help_text=_("请示才填。"))
    next_on = DayField(
        label=_("下次汇报日期"), required=False, help_text=_("条文没有写周期的，可以约定；到期前会提醒。")
    )
    handler = PersonField(label=_("承办人"), queryset=Person.objects.none(), required=False)

    def __init__(
        self,
        *args: Any,
        source: str,
        units: Any,
        people: Any,
        titles: dict[int, str],
        own: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.own = source, own
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = units
        for name in ("person", "handler"):
            fields[name].queryset, fields[name].titles = people, titles
        self.items = {f"item_{n}": item for n, item in enumerate(items_of(source))}
        for name, item in self.items.items():
            fields[name] = TextField(
                label=_(item), max_length=1500, required=False, widget=_area(2), help_text=_("没有的写“无”。")
            )
        for name in ("known_day", "known_time", "told_day", "told_time"):
            fields[name].required = False
        fields["known_day"].help_text = _("突发、紧急、重大的才填。")
        left_out = ["unit", "person", "handler", "answer_due_on", "next_on"] if own else []
        if source == "committee_member" and not own:
            left_out = ["unit", "handler"]
        for name in left_out:
            fields.pop(name, None)
        order = ["kind", "way", "unit", "person", "title", "period_on", *self.items, "content", "urgent",
                 "known_day", "known_time", "told_day", "told_time", "handler", "answer_due_on", "next_on"]  # fmt: skip
        self.order_fields(order)

    def came(self, unit: Organization | None = None, person: Person | None = None) -> Came:
        data = self.cleaned_data
        return Came(
            kind=data["kind"],
            source=self.source,
            title=data["title"],
            period_on=data["period_on"],
            unit=unit or data.get("unit"),
            person=person or data.get("person"),
            way=data["way"],
            content=data["content"],
            items={item: data[name] for name, item in self.items.items() if data[name]},
            urgent=data["urgent"],
            known_at=self.moment("known"),
            told_at=self.moment("told"),
            answer_due_on=data.get("answer_due_on") if data["kind"] == Kind.REQUEST else None,
            next_on=data.get("next_on"),
        )


class ReceiveForm(forms.Form):
    handler = PersonField(label=_("承办人"), queryset=Person.objects.none(), required=False)
    answer_due_on = DayField(label=_("批复期限"), required=False, help_text=_("请示才填。"))

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["handler"]
        field.queryset, field.titles = people, titles


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("批复结果"), choices=[CHOOSE, *IncomingPaper.Answer.choices])
    words = TextField(label=_("批复意见"), max_length=2000, widget=_area(4))


class NoteForm(forms.Form):
    words = TextField(label=_("阅批意见"), max_length=2000, widget=_area(4))


class FailureForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=_("单位"), queryset=Organization.objects.none(), required=False, empty_label=_("请选择")
    )
    person = PersonField(label=_("人员"), queryset=Person.objects.none(), required=False)
    what = LineField(label=_("没有按规定请示报告的事"), max_length=200)
    happened_on = DayField(label=_("应请示报告的日期"))
    grave = forms.BooleanField(label=_("造成严重后果"), required=False)

    def __init__(self, *args: Any, units: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = units
        fields["person"].queryset, fields["person"].titles = people, titles


class DealForm(forms.Form):
    done_on = DayField(label=_("处理日期"))
    how = TextField(
        label=_("处理情况"), max_length=400, widget=_area(3), help_text=_("谁谈的话、通报文号、移送到哪里。")
    )
