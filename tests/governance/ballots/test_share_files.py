"""Shares are files of their own: a link in the place of one is neither read nor written through."""

from __future__ import annotations

import os
import uuid

import pytest

from governance.ballots import share_files


@pytest.fixture
def box(tmp_path, settings):
    settings.BALLOT_SHARE_DIR = str(tmp_path / "shares")
    poll = uuid.uuid4()
    share_files.write(poll, 1, b"k" * 32)
    return poll


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_a_link_in_the_place_of_a_share_leads_nowhere(box, tmp_path, link):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"e" * 32)
    share_files.path_of(box, 1).unlink()
    link(elsewhere, share_files.path_of(box, 1))
    assert not share_files.exists(box, 1)
    with pytest.raises(share_files.ShareLost):
        share_files.read(box, 1, 32)
    share_files.destroy_all(box)
    assert elsewhere.read_bytes() == b"e" * 32 and list(share_files.kept()) == []


def test_a_share_is_written_over_a_link_and_not_through_it(box, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"e")
    share_files.path_of(box, 2).symlink_to(elsewhere)
    share_files.write(box, 2, b"s" * 32)
    assert share_files.read(box, 2, 32) == b"s" * 32 and elsewhere.read_bytes() == b"e"
