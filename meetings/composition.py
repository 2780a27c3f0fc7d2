"""Minutes in sentences, composed from what the meeting's rows say (wording.md §5, P-03).

Secret and personnel items are left out, not even counted; nobody who voted against is named.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from governance.templatetags.wordings import cn_number, official_date
from meetings.models import AgendaItem, Attendance, Meeting, Resolution
from meetings.models.base import Method, Outcome


def title(meeting: Meeting) -> str:
    return _("中共%(town)s委员会会议纪要") % {"town": town_name(meeting)}


def town_name(meeting: Meeting) -> str:
    """稔川镇 from 中共稔川镇委员会."""
    return meeting.organization.name.removeprefix("中共").removesuffix("委员会")


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
        return _("%(day)s，%(chair)s主持召开镇党委会议，研究有关事项。") % {
            "day": official_date(meeting.meets_on),
            "chair": _chair_line(meeting),
        }
    return _("%(day)s，%(chair)s主持召开镇党委会议，研究%(n)s项议题。现将议定事项纪要如下：") % {
        "day": official_date(meeting.meets_on),
        "chair": _chair_line(meeting),
        "n": items,
    }


def _chair_line(meeting: Meeting) -> str:
    seat = meeting.attendances.filter(person_id=meeting.chair_id).first()
    return f"{seat.post_title if seat else ''}{meeting.chair.name}"


def sections(meeting: Meeting) -> list[dict[str, Any]]:
    """[{item, heading, paragraphs}], numbered 一、二、…"""
    resolutions = {
        r.item_id: r
        for r in Resolution.objects.filter(item__meeting=meeting)
        .select_related("vote")
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
            "会议以%(method)s方式表决，应到%(entitled)s人，实到%(present)s人，"
            "赞成%(aye)s票，反对%(nay)s票，弃权%(abstain)s票。"
        )
        % {
            "method": Method(vote.method).label,
            "entitled": vote.entitled,
            "present": vote.present + vote.recused,
            "aye": vote.aye,
            "nay": vote.nay,
            "abstain": vote.abstain,
        }
    )
    parts.append(_decision(resolution))
    return "".join(parts)


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
    """Who gets the minutes by default: the committee members; the clerk adds offices."""
    return _("党委委员")


def roster(meeting: Meeting, *statuses: str, voting: bool) -> list[str]:
    return [
        a.person.name
        for a in meeting.attendances.select_related("person").order_by("order", "id")
        if a.voting == voting and a.status in statuses
    ]


def were_there(meeting: Meeting, *, voting: bool) -> list[str]:
    """Who was there, those who left early included."""
    return roster(meeting, Attendance.Status.PRESENT, Attendance.Status.LEFT, voting=voting)


def general_office(meeting: Meeting) -> str:
    return _("中共%(town)s委员会党政综合办公室") % {"town": town_name(meeting)}
