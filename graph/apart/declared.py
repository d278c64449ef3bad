"""What a domain says about a question that is answered apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from strawberry.types.field import StrawberryField


@dataclass(frozen=True)
class Progress:
    """How far a worker has come.

    Args:
        stage: what it is at. value: of the best found at this stage. bound: what provably cannot be passed. gap: how far
            the value may be from the best there is, as a share of the bound; each none where it is not known yet.
    """

    stage: str
    value: float | None = None
    bound: float | None = None
    gap: float | None = None


class Report(Protocol):
    """Tells whoever waits how far it has come. Cheap: may be called often, from any thread; not everything is passed on."""

    def __call__(self, progress: Progress, best: Any = None) -> None:
        """`best` is the result as it would be if the time were over now; what is given is always passed on."""
        ...


@dataclass(frozen=True)
class Known:
    """An answer for which nothing has to be worked out, such as none where there is no such place."""

    answer: Any


@dataclass(frozen=True)
class Step:
    """What a subscription is told at one time.

    Args:
        progress: the last that was reported; none before the first. elapsed: seconds that it was worked on. seconds: that
            it may take; none while that is not known. waiting: for a worker that is free. done: whether this is the last.
            answer: then the answer of the question.
    """

    progress: Progress | None = None
    elapsed: float = 0.0
    seconds: float = 0.0
    waiting: bool = False
    done: bool = False
    answer: Any = None

    @property
    def share(self) -> float:
        """How much of the time is used up, 0–1."""
        return min(1.0, self.elapsed / self.seconds) if self.seconds else 0.0


@dataclass(frozen=True)
class Apart:
    """How a question is answered apart.

    Args:
        work: `module:function`, which takes the task, the seconds it may take, and a `Report`; it returns the result, the
            best so far when the time is over. It may raise `Refusal`. Task and result can be pickled. Its module needs no
            database, and is imported in the worker only.
        task: from the statement's rows and what was prepared to the task, or `Known`; may raise `Refusal`. It runs in the
            event loop, as does the question's own `answer`, which takes rows, what was prepared and the result: what
            takes more than some milliseconds belongs into `work`.
        seconds: of what was prepared, how long it may take.
        field: the root field of `Subscription`, with the arguments of the question; its type has a field `answer` of the
            question's type beside whatever else is told.
        step: from what was prepared and a `Step` to an object of that field's type.
    """

    work: str
    task: Callable[[Sequence[Any], Any], Any]
    seconds: Callable[[Any], float]
    field: StrawberryField
    step: Callable[[Any, Step], Any]

    @property
    def name(self) -> str:
        """The root field of `Subscription`."""
        return str(self.field.graphql_name)
