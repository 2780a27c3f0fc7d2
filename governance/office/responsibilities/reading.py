"""What the pages show: who is responsible for what on a day, what is missing, who has not signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from governance.access.actor import Actor
from governance.documents.models import Document
from governance.office.responsibilities.models import (
    Assignment,
    Charge,
    DutySheet,
    GroupSeat,
    LeadingGroup,
    LetterRound,
    ResponsibilityLetter,
    SystemOwner,
)
from governance.people.models import Organization, Person, Post, Tenure
from governance.people.queries import standing_for
from governance.rulebook.book import rules_of

Kind, Role = Charge.Kind, Assignment.Role
# Posts that have a sheet of their own (S0-02:一, S4-09:1-2a); delegates and the county's reviewers have none.
WITHOUT_SHEET = ("delegate", "county_reviewer")
# Articles that are read beside the map; what they say is shown where one sees who does it.
BASIS = (
    "S0-01:六",
    "S0-01:九",
    "S0-02:二",
    "S0-02:五",
    "S0-03:五a",
    "S0-13:一b",
    "S0-20:二-6",
    "S1-05:二",
    "S1-05:三-5",
    "S1-05:五-1a",
    "S1-06:正-0",
    "S1-06:他-0",
    "S1-06:他-1",
    "S1-06:他-6",
    "S2-01:二-1e",
)


@dataclass
class Row:
    """One person of the map: what they lead, stay at and head."""

    person: Person
    title: str
    lines: list[Assignment] = field(default_factory=list)
    points: list[Assignment] = field(default_factory=list)
    areas: list[Assignment] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        return any(one.role == Role.LEAD for one in self.lines)


@dataclass
class Held:
    """One charge with those in it on the day."""

    charge: Charge
    lead: Assignment | None = None
    others: list[Assignment] = field(default_factory=list)


@dataclass
class VillageRow:
    """A village: its own secretary, who stays there, which area it lies in and who heads that."""

    unit: Organization
    secretary: Tenure | None = None
    point: Held | None = None
    area: Held | None = None

    @property
    def missing(self) -> bool:
        return self.point is None or self.point.lead is None


@dataclass
class Map:
    people: list[Row]
    lines: list[Held]
    areas: list[Held]
    villages: list[VillageRow]

    @property
    def lines_open(self) -> list[Held]:
        return [held for held in self.lines if held.lead is None]

    @property
    def areas_open(self) -> list[Held]:
        return [held for held in self.areas if held.lead is None]

    @property
    def villages_open(self) -> list[VillageRow]:
        return [row for row in self.villages if row.missing]

    @property
    def gaps(self) -> int:
        return len(self.lines_open) + len(self.areas_open) + len(self.villages_open)


def map_of(organization: Organization, day: date) -> Map:
    """Four queries, whatever the size of the town."""
    charges = Charge.objects.filter(organization=organization, closed_on__isnull=True)
    held = {charge.pk: Held(charge) for charge in charges.select_related("unit")}
    tenures = _first_tenures(organization, day)
    rows: dict[int, Row] = {}
    running = Assignment.objects.filter(charge__in=held).on(day).select_related("person", "charge")
    for one in running.order_by("charge__kind", "charge_id", "since"):
        _place(held[one.charge_id], one)
        title = tenures[one.person_id].title if one.person_id in tenures else ""
        row = rows.setdefault(one.person_id, Row(one.person, title))
        {Kind.LINE: row.lines, Kind.POINT: row.points, Kind.AREA: row.areas}[Kind(one.charge.kind)].append(
            one
        )
    order = list(tenures)
    people = sorted(rows.values(), key=lambda row: _place_of(order, row.person.pk))
    by_kind: dict[str, list[Held]] = defaultdict(list)
    for one_held in held.values():
        by_kind[one_held.charge.kind].append(one_held)
    villages = _villages(organization, day, by_kind[Kind.POINT], held)
    return Map(people, by_kind[Kind.LINE], by_kind[Kind.AREA], villages)


def _place(held: Held, one: Assignment) -> None:
    """A leader whose last day is still to come stands beside the one who has begun: the newest leads."""
    if one.role == Role.LEAD:
        held.lead = one
    else:
        held.others.append(one)


def _place_of(order: list[int], pk: int) -> int:
    return order.index(pk) if pk in order else len(order)


def _first_tenures(organization: Organization, day: date) -> dict[int, Tenure]:
    """Everybody who serves → their first tenure, in the order of posts."""
    found: dict[int, Tenure] = {}
    tenures = Tenure.objects.filter(organization=organization).on(day).select_related("person", "post")
    for tenure in tenures.order_by("post__order", "id"):
        found.setdefault(tenure.person_id, tenure)
    return found


def _villages(
    organization: Organization, day: date, points: Iterable[Held], held: dict[int, Held]
) -> list[VillageRow]:
    units = Organization.objects.filter(
        town=organization, kind=Organization.Kind.VILLAGE_BRANCH, closed_on__isnull=True
    )
    rows = {unit.pk: VillageRow(unit) for unit in units}
    for point in points:
        row = rows.get(point.charge.unit_id or 0)
        if row is not None:
            row.point = point
            row.area = held.get(point.charge.area_id or 0)
    secretaries = Tenure.objects.filter(post__code="village_secretary", post__unit__in=rows).on(day)
    for tenure in standing_for(list(secretaries.select_related("post", "person").order_by("id"))):
        rows[tenure.post.unit_id].secretary = tenure
    return list(rows.values())


@dataclass
class PostRow:
    post: Post
    holders: list[Tenure]
    sheet: DutySheet | None = None
    draft: DutySheet | None = None


def sheets_of(organization: Organization, actor: Actor) -> list[PostRow]:
    """Every post that has somebody in it, with its sheet in force and its draft as far as the actor sees one."""
    posts: dict[int, PostRow] = {}
    tenures = Tenure.objects.filter(organization=organization, post__abolished_on__isnull=True).on(actor.day)
    held = list(tenures.select_related("post", "person").order_by("post__order", "post_id", "id"))
    for tenure in held:
        if tenure.post.code not in WITHOUT_SHEET:
            posts.setdefault(tenure.post_id, PostRow(tenure.post, [])).holders.append(tenure)
    sheets = DutySheet.objects.visible_to(actor).filter(
        organization=organization, status__in=[DutySheet.Status.DRAFT, DutySheet.Status.CONFIRMED]
    )
    for sheet in sheets.select_related("post"):
        row = posts.get(sheet.post_id or 0)
        if row is None:
            continue
        if sheet.status == DutySheet.Status.CONFIRMED:
            row.sheet = sheet
        else:
            row.draft = sheet
    return list(posts.values())


def own_sheets(organization: Organization, actor: Actor) -> tuple[DutySheet | None, DutySheet | None]:
    """The committee's own list in force, and its draft where the actor sees one."""
    found = DutySheet.objects.visible_to(actor).filter(
        organization=organization,
        post__isnull=True,
        status__in=[DutySheet.Status.DRAFT, DutySheet.Status.CONFIRMED],
    )
    by_status = {sheet.status: sheet for sheet in found}
    return by_status.get(DutySheet.Status.CONFIRMED), by_status.get(DutySheet.Status.DRAFT)


