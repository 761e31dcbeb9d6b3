"""Expressions of time: text and the document's own date in, mentions resolved to intervals of days out.

Only finds and resolves; `attachment` decides to which claim a mention belongs.  One compiled expression names
the kinds ("last year", "early January", "from 1999 to 2013"), each kind has its resolver in `calendar_days`.
A general date parser (dateparser, dateutil) is no help here: it gives points where news means intervals, and
knows no phrases such as "in recent months" or "late June".

The words kept include the preposition ("since late June"), except "of" and "for" before a point in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from realpolitik.extract.calendar_days import (
    MONTHS,
    SEASONS,
    WEEKDAYS,
    Days,
    after_count,
    ago,
    day_month,
    decade,
    deictic_unit,
    month_of,
    named_day,
    narrowed,
    past_count,
    season_of,
    weekday_of,
    year_of,
)
from realpolitik.extract.date_patterns import BEFORE, FORWARD, TIME
from realpolitik.extract.numerals import parse_number
from realpolitik.model import DateBasis, DatePrecision, EventDate, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """Where an expression of time stands, and the days that it means.

    Attributes:
        span: Offsets into the text searched.
        date: The days, as far as they can be told.
    """

    span: Span
    date: EventDate


_LOOK_BACK = 28  # characters; the longest preposition
_FORWARD_WINDOW = 70  # characters
_TWO_DIGITS = 2
_CENTURY = 100
_UNTIL = frozenset({"until", "till", "by", "up to"})
_FROM = frozenset({"since", "from", "starting in", "starting on", "beginning in", "as of"})
_ABSOLUTE_KINDS = frozenset({"iso", "years", "days", "dmy", "mdy", "decade", "month_year", "year"})
_WITHOUT_PREPOSITION = ("duration", "clock", "vague", "years", "days")  # or with one of their own
_BARE = frozenset({"year", "bare_month", "mdy", "month_year", "weekday"})
_POSSESSIVE = ("'s", "’s")
_DAY_GROUPS = {
    "days": ("d1", "d2", "dm", "dy"),
    "dmy": ("dmy_d", "dmy_e", "dmy_m", "dmy_y"),
    "mdy": ("mdy_d", "mdy_e", "mdy_m", "mdy_y"),
}
_BOUNDS = _UNTIL | {"since", "from", "before", "after"}


def find_dates(text: str, reference: date | None = None) -> tuple[DateMention, ...]:
    """Return the expressions of time in a text, in order and without overlap.

    Args:
        text: Any text, normalised or raw.
        reference: The document's own date, from which "on Wednesday" or "last year" are counted; without it
            these stay unresolved.

    >>> [(m.date.text, m.date.start, m.date.end)
    ...  for m in find_dates("In 2019 it cut ties, restored last month.", date(2026, 1, 14))]
    [('In 2019', '2019-01-01', '2019-12-31'), ('last month', '2025-12-01', '2025-12-31')]
    """
    return tuple(_merged(text, _scan(text, reference)))


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    days: Days | None
    clock: bool


def _scan(text: str, reference: date | None) -> Iterator[_Found]:
    floor = 0
    for found in TIME.finditer(text):
        if found.start() < floor:
            continue
        start, preposition = _preposition(text, found, floor)
        if found["bare_month"] and not preposition:  # "May", "March" and "August" are words, too, and names
            continue
        forward = preposition in _UNTIL or _points_forward(text, start)
        days = _resolve(found, reference, forward=forward)
        floor = found.end()
        ranged = found["dmy_e"] or found["mdy_e"]  # "from May 15-24" ends where it says
        bounded = days if days is None or ranged else _bounded(days, preposition)
        yield _Found(start, found.end(), bounded, clock=found["clock"] is not None)


def _preposition(text: str, found: re.Match[str], floor: int) -> tuple[int, str | None]:
    """Return where the expression starts with its preposition, and the preposition."""
    before = BEFORE.search(text, max(floor, found.start() - _LOOK_BACK), found.start())
    if before is None or found.lastgroup in _WITHOUT_PREPOSITION:
        return found.start(), None
    # "during the 2019 attempt", "in Saturday's talks": the time is a modifier, the preposition is its noun's.
    if (before["the"] and found.lastgroup in _BARE) or text.startswith(_POSSESSIVE, found.end()):
        return found.start(), None
    preposition = re.sub(r"\s", " ", before["preposition"].casefold())
    if found["ago"] and preposition not in _BOUNDS:  # "asked to be let in two years ago"
        return found.start(), None
    return before.start(), preposition


def _points_forward(text: str, start: int) -> bool:
    """Tell whether the words before an expression, within its sentence, speak of what is to come."""
    before = text[max(0, start - _FORWARD_WINDOW) : start]
    cut = max(before.rfind(". "), before.rfind("\n"), before.rfind("; "))
    return FORWARD.search(before[cut + 1 :]) is not None


def _bounded(days: Days, preposition: str | None) -> Days:
    """Apply "since", "until", "before" and "after" to the days that they govern."""
    if preposition in _FROM:
        return days.open_end()
    if preposition in _UNTIL:
        return days.open_start()
    if preposition == "before":
        return days.preceding()
    return days.following() if preposition == "after" else days


def _merged(text: str, found: Iterator[_Found]) -> Iterator[DateMention]:
    """Join a time of day with the day beside it ("before dawn on Tuesday"), and make mentions."""
    pending: _Found | None = None
    for one in found:
        if pending is not None:
            if pending.clock != one.clock and _touches(text, pending.end, one.start):
                days = one.days if pending.clock else pending.days
                pending = _Found(pending.start, one.end, days, clock=False)
                continue
            yield _mention(text, pending)
        pending = one
    if pending is not None:
        yield _mention(text, pending)


def _touches(text: str, end: int, start: int) -> bool:
    return start - end == 1 and text[end].isspace()


def _mention(text: str, found: _Found) -> DateMention:
    words = text[found.start : found.end]
    days = found.days
    if days is None or (days.start is None and days.end is None):
        dated = EventDate(text=words, basis=DateBasis.UNRESOLVED)
    else:
        dated = EventDate(
            text=words,
            start=days.start.isoformat() if days.start else None,
            end=days.end.isoformat() if days.end else None,
            precision=days.precision,
            basis=DateBasis.RELATIVE if days.relative else DateBasis.TEXT,
        )
    return DateMention(span=Span(found.start, found.end), date=dated)


def _resolve(found: re.Match[str], reference: date | None, *, forward: bool) -> Days | None:
    """Return the days that an expression means; None where they cannot be told."""
    try:
        if found.lastgroup in _ABSOLUTE_KINDS:
            return _absolute(found, reference, forward=forward)
        return _relative(found, reference, forward=forward)
    except (ValueError, OverflowError):  # 31 February, or a count of years beyond the calendar
        return None


def _absolute(found: re.Match[str], reference: date | None, *, forward: bool) -> Days | None:
    """Resolve what names a day, month or year."""
    if found["iso"]:
        day = date.fromisoformat(found["iso"])
        return Days(day, day, DatePrecision.DAY)
    if found["years"]:
        return _years(found)
    for kind, (first, last, month, year) in _DAY_GROUPS.items():
        if found[kind]:
            ends = (found[first], found[last])
            return _days_of_month(ends, found[month], found[year], reference, forward=forward)
    if found["decade"]:
        return decade(int(found["decade_y"]))
    if found["month_year"]:
        return month_of(MONTHS[found["my_m"][:3]], found["my_y"], reference, forward=forward)
    return year_of(int(found["year"]))


def _years(found: re.Match[str]) -> Days:
    first, last = int(found["y1"] or found["y3"]), found["y2"] or found["y4"]
    final = first // _CENTURY * _CENTURY + int(last) if len(last) == _TWO_DIGITS else int(last)
    return year_of(first).joined(year_of(final))


def _days_of_month(
    ends: tuple[str, str | None], month: str, year: str | None, reference: date | None, *, forward: bool
) -> Days | None:
    number = MONTHS[month[:3]]
    first = 1 if ends[0] == "first" else int(ends[0])
    days = day_month(first, number, year, reference, forward=forward)
    if days is None or ends[1] is None:
        return days
    return days.joined(day_month(int(ends[1]), number, year, reference, forward=forward))


def _relative(found: re.Match[str], reference: date | None, *, forward: bool) -> Days | None:
    """Resolve a month, a season, or a part of one; these may name their year."""
    if found["part"]:
        return narrowed(found["part_p"], found["part_of"], found["part_y"], reference, forward=forward)
    if found["season"]:
        month, word = SEASONS[found["season_s"]], _lower(found["season_d"])
        return season_of(month, found["season_y"], reference, word, forward=forward)
    if found["month"]:
        month, word = MONTHS[found["month_m"][:3]], _lower(found["month_d"])
        return month_of(month, None, reference, word, forward=forward)
    if found["bare_month"]:
        return month_of(MONTHS[found["bare_month"][:3]], None, reference, forward=forward)
    return None if reference is None else _counted_from(found, reference, forward=forward)


def _counted_from(found: re.Match[str], reference: date, *, forward: bool) -> Days | None:
    """Resolve what is counted from the document's own date."""
    if found["weekday"]:
        word = _lower(found["weekday_d"])
        return weekday_of(WEEKDAYS[found["weekday_w"][:3]], reference, word, forward=forward)
    if found["nth"]:
        return named_day(found["nth_d"], found["nth_w"], reference, forward=forward)
    return _deictic(found, reference) or _counted(found, reference, forward=forward)


