"""What the pages of other bodies' meetings show: the list, one meeting with its seats, matters and buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed
from governance.access.policy import ask
from governance.access.trail import readable
from governance.audit.sealed import reveal_many
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where
from governance.listing.table import whole as number
from governance.people.models import Organization
from governance.templatetags.wordings import zh_date
from meetings.bodies import judgement
from meetings.bodies.documents import MINUTES, SIGN_IN
from meetings.bodies.models import BodyMatter, BodyMeeting, BodySeat
from meetings.bodies.policies import runs
from meetings.bodies.rules.kinds import KINDS, KindRules
from meetings.bodies.services.papers import newest
from meetings.bodies.states import in_order, in_state
from meetings.pages.buttons import CONFIRM, SEND, Button, Buttons
from meetings.pages.papers import STATE_KINDS
from meetings.pages.trail import Event, acts_on, events

S, P = BodyMeeting.Status, BodySeat.State
SHAPES = {"draft": "", "noticed": "near", "held": "doing", "recorded": "done", "cancelled": "void"}
SEAT_SHAPES = {"expected": "", "present": "done", "on_leave": "near", "absent": "late"}


def page_of(meeting: BodyMeeting) -> str:
    """Where one works on it: the democratic life meeting has a page of its own."""
    life = meeting.kind == "democratic_life_meeting"
    return reverse("meetings:life" if life else "meetings:body", args=[meeting.pk])


def _words(rows: QuerySet, words: str, actor: Actor) -> QuerySet:
    """Name, place, chair, and titles of matters the reader is shown."""
    shown = BodyMatter.objects.visible_to(actor).filter(title__icontains=words).values("meeting")
    match = Q(title__icontains=words) | Q(place__icontains=words) | Q(chair__name__icontains=words)
    return rows.filter(match | Q(pk__in=shown))


def _year(rows: QuerySet, text: str, actor: Actor) -> QuerySet:
    year = number(text)
    return rows.filter(year=year) if year is not None and year < 10000 else rows


def _counted(rows: QuerySet, actor: Actor) -> QuerySet:
    attends = Q(seats__capacity=BodySeat.Capacity.ATTENDS)
    return rows.select_related("chair", "recorder").annotate(
        entitled=Count("seats", filter=attends, distinct=True),
        came=Count("seats", filter=attends & Q(seats__state=P.PRESENT), distinct=True),
    )


def _kinds(actor: Actor, rows: QuerySet) -> list[tuple[str, Any]]:
    """The kinds there are rows of: a sealed kind is not even named to whoever has none of it."""
    there = set(rows.order_by().values_list("kind", flat=True).distinct())
    return [(k.code, _now(k.title)) for k in KINDS.values() if k.code in there]


BODIES = register_listing(
    Listing(
        name="bodies",
        title=_("其他会议"),
        counted=_("共%(n)s次"),
        rows=lambda actor: BodyMeeting.objects.visible_to(actor),
        dress=_counted,
        order=("-held_on", "-starts_at", "-pk"),
        columns=(
            Column(
                "huiyi", _("会议"), str, order=("title",), url=lambda m: reverse("meetings:body", args=[m.pk])
            ),
            Column("shijian", _("时间"), lambda m: m.begins, "moment", order=("held_on", "starts_at")),
            Column("didian", _("地点"), lambda m: m.place, order=("place",)),
            Column("zhuchi", _("主持"), lambda m: m.chair.name, order=("chair__name",)),
            Column("jilu", _("记录"), lambda m: m.recorder.name, order=("recorder__name",), shown=False),
            Column(
                "daohui",
                _("到会"),
                lambda m: f"{m.came}/{m.entitled}" if m.status in (S.HELD, S.RECORDED) else "",
                "number",
                order=("came",),
            ),
            Column(
                "zhuangtai",
                _("状态"),
                lambda m: str(m.get_status_display()),
                "state",
                order=("status",),
                shape=lambda m: SHAPES[m.status],
            ),
            Column("qianfa", _("纪要签发"), lambda m: m.signed_on, "day", order=("signed_on",), shown=False),
        ),
        filters=(
            Filter("ci", _("名称、事项、地点、主持人"), _words),
            Filter("zhonglei", _("种类"), where("kind"), "choice", _kinds),
            Filter(
                "nian",
                _("年度"),
                _year,
                "choice",
                lambda actor, rows: [
                    (y, y) for y in rows.order_by("-year").values_list("year", flat=True).distinct()
                ],
            ),
            Filter(
                "zhuangtai",
                _("状态"),
                where("status"),
                "tabs",
                lambda actor, rows: S.choices,
                field="status",
                fixed=True,
            ),
        ),
        empty=Empty(_("这样筛选没有会议。"), _("还没有登记其他会议。"), _("召集或补录一次，就列在这里。")),
    )
)


@dataclass(frozen=True)
class KindLine:
    kind: KindRules
    title: str
    call_url: str
    enter_url: str


def kinds_to_call(actor: Actor, organization: Organization) -> list[KindLine]:
    """The kinds the actor's posts prepare and the town has adopted."""
    lines = []
    for kind in KINDS.values():
        probe = BodyMeeting(organization=organization, kind=kind.code)
        if not ask(actor, "meetings.body.called", probe).allowed:
            continue
        if judgement.held_by_town(kind, organization.pk, actor.day).allowed:
            call = reverse("meetings:body-call", args=[kind.code])
            lines.append(
                KindLine(kind, _now(kind.title), call, reverse("meetings:body-enter", args=[kind.code]))
            )
    return lines


