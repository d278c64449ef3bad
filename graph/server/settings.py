"""What the managed database may be told, read from the environment in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.server.problem import ServerProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCK = Path(__file__).with_name("jars.lock")
PROJECT = Path(__file__).resolve().parents[2]
_SIZE = re.compile(r"(\d+)([kmgKMG])")
_UNIT = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


@dataclass(frozen=True)
class Settings:
    """Where a managed Neo4j lives and how much it may take.

    home: folder of the data, the password and the logs; one running owner at a time.
    jars: folder of the fetched jars; many homes may share it.
    lock: the locked list of jars, which also says the Neo4j version.
    mirror: address of another Maven repository to fetch from, or None for jgo's own.
    heap, page_cache: Java sizes ("512m"), and a plan is kept for each two MiB of heap.
    java_flags: further flags, after ours. bolt_port, http_port: wanted ports, 0 = any free one; a wanted port that is
    taken is replaced by a free one. fast_start: use an ahead-of-time cache.
    ready_within, stop_within: seconds, then it is killed.
    """

    home: Path
    jars: Path
    lock: Path = LOCK
    mirror: str | None = None
    heap: str = "1g"
    page_cache: str = "128m"
    java_flags: tuple[str, ...] = ()
    bolt_port: int = 7687
    http_port: int = 7474
    fast_start: bool = True
    ready_within: float = 180.0
    stop_within: float = 30.0

    @property
    def heap_bytes(self) -> int:
        """The heap in bytes."""
        return _bytes(self.heap)


def settings_from_env(environ: Mapping[str, str]) -> Settings:
    """Settings from `GONGJIAN_*` variables; raises `ServerProblem(SETTING_WRONG)`.

    Nothing else in this package reads the environment, and `HOME` is never looked at.
    """
    home = Path(environ.get("GONGJIAN_HOME") or PROJECT / ".gongjian").absolute()
    return Settings(
        home=home,
        jars=Path(environ.get("GONGJIAN_JARS") or home / "jars").absolute(),
        mirror=environ.get("GONGJIAN_JARS_MIRROR", "").rstrip("/") or None,
        heap=_size(environ, "GONGJIAN_NEO4J_HEAP", Settings.heap),
        page_cache=_size(environ, "GONGJIAN_NEO4J_PAGECACHE", Settings.page_cache),
        java_flags=tuple(environ.get("GONGJIAN_NEO4J_FLAGS", "").split()),
        bolt_port=_port(environ, "GONGJIAN_NEO4J_BOLT_PORT", Settings.bolt_port),
        http_port=_port(environ, "GONGJIAN_NEO4J_HTTP_PORT", Settings.http_port),
        fast_start=environ.get("GONGJIAN_NEO4J_FAST_START", "").lower() not in ("0", "off", "no"),
    )


def _bytes(size: str) -> int:
    match = _SIZE.fullmatch(size)
    if not match:
        raise ValueError(size)
    return int(match[1]) * _UNIT[match[2].lower()]


def _size(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name) or default
    if not _SIZE.fullmatch(value) or _bytes(value) < 64 << 20:
        raise wrong_setting(
            name, value, "不小于 64m 的大小，如 512m 或 2g", "a size of 64m or more, as 512m or 2g"
        )
    return value


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and int(value) <= 65535):
        raise wrong_setting(
            name,
            value,
            "0 到 65535 的端口号（0 表示任意空闲端口）",
            "a port, 0 to 65535 (0: any free one)",
        )
    return int(value)


def wrong_setting(name: str, value: str, zh: str, en: str) -> ServerProblem:
    """What an environment variable says is not what it takes: `zh` and `en` say what that is."""
    return ServerProblem(
        "SETTING_WRONG",
        f"环境变量 {name}={value!r} 无效：应为{zh}。",
        f"The environment variable {name}={value!r} is not valid: it takes {en}.",
        "请改正后重试。",
        "Correct it and try again.",
    )
