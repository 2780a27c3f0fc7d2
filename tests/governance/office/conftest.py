"""Two towns: 稔川镇 on preset-a (S0-23 among it), 云樨镇 beside it, each with a full crew."""

from __future__ import annotations

import pytest

from tests import builders
from tests.governance.rulebook.world import adopt


@pytest.fixture(autouse=True)
def _day():
    with builders.on_day():
        yield


@pytest.fixture
def crew(db):
    made = builders.crew(builders.town("稔川镇"), seats=9)
    adopt(made, "preset-a")
    return made


@pytest.fixture
def neighbour(db):
    made = builders.crew(builders.town("云樨镇"), seats=9)
    adopt(made, "preset-a")
    return made
