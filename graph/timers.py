"""What the service does by itself when a time has come, once, whichever of several processes gets there first.

Decided, and guarded by `tests/access/acts/loop/test_timers.py` and `tests/feed/test_timers.py`: one process keeps the lease
and looks; whatever is due is done as an act of the house, with the locks, the decision and the record of any other act, so
that a process that dies in between leaves nothing half done, and two that look at once do it once: the second finds
nothing left to do.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graph import lease
from graph.acts import Occasion, Refused
from graph.doing import Doing, Stopped, Wanted
from graph.remembered import name_of
from graph.transact import OutcomeUnknown, commit, read, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncDriver, AsyncManagedTransaction

    from graph.acts import Act
    from graph.chain import ChainKey
    from graph.compile.scope import Scope

log = logging.getLogger("gongjian")
LEASE = "timers"
LEASE_SECONDS = 10
"""How long after a process has gone another takes over."""
PERIOD = 1.0
"""Seconds between two looks."""
AT_A_TIME = 100
"""Things of one sort that are seen to in one look."""
ACTOR, VIA = "house", "HOUSE"
"""Who acted and how, as it is recorded."""
SECONDS = 20.0


@dataclass(frozen=True)
class Timer:
    """Something that is due at some time.

    Args:
        name: of the statement. due: a statement of rows `value`, a map, for what is due at `$now`, at most `$limit`.
        act: what is done about each. prepared: from such a map to what the act takes.
        again: whether it is tried again although nothing was done about it before: a mark of what it depends on, or
            none if it is always tried. most: so many rows are asked for.
    """

    name: str
    due: str
    act: Act
    prepared: Callable[[Mapping[str, Any]], Any]
    again: Callable[[Mapping[str, Any]], tuple[str, Any]] | None = None
    most: int = AT_A_TIME


@dataclass
class _Key:
    key: str = "house"


@dataclass
class Timers:
    """Those of a service. `done` counts what was done since the start."""

    timers: Sequence[Timer]
    scope: Scope
    key: ChainKey
    clock: Callable[[], datetime]
    owner: str = field(default_factory=lambda: secrets.token_hex(8))
    done: int = 0
    _tried: dict[tuple[str, str], Any] = field(default_factory=dict)

    async def keep(self, driver: AsyncDriver, period: float = PERIOD) -> None:
        """Look again and again until it is cancelled; a database that is away is waited for."""
        while True:
            try:
                if await self._mine(driver):
                    await self.look(driver)
            except (Neo4jError, DriverError, OutcomeUnknown, TimeoutError) as error:
                log.warning("timers wait for the database: %s", type(error).__name__)
            except Exception:
                log.exception("a timer failed")
            await asyncio.sleep(period)

    async def _mine(self, driver: AsyncDriver) -> bool:
        async def hold(tx: AsyncManagedTransaction) -> None:
            await lease.hold(tx, LEASE, self.owner, seconds=LEASE_SECONDS)

        try:
            await write(driver, "timers.lease", hold)
        except lease.Taken:
            return False
        return True

    async def release(self, driver: AsyncDriver) -> None:
        """Let another process take over at once."""
        with contextlib.suppress(Neo4jError, DriverError, TimeoutError):
            await write(driver, "timers.release", lease.release, LEASE, self.owner)

    async def look(self, driver: AsyncDriver) -> int:
        """Do what is due now; how much that was. What fails is told in the log, and the rest is done."""
        now, before = self.clock(), self.done
        for timer in self.timers:
            for row in await self._due(driver, timer, now):
                at, mark = timer.again(row) if timer.again else ("", None)
                if mark is not None and self._tried.get((timer.name, at)) == mark:
                    continue
                if await self._do(driver, timer, row, now) and mark is not None:
                    self._tried[timer.name, at] = mark
        return self.done - before

    async def _due(self, driver: AsyncDriver, timer: Timer, now: datetime) -> list[Any]:
        async def look(tx: AsyncManagedTransaction) -> list[Any]:
            found = await tx.run(timer.due, now=now, limit=timer.most)  # pyright: ignore[reportArgumentType]
            return [record["value"] async for record in found]

        return await read(driver, timer.name, look)

    async def _do(self, driver: AsyncDriver, timer: Timer, row: Mapping[str, Any], now: datetime) -> bool:  # fmt: skip
        """Whether it is settled: done, or nothing to be done as things are."""
        occasion = Occasion(now=now, account=ACTOR, via=VIA, fresh=secrets.token_bytes(64))
        prepared = timer.prepared(row)
        said = secrets.token_hex(16)
        name = name_of(
            self.key, account=ACTOR, act=timer.act.name, said=said, given=False, asked={}
        )
        wanted = Wanted(_Key(), timer.act, prepared, occasion, name, ())  # type: ignore[arg-type]
        doing = Doing([wanted], None, self.scope, self.key, now)  # type: ignore[arg-type]
        try:
            await commit(driver, f"timer.{timer.act.name}", doing.work, seconds=SECONDS)
        except Stopped as stopped:
            log.debug("%s: %s", timer.name, codes_of(stopped.refused))
            return True
        except OutcomeUnknown:
            # Done or not, the next look finds out: what was done is not due any more.
            log.warning("%s: the reply to a commit was lost", timer.name)
        except lease.Taken:
            log.debug("%s: held by somebody else", timer.name)
        except (ServiceUnavailable, SessionExpired):
            raise
        except Exception:
            # The rest is seen to all the same.
            log.exception("%s failed", timer.name)
        else:
            self.done += 1
            return True
        return False


def codes_of(refused: Refused) -> str:
    """The codes of a refusal, for a log."""
    return ", ".join(error.code.name for error in refused.errors)


def as_house(scope: Scope, actor: str, families: Sequence[str]) -> Scope:
    """The scope of the house: it sees everything and acts on rows of these families as `actor`."""
    return replace(scope, name="house", doers={family: {actor: "true"} for family in families})
