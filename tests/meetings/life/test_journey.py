"""F-03 from the first box to the last through the pages, and what the trail says of it line by line."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from governance.audit.models import Act, ChainEntry
from governance.people.models import Account
from meetings.life.models import KIND, LifeMember, LifeOpinion
from meetings.models import BodyMeeting
from tests import builders
from tests.meetings.bodies.scenes import tenure
from tests.meetings.staging import Stage

CALLED, HELD = date(2026, 11, 9), date(2026, 11, 23)
AFTER = HELD + timedelta(days=3)


class Hands:
    """One person's browser: sends a form and follows it."""

    def __init__(self, account: Any) -> None:
        self.client = builders.sign_in(Client(), account)

    def send(self, name: str, *args: Any, expect: int = 302, **fields: Any) -> Any:
        url = reverse(f"meetings:{name}", args=args)
        answer = self.client.post(url, {"once": str(uuid.uuid4()), **fields})
        assert answer.status_code == expect, (name, answer.status_code, answer.content.decode()[:3000])
        return answer

    def page(self, name: str, *args: Any) -> str:
        answer = self.client.get(reverse(f"meetings:{name}", args=args))
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.articles("S0-08:流程图", "S0-08:四-1", "S0-08:四-2", "S0-08:八c")
def test_the_chart_is_walked_from_box_to_box():
    with builders.on_day(CALLED):
        stage = Stage.build(["preset-a"], seats=3)
        clerk = Hands(stage.crew.account("office_clerk"))
        members = []
        for n, who in enumerate(stage.members):
            stage.member(n)
            members.append((who, Hands(_account(who))))
        clerk.send(
            "body-call",
            KIND,
            day=HELD.isoformat(),
            at="09:00",
            place="三楼会议室",
            chair=tenure(stage, "secretary").pk,
            recorder=stage.crew.person("office_clerk").pk,
        )
        meeting = BodyMeeting.objects.get(kind=KIND)
        pk = meeting.pk
        clerk.send("life-theme", pk, theme="转作风", sort="regular", contents=["line", "integrity"])
        clerk.send("body-notice", pk)
        clerk.send(
            "life-opinion",
            pk,
            source="masses",
            channel="box",
            about=stage.members[1].pk,
            text="会多",
            collected_on=CALLED.isoformat(),
        )
        clerk.send("life-return", pk)
        rows = {m.person_id: m.pk for m in LifeMember.objects.filter(life__meeting=meeting)}
        members[1][1].send(
            "life-talk",
            rows[stage.members[1].pk],
            talked_on=CALLED.isoformat(),
            talked_with="书记",
            expect=409,
        )
        assert "会多" in members[1][1].page("life", pk)
        assert "会多" not in members[2][1].page("life", pk)
        for who, hands in members:
            hands.send("life-receive", rows[who.pk])
            hands.send("life-talk", rows[who.pk], talked_on=CALLED.isoformat(), talked_with="书记")
            hands.send("life-state", rows[who.pk], statement="自己查摆")
        clerk.send("life-report", pk, reported_on=CALLED.isoformat(), report_number="云委〔2026〕31号")
        clerk.send("life-approve", pk, approved_on=CALLED.isoformat(), approved_by="县委组织部")
    with builders.on_day(HELD):
        seats = {f"state_{s.pk}": "present" for s in meeting.seats.all()}
        clerk.send("body-attend", pk, **seats)
        clerk.send("life-proceedings", pk, opinions_told="通报意见1条。")
        for who, _hands in members:
            clerk.send("life-speak", pk, critic=who.pk, subject=who.pk, points="查摆两条")
        clerk.send("body-close", pk)
        page = members[2][1].page("life", pk)
        assert "查摆两条" in page
    with builders.on_day(AFTER):
        clerk.send(
            "life-measure",
            pk,
            problem="会多",
            title="合并会议",
            owner=stage.members[1].pk,
            due_on="2026-12-20",
        )
        clerk.send(
            "life-publish",
            pk,
            circle="cadres",
            published_on=AFTER.isoformat(),
            publisher=stage.crew.person("office_clerk").pk,
        )
        clerk.send("life-print", pk, "report")
        clerk.send("life-submit", pk, submitted_on=AFTER.isoformat(), submitted_how="直送")
        assert clerk.client.get(reverse("meetings:life-package", args=[pk])).status_code == 200
    assert trail(stage) == [
        "meetings.body.called",
        "meetings.life.themed",
        "meetings.body.noticed",
        "meetings.life.opinion_recorded",
        "meetings.life.opinions_returned",
        "meetings.life.talked!",
        *["meetings.life.feedback_received", "meetings.life.talked", "meetings.life.stated"] * 3,
        "meetings.life.reported",
        "meetings.life.approved",
        "meetings.body.attended",
        "meetings.life.proceedings",
        *["meetings.life.spoken"] * 3,
        "meetings.body.closed",
        "meetings.life.measure_set",
        "meetings.life.published",
        "meetings.life.printed",
        "meetings.life.submitted",
    ]
    assert LifeOpinion.objects.count() == 1


def _account(person: Any) -> Any:
    return Account.objects.get(person=person)


def trail(stage: Stage) -> list[str]:
    """Codes in the order of the town's chain; a refusal carries a mark."""
    acts = {a.pk: a for a in Act.objects.filter(organization_id=stage.town.pk)}
    entries = ChainEntry.objects.filter(organization_id=stage.town.pk).order_by("seq")
    found = [acts[e.act_id] for e in entries if e.act_id in acts]
    ours = [a for a in found if a.code.startswith(("meetings.body", "meetings.life"))]
    return [a.code + ("!" if a.outcome == Act.Outcome.REFUSED else "") for a in ours]
