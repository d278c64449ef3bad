"""The service under requests that Schemathesis makes up from the schema: `make test-fuzz`.

It is installed apart (`.ci/fuzz.sh`), because the project's own tests don't need it.
"""
