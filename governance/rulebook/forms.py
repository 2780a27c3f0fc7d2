"""Input of the rulebook's pages: shape and type only. A figure's fields follow the figure's own type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField
from governance.rules.book import Article, Choice
from governance.rules.figure_values import TYPES
from governance.rules.figures import Op
from governance.rules.library import Library
from governance.rules.overrides import VOTING_BASES

_OPS: Mapping[Op, Any] = {
    Op.GE: _("不少于（含本数）"),
    Op.GT: _("超过（不含本数）"),
    Op.LE: _("不超过（含本数）"),
    Op.LT: _("不满（不含本数）"),
    Op.EQ: _("正好"),
}
_HINTS: Mapping[str, Any] = {
    "ratio": _("写成 >=3:1，符号可以不写。"),
    "clock": _("写成 <=08:30（不晚于）或 >=14:00（不早于）。"),
    "clock_span": _("写成 07:00..07:30。"),
    "month_day": _("写成 <=06-08（不晚于6月8日）。"),
    "month_day_span": _("写成 07-21..08-31。"),
    "weekday": _("写成 weekday 5（周五），或 weekday 5 of week 1（每月第一周的周五）。"),
    "education": _("写成 >=大专@education。"),
    "word": _("照条文的说法写。"),
    "options": _("几项之间用 | 隔开。"),
}
_AUTHORITY = _("决议号或文件号，例 稔委会决〔2026〕9号。会跟着这个数一直显示。")


class DatedForm(forms.Form):
    """What every decision about rules carries: from when, by which paper."""

    since = DayField(label=_("自哪天起"))
    authority = forms.CharField(label=_("依据"), max_length=100, help_text=_AUTHORITY)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = today


class FigureForm(DatedForm):
    """A committee's own value. `written` is the value as the grammar takes it."""

    field_order = ["op", "number", "base", "unit", "value", "since", "authority"]

    def __init__(self, *args: Any, article: Article, name: str, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = article.figure_specs[name]
        self.spec = spec
        words = library.vocabulary
        if spec.type == "share":
            voting = article.kind in ("quorum", "majority")
            ops = (Op.GE, Op.GT) if voting else tuple(_OPS)
            self._ops(ops, spec.op)
            self.fields["number"] = forms.CharField(
                label=_("比例"), max_length=20, help_text=_("写分数，例 2/3；或百分数，例 60%。")
            )
            bases = {"quorum": ("entitled", "members"), "majority": VOTING_BASES}.get(
                article.kind, (spec.base,)
            )
            self._choice("base", _("基数"), {b: words.bases.get(b, b) for b in bases}, spec.base)
        elif TYPES[spec.type].amount:
            self._ops(tuple(_OPS), spec.op)
            self.fields["number"] = forms.CharField(
                label=_("数目"), max_length=20, help_text=_("只写数，例 3；写范围的，例 1..2。")
            )
            units = [spec.measure]
            if spec.type == "day" and spec.stricter == "up":
                units.append("workday")
            self._choice("unit", _("单位"), {u: words.measures.get(u, u) for u in units}, spec.measure)
        else:
            self.fields["value"] = forms.CharField(label=_("值"), max_length=100, help_text=_HINTS[spec.type])
        self.order_fields(self.field_order)

    def _ops(self, ops: Iterable[Op], first: Op | None) -> None:
        self._choice("op", _("怎么比"), {str(op): _OPS[op] for op in ops}, str(first) if first else "")

    def _choice(self, name: str, label: Any, options: Mapping[str, Any], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=list(options.items()), initial=initial)

    def clean_number(self) -> str:
        text = self.cleaned_data["number"].strip().replace("％", "%").replace(",", "")
        if self.spec.type != "share" and ".." in text:
            return str(text)
        percent = re.fullmatch(r"(\d+(?:\.\d+)?)\s*%", text)
        try:
            number = Fraction(percent.group(1)) / 100 if percent else Fraction(text)
        except (ValueError, ZeroDivisionError):
            raise ValidationError(_t("“%(text)s”不是数，请照样例写。") % {"text": text}) from None
        return str(number)

    @property
    def written(self) -> str:
        """The value in its written form."""
        data = self.cleaned_data
        if self.spec.type == "share":
            return f"{data['op']}{data['number']}@{data['base']}"
        if "number" in data:
            op = "" if ".." in data["number"] else data["op"]
            return f"{op}{data['number']} {data['unit']}"
        return str(data["value"])


class AdoptionForm(DatedForm):
    """Presets and single regulations, adopted together from one day."""

    presets = forms.MultipleChoiceField(
        label=_("整套采用"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一套里已经采用的不重复采用。"),
    )
    regulations = forms.MultipleChoiceField(
        label=_("逐部采用"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["presets", "regulations", "since", "authority"]

    def __init__(
        self,
        *args: Any,
        presets: Iterable[tuple[str, str]],
        regulations: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presets"].choices = list(presets)  # type: ignore[attr-defined]
        self.fields["regulations"].choices = list(regulations)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data["presets"] and not data["regulations"]:
            raise ValidationError(_t("没有选制度，请选一套或几部。"))
        return data


class EndForm(forms.Form):
    until = DayField(label=_("用到哪天"), help_text=_("这一天还照它办，次日起不用。"))
    authority = forms.CharField(label=_("依据"), max_length=100, help_text=_("决议号或文件号。"))


class SettlementForm(DatedForm):
    choice = forms.ChoiceField(label=_("本镇按哪一种办"), widget=forms.RadioSelect)
    field_order = ["choice", "since", "authority"]

    def __init__(self, *args: Any, choices: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(choices)
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (c.id, _t("%(label)s（建议）") % {"label": c.label} if c.suggested else c.label) for c in offered
        ]
        if offered:
            self.fields["choice"].initial = next((c.id for c in offered if c.suggested), offered[0].id)


class LocalRegulationForm(DatedForm):
    title = forms.CharField(label=_("全称"), max_length=60)
    short = forms.CharField(
        label=_("简称"), max_length=16, help_text=_("引条时用，例 “停车管理办法 三”。不能和制度库里的重名。")
    )
    capability = forms.ChoiceField(label=_("归口"))
    field_order = ["title", "short", "capability", "since", "authority"]

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capability"].choices = [  # type: ignore[attr-defined]
            (c.id, c.title) for c in library.capabilities.values()
        ]

    def clean_short(self) -> str:
        short = str(self.cleaned_data["short"]).strip()
        if re.search(r"[:/?#\s]", short):
            raise ValidationError(_t("简称里不能有冒号、斜线和空格，请去掉。"))
        return short


class LocalArticleForm(forms.Form):
    ref = forms.CharField(label=_("条号"), max_length=16, help_text=_("例 三、三-1。"))
    statement = forms.CharField(label=_("条文"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    enforce = forms.ChoiceField(label=_("怎么管"))
    like = forms.CharField(
        label=_("照哪一条管"),
        max_length=20,
        required=False,
        help_text=_("制度库里的条号，例 S0-04:三-1b；照它的核对办法来管。不写的只展示、留痕。"),
    )
    figures = forms.CharField(
        label=_("数"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("照哪一条管的，写明那一条的每个数，一行一个，例 “到会人数：>=2/3@entitled”。"),
    )

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.library = library
        self.fields["enforce"].choices = list(library.vocabulary.levels.items())  # type: ignore[attr-defined]

    def clean_ref(self) -> str:
        ref = str(self.cleaned_data["ref"]).strip()
        if re.search(r"[:/?#\s]", ref):
            raise ValidationError(_t("条号里不能有冒号、斜线和空格，请去掉。"))
        return ref

    def clean_figures(self) -> dict[str, str]:
        """Identifier → written value; names may be given in Chinese as the article calls them."""
        found = {}
        for line in self.cleaned_data["figures"].splitlines():
            if not line.strip():
                continue
            name, colon, value = line.replace("：", ":").partition(":")
            if not colon or not value.strip():
                raise ValidationError(
                    _t("“%(line)s”没有写明是哪个数，请写成“名称：值”。") % {"line": line.strip()}
                )
            found[self._identifier(name.strip())] = value.strip()
        return found

    def _identifier(self, name: str) -> str:
        like = str(self.cleaned_data.get("like", "")).strip()
        try:
            specs = self.library.article(like).figure_specs
        except KeyError:
            return name
        named = {self.library.vocabulary.figure(like, n): n for n in specs}
        return named.get(name, name)
