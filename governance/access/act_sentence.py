"""An act as a sentence: who, when, what, under which article; refused, warned past, late, by itself.

The words come from the vocabulary, the values from the act's own facts: nothing is read from rows,
so that the sentence stays what it was when the act was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from governance.audit.models import Act
from governance.audit.vocabulary import act_code
from governance.rules.verdict import Finding, Verdict
from governance.templatetags.findings import cite_of, written
from governance.templatetags.wordings import as_day, official_date, zh_datetime

SWEEP = "到期自动办理"
CITED = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLACE = re.compile(r"\{(\w+)\}")


def act_title(act: Act) -> str:
    """The act in a few words (发出通知); its code when a later version no longer knows it."""
    try:
        return _(act_code(act.code).title)
    except KeyError:
        return act.code


def act_matter(act: Act) -> str:
    """What was done, without who and when: 向11人发出党委会通知."""
    try:
        sentence = _(act_code(act.code).sentence)
    except KeyError:
        return f"{act.code} {act.object_text}"
    values = {**act.facts, "object": act.object_text}
    return _PLACE.sub(lambda place: _fact(values, place.group(1)), sentence)


def _fact(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if value is None or value == "":
        return "——"
    if isinstance(value, str) and _DAY.fullmatch(value) and (day := as_day(value)):
        return official_date(day)  # somebody's words may look like a day and be none: 2026-02-30
    return written(value)


def render_act_sentence(act: Act) -> str:
    """The whole sentence of the trail, full stop included."""
    matter, moment = act_matter(act), zh_datetime(act.recorded_at)
    who = f"{act.actor_name}（{act.actor_post}）" if act.actor_post else act.actor_name
    verdict = Verdict.from_dict(act.verdict)
    values = {"who": who, "when": moment, "what": matter, "why": act.reason}
    if act.outcome == Act.Outcome.REFUSED:
        short = "；".join(_message(f) for f in verdict.blocking)
        values |= {"short": short, "under": _under(verdict.blocking)}
        return _("%(who)s于%(when)s拟%(what)s，没有办成：%(short)s%(under)s。") % values
    if act.late_entry:
        values |= {"day": official_date(act.happened_on)}
        text = _("%(who)s于%(when)s补录：%(day)s%(what)s，理由：%(why)s。") % values
        return text if act.reason else text.replace(_("，理由：。"), "。")
    if act.actor_id is None and act.actor_post in ("", SWEEP):
        cited = _cited(verdict.findings)
        values |= {"under": _("（依据%s，到期自动办理）") % cited if cited else _("（到期自动办理）")}
        return _("到%(when)s，%(what)s%(under)s。") % values
    if verdict.warnings and act.reason:
        values |= {"under": _("（依据%s，提示事项）") % _cited(verdict.warnings)}
        return _("%(who)s于%(when)s%(what)s，并说明理由：%(why)s%(under)s。") % values
    values |= {"under": _under(verdict.findings)}
    return _("%(who)s于%(when)s%(what)s%(under)s。") % values


def _message(finding: Finding) -> str:
    """What was short; the bare code when a later version has no sentence for it."""
    try:
        return finding.message(_).rstrip("。")
    except KeyError:
        return finding.code


def _under(findings: Iterable[Finding]) -> str:
    cited = _cited(findings)
    return _("（依据%s）") % cited if cited else ""


def _cited(findings: Iterable[Finding]) -> str:
    """The articles by their short names, once each: 议事决策规则 六-3、七-5a等5条."""
    articles = tuple(dict.fromkeys(a for a, _edition in Verdict(tuple(findings)).articles))
    names = "、".join(cite_of(article).text for article in articles[:CITED])
    return names if len(articles) <= CITED else _("%(names)s等%(n)d条") % {"names": names, "n": len(articles)}
