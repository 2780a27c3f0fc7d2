"""How the procedures of the town run: for everybody who holds a post in it."""

from tests.architecture.url_rows.rulebook import adopted
from tests.architecture.url_table import own_list


def plenary(world):
    adopted(world)
    return {"code": "meetings.plenary"}


ROWS = {
    "procedures:procedure": own_list(plenary),
    "procedures:chart": own_list(plenary),
}
