"""What can be changed, and how it is recorded.

| module | what it is for |
|---|---|
| `needs`, `resources` | `raiseNeed`, `amendNeed`, `offerResource`: records as a caller puts them down |
| `entering` | what these have in common |
| `contacts` | `revealContact`: personal values in clear, with a reason |
| `own_keys` | `createApiKey`, `revokeCredential`: what a caller does about credentials |
| `credentials` | keys as texts and hashes |
| `administration` | accounts and keys from the command line |
| `mutations` | all acts of the schema, and the occasion on which a caller does one |

Decided: what may be written is what an input type lists, nothing else (`tests/access/acts/test_inputs.py`); hidden, unknown
and not allowed are one answer; a record names fields and never what they say.
"""
