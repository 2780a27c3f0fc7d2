"""工作台, the first page after signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from governance.access.policy import ask
from governance.access.views import PageView
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

    def context(self, **extra: Any) -> dict[str, Any]:
        may_propose = ask(self.actor, "meetings.topic.proposed", self.organization).allowed
        return super().context(
            desk=desk_for(self.actor),
            propose_url=reverse("meetings:propose") if may_propose else "",
            **extra,
        )
