"""What is typed while a matter is carried out, reviewed, closed and filed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField, LineField, PersonField, TextField, YesNoField
from governance.documents.uploads import MaterialUploadField
from governance.people.models import Person
from meetings.supervision.models import Chase, Report, SupervisionBulletin

TAKEN = _("只收 PDF、JPG、PNG、docx、xlsx，每个最多10 MB。手机可以直接拍照。")
FILES = ("file1", "file2", "file3")


class FilesMixin(forms.Form):
    """Up to three files; each is kept by itself when the form is shown once more."""

    file1 = MaterialUploadField(label=_("附件一"), required=False, help_text=TAKEN)
    file2 = MaterialUploadField(label=_("附件二"), required=False)
    file3 = MaterialUploadField(label=_("附件三"), required=False)

    def taken(self) -> dict[str, Any]:
        """What was typed, with the files as one list."""
        typed = dict(self.cleaned_data)
        files = [typed.pop(name, None) for name in FILES]
        return {**typed, "files": [file for file in files if file]}


class ResultForm(FilesMixin):
    text = TextField(
        label=_("办理结果"),
        max_length=2000,
        help_text=_("办成了什么、哪天办成、还有什么没有办。不写群众姓名。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    field_order = ("text", *FILES)


class ProgressForm(FilesMixin):
    kind = forms.ChoiceField(
        label=_("报什么"),
        choices=[c for c in Report.Kind.choices if c[0] != Report.Kind.RESULT],
        widget=forms.RadioSelect,
        initial=Report.Kind.PROGRESS,
    )
    text = TextField(label=_("进度"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    because = LineField(
        label=_("没有办结的原因"),
        max_length=300,
        required=False,
        help_text=_("报“未办结说明”时要写。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_on = DayField(label=_("预计办结或下次报告日期"), required=False)

    field_order = ("kind", "text", "because", "next_on", *FILES)


class ChaseForm(forms.Form):
    kind = forms.ChoiceField(label=_("方式"), choices=Chase.Kind.choices, widget=forms.RadioSelect)
    chased_on = DayField(label=_("日期"))
    spoke_to = LineField(label=_("对方"), max_length=40, required=False, help_text=_("同谁说的、见的谁。"))
    found = LineField(
        label=_("了解到的情况"),
        max_length=300,
        required=False,
        help_text=_("电话、口头、座谈、现场的要写；没有联系上的，也写明。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply_by = DayField(label=_("限何时办结或回复"), required=False, help_text=_("书面催办单要写。"))


class ExtendForm(forms.Form):
    due_on = DayField(label=_("新的时限"))
    because = LineField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class SendBackForm(forms.Form):
    because = LineField(
        label=_("退回理由"),
        max_length=200,
        help_text=_("写哪里不合格、要补什么。承办单位看得到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    new_due_on = DayField(label=_("改到哪天报"))


class RaiseForm(forms.Form):
    raised = LineField(
        label=_("报告的情况"),
        max_length=300,
        help_text=_("写协调不了的是什么、请主要领导定什么。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class GiveWordForm(forms.Form):
    text = LineField(label=_("批示"), max_length=300, widget=forms.Textarea(attrs={"rows": 4}))


class CarryOutForm(forms.Form):
    done_on = DayField(label=_("办完日期"))
    done_note = LineField(label=_("办理情况"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CloseForm(forms.Form):
    closed_on = DayField(label=_("办结日期"), help_text=_("写实际办成的那天。"))
    result = LineField(label=_("办理结果"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class FileForm(forms.Form):
    file_number = LineField(label=_("卷号"), max_length=40, help_text=_("例：2026-督-03。"))
    file_list = LineField(
        label=_("归档材料"),
        max_length=300,
        help_text=_("例：呈批表、督查通知、催办单、办理报告、审核意见，共5份，11月30日移交镇档案室。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CancelForm(forms.Form):
    because = LineField(label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    cite = forms.ChoiceField(label=_("依据哪一条"), choices=())

    def __init__(self, *args: Any, cites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cite"].choices = cites  # type: ignore[attr-defined]


class InspectForm(forms.Form):
    inspected_on = DayField(label=_("检查日期"))
    led_by = PersonField(label=_("带队领导"), queryset=Person.objects.none(), required=False)
    team = LineField(label=_("检查人员"), max_length=100, required=False)
    passed = YesNoField(label=_("合格"))
    found = TextField(
        label=_("检查情况"),
        max_length=1000,
        help_text=_("照实写看到的；不合格的，写清哪里不合格。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led_by"].queryset = people  # type: ignore[attr-defined]
        self.fields["led_by"].titles = titles  # type: ignore[attr-defined]


class RectifyForm(forms.Form):
    problem = LineField(label=_("要整改的问题"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = DayField(label=_("整改报告限期"))


class RectificationForm(FilesMixin):
    """P-09: problem, cause, what is done, what is not, how it will not happen again."""

    cause = LineField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    done = TextField(
        label=_("已经整改的"),
        max_length=1000,
        help_text=_("写改了什么、哪天改的。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    undone = LineField(
        label=_("还没有整改的"),
        max_length=300,
        required=False,
        help_text=_("写责任人和最终日期；都改了的不填。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    prevention = LineField(
        label=_("防止再犯的办法"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ("cause", "done", "undone", "prevention", *FILES)


class RevisitForm(forms.Form):
    words = LineField(label=_("回访情况"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class BulletinForm(forms.Form):
    first_on = DayField(label=_("自"))
    last_on = DayField(label=_("至"), help_text=_("这段时间内到期或办结的事项都列进通报；涉密的不列。"))
    audience = forms.ChoiceField(
        label=_("发到哪里"), choices=SupervisionBulletin.Audience.choices, widget=forms.RadioSelect
    )
    praised = TextField(
        label=_("表扬"),
        max_length=600,
        required=False,
        help_text=_("写单位和事实，不写套话。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    named = TextField(
        label=_("点名"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    ahead = TextField(
        label=_("下步要求"),
        max_length=600,
        help_text=_("写单位和日期。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
