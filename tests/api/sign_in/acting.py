"""What a browser does to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.identity import COOKIE

if TYPE_CHECKING:
    import httpx


async def begin(
    browser: httpx.AsyncClient, url: str, subject: str, *, next_: str = "/", provider: str = "local"
) -> httpx.Response:
    """Press the button: the answer that leads to the provider."""
    form = {"provider": provider, "sub": subject, "next": next_}
    return await browser.post(
        f"{url}/sign-in/begin", data=form, headers={"origin": url}, follow_redirects=False
    )


async def callback(
    browser: httpx.AsyncClient, url: str, subject: str, *, next_: str = "/", provider: str = "local"
) -> str:
    """The address to which the provider sends the browser back."""
    began = await begin(browser, url, subject, next_=next_, provider=provider)
    assert began.status_code in {302, 307}, began.text
    back = await browser.post(began.headers["location"], data={"sub": subject}, follow_redirects=False)  # fmt: skip
    assert back.status_code == 302, back.text
    return back.headers["location"]


async def sign_in(
    browser: httpx.AsyncClient, url: str, subject: str, *, next_: str = "/", provider: str = "local"
) -> httpx.Response:
    """All of it; the page that one ends on."""
    return await browser.get(await callback(browser, url, subject, next_=next_, provider=provider))


def session_of(browser: httpx.AsyncClient) -> str:
    """The secret in its cookie."""
    return browser.cookies[COOKIE]
