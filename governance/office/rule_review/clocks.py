"""What the rule review owes by the end of the year: a check of how regulations are kept (S0-23:二-4), an evaluation
of every regulation that has been in force long enough (S0-23:三-8a)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.deadlines.duties import Clock, Duty, Towns, register_clock
from governance.office.rule_review.models import ExecutionRecord, RuleEvaluation
from governance.people.standard_posts import LEADERS, OFFICE
from governance.rulebook.book import TownRules, rules_by_town
from governance.rulebook.reading import state_of
from governance.rules.coverage import binds
from governance.rules.figures import Amount

EVALUATED, CHECKED = "S0-23:三-8a", "S0-23:二-4"
OFFSETS = (-60, -30, -7, 0)
LEADERS_HEAR = ((-7, LEADERS),)  # while there is still a week: the day after, another year has begun


def _year(day: date) -> tuple[date, date]:
    return date(day.year, 1, 1), date(day.year, 12, 31)


@binds(EVALUATED, how="deadline")
def evaluations_owed(towns: Towns, day: date) -> Iterator[Duty]:
    """One duty a town and year, whatever the number of regulations: each in force for the years the article names
    at the beginning of the year and not evaluated in it. Three queries."""
    first, last = _year(day)
    rules = rules_by_town([town.pk for town in towns])
    done: dict[int, set[str]] = defaultdict(set)
    concluded = RuleEvaluation.objects.filter(
        organization__in=towns, status=RuleEvaluation.Status.CONCLUDED, concluded_on__range=(first, last)
    )
    for town_id, regulation in concluded.values_list("organization_id", "regulation").order_by():
        done[town_id].add(regulation)
    for town in towns:
        book = rules[town.pk].book(day)
        if book.article(EVALUATED) is None:
            continue
        age = book.figure(EVALUATED, "min_age").value
        years = int(age.number) if isinstance(age, Amount) else 1
        old = [code for code in book.regulations if _in_force_for(rules[town.pk], code, day, years, first)]
        waiting = [code for code in old if code not in done[town.pk]]
        if not waiting:
            continue
        yield Duty(
            clock="rule_review.evaluation",
            organization_id=town.pk,
            object_type="governance.organization",
            object_id=town.pk,
            text=_("本年评估施行满%(years)s年的制度，应评估%(due)s部，还有%(left)s部")
            % {"years": years, "due": len(old), "left": len(waiting)},
            url=f"{reverse('rule_review:index')}?kan=due",
            event_on=first,
            due_on=last,
            posts=OFFICE,
            cites=(EVALUATED,),
            part=str(day.year),
        )


def _in_force_for(rules: TownRules, code: str, day: date, years: int, first: date) -> bool:
    state, since = state_of(rules, code, day)
    return state == "in_force" and since is not None and since <= first.replace(year=first.year - years)


@binds(CHECKED, how="deadline")
def checks_owed(towns: Towns, day: date) -> Iterator[Duty]:
    """The article says "regularly or not": a year without any check is what it cannot mean. Two queries."""
    first, last = _year(day)
    kinds = (ExecutionRecord.Kind.CHECK, ExecutionRecord.Kind.SPOT_CHECK)
    checked = set(
        ExecutionRecord.objects.filter(organization__in=towns, kind__in=kinds, held_on__range=(first, last))
        .values_list("organization_id", flat=True)
        .order_by()
    )
    rules = rules_by_town([town.pk for town in towns])
    for town in towns:
        if town.pk in checked or rules[town.pk].book(day).article(CHECKED) is None:
            continue
        yield Duty(
            clock="rule_review.check",
            organization_id=town.pk,
            object_type="governance.organization",
            object_id=town.pk,
            text=_("检查制度执行，%(year)s年还没有检查过") % {"year": day.year},
            url=reverse("rule_review:execution-record"),
            seen_at=reverse("rule_review:execution"),
            event_on=first,
            due_on=last,
            posts=(*OFFICE, "organization_clerk", "discipline_secretary"),
            cites=(CHECKED,),
            part=str(day.year),
        )


register_clock(
    Clock(
        "rule_review.evaluation",
        gettext_lazy("制度评估"),
        evaluations_owed,
        offsets=OFFSETS,
        escalate=LEADERS_HEAR,
    )
)
register_clock(
    Clock(
        "rule_review.check",
        gettext_lazy("检查制度执行"),
        checks_owed,
        offsets=OFFSETS,
        escalate=LEADERS_HEAR,
    )
)
