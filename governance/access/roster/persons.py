"""Persons on a town's roster: registered by the organization clerk, approved by the commissioner."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import half_width, plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.people.models import Organization, Person
from governance.rules.verdict import Verdict

OLDEST = 110  # years; catches a century typed wrong, nothing else
DETAILS = ("name", "sex", "born_on", "ethnicity", "mobile", "party_member")


@verb("people.person.registered")
def register_person(
    *,
    actor: Actor,
    organization_id: int,
    name: str,
    sex: str,
    born_on: date | None = None,
    ethnicity: str = "汉族",
    mobile: str = "",
    party_member: bool = True,
) -> Person:
    """Enter a person on the roster of a town (or county body). Founding on the server approves at
    once; otherwise the organization commissioner approves before a post can be held.

    Raises ValidationError for input that does not fit, and for the same name and birthday twice.
    """
    organization = Organization.objects.get(pk=organization_id)
    decision = require(actor, "people.person.registered", organization)
    person = Person(
        roster_town=organization,
        approved_on=clock.today() if actor.system_reason else None,
        **_details(name, sex, born_on, ethnicity, mobile, party_member),
    )
    twin = Person.objects.filter(name=person.name, born_on=born_on, roster_town=organization)
    if born_on and twin.exists():
        raise ValidationError({"name": _("花名册里已有同名、同日出生的人，请核对。")})
    with act(
        decision,
        Verdict.without_article("registering a person"),
        on=person,
        facts={"organization": organization.pk},
    ):
        person.save()
    return person


def _details(
    name: str, sex: str, born_on: date | None, ethnicity: str, mobile: str, party_member: bool
) -> dict[str, Any]:
    number = half_width(mobile).replace("-", "").replace(" ", "")
    if number and not (number.isascii() and number.isdigit() and 7 <= len(number) <= 15):
        raise ValidationError({"mobile": _("手机号只写数字，7到15位。")})
    if sex not in Person.Sex.values:
        raise ValidationError({"sex": _("没有选性别，请选一个。")})
    today = clock.today()
    if born_on and not (today.year - OLDEST <= born_on.year and born_on <= today):
        raise ValidationError({"born_on": _("出生日期不在合理范围，请核对年份。")})
    return {
        "name": plain(name, _("姓名"), 40),
        "sex": sex,
        "born_on": born_on,
        "ethnicity": plain(ethnicity, _("民族"), 20),
        "mobile": number,
        "party_member": party_member,
    }


@verb("people.person.corrected")
def correct_person(
    *,
    actor: Actor,
    person_id: int,
    name: str,
    sex: str,
    born_on: date | None,
    ethnicity: str,
    mobile: str,
    party_member: bool,
) -> Person:
    """Correct what stands on the roster; history keeps what stood before."""
    person = Person.objects.select_for_update().get(pk=person_id)
    decision = require(actor, "people.person.corrected", person)
    details = _details(name, sex, born_on, ethnicity, mobile, party_member)
    changed = [field for field in DETAILS if getattr(person, field) != details[field]]
    if not changed:
        raise ValidationError(_("没有改动，不用办。"))
    with act(
        decision,
        Verdict.without_article("correcting a person"),
        on=person,
        facts={"fields": changed, "count": len(changed)},
    ):
        for field in changed:
            setattr(person, field, details[field])
        person.save(update_fields=changed)
    return person


@verb("people.person.approved")
def approve_person(*, actor: Actor, person_id: int) -> Person:
    """The organization commissioner approves a registration."""
    person = Person.objects.select_for_update().get(pk=person_id)
    decision = require(actor, "people.person.approved", person)
    if person.approved_on:
        raise ValidationError(_("这个人的登记已经审定。"))
    with act(decision, Verdict.without_article("approving a person"), on=person):
        person.approved_on = clock.today()
        person.approved_by_id = actor.account_id
        person.save(update_fields=["approved_on", "approved_by"])
    return person
