"""P-04 表决票 and 计票单: slips for a secret ballot on paper, and the sheet the count is kept on."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import BallotPaper, CountLine, CountSheetPaper, Signer
from governance.templatetags.findings import official_cite
from meetings import composition, judgement
from meetings.documents import kinds, reading, subjects
from meetings.models import Vote
from meetings.models.base import Outcome
from meetings.pages.words import subject_lines

V = Vote.Status
COUNTED = (V.COUNTED, V.ANNOUNCED)


def ballot_paper(vote: Vote) -> BallotPaper:
    """As many slips as there are voters on the roll, all alike: no number, no code, no name of a voter.

    One person proposed is the line to mark. Several proposed in one item are voted on together, as they
    are counted: the matter names them and there is one line.
    """
    matter, candidates = matter_of(vote)
    return BallotPaper(
        title=_("%(meeting)s第%(n)s项表决票") % {"meeting": vote.item.meeting, "n": vote.item.order},
        matter=matter,
        candidates=candidates,
        office=composition.general_office(vote.item.meeting).short_name,
        held_on=vote.item.meeting.meets_on,
        copies=len(vote.roll),
    )


def count_sheet_paper(vote: Vote) -> CountSheetPaper:
    """Before the scrutineer has confirmed the count the cells are empty, for the pen."""
    item, meeting = vote.item, vote.item.meeting
    matter, candidates = matter_of(vote)
    counted = vote.status in COUNTED
    label = candidates[0] if candidates else _("本事项")
    line = CountLine(label, vote.aye, vote.nay, vote.abstain) if counted else CountLine(label)
    return CountSheetPaper(
        title=_("%(meeting)s第%(n)s项计票单") % {"meeting": composition.full_name(meeting), "n": item.order},
        matter=_("%(matter)s（%(method)s，第%(round)s次表决）")
        % {"matter": matter, "method": vote.get_method_display(), "round": vote.round}
        if vote.round > 1
        else _("%(matter)s（%(method)s）") % {"matter": matter, "method": vote.get_method_display()},
        entitled=vote.entitled,
        present=vote.present + vote.recused,
        recused=vote.recused,
        voters=len(vote.roll),
        issued=vote.issued if counted else None,
        returned=vote.returned if counted else None,
        valid=vote.valid if counted else None,
        invalid=vote.invalid if counted else None,
        lines=(line,),
        required=required(vote),
        outcome=str(Outcome(vote.outcome).label) if vote.outcome else "",
        signers=(Signer(_("计票人")), Signer(_("监票人")), Signer(_("主持人"))),
    )


def required(vote: Vote) -> str:
    """8票（《…》七-4）: the highest number any adopted article asks for on the day of the vote."""
    need, cites = judgement.votes_needed(vote, timezone.localdate(vote.opened_at))
    if need is None:
        return ""
    return _("%(need)s票（%(cites)s）") % {"need": need, "cites": "、".join(map(official_cite, cites))}


def matter_of(vote: Vote) -> tuple[str, tuple[str, ...]]:
    """(matter, who is voted on): one person proposed is the line to mark."""
    topic = vote.item.topic
    subjects = subject_lines(topic)
    if len(subjects) == 1:
        return subjects[0].proposal, (subjects[0].person.name,)
    if subjects:
        named = "、".join(f"{s.person.name}{s.proposal}" for s in subjects)
        return _("%(title)s：%(named)s") % {"title": topic.title, "named": named}, ()
    return topic.title, ()


def _vote(document: Document) -> Vote:
    return Vote.objects.select_related("item__topic", "item__meeting__organization").get(
        pk=document.subject_id
    )


def _build_ballots(document: Document) -> Printable:
    return Printable(ballot_paper(_vote(document)))


def _build_count_sheet(document: Document) -> Printable:
    return Printable(count_sheet_paper(_vote(document)))


register_document(
    DocumentKind(
        code=kinds.BALLOTS,
        title=gettext_lazy("表决票"),
        build=_build_ballots,
        answers=reading.on_items(reading.prints_ballots),
        voidable=False,
        sealed_for=subjects.sealed_for,
    )
)
register_document(
    DocumentKind(
        code=kinds.COUNT_SHEET,
        title=gettext_lazy("计票单"),
        build=_build_count_sheet,
        answers=reading.on_items(reading.reads_decision),
        sealed_for=subjects.sealed_for,
        check_words=subjects.keep_names_out,
    )
)
