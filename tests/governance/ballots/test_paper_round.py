"""A rating round with two of eight raters on paper: their class is not counted without it, and is counted once."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from governance.access.errors import Forbidden
from governance.audit.errors import Refused
from governance.ballots.models import SealedPoll, Tally
from governance.ballots.paper import grid
from governance.ballots.paper import services as paper
from governance.ballots.rating import services
from governance.ballots.rating.papers import render_sheets
from tests import builders
from tests.governance.ballots.rounds import Town, klass


@pytest.fixture
def town(db, on_day):
    return Town()


def test_a_round_takes_its_paper_at_the_count(town):
    round_, drawn, code = town.opened(classes=(klass("全体", 8, paper=2),))
    for one in drawn[:6]:
        town.hand_in(round_, one, "g1", "g2")
    services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
    count = lambda: services.count_round(  # noqa: E731
        round_id=round_.pk, actor=town.actor("deputy_secretary"), typed=[code]
    )
    with pytest.raises(Refused) as refusal:
        count()
    assert [f.code for f in refusal.value.verdict.blocking] == ["ballots.paper.unconfirmed"]

    round_.refresh_from_db()
    poll = round_.poll
    teller, scrutineer = town.actor("deputy_secretary"), town.actor("discipline_secretary")
    reader = builders.sign_in(Client(), town.crew.account("office_clerk"))
    page = reader.get(reverse("rating:round", args=[round_.pk])).content.decode()
    assert reverse("ballots:paper", args=[poll.pk]) in page
    listed = reader.get(reverse("ballots:paper", args=[poll.pk])).content.decode()
    assert "全体" in listed and round_.title in listed
    number = round_.classes[0].number
    paper.write_count(poll_id=poll.pk, group=number, actor=teller, issued=2, returned=2)
    (batch,) = paper.add_batches(poll_id=poll.pk, group=number, actor=teller, sheets=2)
    sheets = [grid.sheet_typed(typed, poll.sheet) for typed in ("11", "4x")]
    for post in ("office_clerk", "organization_clerk"):
        paper.type_batch(poll_id=poll.pk, batch_id=batch.pk, actor=town.actor(post), sheets=sheets)
    with pytest.raises((Forbidden, SealedPoll.DoesNotExist)):
        paper.type_batch(poll_id=poll.pk, batch_id=batch.pk, actor=builders.actor(town.rated), sheets=sheets)
    paper.confirm_count(poll_id=poll.pk, group=number, actor=scrutineer)
    count()
    tally = {(t.question, t.option): t.count for t in Tally.objects.filter(poll=poll)}
    assert tally == {
        ("s1-q1", "g1"): 7,
        ("s1-q1", "g4"): 1,
        ("s1-q2", "g1"): 1,
        ("s1-q2", "g2"): 6,
        ("s1-q2", ""): 1,
    }
    town.reconciled(round_)
    assert town.checked(round_).checked_by_id == scrutineer.person_id


@pytest.mark.parametrize(("uniform", "figures"), [("forbidden", (1, 1)), ("counted", (2, 0))])
def test_a_sheet_with_one_mark_everywhere_is_taken_on_paper_as_on_phones(town, uniform, figures):
    """Where phones do not take it, the sheet says so before it is filled in, and it is invalid as a whole."""
    round_, _drawn, _code = town.opened(classes=(klass("全体", 8, paper=2),), uniform=uniform)
    services.close_round(round_id=round_.pk, actor=town.actor("secretary"))
    round_.refresh_from_db()
    poll, teller = round_.poll, town.actor("deputy_secretary")
    number = round_.classes[0].number
    paper.write_count(poll_id=poll.pk, group=number, actor=teller, issued=2, returned=2)
    (batch,) = paper.add_batches(poll_id=poll.pk, group=number, actor=teller, sheets=2)
    sheets = [grid.sheet_typed(typed, poll.sheet) for typed in ("11", "12")]
    told = town.crew.account("office_clerk")
    page = builders.sign_in(Client(), told).get(reverse("ballots:paper-type", args=[poll.pk, batch.pk]))
    assert ("同一等次的整张无效" in page.content.decode()) == (uniform == "forbidden")
    for post in ("office_clerk", "organization_clerk"):
        paper.type_batch(poll_id=poll.pk, batch_id=batch.pk, actor=town.actor(post), sheets=sheets)
    count = paper.confirm_count(poll_id=poll.pk, group=number, actor=town.actor("discipline_secretary"))
    assert (count.valid, count.invalid) == figures
    words = render_sheets(round_, round_.classes).data
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(words)).pages)
    assert ("同一等次的票作废" in text) == (uniform == "forbidden")
