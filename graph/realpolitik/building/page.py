"""What of a large graph an explorer page can hold: the relationships most told, each with its surest claims.

An index flows in, the places of chosen claims flow out.
"""

from __future__ import annotations

from collections.abc import Iterator

from realpolitik.building.index import Index

_CLAIMS_PER_RELATIONSHIP = 8
_CORE_ACTORS = 300  # what a page draws at once


def all_claims(index: Index) -> Iterator[tuple[int, int, int]]:
    """Yield the place of every claim: number of its document, start and size."""
    yield from index.database.execute("SELECT document, start, size FROM claims")


def core_claims(index: Index, most: int) -> Iterator[tuple[int, int, int]]:
    """Yield the places of the claims of the graph's core.

    The actors that most claims name come first, then what most claims tell of two of them.

    Args:
        index: Of the graph.
        most: How many claims to yield.
    """
    execute = index.database.execute
    execute("CREATE TEMP TABLE IF NOT EXISTS core (actor TEXT PRIMARY KEY) WITHOUT ROWID")
    execute("DELETE FROM core")
    execute(
        "INSERT INTO core SELECT actor FROM names GROUP BY actor ORDER BY SUM(claims) DESC, actor LIMIT ?",
        (_CORE_ACTORS,),
    )
    relationships = execute(
        "SELECT folded_subject, relation, folded_object FROM claims "
        "WHERE folded_subject IN core AND folded_object IN core "
        "GROUP BY folded_subject, relation, folded_object ORDER BY COUNT(*) DESC, 1, 2, 3"
    ).fetchall()
    left = most
    for relationship in relationships:
        rows = execute(
            "SELECT document, start, size FROM claims CROSS JOIN documents ON number = document "
            "WHERE folded_subject = ? AND relation = ? AND folded_object = ? "
            "ORDER BY confidence DESC, id, start LIMIT ?",
            (*relationship, min(left, _CLAIMS_PER_RELATIONSHIP)),
        ).fetchall()
        yield from rows
        left -= len(rows)
        if left <= 0:
            return
