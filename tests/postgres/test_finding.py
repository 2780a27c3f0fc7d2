"""Search and the auditor's browser on PostgreSQL: the same finds, and the index written with the act."""

import pytest
from django.db import connection

from governance.access.act_list import ACTS
from governance.listing.asking import ask, narrowed
from governance.search.finding import find
from governance.search.indexing import differing
from meetings.pages.lists import MEETINGS, TOPICS
from meetings.pages.own import own_year
from meetings.pages.resolutions import RESOLUTIONS
from tests import builders
from tests.meetings.scenes import HELD, Closed

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


def test_the_same_is_found_and_listed(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    scene = Closed.build()
    with builders.on_day(HELD):
        minutes = scene.signed()
        clerk = scene.stage.crew.actor("office_clerk", HELD)
        title = scene.item(scene.ordinary_id).topic.title
        groups = {one.group.code for one in find(clerk, title).groups}
        assert groups >= {"huiyi", "yiti", "jueyi", "jiyao"}
        number = minutes.number.replace("〔", "").replace("〕", " ").removesuffix("号")
        assert "jiyao" in {one.group.code for one in find(clerk, number).groups}
        assert [kind.code for kind, _n, wrong in differing() if wrong] == []
        for listing in (MEETINGS, TOPICS, RESOLUTIONS):
            assert ask(listing, clerk, {"ci": "议", "nian": "2026"}) is not None
            for column in listing.columns:
                ask(listing, clerk, {"paixu": f"-{column.code}"})
        auditor = builders.actor(builders.administrators()["auditor"])
        cited = narrowed(ACTS, auditor, {"tiao": "S1-01:六-3"})[0].count()
        assert 0 < cited < narrowed(ACTS, auditor, {})[0].count()
        assert own_year(scene.stage.crew.member_actor(4, HELD), 2026).votes
