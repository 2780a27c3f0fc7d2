"""Looks at many pages in one window, at the width of a desk and of a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.browser.hands import faults_of

WIDTHS = (1280, 390)
VALUES = re.compile(r' (?:href|value|id|name|for|action|datetime|aria-[a-z]+by|hx-get)="[^"]*"')
WORDS = re.compile(r">[^<]*[^<\s][^<]*<")
_known: set[tuple[int, str]] = set()


def shape_of(page: Page) -> str:
    """The page's body without words and values: what it is built of."""
    return WORDS.sub(">…<", VALUES.sub("", page.locator("#main").evaluate("main => main.outerHTML")))


@dataclass
class Inspector:
    """Opens addresses in one window at both widths and keeps what is wrong with them, so that one run
    names every bad page. A page built like one that axe has passed is not given to axe again."""

    page: Page
    accessible: Callable[..., None]
    wrong: list[str] = field(default_factory=list)

    def look(self, url: str, expected: int = 200, axe_at: Sequence[int] = WIDTHS) -> None:
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        answer = self.page.goto(url)
        status = answer.status if answer else 0
        if status != expected:
            self.wrong.append(f"{url}: {status} instead of {expected}")
            return
        shape = shape_of(self.page)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.wrong += [f"{url} at {width}: {fault}" for fault in faults_of(self.page)]
            if width not in axe_at or (width, shape) in _known:
                continue
            try:
                self.accessible(self.page, contrast=width == axe_at[0])
                _known.add((width, shape))
            except AssertionError as found:
                self.wrong.append(f"at {width}: {found}")

    def assert_nothing_wrong(self) -> None:
        if self.wrong:
            pytest.fail("\n".join(self.wrong), pytrace=False)
