"""Row locks and what several verbs check: days that have come, the term that runs."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.audit import clock
from governance.audit.recorded import RecordedModel
from governance.office.congress.models import CongressTerm
from governance.people.models import Organization
from governance.rules.verdict import Verdict

Row = TypeVar("Row", bound=RecordedModel)


def lock_town(organization: Organization) -> Organization:
    return Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)


def lock(model: type[Row], pk: int, actor: Actor) -> Row:
    """The row, inside the actor's view; DoesNotExist outside it."""
    found = model.objects.visible_to(actor).values_list("pk", flat=True).get(pk=pk)  # type: ignore[attr-defined]
    return model.objects.select_for_update(of=("self",)).get(pk=found)  # type: ignore[attr-defined,no-any-return]


def running_term(town: Organization) -> CongressTerm:
    """Raises ValidationError where no term has been entered."""
    term = CongressTerm.objects.filter(organization=town, until__isnull=True).first()
    if term is None:
        raise ValidationError(_("还没有登记届次，请先登记本届。"))
    return term


def come(day: date, field: str) -> None:
    """Raises ValidationError for a day that has not come."""
    if day > clock.today():
        raise ValidationError({field: _("日期在今天以后，办过了再登记。")})


def in_state(have: str, label: str, *wanted: str) -> Verdict:
    if have in wanted:
        return Verdict.without_article("the order of steps of the congress office")
    return Verdict.stopped("congress.state.wrong", have=label)
