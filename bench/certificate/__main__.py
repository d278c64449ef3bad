"""The command."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import bench.certificate
from bench.certificate.file import OFF, File, read, shapes
from bench.certificate.plan import judged
from bench.certificate.proof import bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

NEAR = 1e-7
"""A claimed figure may be off by this share of it."""


@dataclass
class Checked:
    """What was recomputed; wrong: what of the plan or of the claims does not hold."""

    value: float
    bound: float
    wrong: list[str] = field(default_factory=list)

    @property
    def gap(self) -> float:
        return max(self.bound - self.value, 0.0) / max(abs(self.bound), abs(self.value), OFF)


def checked(arrays: dict[str, np.ndarray]) -> Checked:
    """All of it, recomputed. A figure that is claimed holds where the plan reaches it, or the prices prove it."""
    file = File(arrays)
    found = Checked(0.0, float("inf"), shapes(file))
    if found.wrong:
        return found
    found.value, found.wrong = judged(file)
    found.bound = bound(file)
    claimed, limit = float(file["value"]), float(file["bound"])
    if claimed > found.value + NEAR * max(1.0, abs(claimed)):
        found.wrong.append(f"the plan comes to {found.value:.6f}, not to {claimed:.6f}")
    if limit < found.bound - NEAR * max(1.0, abs(limit)):
        found.wrong.append(f"the prices prove {found.bound:.6f}, not {limit:.6f}")
    return found


def main(paths: Sequence[str]) -> int:
    """One line a file; 1 where one does not hold."""
    if not paths:
        print(bench.certificate.__doc__, file=sys.stderr)
        return 2
    failed = 0
    for path in paths:
        said: dict[str, Any] = {"file": path}
        try:
            arrays = read(path)
            found = checked(arrays)
        except (OSError, ValueError, KeyError) as error:
            said |= {"holds": False, "wrong": [f"not a certificate: {error}"]}
        else:
            said |= {
                "holds": not found.wrong, "value": found.value, "bound": found.bound, "gap": found.gap,
                "claimed": {"value": float(arrays["value"]), "bound": float(arrays["bound"])},
                "wrong": found.wrong[:20], "needs": len(arrays["need_weight"]), "offers": len(arrays["offer_most"]),
            }  # fmt: skip
        failed |= not said["holds"]
        print(json.dumps(said, ensure_ascii=False))
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
