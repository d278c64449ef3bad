"""What the service sends to the database for each workload, as each caller; and the caller who is scoped."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bench.side_by_side.workloads import WORKLOADS
from bench.worlds import ACCOUNT
from graph.connect import Origin, open_driver
from graph.ids import node_id
from graph.kinds import KINDS
from graph.read import Reading
from schema.access.caller import ANONYMOUS, who
from schema.access.table import RIGHTS
from schema.acts.credentials import CREATE, INSTALLATION, environment_of, new_key
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from neo4j import AsyncDriver

    from schema.access.caller import Caller
    from schema.acts.credentials import Key


@dataclass(frozen=True)
class Prepared:
    """The key of the street centre, and by workload and caller the statement with its parameters."""

    key: str
    statements: dict[tuple[str, str], tuple[str, Mapping[str, Any]]]


async def prepare(origin: Origin) -> Prepared:
    """Make the key, and listen to what the service would send."""
    now = datetime.now(UTC)
    async with open_driver(origin) as driver:
        key = await key_of(driver, ACCOUNT, now)
        heard: list[tuple[str, Mapping[str, Any]]] = []
        reading = Reading(driver, hears=lambda _, cypher, given: heard.append((cypher, given)))
        scoped = await who(reading, key.id, now)
        if scoped is None:
            raise SystemExit("the caller does not stand")
        callers: dict[str, Caller] = {"anonymous": ANONYMOUS, "scoped": scoped}
        statements = {}
        for workload in WORKLOADS:
            for name in workload.callers:
                heard.clear()
                await executable().engine.answer(
                    reading, workload.query, variables=workload.variables, scope=callers[name].scope(now)
                )  # fmt: skip
                if len(heard) != 1:
                    raise SystemExit(f"{workload.name}: not one statement but {len(heard)}")
                statements[workload.name, name] = (heard[0][0], dict(heard[0][1]))
        await reading.close()
        return Prepared(key.text, statements)


async def key_of(driver: AsyncDriver, account: str, now: datetime) -> Key:
    """A key of the account with this code, good for a day."""
    found = await driver.execute_query(INSTALLATION)
    key = new_key(environment_of(found.records[0]["installation"]), os.urandom(16), os.urandom(32))
    await driver.execute_query(
        CREATE, id=key.id, account=node_id(KINDS["Account"], account), kind="KEY", name="bench", hint=key.hint,
        rights=sorted(RIGHTS), now=now, until=now + timedelta(days=1), hash=key.hash,
    )  # fmt: skip
    return key
