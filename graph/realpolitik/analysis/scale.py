"""How cooperative or conflictual a relation is, on Goldstein's scale from -10 to +10.

The values are those of CAMEO's root codes in the scale that event data sets carry, after J. S.
Goldstein, "A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution 36(2),
1992, 369-385.  A relation type takes the mean of the root codes that the ontology gives it.
"""

from __future__ import annotations

from statistics import fmean

from realpolitik.model import Relation

GOLDSTEIN_BY_CAMEO_ROOT = {
    "01": 0.0,
    "02": 3.0,
    "03": 4.0,
    "04": 1.0,
    "05": 3.5,
    "06": 6.0,
    "07": 7.0,
    "08": 5.0,
    "09": -2.0,
    "10": -5.0,
    "11": -2.0,
    "12": -4.0,
    "13": -6.0,
    "14": -6.5,
    "15": -7.2,
    "16": -4.0,
    "17": -7.0,
    "18": -9.0,
    "19": -10.0,
    "20": -10.0,
}

_COOPERATION = frozenset({1, 2})  # quad classes
_CONFLICT = frozenset({3, 4})


def goldstein(relation: Relation) -> float | None:
    """Return the relation's place on the scale; None where it maps to no CAMEO root code.

    >>> goldstein(Relation(id="meets", label="meets", inverse_label="meets", definition="Talks with.",
    ...                    category="diplomacy", cameo=("04",)))
    1.0
    """
    values = [GOLDSTEIN_BY_CAMEO_ROOT[code] for code in relation.cameo if code in GOLDSTEIN_BY_CAMEO_ROOT]
    return fmean(values) if values else None


def sign(relation: Relation) -> int:
    """Return +1 for cooperation, -1 for conflict, 0 for relations that are neither, by quad class.

    >>> sign(Relation(id="arms", label="arms", inverse_label="is armed by", definition="Supplies arms.",
    ...               category="arms", quad_class=2))
    1
    """
    if relation.quad_class in _COOPERATION:
        return 1
    return -1 if relation.quad_class in _CONFLICT else 0
