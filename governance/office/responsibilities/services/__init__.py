"""The verbs of responsibilities."""

from governance.office.responsibilities.services.charges import (
    assign,
    close_charge,
    end_assignment,
    open_charge,
)
from governance.office.responsibilities.services.groups import assign_systems, end_group, set_up_group
from governance.office.responsibilities.services.letters import (
    Line,
    check_letter,
    draft_letter,
    open_round,
    return_letter,
    revise_letter,
    withdraw_letter,
)
from governance.office.responsibilities.services.pursuits import decide_pursuit, register_pursuit
from governance.office.responsibilities.services.sheets import (
    SHEET,
    confirm_sheet,
    draft_sheet,
    drop_sheet,
    enter_task,
    print_sheet,
    remove_task,
    revise_sheet,
    revise_task,
)
from governance.office.responsibilities.services.signatures import (
    LETTER,
    enter_paper_signature,
    print_letter,
    sign,
    sign_above,
)

__all__ = (
    "LETTER",
    "SHEET",
    "Line",
    "assign",
    "assign_systems",
    "check_letter",
    "close_charge",
    "confirm_sheet",
    "decide_pursuit",
    "draft_letter",
    "draft_sheet",
    "drop_sheet",
    "end_assignment",
    "end_group",
    "enter_paper_signature",
    "enter_task",
    "open_charge",
    "open_round",
    "print_letter",
    "print_sheet",
    "register_pursuit",
    "remove_task",
    "return_letter",
    "revise_letter",
    "revise_sheet",
    "revise_task",
    "set_up_group",
    "sign",
    "sign_above",
    "withdraw_letter",
)
