"""What the tools of front-end developers say of the API: each judge is run as its users run it, and has nothing to say.

The tools and their versions are in `package.json`; `make test-clients` installs them and runs these tests. Scripts of ours that call
a tool are the `*.mjs` beside it; each prints JSON.
"""
