"""A text as lines with features: what headings and boilerplate are told by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from realpolitik.model import Span

_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LONGEST_LINE = 400
_BODY_WORDS = 20
_SENTENCE_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is not blank.

    Attributes:
        span: Offsets, without white space at either end.
        text: Its words, with plain single spaces; cut off where the line is a long paragraph.
        words: How many, up to that cut.
        blank_before: A blank line or the start of the text comes before it.
        blank_after: A blank line or the end of the text follows.
    """

    span: Span
    text: str
    words: int
    blank_before: bool
    blank_after: bool

    @property
    def long(self) -> bool:
        """Whether this is a paragraph by its length alone."""
        return self.words >= _BODY_WORDS or self.span.end - self.span.start > _LONGEST_LINE // 2

    @property
    def body(self) -> bool:
        """Whether this is running text: long, or a sentence with its final mark."""
        return self.long or (self.words >= _SENTENCE_WORDS and self.final in ".!?")

    @property
    def final(self) -> str:
        """The last character, closing quotes and brackets left out."""
        return self.text.rstrip("\"'”’»)]")[-1:] or " "


def split_lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines of a text that are not blank.

    >>> [line.text for line in split_lines("One\r\n\r\n Two\u00a0words ")]
    ['One', 'Two words']
    """
    found: list[Line] = []
    start = 0
    rows: list[tuple[int, str]] = []
    for row in text.splitlines(keepends=True):
        rows.append((start, row))
        start += len(row)
    for index, (offset, row) in enumerate(rows):
        stripped = row.strip()
        if not stripped:
            continue
        begin = offset + len(row) - len(row.lstrip())
        plain = _INVISIBLE.sub("", _SPACES.sub(" ", stripped[: 2 * _LONGEST_LINE]))[:_LONGEST_LINE].strip()
        found.append(
            Line(
                span=Span(begin, begin + len(stripped)),
                text=plain,
                words=len(plain.split()),
                blank_before=index == 0 or not rows[index - 1][1].strip(),
                blank_after=index + 1 == len(rows) or not rows[index + 1][1].strip(),
            )
        )
    return tuple(found)
