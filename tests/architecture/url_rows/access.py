"""Sign-in, passwords, and the pages of the trail."""

from governance.audit.models import Act
from governance.people.models import Tenure
from tests.architecture.url_table import everywhere, only, own_list, row


def tenure(world):
    return Tenure.objects.filter(organization=world.town).first()


def act(world):
    return Act.objects.filter(organization_id=world.town.pk, object_type="governance.tenure").first()


ROWS = {
    # Whoever is signed in already is sent on.
    "login": everywhere(302, nobody=200),
    "logout": everywhere(302, nobody="login", method="post"),
    "password-change": everywhere(200, nobody="login"),
    "password-first": everywhere(302, nobody="login"),
    "devices": everywhere(200, nobody="login"),
    "password-changed": everywhere(200, nobody="login"),
    # One's own acts: for accounts out of office too.
    "audit:mine": own_list(administrators=200, superuser=200),
    "audit:object": row(
        lambda world: {"object_type": "governance.tenure", "object_id": tenure(world).pk}, auditor=200
    ),
    "audit:act": row(lambda world: {"pk": act(world).pk}, auditor=200),
    "audit:browse": row(town=404, administrators=403, auditor=200),
    "audit:browse-sheet": row(town=404, administrators=403, auditor=200),
    "audit:refusals": only("discipline_secretary", neighbour=403),
    "audit:refusals-of": only("discipline_secretary", args=lambda world: {"organization_id": world.town.pk}),
}
