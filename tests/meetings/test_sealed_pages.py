"""The pages of a sealed vote, as members meet them: by form, without a script, each once."""

from __future__ import annotations

import logging
import re
from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from governance.audit.models import Act, ChainEntry
from governance.ballots import casting, share_files
from governance.ballots.models import Envelope, SealedPoll
from meetings.models import Vote
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import HELD
from tests.meetings.sealed_scene import SCRUTINEER, TELLER, Ballots
from tests.meetings.table import kept_world


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Ballots.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Ballots.build()
    with builders.on_day(HELD):
        yield built


def ticket_of(response) -> str:
    return unescape(re.search(r'name="ticket" value="([^"]+)"', response.content.decode())[1])


def receipt_of(response) -> str:
    return re.search(r'receipt-code[^>]*">([^<]+)<', response.content.decode())[1]


def cast(browser: Browser, vote: Vote, choice: str = "aye"):
    page = browser.get("ballots:ballot", vote.poll_id)
    assert page.status_code == 200
    return browser.client.post(
        reverse("ballots:ballot", args=[vote.poll_id]), {"ticket": ticket_of(page), "answer_q": choice}
    )


def test_from_the_form_of_the_chair_to_the_list_of_receipts(scene, django_capture_on_commit_callbacks):
    scene.discuss("persons")
    clerk, teller, scrutineer = (Browser(scene.stage, who) for who in ("office_clerk", TELLER, SCRUTINEER))
    person = scene.stage.members[TELLER].pk
    asked = clerk.send("meetings:item-vote", scene.persons_id, method="secret_ballot")
    assert asked.status_code == 422 and "请选在手机上投还是投纸票" in words(asked)
    asked = clerk.send("meetings:item-vote", scene.persons_id, method="secret_ballot", ballots="phone")
    assert asked.status_code == 422 and "请选计票人" in words(asked)
    done = clerk.send(
        "meetings:item-vote", scene.persons_id, method="secret_ballot", ballots="phone", teller_1=person
    )
    assert done.status_code == 302
    vote = Vote.objects.get(item_id=scene.persons_id)
    assert "请领开箱的票码" in teller.text("meetings:phone")
    with django_capture_on_commit_callbacks(execute=True):
        shown = teller.send("ballots:collect", vote.poll_id)
    code = receipt_of(shown)
    assert shown.status_code == 200 and "no-store" in shown["Cache-Control"] and len(code.split()) == 8
    again = teller.send("ballots:collect", vote.poll_id)
    assert again.status_code == 409 and code not in again.content.decode()
    wrong = teller.send("ballots:confirm", vote.poll_id, code="ABCD " * 8)
    assert wrong.status_code == 409 and "抄错了字" in words(wrong)
    assert teller.send("ballots:confirm", vote.poll_id, code=code.lower()).status_code == 302
    assert "正在无记名投票" in scrutineer.text("meetings:phone")
    shown = cast(scrutineer, vote, "nay")
    receipt = receipt_of(shown)
    assert shown.status_code == 200 and "no-store" in shown["Cache-Control"]
    assert receipt not in scrutineer.get("ballots:ballot", vote.poll_id).content.decode()
    assert "您已投出" in scrutineer.text("meetings:phone")
    assert "已收回1张，共发出11张" in clerk.text("meetings:room", scene.meeting_id)
    assert clerk.send("meetings:vote-close", vote.pk).status_code == 302
    late = scrutineer.client.post(
        reverse("ballots:ballot", args=[vote.poll_id]), {"ticket": "x", "answer_q": "aye"}
    )
    assert late.status_code == 409 and "没有投出" in words(late)
    with django_capture_on_commit_callbacks(execute=True):
        counted = teller.send("ballots:open-box", vote.poll_id, code=code)
    assert counted.status_code == 302 and counted.url == reverse("ballots:receipts", args=[vote.poll_id])
    listed = scrutineer.text("ballots:receipts", vote.poll_id)
    assert receipt in listed and "发出11、收回1、有效1、空白0、无效0" in listed
    assert "反对" not in listed
    assert scrutineer.send("ballots:object", vote.poll_id).status_code == 302
    assert "待监票人查清" in clerk.text("ballots:receipts", vote.poll_id)


