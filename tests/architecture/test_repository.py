"""The repository speaks of itself alone, names no registry and no machine, and has no overlong file."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, files, text

# Put together here, so that this file does not name them either.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
    )
)
INDEX_SETTING = re.compile(r"(index-url|find-links)[ =]+[\"']?http|\bregistry *[=:] *[\"']?http")
# A folder of somebody's machine. Debian's own places (/usr, /etc, /tmp, /dev) are the same everywhere.
MACHINE = re.compile(r"(?<![\w.$}*/])/(?:work|farm|home|Users|root|mnt|opt)/[\w.-]+")
SCRIPTS = ("setup", "server", "test", "with-services", "bench", "backup", "restore")


def hits(pattern: re.Pattern[str], paths: tuple[Path, ...] | None = None) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in (paths if paths is not None else files())
        for number, line in enumerate(text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    found = hits(re.compile("|".join(map(re.escape, REGISTRIES)) + "|" + INDEX_SETTING.pattern))
    here = str(Path(__file__).relative_to(ROOT))
    assert not [line for line in found if not line.startswith(here)]


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert not hits(MACHINE)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("cd /" + "home/somebody/project", True),
        ('open("/' + 'work/main")', True),
        ("see docs/home/", False),
        ("/tmp/x", False),
    ],
)
def test_folders_of_a_machine_are_recognised(line: str, wrong: bool) -> None:
    assert bool(MACHINE.search(line)) is wrong


def test_locked_packages_carry_their_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        pins = [line for line in text(Path(name)).splitlines() if line and line[0] not in " #-"]
        assert pins
        assert not [
            line for line in pins if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+( ;[^\\]+)? \\", line)
        ]


def test_no_lock_file_with_addresses_is_kept() -> None:
    assert not {"uv.lock", "pylock.toml", ".python-version"} & {path.name for path in files()}


# Files ----------------------------------------------------------------------------------------

LONGEST = 420
# Why a longer file is right as it is.
LONG: dict[str, str] = {}


def test_no_file_is_overlong() -> None:
    long = {
        str(path): lines
        for path in files()
        if path.suffix in {".py", ".css", ".js", ".html"}
        and "migrations" not in path.parts
        and (lines := text(path).count("\n")) > LONGEST
    }
    assert not {path: lines for path, lines in long.items() if path not in LONG}
    assert set(LONG) <= set(long), "a reason for a file that is not long any more"


def test_nothing_is_left_for_later() -> None:
    marker = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|敬请" + r"期待")
    code = tuple(path for path in files() if path.suffix in {".py", ".html", ".css", ".js", ".sh", ".yaml"})
    assert not hits(marker, code)


def test_no_test_is_switched_off() -> None:
    """Skipping for a missing tool would let a broken machine pass; script/setup installs the tools."""
    switch = re.compile(r"mark\.(?:x" + r"fail|skip)\b")
    assert not hits(switch, tuple(path for path in files() if path.parts[0] == "tests"))


def test_migrations_are_named() -> None:
    unnamed = re.compile(r"_auto_|^\d{4}_(?:alter|add|remove|rename|delete)_.*_and_more$")
    assert not [str(path) for path in files() if "migrations" in path.parts and unnamed.search(path.stem)]


# Scripts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [f"script/{name}" for name in SCRIPTS] + [".ci/run"])
def test_scripts_are_sound_bash_and_may_be_run(name: str) -> None:
    path = ROOT / name
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in path.read_text()
    subprocess.run(["bash", "-n", str(path)], check=True)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_explain_themselves(name: str) -> None:
    head = (ROOT / "script" / name).read_text().splitlines()[1]
    assert head.startswith("# ")
