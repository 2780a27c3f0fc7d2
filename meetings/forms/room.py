"""In the room: recusal, stances, summing-up, counts, resolutions."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import (
    ClockField,
    CountField,
    DayField,
    LineField,
    PersonField,
    TextField,
    YesNoField,
)
from governance.people.models import Person
from meetings.models import Attendance, Recusal, Resolution, ResolutionClause
from meetings.models.base import BallotChoice, Method, StanceChoice

CLAUSE_ROWS = 2
MOST_CLAUSES = 20


class RecuseForm(forms.Form):
    person = PersonField(label=_("谁回避"), queryset=Person.objects.none())
    kind = forms.ChoiceField(
        label=_("回避事由"),
        choices=Recusal.Kind.choices,
        widget=forms.RadioSelect,
        help_text=_("只选种类，不写细节。"),
    )

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].titles = titles  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """A line of the sign-in sheet put right."""

    status = forms.ChoiceField(
        label=_("到会情况"), choices=Attendance.Status.choices, widget=forms.RadioSelect
    )
    signed_at = ClockField(label=_("签到时刻"), required=False, help_text=_("到会的必填，24小时制。"))
    left = ClockField(label=_("离会时刻"), required=False, help_text=_("离会的必填。"))
    because = LineField(
        label=_("更正理由"), max_length=200, help_text=_("写错在哪里。例：错点了同姓的一位，纸面签到表为准。")
    )


class StanceForm(forms.Form):
    stance = forms.ChoiceField(label=_("我的态度"), choices=StanceChoice.choices, widget=forms.RadioSelect)
    view = TextField(
        label=_("意见和理由"),
        max_length=1000,
        required=False,
        help_text=_("原话写进会议记录；签发纪要前可更正，更正前的话留着。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stance") in (StanceChoice.DISAGREE, StanceChoice.DEFER) and not cleaned.get("view"):
            self.add_error("view", _("不同意或缓议的，须写明理由，会议记录要用。"))
        return cleaned


class StrikeForm(forms.Form):
    """A line noted under the wrong name. `people`: whose words they may have been; None where the words are
    the reader's own."""

    said_by = PersonField(
        label=_("话是谁说的"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("选了，这些话改记到其名下，次序、时刻不变；没有人说过的，不选。"),
    )
    because = LineField(
        label=_("划去理由"),
        max_length=200,
        help_text=_("错在哪里，写进会议记录。例：记到了邻座名下，以会议笔记为准。"),
    )

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["said_by"]
            return
        self.fields["said_by"].queryset = people  # type: ignore[attr-defined]
        self.fields["said_by"].titles = titles  # type: ignore[attr-defined]


class SummaryForm(forms.Form):
    summary = TextField(
        label=_("主持人综合意见"), max_length=1000, help_text=_("讨论后、表决前归纳；会写进会议记录。")
    )


class OpenVoteForm(forms.Form):
    """How the item is voted on; of a secret ballot also on what, and who holds the key of the box."""

    PHONE, PAPER = "phone", "paper"
    TELLERS = ("teller_1", "teller_2", "teller_3")
    # When a field is needed, said beside its label in place of 可不填.
    NEEDED: ClassVar = {
        "ballots": _("无记名投票必选"),
        "objection_minutes": _("手机投必填"),
        "teller_1": _("手机投必选"),
    }

    method = forms.ChoiceField(label=_("表决方式"), choices=Method.choices, widget=forms.RadioSelect)
    ballots = forms.ChoiceField(
        label=_("无记名怎么投"),
        choices=((PHONE, _("在手机上投（信封密封，计票人开箱）")), (PAPER, _("投纸票（计票人录票数）"))),
        widget=forms.RadioSelect,
        required=False,
    )
    objection_minutes = CountField(
        label=_("回执名单公布后几分钟内可提异议"), required=False, help_text=_("3到60分钟。")
    )

    def __init__(
        self, *args: Any, people: Any, titles: dict[int, str], late: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if late:
            del self.fields["ballots"], self.fields["objection_minutes"]
            return
        for name, label in zip(
            self.TELLERS, (_("计票人"), _("第二位计票人"), _("第三位计票人")), strict=True
        ):
            self.fields[name] = PersonField(label=label, queryset=people, titles=titles, required=False)
        for name in ("ballots", "objection_minutes", "teller_1"):
            self.fields[name].need = self.NEEDED[name]  # type: ignore[attr-defined]
        self.fields["teller_1"].help_text = _("持开箱的票码；主持人不兼。")
        self.fields["teller_2"].help_text = _("要更稳妥的再选两位：三人各持一码，任两人在场才能开箱。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        tellers = [cleaned[name] for name in self.TELLERS if cleaned.get(name)]
        cleaned["tellers"] = []
        if cleaned.get("method") != Method.SECRET_BALLOT or "ballots" not in self.fields:
            return cleaned
        if not cleaned.get("ballots"):
            self.add_error("ballots", _("请选在手机上投还是投纸票。"))
        elif cleaned["ballots"] == self.PHONE:
            if not tellers:
                self.add_error("teller_1", _("请选计票人，他持开箱的票码。"))
            elif len(tellers) == 2:
                self.add_error("teller_3", _("一位或三位，不能是两位。请再选一位，或去掉一位。"))
            elif len({t.pk for t in tellers}) < len(tellers):
                self.add_error("teller_2", _("三位计票人不能重复。"))
            minutes = cleaned.get("objection_minutes")
            if minutes is None:
                cleaned["objection_minutes"] = 10
            elif not 3 <= minutes <= 60:
                self.add_error("objection_minutes", _("异议时间3到60分钟。"))
            cleaned["tellers"] = [t.pk for t in tellers]
        return cleaned


class BallotForm(forms.Form):
    choice = forms.ChoiceField(label=_("我的一票"), choices=BallotChoice.choices, widget=forms.RadioSelect)


class CountsForm(forms.Form):
    """The count sheet (P-04). Whether the figures add up is judged, not checked here."""

    issued = CountField(label=_("发出"))
    returned = CountField(label=_("收回"))
    valid = CountField(label=_("有效"))
    invalid = CountField(label=_("无效"))
    aye = CountField(label=_("赞成"))
    nay = CountField(label=_("反对"))
    abstain = CountField(label=_("弃权"))

    @property
    def sums(self) -> dict[str, dict[str, Any]]:
        """What the parts of returned and of valid come to as far as typed; None while a part is empty."""
        return {"returned": self._sum("returned", "valid", "invalid"),
                "valid": self._sum("valid", "aye", "nay", "abstain")}  # fmt: skip

    def _sum(self, whole: str, *parts: str) -> dict[str, Any]:
        typed = [self._typed(name) for name in parts]
        total = None if None in typed else sum(n for n in typed if n is not None)
        return {"total": total, "same": total == self._typed(whole)}

    def _typed(self, name: str) -> int | None:
        try:
            number = self.fields[name].to_python(self[name].value())
        except forms.ValidationError:
            return None
        return number if isinstance(number, int) else None


class AnnounceForm(forms.Form):
    wide_split = YesNoField(label=_("主持人认为分歧较大吗"))
    wide_split_reason = LineField(
        label=_("分歧在哪里"),
        max_length=200,
        required=False,
        help_text=_("认为分歧较大的必写，会跟着这次表决一直显示。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("wide_split") and not cleaned.get("wide_split_reason"):
            self.add_error("wide_split_reason", _("认为分歧较大，没有写分歧在哪里，请写上。"))
        return cleaned


class ResolutionForm(forms.Form):
    """What was decided, on what grounds, and who does what by when."""

    text = TextField(
        label=_("决议内容"), max_length=2000, help_text=_("会议决定做什么，写成一句或几句完整的话。")
    )
    grounds = TextField(
        label=_("依据和理由"),
        max_length=1000,
        help_text=_("纪要写作“会议认为，……”。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    supervision = LineField(
        label=_("监督办法"),
        max_length=200,
        required=False,
        help_text=_("由谁督办、怎样督办。例：由党政办督办。"),
    )

    publication = forms.ChoiceField(
        label=_("公开范围"),
        choices=Resolution.Publication.choices,
        required=False,
        help_text=_("定了范围，公开时直接用决议内容，不用再抄。"),
    )
    publication_reason = LineField(
        label=_("不公开的理由"), max_length=120, required=False, help_text=_("选“不公开”的才写。")
    )

    def __init__(
        self, *args: Any, people: Any, titles: dict[int, str], earliest: date, rows: int = CLAUSE_ROWS,
        kept: int = 0, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.earliest, self.kept = earliest, kept
        self.row_count = min(max(rows, kept), MOST_CLAUSES)
        for n in range(self.row_count):
            self.fields[f"what_{n}"] = LineField(label=_("落实事项"), max_length=300, required=False)
            self.fields[f"owner_{n}"] = PersonField(
                label=_("落实责任人"),
                queryset=people,
                titles=titles,
                required=False,
                help_text=_("写一个人。") if n == 0 else "",
            )
            self.fields[f"due_{n}"] = DayField(
                label=_("办结时限"), required=False, help_text=_("写日期，不写“年底前”。")
            )
            self.fields[f"upward_{n}"] = forms.ChoiceField(
                label=_("上级手续"),
                choices=ResolutionClause.Upward.choices,
                required=False,
                help_text=_("要报上级审批或备案的，单列一条，时限写到报出那天。") if n == 0 else "",
            )

    @property
    def clause_rows(self) -> list[tuple[Any, ...]]:
        names = ("what", "owner", "due", "upward")
        return [tuple(self[f"{name}_{n}"] for name in names) for n in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        clauses = []
        for n in range(self.row_count):
            names = (f"what_{n}", f"owner_{n}", f"due_{n}")
            what, owner, due = (cleaned.get(name) for name in names)
            if any(name in self.errors for name in names) or not (what or owner or due or n < self.kept):
                continue
            for name, value in zip(names, (what, owner, due), strict=True):
                if not value:
                    self.add_error(
                        name, _("这一条没有写全，请补上%(what)s。") % {"what": self.fields[name].label}
                    )
            if due and due < self.earliest:
                self.add_error(names[2], _("办结时限早于开会日，请核对。"))
            clauses.append((what, owner, due, cleaned.get(f"upward_{n}") or ""))
        cleaned["clauses"] = clauses
        return cleaned