def _counted(found: re.Match[str], reference: date, *, forward: bool) -> Days | None:
    """Resolve a count of units: "the past three months", "two years ago", "within a week"."""
    if found["past"]:
        return past_count(_count(found["past_n"]), found["past_u"], found["past_d"], reference)
    if found["recent"]:
        return Days(None, reference, DatePrecision.INTERVAL, relative=True)
    if found["ago"]:
        return ago(_count(found["ago_n"]), found["ago_u"], reference) if found["ago_d"] == "ago" else None
    if found["duration"]:
        ahead = forward and found["duration_p"].casefold() in {"within", "in"}
        return after_count(_count(found["duration_n"]), found["duration_u"], reference) if ahead else None
    return None


def _deictic(found: re.Match[str], reference: date) -> Days | None:
    """Resolve "last year", "earlier this month", "today", "yesterday"."""
    if found["deictic"]:
        return deictic_unit(found["deictic_d"].casefold(), found["deictic_u"], reference)
    if found["earlier"]:
        words = found["earlier_w"].split()
        return deictic_unit("this", words[-1] if len(words) > 1 else "day", reference)
    if found["now"]:
        return Days(reference, reference, DatePrecision.DAY, relative=True)
    if found["yesterday"]:
        return deictic_unit("last" if found["yesterday"][0] in "yY" else "next", "day", reference)
    return None


def _lower(text: str | None) -> str | None:
    return text and text.casefold()


def _count(text: str | None) -> int | None:
    """Return a count of units; None where the words give none ("a few", "several")."""
    if text is None or text.casefold() in {"a few", "a couple of", "several", "many", "some"}:
        return 2 if text is not None and text.casefold() == "a couple of" else None
    return 1 if text.casefold() in {"a", "an"} else round(parse_number(text))
