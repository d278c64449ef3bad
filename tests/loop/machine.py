"""The rules by which Hypothesis makes up runs, and takes apart those that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.loop import drawing
from tests.loop.running import Run
from tests.loop.serving import How

if TYPE_CHECKING:
    from asyncio import Runner
    from random import Random

    from tests.loop.serving import Serving

DICE = st.randoms(use_true_random=True)
WAYS = st.sampled_from(
    [How()] * 12
    + [How(http=True)] * 2
    + [
        How(twice=True),
        How(http=True, twice=True),
        How(lost="before"),
        How(lost="meanwhile"),
        How(lost="after"),
    ]
)
STEPS = st.sampled_from(
    ["ask"] * 7 + ["go on"] * 15 + ["raise"] * 2 + ["wait"] * 2 + ["look"] + ["stray", "spoil", "again", "restart"]
)  # fmt: skip


class Loop(RuleBasedStateMachine):
    """The whole loop on a street of its own. `runner` and `serving` are set by whoever runs it."""

    runner: Runner
    serving: Serving
    run: Run

    failed = False

    def _do(self, work: Any) -> Any:
        try:
            return self.runner.run(work)
        except BaseException:
            self.failed = True
            raise

    @initialize(dice=DICE)
    def begin(self, dice: Random) -> None:
        """A fresh street."""
        self.run = self._do(Run.begun(self.serving, dice))

    @rule(what=STEPS, dice=DICE, how=WAYS)
    def step(self, what: str, dice: Random, how: How) -> None:
        """One of the sorts of steps. A single rule, for of several Hypothesis leaves some out of each run."""
        run, model = self.run, self.run.model
        match what:
            case "raise":
                self._do(run.raised(dice, how))
            case "ask" if drawing.open_needs(model) or dice.random() < 0.1:
                self._do(run.asked(drawing.an_asking(dice, model), how))
            case "ask" | "go on":
                self._take(drawing.a_step(dice, model), how)
            case "stray":
                self._take(drawing.a_stray(dice, model), how)
            case "spoil":
                asked = drawing.a_step(dice, model)
                self._take(asked and drawing.spoilt(dice, model, asked), how)
            case "wait":
                self._do(run.waited(dice))
            case "look":
                self._do(run.looked())
            case "again":
                self._do(run.again(dice))
            case _:
                self._do(self.serving.restart())
                self._do(run.again(dice))

    def _take(self, asked: drawing.Asked | None, how: How) -> None:
        if asked:
            self._do(self.run.took(asked, how))

    def teardown(self) -> None:
        """The declarations and the chain, once a run is over."""
        if not self.failed:
            self._do(self.run.ended())
