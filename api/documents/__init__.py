"""Trusted documents: what front ends ask, known beforehand and asked for by id.

| module | what it is for |
|---|---|
| `manifests` | the files that the client preset, the Relay compiler and Apollo write, as they are |
| `trusted` | from settings to documents that are parsed and checked once; from a request to its document |

Decided, and guarded by `tests/api/documents/`: every document is checked against the schema and the limits before the
service answers anything, so a list that does not fit is noticed by whoever deploys it; and none is ever parsed again.
"""

from api.documents.trusted import Documents, Mode, documents_from

__all__ = ["Documents", "Mode", "documents_from"]
