"""What ties a box together under the server's key, so that an edit made in the database alone is noticed in time.

Without it somebody who can write to the database could put in a key of their own while people vote, read what they
cast, and put the right one back; or turn the order of the options round before the count.
"""

from __future__ import annotations

import base64
import hmac
import json
from enum import StrEnum

from governance.ballots import places
from governance.ballots.models import SealedPoll
from governance.ballots.uses import use_of


def bond_of(poll: SealedPoll) -> str:
    """Over what was fixed when the box was made: whose it is, its sheet, its key and its roll with the classes."""
    return _mac(
        "box",
        [
            poll.pk.hex,
            poll.organization_id,
            poll.subject_type,
            poll.subject_id,
            poll.custody,
            [[question.key, *question.options] for question in poll.sheet],
            poll.text_limit,
            poll.size,
            poll.blank_allowed,
            poll.public_key,
            poll.roll_digest,
        ],
    )


def holds(poll: SealedPoll) -> bool:
    """Whether the box is as it was made: asked before anything is sealed for its key, and before it is opened."""
    return hmac.compare_digest(poll.bond, bond_of(poll))


class Part(StrEnum):
    """What a count writes, each bound by itself so that a page can say which of it was changed."""

    TALLIES = "tallies"
    FIGURES = "figures"
    RECEIPTS = "receipts"
    SHEET = "sheet"


_LETTERS = 16  # of base64, 96 bits, for each part


def result_bond_of(poll: SealedPoll) -> str:
    """Over what a count wrote, part by part: tallies, figures by class and in all, receipts, and what was asked."""
    return "".join(_letters(part, poll, content) for part, content in _result(poll).items())


def changed_since_count(poll: SealedPoll) -> tuple[Part, ...]:
    """The parts of a counted box that are not as the count wrote them; all of them where it has no bond. Three
    queries, besides those of what the app's row means."""
    kept = poll.result_bond
    found = []
    for place, (part, content) in enumerate(_result(poll).items()):
        bond = kept[place * _LETTERS : (place + 1) * _LETTERS]
        if not hmac.compare_digest(bond.encode(), _letters(part, poll, content).encode()):
            found.append(part)
    return tuple(found)


def result_holds(poll: SealedPoll) -> bool:
    return not changed_since_count(poll)


def _result(poll: SealedPoll) -> dict[Part, object]:
    tallies = sorted(map(list, poll.tallies.values_list("group", "question", "option", "count")))
    figures = ("issued", "returned", "valid", "blank", "invalid")
    classes = sorted(map(list, poll.groupcounts.values_list("group", *figures, "uniform")))
    receipts = sorted(poll.receipts.values_list("code", flat=True))
    sheet = [
        poll.organization_id,
        poll.subject_type,
        poll.subject_id,
        poll.roll_digest,
        poll.questions,
        use_of(poll).meaning(poll),
    ]
    return {
        Part.TALLIES: tallies,
        Part.FIGURES: [[getattr(poll, name) for name in figures], classes],
        Part.RECEIPTS: [receipts, poll.codes_digest],
        Part.SHEET: sheet,
    }


def _letters(part: Part, poll: SealedPoll, content: object) -> str:
    mac = bytes.fromhex(_mac(f"result {part}", [poll.pk.hex, content]))
    return base64.urlsafe_b64encode(mac[: _LETTERS * 3 // 4]).decode()


def _mac(what: str, content: object) -> str:
    message = f"zhenwei {what} {json.dumps(content, sort_keys=True)}".encode()
    return hmac.digest(places.checksum_key(), message, "sha256").hex()
