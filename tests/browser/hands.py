"""What a person does to a page, in a person's words, and what every page must look like.

move_to(date(2026, 11, 23))            # from the fixture `move_to`: the server's day
press(page, "开始讨论第一项")             # a button, unfolding its sheet first where it has one
pick(page, "同意")                      # the radio button of that answer
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Response

LOOKS = """() => [
  document.documentElement.lang, document.title, document.querySelectorAll("h1").length,
  document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
]"""


def sent(page: Page, button: Locator) -> int:
    """Press what sends a form, and wait for the page that comes back; its status."""
    with page.expect_navigation() as coming:
        button.click()
    answer: Response | None = coming.value
    assert answer is not None
    return answer.status


def press(page: Page, label: str) -> int:
    """Press the button of that label; where it unfolds a sheet, confirm there. Status of what came."""
    folded = page.locator("details.confirm", has=page.locator(f'summary:text-is("{label}")'))
    if folded.count():
        folded.first.locator("summary").click()
        return sent(page, folded.first.locator("button[type=submit]"))
    return sent(page, page.locator("main").get_by_role("button", name=label, exact=True).first)


def follow(page: Page, label: str, *, within: str = "main") -> int:
    return sent(page, page.locator(within).get_by_role("link", name=label).first)


def fill(page: Page, name: str, value: str) -> None:
    page.locator(f"[name={name}]").fill(value)


def pick(page: Page, answer: str) -> None:
    """Choose a radio button by its words, as one taps them."""
    page.locator("main label", has_text=re.compile(rf"^\s*{re.escape(answer)}")).first.click()


def text(page: Page) -> str:
    return page.locator("main").inner_text()


def cited(page: Page) -> list[str]:
    """The articles that the findings on the page stand on, as they are printed there."""
    return page.locator(".finding-src .cite").all_inner_texts()


def faults_of(page: Page) -> list[str]:
    """What no page may be: without language, title or its one heading, or wider than the window."""
    page.wait_for_load_state()  # a link was perhaps pressed: its page has come, but not yet its text
    language, title, headings, over = page.evaluate(LOOKS)
    found = []
    if language.lower() not in ("zh-cn", "zh-hans"):
        found.append("no language")
    if not title.strip(" ·"):
        found.append("no title")
    if headings != 1:
        found.append(f"{headings} headings of the first rank")
    if over > 0:
        found.append(f"{over} px wider than the window of {page.viewport_size['width']}")
    return found
