"""Letters of responsibility: all prepared at once, checked by another, signed by both sides, due by a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.deadlines.duties import duties_of
from governance.deadlines.models import Reminder
from governance.documents.models import Document
from governance.office.responsibilities import papers, services, signers
from governance.office.responsibilities.models import (
    LetterRound,
    ResponsibilityLetter,
)
from governance.people.models import Account
from tests import builders
from tests.governance.office.duties import (
    ADOPTED,
    LINE,
    TODAY,
    checked,
    clerk,
    letter_of,
    opened,
    page,
    send,
    signed_in,
)
from tests.governance.rulebook.world import adopt

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(crew):
    adopt(crew, *ADOPTED)
    return crew


@pytest.mark.articles("S1-06:正-1")
def test_everybody_who_signs_has_a_letter_and_both_sides_sign_with_their_own_account(town):
    office = builders.unit(town.organization, "农业办")
    head = builders.person("钟有田")
    builders.post(town.organization, "station_head", "农业办主任", unit=office)
    builders.hold(head, town.organization, "station_head", title="农业办主任")
    builders.unit(town.organization, "城建办")
    client = signed_in(town, "office_clerk")
    page(client, "round-open", lei="integrity")
    send(
        client,
        "round-open",
        kind="integrity",
        year="2026",
        goal="全年不出违纪案件",
        duties="带头遵守廉政规定。",
        lines="分管范围不出案件\n带好部门正职",
        sign_by="2026-12-10",
    )
    round_ = LetterRound.objects.get()
    capacities = list(round_.letters.values_list("capacity", flat=True))
    assert capacities.count("member") == 8 and capacities.count("department") == 1
    assert "城建办" in page(client, "round", round_.pk)
    member = town.person("committee_member")
    letter = letter_of(round_, member)
    assert [item.text for item in letter.items.all()] == ["分管范围不出案件", "带好部门正职"]
    send(client, "letter-revise", letter.pk, duties="管好宣传线。", lines="只此一条｜12月底｜台账")
    refused = client.get(reverse("responsibilities:letter-check", args=[letter.pk]))
    assert refused.status_code == 403
    mine, secretary = signed_in(town, "committee_member"), signed_in(town, "secretary")
    send(signed_in(town, "office_director"), "letter-check", letter.pk)
    assert "等您签党委一方的" in page(secretary, "own")
    for client, label in ((mine, "签字"), (secretary, "签党委一方")):
        desk = client.get(reverse("desk")).content.decode()
        assert str(letter) in desk and f">{label}<" in desk
    send(mine, "letter-sign", letter.pk)
    letter.refresh_from_db()
    assert letter.status == "checked" and letter.waits_for == "党委书记"
    send(secretary, "letter-sign-above", letter.pk)
    letter.refresh_from_db()
    assert letter.status == "signed" and letter.upper_by == town.person("secretary")
    acts = Act.objects.filter(code__startswith="responsibilities.", outcome="done").order_by("recorded_at")
    assert [act.code.removeprefix("responsibilities.") for act in acts] == [
        "round.opened",
        "letter.revised",
        "letter.checked",
        "letter.signed",
        "letter.signed_above",
    ]
    assert [act.actor_name for act in acts][-2:] == [member.name, town.person("secretary").name]
    assert Reminder.objects.filter(url=reverse("responsibilities:letter", args=[letter.pk])).exists()


def test_nobody_signs_for_both_sides_nor_before_it_is_checked_nor_twice(town):
    letter = letter_of(opened(town), town.person("committee_member"))
    own, secretary = town.actor("committee_member"), town.actor("secretary")
    with pytest.raises(Refused):
        services.sign(letter_id=letter.pk, actor=own)
    with pytest.raises(Refused):  # the director wrote it last
        services.revise_letter(
            letter_id=letter.pk, actor=town.actor("office_director"), duties="", lines=[LINE("一条")]
        )
        checked(town, letter)
    checked(town, letter, "discipline_secretary")
    with pytest.raises(Forbidden):
        services.sign(letter_id=letter.pk, actor=secretary)
    with pytest.raises(Forbidden):
        services.sign_above(letter_id=letter.pk, actor=town.actor("deputy_secretary"))
    services.sign(letter_id=letter.pk, actor=own)
    with pytest.raises(Refused):
        services.sign(letter_id=letter.pk, actor=own)
    with pytest.raises(Refused):
        services.return_letter(letter_id=letter.pk, actor=town.actor("office_director"))
    with pytest.raises(Refused):
        services.revise_letter(letter_id=letter.pk, actor=clerk(town), duties="", lines=[LINE("改")])


@pytest.mark.articles("S3-06:1-7")
def test_the_party_list_goes_to_four_capacities_and_the_secretary_s_own_is_signed_above_on_paper(town):
    round_ = opened(town, "party_building", by="organization_clerk", lines=[LINE("抓党建", "全年", "记录")])
    found = set(round_.letters.values_list("capacity", flat=True))
    assert found == {"secretary", "deputy_secretary", "organization_commissioner", "branch_secretary"}
    letter = letter_of(round_, town.person("secretary"))
    checked(town, letter, "organization_commissioner")
    secretary, keeper = town.actor("secretary"), town.actor("organization_clerk")
    with pytest.raises(Refused):
        services.sign_above(letter_id=letter.pk, actor=secretary)
    services.sign(letter_id=letter.pk, actor=secretary)
    services.enter_paper_signature(letter_id=letter.pk, actor=keeper, side="upper", day=TODAY)
    letter.refresh_from_db()
    assert letter.status == "signed" and letter.upper_by is None and letter.upper_way == "paper"
    paper = papers.letter_paper(letter)
    assert paper.title == "2026年书记党建责任清单" and paper.rows.rows == (("1", "抓党建", "全年", "记录"),)
    branch = letter_of(round_, town.person("village_secretary"))
    checked(town, branch, "organization_commissioner")
    assert not Account.objects.filter(person=branch.person).exists()
    services.enter_paper_signature(letter_id=branch.pk, actor=keeper, side="lower", day=TODAY)
    deputy = letter_of(round_, town.person("deputy_secretary"))
    checked(town, deputy, "organization_commissioner")
    town.account("deputy_secretary")
    with pytest.raises(Refused):
        services.enter_paper_signature(letter_id=deputy.pk, actor=keeper, side="lower", day=TODAY)


def test_the_next_year_starts_from_what_was_signed(town):
    last = opened(town, year=2025)
    letter = letter_of(last, town.person("committee_member"))
    services.revise_letter(
        letter_id=letter.pk, actor=clerk(town), duties="去年的职责", lines=[LINE("去年的目标")]
    )
    checked(town, letter)
    services.sign(letter_id=letter.pk, actor=town.actor("committee_member"))
    services.sign_above(letter_id=letter.pk, actor=town.actor("secretary"))
    this = opened(town)
    mine = letter_of(this, town.person("committee_member"))
    others = letter_of(this, town.person("deputy_secretary"))
    assert (mine.duties, mine.items.get().text) == ("去年的职责", "去年的目标")
    assert (others.duties, others.items.get().text) == ("带头遵守廉政规定。", "管好分管范围")
    with pytest.raises(ValidationError, match="已经发起"):
        opened(town)


@pytest.mark.articles("S1-06:正-1", "S3-06:1-7")
def test_the_year_reminds_until_every_letter_is_signed(town):
    def owed():
        return {
            duty.clock: duty for duty in duties_of(town.organization, TODAY) if duty.clock.startswith("resp")
        }

    kinds = [d.part for d in duties_of(town.organization, TODAY) if d.clock == "responsibilities.round"]
    assert kinds == ["integrity:2026", "party_building:2026"]
    round_ = opened(town)
    duty = owed()["responsibilities.letters"]
    assert duty.due_on == TODAY + timedelta(days=20) and "还有8份没有签齐" in duty.text
    assert duty.cites == ("S1-06:正-1",)
    for letter in round_.letters.all():
        services.withdraw_letter(letter_id=letter.pk, actor=clerk(town))
    assert "responsibilities.letters" not in owed()
    with builders.on_day(date(2027, 1, 5)):
        assert owed()


@pytest.mark.articles("S1-06:正-7", "S1-06:他-7", "S0-13:一b")
def test_p36_quotes_the_articles_on_being_held_to_account(town):
    letter = letter_of(opened(town), town.person("committee_member"))
    paper = papers.letter_paper(letter)
    assert paper.title == "2026年廉政目标责任书"
    assert [statement for statement, _place in paper.accountable] == [
        "一把手总负责，分管领导各自负责，逐级追究",
        "严格责任追究",
        "落实责任追究",
    ]
    assert paper.goals == ("管好分管范围",) and paper.signed == ()
    client = signed_in(town, "committee_member")
    send(client, "letter-print", letter.pk)
    assert Document.objects.get().kind == services.LETTER
    assert client.get(reverse("responsibilities:letters")).status_code == 403


def test_departments_without_a_head_are_shown_and_late_comers_added(town):
    office = builders.unit(town.organization, "城建办")
    assert signers.heads_of_departments(town.organization, TODAY)[office] is None
    round_ = opened(town)
    client = signed_in(town, "office_clerk")
    staff = town.person("staff")
    send(client, "letter-add", round_.pk, person=staff.pk, capacity="department", unit=office.pk)
    again = send(
        client, "letter-add", round_.pk, status=422, person=staff.pk, capacity="department", unit=office.pk
    )
    assert "已经有这一份" in again.content.decode()
    assert ResponsibilityLetter.objects.get(person=staff).duties == round_.duties
