"""What if: a unit leaves, joins or takes on more, a resource is given more of or taken back, other rules hold, an emergency starts.

| module | what it is for |
|---|---|
| `terms` | the GraphQL input, the same for every question that takes it |
| `reading` | a scenario as it was put, and what can be wrong with it by itself or beside what is known |
| `imagine` | rows of units as they would be |

Decided, with the tests (in `tests/schema/scenario/`) that guard it:
- a scenario changes what was read, before it is judged, and writes nothing: every rule holds of what is imagined as of what is (`test_imagine`);
- units that join are read by the same statement as all others (`graph` knows them already); there are no made-up units or resources, so every
  answer still leads to something that is there (`test_scenario_questions`);
- one that changes nothing gives the same answer as none (`test_imagine`);
- one that contradicts itself, or is about something that has no part in the question, is refused and says what (`test_reading`).
"""

from schema.scenario.imagine import imagined
from schema.scenario.reading import NOTHING, Scenario, joining, misfit, read
from schema.scenario.terms import SCENARIO

__all__ = ["NOTHING", "SCENARIO", "Scenario", "imagined", "joining", "misfit", "read"]
