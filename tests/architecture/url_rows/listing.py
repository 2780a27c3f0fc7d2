"""Lists as workbooks, and the choice of a list's columns, which is each one's own."""

from tests.architecture.url_table import own_list, row

ROWS = {
    "meetings:list-sheet": own_list(),
    "meetings:own": own_list(),
    "meetings:own-sheet": own_list(),
    "meetings:calendar": own_list(),
    "meetings:calendar-year": own_list(),
    "meetings:topics-sheet": own_list(),
    "list-columns": row(
        lambda world: {"name": "meetings"},
        method="post",
        neighbour=302,
        town=302,
        administrators=302,
        superuser=302,
    ),
}
