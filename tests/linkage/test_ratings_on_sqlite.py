"""The linkage attack on drawn slips and typed paper, on SQLite: everything of a naive design, nothing of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests import builders
from tests.governance.ballots.rounds import Town
from tests.linkage import plaintext, rating, sqlite
from tests.linkage.attack import Finding, attack

pytestmark = pytest.mark.django_db(transaction=True)
SHEETS = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert connection.vendor == "sqlite", "tests/postgres/test_linkage_of_ratings.py is for PostgreSQL"
    return tmp_path


def test_the_attack_finds_every_sheet_and_remark_of_a_naive_design(folder: Path) -> None:
    with sqlite.file_of_its_own(folder / "naive.sqlite3") as path:
        sheets = rating.naive_sheets(SHEETS)
        before = sqlite.start(path)
        rating.hand_in_naively(sheets)
        truths = rating.naive_truths(sheets)
        evidence = sqlite.traces(path, before, truths["slips"])
    for name, truth in truths.items():
        found = attack(truth, evidence)
        assert found and found[0].right == SHEETS, (name, *map(str, found))


def slips_run(path: Path) -> list[Finding]:
    """A whole round; looks for codes and remarks in plain on the way."""
    town = Town()
    before = sqlite.start(path)
    files = [path, sqlite.log_of(path)]
    with plaintext.listening() as logs:
        round_ = rating.SlipRound.of(town, SHEETS)
        round_.hand_in_all(SHEETS)
        round_.close()
        assert rating.in_plain(files, round_.secrets) == {}, "a code or a remark lies about before the count"
        round_.count()
    said = "\n".join(logs.said)
    assert not [secret for secret in round_.secrets if secret in said]
    assert rating.in_plain(files, round_.by_code) == {}, "a code lies about after the count"
    truths = round_.truths
    evidence = sqlite.traces(path, before, truths["slips"])
    assert any(trace.name == "rows of governance_remark" for trace in evidence)
    return [finding for truth in truths.values() for finding in attack(truth, evidence)]


def test_nobody_ties_a_slip_to_its_sheet_or_its_remark(folder: Path, on_day: object) -> None:
    for attempt in ("one honest round in fifty looks like a finding", "two do not"):
        with sqlite.file_of_its_own(folder / f"{attempt[:3]}.sqlite3") as path:
            if not (found := slips_run(path)):
                return
    pytest.fail("\n".join(map(str, found)))


def test_what_two_people_typed_of_paper_stands_nowhere(folder: Path) -> None:
    with builders.on_day(), sqlite.file_of_its_own(folder / "paper.sqlite3") as path:
        town = Town()
        sqlite.start(path)
        files = [path, sqlite.log_of(path)]
        with plaintext.listening() as logs:
            typed = rating.PaperBatchTyped.typed(town)
            assert rating.in_plain(files, typed.patterns) == {}, "a sheet lies about before the count"
            typed.count()
        said = "\n".join(logs.said)
        assert rating.in_plain(files, typed.patterns) == {}
        assert not [line for line in typed.lines if line in said]
