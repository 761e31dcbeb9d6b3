"""Spans that carry no claims: share bars, comment forms, menus, credits, mirror addresses, notices.

In: a text and its lines.  Out: spans in order.  A whole line goes by what it looks like (phrases, addresses,
separators, menus, bread crumbs) or by where it stands (short lines after the end of the article); within a
line that is kept, a picture credit or a reaction counter goes alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from realpolitik.documents.dates import is_date_line
from realpolitik.documents.lines import Line
from realpolitik.documents.phrases import (
    AGENCY_CREDIT,
    CLOSING_CREDIT,
    MENU_ANCHORS,
    MENU_WORDS,
    OUTLET_WORDS,
    PHRASES,
    PICTURE_CREDIT,
    PICTURE_LABEL,
    REACTION_COUNT,
    WIDGET_ANCHORS,
    WIDGET_WORDS,
)
from realpolitik.model import Span

_QUOTES = str.maketrans("’‘“”", "''\"\"")
_ADDRESS = re.compile(
    r"(?:(?:https?://|www\.)\S+|[a-z0-9][a-z0-9-]{1,62}(?:\.[a-z0-9-]{2,62})+(?:/\S*)?"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+)[,;]?",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"\s(?:/|>|»|›|→|::|\||•|·)\s")
_BYLINE = re.compile(r"(?:by|from|story by|words by|author:)\s+(.+)", re.IGNORECASE)
_BYLINE_SMALL = frozenset(
    (
        "and",
        "in",
        "for",
        "of",
        "the",
        "with",
        "at",
        "de",
        "la",
        "el",
        "bin",
        "al",
        "von",
        "van",
        "|",
        "—",
        "–",
        "-",
    )
)
_MOST_BYLINE_WORDS = 12
_HEAD_LINES = 6
_SHORT_WORDS = 12


def find_boilerplate(text: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """Return the spans of a text that carry no claims, in order, none overlapping.

    Args:
        text: The whole text.
        lines: Its lines.
    """
    whole = _whole_lines(lines)
    spans = [line.span for index, line in enumerate(lines) if index in whole]
    for index, line in enumerate(lines):
        if index not in whole:
            spans.extend(_parts(text, line.span))
    return tuple(sorted(spans))


def is_site_name(line: Line, following: Sequence[Line]) -> bool:
    """Tell whether the first line of a text names its publisher rather than its subject.

    It is short, it looks like a name that a publisher gives itself, and a longer line follows.
    """
    words = line.text.split()
    if not following or not 1 <= len(words) <= 4 or line.final in ".!?:" or following[0].words <= len(words):  # noqa: PLR2004
        return False
    if len(words) == 1:
        inner = re.search(r"[a-z][A-Z]|\d", line.text) or re.fullmatch(r"[\w-]+\.[a-z]{2,4}", line.text)
        if inner and re.match(r"[A-Za-z]", line.text):
            return True
    return (
        len(words) > 1 and words[-1].casefold() in OUTLET_WORDS and all(word[:1].isupper() for word in words)
    )


def _whole_lines(lines: Sequence[Line]) -> set[int]:
    last_body = max(
        (index for index, line in enumerate(lines) if line.body and not _told(line, index)), default=-1
    )
    whole: set[int] = set()
    trailing = False
    for index, line in enumerate(lines):
        told = _told(line, index)
        if told or (index == 0 and is_site_name(line, lines[1:2])):
            whole.add(index)
            trailing = trailing or told == "tail" or (told == "links" and index > last_body)
            trailing = trailing or (told == "links" and not line.blank_after)
        elif trailing and _short(line) and (index > last_body or not line.blank_before):
            whole.add(index)  # what is listed under "Read more", or stands under the share buttons
        else:
            trailing = False
    return whole


def _told(line: Line, index: int) -> str:
    """Return "tail", "links" or "line" for a line that is boilerplate by itself, else nothing."""
    if line.long and line.words > 60:  # noqa: PLR2004 - the longest notice in the table
        return ""
    plain = line.text.translate(_QUOTES).lower()
    for phrase in PHRASES:
        if line.words <= phrase.words and phrase.pattern.fullmatch(plain):
            if phrase.tail:
                return "tail"
            return "links" if phrase.kind == "links to other pieces" else "line"
    if any(char.isalnum() for char in line.text) and (
        all(map(_ADDRESS.fullmatch, line.text.split())) or _is_widget(plain)
    ):
        return "tail"
    return "line" if _is_furniture(line, plain, index) else ""


def _is_furniture(line: Line, plain: str, index: int) -> bool:
    """Tell separators and menus anywhere; bread crumbs, bylines and dates at the top."""
    if not any(char.isalnum() for char in line.text) or _is_menu(plain):
        return True
    if index >= _HEAD_LINES:
        return False
    return is_date_line(line.text) or _is_trail(line) or _is_byline(line)


def _short(line: Line) -> bool:
    return line.words <= _SHORT_WORDS and line.final not in ".!?"


def _is_widget(plain: str) -> bool:
    words = re.findall(r"[^\s|/•·,()]+", plain)
    return (
        len(words) > 1
        and WIDGET_WORDS.issuperset(words)
        and sum(word in WIDGET_ANCHORS for word in words) > 1
    )


def _is_menu(plain: str) -> bool:
    words = re.findall(r"[^\s|/•·,>»]+", plain)
    return len(words) > 1 and MENU_WORDS.issuperset(words) and not MENU_ANCHORS.isdisjoint(words)


def _is_trail(line: Line) -> bool:
    """Tell a bread-crumb trail near the top, such as "News / Foreign Policy / Norland"."""
    steps = _CRUMBS.split(line.text)
    if not 2 <= len(steps) <= 7 or line.final in ".!?":  # noqa: PLR2004
        return False
    if any(not 1 <= len(step.split()) <= 4 for step in steps):  # noqa: PLR2004
        return False
    return len(steps) > 2 or steps[0].casefold().strip() in MENU_WORDS  # noqa: PLR2004


def _is_byline(line: Line) -> bool:
    match = _BYLINE.fullmatch(line.text)
    if match is None or line.words > _MOST_BYLINE_WORDS or line.final in "!?:":
        return False
    words = re.findall(r"[^\s,]+", match[1])
    return bool(words) and all(word[:1].isupper() or word.casefold() in _BYLINE_SMALL for word in words)


def _parts(text: str, span: Span) -> list[Span]:
    line = span.of(text)
    found = [match.span() for match in PICTURE_CREDIT.finditer(line)]
    if match := PICTURE_LABEL.match(line):
        found.append(match.span())
    for pattern in (AGENCY_CREDIT, CLOSING_CREDIT, REACTION_COUNT):
        match = pattern.search(line, max(0, len(line) - 120))
        if match and not any(start < match.end() and match.start() < end for start, end in found):
            found.append(match.span())
    return [Span(span.start + start, span.start + end) for start, end in found]
