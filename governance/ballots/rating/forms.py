"""Forms of rating rounds. Lists are typed one a line, as the office writes them; no script is needed for rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.typed import CountField, DayField, LineField, PersonField, TextField
from governance.ballots.models import RaterClass, RatingRound
from governance.ballots.rating.typed_lists import grades_typed, items_typed, people_typed, subjects_typed
from governance.people.models import Person

MOST_CLASSES = 6
GRADES = "优秀，100\n称职，80\n基本称职，60\n不称职，0"
ITEMS = "德\n能\n勤\n绩\n廉"


class RoundForm(forms.Form):
    """Sets up a round or amends it; `cleaned()` gives what the verbs take."""

    title = LineField(
        label=gettext_lazy("测评名称"),
        max_length=60,
        help_text=gettext_lazy("会印在测评票上。例：2026年度党政班子和班子成员民主测评。"),
    )
    held_on = DayField(label=gettext_lazy("测评日期"))
    place = LineField(label=gettext_lazy("地点"), max_length=40, required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("方式"), choices=RatingRound.Mode.choices, widget=forms.RadioSelect
    )
    subjects = TextField(
        label=gettext_lazy("测评对象"),
        help_text=gettext_lazy("一行一个：姓名或班子名称，职务。例：霍玥，组织委员。名册里的人自动认出。"),
    )
    items = TextField(
        label=gettext_lazy("项目"),
        initial=ITEMS,
        help_text=gettext_lazy("一行一项，对每个对象都问。要加权的写“绩，2”，不写的都算1。"),
    )
    grades = TextField(
        label=gettext_lazy("等次"),
        initial=GRADES,
        help_text=gettext_lazy("从好到差，一行一个：等次，分值。等次词照所采用的制度，不混用。"),
    )
    passing = CountField(
        label=gettext_lazy("前几个等次算“以上”"),
        initial=2,
        help_text=gettext_lazy("例：写2，另算“优秀、称职”合计的比例。"),
    )
    text_limit = CountField(
        label=gettext_lazy("意见最多多少字"),
        initial=0,
        help_text=gettext_lazy("写0就不收意见。意见与分数分开存，满单列的张数才留。"),
    )
    least_valid = CountField(
        label=gettext_lazy("每类至少几张有效票才单列"), initial=5, help_text=gettext_lazy("3到10之间。")
    )
    uniform = forms.ChoiceField(
        label=gettext_lazy("每项都选同一等次的票"),
        choices=RatingRound.Uniform.choices,
        widget=forms.RadioSelect,
        initial=RatingRound.Uniform.COUNTED,
    )
    trimmed = forms.BooleanField(
        label=gettext_lazy("算平均分时去掉一个最高、一个最低（满7张才去）"), required=False
    )
    far_apart = CountField(
        label=gettext_lazy("各类平均分相差多少分提醒"),
        required=False,
        help_text=gettext_lazy("不填就不提醒。"),
    )
    teller = PersonField(label=gettext_lazy("计票人"), queryset=Person.objects.none())
    second_teller = PersonField(
        label=gettext_lazy("计票人二"),
        queryset=Person.objects.none(),
        required=False,
        help_text=gettext_lazy("一人持票码的，二、三不填；三人持票码的，三人都填，任两人可开箱。"),
    )
    third_teller = PersonField(label=gettext_lazy("计票人三"), queryset=Person.objects.none(), required=False)
    scrutineer = PersonField(label=gettext_lazy("监票人"), queryset=Person.objects.none())
    reviewer = PersonField(
        label=gettext_lazy("审阅意见的人"),
        queryset=Person.objects.none(),
        required=False,
        help_text=gettext_lazy("收意见的才填。"),
    )

    PEOPLE = ("teller", "second_teller", "third_teller", "scrutineer", "reviewer")

    def __init__(self, *args: Any, people: Sequence[Person], titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.titles = people, titles
        known = Person.objects.filter(pk__in=[person.pk for person in people])
        for name in self.PEOPLE:
            self.fields[name].queryset = known  # type: ignore[attr-defined]
            self.fields[name].titles = titles  # type: ignore[attr-defined]
        for place in range(1, MOST_CLASSES + 1):
            self.fields.update(_class_fields(place))

    @property
    def class_rows(self) -> list[list[Any]]:
        """Bound fields of each class, for the table of classes."""
        names = ("label", "expected", "weight", "spares", "paper")
        return [[self[f"c{place}_{name}"] for name in names] for place in range(1, MOST_CLASSES + 1)]

    @property
    def rolls(self) -> list[Any]:
        return [self[f"c{place}_people"] for place in range(1, MOST_CLASSES + 1)]

    @property
    def plain_fields(self) -> list[Any]:
        return [
            field
            for field in self.visible_fields()
            if not field.name.startswith("c") or "_" not in field.name
        ]

    def clean_subjects(self) -> list[dict[str, Any]]:
        return subjects_typed(self.cleaned_data["subjects"], self.people, self.titles)

    def clean_items(self) -> list[dict[str, str]]:
        return items_typed(self.cleaned_data["items"])

    def clean_grades(self) -> list[dict[str, Any]]:
        return grades_typed(self.cleaned_data["grades"])

    def clean_least_valid(self) -> int:
        value: int = self.cleaned_data["least_valid"]
        if not 3 <= value <= 10:
            raise ValidationError(_("单列的张数须在3到10之间。"))
        return value

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        grades, passing = data.get("grades"), data.get("passing")
        if grades and passing is not None:
            if not 1 <= passing < len(grades):
                self.add_error(
                    "passing",
                    _("等次有%(n)d个，这里写1到%(most)d。") % {"n": len(grades), "most": len(grades) - 1},
                )
            for place, grade in enumerate(grades):
                grade["passing"] = place < passing
        data["classes"] = [c for c in (self._class(p) for p in range(1, MOST_CLASSES + 1)) if c]
        if not data["classes"] and not any(name.endswith("_label") for name in self.errors):
            self.add_error(None, _("测评人类别没有填，至少填一类。"))
        return data

    def _class(self, place: int) -> dict[str, Any] | None:
        data = self.cleaned_data
        label = data.get(f"c{place}_label") or ""
        names = data.get(f"c{place}_people") or ""
        expected = data.get(f"c{place}_expected")
        if not label:
            if expected or names:
                self.add_error(f"c{place}_label", _("填了人数，类别名称没有填，请补上。"))
            return None
        if not expected:
            self.add_error(
                f"c{place}_expected", _("“%(label)s”的应参评人数没有填，请填上。") % {"label": label}
            )
        try:
            people = people_typed(names, self.people)
        except ValidationError as unfit:
            self.add_error(f"c{place}_people", unfit)
            people = []
        weight = data.get(f"c{place}_weight")
        return {
            "label": label,
            "expected": expected or 0,
            "weight": Decimal(1) if weight is None else weight,
            "spares": data.get(f"c{place}_spares") or 0,
            "paper": data.get(f"c{place}_paper") or 0,
            "people": people if data.get("mode") == RatingRound.Mode.ROLL else [],
        }

    def values(self) -> dict[str, Any]:
        from governance.ballots.rating.services.setting_up import SETTABLE

        return {name: self.cleaned_data[name] for name in SETTABLE}


def _class_fields(place: int) -> dict[str, forms.Field]:
    number = {"n": place}
    return {
        f"c{place}_label": LineField(label=_("第%(n)d类名称") % number, max_length=30, required=False),
        f"c{place}_expected": CountField(label=_("第%(n)d类应参评") % number, required=False),
        f"c{place}_weight": forms.DecimalField(
            label=_("第%(n)d类权重") % number,
            min_value=0,
            max_digits=5,
            decimal_places=2,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        ),
        f"c{place}_spares": CountField(label=_("第%(n)d类备用码") % number, required=False),
        f"c{place}_paper": CountField(label=_("第%(n)d类用纸票") % number, required=False),
        f"c{place}_people": TextField(
            label=_("第%(n)d类名单") % number,
            required=False,
            help_text=_("只在定名单时填：姓名用顿号或换行隔开。"),
        ),
    }


def initial_of(round_: RatingRound, names: dict[int, str]) -> dict[str, Any]:
    """A round as its form shows it. `names` of the persons on its rolls."""
    found: dict[str, Any] = {
        name: getattr(round_, name)
        for name in (
            "title", "held_on", "place", "mode", "text_limit", "least_valid", "uniform", "trimmed", "far_apart",
            *RoundForm.PEOPLE,
        )
    }  # fmt: skip
    found["subjects"] = "\n".join(
        "，".join(filter(None, [s["name"], s.get("post", "")])) for s in round_.subjects
    )
    found["items"] = "\n".join(
        item["label"] if item["weight"] == "1" else f"{item['label']}，{item['weight']}"
        for item in round_.items
    )
    found["grades"] = "\n".join(f"{g['label']}，{g['points']}" for g in round_.grades)
    found["passing"] = sum(bool(g.get("passing")) for g in round_.grades)
    for place, one in enumerate(round_.classes, start=1):
        found |= _initial_class(place, one, names)
    return found


def _initial_class(place: int, one: RaterClass, names: dict[int, str]) -> dict[str, Any]:
    return {
        f"c{place}_label": one.label,
        f"c{place}_expected": one.expected,
        f"c{place}_weight": f"{one.weight.normalize():f}",
        f"c{place}_spares": one.spares or None,
        f"c{place}_paper": one.paper or None,
        f"c{place}_people": "、".join(names.get(person, "") for person in one.people),
    }


class ReasonForm(forms.Form):
    because = LineField(
        label=gettext_lazy("理由"), max_length=200, help_text=gettext_lazy("这句话会跟着这件事一直显示。")
    )


class AudienceForm(forms.Form):
    audience = LineField(
        label=gettext_lazy("公布范围"), max_length=40, help_text=gettext_lazy("例：参加测评人员、镇党委会。")
    )


class ReconcileForm(forms.Form):
    """Figures counted by hand, class by class."""

    def __init__(self, *args: Any, classes: Sequence[RaterClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.classes = classes
        for one in classes:
            label = {"label": one.label}
            for name, words in (
                ("present", _("“%(label)s”实到") % label),
                ("handed_out", _("“%(label)s”发出") % label),
                ("left_over", _("“%(label)s”剩下的测评码") % label),
            ):
                self.fields[f"n{one.number}_{name}"] = CountField(label=words)
            self.fields[f"n{one.number}_explanation"] = LineField(
                label=_("“%(label)s”差额说明") % label,
                max_length=200,
                required=False,
                help_text=_("数对得上就不填。不写人名。"),
            )

    @property
    def rows(self) -> list[tuple[RaterClass, list[Any]]]:
        names = ("present", "handed_out", "left_over", "explanation")
        return [(one, [self[f"n{one.number}_{name}"] for name in names]) for one in self.classes]

    def figures(self) -> dict[int, dict[str, int | str]]:
        names = ("present", "handed_out", "left_over", "explanation")
        return {
            one.number: {name: self.cleaned_data[f"n{one.number}_{name}"] for name in names}
            for one in self.classes
        }


class RemarksForm(forms.Form):
    """A reason beside each remark that is not to be released; none beside the others."""

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        for number in numbers:
            self.fields[f"r{number}"] = LineField(
                label=_("第%(n)d条不公布的理由") % {"n": number},
                max_length=100,
                required=False,
                help_text=_("公布的不填。例：写明了自己是谁；涉及隐私。"),
            )

    def withheld(self) -> dict[int, str]:
        return {n: self.cleaned_data[f"r{n}"] for n in self.numbers if self.cleaned_data[f"r{n}"]}
