"""Who is a first secretary: the label follows from the roles, and is kept in the transaction that changes them.

Decided: `FirstSecretary` is a second label with an id of its own on the person, because planners ask for it by name;
what makes it true is said once, as the condition `firstSecretary` of `RoleAssignment`.
"""

from __future__ import annotations

from graph.compile.marks import splice
from graph.compile.scope import EVERYTHING
from graph.integrity import EXTRA, Question
from graph.kinds import KINDS
from graph.write import AFTER_WRITE, AfterWrite

_PERSON, _SECRETARY, _ROLE = (
    KINDS[name] for name in ("Person", "FirstSecretary", "RoleAssignment")
)
_ID = _SECRETARY.id_prop.stored
_IS_ONE = splice(_ROLE.conditions["firstSecretary"].replace("{n}", "r"), EVERYTHING)
_HOLDS_ONE = f"EXISTS {{ (p)-[:HOLDS]->(r:RoleAssignment) WHERE {_IS_ONE} }}"

KEEP_LABEL = f"""
CALL () {{
  UNWIND $codes AS code
  MATCH (p:Person)-[:HOLDS]->(:RoleAssignment {{code: code}})
  RETURN p
  UNION
  UNWIND $left AS code
  MATCH (p:Person {{code: code}})
  RETURN p
}}
WITH DISTINCT p, {_HOLDS_ONE} AS holds
WHERE holds <> (p:FirstSecretary)
FOREACH (_ IN CASE WHEN holds THEN [1] ELSE [] END |
  SET p:FirstSecretary, p.{_ID} = '{_SECRETARY.prefix}_' + substring(p.id, size('{_PERSON.prefix}_')))
FOREACH (_ IN CASE WHEN holds THEN [] ELSE [1] END |
  REMOVE p:FirstSecretary, p.{_ID})
"""
"""Set or take the label of those who hold the roles `$codes`, and of the persons `$left` who lost one."""

AFTER_WRITE.append(AfterWrite("RoleAssignment", "secretaries.keep_label", KEEP_LABEL))

EXTRA.append(
    Question(
        "Person", "WRONG_SECRETARY", "FirstSecretary",
        "“第一书记”标签与在任的第一书记任职不一致。",
        "The label FirstSecretary differs from the active first-secretary roles.",
        f"n:FirstSecretary <> {_HOLDS_ONE.replace('(p)', '(n)')} OR n:FirstSecretary <> (n.{_ID} IS NOT NULL)",
    )
)  # fmt: skip
