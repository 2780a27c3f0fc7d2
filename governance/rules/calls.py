"""One call of `manage.py judge`: read strictly, judged from the shipped files alone, answered plainly.

A call is a mapping: `rule`, `preset` (a name, a regulation, or a list of them), `on`, `facts`, and if
wanted `set` (figure → written value) and `settle` (conflict → choice).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from governance.rules.book import Book, Settlement
from governance.rules.days import WorkingCalendar
from governance.rules.facts import BadCall
from governance.rules.figure_values import TYPES
from governance.rules.figures import Figure
from governance.rules.grammar import parse_value
from governance.rules.library import Library
from governance.rules.overrides import check_override
from governance.rules.registry import find_rule, judge
from governance.rules.verdict import Verdict

_KEYS = ("rule", "preset", "on", "facts")
_OPTIONAL = ("set", "settle")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A what-if may try a value that is looser than the text, or no true majority: whether a committee may
# have it is asked when it is proposed. What could not be a figure at all is refused here too.
_TRIABLE = frozenset(
    f"rulebook.figure.{code}" for code in ("looser", "looser_than_upper", "below_half", "superseded")
)


def read_json(text: str) -> Any:
    """JSON without the tolerance of the reader: a key that stands twice and NaN are refused."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise BadCall("the JSON is nested too deeply") from None
    except ValueError as error:
        raise BadCall(f"not JSON: {error}") from None


def answer(call: Any, library: Library, calendar: WorkingCalendar) -> dict[str, Any]:
    """The verdict as it is printed. Raises BadCall with a sentence on what is wrong."""
    if not isinstance(call, Mapping):
        raise BadCall("a call is one object")
    unknown = [k for k in call if k not in (*_KEYS, *_OPTIONAL)]
    missing = [k for k in _KEYS if k not in call]
    if unknown or missing:
        wrong = f"unknown {', '.join(unknown)}" if unknown else f"missing {', '.join(missing)}"
        raise BadCall(f"{wrong}; a call takes {', '.join(_KEYS)} and may take {', '.join(_OPTIONAL)}")
    found = find_rule(call["rule"])
    book = _book(call, library)
    try:
        verdict = judge(found.name, call["facts"], book, calendar)
    except BadCall as error:
        raise BadCall(f"{error}\n{found.takes}") from None
    return printed(verdict)


def printed(verdict: Verdict) -> dict[str, Any]:
    """allowed, outcome (null where the rule decides none) and the findings with their sentences."""
    findings = [{**f.as_dict(), "message": f.message(), "remedy": f.remedy()} for f in verdict.findings]
    return {"allowed": verdict.allowed, "outcome": verdict.outcome, "findings": findings}


def _book(call: Mapping[str, Any], library: Library) -> Book:
    on = _day(call["on"])
    names = call["preset"] if isinstance(call["preset"], list) else [call["preset"]]
    if not names:
        raise BadCall("preset is empty; name at least one preset or regulation")
    adopted = _adopted(names, library)
    overrides = {}
    for key, written in _texts(call.get("set"), "set").items():
        figure = _figure(key, written, library, on)
        overrides[figure.cite, figure.name] = figure
    settlements = {
        conflict: _settlement(conflict, choice, library, on)
        for conflict, choice in _texts(call.get("settle"), "settle").items()
    }
    return library.book(adopted=adopted, on=on, overrides=overrides, settlements=settlements)


def _adopted(names: list[Any], library: Library) -> list[str]:
    for name in names:
        if not isinstance(name, str) or (name not in library.presets and name not in library.regulations):
            raise BadCall(f"no preset {name!r}; there are {', '.join(sorted(library.presets))}")
    return names


def _day(written: Any) -> date:
    if isinstance(written, str) and _ISO_DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise BadCall(f"on takes a date as 2026-11-21, not {written!r}")


def _texts(value: Any, name: str) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise BadCall(f"{name} is one object of texts")
    return value


def _figure(key: str, written: str, library: Library, on: date) -> Figure:
    cite, _dot, name = key.rpartition(".")
    try:
        spec = library.article(cite, on).figure_specs[name]
    except KeyError:
        raise BadCall(f"set: no figure {key}; write it as S0-04:三-3a.majority") from None
    hint = spec.base if spec.type == "share" else spec.measure or TYPES[spec.type].measure or spec.type
    try:
        value = parse_value(written, hint or None)
    except ValueError as error:
        raise BadCall(f"set: {key}: {error}") from None
    faults = [p for p in check_override(library, cite, name, value, on) if p.code not in _TRIABLE]
    if faults:
        raise BadCall(f"set: {key}: {'; '.join(map(str, faults))}")
    return Figure(cite, name, value, on, layer="committee", authority="judge --set")


def _settlement(conflict: str, choice: str, library: Library, on: date) -> Settlement:
    try:
        keep = library.conflict(conflict).choice(choice).keep
    except KeyError as error:
        raise BadCall(f"settle: {error.args[0]}") from None
    return Settlement(conflict, keep, on, "judge --settle")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadCall(f"the key {key!r} stands twice")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise BadCall(f"{name} is no value")
