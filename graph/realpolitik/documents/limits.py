"""How much a reader takes on before it refuses a document with one clear line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Bounds on one document; a JSON Lines file as a whole has none, for it is read line by line.

    Attributes:
        text_bytes: Largest text, Markdown or HTML file, and longest line of JSON Lines.  Ten million bytes
            are the length of thirteen novels: what is longer is a collection, which JSON Lines hold better.
        pdf_bytes: Largest PDF; most of one is pictures and fonts.
        pdf_pages: Most pages of a PDF.
        characters: Longest text after reading; bounds what an HTML or PDF file can be blown up to.
        seconds: Longest time that one HTML or PDF file may take to read; then its reader is ended.
        memory_bytes: Most memory that the HTML and PDF reader may use, where the platform can bound it.
    """

    text_bytes: int = 10_000_000
    pdf_bytes: int = 100_000_000
    pdf_pages: int = 3_000
    characters: int = 10_000_000
    seconds: float = 60.0
    memory_bytes: int = 3_000_000_000


DEFAULT_LIMITS = ReadLimits()
