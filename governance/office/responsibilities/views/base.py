"""What the pages and steps of responsibilities share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from governance.access.policy import ask
from governance.access.views import GovernedView, VerbView
from governance.people.models import Organization, Post, Tenure
from governance.people.queries import posts_by_person, serving

PREFIX = "responsibilities."


class DutiesMixin(GovernedView):
    abstract_view = True

    def may(self, *actions: str, on: Any = None) -> dict[str, bool]:
        """For buttons: the words of each action, joined → whether the actor may."""
        subject = on if on is not None else self.subject()
        return {name.replace(".", "_"): ask(self.actor, PREFIX + name, subject).allowed for name in actions}

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(tabs=self.may("letters.read", "pursuit.read", on=self.organization), **extra)

    def posts(self) -> Any:
        return Post.objects.visible_to(self.actor).filter(
            organization=self.organization, abolished_on__isnull=True
        )

    def units(self, *kinds: str) -> Any:
        found = Organization.objects.visible_to(self.actor).filter(
            town=self.organization, closed_on__isnull=True
        )
        return found.filter(kind__in=kinds) if kinds else found

    def people(self, *without: str) -> dict[str, Any]:
        """What a form with persons takes; `without` those who hold these posts alone."""
        town, day = self.organization.pk, self.actor.day
        people: Any = serving(town, day)
        if without:
            held = Tenure.objects.visible_to(self.actor).filter(organization_id=town).on(day)
            people = people.filter(pk__in=held.exclude(post__code__in=without).values("person_id"))
        return {"people": people, "titles": posts_by_person(town, day)}


class DutyStep(DutiesMixin, VerbView):
    """A step with its note above and the way back; `place` names the page of the object it is about."""

    abstract_view = True
    template_name = "responsibilities/step.html"
    note: ClassVar[Any] = ""
    place: ClassVar[str] = ""
    home: ClassVar[str] = "responsibilities:index"

    def back_url(self) -> str:
        return reverse(self.place, args=[self.object.pk]) if self.place else reverse(self.home)

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(view=self, back=self.back_url(), **extra)

    def success_url(self, result: Any) -> str:
        return self.back_url()
