"""检索: one page, by groups, the same with and without scripts."""

from __future__ import annotations

from typing import Any

from governance.access.views import PageView
from governance.search.finding import find
from governance.search.kinds import all_groups
from governance.search.text import LONGEST_QUERY


class SearchPage(PageView):
    """`q` words, `lei` group, `nian` year, `page`."""

    action = "search.read"
    template_name = "search/search.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        asked = self.request.GET
        query = " ".join(asked.get("q", "").split())[:LONGEST_QUERY]
        groups = {one.code: one for one in all_groups()}
        group = asked.get("lei", "") if asked.get("lei", "") in groups else ""
        year, page = whole(asked.get("nian", "")), whole(asked.get("page", "")) or 1
        found = find(self.actor, query, group=group, year=year, page=page)
        return super().context(
            query=query,
            found=found,
            shown_any=any(one.rows for one in found.groups),
            prev_page=found.page - 1,
            next_page=found.page + 1 if found.page < found.pages else 0,
            group=groups.get(group),
            year=year,
            longest=LONGEST_QUERY,
            **extra,
        )


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
