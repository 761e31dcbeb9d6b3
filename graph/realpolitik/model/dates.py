"""Dates that keep their precision and say on what they rest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DateBasis(StrEnum):
    """What a date rests on."""

    METADATA = "metadata"  # front matter, HTML meta, a record's field
    DATELINE = "dateline"  # "CARACAS, Jan 14 -"
    CAPTION = "caption"  # a photo caption
    TEXT = "text"  # stated in full in the passage
    RELATIVE = "relative"  # counted from the document's own date
    UNRESOLVED = "unresolved"  # a time is named, but it cannot be placed


class DatePrecision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """A day or an interval of days.

    Attributes:
        text: The words of the document, verbatim; None where the date comes from metadata.
        start: First day, ISO 8601 (`YYYY-MM-DD`); None when open or unresolved.
        end: Last day, inclusive, ISO 8601; None when open or unresolved.
        precision: How exact it is; None when unresolved.
        basis: What it rests on.
    """

    text: str | None = None
    start: str | None = None
    end: str | None = None
    precision: DatePrecision | None = None
    basis: DateBasis

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it starts."""
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"the interval {self.start}..{self.end} is reversed")


def includes(start: str | None, end: str | None, day: str) -> bool:
    """Tell whether an interval includes a day; a year or month counts from its first to its last day.

    >>> includes("2013-04", "2026-01-03", "2013-04-01"), includes("2013", "2025", "2026-01-01")
    (True, False)
    """
    return (start is None or start <= day[: len(start)]) and (end is None or day[: len(end)] <= end)
