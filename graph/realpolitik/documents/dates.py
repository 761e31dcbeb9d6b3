"""Publication dates as people and machines write them, to days, months or years.

In: a few words.  Out: an `EventDate`.  It knows no clock: what a text doesn't say is not filled in.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from realpolitik.model import DateBasis, DatePrecision, EventDate

_MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
} | {"sept": 9}
_MONTH = r"(?P<month>(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r"))\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|2[01]\d\d)"
_NUMBER_MONTH = r"(?P<number>0?[1-9]|1[0-2])"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-{_NUMBER_MONTH}-{_DAY}(?!\d)",
        rf"\b{_YEAR}/{_NUMBER_MONTH}/{_DAY}\b",
        rf"(?<![\d.]){_DAY}\.\s?{_NUMBER_MONTH}\.\s?{_YEAR}\b",
        rf"\b{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        rf"^\s*{_YEAR}-{_NUMBER_MONTH}\s*$",
        rf"^\s*{_YEAR}{_NUMBER_MONTH.replace('0?', '0')}(?P<day>[0-3]\d)(?:T\d+Z?)?\s*$",
        rf"^\s*{_YEAR}\s*$",
    )
)
_SLASHED = re.compile(rf"\b(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/{_YEAR}\b")
_PLAIN_MONTH = _MONTH.replace("?P<month>", "?:")
_PLAIN_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_PLACE_AND_DAY = re.compile(
    rf"[A-Z][\w.'’ -]{{1,30}},\s+(?:{_PLAIN_DAY}\s+{_PLAIN_MONTH}|{_PLAIN_MONTH}\s+{_PLAIN_DAY})",
    re.IGNORECASE,
)
_WEEKDAY_CHARACTERS = 12
_MOST_CHARACTERS = 400


def find_date(text: str, *, basis: DateBasis) -> EventDate | None:
    """Return the first complete date in a short text, or None.

    `03/04/2026` is a date only where its day is past 12: else nobody can tell which way it is written.

    Args:
        text: A field, a dateline, a caption or a line.
        basis: What to record as the date's basis.

    >>> find_date("Posted on Jan. 14th, 2026 at 9:00", basis=DateBasis.TEXT).start
    '2026-01-14'
    >>> find_date("May 2025", basis=DateBasis.TEXT).end
    '2025-05-31'
    """
    matches = sorted(_matches(text[:_MOST_CHARACTERS]), key=lambda found: (found[0].start(), -found[0].end()))
    for match, year, month, day in matches:
        last = 31 if month is None else calendar.monthrange(year, month)[1]
        if day is not None and not 1 <= day <= last:
            continue
        start = dt.date(year, month or 1, day or 1)
        end = dt.date(year, month or 12, day or last)
        precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
        return EventDate(
            text=None if basis is DateBasis.METADATA else match.group().strip(),
            start=start.isoformat(),
            end=end.isoformat(),
            precision=precision,
            basis=basis,
        )
    return None


def metadata_date(text: str) -> EventDate:
    """Return the date that a metadata field gives; one that can't be placed keeps its words.

    >>> metadata_date("2026-01-14T09:30:00+01:00").start, metadata_date("last week").basis.value
    ('2026-01-14', 'unresolved')
    """
    found = find_date(text, basis=DateBasis.METADATA)
    return found or EventDate(text=text[:_MOST_CHARACTERS], basis=DateBasis.UNRESOLVED)


def url_date(url: str) -> EventDate | None:
    """Return the date in the path of an address, such as `/2026/01/14/`, or None.

    >>> url_date("https://example.org/2026/01/14/talks.html").start
    '2026-01-14'
    """
    match = re.search(r"/(?:19|20)\d\d[/-](?:0[1-9]|1[0-2])[/-][0-3]\d(?=[/-]|$)", url)
    return find_date(match.group()[1:].replace("/", "-"), basis=DateBasis.METADATA) if match else None


def is_date_line(text: str) -> bool:
    """Tell whether a line holds a date and nothing else but a weekday or a place.

    >>> is_date_line("Monday, May 18, 2015"), is_date_line("Oslo, 4 June")
    (True, True)
    >>> is_date_line("They met in Oslo in May 2015")
    False
    """
    found = find_date(text, basis=DateBasis.TEXT)
    if found is not None and found.text is not None:
        return len(text) - len(found.text) <= _WEEKDAY_CHARACTERS
    return _PLACE_AND_DAY.fullmatch(text) is not None


def _matches(text: str) -> Iterator[tuple[re.Match[str], int, int | None, int | None]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = _MONTHS[groups["month"].lower()] if groups.get("month") else groups.get("number")
            day = groups.get("day")
            yield match, int(groups["year"]), int(month) if month else None, int(day) if day else None
    for match in _SLASHED.finditer(text):
        first, second, year = (int(match[name]) for name in ("first", "second", "year"))
        if 12 < first <= 31 and 1 <= second <= 12:  # noqa: PLR2004 - days and months
            yield match, year, second, first
        elif 12 < second <= 31 and 1 <= first <= 12:  # noqa: PLR2004 - days and months
            yield match, year, first, second
