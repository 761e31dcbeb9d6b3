"""From claims to insight: relationships, contradictions, corroboration, networks, timelines.

Claims, documents and the relation scheme flow in; plain values flow out, each with the ids of the claims
behind it.  This room alone sees networkx, besides views.
"""

from realpolitik.analysis.aggregation import relationships

__all__ = ["relationships"]
