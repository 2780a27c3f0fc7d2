"""Break-glass at the server's console: let an account stand in for a post for at most two hours."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from governance.access.actor import system_actor
from governance.access.emergency import end_emergency, open_emergency
from governance.access.models import EmergencyGrant
from governance.access.policies import FOUNDING
from governance.access.text import username
from governance.audit import clock
from governance.people.models import Account, Organization
from governance.templatetags.wordings import zh_datetime


class Command(BaseCommand):
    help = (
        "Give an account the rights of a post for two hours or less. An act in the system chain, mailed to "
        "the auditors, shown on every page of the person and on the desk of the town."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="The account's name.")
        parser.add_argument("--reason", help="Why; stands on the record.")
        parser.add_argument("--role", help="Code of the post stood in for: office_clerk, secretary, …")
        parser.add_argument(
            "--town", help="Short name of the town; may be left out where the account has one."
        )
        parser.add_argument("--minutes", type=_minutes, default=120, help="At most 120 (the default).")
        parser.add_argument("--end", action="store_true", help="Take back the one that is open.")

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(username=username(options["account"])).first()
        if account is None:
            raise CommandError(_("没有这个账号。"))
        actor = system_actor(FOUNDING, clock.today())
        try:
            if options["end"]:
                open_one = EmergencyGrant.objects.filter(account=account, ended_at__isnull=True).first()
                if open_one is None:
                    raise CommandError(_("这个账号没有应急授权。"))
                end_emergency(actor=actor, grant_id=open_one.pk)
                self.stdout.write(_("已收回应急授权。"))
                return
            if not options["reason"] or not options["role"]:
                raise CommandError(_("要写 --reason（事由）和 --role（岗位代码）。"))
            grant = open_emergency(
                actor=actor,
                account_id=account.pk,
                organization=self._town(account, options["town"]),
                role=options["role"],
                minutes=options["minutes"],
                ground=options["reason"],
            )
        except ValidationError as unfit:
            raise CommandError("".join(unfit.messages)) from unfit
        self.stdout.write(
            _("已应急授权%(who)s代行%(post)s，至%(until)s，到时自动收回。")
            % {
                "who": account.display_name,
                "post": grant.role_title,
                "until": zh_datetime(grant.until_at, clock.today()),
            }
        )

    @staticmethod
    def _town(account: Account, short_name: str | None) -> Organization:
        towns = Organization.objects.filter(kind=Organization.Kind.TOWN_COMMITTEE)
        if short_name:
            found = towns.filter(short_name=short_name).first()
        else:
            served = towns.filter(posts__tenures__person_id=account.person_id).distinct()
            found = served.first() if account.person_id and served.count() == 1 else None
        if found is None:
            raise CommandError(_("没有找到这个镇，请写 --town 镇名简称。"))
        return found


def _minutes(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(_("分钟数写整数"))
    return int(text)
