"""The default rights as a table: each action, by whom it may be done, and by nobody else."""

import pytest

from governance.access.actor import Actor, system_actor
from governance.access.decision import Allowed, Denied
from governance.access.policy import actions, ask, policy
from governance.audit.vocabulary import all_act_codes
from governance.people.models import Account, Kinship, Person, PostChange, Tenure
from tests import builders

pytestmark = pytest.mark.django_db
KINDS = ("system", "security", "auditor")
POSTS = (
    "secretary", "deputy_secretary", "organization_commissioner", "discipline_secretary",
    "committee_member", "congress_chair", "office_director", "office_clerk", "organization_clerk",
    "discipline_clerk", "petition_director", "petition_clerk", "station_head", "village_secretary", "staff",
)  # fmt: skip
EVERYBODY = {*POSTS, *KINDS}

# action: (what it is done to, who may)
TABLE = {
    "people.organization.registered": ("town", {"security", "founding"}),
    "people.organization.closed": ("town", {"security", "founding"}),
    "people.organization.listed": ("town", set(KINDS)),
    "people.post.founded": ("town", {"founding"}),
    "people.post.prepared": ("town", {"security"}),
    "people.post.confirmed": ("change", {"security"}),
    "people.post.dropped": ("change", {"security"}),
    "people.post.listed": ("town", {"security", "auditor"}),
    "people.person.registered": ("town", {"organization_clerk", "founding"}),
    "people.person.corrected": ("person", {"organization_clerk"}),
    "people.person.approved": ("person", {"organization_commissioner"}),
    "people.roster.read": (
        "town",
        {
            "organization_clerk",
            "organization_commissioner",
            "secretary",
            "deputy_secretary",
            "discipline_secretary",
            "office_director",
        },
    ),
    "people.person.read": (
        "person",
        {
            "organization_clerk",
            "organization_commissioner",
            "secretary",
            "deputy_secretary",
            "discipline_secretary",
            "office_director",
        },
    ),
    "people.tenure.begun": ("tenure", {"organization_clerk", "founding"}),
    "people.tenure.acted": ("tenure", {"organization_clerk", "founding"}),
    "people.tenure.ended": ("tenure", {"organization_clerk", "founding"}),
    "people.term.changed": ("town", {"organization_clerk", "founding"}),
    "people.kinship.registered": ("kinship", {"organization_clerk", "founding"}),
    "people.kinship.ended": ("kinship", {"organization_clerk", "founding"}),
    "people.kinship.read": (
        "kinship",
        {"organization_clerk", "organization_commissioner", "discipline_secretary", "discipline_clerk"},
    ),
    "people.administrator.founded": ("account", {"founding"}),
    "people.administrator.reset": ("account", {"founding"}),
    "people.account.opened": ("account", {"system", "founding"}),
    "people.account.listed": ("account", {"system", "auditor"}),
    "people.account.disabled": ("account", {"system"}),
    "people.account.enabled": ("account", {"system"}),
    "people.account.unlocked": ("account", {"system"}),
    "people.account.reset": ("account", {"system"}),
    "people.account.sessions_ended": ("account", {"system"}),
    "people.account.password_changed": ("account", set()),
    "people.account.password_stretched": ("account", set()),
    "access.grant.prepared": ("town", {"security"}),
    "access.grant.withdrawn": ("town", {"security"}),
    "access.grant.listed": ("town", {"security", "auditor"}),
    "access.grant.confirmed": ("change", {"security"}),
    "access.grant.ended": ("town", {"grants ended"}),
    "access.emergency.opened": ("town", {"founding"}),
    "access.emergency.ended": ("town", {"founding", "emergency grants ended"}),
    "access.log.sealed": ("town", {"access log sealed"}),
    "audit.chain.read": ("town", {"auditor"}),
    "audit.log.read": ("town", {"auditor"}),
    "audit.mine.read": ("town", EVERYBODY),
    "audit.object.read": ("town", EVERYBODY),
    "audit.act.read": ("town", EVERYBODY),
    "audit.refusals.read": ("town", {"discipline_secretary"}),
}


@pytest.fixture
def world():
    with builders.on_day():
        town = builders.town()
        crew = builders.crew(town)
        neighbour = builders.crew(builders.town("云樨镇"))
        preparer = builders.account(administrator="security")
        subject = builders.person("某某", roster_town=town)
        things = {
            "town": town,
            "person": subject,
            "tenure": Tenure(organization=town, person=subject, post=builders.post(town, "staff")),
            "kinship": Kinship(organization=town, person=subject, relative=crew.person("staff")),
            "account": builders.account(subject),
            "change": PostChange(organization=town, prepared_by=preparer, title="岗位"),
        }
        actors = {code: crew.actor(code) for code in POSTS}
        actors |= {k: builders.actor(a) for k, a in builders.administrators().items()}
        reasons = ("founding", "grants ended", "emergency grants ended", "access log sealed", "anything")
        actors |= {reason: system_actor(reason, builders.TODAY) for reason in reasons}
        actors["nobody"] = Actor(account_id=None, person_id=None, name="", day=builders.TODAY)
        neighbours = {code: neighbour.actor(code) for code in POSTS}
        yield things, actors, neighbours


def test_each_action_is_done_by_these_and_nobody_else(world):
    things, actors, neighbours = world
    for action, (thing, allowed) in TABLE.items():
        may = {who for who, actor in actors.items() if ask(actor, action, things[thing]).allowed}
        assert may == allowed, action
        if allowed != EVERYBODY:
            foreign = {who for who, actor in neighbours.items() if ask(actor, action, things[thing]).allowed}
            assert foreign == set(), action


def test_the_table_holds_every_policy_of_these_layers():
    mine = {a for a in actions() if a.startswith(("people.", "access.", "audit."))}
    assert mine == set(TABLE)


def test_every_act_of_these_layers_has_a_policy():
    codes = {c.code for c in all_act_codes() if c.code.startswith(("people.", "access."))}
    assert codes <= actions()


def test_denials_name_the_posts_to_ask(world):
    things, actors, _neighbours = world
    decision = ask(actors["staff"], "people.tenure.begun", things["tenure"])
    assert (decision.allowed, decision.posts) == (False, ("organization_clerk",))
    assert "组织办干事" in decision.reason


def test_oneself_changes_the_password(world):
    things, _actors, _neighbours = world
    own: Account = things["account"]
    assert ask(builders.actor(own), "people.account.password_changed", own).allowed


def test_the_clerk_of_a_town_a_person_serves_in_may_correct(world):
    things, _actors, neighbours = world
    person: Person = things["person"]
    builders.hold(person, neighbours["staff"].main_post and _town_of(neighbours), "staff")
    assert ask(neighbours["organization_clerk"], "people.person.corrected", person).allowed


def _town_of(neighbours):
    from governance.people.models import Organization

    return Organization.objects.get(pk=neighbours["staff"].main_post.organization_id)


def test_a_name_has_exactly_one_policy():
    with pytest.raises(ValueError, match="two policies"):
        policy("people.account.opened")(lambda actor, obj: Allowed())
    with pytest.raises(KeyError):
        ask(Actor(None, None, "", builders.TODAY), "no.such.action", None)
    assert Denied("x").posts == ()
