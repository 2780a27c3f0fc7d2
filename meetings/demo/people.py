"""Bodies, posts, people and relations of the demonstration, entered as the console enters them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from governance.access.roster.kinship import register_kinship
from governance.access.roster.organizations import register_organization
from governance.access.roster.persons import register_person
from governance.access.roster.posts import found_posts
from governance.access.roster.tenures import appoint
from governance.people.models import Account, Organization, Person, Post, Tenure
from governance.people.standard_posts import STANDARD_POSTS, StandardPost
from meetings.demo import places
from meetings.demo.days import from_today
from meetings.demo.names import born_on, faces
from meetings.demo.places import Seat, TownPlan
from meetings.demo.script import Script

Kind = Organization.Kind
IN_OFFICE = -900  # the towns' present terms began about then
LEFT_OFFICE = -240  # the former village secretary's last day


@dataclass
class Town:
    """A town of the story as it is played: its people and accounts by name."""

    script: Script
    plan: TownPlan
    organization: Organization
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def do(self, label: str, verb: Any, /, *, by: str = "", **given: Any) -> Any:
        account = self.accounts[by] if by else None
        return self.script.do(f"{self.plan.key}: {label}", verb, by=account, **given)

    def written(self, label: str, model: Any) -> Any:
        return self.script.written(f"{self.plan.key}: {label}", model)

    def refused(self, verb: Any, *, by: str, **given: Any) -> None:
        self.script.refused(verb, by=self.accounts[by], **given)

    def holder(self, code: str) -> str:
        """The name of whoever holds a post of the table."""
        return next(s.face.name for s in self.plan.leaders if s.code == code)

    def tenure(self, name: str) -> Tenure:
        return Tenure.objects.select_related("post", "person").get(
            organization=self.organization, person=self.people[name], until__isnull=True
        )

    def members(self) -> list[str]:
        return [s.face.name for s in self.plan.leaders if s.seat]


def build_county(script: Script, county: Organization) -> dict[str, Person]:
    """The county's departments with one clerk each. Returns the clerks by department."""
    clerks = {}
    for number, (full, short, name, woman) in enumerate(places.DEPARTMENTS, start=121):
        department = script.do(
            f"department {short}",
            register_organization,
            gives=Organization,
            kind=Kind.COUNTY_DEPARTMENT,
            name=f"{places.COUNTY}{full}",
            short_name=short,
            parent_id=county.pk,
            authority=_authority(script.today),
        )
        post = replace(STANDARD_POSTS["county_reviewer"], title=f"{short}经办")
        script.do(f"post {short}", found_posts, organization_id=department.pk, posts=[post])
        person = script.do(
            f"person {short}",
            register_person,
            gives=Person,
            organization_id=department.pk,
            name=name,
            sex=Person.Sex.FEMALE if woman else Person.Sex.MALE,
            born_on=born_on(30 + number % 9, number, script.today),
            mobile=_mobile(number),
        )
        script.do(
            f"tenure {short}",
            appoint,
            post_id=Post.objects.get(organization=department).pk,
            person_id=person.pk,
            since=from_today(script.today, IN_OFFICE + 300),
            authority=_authority(script.today),
        )
        clerks[short] = person
    return clerks


def build_town(script: Script, county: Organization, plan: TownPlan) -> Town:
    """The town committee with its units, 60 people, their posts and declared relations."""
    organization = script.do(
        f"{plan.key}: town",
        register_organization,
        gives=Organization,
        kind=Kind.TOWN_COMMITTEE,
        name=f"中共{plan.name}委员会",
        short_name=plan.name,
        parent_id=county.pk,
        document_code=plan.document_code,
        authority=_authority(script.today),
    )
    town = Town(script, plan, organization)
    units = _units(town)
    everybody = [*plan.leaders, *_others(plan)]
    _found_posts(town, everybody, units)
    first = 1 + 60 * places.TOWNS.index(plan)
    posts = {(p.code, p.title): p for p in Post.objects.filter(organization=organization)}
    for number, seat in enumerate(everybody):
        _enter(town, seat, first + number, posts[seat.code, seat.title])
    _declare_kin(town)
    return town


