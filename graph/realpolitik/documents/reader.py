"""Paths to documents: the room's one entry.

In: paths, addresses, or standard input.  Out: `Document`s in one order on every machine, with ids that are
unique.  What cannot be read is reported and passed over; what was mended is told.
"""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from realpolitik.documents import parquet
from realpolitik.documents.draft import Draft
from realpolitik.documents.encoding import decode_text, without_surrogates
from realpolitik.documents.jsonl import read_record, record_draft
from realpolitik.documents.limits import DEFAULT_LIMITS, ReadLimits
from realpolitik.documents.markdown import read_markdown
from realpolitik.documents.provenance import find_published, find_source
from realpolitik.documents.sources import SourceFile, iter_sources
from realpolitik.documents.structure import find_structure
from realpolitik.documents.worker import workshop
from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.model import Document, DocumentId
from realpolitik.storage import told

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_STDIN_ID = "stdin"
_CHUNK = 1 << 20
_HEAD = 4096
_APART = frozenset(("application/pdf", "text/html"))
_LONG_MARKDOWN = 500_000  # the parser takes 2 s and 150 MB for that much of the worst nesting
EMPTY_FILE = "an empty file; nothing to read"
_EMPTY_TEXT = "an empty text; nothing to read"
_NO_TEXT = "no text in this file; nothing to read"


def _refuse_apart(_data: bytes, _kind: str, path: str) -> Draft:
    raise RecordError("no reader for this format; give its text", path=path)


