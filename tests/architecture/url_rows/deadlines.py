"""One's own reminders and channels are everybody's; the town's deadlines its leaders' and its office's; a
calendar feed opens for whoever knows its address."""

from governance.deadlines.feed import digest
from governance.deadlines.models import ReminderChoice
from tests.architecture.url_table import everywhere, own_list, row

TOKEN = "abcdefghijklmnop"


def feed(world):
    ReminderChoice.objects.get_or_create(
        account=world.crew.account("office_clerk"), defaults={"feed_digest": digest(TOKEN)}
    )
    return {"token": TOKEN}


ROWS = {
    "deadlines:reminders": own_list(),
    "deadlines:channels": own_list(),
    "deadlines:auditor": row(town=404, administrators=403, auditor=200),
    "deadlines:duties": row(neighbour=200, staff=403, committee_member=403, discipline_secretary=403),
    "deadlines:feed": everywhere(200, args=feed),
}
