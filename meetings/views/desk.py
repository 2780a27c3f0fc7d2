"""工作台, the first page after signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from governance.access.emergency import emergency_text
from governance.access.policy import ask
from governance.access.views import PageView
from governance.deadlines.silence import silence_text
from governance.people.standard_posts import OFFICE
from meetings.desk import desk_for


class DeskView(PageView):
    action = "meetings.desk.read"
    template_name = "desk/desk.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The three administrators have no desk of the town; theirs is the administration."""
        if self.request.actor.administrator:
            self.request.decided = True
            return HttpResponseRedirect(reverse("admin:index"))
        return super().dispatch(request, *args, **kwargs)

    def _keeps_watch(self) -> bool:
        """The office is told when nobody checks by itself: its reminders and papers are the ones late."""
        return self.actor.holds(self.organization.pk, *OFFICE) is not None

    def context(self, **extra: Any) -> dict[str, Any]:
        may_propose = ask(self.actor, "meetings.topic.proposed", self.organization).allowed
        return super().context(
            desk=desk_for(self.actor),
            emergency=emergency_text(self.organization.pk),
            silence=silence_text() if self._keeps_watch() else "",
            propose_url=reverse("meetings:propose") if may_propose else "",
            **extra,
        )
