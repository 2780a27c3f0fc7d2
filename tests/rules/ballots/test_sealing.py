"""Codes, payloads, sealing and shares: pure, exact, and refusing everything that is not theirs."""

import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.ballots import codes, payload, sealing, shares
from governance.ballots.payload import Ballot, Question

POLL, OTHER = uuid.UUID(int=7), uuid.UUID(int=8)
SHEET = (Question("q1", ("aye", "nay", "abstain")), Question("q2", ("good", "poor")))


@given(st.binary(min_size=8, max_size=8))
def test_a_receipt_holds_its_64_bits(content):
    code = codes.encode(content, codes.RECEIPT_LENGTH)
    assert len(code) == 13 and codes.is_receipt(code) and codes.decode(code, 8) == content
    assert not set(code) & set("OI01")


def test_what_people_type_is_read_as_they_meant_it():
    assert codes.cleaned("ａbcd efgh-2345　6789") == "ABCDEFGH23456789"
    assert codes.grouped("ABCDEFGH", 4) == "ABCD EFGH"


def test_a_slip_of_the_pen_in_a_drawn_code_is_told_from_a_wrong_one():
    code = codes.new_slip()
    assert codes.is_slip(code) and len(code) == 10
    wrong = [code[:9] + letter for letter in codes.ALPHABET if letter != code[9]]
    assert not any(map(codes.is_slip, wrong))
    assert not codes.is_slip("O" + code[1:]) and not codes.is_slip(code[:9]) and not codes.is_slip("")


@pytest.mark.parametrize(
    ("answers", "text"),
    [(("aye", "good"), ""), (("nay", None), "意见䶮"), ((None, None), "")],
)
def test_ballots_come_back_as_they_went_in_and_all_have_one_length(answers, text):
    ballot = Ballot(b"12345678", answers, text)
    content = payload.pack(POLL, SHEET, ballot, 256)
    assert len(content) == 256 == len(payload.pack_dummy(POLL, 256))
    assert payload.unpack(POLL, SHEET, content) == ballot
    assert ballot.is_blank == (not any(answers) and not text)
    with pytest.raises(payload.Unreadable):
        payload.unpack(OTHER, SHEET, content)
    with pytest.raises(payload.Unreadable):
        payload.unpack(POLL, SHEET[:1], content)


@given(st.binary(min_size=256, max_size=256))
def test_no_bytes_make_a_ballot_by_chance_or_raise_anything_else(content):
    with pytest.raises(payload.Unreadable):
        payload.unpack(POLL, SHEET, content)


@given(st.integers(0, 255), st.binary(max_size=40))
def test_altered_ballots_are_unreadable_or_whole(place, junk):
    content = bytearray(payload.pack(POLL, SHEET, Ballot(b"12345678", ("aye", "poor"), "x"), 256))
    content[place : place + len(junk)] = junk
    try:
        found = payload.unpack(POLL, SHEET, bytes(content[:256]))
    except payload.Unreadable:
        return
    assert all(a is None or a in q.options for a, q in zip(found.answers, SHEET, strict=True))


def test_what_no_database_keeps_is_taken_out_of_a_text():
    assert payload.cleaned_text("路\x00要修\r\n䶮\ud800\u200d好") == "路要修\n䶮\u200d好"


def test_a_sheet_that_fits_no_envelope_is_refused_beforehand():
    assert payload.size_for(SHEET, 0) == 256
    assert payload.size_for(SHEET, 200) == 1024
    assert payload.size_for([Question(f"q{n}", ("a",)) for n in range(300)], 0) == 1024
    with pytest.raises(ValueError):
        payload.size_for(SHEET, 2000)
    with pytest.raises(ValueError):
        payload.pack(POLL, SHEET, Ballot(b"12345678", ("aye", "good"), "字" * 100), 256)


def test_only_the_right_key_opens_at_the_right_place_of_the_right_vote():
    seed = sealing.new_seed()
    key = sealing.private_key(seed, POLL)
    sealed = sealing.seal(b"x" * 256, sealing.public_hex(key), POLL, b"v1")
    assert len(sealed) == 256 + sealing.OVERHEAD
    assert sealing.unseal(sealed, key, POLL, b"v1") == b"x" * 256
    assert sealed != sealing.seal(b"x" * 256, sealing.public_hex(key), POLL, b"v1"), "never twice the same"
    for other, poll, place in (
        (sealing.private_key(sealing.new_seed(), POLL), POLL, b"v1"),
        (sealing.private_key(seed, OTHER), POLL, b"v1"),
        (key, OTHER, b"v1"),
        (key, POLL, b"v2"),
    ):
        with pytest.raises(sealing.WillNotOpen):
            sealing.unseal(sealed, other, poll, place)
    with pytest.raises(sealing.WillNotOpen):
        sealing.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), key, POLL, b"v1")


def test_the_checksum_covers_vote_place_use_and_content():
    base = (b"k" * 32, POLL, b"v1", True, b"sealed")
    right = sealing.checksum(*base)
    for position, other in enumerate([b"j" * 32, OTHER, b"v2", False, b"sealeD"]):
        changed = [*base]
        changed[position] = other
        assert sealing.checksum(*changed) != right


def test_the_server_and_the_teller_open_together_and_neither_alone():
    seed = sealing.new_seed()
    ours, theirs = shares.split_with_server(seed)
    assert shares.joined({ours.number: ours.content, theirs.number: theirs.content}) == seed
    assert seed not in (ours.content, theirs.content)
    with pytest.raises(ValueError):
        shares.joined({ours.number: ours.content})


def test_any_two_of_three_tellers_open():
    seed = sealing.new_seed()
    parts = shares.split_among_tellers(seed)
    for pair in itertools.combinations(parts, 2):
        assert shares.joined({p.number: p.content for p in pair}) == seed
    assert shares.joined({p.number: p.content for p in parts}) == seed
    assert all(part.content != seed for part in parts)


def test_a_share_is_read_back_from_paper_and_slips_of_the_pen_are_told():
    share = shares.split_with_server(sealing.new_seed())[1]
    code = shares.as_code(share, POLL)
    assert len(code) == 32
    assert shares.from_code(codes.grouped(code).lower().replace(" ", "－"), POLL) == share
    for wrong in (code[:-1], code + "A", "A" + code[1:] if code[0] != "A" else "B" + code[1:], "", "O" * 32):
        with pytest.raises(shares.Mistyped):
            shares.from_code(wrong, POLL)
    with pytest.raises(shares.Mistyped):
        shares.from_code(code, OTHER)
