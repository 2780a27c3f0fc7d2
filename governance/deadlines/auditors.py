"""What leaves the building for the auditors: every night the signed heads, and at once that somebody broke the glass.

A head kept outside is what a database administrator cannot rewrite. So the mail carries the very file that
`verifyaudit --against` takes: numbers, hashes and signatures, and nothing of any matter.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.access.emergency import tell_of_opening
from governance.access.models import EmergencyGrant
from governance.audit.heads import Head, SignedHead, checkpoint_text
from governance.deadlines.channels import send_mail
from governance.deadlines.jobs import CannotEverWork, order_job, register_job
from governance.deadlines.models import Job, ReminderChoice
from governance.people.models import Account
from governance.templatetags.wordings import zh_datetime

HEADS, EMERGENCY, MOVED = "auditors.heads", "auditors.emergency", "auditors.moved"
TRIED_FOR = timedelta(days=7)
TRIED_EVERY = timedelta(hours=1)


def addresses() -> list[str]:
    """Where heads go: as the installation says, and the auditors who gave an address; none without a sender."""
    if not settings.REMINDER_EMAIL_FROM:
        return []
    auditors = ReminderChoice.objects.filter(account__administrator="auditor", account__is_active=True)
    given = [*settings.HEADS_TO, *auditors.exclude(email="").order_by("pk").values_list("email", flat=True)]
    return list(dict.fromkeys(given))


def order_head_mails(day: date) -> int:
    """One job per address and day over the heads as they were last signed; how many are new. Asked at every
    tick, so that a crash between signing and ordering loses nothing."""
    fresh = 0
    signed: list[int] = []
    for to in addresses():
        key = f"{HEADS}:{day.isoformat()}:{_short(to)}"
        if Job.objects.filter(key=key).exists():
            continue
        signed = signed or newest_signed()
        order_job(HEADS, key, {"day": day.isoformat(), "to": to, "heads": signed})
        fresh += 1
    return fresh


def newest_signed() -> list[int]:
    """The last signed head of every chain, by number of its row."""
    newest = SignedHead.objects.values("organization_id").annotate(last=Max("pk")).order_by("organization_id")
    return [row["last"] for row in newest]


def try_again() -> int:
    """Mails given up because the server was down for long: once an hour for a week."""
    now = timezone.now()
    given_up = Job.objects.filter(
        kind__in=(HEADS, EMERGENCY, MOVED),
        state=Job.State.FAILED,
        created_at__gt=now - TRIED_FOR,
        next_try_at__lt=now - TRIED_EVERY,
    )
    return given_up.update(state=Job.State.NEW, attempts=0, next_try_at=now)


def mail_heads(payload: Mapping[str, Any]) -> None:
    """The job: the same heads, file and message number however often it runs."""
    listed = list(SignedHead.objects.filter(pk__in=payload["heads"]).order_by("organization_id"))
    if not listed:
        raise CannotEverWork("no signed heads")
    day = payload["day"]
    lines = [f"{head.organization_id}\t{Head(head.seq, head.hash).printed}" for head in listed]
    send_mail(
        to=payload["to"],
        subject=_("镇委留痕链头 %(day)s") % {"day": day},
        body=_(
            "各单位办理留痕链的已签链头（单位编号、条数、链值前16位）：\n\n%(lines)s\n\n"
            "请把附件存到本系统之外。核对：manage.py verifyaudit --against 附件\n"
        )
        % {"lines": "\n".join(lines)},
        number=f"heads-{day}-{_short(payload['to'])}",
        attachments=[
            (
                f"zhenwei-heads-{day}.json",
                checkpoint_text(listed, max(head.signed_at for head in listed)),
                "application/json",
            )
        ],
    )


def order_emergency_mails(grant: EmergencyGrant) -> None:
    """Inside the act that opens an emergency grant: one job per address."""
    for to in addresses():
        order_job(EMERGENCY, f"{EMERGENCY}:{grant.pk}:{_short(to)}", {"grant": grant.pk, "to": to})


def mail_emergency(payload: Mapping[str, Any]) -> None:
    """Who, for which post, until when. The ground stays in the trail: it may speak of a matter."""
    grant = EmergencyGrant.objects.select_related("account", "organization").get(pk=payload["grant"])
    send_mail(
        to=payload["to"],
        subject=_("镇委应急授权：%(town)s") % {"town": grant.organization.short_name},
        body=_("%(person)s代行%(town)s%(post)s，自%(since)s至%(until)s。事由见办理留痕（系统链）。\n")
        % {
            "person": grant.account.display_name,
            "town": grant.organization.short_name,
            "post": grant.role_title,
            "since": zh_datetime(grant.opened_at),
            "until": zh_datetime(grant.until_at),
        },
        number=f"emergency-{grant.pk}-{_short(payload['to'])}",
    )


def order_word_of_move(*, account_id: int, to: str) -> None:
    """One mail to the address an auditor had before."""
    key = f"{MOVED}:{account_id}:{uuid.uuid4().hex}"
    order_job(MOVED, key, {"account": account_id, "to": to, "at": timezone.now().isoformat()})


def mail_move(payload: Mapping[str, Any]) -> None:
    account = Account.objects.get(pk=payload["account"])
    send_mail(
        to=payload["to"],
        subject=_("镇委审计通知不再发到这个邮箱"),
        body=_(
            "%(name)s（审计员）于%(at)s改了收链头和应急授权通知的邮箱。不是本人改的，请马上查办理留痕和登录记录。\n"
        )
        % {"name": account.display_name, "at": zh_datetime(datetime.fromisoformat(payload["at"]))},
        number=f"moved-{payload['account']}-{_short(payload['to'] + payload['at'])}",
    )


def _short(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]


register_job(HEADS, mail_heads)
register_job(EMERGENCY, mail_emergency)
register_job(MOVED, mail_move)
tell_of_opening(order_emergency_mails)
