"""What can be changed, and how it is recorded.

| module | what it is for |
|---|---|
| `needs`, `resources` | `raiseNeed`, `amendNeed`, `offerResource`: records as a caller puts them down |
| `categories` | `removeCategory`: a term that nothing uses is taken out |
| `entering` | what these have in common |
| `contacts` | `revealContact`: personal values in clear, with a reason |
| `own_keys` | `createApiKey`, `revokeCredential`: what a caller does about credentials |
| `credentials` | keys as texts and hashes |
| `administration` | accounts and keys from the command line |
| `steps`, `step_facts` | acts that take a need or a commitment a step further: one shape for all of them, and what they need to know |
| `need_steps`, `commitment_steps`, `standing_steps` | what steps of needs, of commitments, of agreements and posts change |
| `parts`, `assessing` | `split` and `rate`: what is put beside a need |
| `support`, `support_facts` | `requestSupport`, `offerSupport`, `assignSupport`, `bookSupport`, and what they need to know |
| `wishes`, `promising`, `promise`, `capacity_check` | from what an input wants to promises that can be kept |
| `following_on` | commitments carry their need along, and end with it |
| `waiting`, `house` | who comes off the waiting list, and all else that is done when a time has come |
| `written`, `loop_entries` | how all these are written and recorded |
| `mutations` | all acts of the schema, and the occasion on which a caller does one |

Decided: what may be written is what an input type lists, nothing else (`tests/access/acts/test_inputs.py`); hidden, unknown
and not allowed are one answer; a record names fields, and what became of them but for personal values.

Need, commitment and assessment are three things with a state each: that a unit delivered does not say that the need was met,
and that it was closed does not say that it was solved. What may be done when is data (`schema.machines`).
"""
