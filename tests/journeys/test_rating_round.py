"""One rating round through the pages, from the office's form to the released result, with its trail line by line."""

from __future__ import annotations

import logging
import re
import subprocess
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from governance.access.act_sentence import act_matter
from governance.access.models import SignIn
from governance.audit.models import Act, ChainEntry
from governance.ballots import codes
from governance.ballots.models import RatingRound, SealedPoll
from tests import builders
from tests.governance.ballots.rounds import Town

FORM = {
    "title": "2026年度领导干部民主测评",
    "held_on": "2026-11-21",
    "place": "三楼会议室",
    "mode": "slips",
    "subjects": "稔人大主席，人大主席\n",
    "items": "德\n绩，2",
    "grades": "优秀，100\n称职，80\n基本称职，60\n不称职，0",
    "passing": "２",
    "text_limit": "60",
    "least_valid": "5",
    "uniform": "forbidden",
    "far_apart": "",
    "c1_label": "班子成员",
    "c1_expected": "6",
    "c1_weight": "60",
    "c1_spares": "1",
    "c2_label": "一般干部",
    "c2_expected": "7",
    "c2_weight": "40",
    "c2_spares": "1",
}
MARKS = [("g1", "g2"), ("g2", "g1"), ("g1", "g3"), ("g3", "g1"), ("g2", "g4"), ("", "g1"), ("g4", "g2")]


@pytest.fixture
def town(db: Any) -> Any:
    with builders.on_day():
        yield Town()


