"""A document: the text as received, with what is known of where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.model.dates import DateBasis, EventDate
from realpolitik.model.identifiers import DocumentId
from realpolitik.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Text and metadata as received.

    Attributes:
        id: The file's name without its ending, or the record's own id; unique within a build.
        text: The text as kept.  For plain text this is the file's own, character for character;
            all offsets point into it.
        title: Headline from metadata or from the first line; None where there is none.
        source: Who published it; None where unknown.
        source_basis: What `source` rests on; None where `source` is None.
        published: Publication date with its basis; None where unknown.
        url: Where it was published.
        name: The file's name as given (no folder), or None for standard input.
        media_type: `text/plain`, `text/markdown`, `text/html`, `application/pdf` or `application/jsonl`.
        headings: Spans of headline and section headings, in order.
        boilerplate: Spans that carry no claims (share buttons, comment forms, mirror addresses), in order.
    """

    id: DocumentId
    text: str
    title: str | None = None
    source: str | None = None
    source_basis: DateBasis | None = None
    published: EventDate | None = None
    url: str | None = None
    name: str | None = None
    media_type: str = "text/plain"
    headings: tuple[Span, ...] = ()
    boilerplate: tuple[Span, ...] = ()
