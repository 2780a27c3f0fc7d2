"""Chores with registers: rows that wait for one's signature, and those that were sent back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.registers.models import RegisterEntry
from governance.registers.pages import waiting_for
from governance.registers.parts import declared_ever
from meetings.desk.reader import Chore, Reader

ONE_BY_ONE = 3  # rows of one register shown each; beyond that they are one line


def register_chores(r: Reader) -> Iterator[Chore]:
    """No article sets a day for a signature: they lie among what has none."""
    for town in sorted(r.actor.organization_ids):
        waiting = waiting_for(r.actor, town)
        if not waiting:
            continue
        titles = {code: one.title for code, one in declared_ever(town).items()}
        many = {code for code, n in Counter(e.register for e in waiting).items() if n > ONE_BY_ONE}
        for code in sorted(many):
            yield _together(code, titles[code], sum(e.register == code for e in waiting))
        for entry in waiting:
            if entry.register not in many:
                yield _alone(entry, titles[entry.register])


def _together(code: str, title: str, n: int) -> Chore:
    url = reverse("registers:list", args=[code])
    name = _("%(title)s：%(n)s行等您办") % {"title": title, "n": n}
    return Chore(name, url, _("去看"), f"{url}?zt=signing", rank=6)


def _alone(entry: RegisterEntry, title: str) -> Chore:
    back = entry.status == RegisterEntry.Status.RETURNED
    url = reverse("registers:entry", args=[entry.register, entry.pk])
    do_url = url if back else reverse("registers:sign", args=[entry.register, entry.pk])
    name = _("%(title)s%(number)s：%(status)s") % {
        "title": title,
        "number": entry.number,
        "status": entry.status_text,
    }
    return Chore(name, url, _("更正重报") if back else _("签字"), do_url, more=entry.because, rank=6)
