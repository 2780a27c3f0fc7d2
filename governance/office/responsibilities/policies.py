"""Who may do what with responsibilities: offices keep, the main leader confirms and signs, those who supervise pursue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import Answer, everybody_in_organization, policy, post_holders
from governance.office.responsibilities.models import (
    KEEPERS,
    LEADING,
    LETTER_KEEPERS,
    SUPERVISORS,
    DutySheet,
    LetterRound,
    ResponsibilityLetter,
)

policy("responsibilities.read")(everybody_in_organization(_("各岗位的职责本镇的人看")))
policy(
    "responsibilities.sheet.drafted",
    "responsibilities.sheet.dropped",
    "responsibilities.charge.opened",
    "responsibilities.charge.closed",
    "responsibilities.charge.assigned",
    "responsibilities.assignment.ended",
    "responsibilities.group.set_up",
    "responsibilities.group.ended",
)(post_holders(*KEEPERS, reason=_("职责和分工由党政办、组织办登记")))


@policy(
    "responsibilities.sheet.revised",
    "responsibilities.task.entered",
    "responsibilities.task.revised",
    "responsibilities.task.removed",
)
def may_write_sheet(actor: Actor, sheet: DutySheet) -> Answer:
    """The offices, and whoever holds the post: they know their work."""
    held = actor.holds(sheet.organization_id, *KEEPERS)
    if held is None and sheet.post_id is not None:
        held = next((post for post in actor.posts if post.post_id == sheet.post_id), None)
    if held is not None:
        return Allowed(held.title)
    return Denied(_("岗位目标书由党政办、组织办和在岗的人写"), KEEPERS)


policy("responsibilities.sheet.confirmed")(
    post_holders("secretary", reason=_("岗位目标书由党委主要负责人审定"))
)


@policy("responsibilities.sheet.printed", "responsibilities.sheet.seen")
def may_print_sheet(actor: Actor, sheet: DutySheet) -> Answer:
    """Whoever finds it, which `visible_to` says: confirmed ones the town, drafts those who write them."""
    held = next((post for post in actor.posts if post.organization_id == sheet.organization_id), None)
    return Allowed(held.title) if held else Denied(_("岗位目标书本镇的人看"))


CLERKS = {
    LetterRound.Kind.INTEGRITY.value: ("office_clerk", "office_director", "discipline_clerk"),
    LetterRound.Kind.PARTY_BUILDING.value: ("office_clerk", "office_director", "organization_clerk"),
}
CHECKERS = {
    LetterRound.Kind.INTEGRITY.value: ("office_director", "discipline_secretary"),
    LetterRound.Kind.PARTY_BUILDING.value: ("office_director", "organization_commissioner"),
}
WHO_WRITES = _("廉政责任书由党政办、纪委办备，党建责任清单由党政办、组织办备")
policy("responsibilities.letters.read")(
    post_holders(
        *LETTER_KEEPERS, *LEADING, reason=_("全镇的责任书由办理的办公室和书记、副书记、纪委、组织委员看")
    )
)


@policy("responsibilities.round.opened")
def may_open_round(actor: Actor, round_or_town: object) -> Answer:
    """The offices of either kind; of one kind once it is chosen."""
    own = getattr(round_or_town, "pk", None) or 0
    town = getattr(round_or_town, "organization_id", None) or own
    codes = CLERKS.get(getattr(round_or_town, "kind", ""), LETTER_KEEPERS)
    held = actor.holds(int(town), *codes)
    return Allowed(held.title) if held else Denied(WHO_WRITES, codes)


@policy(
    "responsibilities.letter.drafted",
    "responsibilities.letter.revised",
    "responsibilities.letter.withdrawn",
    "responsibilities.letter.signed_on_paper",
)
def may_write_letter(actor: Actor, row: ResponsibilityLetter | LetterRound) -> Answer:
    codes = CLERKS[_kind_of(row)]
    held = actor.holds(row.organization_id, *codes)
    return Allowed(held.title) if held else Denied(WHO_WRITES, codes)


@policy("responsibilities.letter.checked", "responsibilities.letter.returned")
def may_check_letter(actor: Actor, letter: ResponsibilityLetter) -> Answer:
    codes = CHECKERS[_kind_of(letter)]
    held = actor.holds(letter.organization_id, *codes)
    if held:
        return Allowed(held.title)
    return Denied(_("廉政责任书由党政办主任或纪委书记核，党建责任清单由党政办主任或组织委员核"), codes)


policy("responsibilities.letter.signed_above")(post_holders("secretary", reason=_("党委一方由党委书记签")))


@policy("responsibilities.letter.signed")
def may_sign_own(actor: Actor, letter: ResponsibilityLetter) -> Answer:
    held = next((post for post in actor.posts if post.organization_id == letter.organization_id), None)
    if held and letter.person_id == actor.person_id:
        return Allowed(held.title)
    return Denied(_("责任人一方由责任人本人签"))


@policy("responsibilities.letter.seen", "responsibilities.letter.printed")
def may_see_letter(actor: Actor, letter: ResponsibilityLetter) -> Answer:
    held = actor.holds(letter.organization_id, *LETTER_KEEPERS, *LEADING)
    if held is None and letter.person_id == actor.person_id:
        held = next((post for post in actor.posts if post.organization_id == letter.organization_id), None)
    return Allowed(held.title) if held else Denied(_("责任书由本人和办理的办公室看"))


policy("responsibilities.systems.assigned")(
    post_holders("office_director", "office_clerk", reason=_("制度由哪个岗位负责由党政办定"))
)
policy("responsibilities.pursuit.read")(
    post_holders(*SUPERVISORS, reason=_("责任追究由书记、纪委书记和纪委办看"))
)
policy("responsibilities.pursuit.registered")(
    post_holders("discipline_secretary", "discipline_clerk", reason=_("责任追究由纪委书记或纪委办干事登记"))
)
policy("responsibilities.pursuit.decided")(
    post_holders("discipline_secretary", reason=_("追究的处理由纪委书记登记"))
)


def _kind_of(row: ResponsibilityLetter | LetterRound) -> str:
    kind: str = row.kind if isinstance(row, LetterRound) else row.round.kind
    return kind
