"""The runtime role does the committee's work and cannot touch the trail, whatever SQL it is handed."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from governance.audit import drift
from governance.audit.models import Act, ChainEntry
from governance.deadlines.tick import tick
from governance.documents.models import Document
from governance.operation import database_roles
from governance.operation.database_roles import RoleUnfit, differences, grant_runtime, runtime_role, wanted
from meetings.services import minutes as minutes_verbs
from meetings.services import room
from tests import builders
from tests.governance.audit.world import verified
from tests.meetings.staging import Stage
from tests.postgres.runtime import as_runtime

pytestmark = pytest.mark.django_db(transaction=True)
PREPARED, NOTICED, HELD, SIGNED = (date(2026, 11, day) for day in (20, 23, 26, 27))


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"


def test_a_meeting_from_topic_to_minutes_and_a_day_of_background_work(role: str) -> None:
    with as_runtime():
        stage = Stage.build(["preset-b"])
        with builders.on_day(PREPARED):
            meeting = stage.meeting(HELD)
            items = [stage.item(meeting, matter) for matter in ("ordinary", "major_project")]
        with builders.on_day(NOTICED):
            stage.convene(meeting)
        with builders.on_day(HELD):
            stage.open(meeting)
            for item in items:
                stage.discuss(item)
                resolution = stage.announce(stage.vote_by_hands(item, aye=11))
                assert resolution.outcome == "adopted"
                stage.word(resolution, date(2026, 12, 31))
            room.close_meeting(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
        with builders.on_day(SIGNED):
            drafted = minutes_verbs.compose_minutes(meeting_id=meeting.pk, actor=stage.actor("office_clerk"))
            minutes_verbs.submit_minutes(minutes_id=drafted.pk, actor=stage.actor("office_clerk"))
            signed = minutes_verbs.sign_minutes(minutes_id=drafted.pk, actor=stage.actor("secretary"))
            # Signing in by password, wrong tries counted, a session kept, pages read and left.
            account = stage.crew.account("office_clerk")
            client = Client()
            for password in ("wrong", builders.PASSWORD):
                client.post("/denglu/", {"username": account.username, "password": password})
            for page in ("/", "/huiyi/", "/liuhen/", "/zhidu/", "/wenyin/"):
                assert client.get(page).status_code == 200, page
            client.post("/tuichu/")
            ticked = tick()
        assert ticked.ran and ticked.jobs and ticked.heads_signed
        document = Document.objects.get(pk=signed.document_id)
        assert document.state == Document.State.FINISHED, document.failure
        assert verified().result == "sound"


TRAIL = sorted(
    {Act._meta.db_table, ChainEntry._meta.db_table, "governance_signedhead", "governance_accesslog"}
    | {drift.history_of(model)._meta.db_table for model in drift.recorded_models()}
)
ON_THE_TRAIL = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "DROP TRIGGER zhenwei_append_only ON {table}",
    "DROP TABLE {table} CASCADE",
    "CREATE RULE quiet AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "ALTER TABLE {table} OWNER TO zhenwei_runtime",
]
ELSEWHERE = [
    "DELETE FROM governance_post",
    "TRUNCATE governance_tenure",
    "ALTER TABLE governance_post DISABLE TRIGGER zhenwei_matches_history",
    "DROP FUNCTION zhenwei_append_only() CASCADE",
    "CREATE OR REPLACE FUNCTION zhenwei_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "CREATE TABLE aside (id int)",
    "CREATE TEMPORARY TABLE governance_act (id int)",
    "CREATE SCHEMA aside",
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "ALTER ROLE zhenwei_runtime SUPERUSER",
    "DELETE FROM django_content_type",
    "COPY governance_act TO PROGRAM 'cat'",
]


def refused(statement: str) -> bool:
    """Whether the statement is refused for want of a right, and not for any other reason."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        assert error.__cause__ is not None
        return error.__cause__.pgcode == "42501"
    return False


def test_the_trail_cannot_be_changed_emptied_or_unguarded(role: str) -> None:
    columns = {table: _first_column(table) for table in TRAIL}
    with as_runtime():
        passed = [
            statement
            for table in TRAIL
            for pattern in ON_THE_TRAIL
            if not refused(statement := pattern.format(table=table, column=columns[table]))
        ]
        passed += [statement for statement in ELSEWHERE if not refused(statement)]
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT ALL ON governance_act TO {role}")  # warns, and grants nothing
    assert passed == []
    assert differences(role) == []


def _first_column(table: str) -> str:
    with connection.cursor() as cursor:
        return f'"{connection.introspection.get_table_description(cursor, table)[1].name}"'


def test_every_table_is_granted_by_its_kind_and_nothing_beyond(role: str) -> None:
    assert differences(role) == []
    assert {m._meta.db_table for m in apps.get_models()} <= wanted().keys()
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT DELETE ON governance_act TO {role}")
        cursor.execute(f"REVOKE INSERT ON governance_tenure FROM {role}")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("grantruntime", "--check", stdout=out)
    assert out.getvalue().splitlines() == [
        f"{role} may DELETE governance_act",
        f"{role} may not INSERT governance_tenure",
    ]
    call_command("grantruntime", stdout=StringIO())  # mended by running it again
    assert differences(role) == []


@pytest.mark.parametrize(
    ("spoil", "why", "mend"),
    [
        ("ALTER ROLE {role} SUPERUSER", "is a superuser", "ALTER ROLE {role} NOSUPERUSER"),
        ("GRANT {owner} TO {role}", "is a member of", "REVOKE {owner} FROM {role}"),
        (
            "ALTER TABLE governance_job OWNER TO {role}",
            "owns governance_job",
            "ALTER TABLE governance_job OWNER TO {owner}",
        ),
    ],
)
def test_a_role_that_could_get_round_its_grants_is_refused(role: str, spoil, why, mend) -> None:
    names = {"role": role, "owner": connection.settings_dict["USER"]}
    with connection.cursor() as cursor:
        cursor.execute(spoil.format(**names))
        try:
            with pytest.raises(CommandError, match=why):
                call_command("grantruntime", stdout=StringIO())
        finally:
            cursor.execute(mend.format(**names))


def test_migrating_as_the_owner_grants_afterwards_and_alone(role: str, settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON governance_act FROM {role}")
    database_roles.grant_after_migrate(None, using="default")
    assert differences(role) == []
    settings.RUNTIME_DATABASE = ""
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON governance_act FROM {role}")
    database_roles.grant_after_migrate(None, using="default")
    assert f"{role} may not SELECT governance_act" in differences(role)
    with pytest.raises(RoleUnfit):
        runtime_role()
    settings.RUNTIME_DATABASE = f"postgres://{role}@x/y"
    grant_runtime(runtime_role())
