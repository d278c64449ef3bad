"""The root field `viewer`: who asks, as what, and what he may do.

A front end reads it once and knows which buttons to show; what may be done with one thing says its own `viewerCan`.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.questions import Question
from graph.surface.made import field
from graph.surface.sizes import ListSize
from schema.access.building import PERMITTED
from schema.access.caller import Caller, Post
from schema.access.table import RIGHTS, TABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.accounts import Account, Credential
    from schema.people import Person, RoleAssignment

_STATEMENT = """
MATCH (k:Credential {id: $scope_credential})-[:OF]->(a:Account)-[:IS]->(p:Person)
WHERE «scope k:Credential» AND «scope a:Account» AND «scope p:Person»
RETURN {account: «project a:Account», person: «project p:Person», credential: «project k:Credential», rights: k.rights, me: a.id,
  posts: COLLECT {
    MATCH (p)-[:HOLDS]->(t:RoleAssignment)-[:IN_ROLE]->(c:Category)
    WHERE t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $scope_today) AND (t.endOn IS NULL OR t.endOn > $scope_today)
      AND «scope t:RoleAssignment» AND «scope c:Category»
    RETURN {code: c.code, post: «project t:RoleAssignment»} ORDER BY t.code
  }} AS value
"""

PermissionRole = strawberry.enum(
    enum.Enum(
        "PermissionRole",
        {
            role.name: strawberry.enum_value(role.name, description=f"{said.en}. {said.zh}。")
            for role, said in TABLE.roles.items()
        },
    ),  # type: ignore[misc]
    description="As what somebody may see and do things. 权限角色。",
)
Act = PERMITTED.act_enum()


MOST_ROLES = 50
"""Posts of one person that an answer names."""


def _told(en: str, zh: str, size: ListSize | None = None) -> Any:
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [])


# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off
@strawberry.type(description="A permission role and the post that gives it. 权限角色及其来源任职。")
class ViewerRole:
    """A permission role and the post that gives it."""

    role: PermissionRole = _told("The permission role.", "权限角色。")  # type: ignore[valid-type]
    name_zh: str = _told("Its name in Chinese.", "中文名称。")
    name_en: str = _told("Its name in English.", "英文名称。")
    post: Annotated[RoleAssignment, strawberry.lazy("schema.people")] = _told("The post that gives it.", "由哪一任职产生。")


@strawberry.type(description="Whoever asks. 当前用户。")
class Viewer:
    """Whoever asks."""

    account: Annotated[Account, strawberry.lazy("schema.accounts")] = _told("The account.", "账号。")
    person: Annotated[Person, strawberry.lazy("schema.people")] = _told("The person.", "人员。")
    credential: Annotated[Credential, strawberry.lazy("schema.accounts")] = _told("The key, token or session in use.", "当前使用的凭证。")
    roles: list[ViewerRole] = _told(f"What the person is here, today; at most {MOST_ROLES}.", f"今天以哪些角色使用，最多列{MOST_ROLES}项。", ListSize(assumed_size=MOST_ROLES))
    can: list[Act] = _told("What may be done at all; each thing says its own `viewerCan`.", "可执行的动作；具体对象另见其 viewerCan。")  # type: ignore[valid-type]
# fmt: on


def _answer(rows: Sequence[Mapping[str, Any]], _: None) -> Viewer | None:
    if not rows:
        return None
    said = rows[0]
    posts = [(post["code"], post["post"]) for post in said["posts"]]
    caller = Caller(
        account=said["me"],
        posts=tuple(Post("", code) for code, _ in posts),
        rights=frozenset(said["rights"] or ()) & RIGHTS,
    )
    held = [(TABLE.held_as(code), post) for code, post in posts]
    return Viewer(
        account=said["account"],
        person=said["person"],
        credential=said["credential"],
        roles=[
            ViewerRole(role=PermissionRole[role.name], name_zh=TABLE.roles[role].zh, name_en=TABLE.roles[role].en, post=post)
            for role, post in held
            if role in caller.roles
        ][:MOST_ROLES],
        can=[Act[act] for act in TABLE.acts if caller.may(act)],  # type: ignore[index]
    )  # fmt: skip


VIEWER = Question(
    name="viewer",
    cypher=_STATEMENT,
    prepare=lambda _: None,
    parameters=lambda _: {},
    answer=_answer,
    slots={"Viewer.account": "a", "Viewer.person": "p", "Viewer.credential": "k", "ViewerRole.post": "t"},
    field=field("viewer", Viewer | None, "Whoever asks; null for the public. 当前用户，未登录为空。"),
)  # fmt: skip
"""Null for somebody who is not signed in."""
