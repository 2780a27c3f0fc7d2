"""Accounts of the demonstration, and the table of who is who that is written for those who try it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from governance.access.accounts import Slip, found_administrator, open_account
from governance.people.models import Account, Person
from meetings.demo import places
from meetings.demo.names import faces
from meetings.demo.people import Town
from meetings.demo.script import Script

WIDTHS = (14, 22, 26, 26)
HEADINGS = ("账号", "密码", "姓名", "职务", "可以试")

# What to try, by post or, for a single person, by name.
TRY = {
    "secretary": "审定议程、确认事实、准假、主持、签发纪要、核准另定的数",
    "deputy_secretary": "商定议题、退回议题、表态、记名投票",
    "discipline_secretary": "看拦截与说明、监票",
    "organization_commissioner": "审定人员登记、表态、回避",
    "committee_member": "签收通知、请假、手机签到、表态、投票",
    "congress_chair": "列席会议",
    "deputy_mayor": "提出议题、列席",
    "office_director": "采用制度、提出另定、提请定口径",
    "office_clerk": "主要账号：登记、列议程、发通知、记录、整理纪要",
    "organization_clerk": "登记人员和任职、看亲属关系",
    "discipline_clerk": "看亲属关系",
    "petition_director": "看得到什么、看不到什么（信访以后再装）",
    "petition_clerk": "同上",
    "station_head": "提出议题，须分管领导同意",
    "village_secretary": "看本镇制度；看不到党委会",
    "staff": "看本镇制度；看不到党委会",
    "delegate": "看本镇制度；看不到党委会",
    "system": "后台：开账号、当面重置密码、录放假安排",
    "security": "后台：岗位、授权，两人办",
    "auditor": "后台：看办理留痕、查阅记录，没有业务权",
    "county_reviewer": "看不到镇里的会议",
}
TRY_BY_NAME = {
    "林䶮": "主要账号：登记、列议程、发通知、记录、整理纪要（姓名有生僻字）",
    "霍玥": "与组织办干事宗长庚是表姐弟，看回避",
    "翁青禾": "与甘雨棠是姻亲：第16号议题拦截、回避",
    "欧阳汀": "配偶所在单位涉及旧粮站议题，须回避",
    "佘秋棠": "请过假，交过书面意见",
    "仇若川": "请过假、迟到；下次会议电话通知",
    "屈振戈": "请过假；下次会议的请假等书记批",
    "甘雨棠": "干部议题所涉本人：这一项查不到",
}


def open_accounts(script: Script, towns: Iterable[Town], clerks: dict[str, Person], table: Table) -> None:
    """Open the accounts that are missing, each written to the table at once, and learn all of them."""
    for kind, username, name in places.ADMINISTRATORS:
        slip = script.do(
            f"administrator {username}",
            found_administrator,
            gives=Account,
            kind=kind,
            username=username,
            display_name=name,
            demonstration=True,
        )
        table.add(f"{places.COUNTY}三员", slip, str(Account.Administrator(kind).label), TRY[kind])
    for number, (short, person) in enumerate(clerks.items(), start=1):
        slip = _open(script, f"nt{number:02d}", person)
        table.add("县级经办（邻单位）", slip, f"{short}经办", TRY["county_reviewer"])
    for town in towns:
        for username, name, code, title in _account_holders(town):
            slip = _open(script, username, town.people[name])
            town.accounts[name] = slip.account if isinstance(slip, Slip) else slip
            table.add(town.plan.name, slip, title, TRY_BY_NAME.get(name, TRY[code]))


def _open(script: Script, username: str, person: Person) -> Slip | Account:
    opened: Slip | Account = script.do(
        f"account {username}",
        open_account,
        gives=Account,
        person_id=person.pk,
        username=username,
        demonstration=True,
    )
    return opened


def _account_holders(town: Town) -> Iterable[tuple[str, str, str, str]]:
    """(account name, person, post code, title): the table, and some of the 45."""
    plan = town.plan
    for number, seat in enumerate(plan.leaders, start=1):
        yield f"{plan.prefix}{number:02d}", seat.face.name, seat.code, seat.title
    others = faces(plan.key)
    for i in (3, 4, 9, 10, 11, 12, 27, 29, 32, places.FORMER_SECRETARY, places.PARTY_DELEGATE):
        tenure = town.people[others[i].name].tenures.select_related("post").get(kind="regular")
        title = f"原{tenure.post.title}" if i == places.FORMER_SECRETARY else tenure.post.title
        code = "staff" if i == places.FORMER_SECRETARY else tenure.post.code
        yield f"{plan.prefix}{i + 16:02d}", others[i].name, code, title


class Table:
    """The table of accounts: a file of its own, readable by its owner alone, written line by line so
    that a run that is broken off has kept every password it gave."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._group = ""
        self.written = 0
        self.without_password = 0

    def add(self, group: str, opened: Slip | Account, title: str, hint: str) -> None:
        """One line for a new account; an account opened by an earlier run is in the file already."""
        if isinstance(opened, Account):
            self.without_password += 1
            return
        lines = []
        if not self.written and not self.path.exists():
            lines += ["演示账号。密码随机生成，只写在这里；各单位、人名都是虚构的。"]
        if group != self._group:
            self._group = group
            lines += ["", group, _line(HEADINGS)]
        account = opened.account
        lines.append(_line((account.username, opened.password, account.display_name, title, hint)))
        self._append("\n".join(lines) + "\n")
        self.written += 1

    def close(self, notes: str) -> None:
        if self.written:
            self._append(notes)

    def _append(self, text: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(text)


def _line(cells: tuple[str, ...]) -> str:
    """Cells padded to columns; a Chinese character is two wide."""
    padded = [cell + " " * max(2, width - _width(cell)) for cell, width in zip(cells, WIDTHS, strict=False)]
    return "".join([*padded, *cells[len(WIDTHS) :]]).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
