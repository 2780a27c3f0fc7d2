"""`manage.py verifyaudit`: JSON lines, three exit codes, the first break by name."""

import io
import json
import uuid

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, models

from governance.access.models import AccessLog
from governance.audit import drift, heads, logs, triggers
from governance.audit.act import act, verb
from governance.audit.logs import digest_of_rows
from governance.audit.models import SYSTEM_CHAIN, Act, ChainEntry
from governance.audit.recorded import record_many
from governance.audit.replay import Break, Seen
from governance.audit.verify import SENTENCES, Verification
from governance.audit.vocabulary import ActCode, register_acts
from governance.people.models import Organization, Person, Post
from tests import builders
from tests.governance.audit.world import CODE, FREE, World, allowed, nobody, rename, sql, verified

only_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL refuses the tampering first: tests/postgres"
)


def run(*arguments):
    """(exit code, lines) of the command."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verifyaudit", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return ended.value.code, [json.loads(line) for line in out.getvalue().splitlines()]


def edit_payload(world, seq=3):
    entry = ChainEntry.objects.get(organization_id=world.town.pk, seq=seq)
    models.QuerySet(ChainEntry).filter(pk=entry.pk).update(payload=entry.payload + " ")


# The result ----------------------------------------------------------------------------------


def test_a_sound_trail(world):
    code, lines = run()
    assert code == 0
    assert lines[-1]["result"] == "sound"
    assert lines[-1]["first"] is None
    assert lines[-1]["entries"] == ChainEntry.objects.count()
    assert lines[-1]["history_rows"] == sum(
        drift.history_of(m).objects.count() for m in drift.recorded_models()
    )
    chains = {line["chain"]: line for line in lines if "chain" in line}
    assert chains.keys() == {0, world.town.pk}
    assert chains[world.town.pk]["hash"] == heads.current_head(world.town.pk).hash
    assert [line["check"] for line in lines if "check" in line] == [
        "chains",
        "rows",
        "triggers",
        "logs",
        "heads",
        "sealed_keys",
        "files",
        "materials",
        "passwords",
        "register editions",
        "register files",
        "register months",
        "supervision files",
    ]


def test_an_empty_database_is_sound(db):
    assert run()[0] == 0


@only_sqlite
@pytest.mark.parametrize("depth", ["--full", "--quick"])
def test_a_broken_trail_names_the_first_break(world, depth):
    sql("UPDATE governance_post SET title = '改了名' WHERE id = %s", world.post.pk)
    edit_payload(world)
    code, lines = run(depth)
    assert code == 1
    assert lines[-1]["result"] == "broken"
    assert lines[-1]["breaks"] == 2
    first = lines[-1]["first"]
    assert (first["organization"], first["seq"], first["what"]) == (world.town.pk, 3, "digest")
    told = [line for line in lines if "break" in line]
    assert [line["what"] for line in told] == ["digest", "row_differs"]
    assert "第3条" in told[0]["sentence"]
    newest = ChainEntry.objects.filter(organization_id=world.town.pk).order_by("-seq").first()
    assert told[1]["seq"] == newest.seq, "the link that last spoke of the row"


@only_sqlite
def test_one_organization_alone(world):
    other = builders.post(builders.town("清堰镇"), "staff")
    edit_payload(world)
    sql("UPDATE governance_post SET title = '改了名' WHERE id = %s", world.post.pk)
    assert run("--organization", world.town.pk)[0] == 1
    code, lines = run("--organization", other.organization_id)
    assert code == 0
    assert [line["chain"] for line in lines if "chain" in line] == [other.organization_id]
    assert run("--organization", 0)[0] == 1, "the system chain's run looks at every current row"


@only_sqlite
def test_quick_leaves_the_tables_of_acts_and_history_alone(world):
    sql("UPDATE governance_historicalpost SET code = 'x' WHERE title = '党政办公室主任'")
    assert run("--quick")[0] == 0
    assert run("--full")[0] == 1


def test_every_break_has_its_sentence():
    for what, sentence in SENTENCES.items():
        told = sentence.format(seq=3, detail="governance.post 7")
        assert what
        assert "{" not in told
    for fault in ("other_key", "bad_signature", "future", "truncated", "gap", "rewritten"):
        assert f"head_{fault}" in SENTENCES


@only_sqlite
def test_many_breaks_are_counted_and_not_all_told(world, monkeypatch):
    monkeypatch.setattr("governance.audit.verify.MOST_BREAKS", 2)
    sql("UPDATE governance_historicalpost SET code = 'x'")
    lines = run()[1]
    assert sum("break" in line for line in lines) == 2
    assert lines[-1]["breaks"] > 2


# Could not run -------------------------------------------------------------------------------


def test_database_away(db, monkeypatch):
    def away(self):
        raise OperationalError("could not connect")

    monkeypatch.setattr(Verification, "_chains", away)
    code, lines = run()
    assert code == 2
    assert lines == [{"result": "not_run", "reason": "OperationalError: could not connect"}]


@pytest.mark.parametrize("content", [None, "", "{}"])
def test_bad_file(db, tmp_path, content):
    path = tmp_path / "heads.json"
    if content is not None:
        path.write_text(content)
    code, lines = run("--against", path)
    assert code == 2
    assert lines[-1]["result"] == "not_run"


def test_no_place_for_the_checkpoint(world, tmp_path):
    assert run("--checkpoint", tmp_path / "away" / "heads.json")[0] == 2


def test_key_missing(world, tmp_path, key_folder):
    path = tmp_path / "heads.json"
    assert run("--checkpoint", path)[0] == 0
    (key_folder / "heads-0001.key").unlink()
    for arguments in ([], ["--against", path], ["--checkpoint", path]):
        code, lines = run(*arguments)
        assert code == 2
        assert lines[-1]["result"] == "not_run"
        assert "heads" in lines[-1]["not_run"][0]


# Checkpoints ---------------------------------------------------------------------------------


def test_an_old_checkpoint_holds_and_an_edited_one_does_not(world, tmp_path):
    path = tmp_path / "heads.json"
    code, lines = run("--checkpoint", path)
    assert code == 0
    assert lines[-1]["checkpoint"] == {"file": str(path), "heads": 2}
    rename(actor=nobody(), post=world.post, title="新名")
    builders.post(builders.town("清堰镇"), "staff")
    assert run("--against", path)[0] == 0

    content = json.loads(path.read_text())
    content["heads"][1]["hash"] = "f" * 64
    path.write_text(json.dumps(content))
    code, lines = run("--against", path)
    assert code == 1
    assert lines[-1]["first"]["what"] == "head_bad_signature"


def test_a_checkpoint_of_another_installation_is_told(world, tmp_path, key_folder):
    path = tmp_path / "heads.json"
    run("--checkpoint", path)
    (key_folder / "heads-0001.key").rename(tmp_path / "theirs.key")
    (key_folder / "heads-0001.key").write_bytes(bytes(range(32)))
    code, lines = run("--against", path)
    assert code == 1
    assert lines[-1]["first"]["what"] == "head_other_key"


@only_sqlite
def test_a_broken_trail_is_not_signed(world, tmp_path):
    edit_payload(world)
    path = tmp_path / "heads.json"
    code, lines = run("--checkpoint", path)
    assert code == 1
    assert lines[-1]["checkpoint"] is None
    assert not path.exists()
    assert not heads.SignedHead.objects.exists()


# Logs sealed by acts -------------------------------------------------------------------------

SEALED = "tests.audit.log_sealed"
register_acts([ActCode(SEALED, "封存", "封存")])


@verb(SEALED)
def _seal(*, actor, town, rows):
    facts = {"first": rows[0].pk, "last": rows[-1].pk, "count": len(rows), "digest": digest_of_rows(rows)}
    with act(allowed(actor, SEALED), FREE, on=town, facts=facts):
        pass


@pytest.fixture
def log(world, monkeypatch):
    """Three rows of a log, read back from the database and sealed; any append-only model will do."""
    monkeypatch.setattr(logs, "_LOGS", {})
    logs.register_log(SEALED, "governance.AccessLog")
    logs.register_log(SEALED, "governance.AccessLog")
    for name in ("乔维桢", "符晓穗", "清堰"):
        AccessLog(kind=AccessLog.Kind.READ, account_name=name, organization_id=world.town.pk).save()
    _seal(actor=nobody(), town=world.town, rows=list(AccessLog.objects.order_by("pk")))
    return models.QuerySet(AccessLog)


def test_a_sealed_log_is_compared_with_its_seal(log):
    AccessLog(kind=AccessLog.Kind.READ, account_name="后来").save()
    assert run()[0] == 0


@only_sqlite
@pytest.mark.parametrize("change", ["edited", "removed", "swapped"])
def test_a_changed_log_is_found(world, log, change):
    if change == "edited":
        log.filter(account_name="符晓穗").update(account_name="旁人")
    else:
        row = log.get(account_name="符晓穗")
        log.filter(pk=row.pk)._raw_delete("default")
        if change == "swapped":
            log.bulk_create([AccessLog(pk=row.pk, kind=AccessLog.Kind.SIGNED_IN, account_name="符晓穗")])
    code, lines = run()
    assert code == 1
    first = lines[-1]["first"]
    assert (first["organization"], first["what"]) == (SYSTEM_CHAIN, "log_differs")
    link = ChainEntry.objects.get(organization_id=SYSTEM_CHAIN, seq=first["seq"])
    assert link.act_id == Act.objects.get(code=SEALED).pk


# What the parts promise ----------------------------------------------------------------------


def test_seen_notes_each_key_once():
    seen = Seen()
    assert seen.add("a", 70_000)
    assert not seen.add("a", 70_000)
    assert seen.add("b", 70_000)
    assert ("a", 70_000) in seen
    assert ("a", 69_999) not in seen
    assert ("a", 10_000_000) not in seen
    assert ("c", 1) not in seen


def test_a_break_is_data():
    assert Break(3, 7, "link", "x").as_dict() == {
        "organization": 3,
        "seq": 7,
        "what": "link",
        "detail": "x",
    }


def test_drift_compares_null_and_finds_each_model(world):
    assert not [d for m in drift.recorded_models() for d in drift.find(m)]
    assert {Organization, Person, Post} <= set(drift.recorded_models())


@only_sqlite
def test_no_triggers_are_asked_of_sqlite(db):
    assert triggers.missing() == []
    assert triggers.install() == 0
    assert triggers.check_triggers(None, ["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_verification_reads_one_snapshot_and_ends_it():
    """Without a transaction around it, as the command runs."""
    world = World.build()
    checks = Verification().run()
    assert next(checks)["chain"] == SYSTEM_CHAIN
    assert [line["result"] for line in checks if "result" in line] == ["sound"]
    assert not connection.in_atomic_block
    rename(actor=nobody(), post=world.post, title="新名")
    assert verified().result == "sound"


def test_an_act_of_many_rows_is_replayed(world):
    """More rows in one act than one statement takes."""

    @verb(CODE)
    def found(*, actor):
        rows = [
            Post(organization=world.town, unit=world.town, code="staff", title=str(n)) for n in range(1200)
        ]
        with act(allowed(actor), FREE, on=world.town):
            record_many(rows)

    found(actor=nobody(), once=uuid.uuid4())
    done = verified()
    assert done.result == "sound"
    assert done.rows > 1200
