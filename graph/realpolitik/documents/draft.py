"""What a reader of one format hands over: text, and metadata as the format gives them."""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document before its structure, dates and publisher are made out.

    Attributes:
        text: The text as it will be kept.
        media_type: Of the format.
        id: The record's own id; None where the file's name gives it.
        title: From metadata; None where they give none.
        source: Likewise.
        published: Date from metadata, as written there.
        url: Likewise.
        headings: Spans of headings where the format marks them up; None where the text has to show them.
        notes: What was mended on reading, one sentence each.
    """

    text: str
    media_type: str
    id: str | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    headings: tuple[Span, ...] | None = None
    notes: tuple[str, ...] = ()
