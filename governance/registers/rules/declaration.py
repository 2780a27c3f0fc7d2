"""A register as it is declared (`governance/registers/SCHEMA.md`). Frozen; read by `reading.read`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    MONEY = "money"  # kept in cents
    INTEGER = "integer"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"  # a body of the town: an office, a village branch
    YES_NO = "yes_no"
    FILE = "file"


class Rows(StrEnum):
    """Whose rows they are: of the whole town, of one branch or village each, of one person each."""

    TOWN = "town"
    BRANCH = "branch"
    PERSON = "person"


class Level(StrEnum):
    REFUSE = "refuse"
    WARN = "warn"


FILLER = "filler"  # whoever entered the row
GOVERNMENT_HEAD = "government_head"  # the post of the town that heads its government
EVERYBODY = "everybody"  # whoever holds a post in the town


@dataclass(frozen=True)
class FieldSpec:
    code: str
    title: str
    type: FieldType
    help: str = ""
    required: bool = False
    sealed: bool = False  # in history and chain only as ciphertext, shown to `sealed_readers`
    in_list: bool = False
    in_search: bool = False  # found by the search of all matters
    choices: tuple[tuple[str, str], ...] = ()  # (kept, shown)
    width: int = 0  # in print, in proportion; 0: by its type

    def choice_title(self, kept: str) -> str:
        return dict(self.choices).get(kept, kept)


@dataclass(frozen=True)
class Condition:
    """When something is asked: a choice or a yes/no is one of `values`, or a sum reaches an article's figure
    (`figure`: `S3-04:1-6.limit`), or several fields hold (`all_of` is not offered: one condition a rule)."""

    field: str
    values: tuple[Any, ...] = ()
    figure: str = ""

    @property
    def cite(self) -> str:
        return self.figure.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.figure.rpartition(".")[2]


@dataclass(frozen=True)
class Signing:
    """One step of the chain. `posts`: any holder of one of them signs."""

    title: str
    posts: tuple[str, ...]
    article: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Limit:
    """A field beside a figure of an article, divided by another field where the figure is per head."""

    field: str
    figure: str
    level: Level
    per: str = ""
    over_year: bool = False  # the year's sum of the register, not the row alone
    when: Condition | None = None

    @property
    def cite(self) -> str:
        return self.figure.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.figure.rpartition(".")[2]


@dataclass(frozen=True)
class Enclosure:
    """A file that has to be there before the row is submitted."""

    title: str
    article: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Caution:
    """What an article advises against: a row like this goes on for a stated reason."""

    title: str
    article: str
    when: Condition


@dataclass(frozen=True)
class Rhythm:
    """So many rows a period, by an article's figure; reminded `remind_before` days before it ends. `each_branch`:
    of every branch by itself; whoever leads the branch is reminded, `posts` where nobody does."""

    figure: str
    period: str
    remind_before: int
    posts: tuple[str, ...]
    each_branch: bool = False

    @property
    def cite(self) -> str:
        return self.figure.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.figure.rpartition(".")[2]


@dataclass(frozen=True)
class Print:
    columns: tuple[str, ...]
    landscape: bool = False
    signers: tuple[str, ...] = ()  # places to sign at the foot of the list


@dataclass(frozen=True)
class Declaration:
    """`day`, `amount`, `name`, `kind` and `subject` are the fields that rows are found, ordered and added up by."""

    code: str
    title: str
    about: str
    capability: str
    articles: tuple[str, ...]
    rows: Rows
    fields: tuple[FieldSpec, ...]
    fillers: tuple[str, ...]
    readers: tuple[str, ...]
    sealed_readers: tuple[str, ...]
    day: str
    name: str
    amount: str
    kind: str
    signatures: tuple[Signing, ...]
    limits: tuple[Limit, ...]
    enclosures: tuple[Enclosure, ...]
    cautions: tuple[Caution, ...]
    rhythm: Rhythm | None
    print: Print
    mark: str  # 印〔2026〕12号
    years: int  # kept; 0: for good

    def field(self, code: str) -> FieldSpec:
        """KeyError for a field there is none of."""
        for one in self.fields:
            if one.code == code:
                return one
        raise KeyError(f"{self.code} has no field {code}")

    @property
    def open_fields(self) -> tuple[FieldSpec, ...]:
        return tuple(f for f in self.fields if not f.sealed)

    @property
    def sealed_fields(self) -> tuple[FieldSpec, ...]:
        return tuple(f for f in self.fields if f.sealed)

    @property
    def signers(self) -> tuple[str, ...]:
        """Every post that may be asked to sign, once each."""
        return tuple(dict.fromkeys(post for step in self.signatures for post in step.posts))

    def number(self, year: int, n: int) -> str:
        return f"{self.mark}〔{year}〕{n}号"

    def figures(self) -> Iterator[str]:
        """Every figure of an article that is asked for, `S3-04:1-6.limit`."""
        asked: list[Condition | None] = [step.when for step in self.signatures]
        asked += [one.when for one in self.enclosures]
        asked += [limit.when for limit in self.limits]
        asked += [one.when for one in self.cautions]
        for when in asked:
            if when is not None and when.figure:
                yield when.figure
        for limit in self.limits:
            yield limit.figure
        if self.rhythm is not None:
            yield self.rhythm.figure

    def cites(self) -> tuple[str, ...]:
        """Every article the declaration names, once each."""
        named = [*self.articles]
        named += [step.article for step in self.signatures if step.article]
        named += [one.article for one in self.enclosures if one.article]
        named += [one.article for one in self.cautions]
        named += [figure.rpartition(".")[0] for figure in self.figures()]
        return tuple(dict.fromkeys(named))


Values = Mapping[str, Any]
