"""Who may be handed the password of the managed database: a page of ours, opened on this machine.

A loopback client address alone is not enough: any web site can make a browser on this machine send requests here
(so the request must come from a page of ours), can point its own name at 127.0.0.1 (so the `Host` must be a name that
only ever means this machine), and a proxy on this machine forwards strangers (so nothing may say it was forwarded).
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from api.identity.origins import host_of, is_loopback_name, of_another_site

if TYPE_CHECKING:
    from starlette.requests import Request

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
ASKED_BY_OUR_PAGE = "x-gongjian-connect"
"""A header that only a page of the same origin can send without the browser asking us first."""


def is_from_this_machine(request: Request) -> bool:
    """Whether a request comes straight from this machine and was addressed to it by a loopback name."""
    return (
        request.client is not None
        and _is_loopback_address(request.client.host)
        and is_loopback_name(host_of(request))
        and not any(name in request.headers for name in FORWARDED)
    )


def is_from_our_page(request: Request) -> bool:
    """Whether a request was sent by a page that this service served."""
    return ASKED_BY_OUR_PAGE in request.headers and not of_another_site(request.headers)


def _is_loopback_address(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
