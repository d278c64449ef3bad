"""Acts: what a caller changes, as facts, a decision and its effect, in one transaction.

Decided, and guarded by `tests/access/acts/`: an act locks what it will change, reads its facts under the caller's scope,
decides by a pure function, writes, and appends its record, all or nothing; so do several acts of one request. The
transaction may run more than once, so nothing in an act looks at a clock or at chance: both are part of the `Occasion`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import strawberry

from graph.codes import ACTS
from graph.props import words
from graph.surface.sizes import Cost, ListSize
from graph.told import LONGEST_SENTENCE, short

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from strawberry.types.field import StrawberryField

    from graph.chain import Entry


UserErrorCode = strawberry.enum(
    enum.Enum(
        "UserErrorCode",
        {
            name: strawberry.enum_value(name, description=words(en, zh))
            for name, (zh, en) in sorted(ACTS.items())
        },
    ),  # type: ignore[misc]
    description="Why an act was not done, as a stable code. 操作未执行的原因代码。",
)


MOST_ERRORS = 20
"""Reasons that are told at a time."""
ERRORS = ListSize(assumed_size=MOST_ERRORS)
"""How long `userErrors` of a payload may be."""
MOST_CONFLICTS = 10
"""Ids of what stands in the way that one reason names."""
ACT_WEIGHT = Cost(weight="10")
"""What a payload weighs: an act is a transaction with locks and a record."""


@strawberry.type(
    description="Why an act was not done, and what would be right. 操作未执行的原因和改法。"
)
class UserError:
    """Why an act was not done."""

    code: UserErrorCode = strawberry.field(description="Stable code. 固定代码。")  # type: ignore[valid-type]
    field: list[str] = strawberry.field(
        description="Path of the input field it is about. 有问题的输入字段路径。"
    )
    message_zh: str = strawberry.field(
        description="What is wrong and what to do, in Chinese. 问题和改法（中文）。"
    )
    message_en: str = strawberry.field(
        description="What is wrong and what to do, in English. 问题和改法（英文）。"
    )
    allowed: list[str] = strawberry.field(
        description="What would be accepted, where that can be listed. 可接受的取值。"
    )
    conflicts: list[strawberry.ID] = strawberry.field(
        directives=[ListSize(assumed_size=MOST_CONFLICTS)], default_factory=list,
        description="Ids of what stands in the way, as far as you may see it. 造成冲突的记录标识（限你可见者）。",
    )  # fmt: skip


IDEMPOTENCY_KEY = "idempotencyKey"
"""The member of every act's input under which a request sent again is known."""


KEY_MEANS = (
    "A text of your own choice that names this very act, up to 255 characters: sent again with the same input, it is not "
    "done again but answered again. Kept for at least 24 hours. "
    "由你选定、标识这一次操作的文本，不超过 255 字：以同样的输入再次发送时不会重复执行，而是再次给出结果；至少保留 24 小时。"
)


def idempotency_key() -> Any:
    """That member, for an input type."""
    return strawberry.field(default=None, description=KEY_MEANS)


@dataclass(frozen=True)
class Occasion:
    """Who acts, when and how.

    Args:
        now: the time of the act. account: id of the account. via: how the caller came. roles: those held.
        rights: what the credential allows. request: id of the request. fresh: random bytes for this act alone.
        earlier: what the acts before it in the same request will have recorded, should all of them be done.
        seen: ids of what stands in the way that the caller may see; none while that was not looked up: then any may be named.
        ahead: how many days later than what is wanted the facts reach, for what would be right instead.
    """

    now: datetime
    account: str | None
    via: str
    roles: tuple[str, ...] = ()
    rights: frozenset[str] = frozenset()
    request: str | None = None
    fresh: bytes = b""
    earlier: tuple[Entry, ...] = ()
    seen: frozenset[str] | None = None
    ahead: int = 0

    def shows(self, id_: str) -> bool:
        """Whether it may be named to the caller."""
        return self.seen is None or id_ in self.seen


