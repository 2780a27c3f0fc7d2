"""Minutes in sentences, composed from what the meeting's rows say (wording.md §5, P-03).

Secret and personnel items are left out, not even counted; nobody who voted against is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from governance.people.models import Organization, Post, Tenure
from governance.people.standard_posts import OFFICE
from governance.templatetags.wordings import cn_number, official_date, official_time
from meetings.facts import MEMBERS
from meetings.models import AgendaItem, Attendance, Meeting, Resolution, ResolutionClause, Vote
from meetings.models.base import Matter, Method, Outcome


def title(meeting: Meeting) -> str:
    return _("%(committee)s会议纪要") % {"committee": meeting.organization.name}


def full_name(meeting: Meeting) -> str:
    """The meeting as papers name it: 中共稔川镇委员会2026年第3次会议."""
    named = {"committee": meeting.organization.name, "year": meeting.year, "n": meeting.ordinal}
    if meeting.enlarged:
        return _("%(committee)s%(year)s年第%(n)s次会议（扩大）") % named
    return _("%(committee)s%(year)s年第%(n)s次会议") % named


def called(meeting: Meeting) -> str:
    """The meeting in running text: 稔川镇党委会议."""
    if meeting.enlarged:
        return _("%(town)s党委扩大会议") % {"town": meeting.organization.short_name}
    return _("%(town)s党委会议") % {"town": meeting.organization.short_name}


def begins(meeting: Meeting) -> str:
    """2026年11月26日（星期四）15时30分."""
    return official_date(meeting.meets_on, "weekday") + official_time(meeting.meets_at)


def public_title(item: AgendaItem) -> str:
    """The item as a paper may name it that leaves the room: no secret matter, nobody's name."""
    if item.topic.matter == Matter.PERSONNEL:
        return _("研究干部事项")
    return _("研究涉密事项") if item.topic.is_secret else item.topic.title


def sentence(text: str) -> str:
    """A typed text as one sentence or more of a paper: in one paragraph, with its final stop."""
    text = " ".join(text.split()).rstrip("；，")
    return text if text.endswith(("。", "？", "”", "）")) else text + "。"


def open_items(meeting: Meeting) -> list[AgendaItem]:
    """Items that may appear in circulated minutes, in order."""
    return [
        item
        for item in meeting.items.select_related("topic", "presenter").order_by("order")
        if not item.topic.is_secret and (item.discussed_at or item.status == AgendaItem.Status.DECIDED)
    ]


def opening(meeting: Meeting) -> str:
    items = len(open_items(meeting))
    if not items:  # a count of none would tell that there was something else
        return _("%(day)s，%(chair)s主持召开%(meeting)s，研究有关事项。") % {
            "day": official_date(meeting.meets_on),
            "chair": _chair_line(meeting),
            "meeting": called(meeting),
        }
    return _("%(day)s，%(chair)s主持召开%(meeting)s，研究%(n)s项议题。现将议定事项纪要如下：") % {
        "day": official_date(meeting.meets_on),
        "chair": _chair_line(meeting),
        "meeting": called(meeting),
        "n": items,
    }


def entered_late(meeting: Meeting) -> str:
    """What papers say of a meeting that was entered afterwards: both days, why, on what paper, and who
    confirmed it. "" for any other."""
    if not meeting.entered_late:
        return ""
    late = meeting.late
    said = _("本次会议于%(held)s召开，%(entered)s据%(paper)s补录。补录理由：%(why)s。") % {
        "held": official_date(meeting.meets_on),
        "entered": official_date(late.entered_on),
        "paper": late.paper.rstrip("。"),
        "why": late.because.rstrip("。"),
    }
    if late.confirmed_by is None:
        return said + _("主持人尚未确认。")
    return said + _("%(who)s于%(day)s确认补录。") % {
        "who": late.confirmed_by.name,
        "day": official_date(late.confirmed_on),
    }


def _chair_line(meeting: Meeting) -> str:
    seat = meeting.attendances.filter(person_id=meeting.chair_id).first()
    return f"{seat.post_title if seat else ''}{meeting.chair.name}"


def sections(meeting: Meeting) -> list[dict[str, Any]]:
    """[{item, heading, paragraphs}], numbered 一、二、…"""
    resolutions = {
        r.item_id: r
        for r in Resolution.objects.filter(item__meeting=meeting)
        .select_related("vote__poll")
        .prefetch_related("clauses__owner")
    }
    return [
        {
            "item": item.pk,
            "heading": f"{cn_number(n)}、{item.topic.title}",
            "paragraphs": [_paragraph(meeting, item, resolutions.get(item.pk))],
        }
        for n, item in enumerate(open_items(meeting), start=1)
    ]


