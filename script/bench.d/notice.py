"""A notice to 15 members, told by e-mail: the verb, the sweep that finds it, the letters through a real connection."""

from __future__ import annotations

import socketserver
import threading
import time
from datetime import timedelta

from harness import p50, start, table, today

start()

from django.conf import settings
from django.db import connection

from governance.deadlines.channels import send_waiting
from governance.deadlines.models import Reminder, ReminderChoice
from governance.deadlines.reminders import scan
from meetings.services import agenda, notice
from tests import builders
from tests.meetings.staging import Stage

MEMBERS, TIMES = 15, 10
letters: list[bytes] = []


class MailServer(socketserver.StreamRequestHandler):
    """Takes letters as RFC 5321 asks and keeps them."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = []
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    body.append(part)
                letters.append(b"".join(body))
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer)
threading.Thread(target=server.serve_forever, daemon=True).start()
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
settings.REMINDER_EMAIL_FROM = "zhenwei@town.invalid"

stage = Stage.build(["preset-b"], seats=11)
for n in range(MEMBERS - 11):
    who = builders.person(f"委员{n + 12}")
    builders.hold(who, stage.town, "committee_member", title=f"党委委员{n + 12}")
    stage.crew.members.append(who)
for index, member in enumerate(stage.members):
    stage.member(index)
    ReminderChoice.objects.create(account=member.account, email=f"member{index}@town.invalid")

convened, swept, sent = [], [], []
for _ in range(TIMES):
    meeting = stage.meeting(today() + timedelta(days=9))
    stage.item(meeting)
    agenda.confirm_agenda(meeting_id=meeting.pk, actor=stage.actor("secretary"))
    before = len(letters)
    begun = time.perf_counter()
    notice.convene(meeting_id=meeting.pk, actor=stage.actor("office_clerk"), reason="时间紧")
    convened.append((time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    scan(today())
    swept.append((time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    send_waiting()
    sent.append((time.perf_counter() - begun) * 1000)
    told = [letter for letter in letters[before:] if b"zhenwei@" in letter]
    assert len(told) == MEMBERS, (len(told), Reminder.objects.values_list("state", "channel", "last_error"))
assert not Reminder.objects.exclude(state=Reminder.State.SENT).exists()
table(
    ["database", "members", "convene ms", "sweep ms", "15 letters ms"],
    [[connection.vendor, MEMBERS, p50(convened), p50(swept), p50(sent)]],
)
