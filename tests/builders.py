"""Builders of the test world: plain functions, each writing through one real act.

    town = builders.town()                         # 稔川镇党委, posts without holders
    who = builders.hold(builders.person("乔维桢"), town, "secretary")
    crew = builders.crew(town)                     # every usual post held, with accounts
    builders.sign_in(client, crew.account("office_clerk"))
    actor = builders.actor(crew.person("secretary"))

Nothing here depends on the wall clock: `TODAY` is the day of the examples. Wrap a test in
`on_day()` (or use the fixture of the same name) when services read the clock.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from governance.access.actor import Actor, actor_for, system_actor
from governance.access.decision import Decision
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.recorded import RecordedModel, record_many
from governance.audit.vocabulary import ActCode, register_acts
from governance.people.models import Account, Kinship, Organization, Person, Post, Tenure
from governance.people.standard_posts import STANDARD_POSTS
from governance.rules.verdict import Verdict

TODAY = date(2026, 11, 21)  # a Saturday; the day of the examples in the wording guide
SINCE = date(2021, 1, 1)
PASSWORD = "Sui-Shou 2026 gaoshan"
SETUP = "tests.world.built"
register_acts([ActCode(SETUP, "布置", "布置试验数据")])
_numbers = itertools.count(1)


@contextmanager
def on_day(day: date = TODAY, hour: int = 9, minute: int = 0) -> Iterator[date]:
    """Hold the application's clock at a local time of a day."""
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))
    with clock.demonstration_clock(at, only_demonstration=True):
        yield day


@verb(SETUP)
def _write(*, actor: Actor, row: RecordedModel, update_fields: list[str] | None) -> RecordedModel:
    decision = Decision(SETUP, actor, allowed=True, object_text=str(row))
    with act(decision, Verdict.without_article("test set-up"), on=row):
        if update_fields is None:
            row.save()
        else:
            row.save(update_fields=update_fields)
    return row


def save(row: Any) -> Any:
    """Insert a new recorded row under a set-up act of its own."""
    return _write(actor=system_actor("tests", clock.today()), row=row, update_fields=None)


@verb(SETUP)
def _within(*, actor: Actor, on: RecordedModel, write: Callable[[], Any]) -> Any:
    decision = Decision(SETUP, actor, allowed=True)
    with act(decision, Verdict.without_article("test set-up"), on=on):
        return write()


def within(on: Any, write: Callable[[], Any]) -> Any:
    """What `write` returns, called inside a set-up act on a row: for functions that verbs call."""
    return _within(actor=system_actor("tests", clock.today()), on=on, write=write)


@verb(SETUP)
def _write_many(*, actor: Actor, rows: list[RecordedModel]) -> list[RecordedModel]:
    decision = Decision(SETUP, actor, allowed=True)
    with act(decision, Verdict.without_article("test set-up"), on=rows[0]):
        return record_many(rows)


def save_many(rows: list[Any]) -> list[Any]:
    """Insert many new rows of one model under one set-up act."""
    return _write_many(actor=system_actor("tests", clock.today()), rows=rows)


def copied(row: Any, **changes: Any) -> Any:
    """A second row like this one, saved, with these fields changed."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return save(type(row)(**{**values, **changes}))


def change(row: Any, **values: Any) -> Any:
    """Change named fields of a recorded row, as it stands now, under a set-up act."""
    row.refresh_from_db()
    for name, value in values.items():
        setattr(row, name, value)
    return _write(actor=system_actor("tests", clock.today()), row=row, update_fields=list(values))


# Bodies -----------------------------------------------------------------------------------


def county(name: str = "宁棠县") -> Organization:
    found = Organization.objects.filter(name=name).first()
    return found or save(Organization(kind=Organization.Kind.COUNTY, name=name, short_name=name))


def county_department(name: str = "县委组织部") -> Organization:
    found = Organization.objects.filter(name=name).first()
    return found or save(
        Organization(kind=Organization.Kind.COUNTY_DEPARTMENT, parent=county(), name=name, short_name=name)
    )


def town(short_name: str = "稔川镇", *, document_code: str = "", demonstration: bool = False) -> Organization:
    """A town committee under the county; posts are added by `hold` or `crew`."""
    return save(
        Organization(
            kind=Organization.Kind.TOWN_COMMITTEE,
            parent=county(),
            name=f"中共{short_name}委员会",
            short_name=short_name,
            document_code=document_code or f"{short_name[:1]}委",
            demonstration=demonstration,
        )
    )


def unit(town: Organization, name: str = "党政办", kind: str = Organization.Kind.OFFICE) -> Organization:
    full = f"{town.short_name}{name}"
    found = Organization.objects.filter(name=full).first()
    return found or save(Organization(kind=kind, parent=town, town=town, name=full, short_name=name))


# Persons, posts, tenures ----------------------------------------------------------------------


def person(name: str = "", *, sex: str = Person.Sex.MALE, **more: Any) -> Person:
    """A person whose registration is approved."""
    more.setdefault("approved_on", SINCE)
    return save(Person(name=name or f"人员{next(_numbers)}", sex=sex, **more))


def _post(organization: Organization, code: str, title: str = "", unit: Organization | None = None) -> Post:
    standard = STANDARD_POSTS[code]
    return Post(
        organization=organization,
        unit=unit or organization,
        code=code,
        title=title or standard.title,
        committee_seat=standard.committee_seat,
        heads_government=standard.heads_government,
        order=standard.order,
    )


def post(organization: Organization, code: str, title: str = "", *, unit: Organization | None = None) -> Post:
    """The organization's post of that code (and title, where given), made when it is missing."""
    found = Post.objects.filter(organization=organization, code=code)
    found = found.filter(title=title) if title else found
    return found.first() or save(_post(organization, code, title, unit))