@dataclass(frozen=True)
class SeatLine:
    seat: BodySeat
    shape: str
    reason: str
    opinion: str


@dataclass(frozen=True)
class MatterLine:
    row: BodyMatter
    title: str
    prepared: str
    buttons: list[Button]


@dataclass(frozen=True)
class BodyPage:
    meeting: BodyMeeting
    answers: dict[str, Any]
    buttons: list[Button]
    seats: list[SeatLine]
    matters: list[MatterLine]
    kept_back: bool
    summary: str
    entitled: int
    present: int
    trail: list[Event]
    papers: list[PaperLine]


@dataclass(frozen=True)
class PaperLine:
    """One paper: what there is, and the button that makes it or makes it anew."""

    name: str
    document: Document | None
    state: str
    shape: str
    file_url: str
    code_url: str
    scan_url: str
    button: Button | None


def body_page(meeting: BodyMeeting, actor: Actor) -> BodyPage:
    seats = list(meeting.seats.select_related("person").order_by("capacity", "order", "id"))
    own = next((s for s in seats if s.person_id == actor.person_id), None)
    rows = list(
        BodyMatter.objects.visible_to(actor)
        .filter(meeting=meeting)
        .select_related("presenter", "owner", "resolution", "topic", "emergency")
        .order_by("order")
    )
    for row in rows:
        row.meeting = meeting
    reads = runs(actor, meeting) is not None
    attends = [s for s in seats if s.capacity == BodySeat.Capacity.ATTENDS]
    sealed = meeting.rules.sealed
    inside = own is not None or not sealed
    return BodyPage(
        meeting=meeting,
        answers=_answers(meeting, seats, actor),
        buttons=_buttons(meeting, seats, own, actor),
        seats=_seat_lines(seats, actor, reads),
        matters=_matter_lines(rows, meeting, actor),
        kept_back=not inside and not rows,
        summary=(reveal_many([meeting.sealed_summary])[0] if sealed else meeting.summary) if inside else "",
        entitled=len(attends),
        present=sum(s.state == P.PRESENT for s in attends),
        papers=_papers(meeting, actor),
        trail=events(readable(actor, acts_on(meeting.organization_id, "meetings.bodymeeting", meeting.pk))),
    )


