"""勘误: the clerk drafts, the chair signs."""

from __future__ import annotations

from meetings.models import Corrigendum
from tests import builders
from tests.architecture.url_rows.meetings import inside, made, minutes
from tests.architecture.url_table import World


def corrigendum(world: World) -> Corrigendum:
    return made(
        world,
        "meetings.corrigendum",
        lambda: builders.save(
            Corrigendum(
                organization=world.town,
                minutes=minutes(world),
                corrections=[{"page": 1, "stood": "会议开始", "reads": "会议继续", "because": "笔误"}],
                drafted_by=world.crew.person("office_clerk"),
            )
        ),
    )


ROWS = {
    "meetings:corrigendum": inside(minutes, "office_clerk"),
    "meetings:corrigendum-edit": inside(corrigendum, "office_clerk"),
    "meetings:corrigendum-withdraw": inside(corrigendum, "office_clerk"),
    "meetings:corrigendum-return": inside(corrigendum, "secretary"),
    "meetings:corrigendum-sign": inside(corrigendum, "secretary"),
}
