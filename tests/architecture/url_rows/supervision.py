"""Supervision: who opens which page and which verb's form. Rows are written as they stand; what a state allows
is judged elsewhere, here only who may."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from meetings.models import (
    Chase,
    Inspection,
    LeaderWord,
    Rectification,
    SupervisedTask,
    SupervisionBulletin,
    TaskFile,
)
from tests import builders
from tests.architecture.url_rows.meetings import made
from tests.architecture.url_table import World, own_list, row

KEEPERS = ("office_clerk", "office_director", "discipline_secretary")


def task(world: World) -> SupervisedTask:
    """In the hands of the member of staff among the roles."""
    return made(
        world,
        "supervision.task",
        lambda: builders.save(
            SupervisedTask(
                organization=world.town,
                number="稔委督〔2026〕1号",
                source="superior",
                title="冬季灌渠清淤",
                requirements="12月底前清淤。",
                unit=world.town,
                responsible=world.crew.person("staff"),
                due_on=builders.TODAY,
                status="working",
                registered_by=world.crew.person("discipline_clerk"),
                registered_on=builders.TODAY,
                assigned_on=builders.TODAY,
            )
        ),
    )


def kept_file(world: World) -> TaskFile:
    def make() -> TaskFile:
        place = f"{world.town.pk}/ducha/url-row.pdf"
        if not default_storage.exists(place):
            default_storage.save(place, ContentFile(b"%PDF-1.7"))
        return builders.save(
            TaskFile(
                organization=world.town,
                task=task(world),
                file=place,
                file_name="验收单.pdf",
                media_type="application/pdf",
                size=8,
                digest="0" * 64,
                added_by=world.crew.person("staff"),
                added_on=builders.TODAY,
            )
        )

    return made(world, "supervision.file", make)


def word(world: World) -> LeaderWord:
    return made(
        world,
        "supervision.word",
        lambda: builders.save(
            LeaderWord(
                organization=world.town,
                task=task(world),
                status="given",
                text="月底前办完。",
                given_by=world.crew.person("secretary"),
                given_on=builders.TODAY,
            )
        ),
    )


def chase(world: World) -> Chase:
    return made(
        world,
        "supervision.chase",
        lambda: builders.save(
            Chase(
                organization=world.town,
                task=task(world),
                n=1,
                kind="note",
                chased_on=builders.TODAY,
                chased_by=world.crew.person("office_clerk"),
                reply_by=builders.TODAY,
            )
        ),
    )


def inspection(world: World) -> Inspection:
    return made(
        world,
        "supervision.inspection",
        lambda: builders.save(
            Inspection(
                organization=world.town,
                task=task(world),
                inspected_on=builders.TODAY,
                passed=False,
                found="渠底有淤泥。",
                entered_by=world.crew.person("discipline_clerk"),
            )
        ),
    )


def rectification(world: World) -> Rectification:
    return made(
        world,
        "supervision.rectification",
        lambda: builders.save(
            Rectification(
                organization=world.town,
                task=task(world),
                inspection=inspection(world),
                problem="清淤不彻底",
                ordered_on=builders.TODAY,
                ordered_by=world.crew.person("discipline_clerk"),
                due_on=builders.TODAY,
            )
        ),
    )


def bulletin(world: World) -> SupervisionBulletin:
    return made(
        world,
        "supervision.bulletin",
        lambda: builders.save(
            SupervisionBulletin(
                organization=world.town,
                first_on=builders.TODAY,
                last_on=builders.TODAY,
                audience="leaders",
                ahead="按期办结。",
                drafted_by=world.crew.person("office_clerk"),
                drafted_on=builders.TODAY,
            )
        ),
    )


def of(make: Any) -> Any:
    return lambda world: {"pk": make(world).pk}


def for_(*allowed: str, make: Any = task) -> Any:
    return row(of(make), town=403, **dict.fromkeys(allowed, 200))


def own(*allowed: str) -> Any:
    """A form of one's own town: the clerk next door has the neighbour's."""
    neighbour = 200 if "office_clerk" in allowed else 403
    return row(neighbour=neighbour, town=403, **dict.fromkeys(allowed, 200))


ROWS = {
    "supervision:list": own_list(),
    "supervision:list-sheet": own_list(),
    "supervision:register": own(*KEEPERS),
    "supervision:hand-over-many": own(*KEEPERS),
    "supervision:approve-many": own("secretary"),
    "supervision:task": row(of(task)),
    "supervision:file-kept": row(of(kept_file)),
    "supervision:word-done": for_(*KEEPERS, "staff", make=word),
    "supervision:amend": for_(*KEEPERS),
    "supervision:vet": for_("office_director", "discipline_secretary"),
    "supervision:approve": for_("secretary"),
    "supervision:hand-over": for_(*KEEPERS),
    "supervision:reassign": for_("secretary", "office_director"),
    "supervision:sign-for": for_("staff"),
    "supervision:chase": for_(*KEEPERS),
    "supervision:progress": for_("staff"),
    "supervision:result": for_("staff"),
    "supervision:ask-extension": for_("staff"),
    "supervision:extend": for_("secretary"),
    "supervision:refuse-extension": for_("secretary"),
    "supervision:accept": for_("secretary", "office_director", "discipline_secretary"),
    "supervision:send-back": for_("secretary", "office_director", "discipline_secretary"),
    "supervision:raise": for_(*KEEPERS),
    "supervision:word": for_("secretary"),
    "supervision:close": for_(*KEEPERS),
    "supervision:file": for_(*KEEPERS),
    "supervision:cancel": for_("secretary"),
    "supervision:trail": row(of(task)),
    "supervision:inspect": for_(*KEEPERS),
    "supervision:rectify": for_(*KEEPERS, make=inspection),
    "supervision:rectification-report": for_("staff", make=rectification),
    "supervision:rectification-accept": for_(*KEEPERS, make=rectification),
    "supervision:rectification-back": for_(*KEEPERS, make=rectification),
    "supervision:print-form": for_(*KEEPERS, "secretary"),
    "supervision:print-notice": for_(*KEEPERS, "secretary"),
    "supervision:print-chase": for_(*KEEPERS, "secretary", make=chase),
    "supervision:print-rectification": for_(*KEEPERS, "secretary", make=rectification),
    "supervision:bulletins": own_list(),
    "supervision:bulletin-draft": own(*KEEPERS),
    # A draft is read by those who oversee; staff find nothing there.
    "supervision:bulletin": row(of(bulletin), staff=404),
    "supervision:bulletin-approve": row(of(bulletin), town=403, secretary=200, staff=404),
}
