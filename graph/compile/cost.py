"""What an operation costs before it is run: how many objects its answer may hold.

Every object weighs 1 (`@cost` says where it is more), the whole answer too; a list holds as many as its page or its
`@listSize` says, scalars are free, and what `@skip` leaves out costs nothing. So the price is the product of the page
sizes along each path, summed, and the number of objects answered never exceeds it. Counted in one pass over the merged
selections for a document, each position of it once however many kinds of node may stand there; a request then only
puts its page sizes in. Guarded by `tests/graph/test_cost.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from graph.compile.introspected import Introspected
from graph.compile.paging import page
from graph.surface.sizes import Cost, ListSize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from graphql import GraphQLField, GraphQLNamedType, GraphQLSchema

    from graph.compile.document import Operation
    from graph.compile.selection import Asked
    from graph.compile.text import Request

    Term: TypeAlias = int | Callable[[Request], int]

MOST = 1_000_000_000
"""Where counting stops."""


def priced(schema: GraphQLSchema, operation: Operation) -> Callable[[Request], int]:
    """The price of an operation, as a function of what one request brings.

    The function raises `Refusal` where page sizes are impossible.
    """
    root = schema.get_root_type(operation.definition.operation)
    assert root is not None  # noqa: S101
    made = _Pricing(schema, operation).roots(operation.roots, root)
    total = _sum([weight(root), made])
    return lambda request: min(MOST, _value(total, request))


def weight(type_: GraphQLNamedType) -> int:
    """What one object of a type weighs."""
    said = _declared(type_, Cost)
    return int(said.weight) if said else 1


def size_of(field: GraphQLField) -> ListSize | None:
    """What is declared of the list that a field is or leads to."""
    return _declared(field, ListSize)


def _declared(member: Any, directive: type) -> Any:
    definition = (member.extensions or {}).get("strawberry-definition")
    found = getattr(definition, "directives", None) or ()
    return next((each for each in found if isinstance(each, directive)), None)


class _Pricing:
    def __init__(self, schema: GraphQLSchema, operation: Operation) -> None:
        self._schema, self._operation = schema, operation
        self._constants = {
            id(w.node): w.constant for w in operation.written if w.constant is not None
        }
        self._arguments = {id(w.node) for w in operation.written}
        self._known: dict[Any, Term] = {}
        self._root: Asked | None = None

    def roots(self, asked: Iterable[Asked], type_: GraphQLObjectType) -> Term:
        """What is asked of the root."""
        terms = []
        for each in asked:
            self._root = each
            terms.append(self._field(each, type_, None))
        return _sum(terms)

    def fields(
        self, asked: Iterable[Asked], type_: GraphQLObjectType, sizes: tuple[ListSize, Term] | None
    ) -> Term:
        """What is selected on an object; `sizes` are those of the lists in it that its field has told."""
        return _sum([self._field(each, type_, sizes) for each in asked])

    def _field(
        self, asked: Asked, type_: GraphQLObjectType, sizes: tuple[ListSize, Term] | None
    ) -> Term:
        if asked.name.startswith("__"):
            if asked.name == "__typename":
                return 0
            return Introspected(self._schema, self._operation.selections, asked).count
        field = type_.fields[asked.name]
        named = get_named_type(field.type)
        if is_leaf_type(named):
            return 0
        own = size_of(field)
        size: Term = self._size(asked, own, field) if own else 1
        if is_list_type(get_nullable_type(field.type)):
            if own is None:
                if sizes is None or asked.name not in (sizes[0].sized_fields or ()):
                    raise LookupError(f"nobody says how long {type_.name}.{asked.name} may be")
                size = sizes[1]
            one = self._object(asked, named, None)
        else:
            one = self._object(asked, named, (own, size) if own else None)
            size = 1
        return _gated(asked, _product(size, one))

    def _object(
        self, asked: Asked, named: GraphQLNamedType, sizes: tuple[ListSize, Term] | None
    ) -> Term:
        """One object, the heaviest that it can be."""
        # A fragment may stand under several roots, each with arguments of its own.
        key = (id(self._root), named.name, tuple(map(id, asked.nodes)), asked.conditions)
        if key not in self._known:
            self._known[key] = _most([self._exactly(asked, t, sizes) for t in self._types(named)])
        return self._known[key]

    def _exactly(
        self, asked: Asked, type_: GraphQLObjectType, sizes: tuple[ListSize, Term] | None
    ) -> Term:
        below = self._operation.selections.below(asked, type_)
        return _sum([weight(type_), self.fields(below, type_, sizes)])

    def _types(self, named: GraphQLNamedType) -> Iterable[GraphQLObjectType]:
        if isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            return self._schema.get_possible_types(named)
        assert isinstance(named, GraphQLObjectType)  # noqa: S101
        return (named,)

    def _size(self, asked: Asked, said: ListSize, field: GraphQLField) -> Term:
        if not said.slicing_arguments:
            return said.assumed_size
        if field.args.keys().isdisjoint(said.slicing_arguments):
            assert self._root is not None  # noqa: S101
            asked = self._root
        at = id(asked.nodes[0])
        if at not in self._constants and at not in self._arguments:
            # Under a root without such an argument.
            return said.assumed_size
        if at in self._constants:
            return _length(self._constants[at], said)
        return lambda request: _length(request.arguments[at], said)


def _length(arguments: Any, said: ListSize) -> int:
    if said.sized_fields and "nodes" in said.sized_fields:
        return page(arguments).size
    for name in said.slicing_arguments or ():
        given = arguments.get(name)
        if isinstance(given, list):
            return len(given)
        if given is not None:
            return max(0, given)
    return said.assumed_size


def _value(term: Term, request: Request) -> int:
    return term if isinstance(term, int) else term(request)


def _gated(asked: Asked, term: Term) -> Term:
    if asked.unconditional or term == 0:
        return term
    return lambda request: _value(term, request) if asked.wanted(request.variables) else 0


def _sum(terms: list[Term]) -> Term:
    known = sum(term for term in terms if isinstance(term, int))
    open_ = [term for term in terms if not isinstance(term, int)]
    if not open_:
        return min(MOST, known)
    return lambda request: min(MOST, known + sum(term(request) for term in open_))


def _product(size: Term, one: Term) -> Term:
    if isinstance(size, int) and isinstance(one, int):
        return min(MOST, size * one)
    return lambda request: min(MOST, _value(size, request) * _value(one, request))


def _most(terms: list[Term]) -> Term:
    known = max((term for term in terms if isinstance(term, int)), default=0)
    open_ = list({id(term): term for term in terms if not isinstance(term, int)}.values())
    if not open_:
        return known
    return lambda request: max(known, *(term(request) for term in open_))