def test_nothing_is_chosen_beforehand_and_an_empty_ballot_comes_back_with_its_receipt(scene):
    vote, _codes = scene.opened_box()
    member = Browser(scene.stage, 5)
    page = member.get("ballots:ballot", vote.poll_id)
    body = page.content.decode()
    assert (
        " checked" not in body
        and len(page.content) < 100_000
        and "http" not in body.replace("http-equiv", "")
    )
    ticket = ticket_of(page)
    empty = member.client.post(reverse("ballots:ballot", args=[vote.poll_id]), {"ticket": ticket})
    assert empty.status_code == 422 and "请选一项再投出" in words(empty) and ticket_of(empty) == ticket
    odd = member.client.post(
        reverse("ballots:ballot", args=[vote.poll_id]), {"ticket": ticket, "answer_q": "maybe"}
    )
    assert odd.status_code == 422
    assert not Envelope.objects.filter(returned=True).exists()


@pytest.mark.parametrize("ticket", ["", "AAAAAAAAAAAAA:x", "x" * 5000])
def test_a_form_that_was_not_drawn_here_is_not_taken(scene, ticket):
    vote, _codes = scene.opened_box()
    member = Browser(scene.stage, 5)
    sent = member.client.post(
        reverse("ballots:ballot", args=[vote.poll_id]), {"ticket": ticket, "answer_q": "aye"}
    )
    assert sent.status_code == 409 and "重新打开投票页" in words(sent)


def test_outside_the_room_and_outside_the_roll(scene):
    from meetings.services import room

    vote, _codes = scene.opened_box()
    room.leave_room(attendance_id=scene.seat(5).pk, actor=scene.actor("office_clerk"))
    acts = Act.objects.count()
    refused = cast(Browser(scene.stage, 5), vote)
    assert refused.status_code == 409 and "不在会不能投票" in words(refused)
    assert Browser(scene.stage, "office_clerk").get("ballots:ballot", vote.poll_id).status_code == 404
    assert Act.objects.count() == acts, "neither a vote nor its refusal leaves an act"


def test_choices_and_codes_stand_nowhere(scene, caplog, django_capture_on_commit_callbacks):
    """Not in sessions, cache, acts, chain or logs."""
    caplog.set_level(logging.DEBUG)
    vote, (code,) = scene.opened_box()
    member = Browser(scene.stage, 5)
    shown = cast(member, vote, "abstain")
    receipt = receipt_of(shown).replace(" ", "")
    with django_capture_on_commit_callbacks(execute=True):
        scene.close(vote)
        scene.unseal(vote, code)
    kept = [
        *(str(s.get_decoded()) for s in Session.objects.all()),
        *map(str, Act.objects.values_list("facts", "verdict", "object_text", "reason")),
        *map(str, ChainEntry.objects.values_list("payload", flat=True)),
        *(
            str(r.msg) + str(r.args) + str(getattr(r, "facts", ""))
            for r in caplog.records
            if r.name != "django.db.backends"
        ),
        str(getattr(cache, "_cache", "")),
    ]
    for text in kept:
        assert receipt not in text.replace(" ", "") and code not in text.replace(" ", "")


def test_an_error_while_casting_tells_neither_choice_nor_code(scene, monkeypatch, caplog):
    vote, _codes = scene.opened_box()
    member = Browser(scene.stage, 5)
    member.client.raise_request_exception = False
    page = member.get("ballots:ballot", vote.poll_id)
    ticket = ticket_of(page)

    def broken(*args, **kwargs):
        raise RuntimeError("pretend the database is away")

    monkeypatch.setattr(casting, "hold_together", broken)
    answer = member.client.post(
        reverse("ballots:ballot", args=[vote.poll_id]), {"ticket": ticket, "answer_q": "abstain"}
    )
    assert answer.status_code == 500
    said = answer.content.decode() + caplog.text
    assert ticket[:13] not in said and "abstain" not in said
    assert not Envelope.objects.filter(returned=True).exists()


def test_a_lost_code_is_declared_on_a_page(scene):
    vote, _codes = scene.opened_box()
    teller = Browser(scene.stage, TELLER)
    assert Browser(scene.stage, SCRUTINEER).get("ballots:lose-key", vote.poll_id).status_code == 403
    assert teller.send("ballots:lose-key", vote.poll_id).status_code == 302
    assert "第一次表决已作废，理由：计票人的票码丢失" in teller.text("meetings:room", scene.meeting_id)
    assert Vote.objects.get(pk=vote.pk).status == "voided"
    assert SealedPoll.objects.get(pk=vote.poll_id).status == "voided"
    assert not share_files.exists(vote.poll_id, 1)
