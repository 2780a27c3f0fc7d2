"""A form made from a declaration: every field of it, the files it asks for, and the values as they are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField, LineField, MoneyField, TextField
from governance.documents.uploads import MaterialUploadField
from governance.listing.typed import narrow
from governance.people.models import Organization
from governance.people.queries import branches_of, posts_by_person, serving
from governance.registers.models import RegisterEntry
from governance.registers.rules.declaration import Declaration, FieldSpec, FieldType, Rows

LARGEST = 999_999_999
UNIT = "_unit"
FILE = "file_"  # before the number of an enclosure


class WholeField(forms.IntegerField):
    """A whole number, in half or full width."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=LARGEST, widget=widget, **kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(narrow(value).replace(",", "").strip() if isinstance(value, str) else value)


class EntryForm(forms.Form):
    """One row. `values()` and `files()` are what services take."""

    def __init__(
        self,
        *args: Any,
        declaration: Declaration,
        organization: Organization,
        day: date,
        entry: RegisterEntry | None = None,
        branches: Collection[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.declaration, self.organization, self.day, self.entry = declaration, organization, day, entry
        if declaration.rows is Rows.BRANCH:
            known = branches_of([organization])
            if branches is not None:
                known = known.filter(pk__in=branches)
                self.initial.setdefault(UNIT, next(iter(branches), None))
            self.fields[UNIT] = forms.ModelChoiceField(
                label=_("党组织、村"), queryset=known, empty_label=_("请选择")
            )
            if entry is not None:
                self.initial.setdefault(UNIT, entry.unit_id)
        self._people: dict[str, str] | None = None
        for spec in declaration.fields:
            self.fields[spec.code] = self._field(spec)
        for n, one in enumerate(declaration.enclosures):
            self.fields[f"{FILE}{n}"] = MaterialUploadField(
                label=one.title, required=False, help_text=_("条文要求附的；到了该附的数没有附，不能报签。")
            )
        if entry is not None:
            self._fill_in(entry)

    def _field(self, spec: FieldSpec) -> forms.Field:
        common: dict[str, Any] = {
            "label": spec.title,
            "help_text": spec.help,
            "required": spec.required and not (spec.sealed and self.entry is not None),
        }
        if spec.sealed and self.entry is not None:
            common["help_text"] = _("已密封的不显示；不改就空着。")
        match spec.type:
            case FieldType.TEXT:
                return LineField(max_length=120, **common)
            case FieldType.LONG_TEXT:
                return TextField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **common)
            case FieldType.DAY:
                return DayField(**common)
            case FieldType.MONEY:
                return MoneyField(**common)
            case FieldType.INTEGER:
                return WholeField(**common)
            case FieldType.CHOICE:
                return forms.ChoiceField(
                    choices=[*([] if spec.required else [("", _("不填"))]), *spec.choices],
                    widget=forms.RadioSelect,
                    **common,
                )
            case FieldType.PERSON:
                return forms.ChoiceField(choices=self._choices(spec, self.people()), **common)
            case FieldType.UNIT:
                return forms.ChoiceField(choices=self._choices(spec, self.units()), **common)
            case FieldType.YES_NO:
                return forms.BooleanField(**{**common, "required": False})
            case FieldType.FILE:
                return MaterialUploadField(**{**common, "required": spec.required and self.entry is None})

    def people(self) -> dict[str, str]:
        if self._people is None:
            titles = posts_by_person(self.organization.pk, self.day)
            self._people = {
                str(p.pk): f"{p.name}（{titles[p.pk]}）" if p.pk in titles else p.name
                for p in serving(self.organization.pk, self.day)
            }
        return self._people

    def units(self) -> dict[str, str]:
        found = Organization.objects.filter(town=self.organization, closed_on__isnull=True)
        return {str(u.pk): u.short_name for u in found}

    def _choices(self, spec: FieldSpec, known: Mapping[str, str]) -> list[tuple[str, Any]]:
        """Those there are today, and whoever stands in the row already."""
        choices: dict[str, Any] = {"": _("请选择"), **known}
        kept = self.entry.values.get(spec.code) if self.entry is not None else None
        if kept:
            choices.setdefault(str(kept["id"]), kept["name"])
        return list(choices.items())

    def _fill_in(self, entry: RegisterEntry) -> None:
        for spec in self.declaration.open_fields:
            kept = entry.values.get(spec.code)
            if kept is None or spec.type is FieldType.FILE:
                continue
            if spec.type is FieldType.MONEY:
                kept = Decimal(kept) / 100
            elif spec.type in (FieldType.PERSON, FieldType.UNIT):
                kept = str(kept["id"])
            self.initial.setdefault(spec.code, kept)

    # What services take ------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        return {
            spec.code: self._kept(spec, self.cleaned_data[spec.code])
            for spec in self.declaration.fields
            if spec.type is not FieldType.FILE and self.cleaned_data.get(spec.code) not in (None, "")
        }

    def _kept(self, spec: FieldSpec, value: Any) -> Any:
        if spec.type is FieldType.DAY:
            return value.isoformat()
        if spec.type is FieldType.MONEY:
            return int(value * 100)
        if spec.type in (FieldType.PERSON, FieldType.UNIT):
            return {"id": int(value), "name": self._name(spec, value)}
        return value

    def _name(self, spec: FieldSpec, value: str) -> str:
        label = str(dict(self.fields[spec.code].choices)[value])  # type: ignore[attr-defined]
        return label.partition("（")[0] if spec.type is FieldType.PERSON else label

    def given_files(self) -> dict[str, Any]:
        """By label: the title of the field, or of the enclosure."""
        named: Iterable[tuple[str, str]] = [
            *((f.code, f.title) for f in self.declaration.fields if f.type is FieldType.FILE),
            *((f"{FILE}{n}", one.title) for n, one in enumerate(self.declaration.enclosures)),
        ]
        return {title: self.cleaned_data[name] for name, title in named if self.cleaned_data.get(name)}

    @property
    def unit(self) -> Organization | None:
        return self.cleaned_data.get(UNIT)


class CorrectForm(EntryForm):
    """The same with why: what stood before stays in the history."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = LineField(
            label=_("理由"), max_length=200, help_text=_("更正前的内容留着，这句话跟着这一行显示。")
        )


class OpinionForm(forms.Form):
    step = forms.IntegerField(widget=forms.HiddenInput)
    opinion = LineField(label=_("意见"), max_length=200, required=False)


class BecauseForm(forms.Form):
    because = LineField(label=_("理由"), max_length=200)


class SeveralForm(forms.Form):
    """Rows of one register, chosen from those that wait. `row` holds the numbers chosen, each with the step seen."""

    row = forms.MultipleChoiceField(
        label=_("选哪几行"), error_messages={"required": _("请至少选一行。")}, choices=()
    )

    def __init__(self, *args: Any, rows: Sequence[RegisterEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["row"].choices = [(row.pk, row.number) for row in rows]  # type: ignore[attr-defined]

    def chosen(self) -> list[RegisterEntry]:
        wanted = set(self.cleaned_data["row"])
        return [row for row in self.rows if str(row.pk) in wanted]


class SignSeveralForm(SeveralForm):
    """`steps`: the step of each row as the signer saw it, by its key; a row nobody's step was shown of is at -1."""

    opinion = LineField(label=_("意见"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        seen = {row.pk: narrow(str(self.data.get(f"step-{row.pk}", ""))) for row in self.rows}
        data["steps"] = {pk: int(text) if text.isdecimal() else -1 for pk, text in seen.items()}
        return data
