"""Set up the three administrators (三员) of an installation, or reset one's password, at the console.

Two security administrators are founded, since posts and grants need two. Passwords are printed
once, to the terminal, and replaced at the first sign-in.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from governance.access.accounts import Slip, found_administrator, reset_administrator
from governance.access.actor import system_actor
from governance.access.policies import FOUNDING
from governance.access.text import username
from governance.audit import clock
from governance.people.models import Account

FIRST = (("system", "xitong"), ("security", "anquan"), ("security", "anquan2"), ("auditor", "shenji"))


class Command(BaseCommand):
    help = "Found the three kinds of administrator once, add one, or reset one's password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--add", choices=["system", "security", "auditor"], help="Add one more of a kind."
        )
        parser.add_argument("--username", help="The account name of the one added.")
        parser.add_argument("--name", help="The name of the one added.")
        parser.add_argument("--reset", metavar="USERNAME", help="Give this administrator a new password.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            slips = self._slips(options)
        except ValidationError as unfit:
            raise CommandError("".join(unfit.messages)) from unfit
        for slip in slips:
            kind = slip.account.get_administrator_display()
            self.stdout.write(f"{kind}\t{slip.account.username}\t{slip.password}")
        if slips:
            self.stdout.write(_("密码只显示这一次，第一次登录时更换。"))

    def _slips(self, options: dict[str, Any]) -> list[Slip]:
        actor = system_actor(FOUNDING, clock.today())
        if options["reset"]:
            account = Account.objects.filter(username=username(options["reset"])).first()
            if account is None:
                raise CommandError(_("没有这个账号。"))
            return [reset_administrator(actor=actor, account_id=account.pk)]
        if options["add"]:
            if not options["username"] or not options["name"]:
                raise CommandError(_("增设一名要写 --username 和 --name。"))
            return [
                found_administrator(
                    actor=actor,
                    kind=options["add"],
                    username=options["username"],
                    display_name=options["name"],
                )
            ]
        if Account.objects.exclude(administrator="").exists():
            self.stdout.write(_("三员已经设立；增设用 --add，重置用 --reset。"))
            return []
        return [
            found_administrator(
                actor=actor,
                kind=kind,
                username=name,
                display_name=f"{Account.Administrator(kind).label}{'二' if name.endswith('2') else ''}",
            )
            for kind, name in FIRST
        ]