def editions_of(sheet: DutySheet, actor: Actor) -> list[DutySheet]:
    rows = DutySheet.objects.visible_to(actor).filter(
        organization_id=sheet.organization_id, post_id=sheet.post_id
    )
    return list(rows.select_related("post").order_by("-edition"))


@dataclass(frozen=True)
class RoundRow:
    round: LetterRound
    total: int
    signed: int

    @property
    def left(self) -> int:
        return self.total - self.signed


def rounds_of(organization: Organization) -> list[RoundRow]:
    """Two queries."""
    rounds = list(LetterRound.objects.filter(organization=organization))
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    letters = ResponsibilityLetter.objects.standing().filter(round__in=rounds)
    for round_id, status in letters.values_list("round_id", "status"):
        counts[round_id][0] += 1
        counts[round_id][1] += status == ResponsibilityLetter.Status.SIGNED
    return [RoundRow(one, *counts[one.pk]) for one in rounds]


def groups_of(organization: Organization) -> list[LeadingGroup]:
    standing = LeadingGroup.objects.filter(organization=organization, until__isnull=True)
    return list(standing.select_related("office").prefetch_related("seats__person"))


@dataclass(frozen=True)
class ThreeLevels:
    """党建三级责任 (S0-03:五a): first, direct, particular; by who holds what on the day."""

    first: Tenure | None
    direct: Assignment | None
    particular: Tenure | None


