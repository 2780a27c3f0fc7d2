"""Lists as pages and as workbooks, and the choice of their columns."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.views import GovernedView, PageView
from governance.listing.asking import ask, sheet_rows
from governance.listing.choices import choose_columns
from governance.listing.spreadsheet import CONTENT_TYPE, workbook
from governance.listing.table import Listing, listing_named
from governance.people.models import Organization
from governance.templatetags.wordings import official_date


def taken_out(actor: Actor, organization: Organization | None) -> str:
    """Whose workbook it is, who took it out and when: the line below its title."""
    values = {
        "town": organization.name if organization else "",
        "name": actor.name,
        "day": official_date(actor.day),
    }
    return (_("%(town)s　%(name)s于%(day)s导出") % values).strip()


def sheet_answer(content: bytes, title: str) -> HttpResponse:
    """A workbook to be kept under the title."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx")
    return response


class ListPage(PageView):
    """A page that is a list; `sheet_url` names the address of its workbook."""

    abstract_view = True
    listing: ClassVar[Listing]
    sheet_url: ClassVar[str] = ""

    def context(self, **extra: Any) -> dict[str, Any]:
        asked = ask(self.listing, self.actor, self.request.GET)
        page = asked.page
        pages = page.paginator.get_elided_page_range(page.number, on_each_side=2) if page is not None else ()
        counted = str(self.listing.counted) % {"n": asked.found}
        return super().context(
            asked=asked,
            page_obj=page,
            pager_pages=list(pages),
            counted=_("%(counted)s以上") % {"counted": counted} if asked.more else counted,
            sheet_url=reverse(self.sheet_url, kwargs=self.kwargs) if self.sheet_url else "",
            columns_url=reverse("list-columns", args=[self.listing.name]),
            **extra,
        )


class ListSheet(PageView):
    """The same rows under the same filters, all pages; taking them out leaves a row in the access log."""

    abstract_view = True
    listing: ClassVar[Listing]
    sensitive_read = True

    def title(self) -> str:
        return str(self.listing.title)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heads, lines, more = sheet_rows(self.listing, self.actor, request.GET)
        note = taken_out(self.actor, self.organization)
        if more:
            note += _("；只导出前%(n)s行，请用筛选分次导出") % {"n": self.listing.most_on_sheet}
        return sheet_answer(workbook(self.title(), note, heads, lines), self.title())


class ChooseColumns(GovernedView):
    """Keep which columns of a list the reader wants, and go back to it."""

    action = "listing.columns.chosen"
    http_method_names = ["post", "options"]

    def find_organization(self) -> Any:
        return None

    def organization_of_object(self) -> Any:
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listing = listing_named(self.kwargs["name"])
        if listing is None:
            raise Http404
        back = request.POST.get("back", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = "/"
        reset = "reset" in request.POST
        choose_columns(listing, self.actor, [] if reset else request.POST.getlist("lie"))
        return HttpResponseRedirect(back)
