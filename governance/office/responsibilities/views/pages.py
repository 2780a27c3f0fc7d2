"""Reading: the map of who is responsible for what, one's own duties, sheets, groups, regulations."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property

from governance.access.views import PageView
from governance.office.responsibilities import reading
from governance.office.responsibilities.models import Charge
from governance.office.responsibilities.views.base import DutiesMixin


class Overview(DutiesMixin, PageView):
    """The map: person by line, point and area; village by village; what nobody is responsible for."""

    action = "responsibilities.read"
    template_name = "responsibilities/index.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(
            map=reading.map_of(self.organization, self.actor.day),
            basis=reading.basis_of(self.organization, self.actor.day),
            levels=reading.three_levels(self.organization, self.actor.day),
            may=self.may("charge.opened"),
            here="map",
            **extra,
        )


class OwnPage(DutiesMixin, PageView):
    """我的职责: what falls to the reader, and what waits for their signature."""

    action = "responsibilities.read"
    template_name = "responsibilities/own.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        own = reading.own_of(self.organization, self.actor)
        return super().context(
            own=own,
            above=reading.to_sign_above(self.actor, self.organization),
            here="own",
            **extra,
        )


class SheetList(DutiesMixin, PageView):
    action = "responsibilities.read"
    template_name = "responsibilities/sheets.html"

    @cached_property
    def rows(self) -> list[reading.PostRow]:
        return reading.sheets_of(self.organization, self.actor)

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = self.rows
        only_missing = self.request.GET.get("kan") == "que"
        sheet, draft = reading.own_sheets(self.organization, self.actor)
        return super().context(
            rows=[row for row in rows if not only_missing or row.sheet is None],
            only_missing=only_missing,
            missing=sum(row.sheet is None for row in rows),
            seats_missing=[row for row in rows if row.sheet is None and row.post.committee_seat],
            total=len(rows),
            own_sheet=sheet,
            own_draft=draft,
            may=self.may("sheet.drafted"),
            here="sheets",
            **extra,
        )


class GroupList(DutiesMixin, PageView):
    action = "responsibilities.read"
    template_name = "responsibilities/groups.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        groups = reading.groups_of(self.organization)
        return super().context(
            groups=groups,
            levels=reading.three_levels(self.organization, self.actor.day),
            has_party_group=any(group.kind == "party_building" for group in groups),
            may=self.may("group.set_up", "group.ended"),
            here="groups",
            **extra,
        )


class SystemList(DutiesMixin, PageView):
    action = "responsibilities.read"
    template_name = "responsibilities/systems.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = reading.systems_of(self.organization, self.actor.day)
        only_missing = self.request.GET.get("kan") == "que"
        missing = [row for row in rows if row.adopted and row.owner is None]
        return super().context(
            rows=missing if only_missing else rows,
            only_missing=only_missing,
            missing=len(missing),
            may=self.may("systems.assigned"),
            here="systems",
            **extra,
        )


class ChargePage(DutiesMixin, PageView):
    """One line, point or area: who is in it, who was."""

    action = "responsibilities.read"
    model = Charge
    template_name = "responsibilities/charge.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        charge: Charge = self.object
        rows = list(charge.assignments.select_related("person", "charge").order_by("-since", "-id"))
        today = self.actor.day
        return super().context(
            charge=charge,
            running=[row for row in rows if row.until is None or row.until >= today],
            ended=[row for row in rows if row.until is not None and row.until < today],
            points=list(charge.points.filter(closed_on__isnull=True).select_related("unit")),
            may=self.may("charge.assigned", "charge.closed", "assignment.ended"),
            **extra,
        )
