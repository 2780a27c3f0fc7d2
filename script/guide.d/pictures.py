"""Which picture of the guide is taken where, as whom, and how much of the page it shows.

    pictures.py http://127.0.0.1:8000 accounts.txt docs/guide/img [name …]

Called by script/guide-pictures, on the database of the demonstration it has just made.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread
django.setup()

from django.urls import reverse  # noqa: E402

from governance.access.actor import actor_for  # noqa: E402
from governance.audit import clock  # noqa: E402
from governance.audit.models import Act  # noqa: E402
from governance.documents.models import Document  # noqa: E402
from governance.people.models import Account  # noqa: E402
from governance.registers.models import RegisterEntry  # noqa: E402
from governance.rulebook.models import CommitteeFigure, Status  # noqa: E402
from meetings.bodies.models import BodyMeeting  # noqa: E402
from meetings.models import AgendaItem, Corrigendum, Meeting, Topic, Vote  # noqa: E402
from meetings.services import room as room_of  # noqa: E402
from meetings.services import topics, voting  # noqa: E402
from meetings.supervision.models import SupervisedTask  # noqa: E402

WIDE, PHONE = 1280, 390
EDGE = 28
PRINTED, LARGEST, COLOURS = 900, 100_000, 96  # width in the guide, bytes, colours of the palette


def meeting(status: str, town: str = "稔川镇") -> Meeting:
    return Meeting.objects.filter(status=status, organization__short_name=town).latest("meets_at")


def room(status: str, town: str = "稔川镇") -> str:
    return reverse("meetings:room", args=[meeting(status, town).pk])


def topic(title: str) -> str:
    return reverse("meetings:topic", args=[Topic.objects.get(title=title).pk])


def topic_with_a_fact() -> str:
    """A topic with one fact stated by the clerk, which the secretary has to confirm."""
    found = Topic.objects.get(title="石笕村公交站牌设置")
    if not found.stated_facts.exists():
        clerk = Account.objects.get(username="rc13")
        day = clock.today()
        topics.state_fact(
            actor=actor_for(clerk, day),
            name="secretaries_agreed",
            value=True,
            happened_on=day,
            source="乔维桢、温书岚、路喆当面商定",
            topic_id=found.pk,
        )
    return reverse("meetings:topic", args=[found.pk])


def corrected() -> str:
    return reverse("meetings:room", args=[Corrigendum.objects.get().minutes.meeting_id])


def scanned() -> str:
    town = meeting("in_session").organization_id
    document = Document.objects.filter(scans__isnull=False, organization_id=town).latest("pk")
    return reverse("documents:scan-attach", args=[document.pk])


def code_page() -> str:
    return reverse("documents:code", args=[Document.objects.get(corrected_by__isnull=False).code])


def stance() -> str:
    return reverse("meetings:item-stance", args=[AgendaItem.objects.get(status="discussing").pk])


def entered_late() -> str:
    return reverse("meetings:room", args=[Meeting.objects.get(entered_late=True).pk])


def leave() -> str:
    return reverse("meetings:ask-leave", args=[meeting("noticed", "云樨镇").pk])


def counting() -> str:
    """The sheet of a vote by hands: the meeting that was broken off, taken up again. It is another meeting
    then, so what shows it as it was comes before."""
    waiting = Vote.objects.filter(status=Vote.Status.CLOSED)
    if not waiting.exists():
        _take_up_again()
    return reverse("meetings:vote-count", args=[waiting.get().pk])


def _take_up_again() -> None:
    item = AgendaItem.objects.get(status="discussing")
    clerk = actor_for(Account.objects.get(username="rc13"), clock.today())
    spoken = set(item.stances.values_list("person_id", flat=True))
    there = item.meeting.attendances.filter(voting=True, status="present").exclude(person_id__in=spoken)
    for attendance in sorted(there, key=lambda row: row.post_code == "secretary"):
        room_of.take_stance(
            item_id=item.pk, person_id=attendance.person_id, stance="agree", view="同意。", actor=clerk
        )
    room_of.summarise(item_id=item.pk, actor=clerk, summary="同意开办，消防验收以后开。")
    why = "意见已经一致，主持人提议举手。"
    vote = voting.open_vote(item_id=item.pk, actor=clerk, method="show_of_hands", reason=why)
    voting.close_vote(vote_id=vote.pk, actor=clerk)


def refused(code: str) -> Act:
    """The newest attempt in 稔川镇 or 云樨镇 that was refused for that."""
    tried = Act.objects.filter(outcome=Act.Outcome.REFUSED).order_by("-recorded_at")
    return next(act for act in tried if any(f["code"] == code for f in act.verdict["findings"]))


def short_of_members() -> str:
    return reverse("audit:act", args=[refused("meetings.quorum.short").pk])


def why() -> str:
    act = refused("meetings.quorum.short")
    place = next(n for n, f in enumerate(act.verdict["findings"]) if f["code"] == "meetings.quorum.short")
    return reverse("rulebook:finding", args=[act.pk, place])


def to_approve() -> str:
    proposed = CommitteeFigure.objects.get(status=Status.PROPOSED, organization__short_name="稔川镇")
    return reverse("rulebook:figure-approve", args=[proposed.pk])


def tomorrow() -> str:
    return (clock.today() + timedelta(1)).isoformat()


def account() -> str:
    return reverse("admin:governance_account_change", args=[Account.objects.get(username="rc13").pk])


def task(page: str, status: str) -> str:
    """That page of the newest supervised matter of 稔川镇 in the state."""
    found = SupervisedTask.objects.filter(organization__short_name="稔川镇", status=status)
    return reverse(f"supervision:{page}", args=[found.latest("pk").pk])


def held_life() -> str:
    found = BodyMeeting.objects.filter(organization__short_name="稔川镇", kind="democratic_life_meeting")
    return reverse("meetings:life", args=[found.exclude(status__in=["draft", "noticed"]).latest("pk").pk])


def to_sign() -> str:
    row = RegisterEntry.objects.filter(organization__short_name="稔川镇", status="signing").latest("pk")
    return reverse("registers:entry", args=[row.register, row.pk])


Place = str | Callable[[], str]
Step = Callable[[Page], Any]


@dataclass(frozen=True)
class Shot:
    """`at`: addresses; several stand side by side. `part`: the element shown, the whole page without.
    `rows`: how many pixels from the top of it. `first`: what is done on the page before."""

    name: str
    account: str
    at: Sequence[Place]
    width: int = WIDE
    part: str = "main"
    rows: int = 0
    first: Sequence[Step] = field(default_factory=tuple)


def writes(**values: str) -> Step:
    def fill(page: Page) -> None:
        for name, value in values.items():
            page.locator(f"[name={name}]").first.fill(value)

    return fill


def opens(selector: str) -> Step:
    return lambda page: page.locator(selector).first.evaluate("e => { e.open = true }")


def presses(label: str) -> Step:
    """Send the form and wait for the page that comes."""

    def press(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=label, exact=True).first.click()

    return press


def counts(**values: int) -> Step:
    return writes(**{name: str(value) for name, value in values.items()})


def around(anchor: str) -> str:
    """The section of that heading."""
    return f"xpath=//*[@id='{anchor}']/ancestor::section[1]"


SHOTS = (
    Shot("gongzuotai", "rc13", ("/",), rows=900),
    Shot(
        "tichu-yiti",
        "rc06",
        (lambda: reverse("meetings:propose"),),
        rows=1000,
        first=(
            writes(title="柘坪村村口路灯增设", content="村口到小学400米没有路灯，拟增设12盏，两家询价。"),
        ),
    ),
    Shot("dengji-shishi", "rc01", (topic_with_a_fact,), rows=1150),
    Shot("cailiao", "yx14", (lambda: topic("樨林村小学操场修缮"),), part=around("materials")),
    Shot("zhengji", "rc13", (lambda: room("preparing"),), rows=1040),
    Shot("qixian", "rc13", (lambda: reverse("deadlines:duties"),), rows=1080),
    Shot("tixing", "rc13", (lambda: reverse("deadlines:reminders"),)),
    Shot("tongzhi", "rc13", (lambda: room("noticed"),), rows=1150),
    Shot(
        "gaiqi",
        "yx14",
        (lambda: room("noticed", "云樨镇"),),
        part=around("notice"),
        first=(opens("xpath=//*[@id='notice']/ancestor::section[1]//details"),),
    ),
    Shot("taolun", "rc13", (lambda: room("in_session"),), rows=1330),
    Shot("daping", "rc13", (lambda: reverse("meetings:wall", args=[meeting("in_session").pk]),), part="body"),
    Shot("jiyao", "yx01", (lambda: room("closed", "云樨镇"),), part=around("minutes")),
    Shot("kanwu", "rc13", (corrected,), part=around("corrigenda")),
    Shot("saomiao", "rc13", (scanned,)),
    Shot("wenyin", "rc13", (lambda: reverse("documents:list"),), rows=900),
    Shot("wenhao", "rc13", (lambda: reverse("documents:numbers"),)),
    Shot("hedui", "", (code_page,), rows=760),
    Shot("jinji", "yx14", (lambda: reverse("meetings:emergencies"),)),
    Shot("jueyi", "rc13", (lambda: reverse("meetings:resolutions"),), rows=900),
    Shot("bulu", "yx14", (entered_late,), rows=760),
    Shot("rili", "rc13", (lambda: reverse("meetings:calendar"),), rows=1000),
    Shot("wode", "rc07", (lambda: reverse("meetings:own"),), rows=1000),
    Shot("sousuo", "rc13", ("/sousuo/?q=灌渠",), rows=900),
    Shot("shouji-qianshou", "yx08", (lambda: reverse("meetings:phone"), leave), PHONE, part="body", rows=800),
    Shot(
        "shouji-huishang", "rc09", (lambda: reverse("meetings:phone"), stance), PHONE, part="body", rows=800
    ),
    Shot(
        "heyan", "nt-auditor", (lambda: reverse("admin:governance_chainentry_verify"),), part="body", rows=360
    ),
    Shot("zhanghao", "nt-system", (account,), part="body", rows=600),
    Shot("hezhun", "rc01", (to_approve,)),
    Shot("tiaowen", "rc12", (lambda: reverse("rulebook:article", args=["S0-04", "三-3a"]),), rows=980),
    Shot("liuhen", "yx14", (short_of_members,), rows=1080),
    Shot("suanfa", "yx14", (why,), rows=1080),
    Shot(
        "tishi",
        "rc01",
        (lambda: reverse("meetings:move", args=[meeting("noticed").pk]),),
        first=(
            lambda page: writes(day=tomorrow(), at="15:00", because="县里通知30日下午开会，会期提前")(page),
            presses("确认改期"),
        ),
    ),
    Shot("duban", "rc13", (lambda: reverse("supervision:list"),), rows=760),
    Shot("duban-banli", "rc13", (lambda: task("task", "returned"),), rows=1000),
    Shot("lailong", "rc13", (lambda: task("trail", "filed"),), rows=900),
    Shot("taizhang", "rc13", (lambda: reverse("registers:index"),), rows=900),
    Shot("taizhang-qianzi", "rc12", (to_sign,), rows=900),
    Shot("huiyi-niandu", "rc12", (lambda: reverse("meetings:body-year"),), rows=900),
    Shot("shenghuohui", "rc12", (held_life,), rows=1100),
    Shot("qingshi", "rc13", (lambda: reverse("requests:list"),), rows=800),
    Shot("dangdaihui", "rc13", (lambda: reverse("congress:index"),), rows=900),
    Shot("tijian", "rc12", (lambda: reverse("rule_review:index"),), rows=800),
    # From here on the meeting that was broken off goes on.
    Shot(
        "jipiao",
        "rc04",
        (counting,),
        first=(counts(issued=8, returned=8, valid=8, invalid=0, aye=7, nay=1, abstain=0),),
    ),
    Shot(
        "lanjie",
        "rc04",
        (counting,),
        first=(
            counts(issued=8, returned=9, valid=9, invalid=0, aye=8, nay=1, abstain=0),
            presses("录入票数"),
        ),
    ),
)


def passwords(accounts: Path) -> dict[str, str]:
    lines = accounts.read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([a-z]+-?[a-z0-9]+)\s+((?:\w{4}-){3}\w{4})", line) for line in lines)
    return {m[1]: m[2] for m in found if m}


def window(browser: Browser, base: str, shot: Shot, password: str) -> Page:
    context = browser.new_context(
        base_url=base,
        viewport={"width": shot.width, "height": 900 if shot.width == WIDE else 844},
        is_mobile=shot.width == PHONE,
        device_scale_factor=1 if shot.width == WIDE else 1.15,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    if shot.account:
        page.goto("/denglu/")
        page.locator("[name=username]").fill(shot.account)
        page.locator("[name=password]").fill(password)
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()
    return page


def take(page: Page, shot: Shot, place: Place) -> Image.Image:
    answer = page.goto(place if isinstance(place, str) else place())
    assert answer is not None and answer.status == 200, f"{shot.name}: {page.url} answered {answer}"
    for step in shot.first:
        step(page)
    box = page.locator(shot.part).first.bounding_box()
    assert box is not None, f"{shot.name}: nothing is {shot.part}"
    height = min(box["height"], shot.rows or box["height"])
    clip = {**box, "height": height}
    if shot.part.startswith("xpath"):  # a part of the page gets a margin of its own
        clip = {
            "x": box["x"] - EDGE,
            "y": box["y"] - EDGE,
            "width": box["width"] + 2 * EDGE,
            "height": height + EDGE,
        }
    return Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip))).convert("RGB")


def beside(pictures: Sequence[Image.Image]) -> Image.Image:
    gap = 24
    height = max(p.height for p in pictures)
    whole = Image.new("RGB", (sum(p.width for p in pictures) + gap * (len(pictures) - 1), height), "white")
    left = 0
    for picture in pictures:
        whole.paste(picture, (left, 0))
        left += picture.width + gap
    return whole


def keep(picture: Image.Image, file: Path) -> int:
    """In the width of the guide and a palette; fewer colours until it is small enough."""
    if picture.width > PRINTED:
        height = round(picture.height * PRINTED / picture.width)
        picture = picture.resize((PRINTED, height), Image.Resampling.LANCZOS)
    colours = COLOURS
    while True:
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= LARGEST or colours <= 8:
            return file.stat().st_size
        colours //= 2


def main(base: str, accounts: str, folder: str, *wanted: str) -> None:
    known = passwords(Path(accounts))
    unknown = set(wanted) - {shot.name for shot in SHOTS}
    if unknown:
        sys.exit(f"no such picture: {', '.join(sorted(unknown))}")
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in SHOTS:
            if wanted and shot.name not in wanted:
                continue
            page = window(browser, base, shot, known.get(shot.account, ""))
            size = keep(
                beside([take(page, shot, place) for place in shot.at]), Path(folder) / f"{shot.name}.png"
            )
            print(f"{shot.name}.png {size // 1000} kB")
            page.context.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
