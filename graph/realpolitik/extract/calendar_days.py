"""Days, months, seasons and counts of them → intervals of days.

Pure arithmetic.  What a text leaves open is settled as news means it: a month or a weekday without a year is
the last one before the document's date, or the next one where the words point forward; the seasons are those
of the northern hemisphere.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from realpolitik.model import DatePrecision

_MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DAY_NAMES = "Mon Tue Wed Thu Fri Sat Sun"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
"""Months by their first three letters."""
WEEKDAYS = {name: number for number, name in enumerate(_DAY_NAMES.split())}
"""Weekdays by their first three letters, Monday 0."""
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season."""

_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7}
_YEARS = {"year": 1, "decade": 10, "century": 100, "centurie": 100}
_MONTHS = {"month": 1, "quarter": 3}
_SOON = timedelta(days=14)  # "talks on 15 May" in a text of 10 May are ahead, not a year ago
_MONTHS_IN_YEAR = 12
_LONGEST_WEEK = 7
_FIRST = frozenset({"early", "start", "beginning", "turn"})
_EDGES = _FIRST - {"early"} | {"end", "close"}
_LAST = 2
_WINTER_END = 2  # February


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, either end of which may be open.

    Attributes:
        start: First day.
        end: Last day, inclusive.
        precision: How exact it is.
        relative: Counted from the document's own date.
    """

    start: date | None
    end: date | None
    precision: DatePrecision
    relative: bool = False

    def joined(self, other: Days | None) -> Days:
        """Return the interval from this one's start to the other's end; this one where they are reversed."""
        if other is None or self.start is None or other.end is None or other.end < self.start:
            return self
        return Days(self.start, other.end, DatePrecision.INTERVAL, self.relative or other.relative)

    def open_end(self) -> Days:
        """Return the interval that begins here and goes on."""
        return replace(self, end=None, precision=DatePrecision.INTERVAL)

    def open_start(self) -> Days:
        """Return the interval that ends here."""
        return replace(self, start=None, precision=DatePrecision.INTERVAL)

    def preceding(self) -> Days:
        """Return all days before."""
        end = self.start - timedelta(days=1) if self.start and self.start > date.min else None
        return Days(None, end, DatePrecision.INTERVAL, self.relative)

    def following(self) -> Days:
        """Return all days after."""
        start = self.end + timedelta(days=1) if self.end and self.end < date.max else None
        return Days(start, None, DatePrecision.INTERVAL, self.relative)


def _span(first: date, last: date, precision: DatePrecision = DatePrecision.INTERVAL) -> Days:
    return Days(first, last, precision, relative=True)


def year_of(year: int) -> Days:
    """Return a year that the text names.

    >>> year_of(2019).end
    datetime.date(2019, 12, 31)
    """
    return Days(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def decade(first: int) -> Days:
    """Return the ten years from `first` on."""
    return Days(date(first, 1, 1), date(first + 9, 12, 31), DatePrecision.INTERVAL)


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_for(month: int, reference: date, word: str | None, *, forward: bool) -> int:
    """Return the year of a month that the text leaves without one."""
    if word == "last":
        return reference.year - (month >= reference.month)
    if word == "next":
        return reference.year + (month <= reference.month)
    if word == "this":
        return reference.year
    if forward:
        return reference.year + (month < reference.month)
    return reference.year - (month > reference.month)


def month_of(
    month: int, year: str | None, reference: date | None, word: str | None = None, *, forward: bool
) -> Days | None:
    """Return a month, of the year given or of the one nearest to the document's date.

    >>> month_of(11, None, date(2026, 1, 14), forward=False).start
    datetime.date(2025, 11, 1)
    """
    if year is not None:
        return Days(*_month(int(year), month), DatePrecision.MONTH)
    if reference is None:
        return None
    return _span(*_month(_year_for(month, reference, word, forward=forward), month), DatePrecision.MONTH)


def season_of(
    month: int, year: str | None, reference: date | None, word: str | None, *, forward: bool
) -> Days | None:
    """Return a season by its first month; a winter belongs to the year that it begins in.

    >>> season_of(SEASONS["winter"], None, date(2026, 1, 14), "last", forward=False).start
    datetime.date(2024, 12, 1)
    """
    if year is None and reference is None:
        return None
    found = (
        int(year) if year is not None else _season_year(month, reference or date.min, word, forward=forward)
    )
    final = month + 2
    end = _month(found + (final > _MONTHS_IN_YEAR), (final - 1) % _MONTHS_IN_YEAR + 1)[1]
    return Days(date(found, month, 1), end, DatePrecision.INTERVAL, relative=year is None)


def _season_year(month: int, reference: date, word: str | None, *, forward: bool) -> int:
    """Return the year in which the season meant begins."""
    # Months since the year of the season began; a winter's January is the thirteenth.
    now, year = reference.month, reference.year
    if month == _MONTHS_IN_YEAR and now <= _WINTER_END:
        now, year = now + _MONTHS_IN_YEAR, year - 1
    over = now > month + 2
    if word == "last":
        return year if over else year - 1
    if word == "next":
        return year + (now >= month)
    if word == "this":
        return year
    if forward:
        return year + over
    return year - (now < month)


def day_month(
    day: int, month: int, year: str | None, reference: date | None, *, forward: bool
) -> Days | None:
    """Return a day of a month, of the year given or of the one nearest to the document's date.

    >>> day_month(2, 7, None, date(2026, 7, 9), forward=False).start
    datetime.date(2026, 7, 2)
    """
    if year is not None:
        named = date(int(year), month, day)
        return Days(named, named, DatePrecision.DAY)
    if reference is None:
        return None
    candidates = [
        date(y, month, day)
        for y in (reference.year - 1, reference.year, reference.year + 1)
        if _exists(y, month, day)
    ]
    if forward:
        ahead = [candidate for candidate in candidates if candidate >= reference]
        chosen = min(ahead, default=None)
    else:
        chosen = max((candidate for candidate in candidates if candidate <= reference + _SOON), default=None)
    return None if chosen is None else _span(chosen, chosen, DatePrecision.DAY)


def _exists(year: int, month: int, day: int) -> bool:
    return date.min.year <= year <= date.max.year and 1 <= day <= monthrange(year, month)[1]


def weekday_of(weekday: int, reference: date, word: str | None, *, forward: bool) -> Days | None:
    """Return a weekday: the last one, the document's own day included, or the next.

    >>> weekday_of(WEEKDAYS["Wed"], date(2026, 7, 9), None, forward=False).start
    datetime.date(2026, 7, 8)
    """
    word = word.casefold() if word else None
    if word == "the following":
        return None
    back = (reference.weekday() - weekday) % 7
    if word == "last" and back == 0:
        back = 7
    ahead = (weekday - reference.weekday()) % 7
    if word == "next" or (forward and word is None):
        day = reference + timedelta(days=ahead or 7)
    else:
        day = reference + timedelta(days=ahead) if word == "this" else reference - timedelta(days=back)
    return _span(day, day, DatePrecision.DAY)


def named_day(number: str | None, word: str | None, reference: date, *, forward: bool) -> Days | None:
    """Return "the 19th" or "the seventh" of the document's month, or of the one before or after."""
    day = int(number) if number else _ORDINALS.split().index(word or "") + 1
    month = reference.year * _MONTHS_IN_YEAR + reference.month - 1
    if forward and day < reference.day:
        month += 1
    elif not forward and day > reference.day:
        month -= 1
    named = date(month // _MONTHS_IN_YEAR, month % _MONTHS_IN_YEAR + 1, day)
    return _span(named, named, DatePrecision.DAY)


def _shift(day: date, unit: str, count: int) -> date | None:
    """Return a day so many units on; None for units shorter than a day."""
    if unit in _DAYS:
        return day + timedelta(days=_DAYS[unit] * count)
    months = (_YEARS[unit] * _MONTHS_IN_YEAR if unit in _YEARS else _MONTHS.get(unit, 0)) * count
    if not months:
        return None
    total = day.year * _MONTHS_IN_YEAR + day.month - 1 + months
    year, month = divmod(total, _MONTHS_IN_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ago(count: int | None, unit: str, reference: date) -> Days | None:
    """Return "three years ago", as exact as its unit.

    >>> ago(2, "year", date(2026, 1, 14)).start
    datetime.date(2024, 1, 1)
    """
    day = _shift(reference, unit, -count) if count else None
    return None if day is None else _around(day, unit)


def after_count(count: int | None, unit: str, reference: date) -> Days | None:
    """Return "within two weeks" said of what is to come."""
    day = _shift(reference, unit, count) if count else None
    return None if day is None else _span(reference, day)


def past_count(count: int | None, unit: str, word: str, reference: date) -> Days | None:
    """Return "the past three months" up to the document's date, "the coming year" from it on."""
    if word in {"next", "coming"}:
        return after_count(count or 1, unit, reference)
    day = _shift(reference, unit, -(count or 1))
    return None if day is None else _span(day, reference)


def _around(day: date, unit: str) -> Days:
    """Return the year, month, week or day that a day falls in."""
    if unit in _YEARS:
        return _span(date(day.year, 1, 1), date(day.year, 12, 31), DatePrecision.YEAR)
    if unit in _MONTHS:
        return _span(*_month(day.year, day.month), DatePrecision.MONTH)
    if unit in {"week", "fortnight"}:
        monday = day - timedelta(days=day.weekday())
        return _span(monday, monday + timedelta(days=6))
    if unit == "weekend":
        saturday = day - timedelta(days=(day.weekday() + 2) % 7)
        return _span(saturday, saturday + timedelta(days=1))
    return _span(day, day, DatePrecision.DAY)


def deictic_unit(word: str, unit: str, reference: date) -> Days | None:
    """Return "last year", "this week"; None for what is counted from another event ("that day").

    >>> deictic_unit("last", "month", date(2026, 1, 14)).start
    datetime.date(2025, 12, 1)
    """
    step = {"last": -1, "this": 0, "next": 1}.get(word)
    if step is None:
        return None
    if unit in SEASONS:
        return season_of(SEASONS[unit], None, reference, word, forward=False)
    if unit in {"morning", "evening", "afternoon", "night"}:
        unit = "day"
    if unit == "quarter":
        first = date(reference.year, (reference.month - 1) // 3 * 3 + 1, 1)
        start = _shift(first, "quarter", step)
        return None if start is None else _span(start, _month(start.year, start.month + 2)[1])
    if unit in {"decade", "century"}:
        size = _YEARS[unit]
        start_year = reference.year // size * size + step * size
        return _span(date(start_year, 1, 1), date(start_year + size - 1, 12, 31))
    if unit == "weekend" and not step:
        saturday = reference + timedelta(days=5 - reference.weekday())
        return _span(saturday, saturday + timedelta(days=1))
    day = _shift(reference, unit, step) if step else reference
    return None if day is None else _around(day, unit)


def narrowed(
    part: str, whole: str, year: str | None, reference: date | None, *, forward: bool
) -> Days | None:
    """Return the early, middle or late part of a month, season, year or decade.

    >>> narrowed("early", "January", None, date(2026, 1, 14), forward=False).end
    datetime.date(2026, 1, 10)
    """
    days = _whole(whole, year, reference, forward=forward)
    if days is None or days.start is None or days.end is None:
        return None
    place = 0 if part in _FIRST else 1 if part in {"mid", "middle"} else 2
    if days.precision is DatePrecision.MONTH:
        first = days.start + timedelta(days=10 * place)
        last = days.end if place == _LAST else first + timedelta(days=9)
    elif (
        days.precision is DatePrecision.YEAR and part in _EDGES
    ):  # "the end of 2027" is narrower than "late 2027"
        first, last = _month(days.start.year, _MONTHS_IN_YEAR if place == _LAST else 1)
    elif (days.end - days.start).days > _LONGEST_WEEK:
        first, last = _third_of_months(days.start, days.end, place)
    else:
        first, last = (
            days.start + timedelta(days=(0, 2, 4)[place]),
            days.start + timedelta(days=(1, 3, 6)[place]),
        )
    return Days(first, last, DatePrecision.INTERVAL, days.relative)


def _third_of_months(start: date, end: date, place: int) -> tuple[date, date]:
    """Return the first, second or third third of a season, year, decade or century, in whole months."""
    months = (end.year - start.year) * _MONTHS_IN_YEAR + end.month - start.month + 1
    low, high = months * place // 3, months * (place + 1) // 3 - 1
    first = divmod(start.month - 1 + low, _MONTHS_IN_YEAR)
    last = divmod(start.month - 1 + high, _MONTHS_IN_YEAR)
    return date(start.year + first[0], first[1] + 1, 1), _month(start.year + last[0], last[1] + 1)[1]


def _whole(whole: str, year: str | None, reference: date | None, *, forward: bool) -> Days | None:
    """Return the month, season, year or decade of which a part is meant."""
    words = whole.split()
    if whole[:4].isdigit():
        return decade(int(whole[:4])) if whole.endswith("s") else year_of(int(whole))
    if words[0][:3] in MONTHS and words[0][0].isupper():
        return month_of(MONTHS[words[0][:3]], year, reference, forward=forward)
    if words[0] in SEASONS:
        return season_of(SEASONS[words[0]], year, reference, None, forward=forward)
    if reference is None:
        return None
    return deictic_unit(words[0] if len(words) > 1 else "this", words[-1], reference)