def _ignore(_note: InputError) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What one call of `iter_documents` reads with."""

    stdin: BinaryIO | None
    on_skip: Callable[[InputError], None]
    on_note: Callable[[InputError], None]
    limits: ReadLimits
    on_lines: Callable[[SourceFile, int, bool], None] | None = None
    read_apart: Callable[[bytes, str, str], Draft] = _refuse_apart


def iter_documents(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    on_skip: Callable[[InputError], None],
    on_note: Callable[[InputError], None] | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[Document]:
    """Read documents one by one: files, folders with all below them, "-" for standard input.

    Formats are told by ending: .txt, .md, .html, .pdf, .jsonl, .parquet; a file that is named without one of
    these, and standard input, by content.  The id is the file's name without its ending, or the record's own;
    a second document of the same id gets `-2` and so on, in reading order.

    Args:
        paths: As the user wrote them.
        stdin: What "-" reads.
        on_skip: Is told of everything that could not be read, one error each.
        on_note: Is told of what was read but mended, renamed or left out on purpose.
        limits: How much to take on.

    Raises:
        SourceUnusableError: A path doesn't exist, or the network to an address fails.
        InputError: An address is of a kind that cannot be read here.
        MissingExtraError: There is an address, and fsspec is not installed.
    """
    reading = _Reading(stdin=stdin, on_skip=on_skip, on_note=on_note or _ignore, limits=limits)
    return _iter_documents(iter_sources(paths, on_skip=on_skip, on_note=reading.on_note), reading)


def iter_parts(
    sources: Iterable[SourceFile],
    *,
    on_skip: Callable[[InputError], None],
    on_note: Callable[[InputError], None] | None = None,
    on_lines: Callable[[SourceFile, int, bool], None] | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[tuple[Document, SourceFile]]:
    """Read files, or parts of files, each document with where it is from; ids may come twice.

    Args:
        sources: What to read, in order.
        on_skip: As in `iter_documents`; lines of a part are counted from its start.
        on_note: As in `iter_documents`.
        on_lines: Is told of each part of a file of JSON Lines how many lines it has, and whether one is
            more than blank.
        limits: How much to take on.

    Raises:
        SourceUnusableError: The network to an address fails.
    """
    reading = _Reading(
        stdin=None, on_skip=on_skip, on_note=on_note or _ignore, limits=limits, on_lines=on_lines
    )
    return _iter_read(sources, reading)


def second_name(wanted: str, identifier: str, shown: str) -> InputError:
    """Return the note that a document has another id than its own, as an earlier one has that."""
    return InputError(f"a second document {wanted!r}; this one is called {identifier!r}", path=shown)


def _iter_documents(sources: Iterator[SourceFile], reading: _Reading) -> Iterator[Document]:
    taken: dict[str, int] = {}
    for document, source in _iter_read(sources, reading):
        identifier = unique_id(document.id, taken)
        if identifier == document.id:
            yield document
        else:
            reading.on_note(second_name(document.id, identifier, source.shown))
            yield dataclasses.replace(document, id=DocumentId(identifier))


def _iter_read(sources: Iterable[SourceFile], reading: _Reading) -> Iterator[tuple[Document, SourceFile]]:
    with workshop(reading.limits) as read_apart:
        for source in sources:
            for draft in _drafts(source, dataclasses.replace(reading, read_apart=read_apart)):
                for note in draft.notes:
                    reading.on_note(InputError(note, path=source.shown))
                name = source.name
                wanted = _printable(draft.id or (_STDIN_ID if name is None else PurePosixPath(name).stem))
                yield _complete(draft, wanted, source), source


def _drafts(source: SourceFile, reading: _Reading) -> Iterator[Draft]:
    """Read one file; the errors of its records, and its own, are reported and end nothing else."""
    try:
        if source.place is None:
            yield from _read(reading.stdin or io.BytesIO(), source, reading)
        else:
            with source.open() as stream:
                yield from _read(stream, source, reading)
    except RecordError as exc:
        reading.on_skip(exc)
    except OSError as exc:
        problem = f"cannot be read: {told(exc)}"
        if source.is_remote and not isinstance(exc, FileNotFoundError | PermissionError):
            # a network that fails must not pass for a file that is bad: all after it would be skipped too
            raise SourceUnusableError(f"{problem}; run it again", path=source.shown) from exc
        reading.on_skip(RecordError(problem.lower(), path=source.shown))


def _read(stream: BinaryIO, source: SourceFile, reading: _Reading) -> Iterator[Draft]:
    head, kind = b"", source.media_type
    if kind is None:
        head = stream.read(_HEAD)
        kind = _sniff(head)
    if kind == "application/jsonl":
        yield from _records(stream, head, source, reading)
        return
    if kind == parquet.MEDIA_TYPE:
        yield from _rows_of_parquet(stream, source, reading)
        return
    limit = reading.limits.pdf_bytes if kind == "application/pdf" else reading.limits.text_bytes
    data = _all_bytes(stream, head, source, limit)
    if kind in _APART or (kind == "text/markdown" and len(data) > _LONG_MARKDOWN):
        draft = reading.read_apart(data, kind, source.shown)
        if not draft.text.strip():
            raise RecordError(_NO_TEXT, path=source.shown)
        yield draft
    else:
        yield _text_draft(data, kind, source)


def _all_bytes(stream: BinaryIO, head: bytes, source: SourceFile, limit: int) -> bytes:
    parts, size = [head], len(head)
    while size <= limit and (chunk := stream.read(min(_CHUNK, limit + 1 - size))):
        parts.append(chunk)
        size += len(chunk)
    if size > limit:
        problem = f"larger than {limit / 1e6:,g} MB; split it into parts, or give JSON Lines"
        raise RecordError(problem, path=source.shown)
    if not size:
        raise RecordError(EMPTY_FILE, path=source.shown)
    return b"".join(parts)


def _text_draft(data: bytes, kind: str, source: SourceFile) -> Draft:
    text, note = decode_text(data, path=source.shown)
    draft = Draft(text=text, media_type=kind)
    if kind == "text/markdown":
        draft = read_markdown(text, path=source.shown)
    if not draft.text.strip():
        raise RecordError(_NO_TEXT, path=source.shown)
    return dataclasses.replace(draft, notes=(note,) if note else ())


def _records(stream: BinaryIO, head: bytes, source: SourceFile, reading: _Reading) -> Iterator[Draft]:
    found = False
    part = _Part(stream, source) if source.start or source.end is not None else None
    number = 0
    for number, row in enumerate(_rows(part or stream, head, reading.limits.text_bytes), start=1):
        if row is not None and not row.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        found = True
        try:
            draft = _record(row, number, source, reading.limits)
        except RecordError as exc:
            reading.on_skip(exc)
        else:
            yield draft
    if reading.on_lines is not None:
        reading.on_lines(source, number, found)
    elif not found:
        raise RecordError(EMPTY_FILE, path=source.shown)


class _Part:
    """The lines of a stream that begin within a part of it."""

    def __init__(self, stream: BinaryIO, source: SourceFile) -> None:
        self._stream, self._end = stream, source.end
        self._at, self._fresh = source.start, True
        if source.start:
            stream.seek(source.start - 1)
            while (chunk := stream.readline(_CHUNK)) and not chunk.endswith(b"\n"):
                self._at += len(chunk)
            self._at += len(chunk) - 1

    def readline(self, most: int) -> bytes:
        """Return the next line, or the beginning of a long one; nothing at the end of the part."""
        if self._fresh and self._end is not None and self._at >= self._end:
            return b""
        chunk = self._stream.readline(most)
        self._at += len(chunk)
        self._fresh = chunk.endswith(b"\n")
        return chunk


def _rows_of_parquet(stream: BinaryIO, source: SourceFile, reading: _Reading) -> Iterator[Draft]:
    found = False
    rows = parquet.iter_parquet_rows(stream, path=source.shown, start=source.start, end=source.end)
    for number, row in rows:
        found = True
        try:
            draft = _row(row, number, source, reading.limits)
        except RecordError as exc:
            reading.on_skip(exc)
        else:
            yield draft
    if not found and not source.start:
        raise RecordError(EMPTY_FILE, path=source.shown)


def _row(row: Mapping[str, object], number: int, source: SourceFile, limits: ReadLimits) -> Draft:
    text = row.get("text")
    if isinstance(text, str) and len(text) > limits.text_bytes:
        raise RecordError(_overlong(limits), path=source.shown, line=number)
    draft = record_draft(row, path=source.shown, line=number, media_type=parquet.MEDIA_TYPE)
    if not draft.text.strip():
        raise RecordError(_EMPTY_TEXT, path=source.shown, line=number)
    return draft


def _overlong(limits: ReadLimits) -> str:
    return f"longer than {limits.text_bytes / 1e6:,g} MB; split the text into parts"


def _record(row: bytes | None, number: int, source: SourceFile, limits: ReadLimits) -> Draft:
    if row is None:
        raise RecordError(_overlong(limits), path=source.shown, line=number)
    draft = read_record(row, path=source.shown, line=number)
    if not draft.text.strip():
        raise RecordError(_EMPTY_TEXT, path=source.shown, line=number)
    return draft


def _rows(stream: BinaryIO | _Part, head: bytes, limit: int) -> Iterator[bytes | None]:
    """Give the lines of a stream; None for one that is longer than `limit`, which is never held whole."""
    pending, ended, overlong = head, False, False
    while pending or not ended:
        cut = pending.find(b"\n")
        if cut < 0 and not ended:
            if len(pending) > limit:
                overlong, pending = True, b""
            # readline, not read: a pipe's next line must not wait for a megabyte to follow it
            chunk = stream.readline(_CHUNK)
            ended = not chunk
            pending += chunk
            continue
        row, pending = (pending, b"") if cut < 0 else (pending[: cut + 1], pending[cut + 1 :])
        yield None if overlong or len(row) > limit else row
        overlong = False
    if overlong:
        yield None


def _sniff(head: bytes) -> str:
    """Tell a format by the first bytes of a file."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith(b"%pdf-"):
        return "application/pdf"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<?xml")):
        return "text/html"
    if re.match(rb'\{\s*"[\w-]{1,40}"\s*:', start):
        return "application/jsonl"
    if re.match(rb"---[ \t]*\r?\n[\w-]+[ \t]*:", start):
        return "text/markdown"
    return "text/plain"


