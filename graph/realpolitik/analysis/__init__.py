"""From claims to insight: relationships, contradictions, corroboration, networks, timelines.

Claims, documents and the relation scheme flow in; plain values flow out, each with the ids of the claims
behind it.  This room alone sees networkx, besides views.  What needs a large library is loaded when it is
first asked for, so that a build that only folds claims pays for none.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from realpolitik.analysis.aggregation import relationships

if TYPE_CHECKING:
    from realpolitik.analysis.agreement import Corroboration, Support, corroboration
    from realpolitik.analysis.chronology import Comparison, Entry, Timeline, compare_days, snapshot, timeline
    from realpolitik.analysis.comparing import contradictions
    from realpolitik.analysis.disagreement import Contradiction, ContradictionKind, Side
    from realpolitik.analysis.independence import find_voices
    from realpolitik.analysis.networks import Weight, project, signed_network, to_networkx
    from realpolitik.analysis.paths import Step, shortest_path
    from realpolitik.analysis.ties import Choice, Grounds, choose_ties

_HOMES = {
    "Choice": "ties",
    "Comparison": "chronology",
    "Contradiction": "disagreement",
    "ContradictionKind": "disagreement",
    "Corroboration": "agreement",
    "Entry": "chronology",
    "Grounds": "ties",
    "Side": "disagreement",
    "Step": "paths",
    "Support": "agreement",
    "Timeline": "chronology",
    "Weight": "networks",
    "choose_ties": "ties",
    "compare_days": "chronology",
    "contradictions": "comparing",
    "corroboration": "agreement",
    "find_voices": "independence",
    "project": "networks",
    "shortest_path": "paths",
    "signed_network": "networks",
    "snapshot": "chronology",
    "timeline": "chronology",
    "to_networkx": "networks",
}

__all__ = [
    "Choice",
    "Comparison",
    "Contradiction",
    "ContradictionKind",
    "Corroboration",
    "Entry",
    "Grounds",
    "Side",
    "Step",
    "Support",
    "Timeline",
    "Weight",
    "choose_ties",
    "compare_days",
    "contradictions",
    "corroboration",
    "find_voices",
    "project",
    "relationships",
    "shortest_path",
    "signed_network",
    "snapshot",
    "timeline",
    "to_networkx",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for from its module."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
