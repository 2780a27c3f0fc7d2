"""What the pages show: what may be done next, the trail, who reported in which quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.act_sentence import act_matter, act_title
from governance.access.actor import Actor
from governance.access.policy import ask
from governance.access.trail import readable, timeline
from governance.audit.models import Act
from governance.deadlines.cadences import Period, period_of
from governance.documents.models import Document
from governance.office.requests_reports.clocks import UP_AT_ONCE
from governance.office.requests_reports.clocks_below import QUARTERLY, per_period
from governance.office.requests_reports.models import IncomingPaper, ReportingFailure, UpwardPaper
from governance.office.requests_reports.states import ALLOWED
from governance.people.models import Organization
from governance.people.queries import BRANCHES, branches_of
from governance.rulebook.book import book_for
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import zh_date

S = UpwardPaper.Status


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    main: bool = False


_UPWARD = (
    ("office.upward.told", "tell", gettext_lazy("登记立即报告")),
    ("office.upward.revised", "revise", gettext_lazy("修改")),
    ("office.upward.countersigned", "countersign", gettext_lazy("核稿")),
    ("office.upward.decided", "decide", gettext_lazy("登记会议讨论")),
    ("office.upward.signed", "sign", gettext_lazy("签发")),
    ("office.upward.sent", "send", gettext_lazy("上报")),
    ("office.upward.replied", "reply", gettext_lazy("登记批复")),
    ("office.upward.chased", "chase", gettext_lazy("催询")),
    ("office.upward.carried_out", "carry", gettext_lazy("登记落实")),
    ("office.upward.noted", "note", gettext_lazy("登记上级已收")),
    ("office.upward.withdrawn", "withdraw", gettext_lazy("撤下")),
)
_MAIN = {
    "office.upward.signed",
    "office.upward.sent",
    "office.upward.replied",
    "office.upward.carried_out",
    "office.upward.noted",
}


def upward_buttons(paper: UpwardPaper, actor: Actor) -> list[Button]:
    found = []
    for action, name, label in _UPWARD:
        if paper.status not in ALLOWED[action] or not ask(actor, action, paper).allowed:
            continue
        if action == "office.upward.told" and (not paper.emergency or paper.told_at is not None):
            continue
        if action == "office.upward.noted" and paper.is_request:
            continue
        if action in ("office.upward.replied", "office.upward.chased") and not paper.is_request:
            continue
        if action == "office.upward.countersigned" and (
            paper.countersigned_by_id is not None or actor.person_id == paper.drafted_by_id
        ):
            continue
        found.append(Button(str(label), reverse(f"requests:{name}", args=[paper.pk]), action in _MAIN))
    if paper.emergency and ask(actor, "office.upward.drafted", paper).allowed and paper.told_at is not None:
        found.append(Button(_("写续报"), f"{reverse('requests:draft')}?xu={paper.pk}"))
    return found


def incoming_buttons(paper: IncomingPaper, actor: Actor) -> list[Button]:
    steps = (
        ("office.incoming.received", "receive", _("收文"), True),
        ("office.incoming.answered", "answer", _("批复"), paper.kind == "request"),
        ("office.incoming.noted", "incoming-note", _("阅批"), paper.kind == "report"),
    )
    return [
        Button(label, reverse(f"requests:{name}", args=[paper.pk]), True)
        for action, name, label, fits in steps
        if fits and paper.status in ALLOWED[action] and ask(actor, action, paper).allowed
    ]


def failure_buttons(row: ReportingFailure, actor: Actor) -> list[Button]:
    steps = (
        ("office.failure.dealt_with", "failure-deal", _("登记处理"), True),
        ("office.failure.lifted", "failure-lift", _("撤销失报"), False),
    )
    return [
        Button(label, reverse(f"requests:{name}", args=[row.pk]), main)
        for action, name, label, main in steps
        if row.status in ALLOWED[action] and ask(actor, action, row).allowed
    ]


def upward_answers(paper: UpwardPaper, today: date) -> dict[str, Any]:
    """到哪一步｜下一步，由谁办｜到何时，依哪一条."""
    steps: dict[str, tuple[str, str, date | None, tuple[str, ...]]] = {
        S.DRAFTING: _drafting(paper),
        S.DECIDED: (_("核稿、签发"), _("党政办主任、书记"), paper.due_on, ("S0-05:一-4b",)),
        S.SIGNED: (_("上报"), _("党政办"), paper.due_on, ()),
        S.SENT: (
            (_("登记批复"), _("党政办"), paper.reply_wanted_on, ())
            if paper.is_request
            else (_("登记上级已收"), _("党政办"), None, ())
        ),
        S.REPLIED: (_("落实批复"), paper.drafted_by.name, paper.carry_by, ()),
    }
    what, who, until, cites = steps.get(paper.status, (_("没有下一步"), "", None, ()))
    book = book_for(paper.organization_id, today)
    open_ = paper.status in steps
    return {
        "where": str(paper.get_status_display()),
        "where_more": paper.withdrawn_because,
        "next": what,
        "next_more": who,
        "until": zh_date(until, today) if until else (_("条文没写天数") if open_ else ""),
        "until_more": "",
        "cites": [c for c in cites if book.article(c) is not None],
    }


def _drafting(paper: UpwardPaper) -> tuple[str, str, date | None, tuple[str, ...]]:
    if paper.emergency and paper.told_at is None:
        return _("立即报告，登记时间"), _("知情的人、党政办"), paper.drafted_on, UP_AT_ONCE
    if paper.emergency:
        return _("写完，书记签发"), _("拟稿人、书记"), paper.drafted_on, ("S0-05:一-4b",)
    return _("写完，经会议讨论"), _("拟稿人、党政办"), paper.due_on, ("S0-05:一-4a",)


def done_words(act_id: Any) -> str:
    """What was done under a form's number; nothing where nothing was recorded."""
    found = Act.objects.filter(pk=act_id).first()
    return act_matter(found) if found else ""


