"""When and by whom a document was published, and on what that rests."""

from __future__ import annotations

from typing import Any

import pytest

from realpolitik.documents.dates import find_date, metadata_date, url_date
from realpolitik.documents.draft import Draft
from realpolitik.documents.provenance import find_published, find_source
from realpolitik.model import DateBasis, DatePrecision

BODY = (
    "Norland said on Monday that it would lend Sudria two billion crowns, and Sudria, whose reserves have "
    "run dry since the spring of 2030, said that it would take the loan."
)


def draft(*lines: str, **fields: Any) -> Draft:
    return Draft(text="\n\n".join(lines), media_type="text/plain", **fields)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2026-01-14", "2026-01-14", "2026-01-14"),
        ("2026-01-14T23:30:00-05:00", "2026-01-14", "2026-01-14"),
        ("2026/1/4", "2026-01-04", "2026-01-04"),
        ("20260114", "2026-01-14", "2026-01-14"),
        ("Wed, 14 Jan 2026 10:00:00 +0000", "2026-01-14", "2026-01-14"),
        ("January 14th, 2026", "2026-01-14", "2026-01-14"),
        ("Sept. 3 2026", "2026-09-03", "2026-09-03"),
        ("the 3rd of May 2026", "2026-05-03", "2026-05-03"),
        ("14.1.2026", "2026-01-14", "2026-01-14"),
        ("31/01/2026", "2026-01-31", "2026-01-31"),
        ("01/31/2026", "2026-01-31", "2026-01-31"),
        ("February 2024", "2024-02-01", "2024-02-29"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_dates_are_read_as_people_and_machines_write_them(words: str, start: str, end: str) -> None:
    found = find_date(words, basis=DateBasis.METADATA)

    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("words", ["", "last week", "03/04/2026", "14 January", "99/99/2026", "2026-13-01x"])
def test_what_cannot_be_placed_is_no_date(words: str) -> None:
    """Nothing is guessed: neither the year nor which of two numbers is the day."""
    assert find_date(words, basis=DateBasis.TEXT) is None


def test_a_date_keeps_its_precision_and_its_words() -> None:
    month = find_date("in May 2026 or so", basis=DateBasis.TEXT)

    assert month is not None
    assert (month.text, month.precision) == ("May 2026", DatePrecision.MONTH)


def test_metadata_that_cannot_be_placed_keep_their_words() -> None:
    assert metadata_date("yesterday").text == "yesterday"
    assert metadata_date("yesterday").basis is DateBasis.UNRESOLVED


def test_an_address_may_hold_the_date() -> None:
    dated = url_date("https://example.org/news/2026-01-14/a")
    assert dated is not None
    assert dated.start == "2026-01-14"
    assert url_date("https://example.org/news/20260114") is None
    assert url_date("https://example.org/2026/13/40/a") is None


@pytest.mark.parametrize(
    ("lines", "start", "basis"),
    [
        (("Norland lends", "Published: January 14, 2031", BODY), "2031-01-14", DateBasis.TEXT),
        (("Norland lends", BODY, "Updated on 15 January 2031 at 9:00"), "2031-01-15", DateBasis.TEXT),
        (("Updated 15 January 2031", "Published 14 January 2031", BODY), "2031-01-14", DateBasis.TEXT),
        (("Norland lends", "Monday, May 5, 2031", BODY), "2031-05-05", DateBasis.TEXT),
        (("Norland lends", f"OSLO, Jan 14, 2031 (Meridian Wire) - {BODY}"), "2031-01-14", DateBasis.DATELINE),
        (("Norland lends", f"Oslo, 14 January 2031 — {BODY}"), "2031-01-14", DateBasis.DATELINE),
        (
            ("Norland lends", "They meet in Oslo on May 5, 2031. (Photo by AFP)", BODY),
            "2031-05-05",
            DateBasis.CAPTION,
        ),
        (("Norland lends", f"OSLO, Jan 14 - {BODY}", "Published: 2031-01-15"), "2031-01-15", DateBasis.TEXT),
    ],
)
def test_the_text_may_say_when_it_was_published(lines: tuple[str, ...], start: str, basis: DateBasis) -> None:
    found = find_published(draft(*lines))

    assert found is not None
    assert (found.start, found.basis) == (start, basis)


def test_a_dateline_without_a_year_is_kept_unresolved() -> None:
    found = find_published(draft("Norland lends", f"OSLO, Jan 14 (Meridian Wire) - {BODY}"))

    assert found is not None
    assert (found.text, found.start, found.basis) == ("Jan 14", None, DateBasis.UNRESOLVED)


@pytest.mark.parametrize(
    "lines",
    [
        (BODY,),
        ("Norland lends", "The loan of May 5, 2031 was the last that Norland gave to Sudria.", BODY),
        (
            "Norland lends",
            "Published reports of 2029 say so, and many more reports since then have said so as well, too.",
            BODY,
        ),
        ("Norland lends", "Published: soon, at 9", BODY),
    ],
)
def test_a_date_in_running_text_is_not_the_publication(lines: tuple[str, ...]) -> None:
    assert find_published(draft(*lines)) is None


def test_metadata_come_first() -> None:
    """Then the address, then the text."""
    text = ("Published: 2031-01-14", BODY)
    given = draft(*text, published=" 2031-02-01 ", source=" The  Gazette ")

    assert find_published(given).start == "2031-02-01"  # type: ignore[union-attr]
    assert find_source(given) == ("The Gazette", DateBasis.METADATA)
    assert find_published(draft(*text, url="https://example.org/2031/03/04/")).start == "2031-03-04"  # type: ignore[union-attr]
    assert find_published(draft(*text, url="https://example.org/a", published=" ")).start == "2031-01-14"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lines", "source", "basis"),
    [
        (("Norland lends", BODY, "Source: Norland Gazette"), "Norland Gazette", DateBasis.TEXT),
        (("Norland lends", f"OSLO, Jan 14 (Meridian Wire) - {BODY}"), "Meridian Wire", DateBasis.DATELINE),
        (
            ("Norland lends", BODY, "© 2031 Norland Gazette. All rights reserved."),
            "Norland Gazette",
            DateBasis.TEXT,
        ),
        (
            ("Norland lends", BODY, "Copyright (c) 2029-2031 by Norland Gazette"),
            "Norland Gazette",
            DateBasis.TEXT,
        ),
        (("NorlandToday24", "Norland lends to Sudria", BODY), "NorlandToday24", DateBasis.TEXT),
        (
            ("Norland lends", BODY, "The Gazette’s website can also be accessed here:"),
            "The Gazette",
            DateBasis.TEXT,
        ),
        (("Norland lends", BODY, "All rights reserved."), None, None),
        (("Norland lends", BODY, "Copyright: all rights reserved"), None, None),
        (("Norland lends", f"According to the Norland Gazette, {BODY}"), None, None),
        (("Norland lends", f"{BODY} (Photo by AFP)"), None, None),
        ((), None, None),
    ],
)
def test_the_text_may_say_who_published_it(
    lines: tuple[str, ...], source: str | None, basis: DateBasis | None
) -> None:
    """A source that the text cites, or the maker of its picture, is not its publisher."""
    assert find_source(draft(*lines)) == (source, basis)


def test_the_middle_of_a_long_text_says_nothing_of_its_origin() -> None:
    """Only its first and last lines do."""
    lines = [BODY] * 60
    assert find_source(draft(*lines, "Source: Norland Gazette", *lines)) == (None, None)
    assert find_source(draft(*lines, "Source: Norland Gazette", BODY)) == ("Norland Gazette", DateBasis.TEXT)
