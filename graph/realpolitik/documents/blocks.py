"""Paragraphs and headings joined to one text, for formats that mark them up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from realpolitik.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or a heading.

    Attributes:
        text: Its words.
        heading: Whether the format calls it a heading.
    """

    text: str
    heading: bool = False


def join_blocks(blocks: Sequence[Block], *, title: str | None) -> tuple[str, tuple[Span, ...]]:
    r"""Return one text with a blank line between blocks, and the spans of its headings.

    A title that the first blocks don't repeat is put first: a headline is text that states claims.

    >>> join_blocks([Block(text="Chad met Mali.")], title="Talks")
    ('Talks\n\nChad met Mali.', (Span(start=0, end=5),))
    """
    kept = [Block(text=block.text.strip(), heading=block.heading) for block in blocks if block.text.strip()]
    first, _, rest = kept[0].text.partition("\n") if kept else ("", "", "")
    if (
        title and rest.strip() and _same(first, title)
    ):  # a headline that was taken for part of the first paragraph
        kept[:1] = [Block(text=first.strip(), heading=True), Block(text=rest.strip())]
    if title and not any(_same(block.text, title) for block in kept[:3]):
        kept.insert(0, Block(text=title.strip(), heading=True))
    parts: list[str] = []
    headings: list[Span] = []
    length = 0
    for block in kept:
        if block.heading:
            headings.append(Span(length, length + len(block.text)))
        parts.append(block.text)
        length += len(block.text) + 2
    return "\n\n".join(parts), tuple(headings)


def _same(text: str, title: str) -> bool:
    return _letters(text[:500]) == _letters(title[:500])


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
