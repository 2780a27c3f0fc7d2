"""The door to recorded rows: who may open it, what it writes, what it will not do."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from governance.access.decision import Decision
from governance.audit import clock
from governance.audit.act import act, verb
from governance.audit.errors import AlreadyDone, OutsideAct, ReasonNeeded, Refused, TrailError, WrongTime
from governance.audit.models import SYSTEM_CHAIN, Act, ChainEntry
from governance.audit.recorded import record_many
from governance.people.models import Post, Tenure
from governance.rules.verdict import Verdict
from tests import builders
from tests.governance.audit.world import (
    BLOCKED,
    CODE,
    FREE,
    PASSED,
    WARNED,
    allowed,
    nobody,
    rename,
    verified,
)

TITLE = "办公室主任"


def newest() -> Act:
    return Act.objects.filter(code=CODE).order_by("-recorded_at").first()


# What an act leaves --------------------------------------------------------------------------


def test_act_row_history_and_link_stand_together(world):
    actor = builders.actor(builders.person("符晓穗"))
    once = uuid.uuid4()
    before = timezone.now()
    rename(actor=actor, post=world.post, title=TITLE, verdict=PASSED, once=once)
    row = Act.objects.get(pk=once)
    assert (row.actor_name, row.actor_post, row.outcome) == ("符晓穗", "党政办主任", "done")
    assert (row.object_type, row.object_id, row.object_text) == (
        "governance.post",
        str(world.post.pk),
        TITLE,
    )
    assert row.organization_id == world.town.pk
    assert row.verdict["findings"][0]["article"] == "S0-01:六-3"
    assert row.happened_on == clock.today()
    assert abs(row.recorded_at - before) < datetime.timedelta(minutes=1)
    past = world.post.history.order_by("-history_id").first()
    assert (past.history_change_reason, past.title) == (str(once), TITLE)
    entry = ChainEntry.objects.get(act_id=once)
    assert f'"history_id":{past.pk}' in entry.payload
    assert verified().result == "sound"


def test_chains_are_numbered_without_gap_per_organization(world):
    other = builders.post(builders.town("清堰镇"), "staff")
    rename(actor=nobody(), post=other, title=TITLE)
    for organization in (SYSTEM_CHAIN, world.town.pk, other.organization_id):
        numbers = ChainEntry.objects.filter(organization_id=organization).order_by("seq")
        listed = list(numbers.values_list("seq", flat=True))
        assert listed == list(range(1, len(listed) + 1))


def test_record_many_writes_rows_history_and_payload(world):
    @verb(CODE)
    def found(*, actor):
        posts = [
            Post(organization=world.town, unit=world.town, code="staff", title=f"干事{n}") for n in range(7)
        ]
        with act(allowed(actor), FREE, on=world.town):
            return record_many(posts)

    rows = found(actor=nobody())
    assert all(row.history.count() == 1 for row in rows)
    assert ChainEntry.objects.get(act_id=newest().pk).payload.count('"code":"staff"') == 7
    assert verified().result == "sound"


@pytest.mark.parametrize("bad", ["none open", "mixed", "known row"])
def test_record_many_refuses(world, bad):
    @verb(CODE)
    def write(*, actor):
        rows = {"mixed": [Post(organization=world.town), Tenure()], "known row": [world.post]}[bad]
        with act(allowed(actor), FREE, on=world.post):
            record_many(rows)

    with pytest.raises(TrailError):
        record_many([Post(organization=world.town)]) if bad == "none open" else write(actor=nobody())


# Beats that are left out ---------------------------------------------------------------------


@verb(CODE)
def _two(*, actor, post):
    for _time in range(2):
        with act(allowed(actor), FREE, on=post):
            pass


@verb(CODE)
def _nested(*, actor, post):
    with act(allowed(actor), FREE, on=post), act(allowed(actor), FREE, on=post):
        pass


@verb(CODE)
def _verb_in_verb(*, actor, post):
    rename(actor=actor, post=post, title=TITLE)


@verb(CODE)
def _decided_no(*, actor, post):
    with act(Decision(CODE, actor, allowed=False), FREE, on=post):
        pass


@verb(CODE)
def _decided_elsewhere(*, actor, post):
    with act(allowed(actor, "tests.other"), FREE, on=post):
        pass


@verb(CODE)
def _empty_verdict(*, actor, post):
    with act(allowed(actor), Verdict(()), on=post):
        pass


@verb("tests.audit.unheard_of")
def _unregistered(*, actor, post):
    with act(allowed(actor, "tests.audit.unheard_of"), FREE, on=post):
        pass


@verb(CODE)
def _given_up(*, actor, post):
    """Writes, stumbles, and goes on as if nothing were: the row would stand without its act."""
    try:
        with act(allowed(actor), FREE, on=post):
            post.title = TITLE
            post.save(update_fields=["title"])
            raise LookupError
    except LookupError:
        return post


@verb(CODE)
def _foreign_row(*, actor, post):
    other = Post.objects.exclude(organization_id=post.organization_id).first()
    other.title = TITLE
    with act(allowed(actor), FREE, on=post):
        other.save()


@pytest.mark.parametrize(
    ("service", "error"),
    [
        (_two, TrailError),
        (_nested, TrailError),
        (_verb_in_verb, RuntimeError),
        (_decided_no, TrailError),
        (_decided_elsewhere, TrailError),
        (_empty_verdict, TrailError),
        (_unregistered, KeyError),
        (_given_up, TrailError),
        (_foreign_row, TrailError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_verb_must_keep_its_beats(world, service, error):
    builders.post(builders.town("清堰镇"), "staff")
    acts = Act.objects.count()
    with pytest.raises(error):
        service(actor=nobody(), post=world.post)
    assert Act.objects.count() == acts
    assert Post.objects.get(pk=world.post.pk).title != TITLE
    assert verified().result == "sound"


def test_an_act_needs_a_verb(world):
    with pytest.raises(TrailError), act(allowed(nobody()), FREE, on=world.post):
        pass
    with pytest.raises(OutsideAct):
        world.post.save()


def test_a_stale_object_is_not_written_over_fresh_history(world):
    """History would record a title the table never had; PostgreSQL says so at the commit."""
    stale = Post.objects.get(pk=world.post.pk)
    rename(actor=nobody(), post=world.post, title="新名")

    @verb(CODE)
    def reorder(*, actor):
        with act(allowed(actor), FREE, on=stale):
            stale.order = 3
            stale.save(update_fields=["order"])
        connection.check_constraints()  # what the commit does; a test's transaction has none

    with pytest.raises(IntegrityError):
        reorder(actor=nobody())


# Verdicts ------------------------------------------------------------------------------------


def test_a_refusal_survives_the_rollback(world):
    with pytest.raises(Refused) as refused:
        rename(actor=nobody(), post=world.post, title=TITLE, verdict=BLOCKED)
    row = refused.value.act
    assert row == newest()
    assert (row.outcome, row.verdict["findings"][0]["status"]) == ("refused", "fail")
    assert world.post.history.filter(title=TITLE).count() == 0
    assert ChainEntry.objects.filter(act_id=row.pk).exists()
    assert verified().result == "sound"


def test_a_warning_asks_for_a_reason_and_keeps_it(world):
    with pytest.raises(ReasonNeeded):
        rename(actor=nobody(), post=world.post, title=TITLE, verdict=WARNED, reason="  ")
    assert newest().reason == ""
    rename(actor=nobody(), post=world.post, title=TITLE, verdict=WARNED, reason=" 汛情紧急 ")
    assert newest().reason == "汛情紧急"
    with pytest.raises(ValueError, match="200"):
        rename(actor=nobody(), post=world.post, title="又一名", verdict=WARNED, reason="急" * 201)


# Two times -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "fits"), [(1, False), (0, True), (-1, True), (-3, True), (-4, False)])
def test_happened_on_lies_between_the_last_signature_and_today(world, monkeypatch, days, fits):
    today = clock.today()
    monkeypatch.setattr(Post, "last_signed_on", today - datetime.timedelta(days=3))
    day = today + datetime.timedelta(days=days)
    if fits:
        rename(actor=nobody(), post=world.post, title=TITLE, happened_on=day)
        assert newest().happened_on == day
        assert newest().recorded_at.astimezone(timezone.get_current_timezone()).date() == today
    else:
        with pytest.raises(WrongTime):
            rename(actor=nobody(), post=world.post, title=TITLE, happened_on=day)


def test_only_the_demonstration_shifts_the_time_of_recording(world):
    at = timezone.now() - datetime.timedelta(days=90)
    with pytest.raises(PermissionError), clock.demonstration_clock(at, only_demonstration=False):
        pass
    with clock.demonstration_clock(at, only_demonstration=True):
        rename(actor=nobody(), post=world.post, title=TITLE)
    assert Act.objects.filter(code=CODE).earliest("recorded_at").recorded_at == at
    assert world.post.history.order_by("-history_id").first().history_date == at
    assert verified().result == "sound"


# Once ----------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_counts_once(world):
    once = uuid.uuid4()
    rename(actor=nobody(), post=world.post, title=TITLE, once=once)
    with pytest.raises(AlreadyDone) as done:
        rename(actor=nobody(), post=world.post, title=TITLE, once=once)
    assert done.value.act.pk == once
    assert world.post.history.filter(title=TITLE).count() == 1


def test_a_form_refused_once_may_be_sent_again(world):
    once = uuid.uuid4()
    with pytest.raises(Refused):
        rename(actor=nobody(), post=world.post, title=TITLE, verdict=BLOCKED, once=once)
    rename(actor=nobody(), post=world.post, title=TITLE, once=once)
    assert Act.objects.get(pk=once).outcome == "done"


def test_a_form_number_of_somebody_else_is_an_error(world):
    once = uuid.uuid4()
    rename(actor=nobody(), post=world.post, title=TITLE, once=once)
    other = builders.actor(builders.account(builders.person("符晓穗")))
    with pytest.raises(TrailError):
        rename(actor=other, post=world.post, title="别名", once=once)


def test_operational_fields_are_saved_without_an_act_and_leave_no_history(world):
    account = builders.account(builders.person("符晓穗"))
    before = account.history.count()
    account.last_login = timezone.now()
    account.save(update_fields=["last_login"])
    assert account.history.count() == before
    assert not hasattr(account.history.first(), "password")
    assert verified().result == "sound"
    with pytest.raises(OutsideAct):
        account.save(update_fields=["last_login", "is_active"])