def _units(town: Town) -> dict[str, Organization]:
    """Bodies, offices, branches and villages, by their short names; '' is the committee itself."""
    plan = town.plan
    units = {"": town.organization}
    wanted = (
        *((name, Kind.TOWN_BODY, f"{plan.name}{name}") for name in places.BODIES),
        *((name, Kind.OFFICE, f"{plan.name}{places.FULL_NAMES.get(name, name)}") for name in places.OFFICES),
        *((name, Kind.BRANCH, f"{plan.name}{name}") for name in places.BRANCHES),
        *((name, Kind.VILLAGE_BRANCH, f"中共{plan.name}{name}支部委员会") for name in plan.villages),
    )
    for short, kind, full in wanted:
        units[short] = town.do(
            f"unit {short}",
            register_organization,
            gives=Organization,
            kind=kind,
            name=full,
            short_name=short,
            parent_id=town.organization.pk,
            authority=_authority(town.script.today),
        )
    return units


def _others(plan: TownPlan) -> Iterator[Seat]:
    """The 45 in order of their index, each with a post of its own."""
    for i, face in enumerate(faces(plan.key)):
        if i < 9:
            unit, title = plan.heads[i]
            code = "station_head"
        elif i in places.SERVANTS:
            unit, title, code = places.SERVANTS[i]
        elif i in places.SECRETARIES:
            unit = plan.villages[i - places.SECRETARIES.start]
            code, title = "village_secretary", f"{unit}党支部书记"
        elif i in places.DIRECTORS:
            unit = plan.villages[i - places.DIRECTORS.start]
            code, title = "village_director", f"{unit}村委会主任".replace("村村", "村")
        elif i in places.CLERKS:
            unit = plan.villages[i - places.CLERKS.start]
            code, title = "village_clerk", f"{unit}文书"
        elif i == places.FORMER_SECRETARY:
            unit = plan.villages[0]
            code, title = "village_secretary", f"{unit}党支部书记"
        else:
            unit, code = "", "delegate"
            title = "党代表" if i == places.PARTY_DELEGATE else "群众代表"
        yield Seat(face, code, title, STANDARD_POSTS[code].order, unit)


def _found_posts(town: Town, everybody: list[Seat], units: dict[str, Organization]) -> None:
    by_unit: dict[str, dict[tuple[str, str], StandardPost]] = defaultdict(dict)
    for seat in everybody:
        by_unit[seat.unit][seat.code, seat.title] = StandardPost(
            seat.code, seat.title, seat.order, seat.seat, seat.heads_government
        )
    for unit, posts in by_unit.items():
        town.do(
            f"posts {unit}",
            found_posts,
            organization_id=town.organization.pk,
            posts=list(posts.values()),
            unit_id=units[unit].pk,
        )


def _enter(town: Town, seat: Seat, number: int, post: Post) -> None:
    face, today = seat.face, town.script.today
    person = town.do(
        f"person {number}",
        register_person,
        gives=Person,
        organization_id=town.organization.pk,
        name=face.name,
        sex=Person.Sex.FEMALE if face.woman else Person.Sex.MALE,
        born_on=born_on(face.age, number, today),
        ethnicity=face.ethnicity,
        mobile=_mobile(number),
        party_member=face.party_member,
    )
    town.people[face.name] = person
    former = face.name == faces(town.plan.key)[places.FORMER_SECRETARY].name
    successor = post.title == f"{town.plan.villages[0]}党支部书记" and not former
    town.do(
        f"tenure {number}",
        appoint,
        post_id=post.pk,
        person_id=person.pk,
        since=from_today(today, LEFT_OFFICE + 1 if successor else IN_OFFICE + number),
        until=from_today(today, LEFT_OFFICE) if former else None,
        authority=_authority(today),
    )


def _declare_kin(town: Town) -> None:
    others = faces(town.plan.key)
    for key, name, relative, kind in places.KIN:
        if key == town.plan.key:
            town.do(
                f"kin {name}",
                register_kinship,
                organization_id=town.organization.pk,
                person_id=town.people[name].pk,
                relative_id=town.people[others[relative].name].pk,
                kind=kind,
                source="本人申报，组织办核实",
            )


def _authority(today: date) -> str:
    """The number of an appointing document, in the year the present terms began."""
    return f"宁组干〔{from_today(today, IN_OFFICE).year}〕7号"


def _mobile(number: int) -> str:
    return f"10000000{number:03d}"
