"""From paths to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from schema.secretary_paths.answers import SecretaryPath, SecretaryPaths
from schema.supporters.answers import PathStep
from schema.supporters.terms import PathDirection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from schema.secretary_paths.facts import Around
    from schema.secretary_paths.walks import Walk


def secretary_paths(row: Mapping[str, Any], around: Around, found: Sequence[Walk], as_of: datetime, first: int) -> SecretaryPaths:  # fmt: skip
    """The answer; of the paths the first so many."""
    zh, en = _sentence(row, around, found)
    return SecretaryPaths(
        need=row["needNode"], as_of=as_of, secretary_count=len({p.person for p in around.posts}),
        resource_count=len({w.offer.id for w in found}), path_count=len(found), zh=zh, en=en,
        paths=[_path(w, around, row["places"]) for w in found[:first]],
    )  # fmt: skip


def _sentence(row: Mapping[str, Any], around: Around, found: Sequence[Walk]) -> tuple[str, str]:
    if found:
        best = found[0]
        unit = around.names[best.unit]
        return (
            f"共{len(found)}条路径，最近的是请{best.post.name}（{best.post.title}）联系{unit}的“{best.offer.name}”。",
            f"{len(found)} paths; the nearest is to ask {best.post.name} ({best.post.title}) to call {unit} about {best.offer.name}.",
        )
    if not row["wanted"]:
        return (
            "该需求分类没有对应的能力，无从查找。",
            "Nothing is known to meet needs of this category.",
        )
    if not around.posts:
        return "需求地点及其上级没有在任的第一书记（或没有写明派出单位）。", "No first secretary is in office for the place or one above it, or no sending unit is known."  # fmt: skip
    return (
        "派出单位两步之内没有可满足该需求的资源。",
        "Within two steps of the sending units nothing meets the need.",
    )


def _path(walk: Walk, around: Around, places: Sequence[Mapping[str, str]]) -> SecretaryPath:
    unit, home = around.names[walk.unit], around.names[walk.post.home]
    over = "、".join(around.names[h.id] for h in walk.way[1:-1])
    by_zh = f"，经{over}" if over else ""
    by_en = f" by way of {over}" if over else ""
    return SecretaryPath(
        person=walk.post.node, role_id=strawberry.ID(walk.post.role), unit=around.nodes[walk.unit], resource=walk.offer.node,
        length=walk.length, penalty=walk.penalty, cost=walk.cost, steps=list(_steps(walk, around, places)),
        zh=f"请{walk.post.name}（{walk.post.title}，{home}派出）{by_zh.removeprefix('，')}联系{unit}的“{walk.offer.name}”。" if not over
        else f"请{walk.post.name}（{walk.post.title}，{home}派出）{by_zh.removeprefix('，')}，联系{unit}的“{walk.offer.name}”。",
        en=f"Ask {walk.post.name} ({walk.post.title}, sent by {home}) to call {unit} about {walk.offer.name}{by_en}.",
    )  # fmt: skip


def _steps(walk: Walk, around: Around, places: Sequence[Mapping[str, str]]) -> Iterator[PathStep]:
    """From the resource to the person, and over the post down to the need's place; each relationship leads to the next."""
    post = walk.post
    yield _step(walk.offer.id, "Resource", walk.offer.name, "PROVIDED_BY", outgoing=True)
    way = walk.way
    for at in range(len(way) - 1, 0, -1):
        before = way[at - 1]
        yield _step(way[at].id, way[at].kind, around.names[way[at].id], before.relationship, outgoing=not before.outgoing)  # fmt: skip
    yield _step(way[0].id, "Unit", around.names[way[0].id], "SECONDED_FROM", outgoing=False)
    yield _step(post.role, "RoleAssignment", f"{post.name}（{post.title}）", "TARGETS", outgoing=True)  # fmt: skip
    for up in range(post.up, 0, -1):
        yield _step(
            places[up]["id"], places[up]["kind"], places[up]["name"], "PART_OF", outgoing=False
        )
    yield _step(places[0]["id"], places[0]["kind"], places[0]["name"], None, outgoing=True)


def _step(id_: str, kind: str, name: str, relationship: str | None, *, outgoing: bool) -> PathStep:
    direction = PathDirection.OUT if outgoing else PathDirection.IN
    return PathStep(
        id=strawberry.ID(id_), kind=kind, name=name, relationship=relationship, direction=direction if relationship else None,
    )  # fmt: skip
