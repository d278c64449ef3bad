"""Fields of answers that are written as classes: said in both languages, with how long a list may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

if TYPE_CHECKING:
    from graph.surface.sizes import ListSize


def told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)
