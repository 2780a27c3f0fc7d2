"""Chores with responsibilities: the letters that wait for one's signature, on either side."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.office.responsibilities.clocks import CITES
from governance.office.responsibilities.models import ResponsibilityLetter
from meetings.desk.reader import Chore, Reader

L = ResponsibilityLetter.Status


def responsibility_chores(r: Reader) -> Iterator[Chore]:
    mine = Q(status=L.CHECKED, person_id=r.person, lower_on__isnull=True)
    above = Q(status=L.CHECKED, organization_id__in=r.secretary, upper_on__isnull=True)
    own_list = Q(capacity=ResponsibilityLetter.Capacity.SECRETARY)
    letters = ResponsibilityLetter.objects.visible_to(r.actor).filter(mine | (above & ~own_list))
    for letter in letters.select_related("round", "person", "unit").order_by("round__sign_by", "pk"):
        own = letter.person_id == r.person and letter.lower_on is None
        step, label = ("letter-sign", _("签字")) if own else ("letter-sign-above", _("签党委一方"))
        yield Chore(
            str(letter),
            reverse("responsibilities:letter", args=[letter.pk]),
            label,
            reverse(f"responsibilities:{step}", args=[letter.pk]),
            cites=r.adopted(letter.organization_id, CITES[letter.round.kind]),
            due=letter.round.sign_by,
        )
