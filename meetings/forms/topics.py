"""Topics, opinions on them, and stated facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import (
    CountField,
    DayField,
    LineField,
    MoneyField,
    PersonField,
    TextField,
    YesNoField,
)
from governance.people.models import Person, Post
from governance.templatetags.wordings import zh_date, zh_datetime
from meetings.models import Meeting, TopicCall
from meetings.models.base import Matter
from meetings.stated import FactKind

SUBJECT_ROWS = 2
MORE_ROWS = 3
MOST_ROWS = 20


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Post) -> str:
        return obj.title


class SubjectRows(forms.Form):
    """Whom a personnel topic is about: one person and what is proposed for them a row."""

    def __init__(
        self, *args: Any, leaders: Any, people: Any, rows: int = SUBJECT_ROWS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]
        self.row_count = min(rows, MOST_ROWS)
        for n in range(self.row_count):
            self.fields[f"person_{n}"] = PersonField(label=_("所涉人员"), queryset=people, required=False)
            self.fields[f"what_{n}"] = LineField(label=_("拟议事项"), max_length=80, required=False)

    @property
    def subject_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"person_{n}"], self[f"what_{n}"]) for n in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        subjects: list[tuple[Person, str]] = []
        for n in range(self.row_count):
            person, what = cleaned.get(f"person_{n}"), cleaned.get(f"what_{n}", "")
            if person and not what:
                self.add_error(f"what_{n}", _("写了人没有写事，请写拟任、拟免的职务。"))
            elif what and not person:
                self.add_error(f"person_{n}", _("写了事没有选人，请选一位。"))
            elif person and any(person == other for other, _what in subjects):
                self.add_error(f"person_{n}", _("同一个人写了两次，请并成一行。"))
            elif person:
                subjects.append((person, what))
        cleaned["subjects"] = subjects
        return cleaned


class CallField(forms.ModelChoiceField):
    def label_from_instance(self, obj: TopicCall) -> str:
        return _("%(meeting)s　%(day)s截止") % {"meeting": obj.meeting, "day": zh_date(obj.closes_on)}


class TopicForm(SubjectRows):
    """A topic and, for personnel topics, whom it is about."""

    title = LineField(
        label=_("题目"),
        max_length=60,
        help_text=_("写要定的事，不写“关于”。例：柘坪村灌渠清淤修复。会印进通知和纪要。"),
    )
    matter = forms.ChoiceField(
        label=_("类别"),
        choices=Matter.choices,
        widget=forms.RadioSelect,
        help_text=_("类别决定到会门槛、准备材料和表决方式。"),
    )
    content = TextField(label=_("内容"), max_length=2000, help_text=_("写缘由、现状、方案和资金来源。"))
    proposal = TextField(
        label=_("请会议决定的事"),
        max_length=1000,
        help_text=_("写成可以照着表决的话，通过后就是决议的底稿。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    amount = MoneyField(label=_("金额（元）"), required=False, help_text=_("写总额。例：468,000 或 46.8万。"))
    leader = LeaderField(
        label=_("分管领导"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("没有分管领导"),
        help_text=_("部门提出的议题，须分管领导同意。"),
    )
    call = CallField(
        label=_("应哪次征集"),
        queryset=TopicCall.objects.none(),
        required=False,
        empty_label=_("不是应征集提的"),
        help_text=_("截止日以后提的，标明逾期提出。"),
    )
    sealed = forms.BooleanField(
        label=_("涉密"), required=False, help_text=_("涉密议题不进纪要，只留会议记录；干部事项不用另勾。")
    )
    party_building = forms.BooleanField(
        label=_("党建工作"),
        required=False,
        help_text=_("党建报告、党建专题勾上；上了会，就算党委扩大会、党委会听取或研究党建一次。"),
    )

    happened_on = DayField(
        label=_("当时提出的日期"), required=False, help_text=_("今天提的不用填；填以前的日期，就是补录。")
    )
    reason = LineField(
        label=_("补录理由"),
        max_length=120,
        required=False,
        help_text=_("写当时为什么没有录；由书记确认后才能列入议程。"),
    )

    def __init__(self, *args: Any, calls: Any, counted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not counted:  # no article of the town's counts them
            del self.fields["party_building"]
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]

    @property
    def has_calls(self) -> bool:
        return len(self.fields["call"].choices) > 1  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        matter = cleaned.get("matter")
        if cleaned["subjects"] and matter not in (None, Matter.PERSONNEL):
            self.add_error("matter", _("写了所涉人员，类别应选“干部事项”；不是干部事项的，请清空所涉人员。"))
        if matter == Matter.PERSONNEL and not cleaned["subjects"] and not self.errors:
            self.add_error("person_0", _("干部事项没有写所涉人员，请至少写一人，会上才知道谁要回避。"))
        if matter == Matter.LARGE_SUM and cleaned.get("amount") is None:
            self.add_error("amount", _("大额资金没有写金额，请写上总额。"))
        return cleaned


class ReworkForm(SubjectRows):
    """A returned topic, reworked by its proposer. The matter stays; persons may be added to a
    personnel topic, and what is proposed for them changed."""

    title = LineField(label=_("题目"), max_length=60, help_text=_("写要定的事，不写“关于”。"))
    content = TextField(label=_("内容"), max_length=2000)
    proposal = TextField(label=_("请会议决定的事"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    amount = MoneyField(label=_("金额（元）"), required=False)
    leader = LeaderField(
        label=_("分管领导"), queryset=Post.objects.none(), required=False, empty_label=_("没有分管领导")
    )


class OpinionForm(forms.Form):
    agrees = YesNoField(label=_("同意上会吗"), choices=[("yes", _("同意上会")), ("no", _("不同意上会"))])
    view = TextField(
        label=_("意见"),
        max_length=500,
        required=False,
        help_text=_("写给审定议题的人看；再提一次就以新的为准。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj}　{zh_datetime(obj.meets_at, obj.meets_at)}　{obj.get_status_display()}"


class PutOnAgendaForm(forms.Form):
    meeting = MeetingField(
        label=_("列入哪次会"),
        queryset=Meeting.objects.none(),
        empty_label=_("请选择"),
        help_text=_("通知发出以后才列入的，不在通知里，会上能不能议要另按制度核对。"),
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class FactForm(forms.Form):
    """One stated fact: its value in the fact's own type, the day, the source."""

    happened_on = DayField(label=_("发生日期"), help_text=_("写事情发生的那天，不是登记的这天。"))
    source = LineField(
        label=_("依据"), max_length=120, help_text=_("写文件、会议或人。例：2026年第7次书记办公会记录。")
    )

    def __init__(self, *args: Any, kind: FactKind, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        common = {"label": kind.label, "help_text": kind.help}
        value: forms.Field
        if kind.type is bool:
            value = YesNoField(**common)
        elif kind.type is date:
            value = DayField(label=kind.label, help_text=kind.help)
        else:
            value = CountField(**common)
        self.fields["value"] = value
        self.order_fields(["value", "happened_on", "source"])

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("发生日期晚于今天，请核对。"))
        return day

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if isinstance(value, date) and value > self.today:
            raise forms.ValidationError(_("%(what)s晚于今天，请核对。") % {"what": self.kind.label})
        return value

    @property
    def stored_value(self) -> Any:
        value = self.cleaned_data["value"]
        return value.isoformat() if isinstance(value, date) else value
