"""The roster: kept by the organization office, read by those who answer for it."""

from governance.people.models import Tenure
from tests import builders
from tests.architecture.url_table import row


def person(world):
    return world.crew.person("staff")


def waiting(world):
    if "waiting" not in world.made:
        world.made["waiting"] = builders.person("待审定", roster_town=world.town, approved_on=None)
    return world.made["waiting"]


def kinship(world):
    if "kinship" not in world.made:
        world.made["kinship"] = builders.kin(person(world), world.crew.person("station_head"), world.town)
    return world.made["kinship"]


def tenure(world):
    return Tenure.objects.get(person=person(world))


READERS = {"town": 403, "secretary": 200, "office_director": 200, "discipline_secretary": 200}
ROWS = {
    "people:roster": row(neighbour=403, **READERS),
    # The clerk in the table is the office's; one's own registration one may read.
    "people:person": row(lambda world: {"pk": person(world).pk}, **READERS, staff=200),
    "people:register": row(neighbour=403, town=403),
    "people:correct": row(lambda world: {"pk": person(world).pk}, town=403),
    "people:approve": row(lambda world: {"pk": waiting(world).pk}, town=403),
    "people:appoint": row(lambda world: {"pk": person(world).pk}, town=403),
    "people:appoint-acting": row(lambda world: {"pk": person(world).pk}, town=403),
    "people:change-term": row(neighbour=403, town=403),
    "people:kinship": row(lambda world: {"pk": person(world).pk}, town=403),
    "people:end-tenure": row(lambda world: {"pk": tenure(world).pk}, town=403),
    # Whoever may not know of the relation does not find it: only discipline keeps an eye on it here.
    "people:end-kinship": row(
        lambda world: {"pk": kinship(world).pk}, town=404, staff=403, discipline_secretary=403
    ),
}
