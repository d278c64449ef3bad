"""One run: steps drawn one after the other, each foretold, done over the real database, and everything checked after it."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from graph.integrity import ask
from tests.graph.chains import findings
from tests.loop import house, making, stepping
from tests.loop.drawing import WAITS, a_raise, crowded, floor, root_of, spoken
from tests.loop.holding import outside, over_promised
from tests.loop.invariants import broken, differs, in_words, recorded
from tests.loop.meaning import SILENCE, Need
from tests.loop.model import Model
from tests.loop.reading import State, fingerprint, state
from tests.loop.refusals import against_paper
from tests.loop.serving import KEY, How
from tests.loop.world import BEGIN, CLEARED, STEP, World, written

if TYPE_CHECKING:
    from random import Random

    from tests.loop.drawing import Asked
    from tests.loop.serving import Serving

REMEMBERED = timedelta(hours=20)
SEEN: Counter[str] = Counter()
"""How often each act was done and each code answered, in all runs of this process."""
_runs = itertools.count(1)


@dataclass
class Sent:
    """A request that was done, to be sent again."""

    caller: str
    root: str
    input: dict[str, Any]
    answer: Any
    at: Any


@dataclass
class Run:
    """One run over a street of its own."""

    serving: Serving
    world: World
    model: Model = field(default_factory=Model)
    state: State = field(default_factory=State)
    sent: list[Sent] = field(default_factory=list)
    seen: int = 0
    steps: int = 0

    @classmethod
    async def begun(cls, serving: Serving, dice: Random) -> Run:
        """A fresh street, with a need that recurs from the last day of a month on."""
        await serving.driver.execute_query(CLEARED)
        run = cls(serving, await written(serving.driver, f"L{next(_runs)}"))
        crowded(dice, run.model)
        serving.chance.count = 0
        await run._recurring()
        serving.now = run.model.now
        await serving.restart()
        run.state = await state(serving.driver, run.world, 0)
        return run

    async def _recurring(self) -> None:
        start = BEGIN + timedelta(days=2, hours=3)
        id_ = f"need_{self.world.name.lower()}"
        said = {
            "id": id_, "code": id_, "provenance": "EXAMPLE", "version": 1, "title": "每日送餐", "kind": "DEMAND", "status": "OPEN", "priority": 2,
            "quantity": 1.0, "level": 1, "reopenCount": 0, "reportedAt": BEGIN, "acceptedAt": BEGIN,
            "windowStart": start, "windowEnd": start + 4 * STEP, "recurrence": "FREQ=DAILY;COUNT=3",
        }  # fmt: skip
        text = """CREATE (n:Need) SET n = $said WITH n MATCH (p:Place {id: $place}), (c:Category {id: $category}), (m:Category {id: $measure})
        CREATE (n)-[:AT]->(p), (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m)"""
        ids = self.world.ids
        await self.serving.driver.execute_query(text, said=said, place=ids["C1"], category=ids["help"], measure=ids["item"])  # fmt: skip
        self.model.needs[id_] = Need(
            id_, "C1", "OPEN", priority=2, accepted=BEGIN, window=(start, start + 4 * STEP), times=3,
        )  # fmt: skip

    async def raised(self, dice: Random, how: How) -> None:
        """Somebody raises a need."""
        self._tick()
        caller, place, window, priority = a_raise(dice, self.model)
        ids = self.world.ids
        said = {
            "title": "帮助",
            "category": ids["help"],
            "measure": ids["item"],
            "place": ids[place],
            "priority": priority,
        }
        times = 1
        if window:
            times = dice.choice([1, 1, 1, 2])
            said |= {"windowStart": window[0].isoformat(), "windowEnd": window[1].isoformat()}
            said |= {"recurrence": f"FREQ=DAILY;COUNT={times}"} if times > 1 else {}
        payload, _ = await self._send(caller, "raiseNeed", said, how, wrong=set())
        id_ = payload["need"]["id"]
        self.model.needs[id_] = Need(id_, place, reporter=caller == "resident", window=window, priority=priority, times=times)  # fmt: skip
        self.model.touched = {id_}
        await self.check("RAISE_NEED", caller)

    async def took(self, asked: Asked, how: How) -> None:
        """Somebody takes a step, or is refused it."""
        self._tick()
        caller, act, id_, said = asked
        wrong = stepping.problems(self.model, caller, act, id_, said)
        payload, _ = await self._send(caller, root_of(act), spoken(self.world, said), how, wrong)
        if wrong:
            against_paper(self.model, caller, payload, wrong)
            return
        nodes = ((payload.get("need") or {}).get("parts") or {}).get("nodes", [])
        made = [n["id"] for n in nodes if n["id"] not in self.model.needs]
        stepping.done(self.model, act, id_, said, made)
        await self.check(act, caller)

    async def asked(self, asked: Asked, how: How) -> None:
        """Somebody asks for, offers, assigns or books support."""
        self._tick()
        caller, act, need, said = asked
        judged = making.judged(self.model, caller, act, need, said)
        payload, _ = await self._send(caller, root_of(act), spoken(self.world, said), how, judged.problems)  # fmt: skip
        if judged.problems:
            against_paper(self.model, caller, payload, judged.problems, judged)
            return
        ids = [c["id"] for c in payload["commitments"]]
        making.made(self.model, act, need, said, judged.parts, ids)
        await self.check(act, caller)

    async def _send(
        self, caller: str, root: str, said: dict[str, Any], how: How, wrong: set[str]
    ) -> tuple[dict[str, Any], Any]:  # fmt: skip
        """The payload of a request; refused if and only if something is wrong, and then nothing is written."""
        if "idempotencyKey" not in said and self.steps % 5:
            said["idempotencyKey"] = f"{self.world.name} {self.steps}"
        before = await fingerprint(self.serving.driver, self.world) if wrong else ""
        if how.twice and "idempotencyKey" not in said:
            how = How()
        answer = await self.serving.do(self.world, caller, root, said, how)
        payload = (answer.get("data") or {}).get(root)
        codes = [e["extensions"]["code"] for e in answer.get("errors", [])] if payload is None else [e["code"] for e in payload["userErrors"]]  # fmt: skip
        SEEN.update(f"{root} {code}" for code in codes or ["done"])
        told = f"{caller} {root} {said} {how}: {answer}\nforetold: {sorted(wrong) or 'done'}\n{in_words(self.model)}"
        assert bool(codes) is bool(wrong), told
        assert set(codes) <= wrong, told
        if wrong:
            assert await fingerprint(self.serving.driver, self.world) == before, (
                f"refused, and not as before: {told}"
            )
        elif "idempotencyKey" in said:
            self.sent.append(Sent(caller, root, said, answer["data"], self.model.now))
        return payload or {"userErrors": []}, answer

    async def again(self, dice: Random) -> None:
        """An earlier request once more: nothing is done, and it is answered alike; another one on its key is refused."""
        known = [s for s in self.sent if self.model.now - s.at < REMEMBERED]
        if not known:
            return
        self._tick()
        each = dice.choice(known)
        before = await fingerprint(self.serving.driver, self.world)
        answer = await self.serving.do(
            self.world, each.caller, each.root, each.input, How(http=dice.random() < 0.2)
        )
        assert _shown(answer["data"][each.root]) == _shown(each.answer[each.root]), (each, answer)
        assert answer["extensions"]["replayed"] == [each.root]
        other = {
            **each.input,
            "title" if each.root in {"raiseNeed", "amendNeed"} else "note": "另一件",
        }
        refused = await self.serving.do(self.world, each.caller, each.root, other, How())
        assert [e["code"] for e in refused["data"][each.root]["userErrors"]] == [
            "IDEMPOTENCY_KEY_REUSED"
        ]
        assert await fingerprint(self.serving.driver, self.world) == before
        SEEN["again"] += 1

    async def waited(self, dice: Random) -> None:
        """Time passes, at times to the very moment at which something is due; mostly the service looks then."""
        due = [
            at for n in (*self.model.needs.values(), *self.model.promises.values())
            for at in (n.held_until, getattr(n, "respond_by", None), getattr(n, "end", None)) if at and at > self.model.now
        ]  # fmt: skip
        nodes = (*self.model.needs.values(), *self.model.promises.values())
        silent = any(n.status in {"DELIVERED", "RESOLVED"} for n in nodes)
        if silent and dice.random() < 0.4:
            self.model.now += SILENCE
        elif due and dice.random() < 0.4:
            self.model.now = max(self.model.now, floor(min(due)))
        else:
            self.model.now += dice.choice(WAITS)
        if dice.random() < 0.7:
            await self.looked()

    async def looked(self) -> None:
        """Two processes look at the clock."""
        self._tick()
        await self.serving.look()
        house.looked(self.model)
        for name in sorted((p.resource for p in self.model.promises.values() if p.status == "WAITLISTED" and p.resource), key=lambda n: self.world.ids[n]):  # fmt: skip
            house.given_out(self.model, name)
        await self.check(None, "house")

    def _tick(self) -> None:
        self.steps += 1
        self.model.now += timedelta(seconds=1)
        self.serving.now = self.model.now
        self.model.touched, self.model.passed_over = set(), []

    async def check(self, act: str | None, caller: str) -> None:
        """Everything that must hold."""
        before, self.state = self.state, await state(self.serving.driver, self.world, self.seen)
        actor = caller if act is None else self.world.ids[f"account {caller}"]
        new = {i for i in self.model.touched if i not in before.rows}
        wrong = [
            *differs(self.world, self.model, self.state), *broken(self.state),
            *recorded(before, self.state, self.model.touched, self.model.passed_over, act, actor),
            *over_promised(self.model, self.model.now), *outside(self.model, new),
        ]  # fmt: skip
        records = self.state.records
        self.seen = max([self.seen, *(r["seq"] for r in records)])
        SEEN.update(f"record {r['act']}" for r in records)
        assert not wrong, "\n".join([f"after {act} by {caller}:", *wrong, in_words(self.model)])

    async def ended(self) -> None:
        """What is looked at once, at the end: the declarations and the chain of records."""

        async def work(tx: Any) -> Any:
            return await ask(tx)

        async with self.serving.driver.session() as session:
            odd = await session.execute_read(work)
        assert odd == [], odd
        assert await findings(self.serving.driver, KEY) == []


def _shown(payload: dict[str, Any]) -> list[str]:
    """The ids that an answer shows; what hangs on them is read anew each time."""
    made = [payload.get("need"), payload.get("commitment"), *payload.get("commitments", [])]
    return [each["id"] for each in made if each]
