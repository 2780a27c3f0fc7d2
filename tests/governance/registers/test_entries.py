"""A row from its first word to its last signature; what is refused on the way; what others see of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.audit.models import Act
from governance.listing.asking import ask, sheet_rows
from governance.registers import catalogue, services
from governance.registers.lists import listing_of
from governance.registers.models import EntrySignature, RegisterEdition, RegisterEntry, RegisterMonth
from governance.registers.pages import waiting_for
from governance.registers.parts import editions_of
from governance.registers.reading import declaration_of, sealed_values
from governance.search.models import SearchEntry
from tests import builders
from tests.governance.registers.office import Office, picture
from tests.meetings.table import blocks, kept_world

pytestmark = pytest.mark.django_db
S = RegisterEntry.Status


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, Office) as found:
        yield found


@pytest.fixture
def office(kept):
    with builders.on_day():
        yield kept or Office()


def months(code):
    rows = RegisterMonth.objects.filter(register=code, entries__gt=0)
    return {(f"{row.month:%Y-%m}", row.status): (row.entries, row.cents) for row in rows}


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


# A row's life -----------------------------------------------------------------------------------


@pytest.mark.articles("S0-24:八-4", "S0-24:八-5a", "S0-24:八-5b")
def test_a_row_is_numbered_signed_in_order_and_counted_in_its_month(office):
    entry = office.enter()
    assert (entry.number, entry.status, entry.waits_for) == ("印〔2026〕1号", S.SIGNING, "|office_director|")
    assert months("seal_use") == {("2026-11", "signing"): (1, 0)}
    entry = office.sign(entry, "office_director", "discipline_secretary")
    assert (entry.status, entry.waits_for, entry.step) == (S.DONE, "", 2)
    assert months("seal_use") == {("2026-11", "done"): (1, 0)}
    assert list(entry.signatures.values_list("title", "outcome", "post")) == [
        ("党政办主任核对", "signed", "党政办主任"),
        ("分管领导签", "signed", "党委委员、纪委书记"),
    ]
    assert office.enter().number == "印〔2026〕2号"


@pytest.mark.parametrize(
    ("post", "step", "code"),
    [
        ("discipline_secretary", 0, "registers.turn.wrong"),
        ("office_director", 1, "registers.turn.taken"),
    ],
)
def test_nobody_signs_out_of_turn_nor_a_step_they_did_not_see(office, post, step, code):
    entry = office.enter()
    refusal = refused(lambda: services.sign_entry(entry_id=entry.pk, actor=office.actor(post), step=step))
    assert blocks(refusal) == {("", code)}
    assert not EntrySignature.objects.filter(entry=entry).exists()


def test_whoever_the_chain_does_not_name_may_not_sign(office):
    entry = office.enter()
    with pytest.raises(RegisterEntry.DoesNotExist):
        services.sign_entry(entry_id=entry.pk, actor=office.actor("staff"), step=0)
    with pytest.raises(Forbidden):
        services.sign_entry(entry_id=entry.pk, actor=office.actor("office_clerk"), step=0)


def test_the_head_of_the_government_and_the_secretary_sign_a_major_matter(office):
    entry = office.enter(values=office.values("seal_use", matter="major"))
    entry = office.sign(entry, "office_director", "deputy_secretary", "secretary")
    assert entry.status == S.DONE
    other = office.enter(values=office.values("seal_use", matter="major"))
    office.sign(other, "office_director")
    deputy = office.crew.members[2]  # a deputy secretary who heads nothing
    with pytest.raises(Forbidden):
        services.sign_entry(entry_id=other.pk, actor=builders.actor(deputy), step=1)


def test_what_is_sent_back_is_corrected_and_signed_anew(office):
    entry = office.sign(office.enter(), "office_director")
    clerk = office.actor("office_clerk")
    values = office.values("seal_use", copies=5)
    stopped = refused(
        lambda: services.correct_entry(entry_id=entry.pk, actor=clerk, values=values, because="份数写错")
    )
    assert blocks(stopped) == {("", "registers.state.wrong")}
    entry = services.send_back_entry(
        entry_id=entry.pk, actor=office.actor("discipline_secretary"), because="份数不对"
    )
    assert (entry.status, entry.because) == (S.RETURNED, "份数不对")
    assert [e.pk for e in waiting_for(clerk, office.town.pk)] == [entry.pk]
    services.correct_entry(entry_id=entry.pk, actor=clerk, values=values, because="份数写错")
    entry = services.submit_entry(entry_id=entry.pk, actor=clerk)
    assert (entry.status, entry.step, entry.rounds, entry.values["copies"]) == (S.SIGNING, 0, 2, 5)
    assert office.sign(entry, "office_director", "discipline_secretary").status == S.DONE
    assert entry.history.count() == 7


def test_all_signed_may_still_be_sent_back_by_a_signer(office):
    entry = office.sign(office.enter(), "office_director", "discipline_secretary")
    services.send_back_entry(entry_id=entry.pk, actor=office.actor("office_director"), because="漏了页")
    assert months("seal_use") == {("2026-11", "returned"): (1, 0)}


def test_a_register_nobody_signs_is_done_at_once_and_corrected_with_a_reason(office):
    entry = office.enter("rule_feedback")
    assert (entry.status, entry.chain) == (S.DONE, [])
    values = office.values("rule_feedback", noted_on="2026-10-08")
    services.correct_entry(
        entry_id=entry.pk, actor=office.actor("office_clerk"), values=values, because="日期写错"
    )
    assert months("rule_feedback") == {("2026-10", "done"): (1, 0)}
    act = Act.objects.get(code="registers.entry.corrected")
    assert act.facts == {"register": "制度学习和意见登记", "because": "日期写错"}


def test_a_voided_row_counts_no_more_and_keeps_its_number(office):
    entry = office.enter("expense_claim", submit=False)
    assert months("expense_claim") == {("2026-11", "draft"): (1, 120_000)}
    services.void_entry(entry_id=entry.pk, actor=office.actor("office_clerk"), because="重复登记")
    assert months("expense_claim") == {("2026-11", "voided"): (1, 120_000)}
    assert office.enter("expense_claim", submit=False).number == "账〔2026〕2号"
    refusal = refused(
        lambda: services.void_entry(entry_id=entry.pk, actor=office.actor("office_clerk"), because="再作废")
    )
    assert blocks(refusal) == {("", "registers.state.wrong")}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"document": ""}, "document"),
        ({"used_on": "1926-11-20"}, "used_on"),
        ({"used_on": "2036-01-01"}, "used_on"),
    ],
)
def test_what_the_declaration_does_not_take_is_said_at_its_field(office, changes, field):
    with pytest.raises(ValidationError) as caught:
        office.enter(values=office.values("seal_use", **changes))
    assert field in caught.value.error_dict


# Articles ---------------------------------------------------------------------------------------


@pytest.mark.articles("S0-24:一-3c", "S0-24:一-4c", "S0-24:一-3b")
def test_an_expense_goes_nowhere_without_the_decision_its_sum_asks_for(office):
    """The figure is blank in the source: the stricter way is taken, whatever the sum."""
    refusal = refused(lambda: office.enter("expense_claim"))
    assert blocks(refusal) == {("S0-24:一-4c", "registers.enclosure.unset")}
    assert not RegisterEntry.objects.exists()
    entry = office.enter("expense_claim", files={"党政成员会议决定": picture()})
    assert [step["why"] for step in entry.chain] == ["always"] * 4 + ["unset", "always"]
    entry = office.sign(
        entry,
        "office_director",
        "office_clerk",
        "office_director",
        "discipline_secretary",
        "secretary",
        "deputy_secretary",
    )
    assert entry.status == S.DONE
    assert entry.files.get().file_name == "审批.png"


def test_a_file_is_looked_at_by_its_content(office):
    with pytest.raises(ValidationError, match="内容不是"):
        office.enter("expense_claim", files={"党政成员会议决定": SimpleUploadedFile("a.pdf", b"no paper")})
    assert not RegisterEntry.objects.exists()


@pytest.mark.articles("S0-24:六-2", "S0-24:六-1a")
def test_a_meal_is_refused_while_its_figure_is_not_set(office):
    values = {
        "dined_on": "2026-11-20",
        "guests_from": "县水利局",
        "people": 4,
        "occasion": "防汛检查",
        "standard": "按人",
        "amount": 20_000,
        "handler": office.person("office_clerk"),
        "asked": office.person("secretary"),
        "place": "canteen",
    }
    refusal = refused(lambda: office.enter("guest_meal", values=values))
    assert blocks(refusal) == {("S0-24:六-2", "registers.limit.unset")}


def test_registers_follow_what_the_town_has_adopted(office):
    kept = editions_of(office.town.pk, builders.TODAY)
    assert {"seal_use", "weak_branch", "integrity_review"} <= set(kept)
    other = builders.town("云樨镇")
    assert editions_of(other.pk, builders.TODAY) == {}


# What others see -------------------------------------------------------------------------------


@pytest.mark.articles("S0-13:七b", "S1-06:正-2")
def test_what_is_sealed_is_nowhere_in_clear(office):
    entry = office.enter("integrity_review", by="discipline_clerk")
    secret = "某人收礼一件"
    assert sealed_values(entry.sealed) == {"findings": secret}
    entry.refresh_from_db()
    assert secret not in str(entry.values)
    for row in entry.history.values():
        assert secret not in str(row)
    listing = listing_of(office.place("integrity_review"))
    reader = office.actor("deputy_secretary")
    heads, lines, _more = sheet_rows(listing, reader, {})
    shown = str([ask(listing, reader, {}).lines, heads, lines])
    assert "三季度廉政分析" in shown
    assert secret not in shown
    assert "具体人和事" not in shown
    assert not SearchEntry.objects.filter(text__contains="收礼").exists()
    assert not Act.objects.filter(facts__icontains="收礼").exists()


def test_each_sees_their_own_visits_and_leaders_all(office):
    entry = office.enter("field_visit", by="staff")
    assert RegisterEntry.objects.visible_to(office.actor("staff")).get() == entry
    assert not RegisterEntry.objects.visible_to(office.actor("petition_clerk")).exists()
    assert RegisterEntry.objects.visible_to(office.actor("secretary")).get() == entry
    listing = listing_of(office.place("field_visit"))
    assert ask(listing, office.actor("petition_clerk"), {}).lines == ()


def test_a_row_waits_on_the_desk_of_whose_turn_it_is(office):
    entry = office.enter()
    assert [e.pk for e in waiting_for(office.actor("office_director"), office.town.pk)] == [entry.pk]
    assert waiting_for(office.actor("secretary"), office.town.pk) == []


# Editions --------------------------------------------------------------------------------------


def test_a_row_keeps_the_declaration_it_was_entered_under(office, monkeypatch):
    entry = office.enter()
    text = catalogue.shipped()["seal_use"].text.replace("general: 一般事项", "general: 平常事项")
    changed = {**catalogue.shipped(), "seal_use": catalogue.checked(text, "seal_use.yaml")}
    monkeypatch.setattr(catalogue, "shipped", lambda: changed)
    later = office.enter()
    assert RegisterEdition.objects.filter(code="seal_use").count() == 2
    entry = RegisterEntry.objects.select_related("edition").get(pk=entry.pk)
    assert declaration_of(entry).field("matter").choice_title("general") == "一般事项"
    assert declaration_of(later).field("matter").choice_title("general") == "平常事项"
    _heads, lines, _more = sheet_rows(listing_of(office.place("seal_use")), office.actor("secretary"), {})
    assert {line[3] for line in lines} == {"一般事项", "平常事项"}


def test_months_add_up_to_the_rows(office):
    for day in ("2026-11-20", "2026-11-30", "2026-12-01", "2025-11-01"):
        office.enter("rule_feedback", values=office.values("rule_feedback", noted_on=day))
    assert RegisterMonth.objects.aggregate(n=Sum("entries"))["n"] == RegisterEntry.objects.count() == 4
