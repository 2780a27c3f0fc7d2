"""One's own channels, calendar address and read marks: operational rows of the reader, no acts."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from governance.access.actor import Actor
from governance.access.devices import also_ends
from governance.access.policy import require
from governance.deadlines.auditors import order_word_of_move
from governance.deadlines.channels import choice_of
from governance.deadlines.feed import digest, new_token
from governance.deadlines.models import Reminder, ReminderChoice
from governance.people.models import Account


def own_choice(actor: Actor) -> ReminderChoice:
    """The reader's choice; an unsaved one where nothing was chosen yet."""
    account = Account.objects.get(pk=actor.account_id)
    return choice_of(account) or ReminderChoice(account=account)


def choose_channels(*, actor: Actor, **values: str) -> ReminderChoice:
    """`email`, `messenger`; blank for none. Raises Forbidden for whoever holds no post."""
    choice = own_choice(actor)
    require(actor, "deadlines.reminder.chosen", choice)
    for name in ("email", "messenger"):
        if name in values:
            setattr(choice, name, values[name])
    choice.save()
    return choice


@transaction.atomic
def choose_auditors_address(*, actor: Actor, email: str) -> ReminderChoice:
    """Where signed heads and news of broken glass go for this auditor; blank for nowhere. The address before
    is told, so that nobody takes them from an auditor in silence. Raises Forbidden for anybody else."""
    choice = own_choice(actor)
    require(actor, "deadlines.auditor.addressed", choice)
    before, choice.email = choice.email, email
    choice.save()
    if before and before != email:
        order_word_of_move(account_id=choice.account_id, to=before)
    return choice


def renew_feed(*, actor: Actor) -> str:
    """A new calendar token, returned this once; the one before stops working."""
    choice = own_choice(actor)
    require(actor, "deadlines.reminder.chosen", choice)
    token = new_token()
    choice.feed_digest = digest(token)
    choice.save()
    return token


def stop_feed(*, actor: Actor) -> None:
    choice = own_choice(actor)
    require(actor, "deadlines.reminder.chosen", choice)
    choice.feed_digest = ""
    choice.save()


def end_feed(account_id: int) -> None:
    """The calendar address of an account that is signed out everywhere stops working."""
    ReminderChoice.objects.filter(account_id=account_id).update(feed_digest="")


def mark_read(*, actor: Actor) -> None:
    """Everything the reader's list has shown."""
    unread = Reminder.objects.visible_to(actor).filter(read_at__isnull=True)
    unread.update(read_at=timezone.now())


also_ends(end_feed)
