"""PostgreSQL refuses at the commit what goes round the audit layer; the rest `verifyaudit` finds."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from governance.audit import drift, heads, triggers
from governance.audit.models import Act
from governance.people.models import Post
from tests import builders
from tests.governance.audit.bypasses import PAST_PYTHON, ids
from tests.governance.audit.world import World, first_break, nobody, rename, sql, verified

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


@pytest.fixture
def world():
    built = World.build()
    connection.check_constraints()  # what a commit would ask; leaves nothing pending for the test
    return built


@pytest.mark.parametrize("bypass", PAST_PYTHON, ids=ids(PAST_PYTHON))
def test_the_commit_refuses_or_verification_finds(world, bypass):
    if bypass.commit:
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            bypass.do(world)
            connection.check_constraints()
        assert refused.value.__cause__.pgcode == "23000"
        assert verified().result == "sound"
    else:
        bypass.do(world)
        connection.check_constraints()
        assert first_break()[2] == bypass.found


@pytest.mark.parametrize("bypass", PAST_PYTHON, ids=ids(PAST_PYTHON))
def test_what_a_superuser_does_with_triggers_off_is_found(world, bypass):
    checkpoint = heads.sign_heads()
    with transaction.atomic():
        sql("SET LOCAL session_replication_role = replica")
        models.QuerySet(heads.SignedHead)._raw_delete("default")
        bypass.do(world)
        first = first_break()
        against = verified(against=checkpoint)
        transaction.set_rollback(True)
    assert (first[2] if first else "") == bypass.found
    assert against.result == "broken"
    if bypass.checkpoint:
        assert (against.first.organization, against.first.what) == (world.town.pk, bypass.checkpoint)


@pytest.mark.django_db(transaction=True)
def test_a_real_commit_fails_whole():
    world = World.build()
    with pytest.raises(IntegrityError, match="differs from its newest history row"), transaction.atomic():
        sql("UPDATE governance_post SET title = '改了名' WHERE id = %s", world.post.pk)
    world.post.refresh_from_db()
    assert world.post.title == "党政综合办公室主任"


def test_columns_outside_history_are_free(world):
    account = builders.account(builders.person("符晓穗"))
    sql("UPDATE governance_account SET password = 'x', last_login = now() WHERE id = %s", account.pk)
    connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE governance_account SET is_active = false WHERE id = %s", account.pk)
        connection.check_constraints()


def test_a_temporary_table_of_the_same_name_does_not_blind_the_trigger(world):
    """A session may make temporary tables; they must not be compared instead of ours."""
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE governance_post SET title = '改了名' WHERE id = %s", world.post.pk)
        sql("CREATE TEMPORARY TABLE governance_historicalpost AS SELECT * FROM governance_historicalpost")
        sql("UPDATE pg_temp.governance_historicalpost SET title = '改了名'")
        connection.check_constraints()


def test_the_key_of_a_row_may_not_be_changed(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE governance_tenure SET id = id + 1000 WHERE id = %s", world.tenure.pk)
        connection.check_constraints()


def test_a_row_may_change_twice_in_one_transaction(world):
    rename(actor=nobody(), post=world.post, title="一")
    rename(actor=nobody(), post=world.post, title="二")
    connection.check_constraints()


def test_a_truncated_table_is_found(world):
    with transaction.atomic():
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("TRUNCATE governance_historicalpost")
        assert first_break()[2] == "history_missing"
        transaction.set_rollback(True)


# The triggers themselves ---------------------------------------------------------------------


def test_every_recorded_table_and_the_trail_are_guarded():
    assert triggers.missing() == []
    assert triggers.install() == 0
    guarded = {(t.table, t.name) for t in triggers.expected(connection)}
    for model in drift.recorded_models():
        assert (model._meta.db_table, "zhenwei_matches_history") in guarded
        assert (drift.history_of(model)._meta.db_table, "zhenwei_append_only") in guarded
        assert (drift.history_of(model)._meta.db_table, "zhenwei_needs_act") in guarded
    assert (Act._meta.db_table, "zhenwei_append_only") in guarded


POST = Post._meta.db_table
TAMPERING = {
    "dropped": f"DROP TRIGGER zhenwei_matches_history ON {POST}",
    "disabled": f"ALTER TABLE {POST} DISABLE TRIGGER zhenwei_matches_history",
    "blinded": "CREATE OR REPLACE FUNCTION zhenwei_matches_governance_post() RETURNS trigger "
    "LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off AS 'BEGIN RETURN NULL; END'",
    "search path opened": "ALTER FUNCTION zhenwei_matches_governance_post() RESET search_path",
    "replaced": f"DROP TRIGGER zhenwei_append_only ON {Act._meta.db_table}; "
    f"CREATE TRIGGER zhenwei_append_only AFTER INSERT ON {Act._meta.db_table} "
    "FOR EACH ROW EXECUTE FUNCTION zhenwei_append_only()",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_a_guard_that_fell_is_named_and_put_back(statement):
    sql(statement)
    assert len(triggers.missing()) == 1
    assert [m.id for m in triggers.check_triggers(None, ["default"])] == ["governance.W010"]
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verifyaudit", stdout=out, stderr=StringIO())
    assert ended.value.code == 1
    assert json.loads(out.getvalue().splitlines()[-1])["first"]["what"] == "trigger_missing"
    assert triggers.install() == 1
    assert triggers.missing() == []


def test_guards_nothing_asks_for_any_more_are_taken_away():
    sql("CREATE TABLE once_recorded (id bigint)")
    sql(
        "CREATE TRIGGER zhenwei_append_only BEFORE DELETE ON once_recorded "
        "FOR EACH ROW EXECUTE FUNCTION zhenwei_append_only()"
    )
    triggers.install()
    assert ("once_recorded", "zhenwei_append_only") not in triggers._installed(connection)
    assert triggers.missing() == []


def test_long_table_names_keep_their_function_apart():
    names = {triggers._named("matches", f"governance_{'x' * 60}_{n}") for n in range(3)}
    assert len(names) == 3
    assert all(len(name) <= 63 for name in names)
