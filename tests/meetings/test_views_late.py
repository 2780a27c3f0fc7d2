"""The clerk's morning at the browser: from the form to the chair's confirmation."""

from __future__ import annotations

import re

import pytest

from meetings.models import AgendaItem, Meeting, Vote
from meetings.pages import room as room_pages
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.table import kept_world
from tests.meetings.test_late_meetings import ENTERED, HELD, NOTICED, PAPER, WHY, Evening, whole

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Evening.build) as world:
        yield world


@pytest.fixture
def evening(kept, db):
    with builders.on_day(ENTERED):
        yield kept or Evening.build()


def form(evening: Evening, **other: str) -> dict[str, str]:
    tenures = evening.stage.town.tenures
    typed = {
        "day": HELD.isoformat(), "opened": "19:00", "closed": "21：00", "place": "镇机关三楼会议室",
        "chair": str(tenures.get(post__code="secretary").pk),
        "recorder": str(tenures.get(post__code="office_clerk").pk),
        "agenda_on": NOTICED.isoformat(), "noticed_on": NOTICED.isoformat(), "noticed_time": "10:00",
        "because": WHY, "paper": PAPER,
    }  # fmt: skip
    return typed | other


def test_a_meeting_is_entered_step_by_step_from_the_paper(evening):
    clerk, chair = Browser(evening.stage, "office_clerk"), Browser(evening.stage, "secretary")
    assert "补录已经开过的会" in clerk.text("meetings:plan")
    assert "补录已经开过的会" in clerk.text("meetings:list")
    assert clerk.send("meetings:enter", **form(evening)).status_code == 302
    meeting = Meeting.objects.get(entered_late=True)
    for pk in evening.topic_ids.values():
        sent = clerk.send("meetings:topic-agenda", pk, meeting=str(meeting.pk), _reason="按时上会")
        assert sent.status_code == 302
    assert clerk.send("meetings:confirm-agenda", meeting.pk).status_code == 302
    told = {"written": "yes", "channel": "phone", "note": "逐人电话，本人接听"}
    assert clerk.send("meetings:convene", meeting.pk, _reason="按惯例", **told).status_code == 302
    sheet = clerk.get("meetings:enter-sign-ins", meeting.pk).content.decode()
    signed = re.findall(r'name="signed" value="(\d+)"', sheet)
    assert len(signed) == 11 and sheet.count("checked") >= 11
    assert clerk.send("meetings:enter-sign-ins", meeting.pk, signed=signed, at="18:50").status_code == 302
    assert clerk.send("meetings:open", meeting.pk, at="19:00").status_code == 302
    item = meeting.items.order_by("order").first()
    assert clerk.send("meetings:item-open", item.pk, at="19:10").status_code == 302
    table = clerk.get("meetings:enter-stances", item.pk).content.decode()
    lines = dict(re.findall(r'name="(place_\d+)" value="(\d+)"', table))
    assert len(lines) == 11
    typed = lines | {name.replace("place", "stance"): "agree" for name in lines}
    against = next(name for name, place in lines.items() if place == "2").replace("place_", "")
    unsaid = clerk.send("meetings:enter-stances", item.pk, **typed | {f"stance_{against}": "disagree"})
    assert unsaid.status_code == 422 and "须写明理由" in words(unsaid)
    typed |= {f"stance_{against}": "disagree", f"view_{against}": "资金没有落实"}
    assert clerk.send("meetings:enter-stances", item.pk, at="19:20", **typed).status_code == 302
    early = clerk.send("meetings:item-summarise", item.pk, summary="多数同意", at="19:05")
    assert early.status_code == 422 and "前一步是19:20" in words(early) and "多数同意" in words(early)
    assert clerk.send("meetings:item-summarise", item.pk, summary="多数同意", at="19:40").status_code == 302
    opened = clerk.send("meetings:item-vote", item.pk, method="named_ballot", _reason="按惯例", at="")
    assert opened.status_code == 302
    vote = Vote.objects.get()
    paper = clerk.get("meetings:enter-ballots", vote.pk).content.decode()
    choices = dict.fromkeys(re.findall(r'name="(choice_\d+)"', paper), "aye")
    assert clerk.send("meetings:enter-ballots", vote.pk, **choices).status_code == 302
    assert clerk.send("meetings:vote-close", vote.pk, at="19:45").status_code == 302
    assert clerk.send("meetings:vote-announce", vote.pk, wide_split="no").status_code == 302
    text = clerk.text("meetings:room", meeting.pk, query=f"?item={item.pk}")
    assert "待主持人确认" in text and WHY in text and PAPER in text and "补录" in text
    assert "补录：2026年11月26日" in text  # the trail says both days
    second = AgendaItem.objects.filter(meeting=meeting, status="pending").get()
    assert clerk.send("meetings:item-open", second.pk).status_code == 302
    assert clerk.send("meetings:item-postpone", second.pk, because="会上没有议完").status_code == 302
    assert clerk.send("meetings:close", meeting.pk).status_code == 302
    assert "补录待您确认" in chair.text("desk")
    assert chair.send("meetings:late-confirm", meeting.pk).status_code == 302
    meeting.refresh_from_db()
    assert meeting.late.confirmed_by_id == evening.stage.members[0].pk
    assert meeting.status == Meeting.Status.CLOSED


def test_what_stops_a_step_says_the_way_out_of_a_late_entry(evening):
    meeting = evening.in_session("major_project")
    item = meeting.items.get()
    clerk = Browser(evening.stage, "office_clerk")
    for index in range(4, 11):
        seat = evening.seat(meeting, index)
        assert clerk.send("meetings:leave-room", seat.pk, at="19:10").status_code == 302
    stopped = clerk.send("meetings:item-open", item.pk)
    assert stopped.status_code == 409
    assert "照实录为没有议定" in words(stopped) and "另开一次会" in words(stopped)


def test_nobody_is_asked_to_act_at_a_meeting_that_is_over(evening):
    evening.noticed("ordinary")
    member = Browser(evening.stage, 4)
    for page in (member.text("desk"), member.text("meetings:phone")):
        assert "签到" not in page and "签收" not in page
    assert "接着补录" in Browser(evening.stage, "office_clerk").text("desk")


def test_both_days_stand_on_the_papers(evening):
    from meetings.documents.attendance import sign_in_paper
    from meetings.documents.minutes import minutes_paper
    from meetings.documents.record import record_paper
    from meetings.services.minutes import compose_minutes

    meeting = whole(evening)
    draft = compose_minutes(meeting_id=meeting.pk, actor=evening.clerk)
    for paper in (sign_in_paper(meeting), record_paper(meeting), minutes_paper(draft)):
        assert "于2026年11月26日召开，2026年11月27日据" in str(paper) and WHY in str(paper)


@pytest.mark.parametrize(
    "other, error",
    [
        ({"day": "2027-01-02"}, "开会日期在今天以后"),
        ({"day": "2024-01-02"}, "开会日期在一年以前"),
        ({"because": ""}, "补录理由"),
        ({"opened": "25:00"}, "认不出是几点"),
    ],
)
def test_the_form_says_what_is_wrong(evening, other, error):
    sent = Browser(evening.stage, "office_clerk").send("meetings:enter", **form(evening, **other))
    assert sent.status_code == 422 and error in words(sent)


def test_entering_costs_the_page_one_query_more(evening, django_assert_max_num_queries):
    from meetings.pages.progress import with_progress

    meeting = evening.in_session("ordinary")
    found = with_progress(Meeting.objects.filter(pk=meeting.pk)).get()
    with django_assert_max_num_queries(90):
        room_pages.room_page(found, evening.clerk, None)
