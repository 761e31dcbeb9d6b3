"""What a build can take over of the published graph: its documents, and where the parts of each one lie."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from realpolitik.building.index import INDEX_NAME, Index, Row
from realpolitik.folder import GraphFolder


def usable_rows(published: GraphFolder, fingerprint: bytes) -> list[Row]:
    """Return the documents of the published graph; none where it was made otherwise or is not whole."""
    path = published.path / INDEX_NAME
    if not path.is_file() or not published.store.is_dir():
        return []
    try:
        with Index(path, read_only=True) as index:
            if index.get_meta("fingerprint") != fingerprint:
                return []
            if any(index.get_meta(name) != table.stat().st_size for name, table in tables_of(published)):
                return []
            return list(index.rows())
    except (sqlite3.Error, OSError):
        return []


def tables_of(folder: GraphFolder) -> tuple[tuple[str, Path], ...]:
    """Return the files that an index says where things lie in, each with its name there."""
    return (("documents", folder.documents), ("claims", folder.claims), ("graph", folder.graph))


def starts_of(rows: Iterable[Row], size: str = "claims_size", *, first: int = 0) -> dict[str, int]:
    """Return where each document's part starts in a file that has them in this order.

    Args:
        rows: The documents.
        size: The field of a row that tells the part's bytes.
        first: Where the first part starts.
    """
    starts = {}
    for row in rows:
        starts[row.id] = first
        first += getattr(row, size)
    return starts
