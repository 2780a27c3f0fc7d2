"""Who may do what with a rating round: the office sets it up, a leader opens and releases it, those named in it
count, scrutinise and read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, Policy, policy, post_holders
from governance.ballots.models import RatingRound
from governance.ballots.models.rating import ROUND_READERS
from governance.ballots.policies import post_in

if TYPE_CHECKING:
    from governance.access.decision import Words

SETTING_UP = ("organization_clerk", "office_clerk", "office_director")
LEADING = ("organization_commissioner", "secretary")

policy(
    "ballots.round.set_up",
    "ballots.round.amended",
    "ballots.round.codes_printed",
    "ballots.round.codes_reprinted",
    "ballots.round.roll_fixed",
)(post_holders(*SETTING_UP, reason=_("测评由组织办、党政办拟定和印码")))
policy("ballots.round.approved", "ballots.round.opened", "ballots.round.released", "ballots.round.voided")(
    post_holders(*LEADING, reason=_("测评由组织委员或书记审定、开始和公布"))
)
policy("ballots.round.listed")(post_holders(*ROUND_READERS, reason=_("测评由组织办、党政办办理")))


def named(who: Callable[[RatingRound], list[int]], reason: Words, otherwise: Policy | None = None) -> Policy:
    """Whoever the round itself names for it; else as `otherwise` says."""

    def check(actor: Actor, round_: RatingRound) -> Answer:
        if actor.person_id is not None and actor.person_id in who(round_):
            return Allowed(post_in(actor, round_.organization_id))
        return otherwise(actor, round_) if otherwise is not None else Denied(reason)

    return check


def _tellers(round_: RatingRound) -> list[int]:
    return round_.teller_ids


def _scrutineer(round_: RatingRound) -> list[int]:
    return [round_.scrutineer_id]


def _reviewer(round_: RatingRound) -> list[int]:
    return [round_.reviewer_id] if round_.reviewer_id else []


policy("ballots.round.counted", "ballots.round.key_lost")(named(_tellers, _("由这次测评的计票人办理")))
policy("ballots.round.reconciled")(
    named(_tellers, "", post_holders(*SETTING_UP, reason=_("核对表由计票人或组织办、党政办填写")))
)
policy("ballots.round.checked")(named(_scrutineer, _("清点的数由这次测评的监票人核对")))
policy("ballots.round.remarks_reviewed")(named(_reviewer, _("意见由这次测评定下的人审阅")))
policy("ballots.round.closed")(
    named(_scrutineer, "", post_holders(*LEADING, reason=_("测评由监票人、组织委员或书记截止")))
)


@policy("ballots.round.read")
def whoever_finds_it(actor: Actor, round_: RatingRound) -> Answer:
    return Allowed(post_in(actor, round_.organization_id))


@policy("ballots.round.result_read")
def who_reads_the_result(actor: Actor, round_: RatingRound) -> Answer:
    """Before it is released those who release it, and those who answer for the count; afterwards whoever works
    with the round."""
    if round_.status == RatingRound.Status.RELEASED:
        return whoever_finds_it(actor, round_)
    if actor.person_id in round_.rated_ids:
        return Denied(_("测评的是您本人，公布以前由别人看结果"))
    if actor.person_id is not None and actor.person_id in [*_tellers(round_), *_scrutineer(round_)]:
        return Allowed(post_in(actor, round_.organization_id))
    return post_holders(*LEADING, reason=_("结果公布以前，只有组织委员、书记和计票、监票的人看"))(
        actor, round_
    )
