"""JSON Lines: one document on each line, `id` and `text` with optional title, source, published and url.

In: lines of bytes.  Out: a `Draft` each, or an error that names the line.  The text of a record is kept as it
is, character for character.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NoReturn

from realpolitik.documents.draft import Draft
from realpolitik.documents.encoding import without_surrogates
from realpolitik.errors import RecordError

MEDIA_TYPE = "application/jsonl"


def read_record(data: bytes, *, path: str | None, line: int) -> Draft:
    """Return the draft of one record.

    Args:
        data: The line's bytes, not blank.
        path: Its file, for the error.
        line: Its 1-based number, for the error.

    Raises:
        RecordError: It is no JSON object with an id and a text.

    >>> read_record(b'{"id": "d1", "text": "Chad met Mali."}', path=None, line=1).id
    'd1'
    """
    return record_draft(_object(data, path, line), path=path, line=line)


def record_draft(
    record: Mapping[str, object], *, path: str | None, line: int | None, media_type: str = MEDIA_TYPE
) -> Draft:
    """Return the draft of one record, as its fields.

    Args:
        record: Id and text, and what else is told.
        path: Its file, for the error.
        line: Its 1-based number, for the error.
        media_type: Of the file.

    Raises:
        RecordError: It has no id or no text, or one of another kind.

    >>> record_draft({"id": 7, "text": "Chad met Mali."}, path=None, line=None).id
    '7'
    """
    fields = {name: _text(record, name, path, line) for name in ("title", "source", "published", "url")}
    identifier, text = record.get("id"), _text(record, "text", path, line)
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    if not isinstance(identifier, str) or not identifier.strip():
        _refuse("no id; give each record an id of its own", path, line)
    if text is None:
        _refuse("no text; give each record its text in the field text", path, line)
    clean = without_surrogates(text)
    return Draft(
        text=clean,
        media_type=media_type,
        id=identifier,
        title=fields["title"],
        source=fields["source"],
        published=fields["published"],
        url=fields["url"],
        notes=("lone surrogates in the text; read as �",) if clean != text else (),
    )


def _object(data: bytes, path: str | None, line: int) -> Mapping[str, object]:
    try:
        record = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        problem = f"byte {exc.start + 1} is not UTF-8; JSON Lines are UTF-8"
        raise RecordError(problem, path=path, line=line) from exc
    except json.JSONDecodeError as exc:
        problem = f"not JSON at column {exc.colno} ({exc.msg}); write one JSON object on each line"
        raise RecordError(problem, path=path, line=line) from exc
    except (
        ValueError,
        RecursionError,
    ) as exc:  # a number of thousands of digits; a nest of thousands of lists
        problem = "JSON nested too deeply or a number too long; write one flat JSON object"
        raise RecordError(problem, path=path, line=line) from exc
    if not isinstance(record, Mapping):
        _refuse("not a JSON object; write one on each line", path, line)
    return record


def _text(record: Mapping[str, object], name: str, path: str | None, line: int | None) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        _refuse(f"{name} is not text; write it in double quotes", path, line)
    return value


def _refuse(problem: str, path: str | None, line: int | None) -> NoReturn:
    raise RecordError(problem, path=path, line=line)
