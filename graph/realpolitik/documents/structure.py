"""Which parts of a text are headings, and which carry no claims.

In: a draft.  Out: spans.  Told from features of lines and a table of phrases, never from one site's ways.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from realpolitik.documents.boilerplate import find_boilerplate
from realpolitik.documents.draft import Draft
from realpolitik.documents.headings import find_headings
from realpolitik.documents.lines import split_lines
from realpolitik.model import Span


def find_structure(draft: Draft) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of headings and of boilerplate, each in order.

    Headings that the format marks up are taken as they are, less those that are boilerplate.
    """
    lines = split_lines(draft.text)
    boilerplate = find_boilerplate(draft.text, lines)
    found = draft.headings
    if found is None:
        whole = {span.start: span.end for span in boilerplate}
        found = find_headings([line for line in lines if whole.get(line.span.start, 0) < line.span.end])
    trimmed = (_without_edges(span, boilerplate, draft.text) for span in found)
    return tuple(span for span in trimmed if span.start < span.end), boilerplate


def _without_edges(heading: Span, boilerplate: Sequence[Span], text: str) -> Span:
    """Cut what carries no claims off the ends of a heading: a counter, a credit, or all of it."""
    start, end = heading.start, heading.end
    after_start = bisect.bisect_right(boilerplate, Span(start, len(text)))
    if after_start and boilerplate[after_start - 1].end > start:
        start = min(boilerplate[after_start - 1].end, end)
    after_end = bisect.bisect_left(boilerplate, Span(end, end))
    if after_end and start <= boilerplate[after_end - 1].start and boilerplate[after_end - 1].end >= end:
        end = boilerplate[after_end - 1].start
    kept = text[start:end]
    return (
        Span(end - len(kept.lstrip()), end - len(kept) + len(kept.rstrip()))
        if kept.strip()
        else Span(end, end)
    )
