"""P-01 会议通知: one for the committee with the whole agenda, one for each guest with the own items."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.actor import Actor
from governance.access.decision import Allowed
from governance.access.policy import Answer
from governance.documents.kinds import DocumentKind, Printable, register_document
from governance.documents.models import Document
from governance.documents.official import NoticePaper, Section
from governance.rules.coverage import bind
from governance.templatetags.wordings import official_date, official_time, short_date
from meetings import composition, facts
from meetings.documents import kinds, reading, subjects
from meetings.models import AgendaItem, Notice, NoticeDelivery


def notice_paper(notice: Notice) -> NoticePaper:
    """The notice as it was sent: the items it named, in their order."""
    meeting = notice.meeting
    items = _items(notice)
    guests = list(meeting.attendances.filter(voting=False).select_related("person").order_by("order", "id"))
    materials = sum(
        not item.topic.is_secret and bool(facts.topic_facts(item.topic).get("materials_sent_on"))
        for item in items
    )
    present = _("各党委委员")
    if guests:
        names = "、".join(f"{g.post_title}{g.person.name}" for g in guests)
        present += _("；列席：%(names)s") % {"names": names}
    return _paper(
        notice,
        addressees=_("各党委委员，各列席人员") if guests else _("各党委委员"),
        opening=_("经%(who)s同意，定于%(when)s在%(place)s召开%(meeting)s，现将有关事项通知如下："),
        items=items,
        attending=(_("二、出席、列席人员") if guests else _("二、出席人员"), present + "。"),
        annexes=(_("议题材料%(n)s份") % {"n": materials},) if materials else (),
        excuse=_("请于%(before)s前签收；因事不能到会的向%(who)s请假，可交书面意见，会上宣读，不计票。"),
    )


def guest_notice_paper(delivery: NoticeDelivery) -> NoticePaper:
    """Whoever attends for one item is told of that item alone (wording guide P-01)."""
    notice = delivery.notice
    seat = notice.meeting.attendances.filter(person_id=delivery.person_id).first()
    own = [i for i in _items(notice) if i.presenter_id == delivery.person_id]
    return _paper(
        notice,
        addressees=f"{seat.post_title if seat else ''}{delivery.person.name}",
        opening=_("经%(who)s同意，定于%(when)s在%(place)s召开%(meeting)s，请您列席。现将有关事项通知如下："),
        items=own,
        attending=(
            _("二、列席") if own else _("一、列席"),
            _("请您在上列议题汇报、答问时列席，议完离会；列席没有表决权。")
            if own
            else _("请您列席会议；列席没有表决权。"),
        ),
        annexes=(),
        excuse=_("请于%(before)s前签收；因事不能到会的向%(who)s请假。"),
    )


def _items(notice: Notice) -> list[AgendaItem]:
    return list(
        notice.meeting.items.filter(in_notice=True)
        .select_related("topic", "presenter")
        .prefetch_related("topic__stated_facts")
        .order_by("order", "id")
    )


def _paper(
    notice: Notice,
    *,
    addressees: str,
    opening: str,
    items: list[AgendaItem],
    attending: tuple[str, str],
    annexes: tuple[str, ...],
    excuse: str,
) -> NoticePaper:
    meeting = notice.meeting
    words = {
        "who": notice.in_the_name_of,
        "when": composition.begins(meeting),
        "before": short_date(meeting.meets_on, meeting.meets_on) + official_time(meeting.meets_at),
        "place": meeting.place,
        "meeting": composition.full_name(meeting),
    }
    agenda = Section(_("一、议题"), tuple(_lines(items)))
    last = _("三、") if items else _("二、")
    return NoticePaper(
        title=_("关于召开%(meeting)s的通知") % words,
        addressees=addressees,
        opening=(*_moved(notice), opening % words),
        sections=(
            *((agenda,) if items else ()),
            Section(attending[0], (attending[1],), run_in=True),
            Section("", (last + excuse % words,)),
        ),
        annexes=annexes,
        issuer=composition.general_office(meeting).name,
        issued_on=notice.sent_on,
        sealed=False,
    )


def _moved(notice: Notice) -> tuple[str, ...]:
    """A meeting that is called anew says what it was called for before, and that the earlier call is void."""
    if notice.version == 1:
        return ()
    before = notice.superseded.latest("version")
    return (
        _("原定%(when)s在%(place)s召开的%(meeting)s改期，原通知作废。")
        % {
            "when": official_date(before.called_for, "weekday") + official_time(before.called_for),
            "place": before.place,
            "meeting": composition.called(notice.meeting),
        },
    )


def _lines(items: list[AgendaItem]) -> list[str]:
    lines = []
    for n, item in enumerate(items, start=1):
        line = f"{n}.{composition.public_title(item)}"
        if item.presenter and not item.topic.is_secret:
            line += _("，汇报人：%(name)s") % {"name": item.presenter.name}
        lines.append(line + ("。" if n == len(items) else "；"))
    return lines


def _build(document: Document) -> Printable:
    notice = Notice.objects.select_related("meeting__organization").get(pk=document.subject_id)
    return Printable(notice_paper(notice))


_answers = reading.on_meetings(reading.reads_notice)


def _build_for_guest(document: Document) -> Printable:
    delivery = NoticeDelivery.objects.select_related("notice__meeting__organization", "person").get(
        pk=document.subject_id
    )
    return Printable(guest_notice_paper(delivery))


def _answers_on_own(actor: Actor, documents: Sequence[Document]) -> dict[int, Answer]:
    """The guest, and the office that hands it out."""
    found = _answers(actor, documents)
    if actor.main_post:
        own = NoticeDelivery.objects.filter(person_id=actor.person_id)
        mine = set(own.filter(pk__in=[d.subject_id for d in documents]).values_list("pk", flat=True))
        found |= {d.pk: Allowed(actor.main_post.title) for d in documents if int(d.subject_id) in mine}
    return found


register_document(
    DocumentKind(
        code=kinds.NOTICE,
        title=gettext_lazy("会议通知"),
        build=_build,
        answers=_answers,
        check_words=subjects.keep_names_out,
        editable=NoticePaper,
    )
)
register_document(
    DocumentKind(
        code=kinds.GUEST_NOTICE,
        title=gettext_lazy("列席通知"),
        build=_build_for_guest,
        answers=_answers_on_own,
        check_words=subjects.keep_names_out,
        editable=NoticePaper,
    )
)

bind("S1-01:七-2a", by="meetings.documents.notice.notice_paper", how="document")
