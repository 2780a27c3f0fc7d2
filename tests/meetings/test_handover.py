"""People come and go: work handed over, posts acted for, a new term, a lost phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from governance.access.accounts import reset_password
from governance.access.actor import actor_for
from governance.access.devices import device_of, end_sessions
from governance.access.errors import Forbidden
from governance.access.models import SignIn
from governance.access.roster.tenures import appoint_acting, end_tenure
from governance.access.roster.terms import change_term
from governance.audit.errors import ReasonNeeded
from governance.audit.models import Act
from governance.deadlines.feed import account_of
from governance.deadlines.models import Reminder
from governance.deadlines.services import renew_feed
from governance.people.models import Post, Tenure
from governance.people.queries import committee_tenures
from governance.people.terms import TermChange
from meetings.models import AgendaItem, Handover, Meeting, Topic
from meetings.services import handover, topics, voting
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.staging import Stage
from tests.meetings.table import blocks, kept_world, last_act, refused

pytestmark = pytest.mark.django_db
MEETS = date(2026, 11, 30)
GOES = 6  # the member who leaves


def build() -> Stage:
    with builders.on_day():
        stage = Stage.build()
        meeting = stage.meeting(MEETS)
        item = stage.item(meeting, title="灌渠清淤")
        topic = stage.topic(title="桥梁维修")
        builders.change(topic, proposed_by=stage.members[GOES])
        builders.change(item, presenter=stage.members[GOES])
    return stage


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage | None]:
    with kept_world(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def stage(db: None, kept: Stage | None) -> Iterator[Stage]:
    with builders.on_day():
        yield kept or build()


def hand_over(stage: Stage, who: str = "office_director", giver: Any = None, taker: Any = None) -> Handover:
    return handover.hand_over_work(
        organization=stage.town,
        actor=stage.actor(who),
        giver=giver or stage.members[GOES],
        taker=taker or stage.members[7],
        because="调县里工作",
    )


# Handing over ---------------------------------------------------------------------------------


def test_everything_open_goes_to_one_person_with_its_list(stage: Stage) -> None:
    director = Browser(stage, "office_director")
    giver, taker = stage.members[GOES], stage.members[7]
    page = director.text("meetings:handover", giver.pk)
    assert "桥梁维修 待审定" in page and "灌渠清淤" in page and "2件" in page
    sent = director.send("meetings:handover", giver.pk, taker=taker.pk, because="调县里工作")
    assert sent.status_code == 302, words(sent)
    topic = Topic.objects.get(title="桥梁维修")
    assert (topic.proposed_by, topic.kept_by) == (giver, taker)
    assert AgendaItem.objects.get().presenter == taker
    row = Handover.objects.get()
    assert (row.moved, row.day) == (2, builders.TODAY)
    assert last_act("meetings.work.handed_over").facts["count"] == 2
    assert Reminder.objects.filter(account__person=taker, text__contains="向您移交2件事").count() <= 1
    listed = director.text("meetings:handover-list", row.pk)
    assert "工作交接清单" in listed and "桥梁维修" in listed and "监交人（签字）" in listed
    topics.withdraw_topic(topic_id=topic.pk, actor=stage.member(7))  # the keeper, not the proposer
    with pytest.raises(ValidationError, match="没有要移交的事"):
        hand_over(stage)


def test_an_open_clause_and_the_record_of_a_meeting_go_too(stage: Stage) -> None:
    clerk, director = stage.crew.person("office_clerk"), stage.crew.person("office_director")
    page = Browser(stage, "office_director").text("meetings:handover", clerk.pk)
    assert "会议记录" in page and "随职务走，由党政办主任、文书接着办" in page
    with pytest.raises(ValidationError) as unfit:
        hand_over(stage, "secretary", clerk, stage.members[7])
    assert "记录人须是党政办的人" in unfit.value.message_dict["taker"][0]
    row = hand_over(stage, "secretary", clerk, director)
    assert Meeting.objects.get().recorder == director and row.moved == 1
    assert [line[2] for line in row.listing if line[0] == "会议通知和签收"] == [
        "随职务走，由党政办主任、文书接着办"
    ]


@pytest.mark.parametrize("who", ["office_clerk", "discipline_secretary", "staff"])
def test_only_the_director_or_the_secretary_hands_over(stage: Stage, who: str) -> None:
    with pytest.raises(Forbidden):
        hand_over(stage, who)


def test_whoever_cannot_take_over(stage: Stage) -> None:
    for taker in (stage.members[GOES], builders.person("外人")):
        with pytest.raises(ValidationError) as unfit:
            hand_over(stage, taker=taker)
        assert "taker" in unfit.value.message_dict


def test_leaving_with_something_open_asks_why_and_lies_on_the_directors_desk(stage: Stage) -> None:
    organization_clerk = stage.actor("organization_clerk")
    tenure = stage.members[GOES].tenures.get()
    leave = {
        "actor": organization_clerk,
        "tenure_id": tenure.pk,
        "until": date(2026, 11, 20),
        "authority": "宁组干〔2026〕9号",
    }
    with pytest.raises(ReasonNeeded) as needed:
        end_tenure(**leave)
    assert needed.value.verdict.warnings[0].code == "people.state.open_work"
    end_tenure(**leave, reason="急调，随后交接")
    desk = Browser(stage, "office_director").text("desk")
    assert f"{stage.members[GOES].name}已离任，还有2件没有交接" in desk
    hand_over(stage)
    assert "没有交接" not in Browser(stage, "office_director").text("desk")


def test_leaving_with_nothing_open_asks_nothing(stage: Stage) -> None:
    tenure = stage.members[8].tenures.get()
    actor = stage.actor("organization_clerk")
    end_tenure(actor=actor, tenure_id=tenure.pk, until=date(2026, 11, 20), authority="宁组干〔2026〕9号")


# Acting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "title"), [("acting", "党委书记（主持工作）"), ("deputizing", "代党委书记")]
)
def test_whoever_acts_has_the_rights_and_no_vote(stage: Stage, kind: str, title: str) -> None:
    staff, post = stage.crew.person("staff"), Post.objects.get(organization=stage.town, code="secretary")
    before = len(committee_tenures(stage.town.pk, builders.TODAY))
    tenure = appoint_acting(
        actor=stage.actor("organization_clerk"),
        post_id=post.pk,
        person_id=staff.pk,
        since=builders.TODAY,
        until=date(2026, 12, 31),
        authority="宁组干〔2026〕9号",
        kind=kind,
    )
    assert tenure.title == title
    actor = actor_for(stage.crew.account("staff"), builders.TODAY)
    assert actor.holds(stage.town.pk, "secretary") and actor.seat(stage.town.pk) is None
    assert len(committee_tenures(stage.town.pk, builders.TODAY)) == before
    gone = actor_for(stage.crew.account("staff"), date(2027, 1, 1))
    assert gone.holds(stage.town.pk, "secretary") is None


def test_a_member_who_acts_for_the_secretary_keeps_one_vote(stage: Stage) -> None:
    post = Post.objects.get(organization=stage.town, code="secretary")
    appoint_acting(
        actor=stage.actor("organization_clerk"),
        post_id=post.pk,
        person_id=stage.members[3].pk,
        since=builders.TODAY,
        authority="宁组干〔2026〕9号",
    )
    sitting = committee_tenures(stage.town.pk, builders.TODAY)
    assert [t.person_id for t in sitting].count(stage.members[3].pk) == 1 and len(sitting) == 11


# A new term -----------------------------------------------------------------------------------


FIRST = date(2026, 11, 25)


def seats(stage: Stage, **changed: Any) -> dict[int, int | None]:
    held = {t.post_id: t.person_id for t in committee_tenures(stage.town.pk, builders.TODAY)}
    posts = list(held)
    return {**held, **{posts[int(n.removeprefix("p"))]: person for n, person in changed.items()}}


def new_term(stage: Stage, chosen: dict[int, int | None], who: str = "organization_clerk") -> TermChange:
    return change_term(
        actor=stage.actor(who),
        organization_id=stage.town.pk,
        first_on=FIRST,
        authority="宁组干[2026]18号",
        seats=chosen,
    )


def test_all_seats_end_and_begin_in_one_act_and_the_meeting_called_before_says_so(stage: Stage) -> None:
    stage.convene(Meeting.objects.get(), reason="按时通知")
    newcomer = builders.person("新任委员")
    change = new_term(stage, seats(stage, p5=newcomer.pk, p10=None))
    assert Act.objects.filter(code="people.term.changed").count() == 1
    assert (change.seats_before, change.seats_after, change.authority) == (11, 10, "宁组干〔2026〕18号")
    assert len(committee_tenures(stage.town.pk, date(2026, 11, 24))) == 11
    after = committee_tenures(stage.town.pk, FIRST)
    assert len(after) == 10 and newcomer.pk in {t.person_id for t in after}
    assert Tenure.objects.filter(organization=stage.town, since=FIRST).count() == 10
    room = Browser(stage, "office_clerk").text("meetings:room", Meeting.objects.get().pk)
    assert "通知发出以后委员有变动：新任新任委员" in room and "已不是委员" in room


def test_not_while_a_vote_is_under_way(stage: Stage) -> None:
    meeting, item = Meeting.objects.get(), AgendaItem.objects.get()
    stage.convene(meeting, reason="按时通知")
    with builders.on_day(MEETS):
        stage.open(meeting)
        stage.discuss(item)
        voting.open_vote(item_id=item.pk, actor=stage.actor("office_clerk"), method="show_of_hands")
        stopped = refused(lambda: new_term(stage, seats(stage)))
        assert blocks(stopped) == {("", "people.state.votes_open")}


def test_not_behind_a_meeting_the_old_committee_held(stage: Stage) -> None:
    meeting = Meeting.objects.get()
    stage.convene(meeting, reason="按时通知")
    with builders.on_day(MEETS):
        stage.open(meeting)
        stopped = refused(lambda: new_term(stage, seats(stage)))
        assert blocks(stopped) == {("", "people.state.met_in_new_term")}


@pytest.mark.parametrize("case", ["missing", "twice", "nobody", "unapproved"])
def test_a_list_that_cannot_be(stage: Stage, case: str) -> None:
    chosen = seats(stage)
    first, second = list(chosen)[:2]
    if case == "missing":
        del chosen[first]
    elif case == "twice":
        chosen[second] = chosen[first]
    elif case == "nobody":
        chosen = dict.fromkeys(chosen)
    else:
        chosen[first] = builders.person("未审定", roster_town=stage.town, approved_on=None).pk
    with pytest.raises(ValidationError):
        new_term(stage, chosen)
    assert not TermChange.objects.exists()


def test_the_page_of_a_new_term(stage: Stage) -> None:
    clerk = Browser(stage, "organization_clerk")
    page = clerk.text("people:change-term")
    assert "新一届第一天" in page and "党委书记" in page
    fields = {f"seat_{post}": person for post, person in seats(stage).items()}
    sent = clerk.send(
        "people:change-term", first_on="2026年11月25日", authority="宁组干〔2026〕18号", **fields
    )
    assert sent.status_code == 302, words(sent)
    again = clerk.send("people:change-term", first_on="2026-11-25", authority="宁组干〔2026〕18号", **fields)
    assert again.status_code == 422 and "不早于新一届第一天" in words(again)


# A lost phone ---------------------------------------------------------------------------------


def signed_in(username: str, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    assert client.post("/denglu/", {"username": username, "password": builders.PASSWORD}).status_code == 302
    return client


ANDROID = "Mozilla/5.0 (Linux; Android 14; PFEM10) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


def test_one_signs_out_everywhere_from_the_desktop(stage: Stage) -> None:
    account = stage.crew.account("office_clerk")
    phone, desktop = signed_in(account.username, ANDROID), signed_in(account.username, WINDOWS)
    token = renew_feed(actor=stage.actor("office_clerk"))
    page = words(desktop.get(reverse("devices")))
    assert "安卓手机 Chrome" in page and "Windows 电脑 Firefox" in page and page.count("就是这台") == 1
    assert desktop.post(reverse("devices")).status_code == 302
    for client in (phone, desktop):
        assert client.get(reverse("devices")).status_code == 302  # to the sign-in
    assert account_of(token) is None and not SignIn.objects.exists()
    assert Act.objects.get(code="people.account.sessions_ended").facts == {"because": "本人要求退出所有设备"}


def test_the_system_administrator_ends_them_and_nobody_else(stage: Stage) -> None:
    account = stage.crew.account("office_clerk")
    phone = signed_in(account.username, ANDROID)
    admins = builders.administrators()
    for other in (stage.actor("office_director"), actor_for(admins["security"], builders.TODAY)):
        with pytest.raises(Forbidden):
            end_sessions(actor=other, account_id=account.pk, because="手机丢失")
    system = actor_for(admins["system"], builders.TODAY)
    end_sessions(actor=system, account_id=account.pk, because="手机丢失")
    assert phone.get(reverse("devices")).status_code == 302
    witness = stage.crew.account("office_director")
    assert reset_password(actor=system, account_id=account.pk, witness_id=witness.pk).password


@pytest.mark.parametrize(("agent", "said"), [(ANDROID, "安卓手机　Chrome"), (WINDOWS, "Windows 电脑　Firefox"), ("", "别的设备")])  # fmt: skip
def test_devices_in_words(agent: str, said: str) -> None:
    assert device_of(agent) == said