class Hands:
    """A browser for each post, and one without an account."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.nobody = Client(enforce_csrf_checks=True)

    def as_(self, post: str) -> Client:
        return builders.sign_in(Client(), self.town.crew.account(post))

    def step(self, post: str, name: str, round_: RatingRound, **typed: Any) -> Any:
        return self.as_(post).post(reverse(f"rating:{name}", args=[round_.pk]), typed)

    def sheet(self, round_: RatingRound, code: str, marks: tuple[str, str], text: str = "") -> Any:
        """Hand in a sheet as a phone does: open the page, send its form."""
        url = reverse("rating:sheet", args=[round_.pk])
        page = self.nobody.get(url).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        typed = {f"answer_s1-q{n}": mark for n, mark in enumerate(marks, start=1) if mark}
        return self.nobody.post(url, {"csrfmiddlewaretoken": token[1], "code": code, "text": text, **typed})


def printed_codes(pdf: bytes) -> list[tuple[str, str]]:
    """(class, code) of every slip on the paper."""
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    found = []
    label = ""
    for line in text.decode().splitlines():
        if line in ("班子成员", "一般干部"):
            label = line
        code = codes.cleaned(line)
        if codes.is_slip(code):
            found.append((label, code))
    return found


def test_a_rating_round(town: Town, django_capture_on_commit_callbacks: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    hands = Hands(town)
    clerk = hands.as_("organization_clerk")
    unfit = clerk.post(reverse("rating:set-up"), {**FORM, "least_valid": "2", "c2_expected": ""})
    assert unfit.status_code == 422
    assert "单列的张数须在3到10之间" in unfit.content.decode()
    assert "“一般干部”的应参评人数没有填" in unfit.content.decode()
    assert clerk.post(reverse("rating:set-up"), FORM).status_code == 422  # nobody counts yet
    people = {
        "teller": town.crew.person("deputy_secretary").pk,
        "scrutineer": town.crew.person("discipline_secretary").pk,
        "reviewer": town.crew.person("organization_commissioner").pk,
    }
    assert clerk.post(reverse("rating:set-up"), {**FORM, **people}).status_code == 302
    round_ = RatingRound.objects.get()
    assert round_.subjects == [
        {"key": "s1", "name": "稔人大主席", "post": "人大主席", "person": town.rated.pk}
    ]
    assert hands.nobody.get(reverse("rating:sheet", args=[round_.pk])).status_code == 404  # not yet a page

    early = hands.step("organization_clerk", "print-codes", round_)
    assert (early.status_code, "测评还没有审定" in early.content.decode()) == (409, True)
    assert hands.step("organization_commissioner", "approve", round_).status_code == 302

    paper = hands.step("organization_clerk", "print-codes", round_)
    assert paper["Content-Type"] == "application/pdf"
    assert "no-store" in paper["Cache-Control"]
    drawn = printed_codes(paper.content)
    assert [sum(label == name for label, _code in drawn) for name in ("班子成员", "一般干部")] == [7, 8]
    round_.refresh_from_db()
    before = hands.nobody.get(reverse("rating:sheet", args=[round_.pk])).content.decode()
    assert "还没有开始" in before and "answer_" not in before

    teller = hands.as_("deputy_secretary")
    shown = teller.post(reverse("ballots:collect", args=[round_.poll_id])).content.decode()
    key = re.search(r"(?:[A-Z2-9]{4} ){7}[A-Z2-9]{4}", shown)
    assert key is not None
    teller.post(reverse("ballots:confirm", args=[round_.poll_id]), {"code": key[0]})
    assert hands.step("secretary", "open", round_).status_code == 302

    page = hands.nobody.get(reverse("rating:sheet", args=[round_.pk]))
    assert "checked" not in page.content.decode() and "<script" not in page.content.decode()
    assert "sessionid" not in hands.nobody.cookies
    both = {name: [c for label, c in drawn if label == name] for name in ("班子成员", "一般干部")}
    same = hands.sheet(round_, both["班子成员"][0], ("g1", "g1"))
    assert (same.status_code, "每一项都选了同一等次" in same.content.decode()) == (422, True)
    wrong = hands.sheet(round_, codes.new_slip(), ("g1", "g2"))
    assert wrong.status_code == 422
    assert "这个码对不上，或已经用过" in wrong.content.decode()
    assert 'value="g1" checked' in wrong.content.decode()  # nothing typed is lost
    for n in range(6):
        taken = hands.sheet(round_, both["班子成员"][n], MARKS[n], text=f"班子意见{n}")
        assert (taken.status_code, "已收下，码已作废" in taken.content.decode()) == (200, True)
        assert "no-store" in taken["Cache-Control"]
    for n in range(7):
        assert hands.sheet(round_, both["一般干部"][n].lower(), MARKS[n]).status_code == 200
    again = hands.sheet(round_, both["一般干部"][0], ("g4", "g1"))
    assert again.status_code == 422

    open_page = hands.as_("secretary").get(reverse("rating:round", args=[round_.pk])).content.decode()
    assert "13份" in open_page and "核对表" not in open_page
    assert hands.as_("secretary").get(reverse("rating:result", args=[round_.pk])).status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        assert hands.step("discipline_secretary", "close", round_).status_code == 302
    lost = hands.nobody.get(reverse("rating:sheet", args=[round_.pk])).content.decode()
    assert "测评已经截止" in lost
    with django_capture_on_commit_callbacks(execute=True):
        counted = teller.post(reverse("ballots:open-box", args=[round_.poll_id]), {"code": key[0]})
        assert counted.url == reverse("rating:round", args=[round_.pk])  # no receipts anybody could look for
    figures = {
        f"n{n}_{name}": value
        for n, people_there in ((1, 6), (2, 7))
        for name, value in (("present", people_there), ("handed_out", people_there), ("left_over", 1))
    }
    gap = hands.step("deputy_secretary", "reconcile", round_, **{**figures, "n2_left_over": 0})
    assert (gap.status_code, "合计7张，印了8张" in gap.content.decode()) == (409, True)
    assert hands.step("deputy_secretary", "reconcile", round_, **figures).status_code == 302
    early = hands.step("secretary", "release", round_, audience="参评人员")
    assert early.status_code == 409
    assert {"清点的数" in early.content.decode(), "意见没有审阅" in early.content.decode()} == {True}
    assert hands.step("discipline_secretary", "check", round_).status_code == 302
    listed = hands.as_("organization_commissioner").get(reverse("rating:remarks", args=[round_.pk]))
    first = re.search(r"班子意见(\d)", listed.content.decode())
    assert first is not None
    assert hands.step("organization_commissioner", "remarks", round_, r1="写明了自己是谁").status_code == 302
    assert hands.step("secretary", "release", round_, audience="参评人员").status_code == 302

    result = hands.as_("secretary").get(reverse("rating:result", args=[round_.pk])).content.decode()
    assert "名次只供参考，不是决定" in result
    assert f"班子意见{first[1]}" not in result and result.count("班子意见") == 5

    poll = SealedPoll.objects.get(pk=round_.poll_id)
    assert (poll.issued, poll.returned, poll.valid) == (15, 13, 13)
    # In the order of the chain: the clock stands still here, and moments tell nothing apart.
    seqs = dict(ChainEntry.objects.values_list("act_id", "seq"))
    done = sorted(Act.objects.filter(outcome="done", matter_id=""), key=lambda act: seqs[act.pk])
    trail = [act_matter(act) for act in done]
    told = [line for line in trail if "测评" in line]
    assert told == [
        "拟定2026年度领导干部民主测评，应参评13人",
        "审定2026年度领导干部民主测评的对象、项目和类别",
        "印2026年度领导干部民主测评的测评码15张，其中备用2张",
        "领取2026年度领导干部民主测评开箱的票码",
        "核对2026年度领导干部民主测评的票码，抄写无误",
        "开始2026年度领导干部民主测评，应参评13人",
        "截止2026年度领导干部民主测评，收回13份",
        "汇总2026年度领导干部民主测评，收回13、有效13、空白0、无效0",
        "填2026年度领导干部民主测评的核对表，有差额0处",
        "核对2026年度领导干部民主测评清点的数，有差额0处，均有说明",
        "审阅2026年度领导干部民主测评的意见6条，不公布1条",
        "向参评人员公布2026年度领导干部民主测评结果，未单列0类",
    ]
    everything = repr(list(Act.objects.values())) + caplog.text
    assert "稔人大主席" not in repr(
        list(Act.objects.filter(code__startswith="ballots.").values("facts", "object_text"))
    )
    for code in [code for _label, code in drawn] + [key[0].replace(" ", "")]:
        assert code not in everything and codes.grouped(code, 5) not in everything
    _nowhere_in_the_database([code for _label, code in drawn])


def _nowhere_in_the_database(drawn: list[str]) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept = repr(cursor.fetchall())
            assert not [code for code in drawn if code in kept], table


def test_whoever_is_signed_in_hands_in_as_nobody(town: Town) -> None:
    """No session is looked at or written to: when somebody was last seen says nothing of when a sheet came in."""
    round_, drawn, _code = town.opened()
    client = Hands(town).as_("secretary")
    client.get(reverse("desk"))
    seen = (dict(client.session), list(SignIn.objects.values()))
    with builders.on_day(hour=11):
        answer = client.post(
            reverse("rating:sheet", args=[round_.pk]), {"code": drawn[0].code, "answer_s1-q1": "g1"}
        )
    assert answer.status_code == 200
    assert (dict(client.session), list(SignIn.objects.values())) == seen
    assert "稔委员1" not in answer.content.decode()
