"""Two graph folders held against each other: their files in, changes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.building.vocabulary import load_vocabulary
from realpolitik.folder import find_folder

if TYPE_CHECKING:
    from realpolitik.analysis.changes import GraphChange


def diff_folders(old: Path | str, new: Path | str) -> Iterator[GraphChange]:
    """Yield what changed from one graph to another: documents, then claims, then relationships.

    Args:
        old: Folder of a graph.
        new: Folder of another one, or of the same one later.

    Raises:
        InputError: There is no graph, or a file of it is damaged.
    """
    from realpolitik.analysis.changes import ClaimComparison, compare_documents

    first, second = find_folder(old), find_folder(new)
    yield from compare_documents(_rows(first.documents), _rows(second.documents))
    scheme, _ = load_vocabulary((), (*first.relation_files, *second.relation_files))
    comparison = ClaimComparison(scheme)
    yield from comparison.claims(_rows(first.claims), _rows(second.claims))
    yield from comparison.relations()


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    from realpolitik.errors import RecordError
    from realpolitik.ledger.files import iter_rows

    for number, row in iter_rows(path):
        if not isinstance(row, dict):
            raise RecordError("not a row; build the graph anew", path=str(path), line=number)
        yield row
