"""Acts as a list, for the auditor: who did what when, under which articles, with what outcome.

It holds no content: objects are named as acts name them, of sealed matters a number alone, and a reason
given on one of them is not shown here (it stands on the act's own page).
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.act_sentence import act_matter, act_title
from governance.access.actor import Actor
from governance.audit.models import SYSTEM_CHAIN, Act
from governance.audit.vocabulary import Sensitivity, act_code, all_act_codes
from governance.listing.table import Column, Empty, Filter, Listing, register_listing, where
from governance.people.models import Organization
from governance.rules.verdict import Verdict
from governance.templatetags.findings import cite_of

DONE, REFUSED, LATE, WARNED = "banli", "lanjie", "bulu", "shuoming"
OUTCOMES = ((DONE, _("已办")), (REFUSED, _("没有办成")), (LATE, _("补录")), (WARNED, _("说明理由后办理")))
STATES = {REFUSED: "late", LATE: "near", WARNED: "near", DONE: "done"}
_WORDS = dict(OUTCOMES)


def outcome_of(act: Act) -> str:
    """One of the four, the rarest first: refused, entered late, gone on with past a warning, done."""
    if act.outcome == Act.Outcome.REFUSED:
        return REFUSED
    if act.late_entry:
        return LATE
    return WARNED if act.reason else DONE


def with_outcome(rows: QuerySet, value: str, actor: Actor | None = None) -> QuerySet:
    done = Q(outcome=Act.Outcome.DONE)
    return rows.filter(
        {
            DONE: done,
            REFUSED: Q(outcome=Act.Outcome.REFUSED),
            LATE: done & Q(late_entry=True),
            WARNED: done & Q(late_entry=False) & ~Q(reason=""),
        }[value]
    )


def is_sealed(act: Act) -> bool:
    """By its code; or by its own word, where one code serves open matters and sealed ones."""
    if act.facts.get("sealed") is True:
        return True
    try:
        return act_code(act.code).sensitivity is Sensitivity.SEALED
    except KeyError:  # a later version no longer knows it: told least
        return True


def chain_names() -> list[tuple[str, str]]:
    """(id, name) of every chain: the system's and each town's or county body's."""
    bodies = Organization.objects.filter(town__isnull=True).values_list("pk", "short_name")
    return [(str(SYSTEM_CHAIN), _now("系统")), *((str(pk), name) for pk, name in bodies)]


def _from(rows: QuerySet, day: date, actor: Actor) -> QuerySet:
    return rows.filter(recorded_at__gte=_midnight(day))


def _to(rows: QuerySet, day: date, actor: Actor) -> QuerySet:
    if day >= date.max - timedelta(days=2):
        return rows
    return rows.filter(recorded_at__lt=_midnight(day + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(max(day, date(1900, 1, 2)), time.min))


def _town(rows: QuerySet, value: str, actor: Actor) -> QuerySet:
    return rows.filter(organization_id=value) if value.isdecimal() and len(value) < 18 else rows


def _article(rows: QuerySet, typed: str, actor: Actor) -> QuerySet:
    """Acts judged by an article, by its full citation S1-01:六-3. The verdict is searched as text, in
    which one database keeps Chinese as it is and the other escapes it."""
    cite = typed.replace("：", ":").replace(" ", "")
    plain, escaped = f'"{cite}"', json.dumps(cite)
    found = rows.annotate(judged=Cast("verdict", TextField()))
    return found.filter(Q(judged__contains=plain) | Q(judged__contains=escaped))


def _named(rows: list[Act], actor: Actor) -> None:
    names = dict(chain_names())
    for act in rows:
        act.town_name = names.get(str(act.organization_id), str(act.organization_id))  # type: ignore[attr-defined]


def cited(act: Act) -> str:
    articles = dict.fromkeys(article for article, _edition in Verdict.from_dict(act.verdict).articles)
    return "、".join(cite_of(article).text for article in articles)


def _what(act: Act) -> str:
    return act.object_text if is_sealed(act) else act_matter(act)


def _reason(act: Act) -> str:
    if not act.reason:
        return ""
    return _now("有（涉密事项，不列）") if is_sealed(act) else act.reason


ACTS: Listing = register_listing(
    Listing(
        name="acts",
        title=_("办理留痕"),
        counted=_("共%(n)s条"),
        rows=lambda actor: Act.objects.all(),
        finish=_named,
        order=("-recorded_at", "-pk"),
        per_page=50,
        columns=(
            Column(
                "shi",
                _("行为"),
                act_title,
                order=("code",),
                url=lambda act: reverse("audit:act", args=[act.pk]),
            ),
            Column("luru", _("录入时间"), lambda act: act.recorded_at, "moment", order=("recorded_at",)),
            Column("fasheng", _("发生日"), lambda act: act.happened_on, "day", order=("happened_on",)),
            Column("danwei", _("单位"), lambda act: act.town_name, order=("organization_id",)),
            Column("shixiang", _("事"), _what),
            Column(
                "ren",
                _("办理人"),
                lambda act: act.actor_name,
                order=("actor_name",),
                sub=lambda act: act.actor_post,
            ),
            Column("zhiwu", _("职务"), lambda act: act.actor_post, shown=False, kept_on_sheet=True),
            Column(
                "jieguo",
                _("结果"),
                lambda act: str(_WORDS[outcome_of(act)]),
                "state",
                order=("outcome",),
                shape=lambda act: STATES[outcome_of(act)],
            ),
            Column("liyou", _("理由"), _reason, shown=False, kept_on_sheet=True),
            Column("tiaowen", _("条文"), cited, shown=False, kept_on_sheet=True),
            Column("hao", _("办理号"), lambda act: act.number, shown=False, kept_on_sheet=True),
        ),
        filters=(
            Filter("danwei", _("单位"), _town, "choice", lambda actor, rows: chain_names(), fixed=True),
            Filter(
                "jieguo",
                _("结果"),
                with_outcome,
                "choice",
                lambda actor, rows: OUTCOMES,
                fixed=True,
            ),
            Filter(
                "shi",
                _("行为"),
                where("code"),
                "choice",
                lambda actor, rows: sorted(
                    ((code.code, _now(code.title)) for code in all_act_codes()), key=lambda one: one[1]
                ),
                fixed=True,
            ),
            Filter("zi", _("录入自"), _from, "day"),
            Filter("zhi", _("至"), _to, "day"),
            Filter("ren", _("办理人"), where("actor_name__icontains")),
            Filter("tiao", _("条文（如 S1-01:六-3）"), _article),
        ),
        empty=Empty(_("这样筛选没有留痕。"), _("还没有办理留痕。")),
    )
)
