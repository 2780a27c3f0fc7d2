"""Files attached to a topic: what is taken, who reads them, what the rules learn from them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.access.holding import KEPT, drop_old
from governance.access.models import HeldFile
from governance.audit import clock
from governance.documents import uploads
from meetings import facts, judgement
from meetings.documents.package import package
from meetings.materials_kept import compare_materials
from meetings.models import AgendaItem, Recusal, Topic, TopicMaterial
from meetings.services import agenda, materials
from tests import builders
from tests.meetings.pages import Browser, words
from tests.meetings.scenes import HELD, NOTICED, PREPARED, STATE, Preparation
from tests.meetings.table import blocks, kept_world, last_act, refused

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


def packed(*names: str, size: int = 4) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return stream.getvalue()


def upload(name: str = "方案.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("方案.pdf", PDF, "application/pdf"),
        ("现场.PNG", PNG, "image/png"),
        ("现场.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "image/jpeg"),
        ("说明.docx", packed("word/document.xml"), uploads.DOCX.media_type),
        ("测算.xlsx", packed("xl/workbook.xml"), uploads.XLSX.media_type),
    ],
)
def test_these_kinds_of_file_are_taken(name: str, content: bytes, media_type: str) -> None:
    assert uploads.checked_kind(upload(name, content)).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("方案.pdf", b"MZ\x90\x00" + b"0" * 64, "后缀是 pdf，内容不是 PDF"),
        ("方案.pdf", PNG, "内容是 PNG，后缀不是"),
        ("网页.html", b"<!doctype html><script>", "只收 PDF、JPG、PNG、docx、xlsx"),
        ("材料.zip", packed("a.txt"), "这是 zip"),
        ("说明.docx", packed("word/document.xml")[:40], "打不开，可能没有传完"),
        ("测算.xlsx", packed("xl/workbook.xml", "xl/vbaProject.bin"), "带宏"),
        ("说明.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 64, "是旧版格式或设了打开密码"),
        ("11010119900307123X.pdf", PDF, "文件名里有身份证号"),
    ],
)
def test_other_files_are_refused_with_the_reason(name: str, content: bytes, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        uploads.checked_kind(upload(name, content))
    assert said in caught.value.messages[0]


def test_a_file_too_large_or_blown_up_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    with pytest.raises(ValidationError, match="最多10 MB"):
        uploads.checked_kind(upload())
    monkeypatch.undo()
    monkeypatch.setattr(uploads, "UNPACKED", 100)
    with pytest.raises(ValidationError, match="解开后超过"):
        uploads.checked_kind(upload("说明.docx", packed("word/document.xml", size=101)))


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_world(django_db_blocker, Preparation.build) as world:
        yield world


@pytest.fixture
def scene(db, kept):
    with builders.on_day(PREPARED):
        yield kept or Preparation.build()


def add(scene: Preparation, topic_id: int, label: str = "方案一", kind: str = "option", **more: Any) -> Any:
    more.setdefault("file", upload(content=PDF + label.encode()))
    actor = more.pop("actor", None) or scene.actor("office_clerk")
    return materials.add_material(topic_id=topic_id, actor=actor, kind=kind, label=label, **more)


def test_a_file_is_kept_under_its_digest_and_every_version_stays(scene: Preparation) -> None:
    first = add(scene, scene.bare_id)
    assert first.digest == hashlib.sha256(PDF + "方案一".encode()).hexdigest()
    second = materials.replace_material(
        material_id=first.pk, actor=scene.actor(1), file=upload("新.pdf", PDF + b"2"), gist="改走北线"
    )
    first.refresh_from_db()
    assert (second.version, second.label, second.replaces_id) == (2, "方案一", first.pk)
    assert (first.is_current, second.is_current) == (False, True)
    with default_storage.open(first.file) as old:
        assert old.read() == PDF + "方案一".encode()
    assert last_act("meetings.material.replaced").facts == {"label": "方案一", "version": 2}
    page = Browser(scene.stage, 3).get("meetings:topic", scene.bare_id)
    assert "第2版" in words(page) and "第1版 方案.pdf" in words(page)
    served = Browser(scene.stage, 3).get("meetings:material", first.pk)
    assert b"".join(served.streaming_content) == PDF + "方案一".encode()


def test_the_same_file_is_no_new_version_and_a_label_is_used_once(scene: Preparation) -> None:
    first = add(scene, scene.bare_id)
    with pytest.raises(ValidationError, match="不必再换"):
        materials.replace_material(
            material_id=first.pk, actor=scene.actor(1), file=upload(content=PDF + "方案一".encode())
        )
    with pytest.raises(ValidationError, match="已经有一份叫"):
        add(scene, scene.bare_id)
    assert TopicMaterial.objects.count() == 1


def test_what_was_replaced_or_withdrawn_is_not_changed_again(scene: Preparation) -> None:
    first = add(scene, scene.bare_id)
    clerk = scene.actor("office_clerk")
    materials.withdraw_material(material_id=first.pk, actor=clerk, because="放错了议题")
    past = {("", "meetings.state.material_past")}
    again = refused(lambda: materials.withdraw_material(material_id=first.pk, actor=clerk, because="再撤"))
    assert blocks(again) == past
    swap = refused(lambda: materials.replace_material(material_id=first.pk, actor=clerk, file=upload()))
    assert blocks(swap) == past
    assert "撤回理由：放错了议题" in Browser(scene.stage, 3).text("meetings:topic", scene.bare_id)
    assert add(scene, scene.bare_id).version == 1  # the name is free again


def test_options_stand_side_by_side(scene: Preparation) -> None:
    add(scene, scene.bare_id, "方案一", gist="原址改造，工期短")
    assert "各方案并排" not in Browser(scene.stage, 3).get("meetings:topic", scene.bare_id).content.decode()
    add(scene, scene.bare_id, "方案二", gist="迁建，多花钱", amount=620000)
    page = Browser(scene.stage, 3).get("meetings:topic", scene.bare_id)
    assert "各方案并排" in page.content.decode()
    assert "原址改造，工期短" in words(page) and "62万元" in words(page)


def materials_of(topic_id: int, day: date) -> dict[str, Any]:
    return facts.materials(Topic.objects.get(pk=topic_id), HELD, goes_out_on=day)


@pytest.mark.articles("S1-01:五-3a", "S3-02:2-1", "S1-01:五-2", "S0-04:二-2", "S1-04:三-2d")
def test_the_rules_learn_from_files_what_was_stated_before(scene: Preparation) -> None:
    bare = scene.bare_id
    assert materials_of(bare, NOTICED)["options"] is None
    scene.stage.fact("options", 5, PREPARED, topic_id=bare)
    scene.stage.fact("materials_sent_on", PREPARED.isoformat(), PREPARED, topic_id=bare)
    on_paper = materials_of(bare, NOTICED)
    assert (on_paper["options"], on_paper["sent_on"]) == (5, PREPARED)
    add(scene, bare, "方案一")
    one = materials_of(bare, NOTICED)
    assert (one["options"], one["sent_on"]) == (1, NOTICED)  # files take the place of what was stated
    second = add(scene, bare, "方案二")
    add(scene, bare, "县水利局论证意见", "feasibility")
    add(scene, bare, "村民代表会议记录", "opinions")
    whole = materials_of(bare, NOTICED)
    assert (whole["options"], whole["feasibility_report"], whole["opinions_sought"]) == (2, True, True)
    materials.withdraw_material(material_id=second.pk, actor=scene.actor(1), because="重复")
    assert materials_of(bare, NOTICED)["options"] == 1


@pytest.mark.articles("S1-04:三-2d")
def test_a_version_changed_after_the_notice_was_sent_on_that_day(scene: Preparation) -> None:
    first = add(scene, scene.bare_id)
    with builders.on_day(date(2026, 11, 25)):
        materials.replace_material(
            material_id=first.pk, actor=scene.actor(1), file=upload(content=PDF + b"late")
        )
    assert materials_of(scene.bare_id, NOTICED)["sent_on"] == date(2026, 11, 25)


@pytest.mark.articles("S1-01:五-3a")
def test_one_option_is_too_few_and_two_are_enough(scene: Preparation) -> None:
    add(scene, scene.bare_id, "方案一")
    item = scene.list_topic(topic_id=scene.bare_id, reason="按时上会")
    few = judgement.rehearsal(item, NOTICED)
    add(scene, scene.bare_id, "方案二")
    enough = judgement.rehearsal(AgendaItem.objects.get(pk=item.pk), NOTICED)
    short = "meetings.materials.few_options"
    assert short in {f.code for f in few.findings}
    assert short not in {f.code for f in enough.findings}


def test_material_of_a_secret_topic_names_nobody(scene: Preparation) -> None:
    topic = scene.stage.topic("personnel", "研究干部任免", subjects=[(scene.person, "任组织办副主任")])
    for words_ in ({"label": "甘雨棠考察材料"}, {"gist": "甘雨棠的情况"}, {"file": upload("甘雨棠.pdf")}):
        with pytest.raises(ValidationError, match="所涉人员"):
            add(scene, topic.pk, **{"label": "考察材料", "kind": "material", **words_})
    assert not TopicMaterial.objects.exists()


def test_who_may_not_know_of_the_topic_reads_none_of_its_files(scene: Preparation) -> None:
    """The person it is about, a recused member, and whoever is outside the committee."""
    stage = scene.stage
    about = stage.crew.person("staff")
    topic = stage.topic("personnel", "研究干部任免", subjects=[(about, "任党建办主任")])
    builders.kin(stage.members[6], about, stage.town)
    stage.prepare(topic, PREPARED)
    item = scene.list_topic(topic_id=topic.pk)
    material = add(scene, topic.pk, "考察材料", "material")
    seen = {who: Browser(stage, who).get("meetings:material", material.pk).status_code for who in (3, 6)}
    assert seen == {3: 200, 6: 200}
    builders.save(
        Recusal(
            organization=stage.town, item=item, person=stage.members[6], kind="kin", registered_at=clock.now()
        )
    )
    for who in ("staff", 6, "village_secretary"):
        for name in ("material", "material-replace", "material-withdraw"):
            assert Browser(stage, who).get(f"meetings:{name}", material.pk).status_code == 404, (who, name)


def test_what_is_on_the_table_is_not_exchanged(scene: Preparation) -> None:
    material = add(scene, scene.bare_id)
    item = scene.list_topic(topic_id=scene.bare_id, reason="按时上会")
    builders.change(item, status=AgendaItem.Status.DISCUSSING)
    table = {("", "meetings.state.on_the_table")}
    assert blocks(refused(lambda: add(scene, scene.bare_id, "方案二"))) == table
    assert "撤回：" not in Browser(scene.stage, "office_clerk").text("meetings:topic", scene.bare_id)
    builders.change(Topic.objects.get(pk=scene.bare_id), status=Topic.Status.DECIDED)
    clerk = scene.actor("office_clerk")
    late = refused(lambda: materials.withdraw_material(material_id=material.pk, actor=clerk, because="晚了"))
    assert blocks(late) == {STATE}


def test_the_form_takes_the_file_and_says_at_the_field_what_is_wrong(scene: Preparation) -> None:
    clerk = Browser(scene.stage, "office_clerk")
    assert (
        'enctype="multipart/form-data"'
        in clerk.get("meetings:topic-material", scene.bare_id).content.decode()
    )
    data = {"kind": "option", "label": "方案一", "gist": "", "amount": ""}
    wrong = clerk.send("meetings:topic-material", scene.bare_id, file=upload("方案.pdf", PNG), **data)
    assert wrong.status_code == 422 and "内容是 PNG" in words(wrong)
    done = clerk.send("meetings:topic-material", scene.bare_id, file=upload(), **data)
    assert done.status_code == 302 and done["Location"].endswith("#materials")
    kept = TopicMaterial.objects.get()
    assert (kept.file_name, kept.media_type, kept.size) == ("方案.pdf", "application/pdf", len(PDF))


def test_the_notice_carries_the_files_to_its_readers(scene: Preparation) -> None:
    add(scene, scene.topic_id, "桥梁检测报告", "material")
    scene.list_topic()
    with builders.on_day(NOTICED):
        scene.stage.convene(scene.meeting, reason="按惯例")
        delivery = scene.meeting.notice.deliveries.get(person=scene.stage.members[3])
        page = Browser(scene.stage, 3)
        assert "桥梁检测报告（PDF）" in page.text("meetings:acknowledge", delivery.pk)
        item = AgendaItem.objects.get(topic_id=scene.topic_id)
        assert "桥梁检测报告" in page.text("meetings:room", scene.meeting_id, query=f"?item={item.pk}")


def test_a_changed_file_on_disk_is_found(scene: Preparation) -> None:
    material = add(scene, scene.bare_id)
    assert list(compare_materials(scene.stage.town.pk)) == []
    default_storage.delete(material.file)
    assert [b.what for b in compare_materials(None)] == ["file_missing"]


def test_a_full_disk_keeps_nothing_and_says_so(scene: Preparation, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(materials, "keep_file", full)
    with pytest.raises(ValidationError, match="存储放不下"):
        add(scene, scene.bare_id)
    assert not TopicMaterial.objects.exists()


def test_an_item_taken_up_again_goes_with_the_notice_of_its_new_meeting(scene: Preparation) -> None:
    """The rehearsal asks the notice of this meeting, not of the one that put it off."""
    add(scene, scene.bare_id)
    other = scene.stage.meeting(date(2026, 12, 10))
    item = agenda.put_on_agenda(
        topic_id=scene.bare_id, meeting_id=other.pk, actor=scene.actor("office_clerk"), reason="按时上会"
    )
    codes = {
        f.code for f in judgement.rehearsal(item, date(2026, 12, 9)).findings if f.article == "S1-04:三-2d"
    }
    assert codes <= {"meetings.materials.sent_in_time"}


def test_the_archive_holds_every_version_and_no_file_kept_from_its_reader(scene: Preparation) -> None:
    first = add(scene, scene.topic_id, "检测报告/桥", "material")
    scene.list_topic()
    materials.replace_material(material_id=first.pk, actor=scene.actor(1), file=upload(content=PDF + b"2"))
    about = scene.stage.crew.person("office_director")
    secret = scene.stage.topic("personnel", "研究干部任免", subjects=[(about, "任党建办主任")])
    hidden = add(scene, secret.pk, "考察材料", "material")
    scene.list_topic(topic_id=secret.pk)

    def taken(who: str) -> tuple[list[str], list[dict[str, Any]]]:
        archive = zipfile.ZipFile(io.BytesIO(package(scene.meeting, scene.actor(who))))
        names = [n for n in archive.namelist() if n.startswith("材料/")]
        return names, json.loads(archive.read("目录.json"))["materials"]

    names, listed = taken("office_clerk")
    assert len(names) == 3 and "检测报告_桥_第1版" in names[0] and all(line["same"] for line in listed)
    assert [line["state"] for line in listed] == ["已换新", "有效", "有效"]
    names, listed = taken("office_director")  # the person the secret topic is about
    assert len(names) == 2
    assert [line for line in listed if line["file"] is None] == [
        {"file": None, "sha256": hidden.digest, "missing": "没有查阅权限，不在本包"}
    ]


# A file is chosen once ------------------------------------------------------------------------


def test_a_form_that_comes_back_keeps_its_file_for_whoever_sent_it(scene: Preparation) -> None:
    clerk, page = Browser(scene.stage, "office_clerk"), "meetings:topic-material"
    back = clerk.send(page, scene.bare_id, kind="option", label="", file=upload())
    assert back.status_code == 422 and "已收到“方案.pdf”，不换就不必再选。" in words(back)
    [kept] = HeldFile.objects.all()
    assert f'name="_held_file" value="{kept.pk}"' in back.content.decode()
    stranger = Browser(scene.stage, "office_director").send(
        page, scene.bare_id, kind="option", label="方案一", _held_file=str(kept.pk)
    )
    assert stranger.status_code == 422 and not TopicMaterial.objects.filter(topic=scene.bare_id).exists()
    done = clerk.send(page, scene.bare_id, kind="option", label="方案一", _held_file=str(kept.pk))
    assert done.status_code == 302, words(done)
    assert TopicMaterial.objects.get(topic=scene.bare_id).digest == hashlib.sha256(PDF).hexdigest()
    assert not HeldFile.objects.exists() and not default_storage.exists(kept.place)


def test_a_file_nobody_comes_back_for_is_dropped(scene: Preparation) -> None:
    Browser(scene.stage, "office_clerk").send(
        "meetings:topic-material", scene.bare_id, kind="option", label="", file=upload()
    )
    kept = HeldFile.objects.get()
    assert drop_old(kept.made_at + KEPT) == 0
    assert drop_old(kept.made_at + KEPT + timedelta(seconds=1)) == 1
    assert not default_storage.exists(kept.place)
