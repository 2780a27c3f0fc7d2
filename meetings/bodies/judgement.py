"""One function per step of another body's meeting: rows to facts to a verdict. Asked by the button and again
by the service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from governance.audit.models import Act
from governance.documents.models import Document
from governance.rules.verdict import Verdict, all_of
from governance.rules.wording import Sentence, gettext_noop, register_sentences
from meetings.bodies import facts
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.bodies.rules.kinds import KindRules
from meetings.judgement.bench import GO, bench, stop
from meetings.models.base import Matter

SIGN_IN = "meetings.body_sign_in"
_ = gettext_noop
register_sentences(
    {
        "meetings.body.not_adopted": Sentence(
            _("本镇没有采用规定{body:word}的制度，不开这个会。"), _("请党政办主任先在“制度”里采用。")
        ),
        "meetings.body.not_over": Sentence(
            _("会定在{day:day}，还没有开，不能登记已开。"), _("请开完会再登记。")
        ),
        "meetings.body.day_gone": Sentence(
            _("会定在{day:day}，已经过了，通知不再发。"), _("请取消，另定日期；已经开过的，取消后补录。")
        ),
        "meetings.body.not_counted": Sentence(
            _("还有{waiting}人没有登记到会情况。"), _("请先登记到会、请假和缺席。")
        ),
        "meetings.body.nothing_said": Sentence(
            _("还没有登记议了什么。"), _("请先登记事项，没有事项的写会议情况。")
        ),
        "meetings.body.wrong_scope": Sentence(
            _("“{outcome:word}”不是{body:word}能作的办理结果。"), _("请另选办理结果。")
        ),
        "meetings.body.not_referred": Sentence(
            _("这一项记的是“{outcome:word}”，不是提交党委会。"), _("请先把办理结果改为“提交党委会”。")
        ),
        "meetings.body.already_referred": Sentence(_("这一项已提交党委会。"), _("请看议题。")),
        "meetings.body.stays_referred": Sentence(
            _("这一项已提交党委会，不能再改或划去。"), _("请在议题里撤回或退回。")
        ),
        "meetings.body.emergency_stays": Sentence(
            _("紧急处置已登记，等着向党委会报告，不能改成别的结果。"), _("请另记一项。")
        ),
        "meetings.body.no_emergency": Sentence(
            _("这类会不作紧急处置。"), _("请登记到“紧急处置”，或改办理结果。")
        ),
        "meetings.body.not_personnel": Sentence(
            _("五人小组会的事项都是干部事项，提交的议题类别却是{matter:word}。"), _("请选干部事项的议题。")
        ),
        "meetings.body.own_presence": Sentence(
            _("主持人没有到会，会不能算开过。"), _("请登记主持人到会，或换主持人另开。")
        ),
        "meetings.body.under_supervision": Sentence(
            _("这一项已定了责任人和期限，交督办跟着办，不能在这里改或划去。"),
            _("请在督办里改期限、换责任人。"),
        ),
        "meetings.body.nothing_owed": Sentence(_("这一项没有要登记落实的。"), _("请看督办。")),
        "meetings.body.struck": Sentence(_("这一项已划去。"), _("请另记一项。")),
    }
)


# What a kind with a package of its own asks beside, by step and kind.
Also = Callable[[BodyMeeting, Sequence[BodySeat], date], Verdict]
CALLING, CLOSING = "calling", "closing"
_ALSO: dict[tuple[str, str], Also] = {}


def also(step: str, kind: str, judge: Also) -> None:
    """Ask `judge` too when a meeting of the kind is called or closed. ValueError for a second one."""
    if _ALSO.setdefault((step, kind), judge) is not judge:
        raise ValueError(f"two judgements beside {step} of {kind}")


def _beside(step: str, meeting: BodyMeeting, seats: Sequence[BodySeat], day: date) -> Verdict:
    judge = _ALSO.get((step, meeting.kind))
    return judge(meeting, seats, day) if judge is not None else GO


def held_by_town(kind: KindRules, organization_id: int, day: date) -> Verdict:
    """The town holds this kind where a founding article binds it and is not set aside by a settlement."""
    book = bench(organization_id, day).book
    if any(book.article(c) is not None and book.set_aside_by(c) is None for c in kind.founded_on):
        return GO
    return stop("meetings.body.not_adopted", body=kind.code)


def for_calling(meeting: BodyMeeting, seats: Sequence[BodySeat], *, gifts: bool, day: date) -> Verdict:
    judge = bench(meeting.organization_id, day)
    founded = held_by_town(meeting.rules, meeting.organization_id, day)
    if not founded.allowed:
        return founded
    return all_of(
        founded,
        judge("meetings.body_seats", facts.seats(meeting, seats)),
        judge("meetings.body_chair", facts.chair(meeting)),
        judge("meetings.body_thrift", facts.thrift(meeting, gifts=gifts)),
        _beside(CALLING, meeting, seats, day),
    )


def to_come(meeting: BodyMeeting, day: date) -> Verdict:
    """No notice goes out of a meeting whose day is over."""
    return GO if meeting.held_on >= day else stop("meetings.body.day_gone", day=meeting.held_on.isoformat())


def for_matter(matter: BodyMatter, day: date) -> Verdict:
    """What the meeting may do with the matter, and whether it was put off where opinions differed."""
    kind = matter.meeting.rules
    judge = bench(matter.organization_id, day)
    may = judge("meetings.body_decides", facts.decides(matter))
    if may.allowed and matter.outcome not in kind.outcomes:
        code = "no_emergency" if matter.outcome == BodyMatter.Outcome.EMERGENCY else "wrong_scope"
        return stop(f"meetings.body.{code}", outcome=f"outcome_{matter.outcome}", body=kind.code)
    return all_of(GO, may, judge("meetings.body_dissent", facts.dissent(matter)))


def for_closing(meeting: BodyMeeting, seats: Sequence[BodySeat], day: date) -> Verdict:
    """Held: on its day, everybody accounted for, the chair there, enough of those who attend."""
    if meeting.held_on > day:
        return stop("meetings.body.not_over", day=meeting.held_on.isoformat())
    waiting = sum(s.state == BodySeat.State.EXPECTED for s in seats)
    if waiting:
        return stop("meetings.body.not_counted", waiting=waiting)
    chair = next((s for s in seats if s.person_id == meeting.chair_id), None)
    if chair is None or chair.state != BodySeat.State.PRESENT:
        return stop("meetings.body.own_presence")
    judge = bench(meeting.organization_id, meeting.held_on)
    return all_of(
        GO,
        judge("meetings.body_seats", facts.seats(meeting, seats)),
        judge("meetings.body_chair", facts.chair(meeting)),
        judge("meetings.body_quorum", facts.quorum(meeting, seats)),
        _beside(CLOSING, meeting, seats, day),
    )


def for_signing(meeting: BodyMeeting, copy_to: str, day: date) -> Verdict:
    said = meeting.summary or meeting.sealed_summary is not None
    if not said and not meeting.matters.filter(state=BodyMatter.State.STANDS).exists():
        return stop("meetings.body.nothing_said")
    return all_of(
        GO, bench(meeting.organization_id, day)("meetings.body_secrecy", facts.secrecy(meeting, copy_to))
    )


def for_paper(meeting: BodyMeeting, made: Document | None) -> Verdict:
    """What was handed out stays what is kept: a new version only where the meeting was held since."""
    if made is None:
        return GO
    if made.state == Document.State.FAILED:
        return stop("meetings.state.paper_failed")
    if made.state == Document.State.ORDERED:
        return stop("meetings.state.paper_under_way")
    newer = meeting.closed_at is not None and made.kind == SIGN_IN and _made_before(made, meeting.closed_at)
    return GO if newer else stop("meetings.state.paper_made")


def _made_before(document: Document, at: datetime) -> bool:
    ordered = Act.objects.filter(
        organization_id=document.organization_id,
        code="meetings.body_sign_in.printed",
        facts__document=document.pk,
    )
    return ordered.filter(recorded_at__lt=at).exists()


def still_open(matter: BodyMatter) -> Verdict:
    """Struck lines are read and never changed; what the committee has is the committee's."""
    if matter.state == BodyMatter.State.STRUCK:
        return stop("meetings.body.struck")
    if matter.topic_id is not None:
        return stop("meetings.body.stays_referred")
    return GO


