"""Words under the wrong name, struck at the desk and on a phone; a meeting called here and held on paper."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.models import Meeting, Stance
from meetings.services import agenda
from tests.browser.hands import fill, follow, press, sent, text
from tests.browser.test_real_life import look
from tests.meetings.scenes import HELD, Chamber
from tests.meetings.staging import Stage
from tests.meetings.test_late_meetings import ENTERED, NOTICED, PAPER, WHY, Evening

REASON = "记到了邻座名下，以会议笔记为准"


@pytest.fixture
def chamber(live_server, on_day, move_to):
    found = Chamber.build()
    move_to(HELD)
    found.open_item(found.ordinary_id)
    for index in (1, 2, 3):
        found.speak(found.ordinary_id, index)
    found.speak(found.ordinary_id, 4, "disagree")
    return found


def test_words_are_given_to_whoever_said_them(chamber, page, sign_in, accessible):
    wide = page.viewport_size["width"] > 600
    wrong, right = (chamber.stage.members[index] for index in (4, 5))
    sign_in(page, chamber.stage.crew.account("office_clerk"))
    page.goto(reverse("meetings:attendance-correct", args=[chamber.seat(4).pk]))
    page.locator("input[name=status][value=expected]").check()
    fill(page, "because", "点错了同姓的一位")
    assert press(page, "确认更正签到") == 409
    assert f"{wrong.name}在第一项表过态" in text(page)
    look(page, accessible, "sign-in-refused", contrast=wide)
    follow(page, "看第一项")
    line = Stance.objects.get(item=chamber.ordinary_id, person=wrong)
    sent(page, page.locator(f"a[href='{reverse('meetings:stance-strike', args=[line.pk])}']"))
    page.select_option("[name=said_by]", str(right.pk))
    fill(page, "because", REASON)
    look(page, accessible, "strike", contrast=wide)
    assert press(page, "确认划去表态") == 200, text(page)
    assert f"是{right.name}说的，改记在其名下。理由：{REASON}" in text(page)
    assert Stance.objects.current().filter(person=right).exists()
    look(page, accessible, "struck", contrast=wide)


@pytest.fixture
def called(live_server, on_day, move_to):
    evening = Evening.of(Stage.build(["preset-b"]))
    move_to(NOTICED)
    meeting = evening.stage.meeting(HELD, 19)
    clerk = evening.stage.actor("office_clerk")
    topic = evening.topic_ids["ordinary"]
    agenda.put_on_agenda(topic_id=topic, meeting_id=meeting.pk, actor=clerk, reason="按时上会")
    evening.stage.convene(meeting, reason="按期通知")
    move_to(ENTERED)
    return evening


def test_the_meeting_called_here_is_entered_into(called, page, sign_in, accessible):
    wide = page.viewport_size["width"] > 600
    sign_in(page, called.stage.crew.account("office_clerk"))
    page.goto(reverse("meetings:enter"))
    assert "到了时间还没有开的会" in text(page)
    look(page, accessible, "enter-left-open", contrast=wide)
    follow(page, "照纸面续录")
    for name, typed in {"opened": "19:00", "closed": "21:00", "because": WHY, "paper": PAPER}.items():
        fill(page, name, typed)
    look(page, accessible, "continue", contrast=wide)
    assert press(page, "确认照纸面续录") == 200, text(page)
    assert Meeting.objects.get().entered_late and "待主持人确认" in text(page)
    look(page, accessible, "continued", contrast=wide)
