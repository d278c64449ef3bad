"""A small HTTP client for measuring: one prepared request over kept connections, latencies in seconds."""

from __future__ import annotations

import asyncio
import time

PAUSE = 30.0


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> bytes:
    """Send the request, return the body."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    length = next(
        int(line[15:])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    )
    body = await reader.readexactly(length)
    if status != b"200":
        raise RuntimeError(f"{status.decode()}: {body[:300]!r}")
    return body


def post(path: str, body: bytes) -> bytes:
    """A prepared POST of JSON."""
    head = f"POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def run(port: int, request: bytes, *, clients: int, seconds: float) -> list[float]:
    """Latencies of all requests that `clients` connections finish within `seconds`."""
    latencies: list[float] = []
    end = time.perf_counter() + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        while (begin := time.perf_counter()) < end:
            await exchange(reader, writer, request)
            latencies.append(time.perf_counter() - begin)
        writer.close()

    async with asyncio.timeout(seconds + PAUSE):
        await asyncio.gather(*(one() for _ in range(clients)))
    return latencies


async def once(port: int, request: bytes) -> bytes:
    """The body of one exchange."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    body = await exchange(reader, writer, request)
    writer.close()
    return body
