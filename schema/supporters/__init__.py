"""The question everything serves: which of a place's partners can support a need, in what order, and why not the others.

One statement fetches the facts, pure functions decide. Given the same facts the answer is the same, whatever order
they come in and whoever else is a candidate.

| module | what it is for |
|---|---|
| `statement`, `rows`, `facts` | the Cypher, its row, and the frozen facts made from it |
| `question` | a need not yet written down, and what can be wrong with it |
| `places`, `connections` | how near a unit's agreements, alliances and first secretaries come, and the path to draw |
| `stock` | what units offer, found out once for however many needs |
| `eligibility` | the nine tests in their order, for an offer and a component |
| `cover`, `score`, `policy` | how much is covered, the parts of the score, the weights (`policy.toml`) |
| `slots`, `objections` | when it would work, why it does not, and how little it would take |
| `rank`, `wording`, `words` | the answer: judged and ordered, then put into figures and sentences |
| `answers`, `terms`, `roots` | its GraphQL types, and the two root fields |

Decided, with the tests (in `tests/schema/`) that guard it:
- no solver and no floats: micro-units and fractions, so that parts sum to the score exactly (`test_supporters_laws`);
- every scale is absolute; with scales relative to the candidates, one more unit would reorder the others (same);
- weights follow from an order of criteria (`test_policy`);
- a near miss is the smallest change found that removes the objection, never a guess (`test_near_misses`);
- urgency is no part of it: it is the same for all candidates of one need.
"""

from schema.supporters.facts import Facts
from schema.supporters.policy import Policy, PolicyProblem, load_policy
from schema.supporters.question import Refusal, SupportQuestion, refusals, unknowns
from schema.supporters.rows import facts_from
from schema.supporters.statement import SUPPORT_BOARD, SUPPORTERS, SUPPORTERS_FOR
from schema.supporters.wording import answer

__all__ = [
    "SUPPORTERS",
    "SUPPORTERS_FOR",
    "SUPPORT_BOARD",
    "Facts",
    "Policy",
    "PolicyProblem",
    "Refusal",
    "SupportQuestion",
    "answer",
    "facts_from",
    "load_policy",
    "refusals",
    "unknowns",
]
