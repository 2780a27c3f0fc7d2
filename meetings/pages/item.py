"""The open item of a meeting: what it is about, who counts, what was said, how it was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.audit.models import Act
from governance.audit.sealed import reveal_many
from governance.rules.verdict import Verdict
from meetings import held, judgement
from meetings.altered import altered_of
from meetings.models import (
    AgendaItem,
    Attendance,
    LeaveRequest,
    Meeting,
    Recusal,
    Resolution,
    Stance,
    Vote,
)
from meetings.models.base import BallotChoice, Method, Outcome, StanceChoice
from meetings.pages.buttons import Button
from meetings.pages.clauses import ClauseLine, clause_lines
from meetings.pages.facts import FactRow, fact_rows
from meetings.pages.item_buttons import buttons_of_item
from meetings.pages.materials import MaterialRow, materials_by_topic
from meetings.pages.quorum import ItemQuorum
from meetings.pages.sealed import Box, box_of
from meetings.pages.sight import Sight
from meetings.pages.trail import reasons_given
from meetings.pages.words import leave_words, subject_lines
from meetings.shown import ShownArticle, shown

A, V = AgendaItem.Status, Vote.Status
STRUCK = "meetings.stance.struck"


@dataclass(frozen=True)
class StanceLine:
    """One member's stance as it stands, with what it replaced."""

    order: int
    name: str
    post: str
    stance: str
    label: str
    view: str
    at: datetime
    typed_by_clerk: bool
    earlier: tuple[tuple[str, str, datetime], ...]  # (label, view, when)
    correct: int | None  # id of the stance the actor may correct
    strike: int | None  # id of the stance the actor may strike


@dataclass(frozen=True)
class StruckLine:
    """What was noted under the wrong name, as it stood, and why it counts for nobody."""

    name: str
    post: str
    label: str
    view: str
    at: datetime
    said_by: str  # "" where nobody said it
    because: str


@dataclass(frozen=True)
class Silent:
    person_id: int
    name: str
    post: str


@dataclass(frozen=True)
class WrittenOpinion:
    name: str
    post: str
    text: str


@dataclass(frozen=True)
class VotePart:
    """A vote as the page draws it. While a secret vote is open only issued and returned are given."""

    vote: Vote
    method: str
    tally: dict[str, Any] | None
    returned: int | None
    roll: int
    ballots: tuple[tuple[str, str], ...]
    voided: tuple[Vote, ...]
    teller: str
    scrutineer: str
    box: Box | None = None
    altered: str = ""  # stands in place of the tally


