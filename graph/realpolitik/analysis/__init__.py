"""From claims to insight: relationships, contradictions, corroboration, networks, timelines.

Claims, documents and the relation scheme flow in; plain values flow out, each with the ids of the claims
behind it.  This room alone sees networkx, besides views.  What needs a large library is loaded when it is first
asked for, so that a build that only folds claims pays for none.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from realpolitik.analysis.aggregation import relationships

if TYPE_CHECKING:
    from realpolitik.analysis.agreement import Corroboration, Support, corroboration
    from realpolitik.analysis.comparing import contradictions
    from realpolitik.analysis.disagreement import Contradiction, ContradictionKind, Side
    from realpolitik.analysis.independence import find_voices

_HOMES = {
    "Contradiction": "disagreement",
    "ContradictionKind": "disagreement",
    "Corroboration": "agreement",
    "Side": "disagreement",
    "Support": "agreement",
    "contradictions": "comparing",
    "corroboration": "agreement",
    "find_voices": "independence",
}

__all__ = [
    "Contradiction",
    "ContradictionKind",
    "Corroboration",
    "Side",
    "Support",
    "contradictions",
    "corroboration",
    "find_voices",
    "relationships",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for from its module."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
