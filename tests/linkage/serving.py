"""The program as gunicorn serves it to the measurements: votes about a town, and a naive design beside the sealed one
through the same kind of page. Never part of an installation."""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as addresses
from governance.ballots import marks
from governance.ballots.uses import register_use, use_of
from governance.ballots.voting_views import Ballot
from tests.linkage import naive
from tests.linkage.election import TOWNS


class NaiveBallot(Ballot):
    """The same page; what is marked goes into a row of its own, beside a row that says who has voted."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        marked = marks.marked(self.object.sheet, request.POST)
        assert self.actor.person_id is not None and not self._unfit(marked, "")
        assert use_of(self.object).may_cast(self.object, self.actor.person_id).allowed
        naive.cast("roll_and_ballot", self.actor.person_id, marked["q"])
        response = self.page(receipt="")
        response.template_name = "ballots/receipt.html"  # type: ignore[attr-defined]
        return response


register_use(TOWNS)
urlpatterns = [*addresses, path("toupiao-naive/<uuid:pk>/", NaiveBallot.as_view())]
settings.ROOT_URLCONF = __name__
