"""The demonstration from its first act to its last; run again it goes on, or finds all done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError

from governance.access.actor import system_actor
from governance.access.policies import FOUNDING
from governance.access.roster.organizations import register_organization
from governance.audit import clock
from governance.audit.models import Act
from governance.calendar.services import seed_shipped_years
from governance.people.models import Organization
from meetings.demo import places, renchuan, yunxi
from meetings.demo.accounts import Table, open_accounts
from meetings.demo.days import FOUNDED, Timetable, from_today
from meetings.demo.people import build_county, build_town
from meetings.demo.programme import Programme
from meetings.demo.rules import adopt
from meetings.demo.script import SHANGHAI, Script, StoryBroken, only_demonstration

PLOTS = {"renchuan": renchuan.PLOT, "yunxi": yunxi.PLOT}


class ForeignData(Exception):
    """The database holds bodies that are no demonstration; nothing was written."""


@dataclass(frozen=True)
class Told:
    """`today`: the day the demonstration stands on. `steps` carried out by this run."""

    today: date
    steps: int
    accounts: int
    without_password: int


def tell(today: date, accounts: Path) -> Told:
    """Play whatever of the demonstration is missing. `accounts`: the file for the table of accounts.

    Raises ForeignData, or StoryBroken when a step does not come out as written.
    """
    if not only_demonstration():
        raise ForeignData
    try:
        county = Organization.objects.filter(kind=Organization.Kind.COUNTY, name=places.COUNTY).first()
        script = _resume(county) if county else _begin(today)
        if script.done(_last()):
            return Told(script.today, 0, 0, 0)
        county = county or Organization.objects.get(kind=Organization.Kind.COUNTY, name=places.COUNTY)
        table = Table(accounts)
        _play(script, county, table)
        table.close(_notes(script.today))
    except ValidationError as unfit:
        raise StoryBroken("".join(unfit.messages)) from unfit
    return Told(script.today, script.steps, table.written, table.without_password)


def _founded_at(today: date) -> datetime:
    day = from_today(today, FOUNDED)
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)


def _begin(today: date) -> Script:
    """Register the county; the id of that act, drawn at random, is the seed of all others."""
    with clock.demonstration_clock(_founded_at(today), only_demonstration=only_demonstration()):
        county = register_organization(
            actor=system_actor(FOUNDING, clock.today()),
            kind=Organization.Kind.COUNTY,
            name=places.COUNTY,
            short_name=places.COUNTY,
            demonstration=True,
        )
    script = _resume(county)
    script.steps += 1
    return script


def _resume(county: Organization) -> Script:
    first = Act.objects.get(
        code="people.organization.registered",
        outcome=Act.Outcome.DONE,
        object_type=Organization._meta.label_lower,
        object_id=str(county.pk),
    )
    return Script(from_today(first.happened_on, -FOUNDED), first.pk)


def _last() -> str:
    """The label of the last step: the last topic that waits, in the last town."""
    plan = places.TOWNS[-1]
    waiting = PLOTS[plan.key].waiting[-1]
    assert not waiting.consented and not waiting.returned
    return f"{plan.key}: topic {waiting.topic.key}"


def _play(script: Script, county: Organization, table: Table) -> None:
    founded = from_today(script.today, FOUNDED)
    script.set_clock(founded, 9, 5)
    with clock.demonstration_clock(script.now, only_demonstration=only_demonstration()):
        script.steps += len(seed_shipped_years())
    script.set_clock(founded, 9, 10)
    clerks = build_county(script, county)
    towns = [build_town(script, county, plan) for plan in places.TOWNS]
    script.set_clock(from_today(founded, 1), 9)
    open_accounts(script, towns, clerks, table)
    for town in towns:
        adopt(town)
        Programme(town, PLOTS[town.plan.key]).play()


def _notes(today: date) -> str:
    held = Timetable.of(today, 3, late=False).held
    return f"""
从这里试起（演示日 {today.isoformat()}）
  1. 用 rc13（林䶮）登录稔川镇：上一个工作日下午的党委会开到第二项停了电，会还开着。接着录佟犇、书记的态度，
     归纳、表决、宣布结果，再议第三项，散会，整理纪要。委员用手机大小的窗口，rc09（佟犇）自己表态也行。
  2. 下一次会定在 {held.isoformat()}，已发通知，签收了一部分：rc08（屈振戈）看请假，rc01（乔维桢）准假；rc07（岑堃）签收。
     再下一次会在征集议题：rc06（简牧之）提的一项等着列入。
  3. 归档的、勘误过的、取消的、补录的、改期的会都在“会议”里；材料、签字扫描件、空号说明、紧急处置各有一件以上。
  4. 先让 rc01 表态再让别人表态，收回票数写得比发出多，讨论通知以外的议题：看拦截写的是哪一条。
  5. 云樨镇用 yx14（时小满）、yx01（陆怀谷）：纪要等书记审阅；历次会的拦截、说明用 yx04（祁望舒）看。
  6. 制度里有数和口径等书记核准：rc12（艾知夏）提出，rc01（乔维桢）核准。
"""
