"""What happened on one item, as the record tells it: report, words and stances, counts, decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.audit.models import Act
from governance.audit.sealed import reveal_many
from governance.documents.official import Column, RecordItem, Speech, Table
from governance.rules.verdict import Verdict
from governance.templatetags.findings import official_cite
from governance.templatetags.wordings import cn_number, official_date, official_time
from meetings import composition
from meetings.altered import altered_of
from meetings.documents.votes import required
from meetings.models import AgendaItem, Attendance, Meeting, Resolution, Stance, Vote
from meetings.models.base import BallotChoice, Method, Outcome
from meetings.pages.words import subject_lines

V = Vote.Status
Paragraphs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Proceedings:
    """What the whole meeting shares: who sat there, and the acts with their reasons, oldest first."""

    meeting: Meeting
    members: tuple[Attendance, ...]
    guests: tuple[Attendance, ...]
    acts: tuple[Act, ...]

    @classmethod
    def of(cls, meeting: Meeting) -> Proceedings:
        seats = list(meeting.attendances.select_related("person").order_by("order", "id"))
        key = str(meeting.pk)
        acts = (
            Act.objects.filter(organization_id=meeting.organization_id, outcome=Act.Outcome.DONE)
            .filter(
                Q(matter_type="meetings.meeting", matter_id=key)
                | Q(object_type="meetings.meeting", object_id=key)
            )
            .filter(~Q(reason="") | Q(code="meetings.item.postponed"))
            .order_by("recorded_at", "id")
        )
        return cls(
            meeting,
            tuple(a for a in seats if a.voting),
            tuple(a for a in seats if not a.voting),
            tuple(acts),
        )

    def seat(self, person_id: int) -> Attendance | None:
        return next((a for a in (*self.members, *self.guests) if a.person_id == person_id), None)

    def took_part(self, item: AgendaItem) -> set[int]:
        """On a roll of the item or heard on it; without a vote whoever had not left before it began."""
        rolls = {person_id for vote in item.votes.all() for person_id in vote.roll}
        if rolls:
            return rolls | set(item.stances.values_list("person_id", flat=True))
        there = (Attendance.Status.PRESENT, Attendance.Status.LEFT)
        return {
            a.person_id
            for a in self.members
            if a.status in there and not (a.left_at and item.discussed_at and a.left_at < item.discussed_at)
        }


def item_entry(item: AgendaItem, told: Proceedings) -> RecordItem:
    """The whole entry of one item. A fixed number of queries."""
    resolution: Resolution | None = getattr(item, "resolution", None)
    votes = list(item.votes.all())
    for vote in votes:
        vote.item = item
    standing = next((v for v in votes if v.status != V.VOIDED), None)
    after = [
        *([(_("归纳"), composition.sentence(item.summary))] if item.summary.strip() else []),
        *_recusals(item),
        *((_("表决"), _counts(vote)) for vote in votes),
        (_("结果"), _result(item, standing, resolution, told)),
        *_decision(resolution),
        *_reasons(_acts_on(item, votes, resolution, told)),
    ]
    return RecordItem(
        heading=f"{cn_number(item.order)}、{item.topic.title}",
        before=tuple(_report(item, told)),
        speeches=tuple(_speeches(item, told)),
        tables=tuple(_named_ballots(votes, told)),
        after=tuple(after),
    )


def reasons_of_meeting(told: Proceedings) -> Paragraphs:
    """Reasons stated for the meeting as a whole: a late notice, the chair, the minutes."""
    whole = ("meetings.meeting", "meetings.notice", "meetings.attendance", "meetings.minutes")
    return tuple(_reasons(a for a in told.acts if a.object_type in whole))


def votes_of(item: AgendaItem) -> list[dict[str, Any]]:
    """The rounds of one item as data; who voted how only where the ballots were signed."""
    figures = ("entitled", "present", "recused", "issued", "returned", "valid", "invalid")
    rows = []
    for vote in item.votes.all():
        told = () if altered_of(vote) else (*figures, "aye", "nay", "abstain")
        row: dict[str, Any] = {name: getattr(vote, name) for name in told}
        row |= {"round": vote.round, "method": vote.method, "state": vote.status, "outcome": vote.outcome}
        if vote.method == Method.NAMED_BALLOT:
            row["ballots"] = {
                b.person.name: b.choice for b in vote.ballots.select_related("person").order_by("id")
            }
        rows.append(row)
    return rows


def _report(item: AgendaItem, told: Proceedings) -> Iterable[tuple[str, str]]:
    content = composition.sentence(item.topic.content)
    if item.presenter:
        seat = told.seat(item.presenter.pk)
        who = f"{item.presenter.name}（{seat.post_title}）" if seat else item.presenter.name
        yield _("汇报"), _("%(who)s：%(content)s") % {"who": who, "content": content}
    else:
        yield _("汇报"), content
    if item.topic.proposal.strip():
        yield _("提请"), composition.sentence(item.topic.proposal)
    for subject in subject_lines(item.topic):
        yield (
            _("人选"),
            _("%(name)s，%(proposal)s。")
            % {
                "name": subject.person.name,
                "proposal": subject.proposal.rstrip("。"),
            },
        )


def _speeches(item: AgendaItem, told: Proceedings) -> Iterable[Speech]:
    """What was said, in order. Of a line struck because it stood under the wrong name the record says so where
    the words are now, or where they were if nobody said them: never the words of somebody who did not speak."""
    rows = list(item.stances.select_related("person", "said_by").order_by("spoken", "id"))
    first: dict[int, str] = {}  # what was noted before it was corrected
    struck: dict[int, Stance] = {}  # by whose words they were
    for row in rows:
        if row.replaced_by_id:
            first.setdefault(row.person_id, str(row.get_stance_display()))
        if row.struck_at and row.said_by_id:
            struck[row.said_by_id] = row
    recused = {r.person_id for r in item.recusals.all()}
    rows = [r for r in rows if r.stands or (r.struck_at and not r.said_by_id)]
    for row, view in zip(rows, reveal_many([r.view for r in rows]), strict=True):
        if row.struck_at:
            yield _struck(row, told)
            continue
        yield _speech(
            row, view, told, first.get(row.person_id, ""), struck.get(row.person_id), row.person_id in recused
        )


def _struck(row: Stance, told: Proceedings) -> Speech:
    seat = told.seat(row.person_id)
    return Speech(
        person=row.person.name,
        post=seat.post_title if seat else "",
        words=_("原记有表态一条，已划去，理由：%(because)s")
        % {"because": composition.sentence(row.struck_because)},
        stance="",
    )


def _speech(
    row: Stance, view: str, told: Proceedings, before: str, struck: Stance | None, recused: bool
) -> Speech:
    seat = told.seat(row.person_id)
    stance = str(row.get_stance_display())
    moved = _("原误记在%(name)s名下，已划去，理由：%(because)s")
    notes = [
        *([moved % {"name": struck.person.name, "because": struck.struck_because}] if struck else []),
        *([_("更正后，原记%(stance)s") % {"stance": before}] if before else []),
        *([_("登记回避前的发言，不计")] if recused else []),
    ]
    said = view.strip()
    tail = "，".join([*([stance] if said else []), *notes])
    return Speech(
        person=row.person.name,
        post=seat.post_title if seat else "",
        words=composition.sentence(said) if said else f"{stance}。",
        stance=tail,
    )


def _named_ballots(votes: Iterable[Vote], told: Proceedings) -> Iterable[Table]:
    for vote in votes:
        if vote.method != Method.NAMED_BALLOT or vote.status == V.VOIDED:
            continue
        cast = dict(vote.ballots.values_list("person_id", "choice"))
        voters = [a for a in told.members if a.person_id in vote.roll]
        yield Table(
            caption=_("记名表决"),
            columns=(
                Column(_("序号"), 14),
                Column(_("姓名"), 36),
                Column(_("职务"), 72, "left"),
                Column(_("表决"), 34),
            ),
            rows=tuple(
                (
                    str(n),
                    a.person.name,
                    a.post_title,
                    str(BallotChoice(cast[a.person_id]).label) if a.person_id in cast else _("未收回"),
                )
                for n, a in enumerate(voters, start=1)
            ),
        )


def _recusals(item: AgendaItem) -> Iterable[tuple[str, str]]:
    rows = list(item.recusals.all())
    if rows:
        yield _("回避"), "、".join(f"{r.person.name}（{r.get_kind_display()}）" for r in rows) + "。"


def _counts(vote: Vote) -> str:
    words = {
        "method": vote.get_method_display(),
        "at": official_time(vote.opened_at),
        "roll": len(vote.roll),
        **{n: getattr(vote, n) for n in ("issued", "returned", "valid", "invalid", "aye", "nay", "abstain")},
    }
    text = _("%(at)s开始，%(method)s表决，表决人%(roll)s名。") % words
    if altered_of(vote):
        text += _("票数在计票以后被人在程序以外改过，不列。")
    elif vote.aye is not None:
        if vote.method in (Method.SECRET_BALLOT, Method.NAMED_BALLOT):
            text += _("发出%(issued)s张，收回%(returned)s张，有效%(valid)s张，无效%(invalid)s张；") % words
        text += _("赞成%(aye)s票，反对%(nay)s票，弃权%(abstain)s票。") % words
    if vote.poll is not None and vote.poll.codes_digest:
        text += _("在手机上密封投票，空白%(blank)s张计入无效；名单摘要%(roll)s，回执名单摘要%(codes)s。") % {
            "blank": vote.poll.blank,
            "roll": vote.poll.roll_digest[:16],
            "codes": vote.poll.codes_digest[:16],
        }
    if vote.teller and vote.scrutineer:
        text += _("计票%(a)s，监票%(b)s。") % {"a": vote.teller.name, "b": vote.scrutineer.name}
    if vote.wide_split:
        text += _("主持人认为分歧较大：%(why)s。") % {"why": vote.wide_split_reason.rstrip("。")}
    if vote.status == V.VOIDED:
        text += _("本次表决作废，理由：%(why)s。") % {"why": vote.voided_because.rstrip("。")}
    return text


def _result(item: AgendaItem, vote: Vote | None, resolution: Resolution | None, told: Proceedings) -> str:
    if vote is not None and vote.outcome:
        text = str(Outcome(vote.outcome).label)
        need = required(vote)
        found = _("须%(need)s，%(outcome)s。") % {"need": need, "outcome": text} if need else f"{text}。"
        return found + (_("编为%(number)s。") % {"number": resolution.number} if resolution else "")
    because = next(
        (
            str(a.facts.get("because", ""))
            for a in reversed(told.acts)
            if a.code == "meetings.item.postponed" and a.object_id == str(item.pk)
        ),
        "",
    )
    if because:
        return _("本项缓议，理由：%(why)s。") % {"why": because.rstrip("。")}
    return _("本项缓议。") if item.discussed_at else _("本项没有议，转下次会议再列。")


def _decision(resolution: Resolution | None) -> Iterable[tuple[str, str]]:
    if resolution is None or resolution.outcome != Outcome.ADOPTED:
        return
    yield _("决议"), composition.sentence(resolution.text)
    for clause in resolution.clauses.select_related("owner").order_by("order"):
        yield (
            _("落实"),
            _("%(what)s由%(who)s负责，%(day)s前办成。")
            % {
                "what": clause.text.rstrip("。；"),
                "who": clause.owner.name,
                "day": official_date(clause.due_on),
            },
        )
    if resolution.supervision.strip():
        yield _("监督"), composition.sentence(resolution.supervision)


def _acts_on(
    item: AgendaItem, votes: Iterable[Vote], resolution: Resolution | None, told: Proceedings
) -> list[Act]:
    keys = {("meetings.agendaitem", str(item.pk)), ("meetings.topic", str(item.topic_id))}
    keys |= {("meetings.vote", str(v.pk)) for v in votes}
    if resolution is not None:
        keys.add(("meetings.resolution", str(resolution.pk)))
    return [a for a in told.acts if (a.object_type, a.object_id) in keys]


def _reasons(acts: Iterable[Act]) -> Iterable[tuple[str, str]]:
    """Each article that warned, with what was short and the reason stated for going on."""
    for act in acts:
        warned = Verdict.from_dict(act.verdict).warnings
        entered = act.late_entry and not warned and act.object_type != "meetings.topic"
        if not act.reason or entered:  # why a meeting was entered late is said once, at the head
            continue
        cites = list(dict.fromkeys(official_cite(f.article) for f in warned if f.article))
        said = "".join(dict.fromkeys(f.message(_) for f in warned))
        yield (
            _("说明"),
            _("%(said)s理由：%(reason)s（%(who)s）。")
            % {
                "said": f"{'、'.join(cites)}：{said}" if cites else said,
                "reason": act.reason.rstrip("。"),
                "who": act.actor_name,
            },
        )
