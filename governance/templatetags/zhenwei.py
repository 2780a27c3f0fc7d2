"""`{% load zhenwei %}`: the house's components as tags, its ways of writing as filters.

Tags take plain values, mappings or objects with the named attributes; what they cannot find stays
empty. None of them reads the database, judges anything or knows what day it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from secrets import token_hex
from typing import Any
from uuid import UUID

from django import template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from governance.rules.verdict import Finding, Verdict
from governance.templatetags import fields, wordings
from governance.templatetags.findings import MARKS, Cite, cite_of, lines_of
from governance.templatetags.seating import read, seating_of

register = template.Library()

register.filter("zh_date", wordings.zh_date)
register.filter("short_date", wordings.short_date)
register.filter("zh_time", wordings.zh_time)
register.filter("zh_datetime", wordings.zh_datetime)
register.filter("official_date", wordings.official_date)
register.filter("cn_number", wordings.cn_number)
register.filter("money", wordings.money)


# --- Words of the regulations -----------------------------------------------------------------


@register.simple_tag
def cite(reference: str, on: date | None = None, short: str = "") -> Cite:
    """〔议事决策规则 六-3〕, linked to the article; `on` chooses the edition of that day."""
    return cite_of(reference, on=on, short=short)


def cites_of(references: str | Iterable[str] | None, on: date | None = None) -> list[Cite]:
    """Citations from a list, or from one text with commas between."""
    if not references:
        return []
    items = references.split(",") if isinstance(references, str) else references
    return [cite_of(str(item).strip(), on=on) for item in items if str(item).strip()]


@register.inclusion_tag("components/findings.html")
def findings(
    verdict: Verdict | Iterable[Finding],
    fold: int | None = None,
    on: date | None = None,
    reasons: Mapping[str, str] | str = "",
    reason_by: str = "",
    explain: str = "",
) -> dict[str, Any]:
    """Every finding of the verdict in the fixed order; see `lines_of` for the arguments."""
    lines = lines_of(verdict, fold=fold, on=on, reasons=reasons, reason_by=reason_by, explain=explain)
    return {"lines": lines}


@register.filter
def verdict_summary(verdict: Verdict | Iterable[Finding]) -> str:
    """共核对7条：拦截2，提示1，合规4"""
    return lines_of(verdict).summary


@register.inclusion_tag("components/mark.html")
def mark(kind: str) -> dict[str, Any]:
    """One of `block`, `unknown`, `warn`, `pass`, `na`, with its word for those who cannot see it."""
    sign, word = MARKS[kind]
    return {"kind": kind, "mark": _(sign), "word": _(word)}


# --- Where a matter stands ---------------------------------------------------------------------


@register.inclusion_tag("components/rail.html")
def rail(steps: Iterable[Any], label: str = "", mini: bool = False) -> dict[str, Any]:
    """A procedure's steps. Each step: `name`, `note`, `url`, `state` (waiting, ready, doing, held,
    done, skipped). The first one under way is the current step; a held one is drawn as stopped."""
    drawn = []
    current_seen = False
    for number, step in enumerate(steps, start=1):
        state = read(step, "state", "waiting")
        now = state in ("ready", "doing", "held") and not current_seen
        current_seen = current_seen or now
        classes = ["rail-step"]
        if state in ("done", "skipped"):
            classes.append("is-done")
        if now:
            classes.append("is-now")
        if state == "held":
            classes.append("is-stopped")
        words = {"done": _("已办"), "skipped": _("免办"), "held": _("卡住")}
        drawn.append(
            {
                "number": wordings.cn_number(number),
                "name": read(step, "name", ""),
                "note": read(step, "note", ""),
                "url": read(step, "url", ""),
                "classes": " ".join(classes),
                "current": now,
                "word": words.get(str(state), ""),
            }
        )
    return {"under_way": current_seen, "steps": drawn, "label": label or _("程序步骤"), "mini": mini}


@register.inclusion_tag("components/seats.html")
def seats(source: Any, mini: bool = False, key: bool = False) -> dict[str, Any]:
    """到会图 of `counted`, `recused`, `left`, `leave`, `absent` (names) and `line` (how many must
    count). `mini` for rows, `key` adds the legend. Beyond 30 people only the figures are given."""
    return {"seating": seating_of(source), "mini": mini, "key": key and not mini}


@register.inclusion_tag("components/answers.html")
def answers(source: Any) -> dict[str, Any]:
    """到哪一步｜下一步，由谁办｜到何时，依哪一条, from `where`, `where_more`, `next`, `next_more`,
    `until`, `until_more` and `cites`."""
    keys = ("where", "where_more", "next", "next_more", "until", "until_more")
    return {"cites": cites_of(read(source, "cites")), **{key: read(source, key, "") for key in keys}}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any], today: date | None = None) -> dict[str, Any]:
    """What happened, newest first. Each event: `when` (date or moment), `what`, `more`, `said`,
    `cites`, `url`, `state` (next, refused), `recorded_at` where it was entered late."""
    rows = []
    for event in events:
        when = read(event, "when")
        rows.append(
            {
                "when": wordings.short_date(when, today),
                "time": wordings.zh_time(when),
                "state": read(event, "state", ""),
                "what": read(event, "what", ""),
                "more": read(event, "more", ""),
                "said": read(event, "said", ""),
                "url": read(event, "url", ""),
                "cites": cites_of(read(event, "cites")),
                "recorded_at": read(event, "recorded_at"),
            }
        )
    return {"events": rows}


@register.inclusion_tag("components/clock.html")
def clock(source: Any, today: date | None = None) -> dict[str, Any]:
    """A running deadline: `name`, `left`, `unit` (天, 个工作日), `used`, `total`, `last_day`, `note`,
    `cites`, `state` (near, late, stopped), `provisional`; a stopped clock shows `words` for the days."""
    keys = ("name", "left", "unit", "used", "total", "last_day", "note", "state", "provisional", "words")
    values = {key: read(source, key) for key in keys}
    return {
        **values,
        "unit": values["unit"] or _("天"),
        "cites": cites_of(read(source, "cites")),
        "today": today,
    }


@register.inclusion_tag("components/due.html")
def due(
    last_day: date, today: date, workdays_left: int | None = None, provisional: bool = False
) -> dict[str, Any]:
    """余3天 / 今日止 / 逾期2天 with the day itself, inline."""
    state, words = wordings.due_text(last_day, today, workdays_left=workdays_left)
    return {"state": state, "words": words, "day": last_day, "today": today, "provisional": provisional}


@register.inclusion_tag("components/state.html")
def state(kind: str, label: str) -> dict[str, Any]:
    """A state in a list: shape and word. Kinds: ``""``, doing, done, late, near, void."""
    return {"kind": kind, "label": label}


@register.inclusion_tag("components/stamp.html")
def stamp(label: str, no: bool = False, small: bool = False) -> dict[str, Any]:
    """A final result, once per matter: 通过, 未通过, 办结. A frame with words, never a seal."""
    return {"label": label, "no": no, "small": small}


@register.inclusion_tag("components/tally.html")
def tally(source: Any) -> dict[str, Any]:
    """A counted vote: `result`, `passed`, `aye`, `nay`, `abstain`, `defer`, `need`, `issued`,
    `returned`, `valid`, `blank`, `invalid`, `basis`, `cites`. An open secret vote gives only
    `issued` and `returned`: no result, no choices."""
    keys = ("result", "passed", "need", "basis")
    counted = ("aye", _("赞成")), ("nay", _("反对")), ("abstain", _("弃权")), ("defer", _("缓议"))
    slips = (
        ("issued", _("发出")),
        ("returned", _("收回")),
        ("valid", _("有效")),
        ("blank", _("空白")),
        ("invalid", _("无效")),
    )
    return {
        **{key: read(source, key) for key in keys},
        "votes": [(word, read(source, key)) for key, word in counted if read(source, key) is not None],
        "slips": [(word, read(source, key)) for key, word in slips if read(source, key) is not None],
        "cites": cites_of(read(source, "cites")),
    }


# --- What to do now ----------------------------------------------------------------------------


@register.inclusion_tag("components/ways.html", takes_context=True)
def ways(context: Context, items: Iterable[Any]) -> dict[str, Any]:
    """The ways out, numbered. Each: `text`, `cites`, `url`, `label`, `primary`; with `fields` (pairs)
    the button sends a form instead of opening a page."""
    keys = ("text", "url", "label", "primary", "fields")
    rows = [
        {**{key: read(item, key, "") for key in keys}, "cites": cites_of(read(item, "cites"))}
        for item in items
    ]
    return {"ways": rows, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/not_now.html")
def not_now(label: str, verdict: Verdict | None = None, why: str = "", cites: Any = None) -> dict[str, Any]:
    """A button that cannot be used now: never hidden, with the reason and the article beside it.
    From a verdict the first blocking finding speaks; else `why` and `cites`."""
    if verdict is not None and verdict.blocking:
        first = verdict.blocking[0]
        why, cites = first.message(_), [first.article]
    return {"label": label, "why": why, "cites": cites_of(cites), "id": f"why-{token_hex(4)}"}


@register.simple_tag(takes_context=True)
def querystring_of(context: Context, name: str, value: str) -> str:
    """The address's query with one parameter set (empty: taken out), on the first page."""
    query: QueryDict = context["request"].GET.copy()
    query.pop("page", None)
    query[name] = value
    if not value:
        del query[name]
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("components/empty.html")
def empty_state(
    say: str, next: str = "", url: str = "", label: str = "", inline: bool = False
) -> dict[str, Any]:
    """One sentence why nothing is here, one who acts next, one button."""
    return {"say": say, "next": next, "url": url, "label": label, "inline": inline}


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    label: str,
    title: str,
    yes: str = "",
    no: str = "",
    action: str = "",
    primary: bool = True,
    name: str = "",
    value: str = "",
    once: str = "",
) -> SafeString:
    """A button that unfolds a sheet saying what follows; inside it 【确认X】 and 【先不X】.

    With `action` the sheet is a form of its own (POST); without, the surrounding form is sent and
    `name`/`value` tell its buttons apart. `once` is the form number. The block is the consequence.
    """
    request = context.get("request")
    return render_to_string(
        "components/confirm.html",
        {
            "label": label,
            "title": title,
            "yes": yes or _("确认%(act)s") % {"act": label},
            "no": no or _("先不%(act)s") % {"act": label},
            "action": action,
            "primary": primary,
            "name": name,
            "value": value,
            "once": once,
            "content": content,
            "back": request.get_full_path() if request else "",
            "csrf_token": context.get("csrf_token"),
        },
    )


