"""What an app lends its secret votes: the words on the sheet, who may vote now, and the verbs that count and void.

Registered once per kind of row a box belongs to, so that every vote of every app goes through the same pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Concat, Substr
from django.utils.translation import gettext as _

from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, ask
from governance.rules.verdict import Verdict

if TYPE_CHECKING:
    from governance.access.actor import Actor
    from governance.ballots.models import SealedPoll


@dataclass(frozen=True)
class QuestionWords:
    """One question as it is shown: `legend` (a person or a matter), what stands small beside it, and the label of
    every option by its key."""

    key: str
    legend: str
    note: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """The words of a ballot: what it is, of which matter, and its questions."""

    kind: str
    of: str
    matter: str
    questions: Sequence[QuestionWords]
    hint: str = ""
    back_url: str = ""
    back_label: str = ""
    # Where a voter goes on, where that is another page: being on the roll does not show what the vote belongs to.
    voter_url: str = ""
    voter_label: str = ""
    text_label: str = ""

    @property
    def onward(self) -> str:
        return self.voter_url or self.back_url

    @property
    def onward_label(self) -> str:
        return self.voter_label or self.back_label


def _nobody(poll: SealedPoll) -> Collection[int]:
    return ()


def _takes_uniform(poll: SealedPoll) -> bool:
    return False


def _no_more(poll: SealedPoll) -> Any:
    return None


def _as_counted(poll: SealedPoll) -> bool:
    return True


def _scrutineer(poll: SealedPoll) -> str:
    return _("监票人")


@dataclass(frozen=True)
class PaperUse:
    """What an app lends to the paper in its boxes. `groups`: the classes that hand in paper, by number, in order;
    the box is not counted before the sheet of each is confirmed, be it with nothing. `rated`: persons the sheets
    are about; they see and touch no paper. `refuses_uniform`: a sheet with one
    mark everywhere is invalid, as phones do not take it. The rest is asked where it is given: who types (else the office, the
    organization clerk and the tellers), who writes figures and makes batches (else whoever counts), who confirms
    and explains (else whoever scrutinises)."""

    groups: Callable[[SealedPoll], Mapping[int, str]]
    rated: Callable[[SealedPoll], Collection[int]] = _nobody
    refuses_uniform: Callable[[SealedPoll], bool] = _takes_uniform
    may_type: Callable[[Actor, SealedPoll], Answer] | None = None
    may_write: Callable[[Actor, SealedPoll], Answer] | None = None
    may_confirm: Callable[[Actor, SealedPoll], Answer] | None = None


@dataclass(frozen=True)
class PollUse:
    """`may_cast`: beyond the roll, whether this person may vote now (in the room). `visible`: rows of the app's
    model the actor may know of. `count` (poll, codes, actor, once) opens the box, `lose` (poll, actor, once)
    declares its key lost and voids the vote: verbs of the app. `unfit` says in a sentence why a marked sheet is
    not taken, or nothing. `paper` where sheets may come in on paper, too; without it they may not.

    For a result that somebody changed past the program (`mismatch`): `meaning` is what the keys of questions,
    options and classes stand for, as JSON, fixed before the count; `as_counted` whether the figures the app's own
    row repeats are those of the count; `calls` whom to tell, by post and name."""

    model: type[models.Model]
    sheet: Callable[[SealedPoll], Sheet]
    may_cast: Callable[[SealedPoll, int], Verdict]
    visible: Callable[[Actor], models.QuerySet]
    count: Callable[..., Any]
    lose: Callable[..., Any]
    may_count: Callable[[Actor, SealedPoll], Answer]
    may_lose: Callable[[Actor, SealedPoll], Answer]
    answers_objections: Callable[[SealedPoll, Actor], bool]
    may_object: Callable[[SealedPoll], Verdict]
    heading: Callable[[SealedPoll], Sheet] | None = None
    related: tuple[str, ...] = ()
    unfit: Callable[[SealedPoll, Mapping[str, str]], str] | None = None
    paper: PaperUse | None = None
    meaning: Callable[[SealedPoll], Any] = _no_more
    as_counted: Callable[[SealedPoll], bool] = _as_counted
    calls: Callable[[SealedPoll], str] = _scrutineer


_USES: dict[str, PollUse] = {}


def register_use(use: PollUse) -> None:
    label = use.model._meta.label_lower
    if label in _USES:
        raise ValueError(f"{label} registers its votes twice")
    _USES[label] = use


def use_of(poll: SealedPoll) -> PollUse:
    return _USES[poll.subject_type]


def asks(action: str) -> Callable[[Actor, SealedPoll], Answer]:
    """The answer of an app's own policy about the row a box belongs to."""

    def answer(actor: Actor, poll: SealedPoll) -> Answer:
        decision = ask(actor, action, poll.subject)
        return Allowed(decision.post) if decision.allowed else Denied(decision.reason, decision.posts)

    return answer


def paper_groups(poll: SealedPoll) -> Mapping[int, str]:
    """The classes of a box that hand in paper; none where it takes none."""
    paper = use_of(poll).paper
    return paper.groups(poll) if paper is not None else {}


def refuses_uniform(poll: SealedPoll) -> bool:
    """Whether a sheet of paper with the same mark everywhere is invalid."""
    paper = use_of(poll).paper
    return paper is not None and paper.refuses_uniform(poll)


def _key_as_text(model: type[models.Model]) -> Any:
    """A row's key as `subject_id` holds it. A database without a type for UUIDs keeps 32 digits without dashes."""
    text = Cast("pk", models.CharField())
    if not isinstance(model._meta.pk, models.UUIDField) or connection.features.has_native_uuid_field:
        return text
    parts = [Substr(text, start, length) for start, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))]
    dash = Value("-")
    return Concat(parts[0], dash, parts[1], dash, parts[2], dash, parts[3], dash, parts[4])


def heading_of(poll: SealedPoll) -> Sheet:
    """The words above a receipt: of which vote, and where to go on. Questions may be missing."""
    use = use_of(poll)
    return (use.heading or use.sheet)(poll)


def related_to(label: str) -> tuple[str, ...]:
    """What is read together with a row a box belongs to."""
    use = _USES.get(label)
    return use.related if use is not None else ()


def known_to(actor: Actor) -> Q:
    """Boxes that belong to a row the actor may know of."""
    found = Q(pk__in=[])
    for label, use in _USES.items():
        ids = use.visible(actor).annotate(_text=_key_as_text(use.model)).values("_text")
        found |= Q(subject_type=label, subject_id__in=ids)
    return found
