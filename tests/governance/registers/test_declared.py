"""A town's own register: written from a form, checked by the schema, put to use by another person, without a migration."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.registers import building, services
from governance.registers.models import DeclaredRegister, RegisterEntry
from governance.registers.parts import editions_of
from governance.registers.reading import declaration_of
from governance.registers.rules.faults import BadDeclaration
from tests import builders
from tests.governance.registers.office import Office
from tests.meetings.table import kept_world

pytestmark = pytest.mark.django_db
FIELDS = "借出日期，日期，必填，列表\n物品，文字，列表，检索\n状态，选项：在借/已还，必填，列表\n经手说明，长文字，密封\n押金，金额，列表"
S = DeclaredRegister.Status


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with builders.on_day(), kept_world(django_db_blocker, Office) as found:
        yield found


@pytest.fixture
def office(kept):
    with builders.on_day():
        yield kept or Office()


def sketch(**changes):
    given = {
        "title": "公物借用登记",
        "about": "借一次登一行。",
        "mark": "借",
        "years": 3,
        "rows": "town",
        "fields": FIELDS,
        "signers": "核对：党政办主任\n党委书记",
        "fillers": ["office_clerk"],
        "readers": ["everybody"],
        "sealed_readers": ["secretary"],
    }
    return building.Sketch(**{**given, **changes})


POSTS = {"党政办主任": "office_director", "党委书记": "secretary", "党政办文书": "office_clerk"}


def proposed(office, by="office_clerk", changes="", **more):
    return services.propose_register(
        organization=office.town,
        actor=office.actor(by),
        write=lambda code: building.written(code, sketch(**more), POSTS),
        ground="11月20日党委会议定",
        changes=changes,
    )


def test_two_persons_put_a_register_to_use_and_rows_are_entered(office):
    row = proposed(office)
    assert row.code not in editions_of(office.town.pk, builders.TODAY)
    services.confirm_register(row_id=row.pk, actor=office.actor("office_director"))
    place = office.place(row.code)
    values = {"f1": "2026-11-20", "f2": "投影仪", "f3": "c1", "f4": "人在外地", "f5": 20_000}
    entry = services.enter_entry(place=place, actor=office.actor("office_clerk"), values=values, submit=True)
    assert (entry.number, entry.amount_cents, entry.kind) == ("借〔2026〕1号", 20_000, "c1")
    assert [step["title"] for step in entry.chain] == ["核对", "党委书记签"]
    office.sign(entry, "office_director", "secretary")
    entry.refresh_from_db()
    assert entry.status == "done"
    assert "f4" not in entry.values


@pytest.mark.parametrize(
    ("by", "confirmer", "error"),
    [
        ("office_director", "office_director", Forbidden),
        ("secretary", "secretary", Forbidden),
        ("office_clerk", "office_clerk", Forbidden),
        ("office_director", "secretary", None),
    ],
)
def test_whoever_proposed_it_does_not_put_it_to_use(office, by, confirmer, error):
    row = proposed(office, by)
    if error is None:
        services.confirm_register(row_id=row.pk, actor=office.actor(confirmer))
        return
    with pytest.raises(error):
        services.confirm_register(row_id=row.pk, actor=office.actor(confirmer))
    row.refresh_from_db()
    assert row.status == S.PROPOSED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fields": ""}, "一行也没有写"),
        ({"fields": "日期"}, "没有写类型"),
        ({"fields": "日期，年月"}, "认不出"),
        ({"fields": "日期，日期\n状态，选项：一种"}, "选项至少两个"),
        ({"fields": "日期，日期，要紧\n名，文字"}, "“要紧”认不出"),
        ({"fields": "日期，日期"}, "至少要有一栏“文字”"),
        ({"signers": "县长"}, "不是本镇的职务"),
    ],
)
def test_a_line_that_cannot_be_read_is_said(changes, said):
    with pytest.raises(building.BadLine, match=said):
        building.written("own_1_1", sketch(**changes), POSTS)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"mark": "印"}, "mark"),
        ({"title": "长" * 21}, "title"),
        ({"sealed_readers": []}, "sealed_readers"),
        ({"fields": FIELDS + "\n照片，附件，列表"}, "fields[5].in_list"),
        ({"fillers": []}, "fillers"),
    ],
)
def test_what_is_written_is_checked_by_the_schema(office, changes, path):
    with pytest.raises(BadDeclaration) as caught:
        proposed(office, **changes)
    assert path in {fault.path for fault in caught.value.faults}
    assert not DeclaredRegister.objects.exists()


def test_a_change_holds_for_new_rows_alone(office):
    first = proposed(office)
    services.confirm_register(row_id=first.pk, actor=office.actor("secretary"))
    values = {"f1": "2026-11-20", "f2": "投影仪", "f3": "c1"}
    clerk = office.actor("office_clerk")
    old = services.enter_entry(place=office.place(first.code), actor=clerk, values=values)
    second = proposed(office, changes=first.code, fields=FIELDS.replace("在借/已还", "借着/还了"))
    services.confirm_register(row_id=second.pk, actor=office.actor("secretary"))
    first.refresh_from_db()
    assert (first.status, second.code) == (S.REPLACED, first.code)
    new = services.enter_entry(place=office.place(first.code), actor=clerk, values=values)
    for entry, word in ((old, "在借"), (new, "借着")):
        found = RegisterEntry.objects.select_related("edition").get(pk=entry.pk)
        assert declaration_of(found).field("f3").choice_title("c1") == word
    assert new.number == "借〔2026〕2号"


def test_an_ended_register_is_read_and_no_longer_filled_in(office, client):
    row = proposed(office)
    services.confirm_register(row_id=row.pk, actor=office.actor("secretary"))
    clerk = office.actor("office_clerk")
    values = {"f1": "2026-11-20", "f2": "投影仪", "f3": "c1"}
    services.enter_entry(place=office.place(row.code), actor=clerk, values=values)
    services.end_register(row_id=row.pk, actor=office.actor("secretary"), because="并入公物账")
    with pytest.raises(Forbidden):
        services.enter_entry(place=office.place(row.code), actor=clerk, values=values)
    builders.sign_in(client, office.crew.account("staff"))
    assert "投影仪" in client.get(reverse("registers:list", args=[row.code])).content.decode()
    with pytest.raises(Refused):
        services.end_register(row_id=row.pk, actor=office.actor("secretary"), because="再停")


def test_from_the_form_to_the_list_of_registers(client, office):
    url = reverse("registers:propose")
    builders.sign_in(client, office.crew.account("office_clerk"))
    shown = client.get(url).content.decode()
    typed = {
        "once": re.search(r'name="once" value="([0-9a-f-]{36})"', shown)[1],
        "title": "公物借用登记",
        "about": "借一次登一行。",
        "ground": "党委会议定",
        "mark": "印",
        "rows": "town",
        "fields_typed": "借出日期，日期\n物品，文字，检索",
        "signers_typed": "党政办主任",
        "fillers": ["office_clerk"],
        "readers": ["everybody"],
        "years": "5",
    }
    wrong = client.post(url, typed)
    assert wrong.status_code == 422
    assert "别的台账在用" in wrong.content.decode()
    answer = client.post(url, {**typed, "mark": "借"})
    row = DeclaredRegister.objects.get()
    assert answer.headers["Location"] == reverse("registers:declared-one", args=[row.pk])
    builders.sign_in(client, office.crew.account("office_director"))
    confirm = reverse("registers:declared-confirm", args=[row.pk])
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', client.get(confirm).content.decode())[1]
    client.post(confirm, {"once": once})
    shown = client.get(reverse("registers:index")).content.decode()
    assert "公物借用登记" in shown
    assert "本镇自设" in shown


def test_a_whole_declaration_may_be_typed_with_limits_and_conditions(client, office):
    builders.sign_in(client, office.crew.account("office_clerk"))
    url = reverse("registers:propose")
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', client.get(url).content.decode())[1]
    text = building.written("own", sketch(), POSTS)
    typed = {
        "once": once, "title": "公物借用登记", "about": "借一次登一行。", "ground": "党委会议定", "mark": "借", "rows": "town",
        "fillers": ["office_clerk"], "years": "5", "text": text + "limits:\n- {field: f5, figure: 'S0-24:六-2.per_person', level: warn}\n",
    }  # fmt: skip
    answer = client.post(url, typed)
    assert answer.status_code == 302, answer.content.decode()
    row = DeclaredRegister.objects.get()
    assert row.text.startswith(f"code: {row.code}\n")
    broken = client.post(url, {**typed, "once": "", "text": text.replace("type: text", "type: words")})
    assert "fields[1].type" in broken.content.decode()
