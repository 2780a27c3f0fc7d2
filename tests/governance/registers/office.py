"""A town that keeps registers: articles adopted, the mayor's post marked, rows at any stage."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.access.actor import Actor
from governance.people.models import Post
from governance.registers import services
from governance.registers.models import RegisterEntry
from governance.registers.parts import Place, place_of
from tests import builders
from tests.governance.rulebook.world import adopt

SEAL = {
    "used_on": "2026-11-20",
    "document": "关于灌渠清淤的请示",
    "matter": "general",
    "seal": "committee",
    "copies": 3,
}
CLAIM = {
    "spent_on": "2026-11-20",
    "purpose": "便民大厅桌椅",
    "nature": "purchase",
    "amount": 120_000,
    "invoices": 2,
}
REVIEW = {
    "held_on": "2026-11-20",
    "topic": "三季度廉政分析",
    "form": "analysis",
    "present": 9,
    "measures": "逐项整改",
    "findings": "某人收礼一件",
}


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


def picture(name: str = "审批.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, content_type="image/png")


class Office:
    def __init__(self, crew: builders.Crew | None = None, *regulations: str) -> None:
        self.crew = crew or builders.crew(builders.town())
        self.town = self.crew.organization
        mayor = Post.objects.get(organization=self.town, title="党委副书记、镇长")
        builders.change(mayor, heads_government=True)
        adopt(self.crew, *(regulations or ("S0-03", "S0-10", "S0-12", "S0-13", "S0-23", "S0-24")))

    def actor(self, post: str) -> Actor:
        return self.crew.actor(post)

    def place(self, code: str) -> Place:
        found = place_of(self.town, code, builders.TODAY)
        assert found is not None
        return found

    def person(self, post: str) -> dict[str, Any]:
        who = self.crew.person(post)
        return {"id": who.pk, "name": who.name}

    def values(self, code: str, **changes: Any) -> dict[str, Any]:
        clerk = self.person("office_clerk")
        given = {
            "seal_use": {**SEAL, "applicant": clerk},
            "expense_claim": {**CLAIM, "handler": clerk},
            "integrity_review": {**REVIEW, "owner": clerk},
            "rule_feedback": {
                "noted_on": "2026-11-20",
                "regulation": "机关管理制度",
                "about_what": "study",
                "said": "学",
            },
            "field_visit": {
                "visited_on": "2026-11-20",
                "place": "柘坪村",
                "raised": "渠堵",
                "outcome": "following",
            },
        }[code]
        return {**given, **changes}

    def enter(self, code: str = "seal_use", by: str = "office_clerk", **more: Any) -> RegisterEntry:
        values = more.pop("values", None) or self.values(code)
        more.setdefault("submit", True)
        return services.enter_entry(place=self.place(code), actor=self.actor(by), values=values, **more)

    def sign(self, entry: RegisterEntry, *posts: str) -> RegisterEntry:
        for post in posts:
            entry.refresh_from_db()
            entry = services.sign_entry(
                entry_id=entry.pk, actor=self.actor(post), step=entry.step, opinion="同意"
            )
        return entry
