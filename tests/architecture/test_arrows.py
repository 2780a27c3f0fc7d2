"""Imports point one way (docs/architecture.md); judgement is pure; views reach for no rows."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import (
    APPS,
    CODE,
    Import,
    imports,
    is_models,
    is_rules,
    is_views,
    python_files,
    tree,
)

# Lower may not import higher; equals may not import each other.
FLOORS = {
    "rules": 0,
    "audit": 1,
    "people": 2,
    "listing": 3,
    "access": 4,
    "search": 5,
    "rulebook": 6,
    "calendar": 7,
    "deadlines": 8,
    "documents": 9,
    "ballots": 10,
    "procedures": 10,
    "operation": 10,
    "registers": 11,
    "office": 12,
}
# How things are worded for people, on top of the verdicts alone; every package may say things.
PRESENTING = {"fields", "findings", "seating", "wordings"}
ROOF = 20  # commands, address lists, start-up and re-exports: they put the packages together
# (importing file, imported package): why the arrow is turned round there.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def floor(module: str) -> tuple[int, str] | None:
    """Height and room of a module of ours; None for everything else."""
    parts = module.split(".")
    if parts[0] in APPS:
        return 15, parts[0]
    if parts[0] == "config":
        return ROOF + 1, "config"
    if parts[0] == "governance":
        room = parts[1] if len(parts) > 1 else ""
        if room == "templatetags" and parts[2:3] and parts[2] in PRESENTING:
            return FLOORS["audit"], "governance.templatetags"
        return (FLOORS[room], f"governance.{room}") if room in FLOORS else (ROOF, "governance")
    return None


def against_the_arrows(found: Import) -> bool:
    source, target = floor(".".join(found.path.with_suffix("").parts)), floor(found.module)
    if source is None or target is None or source[1] == target[1]:
        return False
    return target[0] >= source[0] and (str(found.path), target[1]) not in EXCEPTIONS


def test_imports_follow_the_arrows() -> None:
    wrong = [str(found) for path in python_files() for found in imports(path) if against_the_arrows(found)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("path", "module", "wrong"),
    [
        ("governance/audit/act.py", "governance.rules.verdict", False),
        ("governance/rules/verdict.py", "governance.audit.act", True),
        ("governance/people/models.py", "governance.access.actor", True),
        ("governance/ballots/models.py", "governance.procedures.steps", True),
        ("governance/access/views.py", "governance.models", True),
        ("governance/apps.py", "governance.access.policies", False),
        ("governance/documents/kinds.py", "meetings.models", True),
        ("meetings/services.py", "governance.documents.services", False),
        ("meetings/services.py", "petitions.models", True),
        ("meetings/services.py", "config.settings", True),
        ("governance/people/visibility.py", "governance.templatetags.wordings", False),
        ("governance/people/visibility.py", "governance.templatetags.print_layout", True),
        ("governance/templatetags/wordings.py", "governance.people.models", True),
        ("config/urls.py", "meetings.urls", False),
    ],
)
def test_the_arrows_are_read_right(path: str, module: str, wrong: bool) -> None:
    assert against_the_arrows(Import(Path(path), 1, module)) is wrong


def test_every_package_of_governance_has_its_floor() -> None:
    roof = {"management", "migrations", "templatetags"}
    packages = {
        path.parts[1] for path in python_files() if path.parts[0] == "governance" and len(path.parts) > 2
    }
    assert packages - roof <= set(FLOORS)


def test_no_exception_outlives_its_reason() -> None:
    used = {
        (str(found.path), target[1])
        for path in python_files()
        for found in imports(path)
        if (target := floor(found.module)) is not None
    }
    assert set(EXCEPTIONS) <= used


# Judgement ------------------------------------------------------------------------------------

CLOCKS = {"today", "now", "utcnow", "localdate", "time", "monotonic"}
READERS = {"yaml"}  # the rulebook files


def test_rules_import_neither_django_nor_rows() -> None:
    wrong = []
    for path in filter(is_rules, python_files()):
        above = path.parts[: path.parts.index("rules")] if "rules" in path.parts else path.parts[:-1]
        own = ".".join([*above, "rules"])
        for found in imports(path):
            top = found.module.split(".")[0]
            ours = any(f"{found.module}.".startswith(f"{name}.") for name in (own, "governance.rules"))
            if not ours and top not in READERS and top not in sys.stdlib_module_names:
                wrong.append(str(found))
    assert not wrong, "\n".join(wrong)


def test_rules_never_look_at_the_clock() -> None:
    wrong = [
        f"{path}:{node.lineno} calls {node.func.attr}()"
        for path in filter(is_rules, python_files())
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert not wrong, "\n".join(wrong)


def test_rules_count_exactly() -> None:
    wrong = [
        f"{path}:{node.lineno} has a float"
        for path in filter(is_rules, python_files())
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]
    assert not wrong, "\n".join(wrong)


# Rooms ----------------------------------------------------------------------------------------

WRITERS = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# (views module, model): why it may be reached without asking what the actor may see.
UNASKED = {
    (
        "governance/ballots/rating/views/sheet.py",
        "RatingRound",
    ): "whoever drew a code may hand in a sheet; who that is nobody asks",
    ("governance/access/views.py", "Organization"): "the organization of the reader's own post",
    ("governance/access/audit_views.py", "Organization"): "the reader's own, or one a grant was asked about",
    ("governance/access/audit_views.py", "Act"): "one's own acts; of others each is asked by may_read",
    ("governance/access/audit_views.py", "ChainEntry"): "the link of an act that was asked by may_read",
    ("governance/documents/number_views.py", "NumberSeries"): "a series of the reader's own organization",
    ("governance/documents/template_views.py", "Organization"): "administrators choose among all towns",
    ("governance/documents/views.py", "Document"): "whoever holds the paper may look up its code",
}


def test_views_reach_rows_only_by_what_the_actor_may_see() -> None:
    wrong = []
    for path in filter(is_views, python_files()):
        asked = {
            id(node.value)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr == "visible_to"
        }
        wrong += [
            f"{path}:{node.lineno} takes {ast.unparse(node)} without visible_to(actor)"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and id(node) not in asked
            and (str(path), ast.unparse(node.value)) not in UNASKED
        ]
    assert not wrong, "\n".join(wrong)


def test_only_services_write() -> None:
    wrong = [
        f"{path}:{node.lineno} calls .{node.func.attr}()"
        for path in python_files()
        if is_views(path) or "pages" in path.parts or path.name == "facts.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITERS
    ]
    assert not wrong, "\n".join(wrong)


def test_rows_are_never_taken_along_when_another_goes() -> None:
    """Cascades skip the guards of the audit layer: PROTECT everywhere in our own models."""
    wrong = []
    for path in filter(is_models, python_files()):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in {"ForeignKey", "OneToOneField"}:
                continue
            given = [keyword.value for keyword in node.keywords if keyword.arg == "on_delete"] or node.args[
                1:2
            ]
            if not given or ast.unparse(given[0]).split(".")[-1] != "PROTECT":
                wrong.append(f"{path}:{node.lineno} is not on_delete=PROTECT")
    assert not wrong, "\n".join(wrong)


def test_many_to_many_tables_are_recorded_ones() -> None:
    """An automatic joining table has no history; only one of ours does."""
    wrong = [
        f"{path}:{node.lineno} has no through model"
        for path in filter(is_models, python_files())
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "ManyToManyField"
        and "through" not in {keyword.arg for keyword in node.keywords}
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils.py", "helpers.py", "signals.py"}
    assert not [str(path) for path in python_files() if path.name in drawers]


def test_only_the_settings_read_the_environment() -> None:
    allowed = {
        "config/environment.py",
        "config/celery.py",
        "config/wsgi.py",
        "governance/documents/fonts.py",  # fontconfig takes its file by a variable of its own
    }
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files()
        if str(path) not in allowed and path.parts[0] in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert not wrong, "\n".join(wrong)