@dataclass(frozen=True)
class ItemPart:
    item: AgendaItem
    title: str
    sight: str
    quorum: ItemQuorum | None = None
    subjects: tuple[Any, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
    stances: tuple[StanceLine, ...] = ()
    struck: tuple[StruckLine, ...] = ()
    stance_counts: tuple[tuple[str, int], ...] = ()
    silent: tuple[Silent, ...] = ()
    written: tuple[WrittenOpinion, ...] = ()
    words_shown: bool = False
    vote: VotePart | None = None
    resolution: Resolution | None = None
    resolution_label: str = ""
    shown: tuple[ShownArticle, ...] = ()  # what binds everybody once it is decided
    clauses: tuple[ClauseLine, ...] = ()
    findings: Verdict | None = None
    findings_title: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    reason_by: str = ""
    buttons: tuple[Button, ...] = ()
    stopped_at: str = ""

    @property
    def explain_url(self) -> str:
        """Where each of these findings is explained, by its place among them."""
        return reverse("meetings:item-finding", args=[self.item.pk, 0]).removesuffix("0/")


def item_part(
    item: AgendaItem,
    *,
    meeting: Meeting,
    actor: Actor,
    sight: Sight,
    attendances: list[Attendance],
    quorum: ItemQuorum | None,
    acts: Iterable[Act],
) -> ItemPart:
    """What the actor may see of one item. A recused member gets the title and nothing more."""
    kind = sight.of(item)
    title = sight.title(item)
    if kind != "open":
        return ItemPart(item=item, title=title, sight=kind)
    item.meeting = meeting
    seats = {a.person_id: a for a in attendances}
    words = sight.reads_words(meeting, item)
    lines, struck, silent = stances_of(item, actor, sight, seats, words)
    verdict, heading = findings_of(item, meeting, actor, acts)
    keys = {
        ("meetings.agendaitem", str(item.pk)),
        ("meetings.topic", str(item.topic_id)),
        *(("meetings.vote", str(v.pk)) for v in item.votes.all()),
    }
    reasons, by = reasons_given(a for a in acts if (a.object_type, a.object_id) in keys)
    resolution = getattr(item, "resolution", None)
    if resolution is not None:
        resolution.item = item
    return ItemPart(
        item=item,
        title=title,
        sight=kind,
        quorum=quorum,
        subjects=subject_lines(item.topic) if sight.names_subjects(item.topic) else (),
        recusals=tuple(item.recusals.select_related("person")),
        materials=tuple(materials_by_topic([item.topic_id], actor).get(item.topic_id, ())),
        facts=tuple(fact_rows("item", item, actor)),
        stances=tuple(lines) if words else (),
        struck=tuple(struck) if words else (),
        stance_counts=stance_counts(lines),
        silent=tuple(silent) if item.status in (A.DISCUSSING, A.SUMMARISED) else (),
        written=written_opinions(meeting, seats) if words else (),
        words_shown=words and bool(lines or struck),
        vote=vote_part(item, seats, words, actor),
        resolution=resolution,
        shown=shown(item.organization_id, actor.day, "decided") if resolution is not None else (),
        resolution_label=str(Outcome(resolution.outcome).label) if resolution and resolution.outcome else "",
        clauses=clause_lines(resolution, actor),
        findings=verdict,
        findings_title=heading,
        reasons=reasons,
        reason_by=by,
        buttons=tuple(buttons_of_item(item, meeting, actor, silent, resolution)),
        stopped_at=_("现在不能表决")
        if verdict is not None and not verdict.allowed and item.status == A.SUMMARISED
        else "",
    )


def stances_of(
    item: AgendaItem, actor: Actor, sight: Sight, seats: dict[int, Attendance], words: bool
) -> tuple[list[StanceLine], list[StruckLine], list[Silent]]:
    """Current stances in the order spoken, each with what it replaced; what was struck; who has not spoken."""
    rows = list(item.stances.select_related("person", "said_by").order_by("spoken", "id"))
    views = reveal_many([r.view for r in rows]) if words else [""] * len(rows)
    said = {row.pk: view for row, view in zip(rows, views, strict=True)}
    replaced: dict[int, list[Stance]] = {}
    for row in rows:
        if row.replaced_by_id:
            replaced.setdefault(row.person_id, []).append(row)
    signed = getattr(item.meeting, "minutes", None) is not None and item.meeting.minutes.status == "signed"
    lines, struck = [], []
    for row in rows:
        if row.struck_at:
            struck.append(_struck_line(row, said[row.pk], seats.get(row.person_id), item.meeting))
        if not row.stands:
            continue
        row.item = item
        mine = row.person_id == actor.person_id
        lines.append(
            StanceLine(
                order=row.spoken,
                name=row.person.name,
                post=_short_post(seats.get(row.person_id), item.meeting),
                stance=row.stance,
                label=row.get_stance_display(),
                view=said[row.pk],
                at=row.taken_at,
                typed_by_clerk=row.taken_by == Stance.TakenBy.CLERK,
                earlier=tuple(
                    (r.get_stance_display(), said[r.pk], r.taken_at) for r in replaced.get(row.person_id, ())
                ),
                correct=row.pk if (mine or sight.office) and not signed else None,
                strike=row.pk if not signed and ask(actor, STRUCK, row).allowed else None,
            )
        )
    heard = {row.person_id for row in rows if row.stands}
    recused = {r.person_id for r in item.recusals.all()}
    silent = [
        Silent(a.person_id, a.person.name, a.post_title)
        for a in seats.values()
        if a.voting and a.status == Attendance.Status.PRESENT and a.person_id not in heard | recused
    ]
    return lines, struck, silent


def _struck_line(row: Stance, view: str, seat: Attendance | None, meeting: Meeting) -> StruckLine:
    return StruckLine(
        name=row.person.name,
        post=_short_post(seat, meeting),
        label=row.get_stance_display(),
        view=view,
        at=row.taken_at,
        said_by=row.said_by.name if row.said_by else "",
        because=row.struck_because,
    )


def _short_post(seat: Attendance | None, meeting: Meeting) -> str:
    """宣传委员, 书记（主持）: the post without the words every member's post begins with."""
    if seat is None:
        return ""
    title = seat.post_title.removeprefix("党委委员、").removeprefix("党委")
    return _("%(post)s（主持）") % {"post": title} if seat.person_id == meeting.chair_id else title


def stance_counts(lines: Iterable[StanceLine]) -> tuple[tuple[str, int], ...]:
    given = [line.stance for line in lines]
    return tuple(
        (str(StanceChoice(value).label), given.count(value)) for value in ("agree", "defer", "disagree")
    )


def written_opinions(meeting: Meeting, seats: dict[int, Attendance]) -> tuple[WrittenOpinion, ...]:
    """Of members away with leave; read out and never counted (S1-01:七-5b)."""
    away = meeting.leave_requests.filter(
        status=LeaveRequest.Status.GRANTED, written_opinion__isnull=False
    ).select_related("person")
    return tuple(
        WrittenOpinion(
            words.leave.person.name,
            _short_post(seats.get(words.leave.person_id), meeting),
            words.written_opinion,
        )
        for words in leave_words(away)
    )


def vote_part(item: AgendaItem, seats: dict[int, Attendance], words: bool, actor: Actor) -> VotePart | None:
    votes = list(item.votes.all())
    standing = next((v for v in votes if v.status != V.VOIDED), None)
    voided = tuple(v for v in votes if v.status == V.VOIDED)
    shown = standing or (votes[-1] if votes else None)
    if shown is None:
        return None
    named = shown.method == Method.NAMED_BALLOT
    open_now = shown.status in (V.OPEN, V.CLOSED)
    ballots: tuple[tuple[str, str], ...] = ()
    returned = shown.returned
    if named:
        cast = list(shown.ballots.select_related("person")) if words or open_now else []
        returned = len(cast) if open_now else shown.returned
        if not open_now and words:
            order = {person_id: n for n, person_id in enumerate(shown.roll)}
            ballots = tuple(
                (b.person.name, str(BallotChoice(b.choice).label))
                for b in sorted(cast, key=lambda b: order.get(b.person_id, 0))
            )
    altered = altered_of(shown)
    return VotePart(
        vote=shown,
        method=shown.get_method_display(),
        tally=tally_of(shown, item, actor)
        if shown.aye is not None and standing is not None and not altered
        else None,
        altered=altered,
        returned=returned,
        roll=len(shown.roll),
        ballots=ballots,
        voided=voided,
        teller=shown.teller.name if shown.teller else "",
        scrutineer=shown.scrutineer.name if shown.scrutineer else "",
        box=box_of(shown),
    )


def tally_of(vote: Vote, item: AgendaItem, actor: Actor) -> dict[str, Any]:
    """Counts with the number needed. The result only after it was announced."""
    day = timezone.localdate(vote.closed_at) if vote.closed_at else actor.day
    need, cites = judgement.votes_needed(vote, day)
    announced = vote.status == V.ANNOUNCED
    basis = (
        _("以应到%(n)s人为基数，赞成须%(need)s票") % {"n": vote.entitled, "need": need}
        if need is not None
        else ""
    )
    return {
        "result": str(Outcome(vote.outcome).label) if announced and vote.outcome else "",
        "passed": vote.outcome == Outcome.ADOPTED,
        "aye": vote.aye,
        "nay": vote.nay,
        "abstain": vote.abstain,
        "need": need,
        "issued": vote.issued,
        "returned": vote.returned,
        "valid": vote.valid,
        "invalid": vote.invalid,
        "basis": basis,
        "cites": list(cites),
    }


def findings_of(
    item: AgendaItem, meeting: Meeting, actor: Actor, acts: Iterable[Act]
) -> tuple[Verdict | None, str]:
    """The judgement of the item's next step; of a decided item the one it was decided by."""
    if item.status == A.DECIDED or (item.status == A.POSTPONED and item.outcome):
        ids = {str(v.pk) for v in item.votes.all()}
        found = [
            Verdict.from_dict(a.verdict)
            for a in acts
            if a.outcome == Act.Outcome.DONE
            and (
                (a.code == "meetings.resolution.adopted" and a.object_id in ids)
                or (
                    a.code in ("meetings.vote.opened", "meetings.item.opened") and a.object_id == str(item.pk)
                )
            )
        ]
        merged = _merge(found)
        return (merged, _("逐条核对")) if merged.findings else (None, "")
    if item.status == A.POSTPONED:
        return None, ""
    if meeting.status in (Meeting.Status.PREPARING, Meeting.Status.NOTICED):
        return judgement.rehearsal(item, held.day_of(meeting, actor)), _("会前核对")
    if meeting.status != Meeting.Status.IN_SESSION:
        return None, ""
    if item.status == A.PENDING:
        return judgement.for_discussing(item, held.day_of(meeting, actor)), _("开始讨论前核对")
    if item.status in (A.DISCUSSING, A.SUMMARISED):
        return judgement.for_vote(item, item.method, held.day_of(meeting, actor)), _("表决前核对")
    vote = next((v for v in item.votes.all() if v.status == V.COUNTED), None)
    if vote is not None:
        vote.item = item
        return judgement.for_result(vote, held.day_of(meeting, actor), wide_split=None), _("宣布前核对")
    return judgement.for_vote(item, item.method, held.day_of(meeting, actor)), _("逐条核对")


def _merge(verdicts: list[Verdict]) -> Verdict:
    """Findings of several acts on one item, each article of a rule once: the newest act speaks."""
    seen = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            seen.setdefault((finding.rule, finding.article), finding)
    return Verdict(tuple(seen.values()))
