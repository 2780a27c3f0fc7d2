"""What ties a box together under the server's key, so that an edit made in the database alone is noticed in time.

Without it somebody who can write to the database could put in a key of their own while people vote, read what they
cast, and put the right one back; or turn the order of the options round before the count.
"""

from __future__ import annotations

import hmac
import json

from governance.ballots import places
from governance.ballots.models import SealedPoll


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


def result_bond_of(poll: SealedPoll) -> str:
    """Over what a count wrote: every tally and every receipt."""
    tallies = poll.tallies.order_by("group", "question", "option")
    receipts = poll.receipts.order_by("code").values_list("code", flat=True)
    rows = sorted(map(list, tallies.values_list("group", "question", "option", "count")))
    return _mac("result", [poll.pk.hex, rows, sorted(receipts)])


def result_holds(poll: SealedPoll) -> bool:
    return hmac.compare_digest(poll.result_bond, result_bond_of(poll))


def _mac(what: str, content: object) -> str:
    message = f"zhenwei {what} {json.dumps(content, sort_keys=True)}".encode()
    return hmac.digest(places.checksum_key(), message, "sha256").hex()