@dataclass(frozen=True)
class Refused:
    """An act is not done, for these reasons."""

    errors: tuple[UserError, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the reasons."""
        return frozenset(error.code.name for error in self.errors)

    @property
    def conflicts(self) -> frozenset[str]:
        """Ids of everything that is named as standing in the way."""
        return frozenset(str(id_) for error in self.errors for id_ in error.conflicts)


@dataclass(frozen=True)
class Effect:
    """A statement that writes; it returns a row for what it wrote.

    `vanished` is the refusal if it finds nothing to write, because something was deleted since the facts were read;
    without one that is a defect. `kind` names the kind of the node that it writes, where its row says what became of it
    (`graph.entered`); there is an entry about that node then. `quiet`: it may find nothing to do.
    """

    name: str
    cypher: str
    parameters: Mapping[str, Any]
    vanished: Refused | None = None
    kind: str | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Done:
    """What is answered, written and recorded.

    Args:
        answer: the payload; a field of it that shows a node holds the node's id here.
        shown: what a request sent again needs to be answered alike: ids, no personal values.
        revises: whether it writes the structure (`graph.write.REVISION`).
    """

    answer: Any
    effects: tuple[Effect, ...] = ()
    entries: tuple[Entry, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    revises: bool = False


@dataclass(frozen=True)
class Lock:
    """Ids that an act holds before it reads its facts, of what was prepared.

    `reach` is a statement that tells the ids (`id`) of what hangs on `$ids` and is held with them: what never hangs on
    anything else, for it is read before anything is held. It finds a node by `id <= n.id <= id` (`graph.holding`).
    """

    ids: Callable[[Any, Occasion], Sequence[str]]
    reach: str | None = None


@dataclass(frozen=True)
class Ahead:
    """How many days further the facts have to reach, once it is refused by one of these codes, to say when it could be done."""

    days: int
    codes: frozenset[str]


@dataclass(frozen=True)
class Act:
    """A root field of `Mutation`.

    Args:
        name: of the act in the table of permissions, `REVEAL_CONTACT`.
        payload: the answer's type: fields of its own that may be null, and `user_errors`.
        facts: a statement with marks that returns one column, `value`; or several by name, of which `variant` names one.
        prepare: reads the arguments, or refuses them without a look at the graph.
        parameters: those of the facts. decide: from the facts to what is done, or a refusal.
        again: what a request is answered that was done before on the same key, of what was shown then.
        field: the Strawberry field, for the surface.
        lock: what is held before, so that what the facts say holds until the end.
    """

    name: str
    payload: type
    facts: str | Mapping[str, str]
    prepare: Callable[[Mapping[str, Any], Occasion], Any]
    parameters: Callable[[Any, Occasion], Mapping[str, Any]]
    decide: Callable[[Sequence[Any], Any, Occasion], Done | Refused]
    again: Callable[[Mapping[str, str]], Done | Refused]
    field: StrawberryField
    lock: Lock | None = None
    variant: Callable[[Any], str] | None = None
    """Which of several statements has the facts, of what was prepared: one that asks for no more than it takes."""

    named: tuple[str, ...] = ()
    """Kinds of what a refusal may name as standing in the way."""

    ahead: Ahead | None = None
    """What more a refusal has to know: most acts are done, and need not read that under their locks."""

    @property
    def in_the_way(self) -> str:
        """The statement that says which of `$ids` the caller may see."""
        parts = [f"MATCH (n:`{kind}` {{id: id}}) WHERE «scope n:{kind}» RETURN n.id AS seen" for kind in self.named]  # fmt: skip
        return f"UNWIND $ids AS id CALL (id) {{ {' UNION '.join(parts)} }} RETURN seen AS id"

    def facts_of(self, prepared: Any) -> str:
        """The statement that has the facts."""
        if isinstance(self.facts, str):
            return self.facts
        return self.facts[self.variant(prepared) if self.variant else ""]

    @property
    def texts(self) -> Mapping[str, str]:
        """Every statement that may have the facts, by name."""
        if isinstance(self.facts, str):
            return {self.name: self.facts}
        return {f"{self.name}.{name}": text for name, text in self.facts.items()}

    @property
    def root(self) -> str:
        """Name of the root field."""
        return str(self.field.graphql_name)

    def refusal(self, refused: Refused) -> Any:
        """The payload of an act that was not done: every other field is null."""
        told = refused.errors[:MOST_ERRORS]
        return self.payload(
            user_errors=[replace(e, conflicts=e.conflicts[:MOST_CONFLICTS]) for e in told]
        )


def wrong(
    code: str, *, zh: str, en: str, field: Sequence[str] = (), allowed: Sequence[str] = (), conflicts: Sequence[str] = ()
) -> Refused:  # fmt: skip
    """A refusal for one reason."""
    said = UserErrorCode[code]  # type: ignore[index]
    zh, en = short(zh, LONGEST_SENTENCE), short(en, LONGEST_SENTENCE)
    return Refused((UserError(code=said, field=list(field), message_zh=zh, message_en=en, allowed=list(allowed), conflicts=[strawberry.ID(c) for c in conflicts]),))  # fmt: skip


def shown_once(what_zh: str, what_en: str, id_: str | None = None) -> Refused:
    """The refusal of showing again, on the same key, what is shown once."""
    return wrong(
        "SHOWN_ONCE", field=("input", IDEMPOTENCY_KEY), allowed=(id_,) if id_ else (),
        zh=f"这个幂等键的请求已经执行，{what_zh}", en=f"This was done before on the same key; {what_en}",
    )  # fmt: skip