def _tenure(organization: Organization, who: Person, post: Post, **more: Any) -> Tenure:
    values = {"since": SINCE, "authority": "宁组干〔2021〕1号", **more}
    return Tenure(organization=organization, person=who, post=post, **values)


def hold(
    who: Person,
    organization: Organization,
    code: str,
    *,
    title: str = "",
    since: date = SINCE,
    until: date | None = None,
    acting: bool = False,
) -> Tenure:
    """Let a person hold a post of an organization from one day (to another)."""
    kind = Tenure.Kind.ACTING if acting else Tenure.Kind.REGULAR
    return save(
        _tenure(organization, who, post(organization, code, title), since=since, until=until, kind=kind)
    )


def kin(
    who: Person, relative: Person, organization: Organization, kind: str = Kinship.Kind.SPOUSE
) -> Kinship:
    return save(
        Kinship(organization=organization, person=who, relative=relative, kind=kind, source="本人申报")
    )


# Accounts ---------------------------------------------------------------------------------


def account(
    who: Person | None = None,
    *,
    username: str = "",
    administrator: str = "",
    must_change_password: bool = False,
    password: str = PASSWORD,
    is_active: bool = True,
) -> Account:
    """The login of a person, or of one of the three administrators (without a person)."""
    name = who.name if who else str(Account.Administrator(administrator).label)
    made = Account(
        username=username or f"1000{next(_numbers):07d}",
        person=who,
        display_name=name,
        administrator=administrator,
        must_change_password=must_change_password,
        password_changed_at=None if must_change_password else timezone.now(),
        is_active=is_active,
    )
    made.set_password(password)
    return save(made)


def administrators() -> dict[str, Account]:
    """The three administrators, by kind: `system`, `security`, `auditor`."""
    return {kind: account(administrator=kind) for kind in ("system", "security", "auditor")}


def actor(who: Account | Person, day: date | None = None) -> Actor:
    """The actor behind an account, or behind a person with or without one."""
    day = day or clock.today()
    if isinstance(who, Account):
        return actor_for(who, day)
    found = Account.objects.filter(person=who).first()
    return actor_for(found or Account(person=who, display_name=who.name), day)


def sign_in(client: Client, account: Account) -> Client:
    client.force_login(account, backend="governance.access.backends.AccountBackend")
    return client


# A whole town -----------------------------------------------------------------------------


@dataclass
class Crew:
    """Who holds which post of a town; `members` are the voting seats in order of their posts."""

    organization: Organization
    people: dict[str, Person] = field(default_factory=dict)
    members: list[Person] = field(default_factory=list)

    def person(self, code: str) -> Person:
        return self.people[code]

    def account(self, code: str) -> Account:
        return Account.objects.filter(person=self.people[code]).first() or account(self.people[code])

    def actor(self, code: str, day: date | None = None) -> Actor:
        return actor(self.account(code), day)

    def member_actor(self, index: int, day: date | None = None) -> Actor:
        found = Account.objects.filter(person=self.members[index]).first()
        return actor(found or account(self.members[index]), day)


SEATS = (
    ("secretary", "党委书记"),
    ("deputy_secretary", "党委副书记、镇长"),
    ("deputy_secretary", "党委副书记"),
    ("discipline_secretary", "党委委员、纪委书记"),
    ("organization_commissioner", "党委委员、组织委员"),
    ("committee_member", "党委委员、宣传委员"),
    ("committee_member", "党委委员、政法委员"),
    ("committee_member", "党委委员、人武部部长"),
    ("committee_member", "党委委员、副镇长"),
    ("committee_member", "党委委员、统战委员"),
    ("committee_member", "党委委员"),
)
DESK_POSTS = (
    "congress_chair",
    "office_director",
    "office_clerk",
    "organization_clerk",
    "discipline_clerk",
    "petition_director",
    "petition_clerk",
    "station_head",
    "village_secretary",
    "staff",
)


def crew(organization: Organization, seats: int = 9) -> Crew:
    """Hold `seats` committee seats and every desk post of the town. Accounts come when asked for.

    `person("deputy_secretary")` is the mayor, `person("committee_member")` the first of them.
    """
    short = organization.short_name[:1]
    wanted = [(code, title, f"{short}委员{n}") for n, (code, title) in enumerate(SEATS[:seats], start=1)]
    wanted += [
        (code, STANDARD_POSTS[code].title, f"{short}{STANDARD_POSTS[code].title}") for code in DESK_POSTS
    ]
    people = save_many([Person(name=name, sex=Person.Sex.MALE, approved_on=SINCE) for _c, _t, name in wanted])
    posts = save_many([_post(organization, code, title) for code, title, _name in wanted])
    save_many([_tenure(organization, who, post) for who, post in zip(people, posts, strict=True)])
    made = Crew(organization, members=people[:seats])
    for (code, _title, _name), who in zip(wanted, people, strict=True):
        made.people.setdefault(code, who)
    return made
