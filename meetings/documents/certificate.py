"""计票证明 of a secret vote in sealed envelopes."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.ballots.certificate import CountCertificatePaper
from governance.ballots.models import SealedPoll
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import CountLine, Signer
from governance.templatetags.wordings import official_date, official_time
from meetings import composition
from meetings.altered import keep_off_paper
from meetings.documents import kinds, reading, subjects
from meetings.documents.votes import matter_of, required
from meetings.models import Vote
from meetings.models.base import Outcome


def certificate_paper(vote: Vote) -> CountCertificatePaper:
    """Raises ValueError for a vote without a counted box."""
    poll = vote.poll
    if poll is None or poll.counted_at is None or poll.opened_at is None or poll.closed_at is None:
        raise ValueError("a certificate is of a counted box")
    item, meeting = vote.item, vote.item.meeting
    matter, candidates = matter_of(vote)
    day = official_date(timezone.localdate(poll.counted_at))
    times = {
        "opened": official_time(poll.opened_at),
        "closed": official_time(poll.closed_at),
        "counted": official_time(poll.counted_at),
    }
    return CountCertificatePaper(
        title=_("%(meeting)s第%(n)s项无记名表决计票证明")
        % {"meeting": composition.full_name(meeting), "n": item.order},
        matter=_("%(matter)s（第%(round)s次表决）") % {"matter": matter, "round": vote.round}
        if vote.round > 1
        else matter,
        roll_digest=poll.roll_digest,
        codes_digest=poll.codes_digest,
        moments=((_("时间"), day + _("%(opened)s开始，%(closed)s停止，%(counted)s开箱") % times),),
        issued=poll.issued,
        returned=poll.returned or 0,
        valid=poll.valid or 0,
        blank=poll.blank or 0,
        invalid=poll.invalid or 0,
        lines=(CountLine(candidates[0] if candidates else _("本事项"), vote.aye, vote.nay, vote.abstain),),
        required=required(vote),
        outcome=str(Outcome(vote.outcome).label) if vote.outcome else "",
        custody=_custody(poll),
        objections=_objections(poll),
        signers=(Signer(_("计票人")), Signer(_("监票人"))),
    )


def _custody(poll: SealedPoll) -> str:
    names = "、".join(h.person.name for h in poll.keyholders.select_related("person") if h.person is not None)
    if poll.custody == SealedPoll.Custody.TELLER:
        return _("%(names)s持票码，另一半在服务器，开箱后已销毁") % {"names": names}
    return _("%(names)s三人各持一码，任两人开箱") % {"names": names}


def _objections(poll: SealedPoll) -> str:
    rows = list(poll.countobjections.all())
    if not rows:
        return _("回执名单公布后%(n)s分钟为异议时间，没有人提出") % {"n": poll.objection_minutes}
    return "；".join(_("提出1件，%(finding)s") % {"finding": row.get_finding_display()} for row in rows)


def _build(document: Document) -> Printable:
    vote = Vote.objects.select_related("poll", "item__topic", "item__meeting__organization").get(
        pk=document.subject_id
    )
    keep_off_paper([vote])
    return Printable(certificate_paper(vote))


register_document(
    DocumentKind(
        code=kinds.COUNT_CERTIFICATE,
        title=gettext_lazy("计票证明"),
        build=_build,
        answers=reading.on_items(reading.reads_decision),
        sealed_for=subjects.sealed_for,
        check_words=subjects.keep_names_out,
    )
)
