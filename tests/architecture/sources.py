"""What the architecture tests read: the files of the repository, their syntax trees, their wordings."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("config", "governance", "meetings", "cadres", "petitions", "disclosure", "assessment")
APPS = CODE[2:]
CHINESE = re.compile(r"[㐀-鿿]")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository; paths from its root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = {Path(name) for name in listed.split("\0") if name}
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


def text(path: Path) -> str:
    """The file's text, or nothing if it is no text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def python_files() -> tuple[Path, ...]:
    """The application's modules: no tests, no migrations, no scripts."""
    return tuple(
        path
        for path in files()
        if path.suffix == ".py" and path.parts[0] in CODE and "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(path for path in files() if path.suffix == ".html" and "templates" in path.parts)


def module_name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@dataclass(frozen=True)
class Import:
    path: Path
    line: int
    module: str  # what is imported, as far as it is a module of ours or another top-level name

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.module}"


def imports(path: Path) -> Iterator[Import]:
    """Every import of a module, inside functions and type-checking blocks too."""
    here = module_name(path).split(".")
    package = here if path.name == "__init__.py" else here[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(path, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:  # `from governance import people` reaches governance.people
                deeper = f"{module}.{alias.name}"
                target = ROOT.joinpath(*deeper.split("."))
                yield Import(
                    path,
                    node.lineno,
                    deeper if target.is_dir() or target.with_suffix(".py").is_file() else module,
                )


def is_rules(path: Path) -> bool:
    """Whether the module is judgement: pure functions from facts and figures to findings. The demonstration's
    module of that name adopts rules for its towns."""
    if path.parts[0] == "config" or "demo" in path.parts:
        return False
    return "rules" in path.parts[:-1] or path.name == "rules.py"


def is_views(path: Path) -> bool:
    return path.name.endswith("views.py") or "views" in path.parts[:-1]


def is_models(path: Path) -> bool:
    return path.name == "models.py" or "models" in path.parts[:-1]


def wordings(path: Path) -> Iterator[tuple[int, str]]:
    """Chinese string constants of a module, docstrings left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
            and CHINESE.search(node.value)
        ):
            yield node.lineno, node.value
