"""The acts of one request inside their transaction: locks, facts, effects, what is shown, the record and the memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from graph.acts import IDEMPOTENCY_KEY, Done, Refused, wrong
from graph.chain import append
from graph.compile.answers import snake
from graph.compile.marks import splice
from graph.compile.payloads import SHOWN
from graph.compile.scope import named
from graph.deltas import delta
from graph.effects import write
from graph.holding import Held, hold
from graph.kinds import KINDS
from graph.remembered import recalled, remembering
from graph.transact import commit
from graph.write import revise

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncDriver, AsyncTransaction

    from graph.acts import Act, Occasion
    from graph.chain import ChainKey, Entry
    from graph.compile.payloads import Slot
    from graph.compile.plan import Root
    from graph.compile.scope import Scope
    from graph.compile.selection import Asked
    from graph.compile.text import Request
    from graph.kinds import Kind
    from graph.remembered import Memory, Name
    from graph.turns import Turn


class Several(list[Any]):
    """The rows of a slot that shows several nodes."""


class Stopped(Exception):
    """An act was refused; nothing of the request may stay."""

    def __init__(self, refused: Refused) -> None:
        super().__init__("refused")
        self.refused = refused


@dataclass(frozen=True)
class Wanted:
    """One act of a request: what is asked, and what its arguments were prepared to."""

    asked: Asked
    act: Act
    prepared: Any
    occasion: Occasion
    name: Name
    slots: Sequence[Slot]


@dataclass
class Doing:
    """All acts of one request. The work may run more than once; `at` is the act it has come to.

    `after` are bookmarks of commits that it must see. `done` holds, by response key, what each act came to, `rows` what the slots show, `replayed` the acts that had been
    done before. Once the outcome of a commit is unknown, `maybe` holds what it did, if it came to pass.
    """

    wanted: Sequence[Wanted]
    request: Request
    scope: Scope
    key: ChainKey
    now: datetime
    after: Sequence[str] = ()
    at: Wanted | None = None
    done: dict[str, Done] = field(default_factory=dict)
    rows: dict[tuple[str, str], Any] = field(default_factory=dict)
    replayed: list[str] = field(default_factory=list)
    maybe: Mapping[str, Done] | None = None
    turns: Turn | None = None

    async def work(self, tx: AsyncTransaction) -> None:
        """Everything, in order; raises `Stopped` so that nothing of it stays. Once its transaction has ended, `over`."""
        self.over()
        try:
            await self._work(tx)
        except BaseException:
            self.over()
            raise

    async def committed(self, driver: AsyncDriver, name: str, seconds: float) -> frozenset[str]:
        """The bookmarks of its commit, in a transaction of this name; raises as `commit` does, and `Stopped`."""
        try:
            _, marks = await commit(driver, name, self.work, after=self.after, seconds=seconds)
        finally:
            self.over()
        return marks

    def over(self) -> None:
        """The transaction has ended: whoever waits in this process for what it held has his turn."""
        if self.turns:
            self.turns.over()

    async def _work(self, tx: AsyncTransaction) -> None:
        self.done, self.rows, self.replayed, self.at = {}, {}, [], self.wanted[0]
        memories = await self._begin(tx)
        fresh = []
        for each in self.wanted:
            self.at = each
            memory = memories.get(each.name.key)
            if memory is None:
                self.done[each.asked.key] = await self._do(tx, each)
                fresh.append(each)
            else:
                self.done[each.asked.key] = self._again(each, memory)
        for each in self.wanted:
            self.at = each
            await self._show(tx, each)
        await self._finish(tx, fresh)

    async def _begin(self, tx: AsyncTransaction) -> Mapping[str, Memory]:
        """What is remembered; with all locks taken, in one order for all requests: by id."""
        locks = [(each, each.act.lock) for each in self.wanted if each.act.lock is not None]
        held = [Held(w.name.key, lock.ids(w.prepared, w.occasion), lock.reach) for w, lock in locks]
        if self.turns:
            await self.turns.take(("lock", id_) for each in held for id_ in each.ids)
        unsure = self.maybe is not None
        keys = [w.name.key for w in self.wanted if w.name.given or unsure]
        return recalled(await hold(tx, keys, held))

    async def _do(self, tx: AsyncTransaction, each: Wanted) -> Done:
        earlier = tuple(entry for done in self.done.values() for entry in done.entries)
        occasion = replace(each.occasion, earlier=earlier)
        facts = await self._look(tx, each, occasion)
        decided = each.act.decide(facts, each.prepared, occasion)
        if isinstance(decided, Refused):
            decided = await self._why(tx, each, facts, occasion, decided)
        if isinstance(decided, Refused):
            raise Stopped(decided)
        became = {}
        for effect, row in await write(tx, decided.effects):
            if row is None and not effect.quiet:
                if effect.vanished:
                    raise Stopped(effect.vanished)
                raise RuntimeError(f"{effect.name} wrote nothing")
            if row is not None and effect.kind:
                became[row["id"]] = _became(KINDS[effect.kind], row)
        return replace(decided, entries=_told(decided.entries, became))

    async def _look(self, tx: AsyncTransaction, each: Wanted, occasion: Occasion) -> list[Any]:
        act = each.act
        text = self.scope.guarded(splice(act.facts_of(each.prepared), self.scope), ["value"])
        given = act.parameters(each.prepared, occasion)
        found = await tx.run(text, {**self.scope.bound(named(text)), **given})  # pyright: ignore[reportArgumentType]
        rows = self.scope.unguarded([record.values() async for record in found])
        return [row[0] for row in rows]

    async def _why(
        self, tx: AsyncTransaction, each: Wanted, facts: list[Any], occasion: Occasion, refused: Refused
    ) -> Done | Refused:  # fmt: skip
        """The refusal said anew, now that more is known: what would be possible, and what of it all the caller may see."""
        act, ahead = each.act, each.act.ahead
        decided: Done | Refused = refused
        if ahead and ahead.codes & refused.codes:
            occasion = replace(occasion, ahead=ahead.days)
            facts = await self._look(tx, each, occasion)
            decided = act.decide(facts, each.prepared, occasion)
        if isinstance(decided, Refused) and decided.conflicts:
            # What stands in the way is named only to whoever may see it.
            seen = await self._seen(tx, act, decided.conflicts)
            decided = act.decide(facts, each.prepared, replace(occasion, seen=seen))
        return decided

    async def _seen(self, tx: AsyncTransaction, act: Act, ids: Collection[str]) -> frozenset[str]:
        text = splice(act.in_the_way, self.scope)
        found = await tx.run(text, {**self.scope.bound(named(text)), "ids": sorted(ids)})  # pyright: ignore[reportArgumentType]
        return frozenset([record["id"] async for record in found])

    def _again(self, each: Wanted, memory: Memory) -> Done:
        if memory.request != each.name.request:
            raise Stopped(reused())
        if self.maybe is not None:
            # It was this very request that did it, and only the reply to its commit was lost.
            return self.maybe[each.asked.key]
        self.replayed.append(each.asked.key)
        decided = each.act.again(memory.shown)
        if isinstance(decided, Refused):
            raise Stopped(decided)
        return decided

    async def _show(self, tx: AsyncTransaction, each: Wanted) -> None:
        answer = self.done[each.asked.key].answer
        for slot in each.slots:
            ids = getattr(answer, snake(slot.asked.name))
            if isinstance(ids, list):
                self.rows[slot.path] = Several(
                    [await self._read(tx, slot.root, each) for each in ids]
                )
            else:
                self.rows[slot.path] = await self._read(tx, slot.root, ids)

    async def _read(self, tx: AsyncTransaction, root: Root, id_: str | None) -> Any:
        if id_ is None:
            return root.read([], self.request)
        parameters = {**self.scope.bound(root.scoped), **root.text.bind(self.request), SHOWN: id_}
        found = await tx.run(root.cypher, parameters)  # pyright: ignore[reportArgumentType]
        rows = self.scope.unguarded([record.values() async for record in found])
        return root.read(rows, self.request)

    async def _finish(self, tx: AsyncTransaction, fresh: Sequence[Wanted]) -> None:
        """What is locked for all: last, so that it is held for a moment only."""
        done = [(each, self.done[each.asked.key]) for each in fresh]
        if not done:
            return
        # After everything that was read in this transaction: what a scope derived from the structure held until here.
        if any(said.revises for _, said in done):
            await revise(tx)
        kept = remembering(
            [(each.name, each.act.name, said.shown) for each, said in done], self.now
        )
        entries = [entry for _, said in done for entry in said.entries]
        if self.turns:
            await self.turns.take(("stream", entry.stream) for entry in entries)
        await append(tx, self.key, entries, kept, self.turns.ends if self.turns else None)


def _became(kind: Kind, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of a node that was written: where it stood and stands, and all that changed."""
    was, now = row["was"], row["now"]
    before, after = ((v or {}).get("status") for v in (was, now))
    moved = {} if before == after else {"from_status": before, "to_status": after}
    return {**moved, "delta": delta(kind, was, now, row["lost"], row["got"])}


def _told(entries: Sequence[Entry], became: dict[str, dict[str, Any]]) -> tuple[Entry, ...]:
    """The entries, each with what became of its target; a node is written once by an act.

    Raises:
        RuntimeError: a node was written that no entry is about.
    """
    told = tuple(replace(each, **became.pop(each.target or "", {})) for each in entries)
    if became:
        raise RuntimeError(f"nothing is recorded of {', '.join(became)}")
    return told


def reused() -> Refused:
    """A key has named another act before."""
    return wrong(
        "IDEMPOTENCY_KEY_REUSED", field=("input", IDEMPOTENCY_KEY),
        zh="这个幂等键已用于另一个请求。再次发送同一请求时请保持输入完全一致，新的请求请换一个键。",
        en="This key has named another request before. Send the same input to repeat that one, or take a new key.",
    )  # fmt: skip


def not_done() -> Refused:
    """Another act of the request was not done."""
    return wrong(
        "NOT_DONE", zh="同一请求中的另一个操作未能执行，因此这个操作也没有执行。",
        en="Another act of the same request was not done, so this one was not done either.",
    )  # fmt: skip
