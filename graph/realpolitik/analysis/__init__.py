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
    from realpolitik.analysis.analyses import Analyses
    from realpolitik.analysis.centrality import Measure, Ranking, rank_actors
    from realpolitik.analysis.chronology import Comparison, Entry, Timeline, compare_days, snapshot, timeline
    from realpolitik.analysis.comparing import contradictions
    from realpolitik.analysis.coverage import SourceComparison, compare_sources
    from realpolitik.analysis.disagreement import Contradiction, ContradictionKind, Side
    from realpolitik.analysis.findings import Findings
    from realpolitik.analysis.independence import find_voices
    from realpolitik.analysis.networks import Weight, as_igraph, project, signed_network, to_networkx
    from realpolitik.analysis.paths import Step, shortest_path
    from realpolitik.analysis.scale import goldstein
    from realpolitik.analysis.series import Period, change_points, dyadic_series
    from realpolitik.analysis.structure import communities, reciprocity, similarity, structural_balance
    from realpolitik.analysis.ties import Choice, Grounds, choose_ties

_HOMES = {
    "Analyses": "analyses",
    "Choice": "ties",
    "Comparison": "chronology",
    "Contradiction": "disagreement",
    "ContradictionKind": "disagreement",
    "Corroboration": "agreement",
    "Entry": "chronology",
    "Findings": "findings",
    "Grounds": "ties",
    "Measure": "centrality",
    "Period": "series",
    "Ranking": "centrality",
    "Side": "disagreement",
    "SourceComparison": "coverage",
    "Step": "paths",
    "Support": "agreement",
    "Timeline": "chronology",
    "Weight": "networks",
    "as_igraph": "networks",
    "change_points": "series",
    "choose_ties": "ties",
    "communities": "structure",
    "compare_days": "chronology",
    "compare_sources": "coverage",
    "contradictions": "comparing",
    "corroboration": "agreement",
    "dyadic_series": "series",
    "find_voices": "independence",
    "goldstein": "scale",
    "project": "networks",
    "rank_actors": "centrality",
    "reciprocity": "structure",
    "shortest_path": "paths",
    "signed_network": "networks",
    "similarity": "structure",
    "snapshot": "chronology",
    "structural_balance": "structure",
    "timeline": "chronology",
    "to_networkx": "networks",
}

__all__ = [
    "Analyses",
    "Choice",
    "Comparison",
    "Contradiction",
    "ContradictionKind",
    "Corroboration",
    "Entry",
    "Findings",
    "Grounds",
    "Measure",
    "Period",
    "Ranking",
    "Side",
    "SourceComparison",
    "Step",
    "Support",
    "Timeline",
    "Weight",
    "as_igraph",
    "change_points",
    "choose_ties",
    "communities",
    "compare_days",
    "compare_sources",
    "contradictions",
    "corroboration",
    "dyadic_series",
    "find_voices",
    "goldstein",
    "project",
    "rank_actors",
    "reciprocity",
    "relationships",
    "shortest_path",
    "signed_network",
    "similarity",
    "snapshot",
    "structural_balance",
    "timeline",
    "to_networkx",
]


def __getattr__(name: str) -> Any:
    """Load what is asked for from its module."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
