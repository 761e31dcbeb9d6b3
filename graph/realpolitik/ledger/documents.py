"""documents.jsonl: every document on a line of its own, with text and metadata.

In and out: `Document` values and files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from realpolitik.errors import InputError
from realpolitik.ledger.document_rows import document_from_json, document_to_json
from realpolitik.ledger.files import iter_values, write_rows
from realpolitik.model import Document


def write_documents(
    target: Path | str | IO[str], documents: Iterable[Document], *, ordered: bool = False
) -> int:
    """Write documents as JSON Lines, sorted by id, and return how many there were.

    Args:
        target: A path, which is written atomically, or an open text stream.
        documents: In any order.
        ordered: The documents come in a deterministic order already: write them as they come.

    Raises:
        OutputError: The file cannot be written.
    """
    rows = documents if ordered else sorted(documents, key=lambda document: document.id)
    return write_rows(target, map(document_to_json, rows))


def iter_documents(
    path: Path | str, *, on_skip: Callable[[InputError], None] | None = None
) -> Iterator[Document]:
    """Read the documents of a documents.jsonl one by one, in its order.

    Args:
        path: The file.
        on_skip: Is told of each bad row; None makes the first one fatal.

    Raises:
        SourceUnusableError: The file cannot be read.
        RecordError: A row is bad, and `on_skip` is None.
    """
    return iter_values(path, _document, on_skip=on_skip)


def read_documents(
    path: Path | str, *, on_skip: Callable[[InputError], None] | None = None
) -> tuple[Document, ...]:
    """Read all documents of a documents.jsonl; see `iter_documents`.

    Raises:
        SourceUnusableError: The file cannot be read.
        RecordError: A row is bad, and `on_skip` is None.
    """
    return tuple(iter_documents(path, on_skip=on_skip))


def _document(row: object, path: str, line: int) -> Document:
    return document_from_json(row, path=path, line=line)
