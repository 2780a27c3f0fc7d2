"""Chores with topics: to settle, to consent to, to give an opinion on, returned to oneself."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.access.policy import ask
from governance.templatetags.wordings import zh_date
from meetings.desk.reader import Chore, Reader
from meetings.models import Topic, TopicOpinion


def topic_chores(r: Reader) -> Iterator[Chore]:
    waiting = (
        Topic.objects.visible_to(r.actor)
        .filter(status__in=[Topic.Status.SUBMITTED, Topic.Status.RETURNED, Topic.Status.POSTPONED])
        .select_related("proposed_by", "leader")
        .prefetch_related(
            Prefetch("opinions", TopicOpinion.objects.filter(person_id=r.person), to_attr="mine")
        )
        .order_by("proposed_on", "id")
    )
    for topic in waiting:
        yield from _topic(r, topic)


def _topic(r: Reader, topic: Topic) -> Iterator[Chore]:
    url = reverse("meetings:topic", args=[topic.pk])
    proposed = _("%(who)s提出　%(day)s") % {
        "who": topic.proposed_by.name,
        "day": zh_date(topic.proposed_on, r.today),
    }
    if topic.status == Topic.Status.RETURNED:
        if topic.proposed_by_id == r.person:
            yield Chore(
                _("议题退回：%(title)s") % {"title": topic.title},
                url,
                _("修改重报"),
                reverse("meetings:topic-rework", args=[topic.pk]),
                _("退回理由：%(why)s") % {"why": topic.returned_because},
                rank=2,
            )
        return
    if topic.status == Topic.Status.POSTPONED:
        if topic.organization_id in r.clerk:
            yield Chore(
                _("缓议的议题待再上会：%(title)s") % {"title": topic.title},
                url,
                _("列入议程"),
                reverse("meetings:topic-agenda", args=[topic.pk]),
                proposed,
            )
        return
    needs_consent = topic.department_proposal and topic.leader is not None and not topic.leader_consented_on
    if needs_consent and _leads(r, topic):
        yield Chore(
            _("分管议题待同意：%(title)s") % {"title": topic.title},
            url,
            _("看议题"),
            url,
            proposed,
            ("S1-04:三-1a",),
        )
    elif topic.awaits_late_confirmation:
        if ask(r.actor, "meetings.topic.late_confirmed", topic).allowed:
            yield Chore(
                _("补录的议题待确认：%(title)s") % {"title": topic.title},
                url,
                _("确认补录"),
                reverse("meetings:topic-late", args=[topic.pk]),
                _("补录理由：%(why)s") % {"why": topic.late_because},
            )
    elif topic.organization_id in r.leading | r.clerk and not needs_consent:
        yield Chore(
            _("议题待审定：%(title)s") % {"title": topic.title},
            url,
            _("列入议程"),
            reverse("meetings:topic-agenda", args=[topic.pk]),
            proposed,
            r.adopted(topic.organization_id, "S0-04:二-1a", "S1-01:七-1a", "S1-04:三-1b"),
        )
    if topic.organization_id in r.seats and topic.proposed_by_id != r.person and not topic.mine:  # type: ignore[attr-defined]
        yield Chore(
            _("议题征求意见：%(title)s") % {"title": topic.title},
            url,
            _("提意见"),
            reverse("meetings:topic-opinion", args=[topic.pk]),
            proposed,
            r.adopted(topic.organization_id, "S0-04:二-1b"),
            rank=6,
        )


def _leads(r: Reader, topic: Topic) -> bool:
    assert topic.leader is not None
    held = r.actor.holds(topic.organization_id, topic.leader.code)
    return held is not None and held.title.startswith(topic.leader.title)
