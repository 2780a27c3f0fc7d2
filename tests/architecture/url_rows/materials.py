"""The files of a topic: who brings them in and who reads them."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from meetings.models import TopicCall, TopicMaterial
from tests import builders
from tests.architecture.url_rows.meetings import EVERYBODY_INSIDE, OFFICE, inside, made, meeting, of, topic
from tests.architecture.url_table import World, row


def material(world: World) -> TopicMaterial:
    def make() -> TopicMaterial:
        content = b"%PDF-1.7 test"
        place = default_storage.save("cailiao/fangan.pdf", ContentFile(content))
        return builders.save(
            TopicMaterial(
                organization=world.town,
                topic=topic(world),
                kind="option",
                label="方案一",
                file=place,
                file_name="方案一.pdf",
                media_type="application/pdf",
                size=len(content),
                digest=hashlib.sha256(content).hexdigest(),
                added_by=world.crew.person("office_clerk"),
                added_on=builders.TODAY,
            )
        )

    return made(world, "meetings.material", make)


def call(world: World) -> TopicCall:
    return made(
        world,
        "meetings.call",
        lambda: builders.save(
            TopicCall(
                organization=world.town,
                meeting=meeting(world),
                closes_on=builders.TODAY,
                opened_by=world.crew.person("office_clerk"),
                opened_on=builders.TODAY,
            )
        ),
    )


ROWS = {
    "meetings:call": inside(meeting, *OFFICE),
    "meetings:call-move": inside(call, *OFFICE),
    "meetings:call-withdraw": inside(call, *OFFICE),
    "meetings:table-minutes": inside(meeting, "secretary"),
    "meetings:rehearsal": row(of(meeting), town=404),  # in session: what was lacking is past
    "meetings:topic-material": inside(topic, "committee_member", *OFFICE),
    "meetings:material": inside(material, *EVERYBODY_INSIDE),
    "meetings:material-replace": inside(material, "committee_member", *OFFICE),
    "meetings:material-withdraw": inside(material, "committee_member", *OFFICE),
}
