"""From what was found to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from schema.instants import moment
from schema.pairing.answers import (
    MOST_IDS,
    MOST_PAIRS,
    PairingChange,
    PairingCoverage,
    PairingHealth,
    RePairing,
)
from schema.pairing.coverage import by_community, covered, helps, pairs_now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from schema.pairing.best import Best
    from schema.pairing.coverage import Pairs
    from schema.pairing.facts import PairedCommunity, PairedUnit, StreetPairs


def re_pairing(street: StreetPairs, found: Best, as_of: datetime, node: Any = None) -> RePairing:
    """The answer."""
    now = pairs_now(street)
    before, after = (sum(d.weight for d in covered(street, pairs)) for pairs in (now, found.pairs))
    changes = list(_changes(street, now, found.pairs))
    needs = sum(d.weight for d in street.demands)
    zh, en = _sentence(found, len(changes), needs, before, after)
    return RePairing(
        street=node, as_of=as_of, zh=zh, en=en, needs=needs, covered_now=before, covered_after=after, bound=max(found.bound, after),
        proven=found.proven, uneven=found.uneven, changes=changes[:MOST_PAIRS], communities=_communities(street, now, found.pairs),
        pairs=_pairs(street)[:MOST_PAIRS], unpaired=sum(not u.now for u in street.units),
    )  # fmt: skip


def _sentence(found: Best, changes: int, needs: int, before: int, after: int) -> tuple[str, str]:
    if not found.proven and not changes:
        return "在所给限制（在期协议、调整上限、时间）之内没有找到方案，结对维持现状。", "Within the limits given (terms, changes, time) no pairing was found; all stays as it is."  # fmt: skip
    proof_zh = "已证明最优" if found.proven else f"时间用尽，上限{found.bound}件"
    proof_en = "proven to be the best" if found.proven else f"time was used up, {found.bound} at most"  # fmt: skip
    if not changes:
        return f"维持现状即可：{needs}件需求中可满足{before}件，{proof_zh}。", f"All may stay as it is: {before} of {needs} needs can be met, {proof_en}."  # fmt: skip
    return (
        f"调整{changes}对后，{needs}件需求中可满足的由{before}件变为{after}件，{proof_zh}。",
        f"With {changes} changes, {after} instead of {before} of {needs} needs can be met, {proof_en}.",
    )


def _changes(street: StreetPairs, now: Pairs, after: Pairs) -> Iterator[PairingChange]:
    by_id = {c.id: c for c in street.communities}
    for unit in street.units:
        left = [c for c in street.communities if (unit.id, c.id) in now - after]
        for nth, (_, id_) in enumerate(sorted(p for p in after - now if p[0] == unit.id)):
            yield _change(street, unit, left[nth] if nth < len(left) else None, by_id[id_])


def _change(street: StreetPairs, unit: PairedUnit, left: PairedCommunity | None, to: PairedCommunity) -> PairingChange:  # fmt: skip
    demands = [d for d in street.demands if d.community == to.id and helps(d, unit)]
    count = sum(d.weight for d in demands)
    zh = "、".join(d.zh for d in demands[:3]) or "均衡各社区的结对单位数"
    en = ", ".join(d.en for d in demands[:3]) or "it evens out the numbers of partners"
    return PairingChange(
        unit=unit.node, from_community=None if left is None else left.node, to_community=to.node,
        zh=f"{unit.name}{f'由{left.name}' if left else ''}改结{to.name}：可参与{count}件（{zh}）。",
        en=f"{unit.name} goes{f' from {left.name}' if left else ''} to {to.name}: it can do something for {count} needs ({en}).",
    )  # fmt: skip


def _communities(street: StreetPairs, now: Pairs, after: Pairs) -> list[PairingCoverage]:
    met_now, met_after = set(covered(street, now)), set(covered(street, after))
    partners_now, partners_after = by_community(street, now), by_community(street, after)
    made = []
    for community in street.communities[:MOST_PAIRS]:
        own = [d for d in street.demands if d.community == community.id]
        ids = [need for d in own if d not in met_after for need in d.needs]
        made.append(PairingCoverage(
            community=community.node, units_now=len(partners_now[community.id]), units_after=len(partners_after[community.id]),
            needs=sum(d.weight for d in own), covered_now=sum(d.weight for d in own if d in met_now),
            covered_after=sum(d.weight for d in own if d in met_after), uncovered_need_ids=[strawberry.ID(i) for i in ids[:MOST_IDS]],
        ))  # fmt: skip
    return made


def _pairs(street: StreetPairs) -> list[PairingHealth]:
    made = [
        (unit, community, _health(street, unit, community))
        for unit in street.units
        for community in street.communities
        if community.id in unit.now
    ]
    made.sort(key=lambda m: (not m[2].no_activity, not m[2].mismatched, m[0].code, m[1].code))
    return [health for *_, health in made]


def _health(street: StreetPairs, unit: PairedUnit, community: PairedCommunity) -> PairingHealth:
    own = [d for d in street.demands if d.community == community.id]
    could = sum(d.weight for d in own if helps(d, unit))
    done = unit.done.get(community.id, ())
    return PairingHealth(
        unit=unit.node, community=community.node, agreement_ids=[strawberry.ID(b.agreement) for b in unit.bound if b.community == community.id],
        in_term=community.id in unit.in_term, commitment_count=len(done), last_at=moment(done[-1][1]) if done else None,
        commitment_ids=[strawberry.ID(id_) for id_, _ in done[-MOST_IDS:]], no_activity=not done, demand=could,
        mismatched=bool(own) and not could, alliance_count=len(unit.alliances),
    )  # fmt: skip
