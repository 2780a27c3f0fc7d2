"""Where the demonstration may be told, how it goes on after a break, and on which days it works."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management.base import CommandError

from governance.access import accounts as account_services
from governance.access.actor import system_actor
from governance.access.policies import FOUNDING
from governance.access.roster.organizations import register_organization
from governance.audit import clock
from governance.audit.models import Act
from governance.people.models import Account, Person
from governance.rules.days import shipped_calendar
from meetings.demo import places, story
from meetings.demo.days import Timetable
from meetings.demo.people import build_town
from meetings.demo.plot import TABLED
from meetings.demo.script import Script, StoryBroken
from tests import builders
from tests.meetings.demonstration import TODAY, run


@pytest.mark.django_db
def test_a_run_broken_off_goes_on(tmp_path, monkeypatch):
    """Broken off after the people of the first town: the next run enters those of the second alone."""

    def stop(*_given):
        raise StoryBroken("broken off")

    def only_the_first(script, county, plan):
        return build_town(script, county, plan) if plan is places.RENCHUAN else stop()

    clerks = len(places.DEPARTMENTS)
    monkeypatch.setattr(story, "build_town", only_the_first)
    with pytest.raises(CommandError, match="没有装完"):
        run(tmp_path / "accounts.txt")
    assert Person.objects.count() == clerks + 60
    first = set(Act.objects.values_list("pk", flat=True))
    monkeypatch.setattr(story, "build_town", build_town)
    monkeypatch.setattr(story, "open_accounts", stop)
    with pytest.raises(CommandError, match="没有装完"):
        run(tmp_path / "accounts.txt", TODAY - timedelta(9))
    assert Person.objects.count() == clerks + 120
    assert first < set(Act.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(n) for n in range(0, 365, 3)])
def test_the_timetable_fits_any_day(today):
    """Working days, in order, everything before the day, and the notice two days and a working day ahead."""
    calendar = shipped_calendar()
    meetings = [m for plot in story.PLOTS.values() for m in plot.meetings if m.stage != "preparing"]
    for offset, late in {(m.offset, bool(m.late_notice)) for m in meetings}:
        times = Timetable.of(today, offset, late=late)
        steps = [
            *(times.proposed, times.consented, times.researched, times.heard, times.agreed, times.stated),
            *(times.listed, times.confirmed, times.sent, times.noticed, times.held),
        ]
        assert steps == sorted(set(steps))
        assert calendar.is_working(times.held)
        assert times.noticed < today
        if not late:
            assert (times.held - times.noticed).days >= 2
            assert calendar.working_days(times.noticed, times.held).least >= 1
        if offset < 0:
            assert times.held < today
        if offset < -20:
            assert times.signed < today
        if offset < -100:
            assert times.archived < today


@pytest.mark.parametrize("today", [date(2026, 1, 1) + timedelta(n) for n in range(0, 365, 3)])
def test_a_meeting_is_prepared_when_what_it_builds_on_is_done(today):
    """The minutes it hears are signed when its agenda is drawn up, and a topic before it once more was put
    off by then."""
    for plot in story.PLOTS.values():
        times = {m.key: Timetable.of(today, m.offset, late=bool(m.late_notice)) for m in plot.meetings}
        for n, meeting in enumerate(plot.meetings):
            for item in meeting.items:
                before = [m for m in plot.meetings[:n] if any(i.topic == item.topic for i in m.items)]
                if item.topic == TABLED:
                    signed = [times[m.key].signed for m in plot.meetings[:n] if m.stage != "cancelled"]
                    assert max(signed) < times[meeting.key].listed
                elif before:
                    ended = times[before[-1].key]
                    off = ended.cancelled if before[-1].cancelled else ended.held
                    assert off < times[meeting.key].stated


@pytest.mark.django_db
def test_nothing_is_written_among_real_bodies(tmp_path):
    with builders.on_day(TODAY):
        register_organization(
            actor=system_actor(FOUNDING, clock.today()), kind="county", name="某县", short_name="某县"
        )
    acts = Act.objects.count()
    with pytest.raises(CommandError, match="没有装入"):
        run(tmp_path / "accounts.txt")
    assert Act.objects.count() == acts
    assert not (tmp_path / "accounts.txt").exists()


@pytest.mark.django_db
def test_lasting_first_passwords_need_a_demonstration_database():
    with builders.on_day(TODAY):
        town = builders.town()
        person = builders.person(roster_town=town)
        with pytest.raises(PermissionError):
            account_services.open_account(
                actor=system_actor(FOUNDING, clock.today()),
                person_id=person.pk,
                username="x-01",
                demonstration=True,
            )
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_a_day_to_come_is_refused(tmp_path):
    with pytest.raises(CommandError, match="之后"):
        run(tmp_path / "accounts.txt", TODAY + timedelta(1))


@pytest.mark.django_db
def test_what_was_to_be_refused_and_was_not_breaks_the_story():
    with builders.on_day(TODAY):
        county = register_organization(
            actor=system_actor(FOUNDING, clock.today()),
            kind="county",
            name="宁棠县",
            short_name="宁棠县",
            demonstration=True,
        )
    script = Script(TODAY, Act.objects.get().pk)
    assert script.act_id("a") != script.act_id("b")
    assert not script.done("a")
    with pytest.raises(StoryBroken):
        script.refused(
            register_organization,
            by=builders.account(administrator="security"),
            kind="county_department",
            name="县委办",
            short_name="县委办",
            parent_id=county.pk,
        )
