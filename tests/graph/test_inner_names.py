"""What an expression of a field calls its own means nothing else where it is put."""

from __future__ import annotations

import re

from graph.compile.inner_names import declared, told_apart
from graph.kinds import KINDS
from schema.executable import QUESTIONS


def test_only_its_own_names_are_changed() -> None:
    """Variables of every manner; no key, no property, no label, no parameter, no word in a text, no placeholder."""
    own = (
        "head(COLLECT { UNWIND [{n}] AS r WITH r, {start} AS since MATCH way = (r)<-[by:USES]-(d:Commitment {id: $id})-->(k) USING INDEX d:Commitment(id) "
        "WHERE «scope d:Commitment» AND any(e IN by.ids WHERE e = 'r') RETURN d {.id, since: toString(since), r: [x IN k.d | x], sum: reduce(t = 0, y IN way | t + y)} })"
    )
    assert declared(own) == {"r", "since", "way", "by", "d", "k", "e", "x", "t", "y"}
    assert told_apart(own) == (
        "head(COLLECT { UNWIND [{n}] AS r_ WITH r_, {start} AS since_ MATCH way_ = (r_)<-[by_:USES]-(d_:Commitment {id: $id})-->(k_) USING INDEX d_:Commitment(id) "
        "WHERE «scope d_:Commitment» AND any(e_ IN by_.ids WHERE e_ = 'r') RETURN d_ {.id, since: toString(since_), r: [x_ IN k_.d | x_], sum: reduce(t_ = 0, y_ IN way_ | t_ + y_)} })"
    )


def test_no_statement_has_a_name_of_theirs() -> None:
    """Not one variable of a hand-written text ends as theirs do, and of every field all do."""
    for question in QUESTIONS:
        assert not re.search(r"\b[a-z]\w*_\b", re.sub(r"'[^']*'", "", question.cypher)), (
            question.name
        )
    facts = [c.facts for kind in KINDS.values() for c in kind.computed.values()]
    assert facts
    for text in facts:
        assert all(name.endswith("_") for name in declared(told_apart(text))), text
