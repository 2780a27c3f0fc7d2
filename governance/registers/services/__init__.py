"""The verbs on registers."""

from governance.registers.services.declaring import (
    confirm_register,
    decline_register,
    end_register,
    propose_register,
)
from governance.registers.services.entering import correct_entry, enter_entry, submit_entry, void_entry
from governance.registers.services.importing import import_entries
from governance.registers.services.signing import send_back_entry, sign_entry

__all__ = (
    "confirm_register",
    "correct_entry",
    "decline_register",
    "end_register",
    "enter_entry",
    "import_entries",
    "propose_register",
    "send_back_entry",
    "sign_entry",
    "submit_entry",
    "void_entry",
)
