"""YAML read strictly: what a reviewer sees in the file is what the program gets.

YAML 1.1 turns `on`, `yes` and `no` into booleans, `3:1` into 181 and `0.5` into a float. Here the
first and the last are refused and `3:1` stays a text; duplicate keys are refused too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as _Base  # type: ignore[assignment]


class StrictLoader(_Base):
    pass


_KEEP = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEEP]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
StrictLoader.add_implicit_resolver(
    "!trap", re.compile(r"^(?:y|n|yes|no|on|off)$", re.IGNORECASE), list("yYnNoO")
)
StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789")
)
StrictLoader.add_implicit_resolver("!float", re.compile(r"^-?\d+\.\d+$"), list("-0123456789"))
StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:timestamp", re.compile(r"^\d{4}-\d\d-\d\d$"), list("0123456789")
)


def _refuse(reason: str) -> Any:
    def construct(loader: StrictLoader, node: yaml.ScalarNode) -> Any:
        raise yaml.constructor.ConstructorError(None, None, reason.format(node.value), node.start_mark)

    return construct


def _mapping(loader: StrictLoader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} is not a text: quote it", key_node.start_mark
            )
        if key in found:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands twice", key_node.start_mark
            )
        found[key] = loader.construct_object(value_node, deep=True)
    return found


StrictLoader.add_constructor("!trap", _refuse("{!r} would be read as true or false: quote it"))
StrictLoader.add_constructor("!float", _refuse("{!r} is a float: write an exact fraction as a quoted text"))
StrictLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path) -> Any:
    """Read one file. Raises ValueError naming the line and the reason."""
    try:
        return yaml.load(path.read_bytes(), Loader=StrictLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise ValueError(f"{where}{error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
