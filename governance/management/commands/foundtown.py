"""Found a town at the console: the body, its posts, and the two people who keep its roster.

From then on the organization clerk registers persons and tenures, the commissioner approves them,
the system administrator opens accounts. Everything here is an act of the console on the trail.
"""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from governance.access.accounts import open_account
from governance.access.actor import Actor, system_actor
from governance.access.policies import FOUNDING
from governance.access.roster.organizations import register_organization
from governance.access.roster.persons import register_person
from governance.access.roster.posts import found_posts
from governance.access.roster.tenures import appoint
from governance.audit import clock
from governance.people.models import Organization, Post
from governance.people.standard_posts import STANDARD_POSTS

KEEPERS = ("organization_commissioner", "organization_clerk")


class Command(BaseCommand):
    help = "Found a town: body, posts, its organization commissioner and clerk with their accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("short_name", help="镇名，例：稔川镇")
        parser.add_argument("--county", required=True, help="县名；没有就一并登记")
        parser.add_argument("--document-code", required=True, help="文号代字，例：稔委")
        parser.add_argument("--authority", required=True, help="任职文号，例：宁组干〔2021〕1号")
        for code in KEEPERS:
            parser.add_argument(
                f"--{code.replace('_', '-')}",
                required=True,
                metavar="姓名:工号:性别",
                help=STANDARD_POSTS[code].title,
            )

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(FOUNDING, clock.today())
        try:
            people = {code: _keeper(options[code]) for code in KEEPERS}
            town = self._town(actor, options)
            for code, (name, number, sex) in people.items():
                self._appoint(actor, town, code, name, number, sex, options["authority"])
        except ValidationError as unfit:
            raise CommandError("".join(unfit.messages)) from unfit
        self.stdout.write(_("密码只显示这一次，第一次登录时更换。"))

    def _town(self, actor: Actor, options: dict[str, Any]) -> Organization:
        county = Organization.objects.filter(kind=Organization.Kind.COUNTY, name=options["county"]).first()
        if county is None:
            county = register_organization(
                actor=actor,
                kind=Organization.Kind.COUNTY,
                name=options["county"],
                short_name=options["county"],
                authority=options["authority"],
            )
        town = register_organization(
            actor=actor,
            kind=Organization.Kind.TOWN_COMMITTEE,
            name=f"中共{options['short_name']}委员会",
            short_name=options["short_name"],
            parent_id=county.pk,
            document_code=options["document_code"],
            authority=options["authority"],
        )
        mayor = replace(
            STANDARD_POSTS["deputy_secretary"], title="党委副书记、镇长", order=19, heads_government=True
        )
        found_posts(actor=actor, organization_id=town.pk, posts=[*STANDARD_POSTS.values(), mayor])
        return town

    def _appoint(
        self, actor: Actor, town: Organization, code: str, name: str, number: str, sex: str, authority: str
    ) -> None:
        person = register_person(actor=actor, organization_id=town.pk, name=name, sex=sex)
        post = Post.objects.get(organization=town, code=code)
        appoint(actor=actor, post_id=post.pk, person_id=person.pk, since=clock.today(), authority=authority)
        slip = open_account(actor=actor, person_id=person.pk, username=number)
        self.stdout.write(f"{post.title}\t{slip.account.username}\t{slip.password}")


def _keeper(text: str) -> tuple[str, str, str]:
    """`姓名:工号:女` → (name, number, sex)."""
    parts = [part.strip() for part in text.replace("：", ":").split(":")]
    if len(parts) != 3 or parts[2] not in ("男", "女"):
        raise CommandError(_("“%s”要写成 姓名:工号:性别，例：霍玥:1005:女。") % text)
    return parts[0], parts[1], "female" if parts[2] == "女" else "male"
