"""GraphQL over HTTP at `/graphql`.

In order of control flow:

| module | what it does |
|---|---|
| `bounded` | the head of a request, bounded in length and time, before there is one |
| `endpoint` | one request from its head to its answer |
| `head` | what the headers say about the body: JSON, in UTF-8, not packed, not too long |
| `accept` | which media type the answer has |
| `body` | a body, bounded in length and time |
| `members` | the members of a request, from a body or an address |
| `conditional` | the entity tag of an answer to a trusted document |
| `leaving` | ends what is done for a client that has left |
| `reply` | status, headers, bytes |

Decided, and guarded by `tests/api/http/`:
- Whatever is sent that is no request is 4xx with a code, a reason and a sentence in both languages, and costs no
  statement. Nothing that is sent costs a 500.
- A page of another site neither changes nor reads: it is refused by what browsers say of it (`Origin`,
  `Sec-Fetch-Site`); a GET that browsers could send unasked is not answered unless its document is trusted.
- 61 of 61 audits of graphql-http are ok (`tests/clients/audit.mjs`).
"""

from api.http.bounded import Bounded
from api.http.endpoint import GraphQLEndpoint

__all__ = ["Bounded", "GraphQLEndpoint"]
