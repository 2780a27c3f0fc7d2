"""The page on which a new term is registered: every seat with its new holder."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from governance.access.questions import put_question
from governance.access.roster import terms
from governance.access.roster.views import RosterVerb
from governance.access.typed import DayField, LineField
from governance.people.models import Person, Post, Tenure
from governance.people.terms import TermChange


class TermForm(forms.Form):
    """One choice a seat, filled with who holds it now."""

    first_on = DayField(label=_("新一届第一天"), help_text=_("原任的到前一天为止。"))
    authority = LineField(label=_("任职文号"), max_length=60, help_text=_("例：宁组干〔2026〕18号"))

    def __init__(self, *args: Any, posts: Any, people: Any, holding: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for post in posts:
            self.fields[f"seat_{post.pk}"] = forms.ModelChoiceField(
                label=post.title,
                queryset=people,
                required=False,
                empty_label=_t("空缺"),
                initial=holding.get(post.pk),
            )

    def seats(self) -> dict[int, int | None]:
        return {
            int(name.removeprefix("seat_")): person.pk if person else None
            for name, person in self.cleaned_data.items()
            if name.startswith("seat_")
        }


class ChangeTerm(RosterVerb):
    action = "people.term.changed"
    form_class = TermForm
    title = _("登记换届")
    note = _(
        "一次登记，一份文号：原任的任职都到前一天为止，新任的从这天起；连任的也重新登记。"
        "应到人数随之变。不是委员的职务另行登记。"
    )

    def form_kwargs(self) -> dict[str, Any]:
        town, actor = self.organization, self.actor
        posts = Post.objects.visible_to(actor).filter(
            organization=town, committee_seat=True, abolished_on__isnull=True
        )
        serving = Tenure.objects.visible_to(actor).filter(organization=town)
        people = (
            Person.objects.visible_to(actor)
            .approved()
            .filter(models.Q(roster_town=town) | models.Q(pk__in=serving.values("person_id")))
        )
        now = serving.on(actor.day).filter(kind=Tenure.Kind.REGULAR, post__in=posts)
        return {
            "posts": posts,
            "people": people.order_by("name", "id"),
            "holding": dict(now.values_list("post_id", "person_id")),
        }

    def context(self, **extra: Any) -> dict[str, Any]:
        met = put_question(
            "meetings.at_term_change", organization_id=self.organization.pk, day=self.actor.day
        )
        warnings = []
        if met is not None and met.open_votes:
            warnings.append(_t("会上还有%(n)s项表决没有结束，结束以后才能登记。") % {"n": met.open_votes})
        if met is not None and met.noticed:
            warnings.append(
                _t(
                    "%(meetings)s已经发出通知：新一届第一天以后开的，开会时按新名单算应到，请另行通知新任的委员。"
                )
                % {"meetings": "、".join(met.noticed)}
            )
        return super().context(warnings=warnings, **extra)

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> TermChange:
        assert isinstance(form, TermForm)
        return terms.change_term(
            actor=self.actor,
            organization_id=self.organization.pk,
            first_on=form.cleaned_data["first_on"],
            authority=form.cleaned_data["authority"],
            seats=form.seats(),
            once=once,
        )

    def success_text(self, result: Any) -> str:
        return _t("已登记换届：新一届%(n)s人") % {"n": result.seats_after}
