"""What the pages of the democratic life meeting show: the list, and one meeting box by box along F-03."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.policy import ask
from governance.access.trail import readable
from governance.audit.sealed import reveal_many
from governance.deadlines.consequences import consequences_of
from governance.deadlines.models import Consequence
from governance.documents.kinds import readable_among
from governance.documents.models import Document
from governance.templatetags.wordings import zh_date
from meetings.bodies import judgement as bodies
from meetings.bodies.models import BodyMeeting
from meetings.life import judgement
from meetings.life.checklist import Check, checks_of
from meetings.life.documents import kinds
from meetings.life.documents.papers import TITLES
from meetings.life.models import LifeCriticism, LifeMeasure, LifeMeeting, LifeMember, LifeOpinion
from meetings.life.states import AFTER, BEFORE, THERE
from meetings.pages.buttons import CONFIRM, SEND, Button, Buttons
from meetings.pages.trail import Event, acts_on, events

S = BodyMeeting.Status


@dataclass(frozen=True)
class MemberLine:
    row: LifeMember
    present: str
    statement: str
    buttons: list[Button]


@dataclass(frozen=True)
class OpinionLine:
    row: LifeOpinion
    text: str
    buttons: list[Button]


@dataclass(frozen=True)
class SpeechLine:
    row: LifeCriticism
    points: str
    buttons: list[Button]


@dataclass(frozen=True)
class MeasureLine:
    row: LifeMeasure
    followed: Consequence | None


@dataclass(frozen=True)
class PaperLine:
    title: str
    document: Document | None
    file_url: str
    button: Button | None


@dataclass(frozen=True)
class LifePage:
    meeting: BodyMeeting
    life: LifeMeeting | None
    answers: dict[str, Any]
    checks: list[Check]
    buttons: list[Button]
    own: MemberLine | None
    members: list[MemberLine]
    opinions: list[OpinionLine]
    opinions_kept_back: bool
    speeches: list[SpeechLine]
    inside: bool
    measures: list[MeasureLine]
    papers: list[PaperLine]
    package_url: str
    trail: list[Event]


def life_page(meeting: BodyMeeting, actor: Actor) -> LifePage:
    life = LifeMeeting.objects.filter(meeting=meeting).select_related("publisher").first()
    inside = meeting.seats.filter(person_id=actor.person_id).exists()
    if life is not None:
        life.meeting = meeting
    members = _members(life, actor) if life else []
    keeps = ask(actor, "meetings.life.opinion_recorded", meeting).allowed or (
        actor.person_id == meeting.chair_id
    )
    opinions = _opinions(life, actor) if life else []
    trail = events(readable(actor, acts_on(meeting.organization_id, "meetings.bodymeeting", meeting.pk)))
    packs = life is not None and meeting.status in AFTER
    may_pack = packs and ask(actor, "meetings.life.packed", meeting).allowed
    return LifePage(
        meeting=meeting,
        life=life,
        answers=_answers(meeting, life, actor),
        checks=checks_of(meeting, life),
        buttons=_buttons(meeting, life, actor),
        own=next((m for m in members if m.row.person_id == actor.person_id), None),
        members=members,
        opinions=opinions,
        opinions_kept_back=not keeps,
        speeches=_speeches(life, actor) if life and inside else [],
        inside=inside,
        measures=_measures(life) if life else [],
        papers=_papers(meeting, life, actor) if life else [],
        package_url=reverse("meetings:life-package", args=[meeting.pk]) if may_pack else "",
        trail=trail,
    )


def _members(life: LifeMeeting, actor: Actor) -> list[MemberLine]:
    rows = list(life.members.select_related("person").order_by("order", "id"))
    seats = dict(life.meeting.seats.values_list("person_id", "state"))
    labels = dict(life.meeting.seats.model.State.choices)
    own = [m for m in rows if m.person_id == actor.person_id]
    texts = dict(zip((m.pk for m in own), reveal_many(m.statement for m in own), strict=True))
    lines = []
    for row in rows:
        row.life = life
        state = str(labels.get(seats.get(row.person_id, ""), ""))
        lines.append(MemberLine(row, state, texts.get(row.pk, ""), _member_buttons(row, actor)))
    return lines


def _member_buttons(row: LifeMember, actor: Actor) -> list[Button]:
    found = Buttons(actor)
    if row.life.meeting.status not in BEFORE:
        return []
    if row.returned_at and row.received_at is None:
        found.add(
            "meetings.life.feedback_received", row, "life-receive", _("签收反馈"), mode=SEND, primary=True
        )
    if row.talked_on is None:
        verdict = judgement.for_talk(row, actor.day)
        found.add("meetings.life.talked", row, "life-talk", _("登记谈心"), verdict=verdict)
    label = _("重交书面发言") if row.stated_at else _("交书面发言")
    if row.stated_at or row.talked_on is not None:
        verdict = judgement.for_statement(row, actor.day)
        found.add("meetings.life.stated", row, "life-state", label, verdict=verdict)
    return found.found


def _opinions(life: LifeMeeting, actor: Actor) -> list[OpinionLine]:
    rows = list(
        LifeOpinion.objects.visible_to(actor).filter(life=life).select_related("about").order_by("id")
    )
    texts = reveal_many(r.text for r in rows)
    lines = []
    for row, text in zip(rows, texts, strict=True):
        found = Buttons(actor)
        if not row.struck and life.meeting.status in BEFORE:
            found.add(
                "meetings.life.opinion_struck",
                life.meeting,
                "life-opinion-strike",
                _("划去"),
                args=(row.pk,),
                mode=CONFIRM,
                title=_("划去这条意见"),
                consequence=_("划去的仍看得到，不再反馈。"),
            )
        lines.append(OpinionLine(row, text, found.found))
    return lines


def _speeches(life: LifeMeeting, actor: Actor) -> list[SpeechLine]:
    rows = list(
        LifeCriticism.objects.visible_to(actor)
        .filter(life=life)
        .select_related("critic", "subject")
        .order_by("id")
    )
    texts = reveal_many(r.points for r in rows)
    lines = []
    for row, text in zip(rows, texts, strict=True):
        found = Buttons(actor)
        if not row.struck and life.meeting.status in THERE:
            found.add(
                "meetings.life.spoken_struck",
                life.meeting,
                "life-speech-strike",
                _("划去"),
                args=(row.pk,),
                mode=CONFIRM,
                title=_("划去这条发言"),
                consequence=_("划去的仍看得到，不再算数。"),
            )
        lines.append(SpeechLine(row, text, found.found))
    return lines


def _measures(life: LifeMeeting) -> list[MeasureLine]:
    rows = list(life.measures.select_related("owner").order_by("order"))
    followed = consequences_of("meetings.lifemeasure", [r.pk for r in rows])
    return [MeasureLine(row, followed.get(row.pk)) for row in rows]


def _papers(meeting: BodyMeeting, life: LifeMeeting, actor: Actor) -> list[PaperLine]:
    rows = Document.objects.filter(subject_type="meetings.lifemeeting", subject_id=str(life.pk)).order_by(
        "id"
    )
    newest = {row.kind: row for row in rows.select_related("organization")}
    open_to = readable_among(actor, newest.values())
    lines = []
    for kind in kinds.ALL:
        document = newest.get(kind)
        found = Buttons(actor)
        later = kind in (kinds.RECORD, kinds.MEASURES, kinds.REPORT) and meeting.status not in AFTER
        if not later and meeting.status != S.CANCELLED:
            label = _("打印新版") if document else _("打印")
            found.add(
                "meetings.life.printed",
                meeting,
                "life-print",
                label,
                args=(meeting.pk, _SLUGS[kind]),
                mode=SEND,
            )
        done = document is not None and document.state == Document.State.FINISHED and document.pk in open_to
        url = reverse("documents:download", args=[document.pk]) if done and document else ""
        if document is not None or found.found:
            lines.append(PaperLine(str(TITLES[kind]), document, url, found.found[0] if found.found else None))
    return lines


_SLUGS = {kind: kind.removeprefix("meetings.life_") for kind in kinds.ALL}


def _buttons(meeting: BodyMeeting, life: LifeMeeting | None, actor: Actor) -> list[Button]:
    found = Buttons(actor)
    if meeting.status in BEFORE:
        _before(found, meeting, life, actor)
    if meeting.status in THERE and life is not None:
        found.add("meetings.body.attended", meeting, "body-attend", _("登记到会"))
        found.add("meetings.life.proceedings", meeting, "life-proceedings", _("登记会上情况"))
        found.add("meetings.life.spoken", meeting, "life-speak", _("登记发言"))
    if meeting.status == S.NOTICED and life is not None:
        seats = list(meeting.seats.all())
        found.add(
            "meetings.body.closed",
            meeting,
            "body-close",
            _("登记已开"),
            mode=CONFIRM,
            title=_("登记已开"),
            consequence=_("登记后会前各步不能再改。"),
            primary=True,
            verdict=bodies.for_closing(meeting, seats, actor.day),
        )
    if meeting.status in AFTER and life is not None:
        _after(found, meeting, life)
    return found.found


def _before(found: Buttons, meeting: BodyMeeting, life: LifeMeeting | None, actor: Actor) -> None:
    label = _("改主题") if life else _("拟定主题")
    found.add("meetings.life.themed", meeting, "life-theme", label, primary=life is None)
    if meeting.status == S.DRAFT:
        found.add(
            "meetings.body.noticed",
            meeting,
            "body-notice",
            _("发出通知"),
            mode=CONFIRM,
            title=_("发出通知"),
            consequence=_("将发给名单上的每个人。"),
            primary=True,
            verdict=bodies.to_come(meeting, actor.day),
        )
    if life is None:
        return
    found.add("meetings.life.opinion_recorded", meeting, "life-opinion", _("登记意见"))
    found.add(
        "meetings.life.opinions_returned",
        meeting,
        "life-return",
        _("反馈意见"),
        mode=CONFIRM,
        title=_("反馈意见"),
        consequence=_("每名成员只看得到对本人和对班子的意见，看过后签收。"),
        verdict=judgement.for_returning(life, actor.day),
    )
    found.add("meetings.life.reported", meeting, "life-report", _("登记报上级"))
    if life.reported_on:
        found.add("meetings.life.approved", meeting, "life-approve", _("登记上级批准"))
    found.add("meetings.life.put_off", meeting, "life-put-off", _("改期"))


def _after(found: Buttons, meeting: BodyMeeting, life: LifeMeeting) -> None:
    found.add(
        "meetings.life.measure_set",
        meeting,
        "life-measure",
        _("订整改措施"),
        primary=not life.measures.exists(),
    )
    found.add("meetings.life.published", meeting, "life-publish", _("登记通报"))
    found.add(
        "meetings.life.submitted",
        meeting,
        "life-submit",
        _("登记报送"),
        verdict=judgement.for_submitting(life),
    )
    if meeting.status == S.HELD:
        found.add("meetings.body.summarised", meeting, "body-summary", _("写会议情况"))
        found.add("meetings.body.signed", meeting, "body-sign", _("签发纪要"))


def _answers(meeting: BodyMeeting, life: LifeMeeting | None, actor: Actor) -> dict[str, Any]:
    """到哪一步｜下一步，由谁办｜到何时，依哪一条."""
    waiting = next((c for c in checks_of(meeting, life) if not c.done), None)
    over = meeting.status == S.CANCELLED or waiting is None
    book = bodies.bench(meeting.organization_id, meeting.held_on).book
    cites = [c for c in waiting.cites if book.article(c) is not None] if waiting else []
    after = meeting.status in AFTER
    return {
        "where": str(meeting.get_status_display()),
        "where_more": meeting.cancelled_because,
        "next": _now("没有下一步") if over or waiting is None else waiting.title,
        "next_more": "" if over else _now("党政办、组织办"),
        "until": "" if over else (_now("看办理期限") if after else zh_date(meeting.held_on, actor.day)),
        "until_more": "",
        "cites": [] if over else cites,
    }
