"""Acts as sentences: what was done on a meeting or topic, newest first (wording guide §2)."""

from __future__ import annotations

import re
import string
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.audit.models import Act
from governance.audit.vocabulary import act_code
from governance.rules.verdict import Verdict
from governance.templatetags.wordings import as_day, official_date

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Event:
    when: datetime
    what: str
    more: str = ""
    said: str = ""
    state: str = ""
    cites: tuple[str, ...] = ()


class _Facts(string.Formatter):
    """Fills a sentence from an act's facts; what an old act did not record stays out."""

    def get_value(self, key: Any, args: Any, kwargs: Mapping[str, Any]) -> Any:
        value = kwargs.get(key, "")
        day = as_day(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
        return official_date(day) if day else value


def sentence(act: Act) -> str:
    """{事} of an act: 宣布第4项通过，编为云委决〔2026〕3号."""
    facts = {**act.facts, "object": act.object_text}
    return _Facts().vformat(_(act_code(act.code).sentence), (), facts)


def sentence_of_act(act_id: uuid.UUID) -> str:
    """What was done under this form number, "" when nothing was recorded."""
    act = Act.objects.filter(pk=act_id).first()
    return sentence(act) if act else ""


def acts_on(organization_id: int, matter_type: str, matter_id: int) -> list[Act]:
    """Every act on a matter and on the object itself, newest first. One query."""
    key = str(matter_id)
    return list(
        Act.objects.filter(organization_id=organization_id)
        .filter(Q(matter_type=matter_type, matter_id=key) | Q(object_type=matter_type, object_id=key))
        .order_by("-recorded_at", "-id")
    )


def events(acts: Iterable[Act], hidden: frozenset[tuple[str, str]] = frozenset()) -> list[Event]:
    """Acts as lines of a timeline; those on hidden objects (an item one is recused from) stay out."""
    lines = []
    for act in acts:
        if (act.object_type, act.object_id) in hidden:
            continue
        refused = act.outcome == Act.Outcome.REFUSED
        verdict = Verdict.from_dict(act.verdict)
        who = f"{act.actor_name}（{act.actor_post}）" if act.actor_post else act.actor_name
        if refused:
            stops = verdict.blocking
            what = _("拟%(act)s，没有办成") % {"act": _(act_code(act.code).title)}
            said = stops[0].message(_) if stops else ""
            cites = tuple(dict.fromkeys(f.article for f in stops if f.article))
        else:
            what, said = sentence(act), act.reason
            if act.late_entry:
                what = _("补录：%(day)s%(what)s") % {"day": official_date(act.happened_on), "what": what}
            cites = (
                tuple(dict.fromkeys(f.article for f in verdict.warnings if f.article)) if act.reason else ()
            )
        lines.append(
            Event(
                when=act.recorded_at,
                what=what,
                more=who + (_("　说明理由：") if said and not refused else "　" if said else ""),
                said=said,
                state="refused" if refused else "",
                cites=cites,
            )
        )
    return lines


def reasons_given(acts: Iterable[Act]) -> tuple[dict[str, str], str]:
    """({finding code: reason}, who gave the last one) of acts that went on past a warning."""
    reasons: dict[str, str] = {}
    by = ""
    for act in acts:
        if not act.reason or act.outcome == Act.Outcome.REFUSED:
            continue
        for finding in Verdict.from_dict(act.verdict).warnings:
            reasons.setdefault(finding.code, act.reason)
        by = by or _("%(name)s说明后继续") % {"name": act.actor_name}
    return reasons, by


def last_act_on(organization_id: int, object_type: str, object_id: int) -> Act | None:
    """The newest thing done to an object, refusals left out."""
    return (
        Act.objects.filter(
            organization_id=organization_id,
            object_type=object_type,
            object_id=str(object_id),
            outcome=Act.Outcome.DONE,
        )
        .order_by("-recorded_at", "-id")
        .first()
    )
