"""Papers of a meeting: who orders them, when, what is in them, and who may open which."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.access.errors import Forbidden
from governance.access.policy import ask
from governance.audit.models import Act
from governance.deadlines.jobs import run_due_jobs
from governance.documents.kinds import answers_of, document_kind
from governance.documents.models import Document
from governance.documents.print_centre import PER_PAGE
from governance.people.models import Post
from meetings import composition
from meetings.documents import kinds
from meetings.models import AgendaItem, Meeting, Resolution, Vote
from meetings.services import minutes as minutes_verbs
from meetings.services import papers, room
from tests import builders
from tests.meetings.pages import Browser
from tests.meetings.scenes import AFTER, VIEW, Closed, Scene
from tests.meetings.table import blocks, kept_world, last_act, refused

RELATED = 6
STATE = ("", "meetings.state.wrong")
MADE = ("", "meetings.state.paper_made")


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Closed.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    built = kept or Closed.build()
    with builders.on_day(AFTER):
        yield built


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path)}},
    }


def vote_on(scene: Scene, pk: int) -> Vote:
    return Vote.objects.select_related("item__topic", "item__meeting__organization").get(item_id=pk)


def order(scene: Closed, paper: str, who: str | int = "office_clerk") -> Document:
    """Order a paper of the closed meeting by its short name."""
    actor = scene.actor(who)
    persons = vote_on(scene, scene.persons_id)
    return {
        "notice": lambda: papers.print_notice(notice_id=scene.meeting.notice.pk, actor=actor),
        "sign_in": lambda: papers.print_sign_in_sheet(meeting_id=scene.meeting_id, actor=actor),
        "count": lambda: papers.print_count_sheet(vote_id=persons.pk, actor=actor),
        "record": lambda: papers.print_record(meeting_id=scene.meeting_id, actor=actor),
        "volume": lambda: papers.print_record_volume(item_id=scene.persons_id, actor=actor),
        "extract": lambda: papers.extract_resolution(
            resolution_id=Resolution.objects.get(item_id=scene.ordinary_id).pk, actor=actor
        ),
        "secret_extract": lambda: papers.extract_resolution(
            resolution_id=Resolution.objects.get(item_id=scene.persons_id).pk, actor=actor
        ),
    }[paper]()


def text_of(document: Document) -> str:
    """Everything the paper says, composed from the rows as they are now."""
    return str(document_kind(document.kind).build(document).paper)


# Who orders, and when ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "allowed", "not_allowed"),
    [
        ("notice", ("office_clerk", "office_director"), ("secretary", 1)),
        ("sign_in", ("office_clerk", "office_director"), ("secretary", 1)),
        ("count", ("office_clerk", "office_director"), ("secretary", 3)),
        ("record", ("office_clerk", "office_director"), ("secretary", 1, "discipline_secretary")),
        ("volume", ("office_clerk",), ("office_director", "secretary", 1)),
        ("extract", ("office_clerk", "office_director"), ("secretary", 1)),
    ],
)
def test_who_orders_which_paper(scene, paper, allowed, not_allowed):
    scene.signed()
    for who in not_allowed:
        with pytest.raises(Forbidden):
            order(scene, paper, who)
    assert not Document.objects.exclude(kind=kinds.MINUTES).exists()
    order(scene, paper, allowed[-1])
    assert Document.objects.exclude(kind=kinds.MINUTES).count() == 1


def test_nobody_kept_from_an_item_orders_its_papers(scene):
    found = scene.item(scene.persons_id).topic.subjects.get()
    builders.change(found, person=scene.stage.crew.person("office_director"))
    for paper in ("count", "volume", "secret_extract"):
        with pytest.raises((Vote.DoesNotExist, AgendaItem.DoesNotExist, Resolution.DoesNotExist)):
            order(scene, paper, "office_director")


def test_an_extract_waits_for_the_signed_minutes(scene):
    assert blocks(refused(lambda: order(scene, "extract"))) == {("", "meetings.state.extract_before_minutes")}
    scene.signed()
    assert order(scene, "extract").number == Resolution.objects.get(item_id=scene.ordinary_id).number


def test_a_record_waits_for_the_end_and_for_confirmed_resolutions(scene):
    resolution = Resolution.objects.get(item_id=scene.ordinary_id)
    builders.change(resolution, status=Resolution.Status.DRAFTED)
    stopped = refused(lambda: order(scene, "record"))
    assert ("", "meetings.state.unfinished_wording") in blocks(stopped)
    builders.change(resolution, status=Resolution.Status.CONFIRMED)
    builders.change(scene.meeting, status=Meeting.Status.IN_SESSION)
    for paper in ("record", "volume"):
        assert blocks(refused(lambda name=paper: order(scene, name))) == {STATE}


def test_an_item_everybody_may_read_has_no_volume_of_its_own(scene):
    stopped = refused(
        lambda: papers.print_record_volume(item_id=scene.ordinary_id, actor=scene.actor("office_clerk"))
    )
    assert blocks(stopped) == {("", "meetings.state.in_main_record")}


def test_a_paper_is_made_once_until_something_changes(scene):
    first = order(scene, "record")
    assert blocks(refused(lambda: order(scene, "record"))) == {("", "meetings.state.paper_under_way")}
    run_due_jobs()
    assert blocks(refused(lambda: order(scene, "record"))) == {MADE}
    stance = scene.item(scene.ordinary_id).stances.get(person=scene.stage.members[4])
    room.correct_stance(
        stance_id=stance.pk, stance="agree", view="改为同意。", actor=scene.actor("office_clerk")
    )
    newer = order(scene, "record")
    first.refresh_from_db()
    assert (first.state, newer.state) == (Document.State.REPLACED, Document.State.ORDERED)
    assert "改为同意。" in text_of(newer) and "更正后，原记不同意" in text_of(newer)
    assert last_act("meetings.record.printed").facts["document"] == newer.pk


def test_a_failed_paper_is_made_again_not_ordered_twice(scene):
    first = order(scene, "sign_in")
    builders.change(first, state=Document.State.FAILED, failure="缺字")
    assert blocks(refused(lambda: order(scene, "sign_in"))) == {("", "meetings.state.paper_failed")}


def test_archiving_counts_every_paper(scene):
    scene.signed()
    order(scene, "notice")
    order(scene, "record")
    scene.archive()
    assert last_act("meetings.meeting.archived").facts["count"] == 3


# What is in them -------------------------------------------------------------------------------


def test_the_notice_names_persons_items_as_such(scene):
    text = text_of(order(scene, "notice"))
    assert f"关于召开{composition.full_name(scene.meeting)}的通知" in text
    assert "研究干部事项" in text and scene.subject.name not in text
    assert "2026年11月26日（星期四）9时" in text and "请于11月26日9时前签收" in text
    assert scene.item(scene.persons_id).topic.title not in text


@pytest.mark.articles("S0-04:三-6a")
def test_the_record_tells_who_said_what_and_keeps_the_secret_item_apart(scene):
    main = text_of(order(scene, "record"))
    assert "应到" in main and "11人，实到11人" in main
    assert VIEW in main  # the words on the ordinary item
    assert "资金没有落实" in main  # why the project was put off
    assert "赞成10票，反对1票，弃权0票" in main
    assert scene.subject.name not in main and "研究干部事项" in main and "另册" in main
    apart = text_of(order(scene, "volume"))
    assert scene.subject.name in apart and VIEW in apart


def test_the_record_is_archived_with_its_votes(scene):
    document = order(scene, "record")
    printable = document_kind(document.kind).build(document)
    (attached,) = printable.attachments
    (item,) = json.loads(attached.data)
    assert item["item"] == scene.item(scene.ordinary_id).order
    assert [(v["aye"], v["nay"], v["abstain"]) for v in item["votes"]] == [(10, 1, 0)]
    run_due_jobs()
    document.refresh_from_db()
    assert document.state == Document.State.FINISHED and document.data_digest and document.chain_hash


def test_the_count_sheet_says_how_many_were_needed(scene):
    text = text_of(order(scene, "count"))
    assert "6票（《" in text and "通过" in text
    assert "aye=10, nay=1, abstain=0" in text
    assert text.count("Signer(") == 3


def test_the_extract_says_where_from_and_who_does_it(scene):
    signed = scene.signed()
    document = order(scene, "extract")
    text = text_of(document)
    assert f"摘自{signed.number}第1项" in text
    assert "赞成10票，须6票" in text
    assert scene.stage.members[2].name in text and "2026, 12, 31" in text
    secret = order(scene, "secret_extract")
    assert "会议记录第" in text_of(secret)
    # the list of papers names a number, never the matter of a secret item
    assert secret.title == f"{scene.item(scene.persons_id).audit_text}决议摘录"


# Who opens them --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "reads", "does_not"),
    [
        ("notice", ("secretary", 1, "office_director"), ("station_head", "congress_chair", "staff")),
        ("sign_in", ("secretary", 1, "office_director"), ("staff",)),
        ("count", ("secretary", 1, "office_director"), ("station_head", "staff")),
        ("record", ("secretary", 1, "office_clerk", "office_director"), ("station_head", "staff")),
        ("volume", ("secretary", 1, "office_clerk"), ("office_director", "organization_clerk", "staff")),
        ("extract", ("secretary", 1, 2, "office_director"), ("station_head", "staff")),
        ("secret_extract", ("secretary", 1, "office_director"), ("station_head", "staff")),
    ],
)
def test_who_opens_which_paper(scene, paper, reads, does_not):
    scene.signed()
    document = order(scene, paper)
    answers = {
        who: ask(scene.actor(who), "documents.document.read", document).allowed for who in (*reads, *does_not)
    }
    assert answers == {**dict.fromkeys(reads, True), **dict.fromkeys(does_not, False)}


@pytest.mark.parametrize("who", ["office_director", "secretary"])
def test_fifty_papers_of_the_print_centre_cost_as_many_queries_as_one_of_each_kind(scene, who):
    scene.signed()
    every = [order(scene, paper) for paper in ("notice", "sign_in", "count", "record", "volume", "extract")]
    every.append(Document.objects.get(kind=kinds.MINUTES))
    browser = Browser(scene.stage, who)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            response = browser.get("documents:list")
        assert response.status_code == 200
        shown = len(response.context["page_obj"])
        assert shown == min(Document.objects.count(), PER_PAGE)
        return len(asked)

    cost()
    few = cost()
    for n in range(50 - len(every)):
        builders.copied(every[n % len(every)], code=f"MANY{n:08d}")
    assert cost() == few


@pytest.mark.parametrize("who", ["secretary", "office_director", "station_head", "staff", 1, 2])
def test_asked_together_papers_are_opened_as_asked_one_by_one(scene, who):
    scene.signed()
    every = [order(scene, paper) for paper in ("notice", "count", "record", "volume", "extract")]
    actor = scene.actor(who)
    together = answers_of(actor, every)
    assert together == {d.pk: document_kind(d.kind).may_read(actor, d) for d in every}


# The town's own names --------------------------------------------------------------------------


def test_the_printing_office_is_the_unit_of_the_office_posts(scene):
    town = scene.stage.town
    assert composition.general_office(scene.meeting) == town  # no unit of its own
    unit = builders.unit(town, "综合事务办公室")
    builders.change(Post.objects.get(organization=town, code="office_clerk"), unit=unit)
    assert composition.general_office(scene.meeting) == unit
    assert text_of(order(scene, "notice")).count(unit.name) == 1


@pytest.mark.articles("S1-01:九-4")
def test_minutes_go_to_the_units_that_carry_them_out(scene):
    town, owner = scene.stage.town, scene.stage.members[2]
    assert composition.copy_to(scene.meeting) == "党委委员"
    unit = builders.unit(town, "农业农村办")
    post = Post.objects.get(tenures__person=owner, organization=town)
    builders.change(post, unit=unit)
    assert composition.copy_to(scene.meeting) == "党委委员，农业农村办"


def test_the_act_leaves_no_name_of_a_secret_item(scene):
    scene.signed()
    for paper in ("count", "volume", "secret_extract"):
        order(scene, paper)
    printed = Act.objects.filter(code__in=["meetings.count_sheet.printed", "meetings.record_volume.printed"])
    assert printed.count() == 2
    for act in printed:
        assert scene.subject.name not in f"{act.object_text}{act.facts}"


def test_a_signed_minutes_order_still_renders(scene):
    signed = scene.signed()
    document = Document.objects.get(pk=signed.document_id)
    assert document.kind == kinds.MINUTES == "meetings.minutes"
    assert minutes_verbs.Minutes.objects.get(pk=signed.pk).number in str(document)
