"""Documents that were read before, ready for whoever sends the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.compile.document import Document

if TYPE_CHECKING:
    from graphql import GraphQLSchema

MEMORY = 500
"""Documents that are kept beside the trusted ones; the one that was not asked for the longest goes first."""


class Kept:
    """Documents of one schema by their text: the latest, and those that are trusted for good."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._latest: dict[str, Document] = {}
        self._trusted: dict[str, Document] = {}

    def trust(self, text: str) -> None:
        """Keep a document for good, each of its operations ready.

        Raises:
            GraphQLError, Invalid, Refusal: it cannot be read, or does not fit the schema.
        """
        document = Document(self._schema, text)
        document.prepare_all()
        self._trusted[text] = document

    def of(self, text: str) -> Document:
        """The document; raises as `trust`."""
        if found := self._trusted.get(text):
            return found
        found = self._latest.pop(text, None) or Document(self._schema, text)
        if len(self._latest) >= MEMORY:
            self._latest.pop(next(iter(self._latest)))
        self._latest[text] = found
        return found
