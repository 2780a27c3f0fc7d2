"""Opening pages and sending forms as a person at a browser does."""

from __future__ import annotations

import re
import uuid
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from tests import builders
from tests.meetings.staging import Stage


class Browser:
    """One signed-in person. `send` fetches the form first and sends it with its form number."""

    def __init__(self, stage: Stage, who: str | int) -> None:
        crew = stage.crew
        person = crew.person(who) if isinstance(who, str) else crew.members[who]
        self.client = builders.sign_in(
            Client(), builders.Account.objects.filter(person=person).first() or builders.account(person)
        )

    def get(self, name: str, *args: Any, query: str = "", **headers: str) -> Any:
        return self.client.get(reverse(name, args=args) + query, headers=headers)

    def text(self, name: str, *args: Any, query: str = "") -> str:
        """The page's words, without tags."""
        response = self.get(name, *args, query=query)
        assert response.status_code == 200, response.status_code
        return words(response)

    def send(self, name: str, *args: Any, query: str = "", **data: Any) -> Any:
        url = reverse(name, args=args) + query
        if "once" not in data:
            form = self.client.get(url)
            found = re.search(r'name="once" value="([^"]+)"', form.content.decode())
            data["once"] = found[1] if found else str(uuid.uuid4())
        return self.client.post(url, data)


def words(response: Any) -> str:
    body = response.content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
