"""A town with an office and its people, and a supervised matter brought to each of its states."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance.people.models import Organization, Person, Post, Tenure
from meetings.models import Chase, Report, SupervisedTask
from meetings.supervision.services import closing, handling, registering, reviewing
from tests import builders
from tests.meetings.staging import Stage

TODAY = builders.TODAY
DUE = date(2026, 11, 30)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def build() -> Stage:
    stage = Stage.build(["preset-a", "preset-b"], seats=5)
    office = builders.unit(stage.town, "农业农村办")
    with builders.on_day():
        head = builders.save(
            Post(organization=stage.town, unit=office, code="station_head", title="农业农村办主任", order=79)
        )
        for name, post in (("郭树声", head), ("方惠", None)):
            who = builders.person(name)
            if post is None:
                post = builders.save(
                    Post(organization=stage.town, unit=office, code="staff", title="农业农村办干部", order=91)
                )
            builders.save(
                Tenure(
                    organization=stage.town,
                    person=who,
                    post=post,
                    since=builders.SINCE,
                    authority="任〔2021〕1号",
                )
            )
            builders.account(who)
    return stage


def office() -> Organization:
    return Organization.objects.get(short_name="农业农村办")


def owner() -> Any:
    return builders.actor(Person.objects.get(name="郭树声"))


def colleague() -> Any:
    return builders.actor(Person.objects.get(name="方惠"))


def actor(stage: Stage, who: str) -> Any:
    return (
        {"owner": owner, "colleague": colleague}[who]() if who in ("owner", "colleague") else stage.actor(who)
    )


def registered(stage: Stage, **more: Any) -> SupervisedTask:
    typed = {
        "source": "superior",
        "source_ref": "宁委办〔2026〕31号",
        "title": "冬季灌渠清淤",
        "basis": "县委办通知",
        "requirements": "12月底前清淤3.2公里。",
        "unit": office(),
        "responsible": Person.objects.get(name="郭树声"),
        "due_on": DUE,
        **more,
    }
    return registering.register_task(organization=stage.town, actor=stage.actor("office_clerk"), **typed)


def vetted(stage: Stage, **more: Any) -> SupervisedTask:
    task = registered(stage, **more)
    return registering.vet_task(task_id=task.pk, actor=stage.actor("discipline_clerk"))


def approved(stage: Stage, **more: Any) -> SupervisedTask:
    task = vetted(stage, **more)
    return registering.approve_task(task_id=task.pk, actor=stage.actor("secretary"))


def assigned(stage: Stage, **more: Any) -> SupervisedTask:
    task = approved(stage, **more)
    return registering.hand_over(task_id=task.pk, actor=stage.actor("office_clerk"))


def reported(stage: Stage, **more: Any) -> SupervisedTask:
    task = assigned(stage, **more)
    handling.report_result(task_id=task.pk, actor=owner(), text="清淤3.2公里，已验收。")
    return fresh(task)


def accepted(stage: Stage, **more: Any) -> SupervisedTask:
    task = reported(stage, **more)
    reviewing.accept_result(task_id=task.pk, actor=stage.actor("secretary"))
    return fresh(task)


def closed(stage: Stage, **more: Any) -> SupervisedTask:
    task = accepted(stage, **more)
    return close(stage, task)


def fresh(task: SupervisedTask) -> SupervisedTask:
    return SupervisedTask.objects.get(pk=task.pk)


def approve(stage: Stage, task: SupervisedTask, who: str = "secretary") -> Any:
    return registering.approve_task(task_id=task.pk, actor=actor(stage, who))


def hand_over(stage: Stage, task: SupervisedTask, who: str = "office_clerk") -> Any:
    return registering.hand_over(task_id=task.pk, actor=actor(stage, who))


def vet(stage: Stage, task: SupervisedTask, who: str = "discipline_clerk") -> Any:
    return registering.vet_task(task_id=task.pk, actor=actor(stage, who))


def chase(stage: Stage, task: SupervisedTask, who: str = "office_clerk", **more: Any) -> Chase:
    typed = {"kind": "call", "chased_on": TODAY, "spoke_to": "郭树声", "found": "过半", **more}
    return handling.chase(task_id=task.pk, actor=actor(stage, who), **typed)


def progress(stage: Stage, task: SupervisedTask, who: str = "owner", **more: Any) -> Report:
    typed = {"kind": "progress", "text": "已清淤1.5公里。", **more}
    return handling.report_progress(task_id=task.pk, actor=actor(stage, who), **typed)


def result(stage: Stage, task: SupervisedTask, who: str = "owner") -> Report:
    return handling.report_result(task_id=task.pk, actor=actor(stage, who), text="办完了。")


def accept(stage: Stage, task: SupervisedTask, who: str = "secretary") -> Any:
    return reviewing.accept_result(task_id=task.pk, actor=actor(stage, who))


def send_back(
    stage: Stage, task: SupervisedTask, who: str = "secretary", day: date | None = date(2026, 12, 5)
) -> Any:
    return reviewing.send_back(
        task_id=task.pk, actor=actor(stage, who), because="没有附验收单", new_due_on=day
    )


def close(stage: Stage, task: SupervisedTask, who: str = "office_clerk", text: str = "已清淤验收") -> Any:
    return closing.close_task(task_id=task.pk, actor=actor(stage, who), closed_on=TODAY, result=text)


def file(stage: Stage, task: SupervisedTask, who: str = "office_clerk", reason: str = "") -> Any:
    return closing.file_task(
        task_id=task.pk,
        actor=actor(stage, who),
        file_number="2026-督-1",
        file_list="报告等4份",
        reason=reason,
    )


def cancel(stage: Stage, task: SupervisedTask, who: str = "secretary", cite: str = "S0-21:四-1") -> Any:
    return closing.cancel_task(task_id=task.pk, actor=actor(stage, who), because="重复立项", cite=cite)


def extend(stage: Stage, task: SupervisedTask, who: str = "secretary", to: date = date(2026, 12, 20)) -> Any:
    return handling.extend_task(task_id=task.pk, actor=actor(stage, who), due_on=to, because="连日下雨")


def ask_more(stage: Stage, task: SupervisedTask, who: str = "owner") -> Any:
    return handling.ask_extension(
        task_id=task.pk, actor=actor(stage, who), due_on=date(2026, 12, 20), because="连日下雨"
    )


def reassign(stage: Stage, task: SupervisedTask, who: str = "office_director") -> Any:
    return registering.reassign_task(
        task_id=task.pk,
        actor=actor(stage, who),
        unit=office(),
        responsible=Person.objects.get(name="方惠"),
        because="分工调整",
    )


def word(stage: Stage, task: SupervisedTask, who: str = "secretary") -> Any:
    return reviewing.give_word(task_id=task.pk, actor=actor(stage, who), text="补种护坡草，月底前办完。")


def raise_up(stage: Stage, task: SupervisedTask, who: str = "office_clerk") -> Any:
    return reviewing.raise_to_leader(task_id=task.pk, actor=actor(stage, who), raised="水务站不配合放水")