def _papers(meeting: BodyMeeting, actor: Actor) -> list[PaperLine]:
    """Whoever runs the meeting prints; everybody who may open a paper finds it here."""
    lines = []
    for kind, code, place, name in (
        (SIGN_IN, "meetings.body_sign_in.printed", "body-sign-in-print", _now("签到表")),
        (MINUTES, "meetings.body_minutes.printed", "body-minutes-print", _now("纪要")),
    ):
        made = newest(kind, meeting)
        found = Buttons(actor)
        if in_order(code, meeting, lambda made=made: judgement.for_paper(meeting, made)).allowed:  # type: ignore[misc]
            found.add(code, meeting, place, _("打印新版") if made else _("打印"), mode=SEND)
        reads = made is not None and isinstance(document_kind(kind).may_read(actor, made), Allowed)
        if found.found or reads:
            attaches = made is not None and ask(actor, "documents.scan.attached", made).allowed
            lines.append(_paper(name, made if reads else None, found.found, attaches))
    return lines


def _paper(name: str, made: Document | None, buttons: list[Button], attaches: bool) -> PaperLine:
    finished = made is not None and made.state == Document.State.FINISHED
    return PaperLine(
        name=name,
        document=made,
        state=str(made.get_state_display()) if made else _now("可以打印"),
        shape=STATE_KINDS[made.state] if made else "",
        file_url=reverse("documents:download", args=[made.pk]) if made and finished else "",
        code_url=reverse("documents:code", args=[made.code]) if made and finished else "",
        scan_url=reverse("documents:scan-attach", args=[made.pk]) if made and finished and attaches else "",
        button=buttons[0] if buttons else None,
    )


def _seat_lines(seats: list[BodySeat], actor: Actor, reads: bool) -> list[SeatLine]:
    """Why somebody is away and what they said beforehand is for whoever runs the meeting, and their own."""
    shown = [s for s in seats if reads or s.person_id == actor.person_id]
    texts = dict(zip((s.pk for s in shown), reveal_many(s.leave_reason for s in shown), strict=True))
    views = dict(zip((s.pk for s in shown), reveal_many(s.prior_opinion for s in shown), strict=True))
    return [SeatLine(s, SEAT_SHAPES[s.state], texts.get(s.pk, ""), views.get(s.pk, "")) for s in seats]


def _matter_lines(rows: list[BodyMatter], meeting: BodyMeeting, actor: Actor) -> list[MatterLine]:
    titles = reveal_many(row.sealed_title for row in rows)
    texts = reveal_many(row.sealed_prepared for row in rows)
    return [
        MatterLine(row, title or row.title, text or row.prepared, _matter_buttons(row, meeting, actor))
        for row, title, text in zip(rows, titles, texts, strict=True)
    ]


def _matter_buttons(row: BodyMatter, meeting: BodyMeeting, actor: Actor) -> list[Button]:
    found = Buttons(actor)
    open_ = judgement.still_open(row).allowed and judgement.with_supervision(row).allowed
    if open_ and in_state("meetings.body_matter.corrected", meeting).allowed:
        found.add("meetings.body_matter.corrected", meeting, "body-matter-correct", _("更正"), args=(row.pk,))
        if row.outcome != BodyMatter.Outcome.EMERGENCY:
            found.add(
                "meetings.body_matter.struck",
                meeting,
                "body-matter-strike",
                _("划去"),
                args=(row.pk,),
                mode=CONFIRM,
                title=_("划去这一项"),
                consequence=_("划去的仍看得到，不再算数。"),
            )
    refer = (
        judgement.for_referring(row).allowed and in_state("meetings.body_matter.referred", meeting).allowed
    )
    if refer:
        found.add(
            "meetings.body_matter.referred",
            meeting,
            "body-matter-refer",
            _("提交党委会"),
            args=(row.pk,),
            primary=True,
        )
    if judgement.for_done(row).allowed and in_state("meetings.body_matter.done", meeting).allowed:
        found.add("meetings.body_matter.done", row, "body-matter-done", _("登记落实"), mode=SEND)
    return found.found


