"""Signing in from a browser, by OpenID Connect, and out again.

| module | what it is for |
|---|---|
| `flow` | the routes: `/sign-in`, to the provider and back, `/sign-out` |
| `provider` | one OpenID Connect provider: authorization code flow with PKCE, state and nonce |
| `local` | a provider on this machine, for development and tests |
| `sessions` | a session begun and ended, with the record of it, each in one transaction |
| `visitors` | who looks at a page, in words; whether the graph may be opened |
| `state` | the signed cookie between redirect and callback |
| `shown` | the pages of this folder |
| `settings` | which providers there are, and where the local one may run |
| `problems` | what can be in the way, as people read it |

Decided, and guarded by `tests/api/sign_in/`:
- The flow is Authlib's; what it leaves open is closed here: issuer and audience are exactly the configured ones, only
  public-key signatures count, a state works once even if its cookie is put back.
- A session is a fresh secret of 32 bytes each time, whatever cookie came along; the graph holds its hash only. A cookie
  that came along loses its session.
- Who has no account is told what to say to the administrator, and the attempt is recorded, once a day for each identity.
- Signing out ends the session here, not at the provider.
"""

from api.sign_in.flow import SignIn
from api.sign_in.local import LocalProvider
from api.sign_in.provider import Provider
from api.sign_in.sessions import Sessions
from api.sign_in.visitors import SeenBy

__all__ = ["LocalProvider", "Provider", "SeenBy", "Sessions", "SignIn"]
