"""One OpenID Connect provider: authorization code flow with PKCE, state and nonce, by Authlib."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import MismatchingStateError
from joserfc.errors import JoseError

from api.identity.origins import is_loopback_name
from api.identity.settings import LEEWAY, USUAL_ALGORITHMS
from api.identity.tokens import LONGEST_SUBJECT
from api.sign_in.problems import (
    CODE_REFUSED,
    PROVIDER_AWAY,
    PROVIDER_REFUSED,
    PROVIDER_WRONG,
    STATE_UNKNOWN,
    TOKEN_WRONG,
    SignInProblem,
)
from api.sign_in.state import Used

with warnings.catch_warnings():
    # Authlib would rather be used with httpx2, which is not ours to hurry.
    warnings.simplefilter("ignore", DeprecationWarning)
    from authlib.integrations.starlette_client import OAuth, OAuthError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import RedirectResponse

ANSWER_WITHIN = 5.0


class Provider:
    """A configured provider.

    Args:
        name: what identities begin with. issuer: its address, exactly as it calls itself.
        client_id, client_secret: how it knows us; without a secret we are a public client.
        algorithms: signatures that count.
    """

    def __init__(
        self,
        name: str,
        issuer: str,
        client_id: str,
        client_secret: str | None = None,
        algorithms: tuple[str, ...] = USUAL_ALGORITHMS,
    ) -> None:
        self.name, self.issuer, self._algorithms = name, issuer, algorithms
        self._client_id, self._used = client_id, Used()
        loopback = is_loopback_name(urlsplit(issuer).hostname)
        self._client: Any = OAuth().register(
            name,
            client_id=client_id,
            client_secret=client_secret,
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid",
                "code_challenge_method": "S256",
                "timeout": ANSWER_WITHIN,
                # No proxy stands between us and this machine.
                "trust_env": not loopback,
                **({} if client_secret else {"token_endpoint_auth_method": "none"}),
            },
        )

    async def leave(self, request: Request, back: str, kept: dict[str, str]) -> RedirectResponse:
        """Send the browser to the provider; `kept` is there again when it comes back.

        Raises:
            SignInProblem: the provider is away, or not as it is configured.
        """
        try:
            await self._metadata()
            away = await self._client.authorize_redirect(request, back)
        except (httpx.HTTPError, AuthlibBaseError, ValueError, KeyError, RuntimeError) as error:
            raise _problem(error) from error
        request.session["kept"] = kept
        return away

    async def returned(self, request: Request) -> str:
        """The subject that the provider vouches for, in the callback.

        Raises:
            SignInProblem: anything is not as it has to be.
        """
        if error := request.query_params.get("error"):
            request.session.clear()
            raise SignInProblem(PROVIDER_REFUSED, error[:40])
        state = request.query_params.get("state")
        if not state or not request.query_params.get("code"):
            raise SignInProblem(STATE_UNKNOWN, "no state or code")
        try:
            metadata = await self._metadata()
            begun_here = f"_state_{self.name}_{state}" in request.session
            if not begun_here or not self._used.take(state):
                raise MismatchingStateError
            token = await self._client.authorize_access_token(
                request,
                leeway=int(LEEWAY.total_seconds()),
                claims_options={
                    "iss": {"essential": True, "value": metadata["issuer"]},
                    "aud": {"essential": True, "value": self._client_id},
                    "nonce": {"essential": True},
                },
            )
        except (httpx.HTTPError, AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:  # fmt: skip
            raise _problem(error) from error
        finally:
            for name in [name for name in request.session if name.startswith("_state_")]:
                del request.session[name]
        subject = (token.get("userinfo") or {}).get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise SignInProblem(TOKEN_WRONG, "no subject")
        return subject

    async def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself, once it is the one that is configured."""
        said = await self._client.load_server_metadata()
        offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
        counted = [one for one in offered if one in self._algorithms]
        if said.get("issuer") not in {self.issuer, self.issuer.rstrip("/")} or not counted:
            # To be asked for again: the provider may be mended while we run.
            self._client.server_metadata.clear()
            raise SignInProblem(PROVIDER_WRONG, "another issuer, or no signature that counts")
        said["id_token_signing_alg_values_supported"] = counted
        return said


def _problem(error: Exception) -> SignInProblem:
    """What went wrong, for the person; the log gets the sort of error and nothing that was sent."""
    cause = type(error).__name__
    if isinstance(error, MismatchingStateError):
        return SignInProblem(STATE_UNKNOWN, cause)
    if isinstance(error, JoseError):
        return SignInProblem(TOKEN_WRONG, cause)
    if isinstance(error, OAuthError):
        return SignInProblem(CODE_REFUSED, f"{cause} {error.error}"[:80])
    if isinstance(error, httpx.HTTPError):
        return SignInProblem(PROVIDER_AWAY, cause)
    return SignInProblem(PROVIDER_WRONG, cause)
