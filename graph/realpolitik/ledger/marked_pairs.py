"""Marked pairs as JSON Lines, and what relates them as rows.

In and out: `MarkedPair` and `PairRelation` values, files, and standard input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from realpolitik.errors import InputError, RecordError
from realpolitik.ledger.fields import Fields
from realpolitik.ledger.files import decode_row, iter_values
from realpolitik.model import Span
from realpolitik.model.marked_pair import MarkedPair, PairRelation

_REQUIRED = ("id", "text", "subject", "object")
_ENDS = ("start", "end")


def iter_marked_pairs(
    path: str, *, stdin: BinaryIO | None = None, on_skip: Callable[[InputError], None]
) -> Iterator[MarkedPair]:
    """Read marked pairs one by one.

    Args:
        path: A JSON Lines file; "-" for standard input.
        stdin: Standard input.
        on_skip: Is told of each bad row.

    Raises:
        SourceUnusableError: The file cannot be read.
    """
    if path != "-" or stdin is None:
        yield from iter_values(path, _pair, on_skip=on_skip)
        return
    for number, line in enumerate(stdin, start=1):
        if not line.strip():
            continue
        try:
            pair = _pair(decode_row(line.strip(), path=None, line=number), "standard input", number)
        except RecordError as exc:
            on_skip(RecordError(exc.problem, path="standard input", line=number))
        else:
            yield pair


def marked_pair_from_json(row: object, *, path: str | None = None, line: int | None = None) -> MarkedPair:
    """Return the marked pair that a row tells.

    Args:
        row: A decoded JSON object.
        path: The file it is from, for the error.
        line: Its 1-based line, for the error.

    Raises:
        RecordError: A field is missing or of the wrong kind, or a mark isn't within the text.

    >>> row = {"id": 1, "text": "Chad met Mali.", "subject": {"start": 0, "end": 4}}
    >>> marked_pair_from_json(row | {"object": {"start": 9, "end": 13}}).object
    Span(start=9, end=13)
    """
    fields = Fields(row, path=path, line=line)
    fields.check_names(row if isinstance(row, dict) else (), required=_REQUIRED)
    assert isinstance(row, dict)
    text = fields.text("text")
    subject, object_ = (_mark(row[name], name, text, fields) for name in ("subject", "object"))
    if subject.overlaps(object_):
        fields.refuse("subject and object overlap; mark two mentions apart from each other")
    identity = row["id"]
    name = identity if isinstance(identity, str) else str(fields.integer("id"))
    return MarkedPair(id=name, text=text, subject=subject, object=object_)


def pair_relation_to_json(found: PairRelation) -> dict[str, object]:
    """Return what relates a pair as a row.

    >>> pair_relation_to_json(PairRelation(id="1"))["relation"] is None
    True
    """
    return {
        "id": found.id,
        "relation": found.relation,
        "plover": found.plover,
        "status": None if found.status is None else found.status.value,
        "confidence": found.confidence,
    }


def _pair(row: object, path: str, line: int) -> MarkedPair:
    return marked_pair_from_json(row, path=path, line=line)


def _mark(value: object, name: str, text: str, fields: Fields) -> Span:
    if not isinstance(value, dict) or not all(end in value for end in _ENDS):
        fields.refuse(f'{name} is no mark; write it like {{"start": 0, "end": 5}}')
    inner = Fields(value, path=fields.path, line=fields.line)
    span = inner.span(*_ENDS)
    if not span.of(text).strip() or span.end > len(text):
        fields.refuse(f"{name} marks no word within the text's {len(text)} characters; correct its offsets")
    return span
