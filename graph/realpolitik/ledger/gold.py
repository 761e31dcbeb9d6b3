"""Gold files: JSON Lines of readings, to score an extractor against.

A row has doc, subject, relation and object, and may have status, core, quote and more; a row with a doc alone
says that the document was read and holds no claim.  A claims.jsonl is a gold file too, and a claims.parquet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.ledger.files import decode_row, iter_rows, reason
from realpolitik.model import ActorId, DocumentId, RelationId, Status
from realpolitik.model.gold import Gold, Reading


def read_gold(path: Path, *, aliases: Mapping[str, ActorId] | None = None) -> Gold:
    """Read a gold file.

    Args:
        path: The file.
        aliases: Actor ids to be read as others, for gold whose readers used several for one actor.

    Raises:
        SourceUnusableError: The file cannot be read.
        RecordError: A row is not a reading.
    """
    documents: set[DocumentId] = set()
    readings: list[Reading] = []
    for line, row in _rows(path):
        if not isinstance(row, dict) or not isinstance(row.get("doc"), str):
            raise RecordError("not a reading: it has no doc", path=str(path), line=line)
        documents.add(DocumentId(row["doc"]))
        if set(row) != {"doc"}:
            readings.append(_parse_reading(row, aliases or {}, path=str(path), line=line))
    return Gold(documents=frozenset(documents), readings=tuple(readings))


def read_aliases(path: Path) -> dict[str, ActorId]:
    """Read a JSON object whose keys are actor ids to be read as its values.

    Raises:
        SourceUnusableError: The file cannot be read, or holds something else.
    """
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read: {reason(exc)}", path=str(path)) from exc
    aliases = decode_row(content, path=str(path), line=None)
    if not isinstance(aliases, dict) or not all(isinstance(value, str) for value in aliases.values()):
        raise SourceUnusableError("not a JSON object of actor ids", path=str(path))
    return {alias: ActorId(actor) for alias, actor in aliases.items()}


def is_claims_file(path: Path) -> bool:
    """Tell whether the first row of a file has what a claim has.

    >>> is_claims_file(Path("no-such-file.jsonl"))
    False
    """
    try:
        _, row = next(_rows(path), (0, None))
    except InputError:
        return False
    return isinstance(row, dict) and {"doc", "subject", "relation", "object"} <= set(row)


def _rows(path: Path) -> Iterator[tuple[int, object]]:
    if path.suffix != ".parquet":
        return iter_rows(path)
    from realpolitik.ledger.claims_parquet import iter_parquet_rows  # noqa: PLC0415 (an extra)

    return iter_parquet_rows(path)


def _parse_reading(
    row: Mapping[str, object], aliases: Mapping[str, ActorId], *, path: str, line: int
) -> Reading:
    words: dict[str, str] = {}
    for key in ("doc", "subject", "relation", "object"):
        value = row.get(key)
        if not isinstance(value, str) or not value:
            raise RecordError(f"not a reading: it has no {key}", path=path, line=line)
        words[key] = value
    status = row.get("status", "actual")
    if status not in set(Status):
        raise RecordError(f"unknown status {status!r}; use {', '.join(Status)}", path=path, line=line)
    quote = row.get("quote")
    return Reading(
        document=DocumentId(words["doc"]),
        subject=aliases.get(words["subject"], ActorId(words["subject"])),
        relation=RelationId(words["relation"]),
        object=aliases.get(words["object"], ActorId(words["object"])),
        status=Status(str(status)),
        core=bool(row.get("core", True)),
        quote=quote if isinstance(quote, str) else None,
    )