def with_supervision(matter: BodyMatter) -> Verdict:
    """What was handed to supervision with an owner and a day is changed there."""
    handed = matter.owner_id is not None and not matter.is_secret
    return stop("meetings.body.under_supervision") if handed else GO


def for_done(matter: BodyMatter) -> Verdict:
    open_ = matter.is_secret and matter.owner_id is not None and matter.done_on is None
    return GO if open_ and matter.state == BodyMatter.State.STANDS else stop("meetings.body.nothing_owed")


def for_referring(matter: BodyMatter) -> Verdict:
    if matter.state == BodyMatter.State.STRUCK:
        return stop("meetings.body.struck")
    if matter.topic_id is not None:
        return stop("meetings.body.already_referred")
    if matter.outcome != BodyMatter.Outcome.REFERRED:
        return stop("meetings.body.not_referred", outcome=f"outcome_{matter.outcome}")
    return GO


def fits(matter: BodyMatter, topic_matter: str) -> Verdict:
    if matter.meeting.rules.sealed and topic_matter != Matter.PERSONNEL:
        return stop("meetings.body.not_personnel", matter=topic_matter)
    return GO


def emergency_stays(before: str, after: str) -> Verdict:
    E = BodyMatter.Outcome.EMERGENCY
    if before == E and after != E:
        return stop("meetings.body.emergency_stays")
    return GO
