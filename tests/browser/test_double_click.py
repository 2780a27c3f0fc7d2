"""The same form sent twice, as a slow line makes people do: one act, and a page that says when."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from governance.audit.models import Act
from meetings.models import Meeting
from tests.browser.hands import faults_of, press, text
from tests.meetings.staging import Stage

PREPARED = date(2026, 11, 23)


@pytest.fixture
def meeting(live_server, move_to):
    stage = Stage.build(["preset-b"], seats=5)
    move_to(PREPARED)
    made = stage.meeting(date(2026, 11, 26))
    stage.item(made, "ordinary")
    made.stage = stage
    return made


def test_the_form_of_an_old_page_is_not_done_again(meeting, visit, sign_in, accessible):
    """Back in the browser and pressed once more, on the very same form number."""
    page = visit(1280)
    sign_in(page, meeting.stage.crew.account("secretary"))
    page.goto(reverse("meetings:confirm-agenda", args=[meeting.pk]))
    once = page.locator("main input[name=once]").input_value()
    assert press(page, "确认审定议程") == 200, text(page)
    page.goto(reverse("meetings:confirm-agenda", args=[meeting.pk]))
    page.locator("main input[name=once]").evaluate("(field, number) => field.value = number", once)
    assert press(page, "确认审定议程") == 409
    assert page.locator("h1").inner_text() == "这一步已经办过"
    done = Act.objects.get(code="meetings.agenda.confirmed", outcome="done")
    assert done.number in text(page) and "没有重复办理" in text(page)
    assert not Act.objects.filter(code="meetings.agenda.confirmed", outcome="refused").exists()
    assert not faults_of(page)
    accessible(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no-scripts"])
def test_two_clicks_are_one_act(meeting, visit, sign_in, javascript):
    """With scripts the second click is swallowed; without, the form number holds on the server."""
    page = visit(1280, javascript=javascript)
    sign_in(page, meeting.stage.crew.account("secretary"))
    page.goto(reverse("meetings:confirm-agenda", args=[meeting.pk]))
    page.locator("main button[type=submit]").dblclick(no_wait_after=True)
    expect(page.locator("h1")).not_to_have_text("审定议程")
    page.wait_for_load_state()
    if page.url.endswith("/shending/"):
        assert page.locator("h1").inner_text() == "这一步已经办过"
    assert Meeting.objects.get().agenda_confirmed_on == PREPARED
    assert Act.objects.filter(code="meetings.agenda.confirmed", outcome="done").count() == 1