def _buttons(meeting: BodyMeeting, seats: list[BodySeat], own: BodySeat | None, actor: Actor) -> list[Button]:
    found = Buttons(actor)
    if meeting.status == S.DRAFT:
        found.add(
            "meetings.body.noticed",
            meeting,
            "body-notice",
            _("发出通知"),
            mode=CONFIRM,
            title=_("发出通知"),
            consequence=_now("将发给%(n)s人。") % {"n": len(seats)},
            primary=True,
            verdict=judgement.to_come(meeting, actor.day),
        )
    if meeting.status == S.NOTICED:
        _in_the_room(found, meeting, seats, own, actor)
    if meeting.status == S.HELD:
        found.add("meetings.body_matter.recorded", meeting, "body-matter-add", _("登记事项"))
        found.add("meetings.body.attended", meeting, "body-attend", _("更正到会"))
        found.add("meetings.body.summarised", meeting, "body-summary", _("写会议情况"))
        found.add("meetings.body.signed", meeting, "body-sign", _("签发纪要"), primary=True)
    if in_state("meetings.body.cancelled", meeting).allowed:
        found.add("meetings.body.cancelled", meeting, "body-cancel", _("取消会议"))
    return found.found


def _in_the_room(
    found: Buttons, meeting: BodyMeeting, seats: list[BodySeat], own: BodySeat | None, actor: Actor
) -> None:
    if own is not None and not meeting.entered_late:
        if own.acknowledged_at is None:
            found.add("meetings.body.acknowledged", own, "body-ack", _("签收通知"), mode=SEND, primary=True)
        if own.state == P.EXPECTED and own.person_id != meeting.chair_id:
            found.add("meetings.body.leave_asked", own, "body-leave", _("请假"))
    waiting = any(s.state == P.EXPECTED for s in seats)
    found.add("meetings.body.attended", meeting, "body-attend", _("登记到会"), primary=waiting)
    found.add("meetings.body_matter.recorded", meeting, "body-matter-add", _("登记事项"))
    verdict = in_order(
        "meetings.body.closed", meeting, lambda: judgement.for_closing(meeting, seats, actor.day)
    )
    found.add(
        "meetings.body.closed",
        meeting,
        "body-close",
        _("登记已开"),
        mode=CONFIRM,
        title=_("登记已开"),
        consequence=_("登记后按到会人数计入本期次数。"),
        primary=True,
        verdict=verdict,
    )


def _answers(meeting: BodyMeeting, seats: list[BodySeat], actor: Actor) -> dict[str, Any]:
    """到哪一步｜下一步，由谁办｜到何时，依哪一条."""
    rules = meeting.rules
    chair, recorder = meeting.chair.name, meeting.recorder.name
    steps: dict[str, tuple[Any, str, tuple[str, ...]]] = {
        S.DRAFT: (_("发出通知"), _now("筹备的人"), rules.notice),
        S.NOTICED: (_("登记到会和事项，登记已开"), recorder, rules.quorum),
        S.HELD: (_("签发纪要"), chair, rules.recorder),
        S.RECORDED: (_("没有下一步"), "", ()),
        S.CANCELLED: (_("没有下一步"), "", ()),
    }
    next_, who, cites = steps[meeting.status]
    book = judgement.bench(meeting.organization_id, meeting.held_on).book
    until = (
        zh_date(meeting.held_on, actor.day)
        if meeting.status in (S.DRAFT, S.NOTICED)
        else _now("条文没写天数")
    )
    done = meeting.status in (S.RECORDED, S.CANCELLED)
    return {
        "where": str(meeting.get_status_display()),
        "where_more": meeting.cancelled_because,
        "next": str(next_),
        "next_more": who,
        "until": "" if done else until,
        "until_more": "",
        "cites": [c for c in cites if book.article(c) is not None],
    }