def _paragraph(meeting: Meeting, item: AgendaItem, resolution: Resolution | None) -> str:
    parts = []
    if item.presenter:
        parts.append(_("会议听取了%(who)s的汇报。") % {"who": item.presenter.name})
    grounds = (resolution.grounds if resolution else "") or item.summary
    if grounds.strip():
        parts.append(_("会议认为，%(grounds)s。") % {"grounds": grounds.strip().rstrip("。")})
    if resolution is None:
        parts.append(_("会议决定，本项缓议。"))
        return "".join(parts)
    vote = resolution.vote
    parts.append(
        _(
            "会议以%(method)s方式表决，应到%(entitled)s人，实到%(present)s人，%(slips)s"
            "赞成%(aye)s票，反对%(nay)s票，弃权%(abstain)s票。"
        )
        % {
            "method": Method(vote.method).label,
            "entitled": vote.entitled,
            "present": vote.present + vote.recused,
            "slips": _slips(vote),
            "aye": vote.aye,
            "nay": vote.nay,
            "abstain": vote.abstain,
        }
    )
    parts.append(_decision(resolution))
    return "".join(parts)


def _slips(vote: Vote) -> str:
    """The four customary figures of a secret ballot, and by which list of receipts it can be checked."""
    if not vote.is_secret or vote.returned is None:
        return ""
    text = _("发出%(issued)s张，收回%(returned)s张，有效%(valid)s张，无效%(invalid)s张，") % {
        n: getattr(vote, n) for n in ("issued", "returned", "valid", "invalid")
    }
    if vote.poll is not None and vote.poll.codes_digest:
        text += _("回执名单摘要%(codes)s，") % {"codes": vote.poll.codes_digest[:16]}
    return text


def _decision(resolution: Resolution) -> str:
    if resolution.outcome == Outcome.REJECTED:
        return _("本项没有通过。")
    if resolution.outcome == Outcome.POSTPONED:
        return _("本项缓议，下次会议再议。")
    text = _("会议决定，%(text)s") % {"text": resolution.text.strip().rstrip("。")}
    clauses = [
        _("%(what)s由%(who)s负责，%(day)s前办成")
        % {
            "what": clause.text.rstrip("。；"),
            "who": clause.owner.name,
            "day": official_date(clause.due_on),
        }
        for clause in resolution.clauses.all()
    ]
    supervision = resolution.supervision.strip().rstrip("。")
    return "；".join([text, *clauses, *([supervision] if supervision else [])]) + "。"


def copy_to(meeting: Meeting) -> str:
    """Who gets the minutes by default: the committee members, and the units of those who carry out
    what is in them (S1-01:九-4); the clerk may add others."""
    owners = ResolutionClause.objects.filter(
        resolution__item__in=[i.pk for i in open_items(meeting)]
    ).values_list("owner_id", flat=True)
    found = units_of(meeting, owners)
    return MEMBERS + ("，" + "、".join(found) if found else "")


def units_of(meeting: Meeting, person_ids: Iterable[int]) -> list[str]:
    """Short names of the units in which these persons serve on the day of the meeting, in the order of
    their posts; the committee itself is none."""
    serving = (
        Tenure.objects.filter(organization_id=meeting.organization_id, person_id__in=list(person_ids))
        .on(meeting.meets_on)
        .exclude(post__unit=F("organization"))
        .order_by("post__order", "id")
        .values_list("post__unit__short_name", flat=True)
    )
    return list(dict.fromkeys(serving))


def roster(meeting: Meeting, *statuses: str, voting: bool) -> list[str]:
    return [
        a.person.name
        for a in meeting.attendances.select_related("person").order_by("order", "id")
        if a.voting == voting and a.status in statuses
    ]


def were_there(meeting: Meeting, *, voting: bool) -> list[str]:
    """Who was there, those who left early included."""
    return roster(meeting, Attendance.Status.PRESENT, Attendance.Status.LEFT, voting=voting)


def general_office(meeting: Meeting) -> Organization:
    """Who prepares and prints the committee's papers: the unit of the office posts; the committee
    itself where the office is no unit of its own."""
    post = (
        Post.objects.filter(
            organization_id=meeting.organization_id, code__in=OFFICE, abolished_on__isnull=True
        )
        .exclude(unit_id=meeting.organization_id)
        .select_related("unit")
        .order_by("order", "id")
        .first()
    )
    return post.unit if post else meeting.organization
