"""The ways a reminder leaves: in the application always, by e-mail and to the office's messenger as a
person chose. Sending twice after a crash is told apart by the receiver: the message number is the key.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import urllib.request
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.deadlines.models import Reminder, ReminderChoice
from governance.people.models import Account

logger = logging.getLogger("governance.reminders")
ATTEMPTS = 8
TIMEOUT = 5  # seconds
C = Reminder.Channel


class NotSent(Exception):
    """The channel did not take the message; the text says why, for an administrator."""


def choice_of(account: Account) -> ReminderChoice | None:
    try:
        return account.reminder_choice  # type: ignore[attr-defined,no-any-return]
    except ObjectDoesNotExist:
        return None


def channels_of(account: Account) -> list[str]:
    """The application first and always; what else the installation offers and the person chose."""
    choice = choice_of(account)
    found: list[str] = [C.APPLICATION]
    if choice is not None and choice.email and settings.REMINDER_EMAIL_FROM:
        found.append(C.EMAIL)
    if choice is not None and choice.messenger and settings.MESSENGER_URL:
        found.append(C.MESSENGER)
    return found


def send_waiting(limit: int = 100) -> int:
    """Send what waits, oldest first; called under the lease of `tick`, which the slowest hundred (`TIMEOUT`
    each) do not outlast. Returns how many went out."""
    now = timezone.now()
    waiting = Reminder.objects.filter(state=Reminder.State.WAITING, next_try_at__lte=now)
    sent = 0
    for row in waiting.select_related("account__reminder_choice").order_by("next_try_at", "id")[:limit]:
        sent += _send(row)
    return sent


def _send(row: Reminder) -> bool:
    row.attempts += 1
    try:
        if row.channel == C.EMAIL:
            send_email(row)
        elif row.channel == C.MESSENGER:
            send_messenger(row)
    except NotSent as error:
        row.last_error = str(error)[:120]
        if row.attempts >= ATTEMPTS:
            row.state = Reminder.State.FAILED
        row.next_try_at = timezone.now() + timedelta(minutes=2**row.attempts)
        row.save(update_fields=["attempts", "last_error", "state", "next_try_at"])
        logger.warning("reminder %s not sent (%s)", row.key[:12], row.channel)
        return False
    row.state, row.sent_at, row.last_error = Reminder.State.SENT, timezone.now(), ""
    row.save(update_fields=["attempts", "state", "sent_at", "last_error"])
    return True


def link(row: Reminder) -> str:
    return f"{settings.PUBLIC_URL}{row.url}"


def send_email(row: Reminder) -> None:
    """Plain text, one recipient, a message number that stays the same when it is sent again."""
    choice = choice_of(row.account)
    if choice is None or not choice.email:
        raise NotSent(_("收件人没有填邮箱"))
    send_mail(
        to=choice.email,
        subject=_("镇委提醒：%(text)s") % {"text": row.text},
        body=f"{row.text}\n\n{link(row)}\n",
        number=row.key[:32],
    )


def send_mail(
    *, to: str, subject: str, body: str, number: str, attachments: Sequence[tuple[str, str, str]] = ()
) -> None:
    """One plain mail to one recipient. `number` names the message: sent again, it is the same one.
    `attachments`: (name, text, media type). NotSent when the server does not take it."""
    message = EmailMessage(
        subject=subject,
        body=body,
        from_email=settings.REMINDER_EMAIL_FROM,
        to=[to],
        headers={
            "Message-ID": f"<{number}@{urlsplit(settings.PUBLIC_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    for name, text, media_type in attachments:
        message.attach(name, text, media_type)
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:  # ValueError: an address mail cannot write
        raise NotSent(_("邮件服务器没有收下（%(error)s）") % {"error": type(error).__name__}) from error


def signature(secret: str, at: str, body: bytes) -> str:
    """HMAC-SHA256 over the time and the body: a recorded message cannot be played again later."""
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()


def send_messenger(row: Reminder) -> None:
    """POST JSON to the office's messenger gateway, signed; any 2xx is an acceptance."""
    choice = choice_of(row.account)
    if choice is None or not choice.messenger:
        raise NotSent(_("收件人没有填单位消息账号"))
    body = json.dumps(
        {"id": row.key, "to": choice.messenger, "text": row.text, "url": link(row)},
        ensure_ascii=False,
        sort_keys=True,
    ).encode()
    at = str(int(timezone.now().timestamp()))
    request = urllib.request.Request(
        settings.MESSENGER_URL,
        data=body,
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "X-Zhenwei-Time": at,
            "X-Zhenwei-Signature": signature(settings.MESSENGER_SECRET, at, body),
        },
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            answer.read(1024)
    except (OSError, http.client.HTTPException, ValueError) as error:  # URLError is an OSError
        raise NotSent(_("单位消息没有收下（%(error)s）") % {"error": type(error).__name__}) from error
