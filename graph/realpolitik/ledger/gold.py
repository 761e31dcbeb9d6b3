"""Gold files: JSON Lines of readings, to score an extractor against.

A row has doc, subject, relation and object, and may have status, core, quote and more; a row with a doc alone
says that the document was read and holds no claim.  A claims.jsonl is a gold file too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from realpolitik.errors import RecordError, SourceUnusableError
from realpolitik.model import ActorId, DocumentId, RelationId, Status
from realpolitik.model.gold import Gold, Reading


def read_gold(path: Path, *, aliases: Mapping[str, str] | None = None) -> Gold:
    """Read a gold file.

    Args:
        path: The file.
        aliases: Actor ids to be read as others, for gold whose readers used several for one actor.

    Raises:
        SourceUnusableError: The file cannot be read.
        RecordError: A row is not a reading.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "not UTF-8"
        raise SourceUnusableError(f"cannot be read: {reason}", path=str(path)) from exc
    documents: set[DocumentId] = set()
    readings: list[Reading] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _parse_row(line, path=str(path), line=number)
            documents.add(DocumentId(row["doc"]))
            if set(row) != {"doc"}:
                readings.append(_parse_reading(row, aliases or {}, path=str(path), line=number))
    return Gold(documents=frozenset(documents), readings=tuple(readings))


def is_claims_file(path: Path) -> bool:
    """Tell whether the first row of a file has what a claim has.

    >>> is_claims_file(Path("no-such-file.jsonl"))
    False
    """
    try:
        with path.open(encoding="utf-8") as lines:
            row = json.loads(next((line for line in lines if line.strip()), ""))
    except (OSError, ValueError):
        return False
    return isinstance(row, dict) and {"doc", "subject", "relation", "object"} <= set(row)


def _parse_row(text: str, *, path: str, line: int) -> dict[str, str]:
    try:
        row = json.loads(text)
    except ValueError as exc:
        raise RecordError(f"not JSON: {exc}", path=path, line=line) from exc
    if not isinstance(row, dict) or not isinstance(row.get("doc"), str):
        raise RecordError("not a reading: it has no doc", path=path, line=line)
    return row


def _parse_reading(row: Mapping[str, object], aliases: Mapping[str, str], *, path: str, line: int) -> Reading:
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
        subject=ActorId(aliases.get(words["subject"], words["subject"])),
        relation=RelationId(words["relation"]),
        object=ActorId(aliases.get(words["object"], words["object"])),
        status=Status(str(status)),
        core=bool(row.get("core", True)),
        quote=quote if isinstance(quote, str) else None,
    )
