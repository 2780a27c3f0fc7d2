"""Steps on responsibilities, taken by those who may take them."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from governance.office.responsibilities import services
from governance.people.models import Organization, Post
from tests import builders

TODAY = builders.TODAY
LINE = services.Line
FIRST = (services.Line("管好分管范围"),)
FULL = {
    "content": "集镇停车整治",
    "amount": "主街2公里",
    "quality": "无占道",
    "procedure": "先划线后管",
    "standard": "县里验收",
    "deadline": "9月30日前",
    "powers": "调度综合执法队",
    "liability": "未达标的说明原因",
}
PARTS = {"scope": "集镇", "goals": "整洁", "duties": "管停车", "rewards": "按年度考核"}


def clerk(crew):
    return crew.actor("office_clerk")


def post_of(crew, code):
    return Post.objects.filter(organization=crew.organization, code=code).order_by("id").first()


def sheet(crew, code="committee_member", *, parts=PARTS, tasks=(FULL,)):
    post = post_of(crew, code) if code else None
    made = services.draft_sheet(organization=crew.organization, actor=clerk(crew), post=post)
    services.revise_sheet(sheet_id=made.pk, actor=clerk(crew), **parts)
    for items in tasks:
        services.enter_task(sheet_id=made.pk, actor=clerk(crew), ground="line", items=items)
    return made


def confirm(crew, made, **more):
    more.setdefault("since", TODAY)
    return services.confirm_sheet(sheet_id=made.pk, actor=crew.actor("secretary"), **more)


def charge(crew, kind="line", **more):
    return services.open_charge(organization=crew.organization, actor=clerk(crew), kind=kind, **more)


def village(crew, name="青石村"):
    return builders.unit(crew.organization, name, Organization.Kind.VILLAGE_BRANCH)


def assign(crew, to, code="committee_member", *, role="lead", since=TODAY):
    return services.assign(
        charge_id=to.pk,
        actor=clerk(crew),
        person=crew.person(code),
        role=role,
        since=since,
        authority="稔委〔2026〕3号",
    )


def opened(crew, kind="integrity", *, year=2026, by="office_clerk", lines=FIRST, days=20):
    return services.open_round(
        organization=crew.organization,
        actor=crew.actor(by),
        kind=kind,
        year=year,
        goal="全年不出违纪案件",
        duties="带头遵守廉政规定。",
        lines=list(lines),
        sign_by=TODAY + timedelta(days=days),
    )


def letter_of(round_, person):
    return round_.letters.get(
        person=person, capacity__in=["member", "secretary", "deputy_secretary", "branch_secretary"]
    )


def checked(crew, letter, by="office_director"):
    return services.check_letter(letter_id=letter.pk, actor=crew.actor(by))


def signed_in(crew, code):
    return builders.sign_in(Client(), crew.account(code))


def page(client, name, *args, status=200, **query):
    response = client.get(reverse(f"responsibilities:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def send(client, step, /, *args, status=302, **typed):
    address = reverse(f"responsibilities:{step}", args=args)
    once = client.get(address).context["once"]
    response = client.post(address, {"once": once, **typed})
    assert response.status_code == status, response.content.decode()[:3000]
    return response


ADOPTED = ("S1-05", "S1-06", "S2-01", "S3-06", "S4-09")