def three_levels(organization: Organization, day: date) -> ThreeLevels:
    codes = ("secretary", "organization_commissioner")
    tenures = Tenure.objects.filter(organization=organization, post__code__in=codes).on(day)
    standing = {
        t.post.code: t for t in reversed(standing_for(list(tenures.select_related("post", "person"))))
    }
    leads = Assignment.objects.filter(
        organization=organization, role=Role.LEAD, charge__theme=Charge.Theme.PARTY_BUILDING
    )
    direct = leads.on(day).select_related("person", "charge").order_by("-since").first()
    return ThreeLevels(standing.get(codes[0]), direct, standing.get(codes[1]))


@dataclass(frozen=True)
class SystemRow:
    regulation: str
    title: str
    owner: SystemOwner | None
    holders: list[Tenure]
    adopted: bool


def systems_of(organization: Organization, day: date) -> list[SystemRow]:
    """All regulations of the library, those the town goes by first. Two queries beside the rules."""
    rules = rules_of(organization.pk)
    adopted = rules.book(day).regulations
    owners = SystemOwner.objects.filter(organization=organization, until__isnull=True).select_related("post")
    by_code = {owner.regulation: owner for owner in owners}
    holders: dict[int, list[Tenure]] = defaultdict(list)
    posts = {owner.post_id for owner in by_code.values()}
    for tenure in Tenure.objects.filter(post__in=posts).on(day).select_related("person", "post"):
        holders[tenure.post_id].append(tenure)
    rows = []
    for code, regulation in rules.library.regulations.items():
        owner = by_code.get(code)
        found = standing_for(holders[owner.post_id]) if owner else []
        rows.append(SystemRow(code, regulation.title, owner, found, code in adopted))
    return sorted(rows, key=lambda row: not row.adopted)


def owner_of(
    organization: Organization, regulation: str, day: date
) -> tuple[SystemOwner | None, list[Tenure]]:
    owner = (
        SystemOwner.objects.filter(organization=organization, regulation=regulation, until__isnull=True)
        .select_related("post")
        .first()
    )
    if owner is None:
        return None, []
    holders = Tenure.objects.filter(post_id=owner.post_id).on(day).select_related("person", "post")
    return owner, standing_for(list(holders))


def basis_of(organization: Organization, day: date) -> list[tuple[str, str]]:
    """(citation, statement) of the principles the town has adopted."""
    book = rules_of(organization.pk).book(day)
    found = [(cite, book.article(cite)) for cite in BASIS]
    return [(cite, article.statement) for cite, article in found if article is not None]


@dataclass(frozen=True)
class Own:
    """All that falls to one person: their sheets, charges, letters, groups, regulations."""

    posts: list[PostRow]
    charges: list[Assignment]
    letters: list[ResponsibilityLetter]
    seats: list[GroupSeat]
    systems: list[SystemOwner]

    @property
    def leads_line(self) -> bool:
        return any(one.charge.kind == Kind.LINE and one.role == Role.LEAD for one in self.charges)


def own_of(organization: Organization, actor: Actor) -> Own:
    posts = {post.post_id for post in actor.posts if post.organization_id == organization.pk}
    mine = [row for row in sheets_of(organization, actor) if row.post.pk in posts]
    charges = Assignment.objects.filter(organization=organization, person_id=actor.person_id).on(actor.day)
    letters = ResponsibilityLetter.objects.standing().filter(
        organization=organization, person_id=actor.person_id
    )
    seats = GroupSeat.objects.filter(
        organization=organization, person_id=actor.person_id, group__until__isnull=True
    )
    systems = SystemOwner.objects.filter(organization=organization, post__in=posts, until__isnull=True)
    return Own(
        mine,
        list(charges.select_related("charge")),
        list(letters.select_related("round", "unit", "person").order_by("-round__year", "pk")),
        list(seats.select_related("group", "person")),
        list(systems.select_related("post")),
    )


def to_sign_above(actor: Actor, organization: Organization) -> list[ResponsibilityLetter]:
    """Letters that wait for the committee's side."""
    if not actor.holds(organization.pk, "secretary"):
        return []
    waiting = ResponsibilityLetter.objects.filter(
        organization=organization, status=ResponsibilityLetter.Status.CHECKED, upper_on__isnull=True
    ).exclude(capacity=ResponsibilityLetter.Capacity.SECRETARY)
    return list(waiting.select_related("round", "person", "unit").order_by("round_id", "pk"))


def papers_of(kind: str, subject: Any) -> list[Document]:
    """The newest first."""
    found = Document.objects.filter(
        kind=kind, subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    return list(found.order_by("-pk"))
