"""The congress office: how delegates come and go, what they propose, what they meet for, what the people's congress
decides; each with the act it leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from governance.access import questions
from governance.audit.errors import ReasonNeeded, Refused
from governance.audit.models import Act
from governance.deadlines.duties import duties_of
from governance.deadlines.models import Consequence
from governance.office.congress import judgement, services
from governance.office.congress.models import CongressMeeting, Delegate, DelegateElection, DelegateProposal
from governance.search.finding import find
from tests import builders
from tests.governance.rulebook.world import adopt

pytestmark = pytest.mark.django_db
TODAY = builders.TODAY
NUMBER = "稔委会决〔2026〕9号"
STEPS = ("群众推荐", "党员推荐", "组织推荐", "群众评议", "组织考察评价", "候选名单公示")


@pytest.fixture
def town(crew, monkeypatch):
    """稔川镇 on preset-a and preset-e, in its fifteenth term; the committee has decided under NUMBER today."""
    adopt(crew, "preset-e")

    def answer(*, organization_id, number):
        if number != NUMBER:
            return None
        return questions.ResolutionFact(
            1, number, TODAY, True, True, "ordinary", False, "研究", None, meeting_id=1, clauses=1
        )

    monkeypatch.setitem(questions._QUESTIONS, "meetings.resolution_for", (questions.ResolutionFact, answer))
    term(crew)
    return crew


def clerk(crew):
    return crew.actor("organization_clerk")


def term(crew, rhythm="town", seats=20):
    return services.open_term(
        organization=crew.organization,
        actor=clerk(crew),
        name="第十五届",
        rhythm=rhythm,
        seats=seats,
        since=date(2021, 10, 1),
    )


def delegates(crew, *names, unit="青石村"):
    return services.enter_delegates(
        organization=crew.organization, actor=clerk(crew), unit=unit, names=names, since=date(2021, 10, 1)
    )


def election(crew, *, steps=STEPS, seats=5):
    made = services.open_election(
        organization=crew.organization, actor=clerk(crew), unit="云岭村", seats=seats
    )
    for step in steps:
        services.record_election_step(election_id=made.pk, actor=clerk(crew), step=step, day=TODAY)
    return made


def signed_in(crew, code):
    return builders.sign_in(Client(), crew.account(code))


def send(client, name, *args, status=302, **typed):
    address = reverse(f"congress:{name}", args=args)
    once = client.get(address).context["once"]
    response = client.post(address, {"once": once, **typed})
    assert response.status_code == status, response.content.decode()[:2000]
    return response


# --- Elections -----------------------------------------------------------------------------------


@pytest.mark.articles("S4-04:二-1b", "S4-04:二-1c")
@pytest.mark.parametrize(
    ("steps", "names", "allowed"),
    [
        (STEPS, 6, True),
        (STEPS, 5, False),
        (STEPS[:-1], 6, False),
        ((), 9, False),
    ],
)
def test_candidates_are_settled_after_all_steps_and_one_in_five_more_than_seats(town, steps, names, allowed):
    made = election(town, steps=steps)
    given = {"election_id": made.pk, "actor": clerk(town), "names": [f"候选{n}" for n in range(names)]}
    if not allowed:
        with pytest.raises(Refused):
            services.confirm_candidates(**given)
        return
    services.confirm_candidates(**given)
    elected = [f"候选{n}" for n in range(5)]
    services.record_result(election_id=made.pk, actor=clerk(town), elected=elected, held_on=TODAY)
    assert list(Delegate.objects.order_by("name").values_list("name", flat=True)) == elected
    done = Act.objects.get(code="congress.election.confirmed", outcome="done")
    assert {f["article"] for f in done.verdict["findings"]} == {"S4-04:二-1b", "S4-04:二-1c"}


def test_only_candidates_are_elected_and_no_more_than_seats(town):
    made = election(town)
    services.confirm_candidates(election_id=made.pk, actor=clerk(town), names=[f"候选{n}" for n in range(6)])
    for elected in (["外人"], [f"候选{n}" for n in range(6)], []):
        with pytest.raises(ValidationError):
            services.record_result(election_id=made.pk, actor=clerk(town), elected=elected, held_on=TODAY)
    with pytest.raises(ValidationError):
        services.record_result(
            election_id=made.pk, actor=clerk(town), elected=["候选1"], held_on=TODAY - timedelta(days=1)
        )
    assert DelegateElection.objects.get().status == "confirmed" and not Delegate.objects.exists()


def test_no_more_delegates_than_the_term_has_seats_and_none_twice(town):
    delegates(town, *[f"代表{n}" for n in range(19)])
    with pytest.raises(ValidationError, match="再加2名就超了"):
        delegates(town, "甲", "乙")
    with pytest.raises(ValidationError, match="代表3重复"):
        delegates(town, "代表3")


# --- Removals ------------------------------------------------------------------------------------


@pytest.mark.articles("S4-04:二-3e2")
def test_a_mandate_ends_in_the_order_of_the_article(town):
    (who,) = delegates(town, "甘雨棠")
    removal = services.propose_removal(
        delegate_id=who.pk, actor=clerk(town), because="长期不履职", day=TODAY, paper="青石村〔2026〕3号"
    )
    take = {"removal_id": removal.pk, "actor": clerk(town), "day": TODAY}
    for step, paper in (("终止资格", ""), ("党委研究", ""), ("党委研究", "无号"), ("例会确认免除", "")):
        with pytest.raises(Refused):
            services.record_removal_step(step=step, paper=paper, **take)
    services.record_removal_step(step="党委研究", paper=NUMBER, **take)
    assert Delegate.objects.get().status == "serving"
    services.record_removal_step(step="终止资格", **take)
    who.refresh_from_db()
    assert (who.status, who.ended_on) == ("ended", TODAY)
    services.record_removal_step(step="例会确认免除", **take)
    removal.refresh_from_db()
    assert removal.status == "confirmed"
    with pytest.raises(Refused):
        services.propose_removal(delegate_id=who.pk, actor=clerk(town), because="再提", day=TODAY)


# --- Meetings ------------------------------------------------------------------------------------


def meeting(crew, **values):
    given = {"kind": "session", "held_on": TODAY, "expected": 20, "present": 18, "topics": "听年度工作报告"}
    return services.record_meeting(
        organization=crew.organization, actor=clerk(crew), values={**given, **values}
    )


@pytest.mark.articles("S0-01:五a", "S4-04:二-3a2", "S4-04:二-3a3", "S4-04:二-4b", "S0-01:五b")
@pytest.mark.parametrize(
    ("values", "allowed"),
    [
        ({}, True),
        ({"report": "党委年度工作报告", "resolution": NUMBER}, True),
        ({"report": "党委年度工作报告"}, False),
        ({"report": "党委年度工作报告", "resolution": "无号"}, False),
        ({"kind": "hearing", "report": "预算听证材料"}, True),
    ],
)
def test_a_report_goes_to_the_congress_after_the_committee_adopted_it(town, values, allowed):
    if allowed:
        assert meeting(town, **values).pk
    else:
        with pytest.raises(Refused):
            meeting(town, **values)
        assert not CongressMeeting.objects.exists()


def test_a_meeting_is_held_before_it_is_put_down_and_by_no_more_than_are_entitled(town):
    for wrong in ({"held_on": TODAY + timedelta(days=1)}, {"present": 21}):
        with pytest.raises(ValidationError):
            meeting(town, **wrong)


@pytest.mark.articles(
    "S4-04:二-3a1", "S4-04:二-3d1", "S4-04:二-3d2", "S4-07:三-1a", "S0-20:三-11a", "S1-01:十三-1"
)
def test_the_office_owes_meetings_until_they_are_held(town):
    def owed():
        return {
            duty.part.partition(":")[0]
            for duty in duties_of(town.organization, TODAY)
            if duty.clock == "congress.meetings"
        }

    assert owed() == {"congress.session", "congress.study_town", "congress.council"}
    meeting(town)
    meeting(town, kind="study")
    assert owed() == {"congress.council"}


def test_a_township_is_trained_by_the_quarter(town):
    services.open_term(
        organization=town.organization,
        actor=clerk(town),
        name="第十六届",
        rhythm="township",
        seats=20,
        since=date(2026, 10, 1),
    )
    (study,) = [
        duty
        for duty in duties_of(town.organization, TODAY)
        if duty.clock == "congress.meetings" and "study" in duty.part
    ]
    assert study.cites == ("S4-04:二-3d1",) and study.due_on == date(2026, 12, 31)


# --- Proposals -----------------------------------------------------------------------------------


@pytest.mark.articles("S4-04:二-4a", "S4-07:三-4b")
def test_every_proposal_is_answered_and_reminded_of_until_then(town):
    (who,) = delegates(town, "甘雨棠")
    office = signed_in(town, "organization_clerk")
    send(
        office,
        "proposal-receive",
        delegate=who.pk,
        title="村口装路灯",
        text="夜里看不见。",
        received_on="2026-11-20",
    )
    proposal = DelegateProposal.objects.get()
    assert proposal.number == "2026年代表建议第1号"
    owner = town.person("staff")
    late = send(
        office, "proposal-hand", proposal.pk, status=422, unit="村建站", owner=owner.pk, due_on="2026-11-01"
    )
    assert "答复期限已经过了" in late.content.decode()
    send(office, "proposal-hand", proposal.pk, unit="村建站", owner=owner.pk, due_on="2026-12-20")
    assert Consequence.objects.get(name="congress.proposal_handed").facts["owner"] == owner.pk
    (duty,) = [d for d in duties_of(town.organization, TODAY) if d.clock == "congress.proposals"]
    assert duty.persons == (owner.pk,) and duty.due_on == date(2026, 12, 20)
    send(
        office, "proposal-reply", proposal.pk, text="年内装好。", replied_on="2026-11-21", satisfaction="fair"
    )
    assert not [d for d in duties_of(town.organization, TODAY) if d.clock == "congress.proposals"]
    found = {
        post: find(town.actor(post), "路灯 夜里").total for post in ("organization_clerk", "petition_clerk")
    }
    assert found == {"organization_clerk": 1, "petition_clerk": 0}
    text = office.get(reverse("congress:proposal", args=[proposal.pk])).content.decode()
    assert "代表基本满意" in text and "登记答复</a>" not in text
    again = office.get(reverse("congress:proposal-reply", args=[proposal.pk]))
    refused = office.post(
        reverse("congress:proposal-reply", args=[proposal.pk]),
        {"once": again.context["once"], "text": "x", "replied_on": "2026-11-21", "satisfaction": "fair"},
    )
    assert refused.status_code == 409 and "现在是“已答复”" in refused.content.decode()


# --- Matters of the people's congress ------------------------------------------------------------


@pytest.mark.articles("S4-07:三-1d", "S4-07:三-1e", "S4-07:三-2")
def test_nobody_decides_in_the_place_of_the_peoples_congress(town):
    matter = services.open_matter(
        organization=town.organization, actor=clerk(town), title="调整镇级预算", day=TODAY
    )
    take = {"matter_id": matter.pk, "actor": clerk(town), "day": TODAY}
    services.record_council_step(step="调研", **take)
    with pytest.raises(Refused):  # the committee has not spoken
        services.record_council_step(step="审议", reason="急", **take)
    with pytest.raises(Refused):
        services.record_study(matter_id=matter.pk, actor=clerk(town), resolution="无号")
    services.record_study(matter_id=matter.pk, actor=clerk(town), resolution=NUMBER)
    with pytest.raises(ReasonNeeded):  # 论证 was left out
        services.record_council_step(step="审议", **take)
    services.record_council_step(step="审议", reason="上年已论证", **take)
    with pytest.raises(Refused):  # announced before the vote
        services.record_council_step(step="公布实施", reason="急", **take)
    for step in ("表决", "公布实施", "跟踪监督"):
        services.record_council_step(step=step, reason="上年已论证", **take)
    matter.refresh_from_db()
    assert matter.status == "done"
    refused = Act.objects.filter(code="congress.council.step_recorded", outcome="refused")
    stopped = {f["article"] for a in refused for f in a.verdict["findings"] if f["status"] == "fail"}
    assert stopped == {"S4-07:三-1d", "S4-07:三-1e", "S4-07:三-2"}


# --- Pages ---------------------------------------------------------------------------------------


def test_the_overview_shows_what_is_under_way_and_to_whom_it_belongs(town):
    delegates(town, "甘雨棠")
    election(town, steps=STEPS[:2])
    services.add_group(organization=town.organization, actor=clerk(town), name="第一代表组", leader="简牧之")
    text = signed_in(town, "secretary").get(reverse("congress:index")).content.decode()
    assert "党代会（第十五届）" in text and "在任代表1名" in text and "云岭村选举代表" in text
    assert "发起代表选举" not in text
    assert (
        "发起代表选举"
        in signed_in(town, "organization_clerk").get(reverse("congress:index")).content.decode()
    )
    assert signed_in(town, "staff").get(reverse("congress:index")).status_code == 403
    assert judgement.items_of(judgement.ELECTION) == STEPS


def test_the_forms_lead_through_an_election(town):
    office = signed_in(town, "organization_clerk")
    send(office, "election-open", status=422, unit="云岭村", seats="0")
    send(office, "election-open", unit="云岭村", seats="1")
    made = DelegateElection.objects.get()
    for step in STEPS:
        send(office, "election-step", made.pk, step=step, day="2026-11-20")
    short = send(office, "election-confirm", made.pk, status=409, names="林䶮")
    assert "正式候选人1名，须不少于2名，差1名" in short.content.decode()
    send(office, "election-confirm", made.pk, names="林䶮、佟犇")
    send(office, "election-result", made.pk, elected=["林䶮"], held_on="2026-11-21")
    text = office.get(reverse("congress:delegates")).content.decode()
    assert "林䶮" in text and "共1名" in text and "佟犇" not in text
