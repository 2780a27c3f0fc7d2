"""What the pages of paper show: the classes with their figures and gaps, the batches with the step each waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.decision import Allowed
from governance.access.policy import ask
from governance.ballots.models import PaperBatch, PaperCount, SealedPoll
from governance.ballots.paper import grid, judging
from governance.ballots.paper.grid import NO_MARK, SPOILT, STANDS, WRONG, Difference, Sheet
from governance.ballots.paper.reconciling import PaperFigures, adds_up
from governance.ballots.uses import QuestionWords, paper_groups
from governance.ballots.uses import Sheet as Words
from governance.documents.kinds import answers_of
from governance.documents.models import Document
from governance.rules.verdict import Verdict

Status = PaperBatch.Status
KINDS = {
    Status.WAITING: "",
    Status.TYPED_ONCE: "doing",
    Status.TYPED_TWICE: "near",
    Status.SETTLED: "done",
    Status.WITHDRAWN: "void",
}


@dataclass(frozen=True)
class Step:
    """A button: where it leads, or why it leads nowhere now."""

    label: str
    url: str
    verdict: Verdict
    primary: bool = False

    @property
    def open(self) -> bool:
        return self.verdict.allowed


@dataclass(frozen=True)
class BatchRow:
    batch: PaperBatch
    kind: str
    step: Step | None
    clear_url: str


@dataclass(frozen=True)
class ClassPart:
    group: int
    name: str
    count: PaperCount | None
    figures: PaperFigures | None
    gaps: Sequence[str]
    rows: Sequence[BatchRow]
    steps: Sequence[Step]

    @property
    def cells(self) -> list[str]:
        """Issued, returned, typed, valid, blank, invalid; the last three once a scrutineer has confirmed."""
        count, figures = self.count, self.figures
        if count is None or figures is None:
            return ["—"] * 6
        numbers = (count.issued, count.returned, figures.typed, count.valid, count.blank, count.invalid)
        return ["—" if number is None else str(number) for number in numbers]

    @property
    def settled(self) -> int:
        return sum(row.batch.status == Status.SETTLED for row in self.rows)

    @property
    def standing(self) -> int:
        return sum(row.batch.stands for row in self.rows)


def parts_of(poll: SealedPoll, names: Mapping[int, str], actor: Actor) -> list[ClassPart]:
    """One a class, in order. Three queries beside those of the policies."""
    counts = {
        count.group: count
        for count in poll.paper_counts.select_related("written_by", "confirmed_by", "explained_by")
    }
    batches = list(poll.paper_batches.select_related("first_by", "second_by", "settled_by"))
    may = {
        name: ask(actor, f"ballots.{name}", poll).allowed
        for name in (
            "paper_count.written",
            "paper_batches.added",
            "paper_batch.typed",
            "paper_batch.cleared",
            "paper_count.confirmed",
            "paper_gap.explained",
        )
    }
    found = []
    for group, name in names.items():
        own = [batch for batch in batches if batch.group == group]
        for batch in own:
            batch.poll = poll
        found.append(_part(poll, group, name, counts.get(group), own, may, actor))
    return found


@dataclass(frozen=True)
class NextHand:
    """What paper waits for from one person: of which class and batch, the button, how many more like it."""

    of: str
    step: Step
    others: int


def next_hand(poll: SealedPoll, actor: Actor) -> NextHand | None:
    """The first thing on paper that this person can do now; nothing where all of it waits for somebody else. The
    batches come before the figures, for they are what the count waits for longest."""
    parts = parts_of(poll, paper_groups(poll), actor)
    batches = [
        (_("%(class)s第%(n)s批") % {"class": part.name, "n": row.batch.number}, row.step)
        for part in parts
        for row in part.rows
        if row.step is not None and row.step.open
    ]
    figures = [(part.name, step) for part in parts for step in part.steps if _waits(part, step)]
    for found in (batches, figures):
        if found:
            of, step = found[0]
            return NextHand(of, step, len(found) - 1)
    return None


def _waits(part: ClassPart, step: Step) -> bool:
    unexplained = bool(part.gaps) and part.count is not None and not part.count.explanation
    return step.open and (step.primary or (unexplained and step.url.endswith("/shuoming/")))


def _part(
    poll: SealedPoll,
    group: int,
    name: str,
    count: PaperCount | None,
    batches: list[PaperBatch],
    may: Mapping[str, bool],
    actor: Actor,
) -> ClassPart:
    standing = [batch for batch in batches if batch.stands]
    figures = judging.figures_of(count, standing) if count is not None else None
    all_typed = bool(standing) and all(batch.status == Status.SETTLED for batch in standing)
    gaps = adds_up(figures).blocking if figures is not None and (all_typed or figures.surplus) else ()
    return ClassPart(
        group=group,
        name=name,
        count=count,
        figures=figures,
        gaps=[gap.message(_) for gap in gaps],
        rows=[_row(batch, may, actor) for batch in batches],
        steps=list(_steps(poll, group, count, standing, may, actor, gap=bool(gaps))),
    )


def _steps(
    poll: SealedPoll,
    group: int,
    count: PaperCount | None,
    standing: list[PaperBatch],
    may: Mapping[str, bool],
    actor: Actor,
    *,
    gap: bool,
) -> Sequence[Step]:
    def url(name: str) -> str:
        return reverse(f"ballots:{name}", args=[poll.pk, group])

    confirmed = count is not None and count.confirmed_by_id is not None
    found = []
    if may["paper_count.written"]:
        label = _("填写张数") if count is None else _("改填张数")
        found.append(Step(label, url("paper-count"), judging.while_open(poll), primary=count is None))
    if may["paper_batches.added"]:
        found.append(
            Step(
                _("分批"),
                url("paper-batches"),
                judging.for_batches(poll),
                primary=count is not None and not standing,
            )
        )
    if may["paper_gap.explained"] and gap and not confirmed:
        found.append(Step(_("说明差数"), url("paper-gap"), judging.for_explaining(poll, count, standing)))
    if may["paper_count.confirmed"] and not confirmed:
        verdict = judging.for_confirming(poll, count, standing, actor.person_id)
        found.append(Step(_("核对"), url("paper-confirm"), verdict, primary=verdict.allowed))
    return found


def _row(batch: PaperBatch, may: Mapping[str, bool], actor: Actor) -> BatchRow:
    open_now = judging.while_open(batch.poll).allowed
    clear = may["paper_batch.cleared"] and open_now and batch.stands
    return BatchRow(
        batch,
        KINDS[Status(batch.status)],
        _batch_step(batch, actor) if may["paper_batch.typed"] and open_now else None,
        reverse("ballots:paper-clear", args=[batch.poll_id, batch.pk]) if clear else "",
    )


def _batch_step(batch: PaperBatch, actor: Actor) -> Step | None:
    names = {
        Status.WAITING: (_("录第一遍"), "paper-type"),
        Status.TYPED_ONCE: (_("录第二遍"), "paper-type"),
        Status.TYPED_TWICE: (_("核定差异"), "paper-settle"),
    }
    if batch.status not in names:
        return None
    label, name = names[Status(batch.status)]
    judge = judging.for_settling if name == "paper-settle" else judging.for_typing
    url = reverse(f"ballots:{name}", args=[batch.poll_id, batch.pk])
    return Step(label, url, judge(batch, actor.person_id))


@dataclass(frozen=True)
class CountPaper:
    """The newest print-out, where the reader may open it."""

    document: Document | None
    readable: bool


def paper_for(document: Document | None, actor: Actor) -> CountPaper:
    if document is None:
        return CountPaper(None, False)
    answer = answers_of(actor, [document])[document.pk]
    made = document.state == Document.State.FINISHED
    return CountPaper(document, made and isinstance(answer, Allowed))


# Keys and words of a sheet ------------------------------------------------------------------------------


@dataclass(frozen=True)
class KeyWords:
    """The keys of one question, or of all where they are the same (`question` is then empty)."""

    question: str
    keys: Sequence[tuple[str, str]]


def keys_of(poll: SealedPoll, words: Words) -> list[KeyWords]:
    """Which key stands for which option, told once where every question has the same."""
    legends = _legends(poll, words)
    by_question = [
        [(str(n), by_key.options.get(option, option)) for n, option in enumerate(question.options, start=1)]
        for question, by_key in zip(poll.sheet, legends, strict=True)
    ]
    if all(keys == by_question[0] for keys in by_question):
        return [KeyWords("", by_question[0])]
    return [KeyWords(_("第%(n)s题") % {"n": n}, keys) for n, keys in enumerate(by_question, start=1)]


def questions_of(poll: SealedPoll, words: Words) -> list[str]:
    return [one.legend for one in _legends(poll, words)]


def _legends(poll: SealedPoll, words: Words) -> list[QuestionWords]:
    by_key = {one.key: one for one in words.questions}
    return [by_key.get(q.key, QuestionWords(q.key, q.key, "", {})) for q in poll.sheet]


def ruler(questions: int) -> str:
    """1234567890123…: the question a key belongs to, above the lines."""
    return "".join(str(n % 10) for n in range(1, questions + 1))


def mark_words(poll: SealedPoll, words: Words, difference: Difference, mark: int) -> str:
    """What one typing has at a difference, with its key."""
    if difference.question is None:
        return str({SPOILT: _("整张无效"), STANDS: _("有效")}[mark])
    if mark == NO_MARK:
        return str(_("0　没划"))
    if mark == WRONG:
        return str(_("x　画错"))
    question = poll.sheet[difference.question]
    option = question.options[mark - 1]
    label = _legends(poll, words)[difference.question].options.get(option, option)
    return f"{mark}　{label}"


def differing_lines(
    poll: SealedPoll,
    words: Words,
    differing: Sequence[Difference],
    first: Sequence[Sheet],
    second: Sequence[Sheet],
) -> list[dict[str, Any]]:
    """One line a difference, in the order of the sheets; of a sheet only one found invalid, what the other
    typed of it stands beside, to be read against the paper."""
    names = questions_of(poll, words)
    found = []
    for one in differing:
        marks = ""
        if one.question is None:
            sheet = second[one.sheet - 1] if first[one.sheet - 1].spoilt else first[one.sheet - 1]
            marks = as_keys(sheet)
        found.append(
            {
                "sheet": one.sheet,
                "number": None if one.question is None else one.question + 1,
                "question": _("整张") if one.question is None else names[one.question],
                "first": mark_words(poll, words, one, one.first),
                "second": mark_words(poll, words, one, one.second),
                "marks": marks,
            }
        )
    return found


def as_keys(sheet: Sheet) -> str:
    return "z" if sheet.spoilt else "".join("x" if m == grid.WRONG else str(m) for m in sheet.marks)
