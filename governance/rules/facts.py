"""Facts of a step: frozen dataclasses, read strictly from plain mappings (JSON or an app's rows).

A field without a default is a listed fact: it must be named, and null says that nobody knows it, so
that the articles that need it answer `unknown`. A field with the default None is beyond the listed
ones: absent or null, its article does not apply.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

F = TypeVar("F")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadCall(ValueError):
    """Facts that no meeting could have, or that the rule does not take. One English sentence."""


def parse_facts(kind: type[F], data: Mapping[str, Any]) -> F:
    """Build the facts dataclass from a mapping. Dates may be ISO texts or dates, identifiers texts or
    members. Raises BadCall naming the key and what it takes."""
    if not isinstance(data, Mapping):
        raise BadCall(f"facts are one object, not {_shown(data)}")
    return _object(kind, data, "facts")


def takes(kind: type) -> str:
    """What a rule takes, one fact a line: for whoever called it wrongly."""
    lines = []
    hints = _hints(kind)
    for f in fields(kind):
        listed = "" if _required(f) else "  (may be left out)"
        lines.append(f"  {f.name}: {_type_name(hints[f.name])}{listed}")
    return "\n".join(lines)


def whole(**values: int | None) -> None:
    """Counts of a facts dataclass. Raises BadCall for a negative count; for use in `__post_init__`."""
    for name, value in values.items():
        if value is not None and value < 0:
            raise BadCall(f"{name} is {value}; a count is not negative")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(f: Field[Any]) -> bool:
    return f.default is MISSING and f.default_factory is MISSING


def _object(kind: type[F], data: Mapping[str, Any], where: str) -> F:
    hints = _hints(kind)  # type: ignore[arg-type]
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    for key in data:
        if key not in known:
            raise BadCall(f"{where}: unknown key {key!r}; it takes {', '.join(known)}")
    missing = [name for name, f in known.items() if _required(f) and name not in data]
    if missing:
        raise BadCall(f"{where}: missing {', '.join(missing)}")
    return kind(
        **{name: _value(hints[name], data[name], f"{where}.{name}") for name in known if name in data}
    )


def _value(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        options = get_args(hint)
        if value is None and type(None) in options:
            return None
        kinds = [o for o in options if o is not type(None)]
        for kind in kinds[:-1]:
            try:
                return _value(kind, value, where)
            except BadCall:
                continue
        return _value(kinds[-1], value, where)
    if hint is bool:
        return _checked(isinstance(value, bool), value, hint, where)
    if hint is int:
        return _checked(isinstance(value, int) and not isinstance(value, bool), value, hint, where)
    if hint is date:
        return _day(value, where)
    if hint is str:
        return _checked(isinstance(value, str), value, hint, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _identifier(hint, value, where)
    if is_dataclass(hint):
        _checked(isinstance(value, Mapping), value, hint, where)
        return _object(hint, value, where)  # type: ignore[arg-type]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        _checked(isinstance(value, Sequence) and not isinstance(value, str | bytes), value, hint, where)
        return tuple(_value(inner[0], v, f"{where}[{i}]") for i, v in enumerate(value))
    _checked(isinstance(value, Mapping) and all(isinstance(k, str) for k in value), value, hint, where)
    return {k: _value(inner[1], v, f"{where}[{k}]") for k, v in value.items()}


def _checked(holds: bool, value: Any, hint: Any, where: str) -> Any:
    if not holds:
        raise BadCall(f"{where} takes {_type_name(hint)}, not {_shown(value)}")
    return value


def _day(value: Any, where: str) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadCall(f"{where} takes a date as 2026-11-21, not {_shown(value)}")


def _identifier(kind: type[StrEnum], value: Any, where: str) -> StrEnum:
    if isinstance(value, str) and value in list(kind):
        return kind(value)
    raise BadCall(f"{where} takes {_type_name(kind)}, not {_shown(value)}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _type_name(hint: Any) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join("null" if o is type(None) else _type_name(o) for o in get_args(hint))
    if hint is date:
        return "date"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "|".join(hint)
    if is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type]
        return "{" + ", ".join(f"{f.name}: {_type_name(hints[f.name])}" for f in fields(hint)) + "}"
    if get_origin(hint) is tuple:
        return f"[{_type_name(get_args(hint)[0])}, …]"
    if get_args(hint):
        return f"{{name: {_type_name(get_args(hint)[1])}}}"
    return str(hint.__name__)
