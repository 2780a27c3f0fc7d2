"""Gaps in a numbering series, explained by the office: a number drawn and not used, or one given by hand."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from governance.access.actor import Actor
from governance.access.policy import require
from governance.access.text import plain
from governance.audit import clock
from governance.audit.act import act, verb
from governance.documents.models import NumberNote, NumberSeries
from governance.documents.number_uses import place_of, uses_of
from governance.documents.numbering import draw_number, number_as_written
from governance.people.document_codes import document_code_on
from governance.people.models import Organization
from governance.rulebook.services.locking import lock_town
from governance.rules.verdict import Verdict
from governance.rules.wording import Sentence, register_sentences

register_sentences(
    {
        "documents.number.in_use": Sentence(
            gettext_noop("{have}有文件在用，不是空号。"), gettext_noop("文件有差错的，出勘误。")
        ),
        "documents.number.explained_before": Sentence(
            gettext_noop("{have}已经写明原因。"), gettext_noop("请看“文号”里这一号的说明。")
        ),
        "documents.number.not_drawn": Sentence(
            gettext_noop("这一类今年只编到{need}号，还没有{have}号。"), ""
        ),
        "documents.number.no_code": Sentence(
            gettext_noop("本镇还没有文号代字，编不了号。"),
            gettext_noop("请党政办在“文印”提出文号代字，经党委书记核准。"),
        ),
    }
)


@verb("documents.number.explained")
def explain_number(
    *, organization: Organization, actor: Actor, kind: str, year: int, place: int, because: str
) -> NumberNote:
    """Say why a number that was drawn is carried by nothing. NumberSeries.DoesNotExist for no such series."""
    town = lock_town(organization.pk)
    decision = require(actor, "documents.number.explained", town)
    series = NumberSeries.objects.get(organization=town, kind=kind, year=year)
    note = _note(town, actor, series, because)
    note.place, note.number = place, number_as_written(series, place)
    verdict = _explainable(series, note, actor)
    facts = {"number": note.number, "because": note.because}
    with act(decision, verdict, on=note, facts=facts):
        note.save()
    return note


@verb("documents.number.skipped")
def skip_number(*, organization: Organization, actor: Actor, kind: str, because: str) -> NumberNote:
    """Draw the next number for a paper that was numbered by hand elsewhere, or for none, and say why.
    KeyError for an unknown kind."""
    town = lock_town(organization.pk)
    decision = require(actor, "documents.number.skipped", town)
    series = NumberSeries(organization=town, kind=kind, year=actor.day.year)
    note = _note(town, actor, series, because)
    verdict = Verdict.without_article("a number is passed over with a reason")
    if not document_code_on(town, actor.day):
        verdict = Verdict.stopped("documents.number.no_code")
    facts = {"number": "", "because": note.because}
    with act(decision, verdict, on=note, facts=facts):
        note.number = draw_number(town, kind, actor.day)
        note.place = place_of(note.number)
        facts["number"] = note.number
        note.save()
    return note


def _note(town: Organization, actor: Actor, series: NumberSeries, because: str) -> NumberNote:
    return NumberNote(
        organization=town,
        kind=series.kind,
        year=series.year,
        because=plain(because, _("原因"), 200),
        noted_by_id=actor.person_id,
        noted_on=clock.today(),
    )


def _explainable(series: NumberSeries, note: NumberNote, actor: Actor) -> Verdict:
    if not 1 <= note.place <= series.last:
        return Verdict.stopped("documents.number.not_drawn", have=note.place, need=series.last)
    if note.place in uses_of(series, actor):
        return Verdict.stopped("documents.number.in_use", have=note.number)
    known = NumberNote.objects.filter(
        organization_id=note.organization_id, kind=note.kind, year=note.year, place=note.place
    )
    if known.exists():
        return Verdict.stopped("documents.number.explained_before", have=note.number)
    return Verdict.without_article("a number without a paper is explained")
