"""Many writers, one chain: linear, without gap, each form once; verifying raises no false alarm."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from governance.audit.act import act, verb
from governance.audit.errors import AlreadyDone, Refused
from governance.audit.models import Act, ChainEntry
from governance.people.models import Post
from tests import builders
from tests.governance.audit.world import BLOCKED, CODE, FREE, World, allowed, nobody, rename, verified

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


def in_threads(count, work):
    """Run `work(n)` in threads at once; each closes its own connection."""
    start = threading.Barrier(count)

    def run(n):
        try:
            start.wait(timeout=10)
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return [f.result(timeout=60) for f in [pool.submit(run, n) for n in range(count)]]


def test_one_chain_stays_linear_under_many_writers():
    world = World.build()
    posts = [builders.post(world.town, "staff", f"干事{n}") for n in range(4)]
    before = ChainEntry.objects.filter(organization_id=world.town.pk).count()

    def work(n):
        for turn in range(10):
            rename(actor=nobody(), post=posts[n], title=f"干事{n}之{turn}")

    in_threads(4, work)
    chain = ChainEntry.objects.filter(organization_id=world.town.pk).order_by("seq")
    assert list(chain.values_list("seq", flat=True)) == list(range(1, before + 41))
    assert verified().result == "sound"


@verb(CODE)
def _rename_once(*, actor, post_id, title):
    """As a real service: lock, judge by what the locked row says, write."""
    post = Post.objects.select_for_update().get(pk=post_id)
    with act(allowed(actor), BLOCKED if post.title == title else FREE, on=post):
        post.title = title
        post.save(update_fields=["title"])


@verb(CODE)
def _unlocked(*, actor, town):
    with act(allowed(actor), FREE, on=town):
        pass


def outcome(function, **arguments):
    try:
        function(actor=nobody(), **arguments)
    except (AlreadyDone, Refused) as error:
        return type(error).__name__
    return "done"


def test_the_same_form_from_several_threads_is_one_act():
    """The losers are told that it is done, not refused for their own success."""
    world = World.build()
    once = uuid.uuid4()
    told = in_threads(4, lambda n: outcome(_rename_once, post_id=world.post.pk, title="同名", once=once))
    assert sorted(told) == ["AlreadyDone"] * 3 + ["done"]
    assert Act.objects.filter(pk=once).count() == 1
    assert world.post.history.filter(title="同名").count() == 1
    assert not Act.objects.filter(outcome="refused").exists()
    assert verified().result == "sound"


def test_the_same_form_without_a_row_lock_is_one_act_too():
    world = World.build()
    once = uuid.uuid4()
    told = in_threads(4, lambda n: outcome(_unlocked, town=world.town, once=once))
    assert sorted(told) == ["AlreadyDone"] * 3 + ["done"]
    assert verified().result == "sound"


def test_different_forms_for_one_step_are_one_act_and_refusals():
    world = World.build()
    told = in_threads(
        4, lambda n: outcome(_rename_once, post_id=world.post.pk, title="同名", once=uuid.uuid4())
    )
    assert sorted(told) == ["Refused"] * 3 + ["done"]
    assert Act.objects.filter(outcome="refused").count() == 3
    assert verified().result == "sound"


def test_verifying_beside_writers_raises_no_false_alarm():
    world = World.build()
    stop = threading.Event()

    def work(n):
        if n == 0:
            results = [verified().result for _time in range(5)]
            stop.set()
            return results
        turn = 0
        while not stop.is_set():
            rename(actor=nobody(), post=world.post, title=f"第{turn}名")
            turn += 1
        return turn

    results, turns = in_threads(2, work)
    assert results == ["sound"] * 5
    assert turns > 0
