"""The list of a register's rows, made from its declaration: columns, filters, orders an index answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.listing.table import Column, Empty, Filter, Listing, register_maker, whole
from governance.people.models import Organization
from governance.people.queries import branches_of, serving
from governance.registers import catalogue
from governance.registers.models import DeclaredRegister, RegisterEdition, RegisterEntry, RegisterMonth
from governance.registers.parts import Place, codes_held, own_branches, reads_whole
from governance.registers.reading import plain
from governance.registers.rules.declaration import Declaration, FieldSpec, FieldType, Rows

S = RegisterEntry.Status
SHAPES = {S.DRAFT: "", S.SIGNING: "doing", S.RETURNED: "late", S.DONE: "done", S.VOIDED: "void"}
PREFIX = "taizhang"
_KINDS = {
    FieldType.DAY: "day",
    FieldType.MONEY: "money",
    FieldType.INTEGER: "number",
}
NARROWING = ("ci", "leibie", "cong", "dao", "zuishao", "zuiduo", "danwei", "ren")


def listing_of(place: Place) -> Listing:
    """The list of one register of one town."""
    return _listing(place.declaration, place.organization)


def _from_name(code: str) -> Listing | None:
    """By the code alone, for the choice of columns: rows are asked for with a place only."""
    edition = catalogue.shipped().get(code)
    if edition is not None:
        return _listing(edition.declaration, None)
    own = DeclaredRegister.objects.filter(code=code).order_by("-id").first()
    return _listing(catalogue.pinned(own.text, code).declaration, None) if own is not None else None


register_maker(PREFIX, _from_name)


def _listing(declaration: Declaration, organization: Organization | None) -> Listing:
    code = declaration.code

    def rows(actor: Actor) -> QuerySet:
        if organization is None:
            return RegisterEntry.objects.none()
        found = RegisterEntry.objects.filter(organization=organization, register=code)
        if reads_whole(actor, organization.pk, declaration):
            return found
        branches = own_branches(actor, declaration, codes_held(actor, organization.pk))
        if branches is not None:
            return found.filter(Q(unit_id__in=branches) | Q(entered_by_id=actor.person_id))
        return found.filter(entered_by_id=actor.person_id)

    return Listing(
        name=f"{PREFIX}-{code}",
        title=declaration.title,
        counted=_("共%(n)s行"),
        columns=tuple(_columns(declaration)),
        filters=tuple(_filters(declaration, organization)),
        rows=rows,
        empty=Empty(_("这样筛选没有。"), _("还没有登记过。"), _("从“登记一行”开始，或用表格导入。")),
        order=("-happened_on",),
        dress=lambda found, actor: found.select_related("unit", "person", "entered_by"),
        finish=_with_editions,
        per_page=20,
        by_place=True,
        known_count=_known_count(declaration, organization),
    )


def _with_editions(rows: list[RegisterEntry], actor: Actor) -> None:
    """Each row shows its choices as its own edition words them. One query."""
    editions = RegisterEdition.objects.in_bulk({row.edition_id for row in rows})
    read = {pk: catalogue.pinned(one.text, one.code).declaration for pk, one in editions.items()}
    for row in rows:
        row.declared = read[row.edition_id]  # type: ignore[attr-defined]


def _columns(declaration: Declaration) -> Any:
    yield Column(
        "_number",
        _("编号"),
        lambda e: e.number,
        url=lambda e: reverse("registers:entry", args=[e.register, e.pk]),
    )
    if declaration.rows is Rows.BRANCH:
        yield Column("_unit", _("党组织、村"), lambda e: e.unit.short_name if e.unit else "")
    if declaration.rows is Rows.PERSON:
        yield Column("_person", _("姓名"), lambda e: e.person.name if e.person else "")
    orders = {
        declaration.day: "happened_on",
        declaration.name: "title",
        declaration.amount: "amount_cents",
    }
    for spec in declaration.open_fields:
        if spec.type in (FieldType.LONG_TEXT, FieldType.FILE):
            continue
        order = orders.get(spec.code)
        yield Column(
            spec.code,
            spec.title,
            _value(spec),
            _KINDS.get(spec.type, "text"),
            order=(order,) if order else (),
            shown=spec.in_list,
        )
    yield Column(
        "_status", _("状态"), lambda e: e.status_text, "state", shape=lambda e: SHAPES.get(e.status, "")
    )
    yield Column("_entered_by", _("登记人"), lambda e: e.entered_by.name, shown=False)
    yield Column("_entered_on", _("登记日期"), lambda e: e.entered_on, "day", shown=False)


def _value(spec: FieldSpec) -> Callable[[RegisterEntry], Any]:
    def value(entry: RegisterEntry) -> Any:
        own = next((f for f in entry.declared.open_fields if f.code == spec.code), spec)  # type: ignore[attr-defined]
        return plain(own, entry.values.get(spec.code))

    return value


def _filters(declaration: Declaration, organization: Organization | None) -> Any:
    yield Filter(
        "zt", _("状态"), lambda rows, v, actor: rows.filter(status=v), "tabs",
        lambda actor, rows: S.choices, field="status", counted=False, fixed=True,
    )  # fmt: skip
    yield Filter(
        "ci",
        _("编号、%(name)s") % {"name": declaration.field(declaration.name).title},
        lambda rows, v, actor: rows.filter(Q(title__icontains=v) | Q(number=v)),
    )
    if declaration.kind:
        spec = declaration.field(declaration.kind)
        yield Filter(
            "leibie", spec.title, lambda rows, v, actor: rows.filter(kind=v), "choice",
            lambda actor, rows: spec.choices, fixed=True,
        )  # fmt: skip
    if declaration.rows is Rows.BRANCH:
        yield Filter(
            "danwei", _("党组织、村"), _narrow_id("unit_id"), "choice",
            lambda actor, rows: _units(organization), fixed=True,
        )  # fmt: skip
    if declaration.rows is Rows.PERSON:
        yield Filter(
            "ren", _("姓名"), _narrow_id("person_id"), "choice",
            lambda actor, rows: _people(organization, actor), fixed=True,
        )  # fmt: skip
    yield Filter("cong", _("自"), lambda rows, v, actor: rows.filter(happened_on__gte=v), "day")
    yield Filter("dao", _("至"), lambda rows, v, actor: rows.filter(happened_on__lte=v), "day")
    if declaration.amount:
        yield Filter(
            "zuishao",
            _("金额不少于"),
            lambda rows, v, actor: rows.filter(amount_cents__gte=int(v * 100)),
            "amount",
        )
        yield Filter(
            "zuiduo",
            _("金额不多于"),
            lambda rows, v, actor: rows.filter(amount_cents__lte=int(v * 100)),
            "amount",
        )


def _narrow_id(column: str) -> Callable[[Any, Any, Any], Any]:
    def narrow(rows: Any, value: str, actor: Any) -> Any:
        key = whole(value)
        return rows.filter(**{column: key}) if key is not None else rows.none()

    return narrow


def _units(organization: Organization | None) -> list[tuple[str, str]]:
    return [(str(u.pk), u.short_name) for u in branches_of([organization])] if organization else []


def _people(organization: Organization | None, actor: Actor) -> list[tuple[str, str]]:
    return [(str(p.pk), p.name) for p in serving(organization.pk, actor.day)] if organization else []


def _known_count(
    declaration: Declaration, organization: Organization | None
) -> Callable[[Any, Mapping[str, str]], int | None]:
    """From the months, where nothing but the status narrows the list; else it is counted up to a bound."""

    def known(actor: Actor, query: Mapping[str, str]) -> int | None:
        if organization is None or any(query.get(code, "").strip() for code in NARROWING):
            return None
        if not reads_whole(actor, organization.pk, declaration):
            return None
        months = RegisterMonth.objects.filter(organization=organization, register=declaration.code)
        if query.get("zt") in S.values:
            months = months.filter(status=query["zt"])
        return months.aggregate(n=Sum("entries"))["n"] or 0

    return known
