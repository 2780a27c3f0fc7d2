"""Rating rounds: the offices and leaders find them, those named in one do their part; the sheet behind a drawn code
is open to everybody, and so tells nobody who looks."""

from tests.architecture.url_table import everywhere, own_list, row
from tests.governance.ballots.rounds import SHEETS, Town


def rating(stage):
    """One round for each stage, shared by the rows."""

    def args(world):
        made = world.made.setdefault("rating", {})
        if stage not in made:
            town = Town(world.crew)
            if stage == "drafted":
                made[stage] = town.set_up()
            elif stage == "open":
                made[stage] = town.opened()[0]
            else:
                round_ = town.counted(SHEETS)
                town.reconciled(round_)
                made[stage] = round_
                if stage == "released":
                    town.checked(round_)
                    made[stage] = released(town, round_)
        return {"pk": made[stage].pk}

    return args


def released(town, round_):
    from governance.ballots.rating.services import release_round

    return release_round(round_id=round_.pk, actor=town.actor("secretary"), audience="参评人员")


def finders(stage, *, may, **more):
    """Whoever finds rounds at all is refused or let in; everybody else finds nothing."""
    seen = ("office_clerk", "office_director", "secretary", "discipline_secretary")
    answers = {role: 200 if role in may else 403 for role in seen}
    return row(rating(stage), staff=404, committee_member=404, **{**answers, **more})


ALL = ("office_clerk", "office_director", "secretary", "discipline_secretary")
OFFICES = ("office_clerk", "office_director")
LEADERS = ("secretary",)

ROWS = {
    "rating:list": own_list(staff=403, committee_member=403),
    "rating:set-up": own_list(staff=403, committee_member=403, secretary=403, discipline_secretary=403),
    "rating:sheet": everywhere(200, args=rating("open")),
    "rating:round": finders("open", may=ALL),
    "rating:amend": finders("drafted", may=OFFICES),
    "rating:approve": finders("drafted", may=LEADERS),
    "rating:print-codes": finders("drafted", may=OFFICES),
    "rating:reprint-codes": finders("drafted", may=OFFICES),
    "rating:fix-roll": finders("drafted", may=OFFICES),
    "rating:open": finders("drafted", may=LEADERS),
    "rating:close": finders("open", may=("secretary", "discipline_secretary")),
    "rating:reconcile": finders("counted", may=OFFICES),
    "rating:check": finders("counted", may=("discipline_secretary",)),
    "rating:remarks": finders("counted", may=()),
    "rating:release": finders("counted", may=LEADERS),
    "rating:void": finders("open", may=LEADERS),
    "rating:result": finders("counted", may=("secretary", "discipline_secretary")),
    "rating:result-paper": finders("released", may=ALL),
    "rating:blank-sheets": finders("open", may=ALL),
}