def _complete(draft: Draft, identifier: str, source: SourceFile) -> Document:
    text = draft.text
    headings, boilerplate = find_structure(draft)
    published = find_published(draft)
    publisher, basis = find_source(draft)
    return Document(
        id=DocumentId(identifier),
        text=text,
        title=_line(draft.title) or (headings[0].of(text) if headings else None),
        source=publisher,
        source_basis=basis,
        published=published,
        url=_line(draft.url),
        name=None if source.name is None else _printable(source.name),
        media_type=draft.media_type,
        headings=headings,
        boilerplate=boilerplate,
    )


def unique_id(wanted: str, taken: dict[str, int]) -> str:
    """Return an id that no document has: the wanted one, or that with a number.

    Args:
        wanted: The id that it should have.
        taken: Ids of the documents before, each with the last number that was given to it.

    >>> taken: dict[str, int] = {}
    >>> [unique_id("a", taken), unique_id("a", taken), unique_id("a-2", taken)]
    ['a', 'a-2', 'a-2-2']
    """
    identifier = wanted
    while identifier in taken:
        taken[wanted] += 1
        identifier = f"{wanted}-{taken[wanted]}"
    taken[identifier] = 1
    return identifier


def _printable(name: str) -> str:
    """Return a name that any file and terminal can hold: what is no UTF-8, or a control, is replaced."""
    return _CONTROL.sub("\ufffd", without_surrogates(name))


def _line(value: str | None) -> str | None:
    words = " ".join(without_surrogates(value).split()) if value else ""
    return words or None
