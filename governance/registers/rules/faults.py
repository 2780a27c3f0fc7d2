"""Faults of a declaration, and the plain values it is made of: each read strictly, each fault with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from governance.rules.wording import gettext_noop

_ = gettext_noop


@dataclass(frozen=True)
class Fault:
    """Where something is wrong (`fields[2].type`) and what: a Chinese source string and its values."""

    file: str
    path: str
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.text).format(**self.values)

    def __str__(self) -> str:
        return f"{self.file}: {self.path}: {self.sentence()}"


class BadDeclaration(ValueError):
    """A declaration with faults; `faults` are all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


@dataclass(frozen=True)
class Known:
    """What a declaration may name. `articles`: the levels (block, warn, record …) by citation; `figures`: the
    measure (yuan, time/month …) by `S3-04:1-6.limit`."""

    posts: frozenset[str]
    capabilities: frozenset[str]
    articles: Mapping[str, str]
    figures: Mapping[str, str]


class PlainReader:
    def __init__(self, file: str, known: Known) -> None:
        self.file, self.known = file, known
        self.faults: list[Fault] = []

    def fault(self, path: str, text: str, **values: Any) -> None:
        self.faults.append(Fault(self.file, path, text, values))

    # Plain values ------------------------------------------------------------------------

    def mapping(self, raw: Any, path: str, needed: Iterable[str], other: Iterable[str]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self.fault(path, _("要写成“键: 值”"))
            return {}
        at = f"{path}." if path != "." else ""
        allowed = {*needed, *other}
        for key in raw:
            if key not in allowed:
                self.fault(
                    f"{at}{key}", _("没有这一项，可以写的有：{allowed}"), allowed="、".join(sorted(allowed))
                )
        for key in needed:
            if raw.get(key) in (None, "", []):
                self.fault(f"{at}{key}", _("没有写"))
        return raw

    def text(self, raw: Any, path: str, longest: int = 40) -> str:
        if raw is None:
            return ""
        if not isinstance(raw, str):
            self.fault(path, _("要写文字，现在是{raw}"), raw=raw)
            return ""
        if len(raw) > longest:
            self.fault(path, _("有{have}个字，最多{most}个字"), have=len(raw), most=longest)
        return raw.strip()

    def flag(self, raw: Any, path: str) -> bool:
        if raw is None or isinstance(raw, bool):
            return bool(raw)
        self.fault(path, _("只写 true 或 false，现在是{raw}"), raw=raw)
        return False

    def whole(self, raw: Any, path: str, least: int, most: int) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or not least <= raw <= most:
            self.fault(path, _("要写{least}到{most}的整数，现在是{raw}"), least=least, most=most, raw=raw)
            return least
        return raw

    def one_of(self, raw: Any, path: str, allowed: Sequence[str]) -> str:
        if raw not in allowed:
            self.fault(path, _("“{raw}”不在可以写的里面：{allowed}"), raw=raw, allowed="、".join(allowed))
            return allowed[0]
        return str(raw)

    def sequence(self, raw: Any, path: str, most: int) -> list[Any]:
        if raw is None:
            return []
        if not isinstance(raw, list):
            self.fault(path, _("要写成一列"))
            return []
        if len(raw) > most:
            self.fault(path, _("有{have}项，最多{most}项"), have=len(raw), most=most)
        return raw

    def posts(self, raw: Any, path: str, special: Sequence[str] = ()) -> tuple[str, ...]:
        found = []
        for n, code in enumerate(self.sequence(raw, path, 30)):
            if code in self.known.posts or code in special:
                found.append(str(code))
            else:
                self.fault(f"{path}[{n}]", _("没有“{code}”这个岗位"), code=code)
        if len(set(found)) != len(found):
            self.fault(path, _("同一岗位写了两次"))
        return tuple(found)

    def article(self, raw: Any, path: str) -> str:
        cite = self.text(raw, path)
        if cite and cite not in self.known.articles:
            self.fault(path, _("制度库里没有“{cite}”这一条"), cite=cite)
        return cite

    def figure(self, raw: Any, path: str) -> str:
        name = self.text(raw, path, 60)
        if name and name not in self.known.figures:
            self.fault(path, _("制度库里没有“{name}”这个数"), name=name)
        return name
