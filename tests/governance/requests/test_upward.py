"""A request or a report from its draft to the reply: each step allowed once, refused where it makes no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import Act, ChainEntry
from governance.documents.models import Document
from governance.office.requests_reports.models import UpwardPaper
from governance.office.requests_reports.papers import upward_sheet
from governance.office.requests_reports.services import entrusting, replies, upward
from tests import builders
from tests.governance.requests.desk import ANSWERS, NUMBER, REPORT, REQUEST, SUDDEN, Desk, at, meetings_answer
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db
S = UpwardPaper.Status


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, Desk) as found:
        yield found


@pytest.fixture
def desk(kept):
    with builders.on_day():
        yield kept or Desk()


def refused(call):
    before = list(UpwardPaper.objects.order_by("pk").values())
    with pytest.raises(Refused) as caught:
        call()
    assert list(UpwardPaper.objects.order_by("pk").values()) == before
    act = Act.objects.get(pk=caught.value.act.pk)
    assert act.outcome == Act.Outcome.REFUSED and ChainEntry.objects.filter(act_id=act.pk).exists()
    return {f.code for f in caught.value.verdict.blocking}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"asks": "批准新建\n拨付资金"}, "office.upward.several_matters"),
        ({"addressee": "中共宁棠县委员会、县政府"}, "office.upward.several_addressees"),
        ({"matter": "policy"}, "office.upward.wrong_matter"),
        ({"emergency": True}, "office.upward.not_sudden"),
        ({"matter": "incident", "emergency": True}, ""),
        ({"kind": "report", "matter": "annual"}, "office.upward.request_in_report"),
        ({"kind": "report", "matter": "annual", "asks": ""}, ""),
        ({"body": "", "cause": "", "asks": ""}, ""),
    ],
)
@pytest.mark.articles("S0-05:一-2", "S0-05:一-3")
def test_one_paper_asks_one_thing(desk, change, code):
    wanted = replace(REQUEST, **change)
    if code:
        assert refused(lambda: desk.draft(wanted)) == {code}
    else:
        assert desk.draft(wanted).status == S.DRAFTING


@pytest.mark.articles("S0-05:一-4a")
@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((8, 0, 1), "2026年11月18日，镇党委会议已讨论，赞成8票、反对0票、弃权1票（稔委决〔2026〕3号）。"),
        (None, "2026年11月18日，镇党委会议已讨论（稔委决〔2026〕3号）。"),
    ],
)
def test_the_paper_tells_how_the_meeting_voted(desk, votes, said):
    counted = {**ANSWERS, NUMBER: replace(ANSWERS[NUMBER], votes=votes)}
    with mock.patch.dict(ANSWERS, counted):
        paper = desk.signed()
        with meetings_answer():
            assert said in upward_sheet(paper).paragraphs


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (NUMBER, ""),
        ("", "office.upward_discussed.not_discussed"),
        ("稔委决〔2026〕99号", "office.upward_discussed.no_such"),
        ("稔委决〔2026〕4号", "office.upward_discussed.rejected"),
        ("稔委决〔2026〕5号", "office.upward_discussed.not_confirmed"),
    ],
)
@pytest.mark.articles("S0-05:一-4a")
def test_the_meetings_decision_is_looked_up(desk, number, code):
    paper, clerk = desk.draft(), desk.actor("office_clerk")
    with meetings_answer():
        if code:
            assert refused(lambda: upward.record_decision(paper_id=paper.pk, actor=clerk, number=number)) == {
                code
            }
        else:
            decided = upward.record_decision(paper_id=paper.pk, actor=clerk, number=number)
            assert (decided.status, decided.resolution) == (S.DECIDED, NUMBER)


@pytest.mark.articles("S0-05:一-4a")
def test_a_town_without_the_article_needs_no_meeting_and_still_no_number_that_is_none(desk):
    town = builders.town("渡口镇")
    crew = builders.crew(town)
    paper = upward.draft_paper(organization=town, actor=crew.actor("office_clerk"), draft=REQUEST)
    upward.countersign(paper_id=paper.pk, actor=crew.actor("office_director"))
    with meetings_answer():
        assert refused(
            lambda: upward.record_decision(
                paper_id=paper.pk, actor=crew.actor("office_clerk"), number="不知道"
            )
        ) == {"office.upward_discussed.no_such"}
        assert upward.sign_paper(paper_id=paper.pk, actor=crew.actor("secretary")).number == "渡委〔2026〕1号"


@pytest.mark.articles("S0-05:一-4a", "S0-05:一-4b")
def test_who_signs_and_when(desk):
    secretary, deputy = desk.actor("secretary"), desk.actor("deputy_secretary")

    def sign(paper, actor=secretary):
        with meetings_answer():
            return upward.sign_paper(paper_id=paper.pk, actor=actor)

    draft = desk.draft()
    assert refused(lambda: sign(draft)) == {"office.upward.not_countersigned"}
    upward.countersign(paper_id=draft.pk, actor=desk.actor("office_director"))
    assert refused(lambda: sign(draft)) == {"office.upward_discussed.not_discussed"}
    blank = desk.draft(replace(REQUEST, body="", phone=""))
    assert refused(lambda: sign(blank)) == {"office.upward.empty"}
    paper = desk.ready()
    assert refused(lambda: sign(paper, deputy)) == {"office.upward_signed.not_entrusted"}
    with pytest.raises(Forbidden):
        sign(paper, desk.actor("office_director"))
    word = desk.entrust()
    assert sign(paper, deputy).entrustment_id == word.pk
    assert refused(lambda: sign(paper)) == {"office.state.wrong"}  # signed by the deputy already
    entrusting.revoke(entrustment_id=word.pk, actor=secretary)
    third = desk.ready()
    assert refused(lambda: sign(third, deputy)) == {"office.upward_signed.not_entrusted"}
    second = sign(desk.ready())
    assert (paper.__class__.objects.get(pk=paper.pk).number, second.number) == (
        "稔委〔2026〕1号",
        "稔委〔2026〕2号",
    )
    paper_made = Document.objects.get(subject_id=str(second.pk), kind="office.upward_paper")
    assert paper_made.number == second.number


@pytest.mark.articles("S0-05:一-4b")
def test_an_entrustment_is_for_deputies_and_days_to_come(desk):
    def give(**over):
        given = {
            "deputy": desk.crew.person("deputy_secretary"),
            "since": builders.TODAY,
            "until": builders.TODAY,
        }
        return entrusting.entrust(
            organization=desk.town, actor=desk.actor("secretary"), because="出差", **{**given, **over}
        )

    assert refused(lambda: give(deputy=desk.crew.person("committee_member"))) == {
        "office.entrusted.not_deputy"
    }
    yesterday = builders.TODAY - timedelta(days=1)
    assert refused(lambda: give(until=yesterday)) == {"office.entrusted.ends_before"}
    assert refused(lambda: give(since=yesterday)) == {"office.entrusted.in_past"}
    assert give().stands_on(builders.TODAY) and not give().stands_on(builders.TODAY + timedelta(days=1))


def test_changing_what_is_asked_sends_it_back_to_the_meeting(desk):
    paper, clerk = desk.ready(), desk.actor("office_clerk")
    paper = upward.revise_paper(paper_id=paper.pk, actor=clerk, draft=replace(REQUEST, cause="另写缘由。"))
    assert (paper.status, paper.resolution, paper.countersigned_by) == (S.DECIDED, NUMBER, None)
    paper = upward.revise_paper(paper_id=paper.pk, actor=clerk, draft=replace(REQUEST, asks="批准拨款"))
    assert (paper.status, paper.resolution) == (S.DRAFTING, "")
    own = desk.draft(by="office_director")
    assert refused(lambda: upward.countersign(paper_id=own.pk, actor=desk.actor("office_director"))) == {
        "office.upward.own_draft"
    }


@pytest.mark.articles("S0-05:一-1c", "S0-01:八")
def test_a_sudden_event_is_told_at_once_and_written_after(desk):
    paper, clerk = desk.draft(SUDDEN), desk.actor("office_clerk")
    assert refused(lambda: upward.sign_paper(paper_id=paper.pk, actor=desk.actor("secretary"))) == {
        "office.upward.not_told"
    }

    ordinary = desk.draft()

    def tell(known, told, of=paper):
        return upward.tell_at_once(
            paper_id=of.pk, actor=clerk, known_at=known, told_at=told, told_to="县委办值班室", through="phone"
        )

    assert refused(lambda: tell(at(8, 10), at(8, 5))) == {"office.upward.told_before_known"}
    assert refused(lambda: tell(at(8, 10), at(9, 30))) == {"office.upward.time_ahead"}
    assert refused(lambda: tell(at(8), at(8), ordinary)) == {"office.upward.not_emergency"}
    told = tell(at(8, 10), at(8, 22))
    assert (told.told_at - told.known_at) == timedelta(minutes=12)
    signed = upward.sign_paper(
        paper_id=paper.pk, actor=desk.actor("secretary")
    )  # no meeting, no countersignature
    assert signed.number
    assert desk.draft(REPORT, follows_id=paper.pk).follows_id == paper.pk


def test_the_reply_is_asked_for_recorded_and_carried_out(desk):
    clerk, today = desk.actor("office_clerk"), builders.TODAY
    paper = desk.sent(reply_wanted_on=today)
    chased = replies.chase_reply(
        paper_id=paper.pk, actor=clerk, chased_on=today, again_on=today + timedelta(days=7)
    )
    assert (chased.chased, chased.reply_wanted_on) == (1, today + timedelta(days=7))

    def reply(**over):
        given = {
            "replied_on": today,
            "number": "宁委复〔2026〕8号",
            "reply": "conditional",
            "conditions": "控制在800万元以内",
        }
        return replies.record_reply(paper_id=paper.pk, actor=clerk, **{**given, **over})

    assert refused(lambda: reply(conditions=" ")) == {"office.upward.conditions_blank"}
    assert refused(lambda: reply(replied_on=today + timedelta(days=1))) == {"office.upward.day_ahead"}
    assert refused(lambda: reply(replied_on=today - timedelta(days=1))) == {"office.upward.day_before"}
    assert refused(
        lambda: replies.record_carried_out(paper_id=paper.pk, actor=clerk, carried_on=today, how="已开工")
    ) == {"office.state.wrong"}
    assert reply().status == S.REPLIED
    done = replies.record_carried_out(paper_id=paper.pk, actor=clerk, carried_on=today, how="已开工")
    assert done.status == S.CARRIED_OUT
    report = desk.sent(REPORT)
    assert refused(
        lambda: replies.record_reply(
            paper_id=report.pk, actor=clerk, replied_on=today, number="", reply="approved"
        )
    ) == {"office.incoming.no_answer_due"}
    assert replies.record_noted(paper_id=report.pk, actor=clerk, noted_on=today).status == S.NOTED
    draft = desk.draft()
    gone = upward.withdraw_paper(paper_id=draft.pk, actor=clerk, because="不报了")
    assert gone.status == S.WITHDRAWN
    assert refused(lambda: upward.withdraw_paper(paper_id=report.pk, actor=clerk, because="不报了")) == {
        "office.state.wrong"
    }


def test_the_trail_tells_the_story_line_by_line(desk):
    paper = desk.replied()
    acts = Act.objects.filter(object_type="governance.upwardpaper", object_id=str(paper.pk), outcome="done")
    entries = {e.act_id: e.seq for e in ChainEntry.objects.filter(act_id__in=acts.values("pk"))}
    story = sorted(acts, key=lambda act: entries[act.pk])
    assert [act.code for act in story] == [
        f"office.upward.{step}"
        for step in ("drafted", "countersigned", "decided", "signed", "sent", "replied")
    ]
    assert story[3].facts["number"] == paper.number
    assert {f["article"] for f in story[3].verdict["findings"]} == {"S0-05:一-4a", "S0-05:一-4b"}
    assert paper.history.count() == 6


def test_what_is_asked_about_cadres_is_kept_to_those_who_handle_it(desk):
    kept = desk.draft(replace(REQUEST, matter="personnel", title="任命王某某"), by="organization_clerk")
    assert "王某某" not in kept.audit_text
    sees = {
        code: UpwardPaper.objects.visible_to(desk.actor(code)).filter(pk=kept.pk).exists()
        for code in (
            "secretary",
            "committee_member",
            "office_director",
            "organization_clerk",
            "office_clerk",
            "staff",
        )
    }
    assert sees == {
        "secretary": True, "committee_member": True, "office_director": True, "organization_clerk": True,
        "office_clerk": False, "staff": False,
    }  # fmt: skip
    neighbour = builders.crew(builders.town("邻镇"))
    assert not UpwardPaper.objects.visible_to(neighbour.actor("secretary")).exists()
