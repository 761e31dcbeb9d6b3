"""When a document was published and by whom, and on what that rests.

In: a draft.  Out: a date and a name, or nothing.  Metadata come first; then what the text says of itself: a
line "Published: ...", a dateline, the date in a picture's caption; a line "Source: ...", the agency of a
dateline, a copyright line, the publisher's name above the headline.  A source that the text cites is not its
publisher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from realpolitik.documents.boilerplate import is_site_name
from realpolitik.documents.dates import find_date, is_date_line, metadata_date, url_date
from realpolitik.documents.draft import Draft
from realpolitik.documents.lines import Line, split_lines
from realpolitik.documents.phrases import PICTURE_CREDIT
from realpolitik.model import DateBasis, EventDate

_HEAD_LINES = 8
_TAIL_LINES = 12
_HEAD_CHARACTERS = 6_000
_PLACE = r"(?P<place>[A-Z][\w.'’-]*(?:[ /-][A-Z][\w.'’-]*){0,4}(?:,\s+[A-Z](?:[^\W\d]|[.'’ -]){2,30}?)?)"
_DAY_WORDS = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:,?\s+\d{4})?)"
_DATELINE = re.compile(
    rf"{_PLACE}(?:,\s*(?P<date>{_DAY_WORDS}))?\s*"
    r"(?:[(\[](?P<agency>[A-Z][\w.&/ -]{1,30})[)\]])?\s*(?:—|–|--|-)\s*(?=\S)"
)
_PUBLISHED = re.compile(
    r"(?P<verb>(?:first |originally )?(?:published|posted|issued|released)|release date|date"
    r"|(?:last )?(?:updated|modified|revised))"
    r"(?:\s+(?:on|at))?\s*[:\-–—]?\s*(?P<rest>.*\d.*)",
    re.IGNORECASE,
)
_CHANGED = re.compile("updat|modif|revis", re.IGNORECASE)
_STATED_WORDS = 15
_SOURCE_LINE = re.compile(r"(?:source|publisher|published by)\s*:\s*(?P<name>.{2,60})", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:copyright\b\s*(?:©|\(c\))?|©|\(c\))\s*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?,?\s*)?(?:by\s+)?"
    r"(?P<name>[A-Z][\w&.'’ -]{1,60}?)(?=[,|©]|\.\s|\.$|\s+all rights|\s+\d{4}|$)",
    re.IGNORECASE,
)
_OTHER_ADDRESS = re.compile(r"(?P<name>[A-Z][\w&. -]{1,40}?)(?:['’]s)?\s+(?:web ?site|site)\s+can also be\b")
_NO_NAMES = frozenset({"all rights reserved", "all rights", "the author", "the authors", "copyright"})


def find_published(draft: Draft) -> EventDate | None:
    """Return when a document was published, with its basis; None where nothing says."""
    if draft.published and draft.published.strip():
        return metadata_date(" ".join(draft.published.split()))
    if draft.url and (dated := url_date(draft.url)):
        return dated
    candidates = list(_dates(_edge_lines(draft)))
    placed = [date for date in candidates if date.start is not None]
    return next(iter(placed or candidates), None)


def find_source(draft: Draft) -> tuple[str | None, DateBasis | None]:
    """Return who published a document and what that rests on; (None, None) where nothing says."""
    if draft.source and draft.source.strip():
        return " ".join(draft.source.split()), DateBasis.METADATA
    lines = _edge_lines(draft)
    for line in lines:
        if match := _SOURCE_LINE.fullmatch(line.text):
            return match["name"].strip(" ."), DateBasis.TEXT
    for line in lines[:_HEAD_LINES]:
        match = _DATELINE.match(line.text)
        if match and match["agency"] and line.body:
            return match["agency"].strip(), DateBasis.DATELINE
    for line in lines:
        for pattern in (_COPYRIGHT, _OTHER_ADDRESS):
            match = pattern.match(line.text)
            if match and match["name"].strip(" .").casefold() not in _NO_NAMES:
                return match["name"].strip(" ."), DateBasis.TEXT
    if draft.headings is None and lines and is_site_name(lines[0], lines[1:2]):
        return lines[0].text, DateBasis.TEXT
    return None, None


def _edge_lines(draft: Draft) -> Sequence[Line]:
    """Return the first and the last lines: the middle of an article doesn't say where it is from."""
    lines = split_lines(draft.text[:_HEAD_CHARACTERS])
    if len(draft.text) <= _HEAD_CHARACTERS:
        return (*lines[:_HEAD_LINES], *lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :])
    return (*lines[:_HEAD_LINES], *split_lines(draft.text[-_HEAD_CHARACTERS:])[-_TAIL_LINES:])


def _dates(lines: Sequence[Line]) -> Iterator[EventDate]:
    """Give the dates that a text states of itself, the most telling first."""
    head = lines[:_HEAD_LINES]
    yield from _stated(lines, late=False)
    yield from _stated(lines, late=True)
    for line in head:
        found = find_date(line.text, basis=DateBasis.TEXT)
        if found and is_date_line(line.text):
            yield found
    for line in head:
        match = _DATELINE.match(line.text)
        if match and match["date"]:
            words = match["date"]
            yield find_date(words, basis=DateBasis.DATELINE) or EventDate(
                text=words, basis=DateBasis.UNRESOLVED
            )
    for line in head:
        found = find_date(line.text, basis=DateBasis.CAPTION) if PICTURE_CREDIT.search(line.text) else None
        if found:
            yield found


def _stated(lines: Sequence[Line], *, late: bool) -> Iterator[EventDate]:
    """Give the dates of lines such as "Published: 4 May 2026"; of those that tell of changes if `late`."""
    for line in lines:
        match = _PUBLISHED.fullmatch(line.text)
        if match is None or line.words > _STATED_WORDS or bool(_CHANGED.search(match["verb"])) != late:
            continue
        found = find_date(match["rest"], basis=DateBasis.TEXT)
        if found:
            yield found
