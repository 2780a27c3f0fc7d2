"""What pages of registers show: cards, the signature rail, the fields of a row, what may be done next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.people.models import Organization
from governance.people.standard_posts import VILLAGE_POSTS
from governance.registers.models import EntryFile, EntrySignature, RegisterEntry, RegisterMonth
from governance.registers.parts import (
    Place,
    codes_held,
    editions_of,
    names_of,
    own_branches,
    part_in,
    signs_for,
)
from governance.registers.reading import steps_of, written
from governance.registers.rules.asking import Why
from governance.registers.rules.declaration import Declaration, FieldType
from governance.templatetags.wordings import money

S = RegisterEntry.Status
SEVERAL = 100  # rows sent on in one go


@dataclass(frozen=True)
class Card:
    code: str
    title: str
    about: str
    own: bool
    entries: int
    amount: str
    waiting: int
    fills: bool
    articles: tuple[str, ...]


def cards_of(actor: Actor, organization: Organization) -> list[Card]:
    """One for each register the actor has a part in. A handful of queries, whatever the registers hold."""
    codes = codes_held(actor, organization.pk)
    counted = (
        RegisterMonth.objects.filter(organization=organization, month__year=actor.day.year)
        .exclude(status=S.VOIDED)
        .values_list("register")
        .annotate(n=Sum("entries"), cents=Sum("cents"))
    )
    sums = {register: (n, cents) for register, n, cents in counted}
    waiting: dict[str, int] = {}
    for entry in waiting_for(actor, organization.pk):
        waiting[entry.register] = waiting.get(entry.register, 0) + 1
    found = []
    for code, edition in editions_of(organization.pk, actor.day).items():
        declaration = edition.declaration
        part = part_in(declaration, codes)
        if not part.finds:
            continue
        n, cents = sums.get(code, (0, 0))
        whole = (part.reads or part.signs) and own_branches(actor, declaration, codes) is None
        found.append(
            Card(
                code=code,
                title=declaration.title,
                about=declaration.about,
                own=code.startswith("own_"),
                entries=n if whole else -1,
                amount=_yuan(cents) if declaration.amount and whole else "",
                waiting=waiting.get(code, 0),
                fills=part.fills,
                articles=declaration.articles[:3],
            )
        )
    return found


def _yuan(cents: int) -> str:
    return money(f"{cents / 100:.2f}" if cents % 100 else cents // 100)


def waiting_for(actor: Actor, organization_id: int) -> list[RegisterEntry]:
    """Rows that wait for the actor's signature, and those sent back to them; the oldest first. One query beside that
    of the actor's posts."""
    codes = codes_held(actor, organization_id)
    villages = [post.unit_id for post in actor.posts if post.code in VILLAGE_POSTS]
    mine = Q(pk__in=[])
    for code in codes:
        of_village = Q(unit__isnull=True) | Q(unit_id__in=villages) if code in VILLAGE_POSTS else Q()
        mine |= Q(waits_for__contains=f"|{code}|") & of_village
    own = Q(status=S.RETURNED, entered_by_id=actor.person_id)
    if actor.person_id is not None:
        mine |= Q(waits_for__contains="|filler|", entered_by_id=actor.person_id)
    rows = RegisterEntry.objects.filter(organization_id=organization_id, status__in=[S.SIGNING, S.RETURNED])
    return list(rows.filter(Q(mine, status=S.SIGNING) | own).order_by("pk")[:200])


def to_sign(actor: Actor, place: Place) -> list[RegisterEntry]:
    """Rows of one register that wait for the actor's signature, the oldest first."""
    code = place.declaration.code
    waiting = waiting_for(actor, place.organization_id)
    return [row for row in waiting if row.register == code and row.status == S.SIGNING]


def to_submit(actor: Actor, place: Place) -> list[RegisterEntry]:
    """Rows of one register that have not been sent on, as far as the actor sees them; the oldest first, so many as fit on
    a page."""
    rows = RegisterEntry.objects.visible_to(actor).filter(
        organization=place.organization, register=place.declaration.code, status=S.DRAFT
    )
    return list(rows.order_by("pk")[:SEVERAL])


def with_amounts(rows: list[RegisterEntry], declaration: Declaration) -> list[tuple[RegisterEntry, str]]:
    """Each row with its sum in words; empty where the register adds none up."""
    return [(row, _yuan(row.amount_cents) if declaration.amount else "") for row in rows]


# One row ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    title: str
    text: str
    sealed: bool = False


def fields_of(entry: RegisterEntry, declaration: Declaration) -> list[Shown]:
    found = []
    for spec in declaration.fields:
        if spec.type is FieldType.FILE:
            continue
        if spec.sealed:
            found.append(Shown(spec.title, "", sealed=True))
            continue
        text = written(spec, entry.values.get(spec.code))
        if text and spec.type is FieldType.MONEY:
            text = money(text.replace(",", ""))
        found.append(Shown(spec.title, text))
    return found


@dataclass(frozen=True)
class StepShown:
    name: str
    note: str
    state: str
    why: str
    cite: str


def rail_of(entry: RegisterEntry, day: Any) -> list[StepShown]:
    """The chain of the row with who signed when, and for the rest who signs."""
    signed = {
        s.step: s
        for s in entry.signatures.filter(
            rounds=entry.rounds, outcome=EntrySignature.Outcome.SIGNED
        ).select_related("person")
    }
    found = []
    for n, step in enumerate(steps_of(entry)):
        one = signed.get(n)
        now = entry.status == S.SIGNING and n == entry.step
        state = "done" if one else "ready" if now else "waiting"
        note = f"{one.person.name} {one.signed_at:%m-%d}" if one else _whose(entry, step.posts, day)
        found.append(StepShown(step.title, note, state, why_of(step), step.article))
    return found


def _whose(entry: RegisterEntry, posts: tuple[str, ...], day: Any) -> str:
    if "filler" in posts:
        return entry.entered_by.name
    return names_of(entry.organization, posts, day) or _("没有人任这个职务")


def why_of(step: Any) -> str:
    """Why the step stands in the chain, where a condition put it there."""
    if step.why is Why.REACHED:
        return _("达到%(limit)s，要签") % {"limit": step.limit}
    if step.why is Why.UNSET:
        return _("这个数本镇没有设定，按从严要签")
    return ""


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    main: bool = False


def buttons_of(entry: RegisterEntry, actor: Actor) -> Iterator[Button]:
    """What the reader may do with the row now."""

    def button(action: str, name: str, label: str, *, main: bool = False) -> Iterator[Button]:
        if ask(actor, action, entry).allowed:
            yield Button(label, reverse(f"registers:{name}", args=[entry.register, entry.pk]), main)

    steps = steps_of(entry)
    if entry.status in (S.DRAFT, S.RETURNED):
        yield from button("registers.entry.submitted", "submit", _("报签"), main=True)
    if entry.status in (S.DRAFT, S.RETURNED) or (entry.status == S.DONE and not steps):
        yield from button("registers.entry.corrected", "correct", _("更正"))
    if entry.status == S.SIGNING and signs_for(actor, entry, steps[entry.step].posts):
        yield from button("registers.entry.signed", "sign", _("签字"), main=True)
        yield from button("registers.entry.sent_back", "send-back", _("退回"))
    if entry.status == S.DONE and steps:
        yield from button("registers.entry.sent_back", "send-back", _("退回"))
    if entry.status != S.VOIDED:
        yield from button("registers.entry.voided", "void", _("作废"))


def files_of(entry: RegisterEntry) -> list[EntryFile]:
    return list(entry.files.filter(replaced=False).select_related("added_by"))
