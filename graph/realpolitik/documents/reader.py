"""Paths to documents: the room's one entry.

In: paths, or standard input.  Out: `Document`s in one order on every machine, with ids that are unique.
What cannot be read is reported and passed over; what was mended is told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from realpolitik.documents.draft import Draft
from realpolitik.documents.encoding import decode_text, without_surrogates
from realpolitik.documents.jsonl import read_record
from realpolitik.documents.limits import DEFAULT_LIMITS, ReadLimits
from realpolitik.documents.provenance import find_published, find_source
from realpolitik.documents.sources import SourceFile, iter_sources
from realpolitik.documents.structure import find_structure
from realpolitik.errors import InputError, RecordError
from realpolitik.model import Document, DocumentId

_STDIN_ID = "stdin"
_CHUNK = 1 << 20


def iter_documents(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    on_skip: Callable[[InputError], None],
    on_note: Callable[[InputError], None] | None = None,
    limits: ReadLimits = DEFAULT_LIMITS,
) -> Iterator[Document]:
    """Read documents one by one: files, folders with all below them, "-" for standard input.

    Formats are told by ending: .txt, .md, .html, .pdf, .jsonl; a file that is named without one of these, and
    standard input, by content.  The id is the file's name without its ending, or the record's own; a second
    document of the same id gets `-2` and so on, in reading order.

    Args:
        paths: As the user wrote them.
        stdin: What "-" reads.
        on_skip: Is told of everything that could not be read, one error each.
        on_note: Is told of what was read but mended, renamed or left out on purpose.
        limits: How much to take on.

    Raises:
        SourceUnusableError: A path doesn't exist.
    """
    note = on_note or _ignore
    sources = iter_sources(paths, on_skip=on_skip, on_note=note)
    return _iter_documents(sources, stdin, on_skip, note, limits)


def _iter_documents(
    sources: Iterator[SourceFile],
    stdin: BinaryIO | None,
    on_skip: Callable[[InputError], None],
    on_note: Callable[[InputError], None],
    limits: ReadLimits,
) -> Iterator[Document]:
    taken: dict[str, int] = {}
    for source in sources:
        for draft in _drafts(source, stdin, on_skip, limits):
            for note in draft.notes:
                on_note(InputError(note, path=source.shown))
            wanted = draft.id or (_STDIN_ID if source.path is None else source.path.stem)
            identifier = _unique(_printable(wanted), taken)
            if identifier != _printable(wanted):
                on_note(
                    InputError(
                        f"a second document {wanted!r}; it is called {identifier!r}", path=source.shown
                    )
                )
            yield _complete(draft, identifier, source)


def _drafts(
    source: SourceFile, stdin: BinaryIO | None, on_skip: Callable[[InputError], None], limits: ReadLimits
) -> Iterator[Draft]:
    """Read one file; the errors of its records, and its own, are reported and end nothing else."""
    try:
        if source.path is None:
            if stdin is None:
                raise RecordError("nothing to read; pipe a document in", path=source.shown)
            yield from _read(stdin, source, on_skip, limits)
            return
        with source.path.open("rb") as stream:
            yield from _read(stream, source, on_skip, limits)
    except RecordError as exc:
        on_skip(exc)
    except OSError as exc:
        problem = f"cannot be read: {(exc.strerror or type(exc).__name__).lower()}"
        on_skip(RecordError(problem, path=source.shown))


def _read(
    stream: BinaryIO, source: SourceFile, on_skip: Callable[[InputError], None], limits: ReadLimits
) -> Iterator[Draft]:
    kind = source.media_type
    if kind == "application/jsonl":
        yield from _records(stream, b"", source, on_skip, limits)
        return
    head = b""
    if kind is None:
        head = stream.read(4096)
        kind = _sniff(head)
        if kind == "application/jsonl":
            yield from _records(stream, head, source, on_skip, limits)
            return
    limit = limits.pdf_bytes if kind == "application/pdf" else limits.text_bytes
    yield _whole(_all_bytes(stream, head, source, limit), kind, source, limits)


def _all_bytes(stream: BinaryIO, head: bytes, source: SourceFile, limit: int) -> bytes:
    parts, size = [head], len(head)
    while size <= limit:
        chunk = stream.read(min(_CHUNK, limit + 1 - size))
        if not chunk:
            break
        parts.append(chunk)
        size += len(chunk)
    if size > limit:
        problem = f"larger than {limit // 1_000_000:,} MB; split it into parts, or give JSON Lines"
        raise RecordError(problem, path=source.shown)
    if not size:
        raise RecordError("an empty file; nothing to read", path=source.shown)
    return b"".join(parts)


def _whole(data: bytes, kind: str, source: SourceFile, limits: ReadLimits) -> Draft:
    # the readers of HTML and PDF load large libraries: only who needs them pays
    if kind == "application/pdf":
        from realpolitik.documents.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, path=source.shown, limits=limits)
    if kind == "text/html":
        from realpolitik.documents.html import read_html  # noqa: PLC0415

        return read_html(data, path=source.shown)
    text, note = decode_text(data, path=source.shown)
    if not text.strip():
        raise RecordError("only white space; nothing to read", path=source.shown)
    notes = (note,) if note else ()
    if kind == "text/markdown":
        from realpolitik.documents.markdown import read_markdown  # noqa: PLC0415

        draft = read_markdown(text, path=source.shown)
        if not draft.text.strip():
            raise RecordError("front matter without a text; nothing to read", path=source.shown)
        return dataclasses.replace(draft, notes=notes)
    return Draft(text=text, media_type="text/plain", notes=notes)


def _records(
    stream: BinaryIO,
    head: bytes,
    source: SourceFile,
    on_skip: Callable[[InputError], None],
    limits: ReadLimits,
) -> Iterator[Draft]:
    found = False
    for number, row in enumerate(_rows(stream, head, limits.text_bytes), start=1):
        try:
            if row is None:
                problem = f"longer than {limits.text_bytes // 1_000_000:,} MB; split the text into parts"
                raise RecordError(problem, path=source.shown, line=number)
            if row.strip(b" \t\r\n\xef\xbb\xbf"):
                found = True
                draft = read_record(row, path=source.shown, line=number)
                if not draft.text.strip():
                    raise RecordError("an empty text; nothing to read", path=source.shown, line=number)
                yield draft
        except RecordError as exc:
            found = True
            on_skip(exc)
    if not found:
        raise RecordError("an empty file; nothing to read", path=source.shown)


def _rows(stream: BinaryIO, head: bytes, limit: int) -> Iterator[bytes | None]:
    """Give the lines of a stream; None for one that is longer than `limit`, which is never held whole."""
    pending = head
    ended = False
    overlong = False
    while not ended or pending:
        cut = pending.find(b"\n")
        if cut < 0 and not ended:
            if len(pending) > limit:
                overlong, pending = True, b""
            chunk = stream.read(_CHUNK)
            ended = not chunk
            pending += chunk
            continue
        row, pending = (pending, b"") if cut < 0 else (pending[: cut + 1], pending[cut + 1 :])
        yield None if overlong or len(row) > limit else row
        overlong = False


def _sniff(head: bytes) -> str:
    """Tell a format by the first bytes of a file."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith(b"%pdf-"):
        return "application/pdf"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<article")):
        return "text/html"
    if re.match(rb'\{\s*"', start) and b'"text"' in head.lower() + b'"text"' * (len(head) > 2000):  # noqa: PLR2004
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
        name=None if source.path is None else _printable(source.path.name),
        media_type=draft.media_type,
        headings=headings,
        boilerplate=boilerplate,
    )


def _unique(wanted: str, taken: dict[str, int]) -> str:
    identifier = wanted
    while identifier in taken:
        taken[wanted] += 1
        identifier = f"{wanted}-{taken[wanted]}"
    taken[identifier] = 1
    return identifier


def _printable(name: str) -> str:
    """Return a name that any file can hold: bytes of a file name that are no UTF-8 show as a replacement."""
    return without_surrogates(name)


def _line(value: str | None) -> str | None:
    words = " ".join(without_surrogates(value).split()) if value else ""
    return words or None


def _ignore(note: InputError) -> None:
    """Tell nobody."""
