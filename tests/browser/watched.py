"""A page that remembers which hosts answered it and which errors it met."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.async_api import Page, Request


@dataclasses.dataclass
class Watched:
    """A Chromium page with its memory.

    `answered`: hosts that answered a request or opened a socket. `errors`: uncaught errors and console errors.
    `left_the_page`: requests to another host that no policy stopped inside the page.
    """

    page: Page
    answered: set[str] = dataclasses.field(default_factory=set)
    errors: list[str] = dataclasses.field(default_factory=list)
    left_the_page: list[str] = dataclasses.field(default_factory=list)


async def sign_in(page: Watched, url: str, subject: str) -> None:
    """Choose an example account on the page for it; ends on the start page."""
    await page.page.goto(f"{url}/sign-in")
    await page.page.click(f"button[value='{subject}']")
    await page.page.wait_for_url(f"{url}/")


def watch(page: Page) -> Watched:
    """Begin to remember."""
    seen = Watched(page)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.on("response", lambda answer: seen.answered.add(urlsplit(answer.url).hostname or ""))
    page.on("websocket", lambda opened: seen.answered.add(urlsplit(opened.url).hostname or ""))
    page.on("requestfailed", lambda lost: _note_lost(seen, lost))
    return seen


def _note_lost(seen: Watched, lost: Request) -> None:
    # Leaving a page gives up what it was still asking of this machine; that says nothing about other hosts.
    ours = urlsplit(lost.url).hostname in {"127.0.0.1", "localhost"}
    if lost.failure != "csp" and not ours:
        seen.left_the_page.append(lost.url)
