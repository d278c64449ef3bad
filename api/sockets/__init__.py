"""GraphQL over a WebSocket at `/graphql`, by the protocol graphql-transport-ws and no other.

| module | what it is for |
|---|---|
| `endpoint` | from the handshake to a caller: origin, protocol, how many, who |
| `talk` | what is said afterwards: operations, pings, limits, what waits to be sent |

Decided, and guarded by `tests/api/sockets/`:
- A page of another origin is refused before the socket opens. A session cookie counts only together with the `Origin`
  of our own pages; a program sends its key or token in `connection_init`, for a browser can't send headers here.
- Every two seconds each credential in use is asked after once, however many sockets it has; a socket whose caller no
  longer stands, or stands otherwise, is closed with 4403 and must be opened anew.
- Nothing grows without a bound: message, operations under way, sockets of a caller, answers that wait for a slow reader.
"""

from api.sockets.endpoint import UVICORN, Patience, SocketEndpoint

__all__ = ["UVICORN", "Patience", "SocketEndpoint"]
