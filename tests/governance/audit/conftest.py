"""Fixtures of the audit tests: a trail to tamper with, a key folder of its own."""

import pytest

from tests.governance.audit.world import World


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    return settings.KEY_DIR


@pytest.fixture
def world(db):
    return World.build()
