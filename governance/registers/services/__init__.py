"""The verbs on registers."""

from governance.registers.services.entering import correct_entry, enter_entry, submit_entry, void_entry
from governance.registers.services.importing import import_entries
from governance.registers.services.signing import send_back_entry, sign_entry

__all__ = (
    "correct_entry",
    "enter_entry",
    "import_entries",
    "send_back_entry",
    "sign_entry",
    "submit_entry",
    "void_entry",
)
