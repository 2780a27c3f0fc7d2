"""Who may do what with persons, posts, accounts, grants and the trail, by default.

The three administrators act by their kind, everybody else by a post held on the day. Console
commands act with the reason `founding`, sweeps with a reason of their own; neither is ever implied.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.access.accounts import STRETCHING
from governance.access.act_sentence import SWEEP
from governance.access.actor import Actor
from governance.access.decision import Allowed, Denied
from governance.access.emergency import ENDING
from governance.access.grants import GRANTS_ENDED, granted
from governance.access.log import SEALED, SEALING
from governance.access.policy import Answer, Policy, policy, post_holders
from governance.people.models import Account, Kinship, Person, PostChange
from governance.people.visibility import KINSHIP_READERS, ROSTER_READERS

FOUNDING = "founding"
CONSOLE = "服务器命令行"
TITLES = {"system": _("系统管理员"), "security": _("安全管理员"), "auditor": _("审计员")}


def administrator(*kinds: str) -> Policy:
    """Whoever is one of the administrators of these kinds."""
    names = "、".join(str(TITLES[kind]) for kind in kinds)

    def check(actor: Actor, obj: Any) -> Answer:
        if actor.account_id and actor.administrator in kinds:
            return Allowed(str(TITLES[actor.administrator]))
        return Denied(str(_("这一步由%(who)s办理")) % {"who": names})

    return check


def by_system(*reasons: str, otherwise: Policy | None = None) -> Policy:
    """A console command or sweep with one of the reasons; anybody else as `otherwise` says."""

    def check(actor: Actor, obj: Any) -> Answer:
        if actor.system_reason in reasons and actor.account_id is None:
            return Allowed(CONSOLE if actor.system_reason == FOUNDING else SWEEP)
        return otherwise(actor, obj) if otherwise else Denied(str(_("这一步只在服务器上办理")))

    return check


# Bodies and posts --------------------------------------------------------------------------

policy("people.organization.registered", "people.organization.closed")(
    by_system(FOUNDING, otherwise=administrator("security"))
)
policy("people.organization.listed")(administrator("security", "system", "auditor"))
policy("people.post.founded")(by_system(FOUNDING))
policy("people.post.prepared")(administrator("security"))
policy("people.post.listed")(administrator("security", "auditor"))


@policy("people.post.confirmed", "people.post.dropped")
def another_confirms_the_post(actor: Actor, change: PostChange) -> Answer:
    """Two-step: whoever prepared a change does not decide on it."""
    return _another(actor, change.prepared_by_id)


def _another(actor: Actor, prepared_by_id: int) -> Answer:
    answer = administrator("security")(actor, None)
    if isinstance(answer, Allowed) and actor.account_id == prepared_by_id:
        return Denied(str(_("提出的人不能自己核准，请另一位安全管理员办理")))
    return answer


# Persons and tenures -----------------------------------------------------------------------

policy("people.person.registered")(
    by_system(FOUNDING, otherwise=post_holders("organization_clerk", reason=_("人员由组织办干事登记")))
)
policy("people.roster.read")(
    post_holders(*ROSTER_READERS, reason=_("花名册由组织办保管，书记、组织委员、纪委书记可看"))
)


def _where_rostered(actor: Actor, person: Person, *codes: str) -> Answer:
    """The office of the town that registered the person, or of a town the person serves in."""
    towns = {person.roster_town_id, *person.tenures.values_list("organization_id", flat=True)}
    for town_id in sorted(t for t in towns if t):
        if held := actor.holds(town_id, *codes):
            return Allowed(held.title)
    return Denied("", codes)


@policy("people.person.read")
def roster_readers(actor: Actor, person: Person) -> Answer:
    """Those who read the roster, and oneself."""
    answer = _where_rostered(actor, person, *ROSTER_READERS)
    if isinstance(answer, Allowed):
        return answer
    if person.pk == actor.person_id and actor.main_post:
        return Allowed(actor.main_post.title)
    return Denied(_("人员登记由组织办保管"), answer.posts)


@policy("people.person.corrected")
def clerk_corrects(actor: Actor, person: Person) -> Answer:
    answer = _where_rostered(actor, person, "organization_clerk")
    return answer if isinstance(answer, Allowed) else Denied(str(_("人员登记由组织办干事更正")), answer.posts)


@policy("people.person.approved")
def commissioner_approves(actor: Actor, person: Person) -> Answer:
    answer = _where_rostered(actor, person, "organization_commissioner")
    return answer if isinstance(answer, Allowed) else Denied(str(_("人员登记由组织委员审定")), answer.posts)


policy("people.tenure.begun", "people.tenure.acted", "people.tenure.ended", "people.term.changed")(
    by_system(FOUNDING, otherwise=post_holders("organization_clerk", reason=_("任职由组织办干事凭文号登记")))
)
policy("people.kinship.registered", "people.kinship.ended")(
    by_system(FOUNDING, otherwise=post_holders("organization_clerk", reason=_("亲属关系由组织办干事登记")))
)


@policy("people.kinship.read")
def kinship_readers(actor: Actor, kinship: Kinship | Any) -> Answer:
    return post_holders(*KINSHIP_READERS, reason=_("亲属关系由组织办保管，纪委监督"))(actor, kinship)


# Accounts ----------------------------------------------------------------------------------

policy("people.administrator.founded", "people.administrator.reset")(by_system(FOUNDING))
policy("people.account.opened")(by_system(FOUNDING, otherwise=administrator("system")))
policy("people.account.listed")(administrator("system", "auditor"))


@policy("people.account.disabled", "people.account.enabled", "people.account.unlocked")
def system_administrator_keeps(actor: Actor, account: Account) -> Answer:
    answer = administrator("system")(actor, account)
    if isinstance(answer, Allowed) and account.pk == actor.account_id:
        return Denied(str(_("本人的账号请另一位系统管理员办理")))
    return answer


@policy("people.account.reset")
def counter_resets(actor: Actor, account: Account) -> Answer:
    """Resetting a security administrator's or auditor's password would hand one administrator the
    rights of another: theirs are reset on the server only."""
    answer = system_administrator_keeps(actor, account)
    if isinstance(answer, Allowed) and account.administrator:
        return Denied(str(_("三员的密码只在服务器上重置")))
    return answer


@policy("people.account.sessions_ended")
def oneself_or_the_system_administrator(actor: Actor, account: Account) -> Answer:
    """Whoever lost a phone, or the system administrator who is told of it."""
    answer = oneself(actor, account)
    return answer if isinstance(answer, Allowed) else administrator("system")(actor, account)


policy("people.account.password_stretched")(by_system(STRETCHING))


@policy("people.account.password_changed")
def oneself(actor: Actor, account: Account) -> Answer:
    if actor.account_id is not None and actor.account_id == account.pk:
        post = actor.main_post
        return Allowed(post.title if post else str(TITLES.get(actor.administrator, "")))
    return Denied(str(_("密码由本人修改")))


# Grants ------------------------------------------------------------------------------------

policy("access.grant.prepared", "access.grant.withdrawn")(administrator("security"))
policy("access.grant.listed")(administrator("security", "auditor"))
policy("access.grant.ended")(by_system(GRANTS_ENDED))
policy("access.emergency.opened")(by_system(FOUNDING))
policy("access.emergency.ended")(by_system(FOUNDING, ENDING))


@policy("access.grant.confirmed")
def another_confirms_the_grant(actor: Actor, grant: Any) -> Answer:
    return _another(actor, grant.prepared_by_id)


# The trail ---------------------------------------------------------------------------------

policy(SEALED)(by_system(SEALING))
policy("audit.chain.read", "audit.log.read")(administrator("auditor"))


@policy("audit.mine.read")
def everybody_with_an_account(actor: Actor, obj: Any) -> Answer:
    if actor.account_id is None:
        return Denied(str(_("登录后看本人的办理留痕")))
    post = actor.main_post
    return Allowed(post.title if post else str(TITLES.get(actor.administrator, "")))


policy("audit.object.read", "audit.act.read", "listing.columns.chosen")(everybody_with_an_account)


@policy("audit.refusals.read")
def discipline_supervises(actor: Actor, organization: Any) -> Answer:
    """The discipline secretary of the town; a county reader by a dated grant."""
    held = actor.holds(organization.pk, "discipline_secretary")
    if held:
        return Allowed(held.title)
    if granted(actor, "audit.refusals.read", organization):
        return Allowed(str(_("受权查看")))
    return Denied(str(_("拦截与说明由纪委书记查看")), ("discipline_secretary",))
