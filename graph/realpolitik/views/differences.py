"""Where tellings differ, as the page shows it: what is told otherwise, and the claims on each side.

The comparison itself is analysis; what comes in is whatever has these fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from realpolitik.model import ClaimId


class Side(Protocol):
    """One way of telling it."""

    @property
    def stance(self) -> str:
        """What is told, in a few words."""

    @property
    def claims(self) -> Sequence[ClaimId]:
        """The claims that tell it so."""


class Difference(Protocol):
    """Tellings that differ, each side with its claims; nobody is declared right."""

    @property
    def kind(self) -> str:
        """In what they differ, such as `amount` or `wording`."""

    @property
    def explanation(self) -> str:
        """One sentence that names the sides."""

    @property
    def sides(self) -> Sequence[Side]:
        """Two or more."""


def difference_rows(
    differences: Iterable[Difference], claim_at: Mapping[ClaimId, int]
) -> list[dict[str, Any]]:
    """Return the differences of which a page holds at least two sides.

    Args:
        differences: The most important first.
        claim_at: Place of each claim that the page holds.

    >>> difference_rows([], {})
    []
    """
    rows = []
    for difference in differences:
        held = [
            (side.stance, [claim_at[claim] for claim in side.claims if claim in claim_at])
            for side in difference.sides
        ]
        sides = [[stance, claims] for stance, claims in held if claims]
        if len(sides) > 1:
            rows.append({"kind": str(difference.kind), "text": difference.explanation, "sides": sides})
    return rows
