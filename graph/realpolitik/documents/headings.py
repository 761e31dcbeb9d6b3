"""Headlines and section headings of a plain text, told by the shape of lines.

In: the lines that are no boilerplate.  Out: spans in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from realpolitik.documents.lines import Line
from realpolitik.documents.phrases import PICTURE_CREDIT
from realpolitik.model import Span

_HEADLINE_WORDS = 30
_SECTION_WORDS = 14
_HEADLINE_CHARACTERS = 250
_OPEN_ENDS = ".,;:…-–—"
# "…: Example Intel." closes a headline with the name of who says it, not a sentence
_SPEAKER_TAIL = re.compile(r":\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2}\.$")
_LIST_ITEM = re.compile(r"(?:[-*•‣◦–]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_DATELINE = re.compile(r"[A-Z][\w .,'’/()]{2,50}\s[—–-]{1,2}\s\S")
_SPEAKER = re.compile(r"(?:Q|A|[A-Z][A-Z. ]{3,30}):\s")
_INNER_SENTENCE = re.compile(r"[a-z]{2}[?.][\"”’]?\s+[A-Z\"“].*[?!]$")
_INITIAL = re.compile(r"(?:^|\s)(?:[A-Z]\.){1,5}$")


def find_headings(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Return the headline, the line under it, and section headings.

    The headline is the first line if it is short, stands apart and doesn't end as a sentence does.  A section
    heading is shorter, stands between paragraphs, and running text follows it.

    Args:
        lines: Lines that are no boilerplate, in order.
    """
    found: list[Span] = []
    for index, line in enumerate(lines[:-1]):
        following = lines[index + 1]
        if index == 0:
            if _is_headline(line, following):
                found.append(line.span)
        elif _is_section(line, lines[index - 1], following) or (
            len(found) == index == 1 and _is_headline(line, following) and following.body
        ):
            found.append(line.span)
    return tuple(found)


def _is_headline(line: Line, following: Line) -> bool:
    if line.words > _HEADLINE_WORDS or line.span.end - line.span.start > _HEADLINE_CHARACTERS:
        return False
    if not (line.blank_after or following.long) or not _is_title_like(line):
        return False
    return not _ends_openly(line) or bool(_SPEAKER_TAIL.search(line.text))


def _is_section(line: Line, before: Line, following: Line) -> bool:
    if not 1 <= line.words <= _SECTION_WORDS or _ends_openly(line) or not _is_title_like(line):
        return False
    apart = (line.blank_before or before.long) and (line.blank_after or following.long)
    return apart and (following.body or following.blank_before)


def _is_title_like(line: Line) -> bool:
    start = line.text.lstrip("\"'“‘«(")[:1]
    if not (start.isupper() or start.isdigit() or (start.isalpha() and not start.islower())):
        return False
    if PICTURE_CREDIT.search(line.text):
        return False  # a caption
    if _LIST_ITEM.match(line.text) or _SPEAKER.match(line.text) or _INNER_SENTENCE.search(line.text):
        return False
    return not (_DATELINE.match(line.text) and line.final in ".!?")


def _ends_openly(line: Line) -> bool:
    return line.final in _OPEN_ENDS and not _INITIAL.search(line.text)
