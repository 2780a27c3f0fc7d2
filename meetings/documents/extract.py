"""决议摘录: one resolution for whoever carries it out, with where it is taken from."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import Column, ResolutionExtractPaper, Signer, Table
from governance.templatetags.wordings import official_date
from meetings import composition, judgement
from meetings.altered import keep_off_paper
from meetings.documents import kinds, reading, subjects
from meetings.models import Attendance, Meeting, Resolution, ResolutionClause


def extract_paper(resolution: Resolution, document: Document) -> ResolutionExtractPaper:
    """The resolution's own words; what is to be done, by whom, until when."""
    item, meeting = resolution.item, resolution.item.meeting
    clauses = list(resolution.clauses.select_related("owner").order_by("order"))
    posts = dict(
        Attendance.objects.filter(meeting=meeting, person__in=[c.owner_id for c in clauses]).values_list(
            "person_id", "post_title"
        )
    )
    only = clauses[0] if len(clauses) == 1 else None
    words = [composition.sentence(resolution.text)]
    if resolution.supervision.strip():
        words.append(composition.sentence(resolution.supervision))
    if only is not None:
        words.append(composition.sentence(only.text))
    return ResolutionExtractPaper(
        title=_("关于%(matter)s的决议（摘录）") % {"matter": _matter(item.topic.title)},
        number=resolution.number,
        source=_source(resolution),
        resolution=tuple(words),
        owner=_named(only, posts) if only else "",
        due_on=only.due_on if only else None,
        duties=_duties(clauses) if len(clauses) > 1 else None,
        recipients="、".join(dict.fromkeys(_recipient(meeting, c) for c in clauses)),
        signers=(Signer(_("摘录人")), Signer(_("核对人"))),
        issuer=composition.general_office(meeting).name,
        issued_on=document.ordered_on,
    )


def _recipient(meeting: Meeting, clause: ResolutionClause) -> str:
    """The unit that carries it out; a member of the committee by name."""
    units = composition.units_of(meeting, [clause.owner_id])
    return units[0] if units else clause.owner.name


def _matter(title: str) -> str:
    """A topic's title behind 关于…的: not twice."""
    return title.removeprefix("关于").removesuffix("的决议")


def _named(clause: ResolutionClause, posts: dict[int, str]) -> str:
    post = posts.get(clause.owner_id)
    return f"{clause.owner.name}（{post}）" if post else clause.owner.name


def _duties(clauses: list[ResolutionClause]) -> Table:
    return Table(
        columns=(
            Column(_("序号"), 12),
            Column(_("落实事项"), 80, "left"),
            Column(_("负责人"), 26),
            Column(_("完成时间"), 38),
        ),
        rows=tuple(
            (str(c.order), c.text.rstrip("。；"), c.owner.name, official_date(c.due_on)) for c in clauses
        ),
    )


def _source(resolution: Resolution) -> str:
    """摘自{纪要号}第{k}项; a secret item stands in no minutes, only in the record."""
    item, vote = resolution.item, resolution.vote
    minutes = item.meeting.minutes
    place = next((k for k, s in enumerate(minutes.sections, start=1) if s.get("item") == item.pk), None)
    words = {
        "number": minutes.number,
        "k": place or item.order,
        "meeting": composition.called(item.meeting),
        "day": official_date(resolution.decided_on),
        "aye": vote.aye,
        "name": composition.full_name(item.meeting),
    }
    need, _cites = judgement.votes_needed(vote, timezone.localdate(vote.opened_at))
    tally = _("赞成%(aye)s票") % words
    if need is not None:
        tally += _("，须%(need)s票") % {"need": need}
    if place is None:
        return _("摘自%(name)s会议记录第%(k)s项，%(day)s通过（%(tally)s）：") % {**words, "tally": tally}
    return _("摘自%(number)s第%(k)s项，%(day)s%(meeting)s通过（%(tally)s）：") % {**words, "tally": tally}


def _build(document: Document) -> Printable:
    resolution = Resolution.objects.select_related(
        "vote__item", "vote__poll", "item__topic", "item__meeting__organization", "item__meeting__minutes"
    ).get(pk=document.subject_id)
    keep_off_paper([resolution.vote])
    return Printable(extract_paper(resolution, document))


_decided = reading.on_items(reading.reads_decision)


def _answers(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """The committee and its office; whoever carries the resolution out, unless it is about them."""
    found = _decided(actor, documents)
    if actor.main_post:
        own = ResolutionClause.objects.visible_to(actor).filter(owner_id=actor.person_id)
        of = own.filter(resolution__in=[d.subject_id for d in documents])
        mine = set(of.values_list("resolution_id", flat=True))
        found |= {d.pk: Allowed(actor.main_post.title) for d in documents if int(d.subject_id) in mine}
    return found


register_document(
    DocumentKind(
        code=kinds.EXTRACT,
        title=gettext_lazy("决议摘录"),
        build=_build,
        answers=_answers,
        check_words=subjects.keep_names_out,
        editable=ResolutionExtractPaper,
        sealed_for=subjects.sealed_for,
    )
)