@dataclass(frozen=True)
class Line:
    """One line of a timeline: what was done, by whom."""

    when: Any
    what: str
    more: str
    said: str = ""
    state: str = ""
    cites: tuple[str, ...] = ()
    url: str = ""
    recorded_at: Any = None


def trail_of(actor: Actor, label: str, pk: int) -> list[Line]:
    """The acts on a row the actor may read, newest first."""
    lines = []
    for act in reversed(readable(actor, timeline(label, str(pk)))):
        who = f"{act.actor_name}（{act.actor_post}）" if act.actor_post else act.actor_name
        if act.outcome == Act.Outcome.REFUSED:
            stops = Verdict.from_dict(act.verdict).blocking
            lines.append(
                Line(
                    act.recorded_at,
                    _("拟%(act)s，没有办成") % {"act": act_title(act)},
                    who + "　",
                    stops[0].message(_) if stops else "",
                    "refused",
                    tuple(dict.fromkeys(f.article for f in stops if f.article)),
                )
            )
        else:
            lines.append(Line(act.recorded_at, act_matter(act), who, act.reason))
    return lines


def documents_of(label: str, pk: int) -> list[dict[str, Any]]:
    """The papers made of a row, newest first, with where they are opened."""
    rows = Document.objects.filter(subject_type=label, subject_id=str(pk)).order_by("-id")
    return [
        {
            "title": row.title,
            "state": row.get_state_display(),
            "url": reverse("documents:download", args=[row.pk]) if row.made else "",
        }
        for row in rows
    ]


@dataclass(frozen=True)
class Cell:
    """A unit in a quarter. `state`: done, doing (may still come), late, or nothing where the quarter is not there."""

    state: str
    words: str


@dataclass(frozen=True)
class Matrix:
    year: int
    years: tuple[int, ...]
    quarters: tuple[str, ...]
    rows: tuple[tuple[Organization, tuple[Cell, ...]], ...]
    required: int | None


def matrix_of(organization: Organization, year: int, today: date) -> Matrix:
    """Every branch of the town × the quarters of the year. Three queries."""
    required = per_period(QUARTERLY, "report", book_for(organization.pk, today))
    units = branches_of([organization])
    reports = IncomingPaper.objects.filter(
        organization=organization, unit__kind__in=BRANCHES, kind="report", source="branch"
    )
    counts: dict[tuple[int, int], int] = {}
    for unit_id, on in reports.filter(period_on__year=year).values_list("unit_id", "period_on"):
        assert unit_id is not None
        key = (unit_id, (on.month - 1) // 3)
        counts[key] = counts.get(key, 0) + 1
    began = reports.order_by("period_on").values_list("period_on__year", flat=True).first() or today.year
    rows = tuple(
        (unit, tuple(_cell(counts.get((unit.pk, q), 0), year, q, required, today) for q in range(4)))
        for unit in units
    )
    quarters = (_("一季度"), _("二季度"), _("三季度"), _("四季度"))
    return Matrix(year, tuple(range(today.year, min(began, year) - 1, -1)), quarters, rows, required)


def _cell(done: int, year: int, quarter: int, required: int | None, today: date) -> Cell:
    first, last = period_of(Period.QUARTER, date(year, quarter * 3 + 1, 1))
    if required is not None and done >= required:
        return Cell("done", _("已报%(n)s次") % {"n": done})
    if first > today:
        return Cell("", _("未到"))
    if done and required is None:
        return Cell("done", _("已报%(n)s次") % {"n": done})
    if required is None:
        return Cell("", "—")
    if last < today:
        return Cell("late", _("没有报"))
    return Cell("doing", _("%(day)s前报") % {"day": zh_date(last, today)})
