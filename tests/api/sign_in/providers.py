"""The provider for tests, as it is and with one thing wrong with it."""

from __future__ import annotations

import base64
import contextlib
import json
import threading
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from werkzeug.serving import make_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AUTHORIZE, TOKEN, DISCOVERY = (
    "/oauth2/authorize",
    "/oauth2/token",
    "/.well-known/openid-configuration",
)


def _query(environ: dict[str, Any], **changed: str) -> None:
    environ["QUERY_STRING"] = urlencode(dict(parse_qsl(environ["QUERY_STRING"])) | changed)


def _another_nonce(environ: dict[str, Any]) -> None:
    if environ["PATH_INFO"] == AUTHORIZE:
        _query(environ, nonce="of-somebody-else")


def _another_audience(environ: dict[str, Any]) -> None:
    if environ["PATH_INFO"] == AUTHORIZE:
        _query(environ, client_id="another-client")
    elif environ["PATH_INFO"] == TOKEN:
        client = base64.b64encode(b"another-client:x").decode()
        environ["HTTP_AUTHORIZATION"] = f"Basic {client}"


def _another_issuer(environ: dict[str, Any]) -> None:
    if environ["PATH_INFO"] == TOKEN:
        environ["HTTP_HOST"] = "localhost"


def _misdescribed(environ: dict[str, Any]) -> None:
    if environ["PATH_INFO"] == DISCOVERY:
        environ["HTTP_HOST"] = "localhost"


def _token(change: Callable[[dict[str, Any]], Any]) -> Callable[[str, bytes], bytes]:
    def changed(path: str, body: bytes) -> bytes:
        if path != TOKEN:
            return body
        said = json.loads(body)
        change(said)
        return json.dumps(said).encode()

    return changed


def _unsigned(said: dict[str, Any]) -> None:
    _, claims, _ = said["id_token"].split(".")
    header = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    said["id_token"] = f"{header}.{claims}."


def _resigned(said: dict[str, Any]) -> None:
    said["id_token"] = said["id_token"][:-8] + "AAAAAAAA"


def _not_json(path: str, body: bytes) -> bytes:
    return b"<html>" if path == TOKEN else body


def _no_discovery(path: str, body: bytes) -> bytes:
    return b'{"issuer": 7}' if path == DISCOVERY else body


ASKED = {
    "another nonce": _another_nonce,
    "another audience": _another_audience,
    "another issuer": _another_issuer,
    "describes another": _misdescribed,
}
ANSWERED = {
    "no signature": _token(_unsigned),
    "another signature": _token(_resigned),
    "no identity token": _token(lambda said: said.pop("id_token")),
    "not JSON": _not_json,
    "no description": _no_discovery,
}
FAULTS = [*ASKED, *ANSWERED]


@dataclass
class Heard:
    """The provider as one WSGI application, with an ear on what it is asked."""

    app: Callable[..., Iterable[bytes]]
    fault: str | None = None
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        self.asked.append(
            (environ["PATH_INFO"], dict(parse_qsl(environ["QUERY_STRING"])) | dict(parse_qsl(body.decode())))
        )  # fmt: skip
        ASKED.get(self.fault or "", lambda _environ: None)(environ)
        kept: list[Any] = []
        answered = b"".join(self.app(environ, lambda *said: kept.append(said)))
        status, headers, *_ = kept[0]
        answered = ANSWERED.get(self.fault or "", lambda _path, body: body)(
            environ["PATH_INFO"], answered
        )
        headers = [(k, v) for k, v in headers if k.lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(answered)))])
        return [answered]


@contextlib.contextmanager
def provider(fault: str | None = None) -> Iterator[tuple[str, Heard]]:
    """A provider that listens on this machine; gives its issuer and its ear."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import oidc_provider_mock  # noqa: PLC0415

        heard = Heard(oidc_provider_mock.app(require_nonce=True), fault)
    server = make_server("127.0.0.1", 0, heard, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
