"""How a request travels: the ASGI application, GraphQL over HTTP, the pages, the command line.

| module | what it is for |
|---|---|
| `app` | the application: routes, and what is open while it runs |
| `answering` | one operation answered as a caller, whichever way it came |
| `following` | a subscription followed as a caller, likewise |
| `sse` | answers as server-sent events |
| `serving` | the server that runs the application |
| `identity/` | who asks: tokens, keys, sessions, limits, host names |
| `http/` | `/graphql`: a bounded request in, bytes out |
| `refusals` | what is said to a request that is refused before its document is looked at |
| `strict_json` | JSON in the strict sense |
| `documents/` | trusted documents, asked for by id |
| `sockets/` | the same through a WebSocket |
| `sign_in/` | signing in from a browser, and out; who looks at a page |
| `health` | `/livez`, `/readyz` |
| `pages/` | start page, GraphiQL, Neo4j Browser |
| `commands/` | the command line |
"""