# --- Forms -------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, label: str = "", wide: bool = False, plain: bool = False) -> SafeString:
    """Label, help, error and input of one field. `label` overrides the form's own, `wide` gives dates
    and numbers the whole width, `plain` leaves out （必填）/（可不填） where every field is needed."""
    return render_to_string("components/field.html", {**field_context(bound, label, wide), "plain": plain})


@register.simple_tag
def widget(bound: BoundField) -> SafeString:
    """The bare input with the house's class and its ids tied to help and error."""
    return fields.widget_of(bound)


@register.inclusion_tag("components/options.html")
def options(bound: BoundField, row: bool = False, notes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A choice as a ballot draws it: whole rows to tap, or three side by side (`row`). `notes` gives
    a line of explanation by value."""
    choices = [(choice, (notes or {}).get(str(choice.data["value"]), "")) for choice in bound]
    return {**field_context(bound), "choices": choices, "row": row}


@register.filter
def field_messages(bound: BoundField) -> list[str]:
    """The field's errors as the house words them."""
    return fields.messages_of(bound)


@register.filter
def field_summary(bound: BoundField) -> str:
    """The field's errors for the list at the head of a form, where the field must be named."""
    text = "".join(fields.messages_of(bound))
    return text if text.startswith(str(bound.label)) else f"{bound.label}：{text}"


@register.filter
def field_parts(bound: BoundField) -> dict[str, Any]:
    """What `components/field.html` needs; lets Django's own form rendering use the same template."""
    return field_context(bound)


def field_context(bound: BoundField, label: str = "", wide: bool = False) -> dict[str, Any]:
    return {
        "field": bound,
        "label": label or bound.label,
        "hint": fields.hint_of(bound),
        "check": fields.is_single_check(bound),
        "choices_inside": fields.has_choices(bound),
        "short": fields.is_short(bound) and not wide,
        "required": bound.field.required,
    }


@register.filter
def typed_pairs(data: QueryDict) -> list[tuple[str, str]]:
    """What was typed, to be carried along as hidden inputs. Secrets are never carried."""
    skip = {"csrfmiddlewaretoken", "_reason", "_resume"}
    return [(k, v) for k, values in data.lists() if k not in skip and "password" not in k for v in values]


@register.filter
def act_number(act_id: Any) -> str:
    """The number people quote for an act: the first twelve digits of its id, in groups."""
    try:
        digits = UUID(str(act_id)).hex[:12].upper()
    except ValueError:
        return str(act_id)
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:]}"


@register.filter
def explained(act: Any) -> str:
    """The address under which the findings of an act are explained, for `{% findings … explain=%}`;
    nothing without an act, or in an installation without the rulebook's pages."""
    if getattr(act, "pk", None) is None:
        return ""
    try:
        return reverse("rulebook:finding", args=[act.pk, 0]).removesuffix("0/")
    except NoReverseMatch:
        return ""
