"""A scenario as it was put, and what can be wrong with it: by itself, and beside what was read."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from graph.compile.refusal import Refusal
from schema.measures import LARGEST
from schema.scenario.terms import MOST
from schema.supporters.policy import Policy, apportioned, centroid
from schema.supporters.terms import SupportCriterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LONGEST_NOTICE = 366 * 24 * 60
FARTHEST = 20_000
"""Half the way around the earth, km."""


@dataclass(frozen=True)
class Scenario:
    """Changes by id of unit and of resource, as they were given; `order` of criteria, None for the house's own policy."""

    units: Mapping[str, Mapping[str, Any]]
    resources: Mapping[str, Mapping[str, Any]]
    order: tuple[SupportCriterion, ...] | None = None
    emergency: bool = False

    def ranked(self, policy: Policy) -> Policy:
        """The rule of ranking that would hold."""
        if self.order is None:
            return policy
        return Policy("scenario", policy.version, tuple(apportioned(centroid(self.order)).items()))


NOTHING = Scenario({}, {})
"""Everything stays as it is."""


def read(given: Mapping[str, Any] | None) -> Scenario:
    """The scenario among the arguments of a question.

    Raises:
        Refusal: it contradicts itself, or a number in it can't be.
    """
    if given is None:
        return NOTHING
    units, resources = given.get("units", ()), given.get("resources", ())
    for name, each in (("units", units), ("resources", resources)):
        if len(each) > MOST:
            raise _wrong("PAGE_SIZE", name, f"最多 {MOST} 项，收到 {len(each)} 项。", f"At most {MOST}, not {len(each)}.")  # fmt: skip
    order = given.get("order")
    _check_order(order)
    return Scenario(
        units={said["id"]: said for said in _apart("units", units, _unit)},
        resources={said["id"]: said for said in _apart("resources", resources, _resource)},
        order=None if order is None else tuple(order),
        emergency=bool(given.get("emergency")),
    )


def joining(scenario: Scenario) -> list[dict[str, str]]:
    """The parameter `$joining` of a statement: which units become partners of which places."""
    pairs = ((id_, said.get("joins")) for id_, said in scenario.units.items())
    return [{"unit": id_, "place": place} for id_, place in sorted(pairs) if place is not None]


def misfit(scenario: Scenario, units: Iterable[Mapping[str, Any]]) -> Refusal | None:
    """What of a scenario does not fit the rows of units that were read: nothing there is of that id (hidden and missing are
    one answer), or it is unlimited anyway.

    A unit that joins a place from which no connection leads to what was asked for is a stranger too.
    """
    rows = list(units)
    known = {unit["id"] for unit in rows}
    offered = {offer["id"] for unit in rows for offer in unit["offers"]}
    offered |= {part["id"] for unit in rows for offer in unit["offers"] for part in offer["parts"]}
    for field, zh, en, asked, there in (
        ("units", "单位", "unit", scenario.units, known),
        ("resources", "资源", "resource", scenario.resources, offered),
    ):
        for at, id_ in enumerate(asked):
            if id_ not in there:
                return _wrong(
                    "UNKNOWN", f"{field}.{at}.id",
                    f"没有标识为“{id_}”的{zh}，或它与所问的地点没有联系。加入的单位请用 joins 写明结对的地域。",
                    f'There is no {en} with the id "{id_}", or nothing connects it with the place in question. Say with joins which place a unit becomes a partner of.',
                )  # fmt: skip
    unlimited = {
        each["id"] for unit in rows for offer in unit["offers"] for each in (offer, *offer["parts"])
        if each["capacityMode"] == "UNLIMITED"
    }  # fmt: skip
    for at, (id_, said) in enumerate(scenario.resources.items()):
        if said.get("capacity") is not None and id_ in unlimited:
            return _contradiction(
                f"resources.{at}.capacity", "该资源容量不限，不能另设总量。请去掉 capacity。", "This resource is unlimited, it cannot be given a capacity. Leave it out."
            )  # fmt: skip
    return None


def _wrong(code: str, field: str, zh: str, en: str) -> Refusal:
    return Refusal(code, argument=f"scenario.{field}", zh=zh, en=en)


def _contradiction(field: str, zh: str, en: str) -> Refusal:
    return _wrong("CONTRADICTORY_SCENARIO", field, zh, en)


def _apart(name: str, given: Sequence[Mapping[str, Any]], check: Any) -> Iterable[Mapping[str, Any]]:  # fmt: skip
    seen: set[str] = set()
    for at, said in enumerate(given):
        if said["id"] in seen:
            raise _contradiction(
                f"{name}.{at}.id", f"“{said['id']}”出现了两次。请合并为一项。", f'"{said["id"]}" is there twice. Say all of it in one place.'
            )  # fmt: skip
        seen.add(said["id"])
        check(f"{name}.{at}", said)
        yield said


def _unit(field: str, said: Mapping[str, Any]) -> None:
    if said.get("leaves") and (said.get("joins") is not None or said.get("maxEngagements") is not None):  # fmt: skip
        raise _contradiction(
            f"{field}.leaves", "单位既退出又加入或承接。请只保留其一。", "The unit leaves and joins or takes on something. Keep one of them."
        )  # fmt: skip
    _range(field, "maxEngagements", said, 0, 1_000_000)


def _resource(field: str, said: Mapping[str, Any]) -> None:
    more = ("offered", "capacity", "leadTimeMinutes", "radiusKm", "everywhere", "everyone", "always")  # fmt: skip
    if said.get("withdrawn") and any(said.get(name) is not None and said[name] is not False for name in more):  # fmt: skip
        raise _contradiction(
            f"{field}.withdrawn", "资源既收回又改变条件。请只保留其一。", "The resource is withdrawn and changed. Keep one of them."
        )  # fmt: skip
    if said.get("everywhere") and said.get("radiusKm") is not None:
        raise _contradiction(
            f"{field}.radiusKm", "既不限区域又限定半径。请只保留其一。", "It serves everywhere and within a radius. Keep one of them."
        )  # fmt: skip
    _range(field, "capacity", said, 0, LARGEST)
    _range(field, "leadTimeMinutes", said, 0, LONGEST_NOTICE)
    _range(field, "radiusKm", said, 0, FARTHEST)


def _range(field: str, name: str, said: Mapping[str, Any], least: float, most: float) -> None:
    value = said.get(name)
    if value is not None and not (isfinite(value) and least <= value <= most):
        raise _wrong(
            "SCENARIO_NUMBER", f"{field}.{name}", f"{name} 须在 {least:g} 到 {most:g} 之间，收到 {value:g}。", f"{name} is {least:g} to {most:g}, not {value:g}."
        )  # fmt: skip


def _check_order(order: Sequence[SupportCriterion] | None) -> None:
    if order is not None and (not order or len(set(order)) != len(order)):
        names = "、".join(criterion.name for criterion in SupportCriterion)
        raise _contradiction(
            "order", f"评分次序为空或有重复。可用：{names}，每项至多一次。",
            f"The order is empty or names a criterion twice. Use {names.replace('、', ', ')}, each at most once.",
        )  # fmt: skip
