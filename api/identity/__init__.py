"""Who asks: bearer tokens, API keys and browser sessions, each turned into a `schema.access.caller.Caller`.

| module | what it is for |
|---|---|
| `settings` | whose tokens are accepted, our host names, rates: from the environment |
| `tokens`, `provider_keys` | bearer tokens (JWT), and the public keys they are checked with |
| `environment` | the short name of this installation that its API keys carry |
| `callers`, `meeting` | from headers to caller; what is written down when a credential is met |
| `room` | how many sockets and subscriptions each caller has |
| `watch` | asking again whether those who stay still stand |
| `gate`, `throttle` | what a request passes: page, caller, how often, counted in points |
| `origins` | which host names are ours; which requests our own pages made |
| `unauthenticated` | why a request is turned away |

Decided, and guarded by `tests/api/identity/`:
- A credential that is not good is answered with the same bytes whatever is wrong with it; the log has the cause, and
  never the credential. No credential at all is fine: whoever says nothing is EVERYONE.
- Libraries check signatures (joserfc) and count (limits). What keys look like is in `schema.acts.credentials`.
- Neither role nor right is taken from a token: it names the subject, and the graph says what that person may do.
- Who is known is checked by the statement that answers him; only where none is needed (introspection) by one of its own.
"""

from api.identity.callers import COOKIE, Callers, Identity, utc_now
from api.identity.gate import Gate, Visit
from api.identity.meeting import Meeting
from api.identity.origins import OurHosts, of_another_site, of_our_page, without_preflight
from api.identity.room import Room, Seat
from api.identity.settings import Rates, Settings, TokenProvider, settings_from
from api.identity.throttle import Budget, Throttle
from api.identity.tokens import Tokens
from api.identity.unauthenticated import ForeignPage, TooMany, Unauthenticated
from api.identity.watch import Watch

__all__ = [
    "COOKIE",
    "Budget",
    "Callers",
    "ForeignPage",
    "Gate",
    "Identity",
    "Meeting",
    "OurHosts",
    "Rates",
    "Room",
    "Seat",
    "Settings",
    "Throttle",
    "TokenProvider",
    "Tokens",
    "TooMany",
    "Unauthenticated",
    "Visit",
    "Watch",
    "of_another_site",
    "of_our_page",
    "settings_from",
    "utc_now",
    "without_preflight",
]
