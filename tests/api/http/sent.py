"""Sending what no client library would send, and what every refusal has in common."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from tests.fixtures.service import Service

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
TYPENAME = b'{"query":"{ __typename }"}'
CJK = re.compile("[\u4e00-\u9fff]")


async def post(
    service: Service, body: bytes, *, type_: str = JSON, accept: str = GRAPHQL, **headers: str
) -> httpx.Response:
    """Send a body as it is; names of other headers with `_` for `-`."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return await service.client.post(
        "/graphql", content=body, headers={"content-type": type_, "accept": accept, **more}
    )


@dataclass(frozen=True)
class Raw:
    """An answer as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """Its body."""
        return json.loads(self.content)


async def raw(service: Service, sent: bytes) -> Raw:
    """Send bytes as they are on a connection of their own and read one answer; `HOST` stands for our name."""
    place = urlsplit(service.base_url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        writer.write(sent.replace(b"HOST", place.netloc.encode()))
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", 0))
        return Raw(int(first.split()[1]), headers, await reader.readexactly(length))
    finally:
        writer.close()


def refusal(answer: httpx.Response | Raw) -> dict[str, Any]:
    """The extensions of the first error, after a look at the form that every refused request has."""
    status = answer.status_code if not isinstance(answer, Raw) else answer.status
    assert 400 <= status < 500 or status == 503, answer
    said = answer.json()
    assert set(said) == {"errors"}
    for error in said["errors"]:
        extensions = error["extensions"]
        assert extensions["code"]
        assert extensions["requestId"] == answer.headers["x-request-id"]
        assert CJK.search(extensions["messageZh"])
        assert not CJK.search(extensions["messageEn"])
    return said["errors"][0]["extensions"]
