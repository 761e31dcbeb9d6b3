"""Expressions of time as they stand in sentences, and the days that they mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.extract.dates import DateMention, find_dates
from realpolitik.model import DateBasis, DatePrecision

_WEDNESDAY = date(2026, 1, 14)
_WORDS = """
since until by before in on the last next this of early mid- late end 31 30 February May 2019 – 19th
Monday morning years ago a few three weeks past over for within winter summer quarter decade century
1990s noon today tomorrow recent and from between , . \u00a0 's 0001-01-01 9999-99-99 999 weekend
"""
_PIECES = st.sampled_from(_WORDS.replace("\n", " ").split(" "))
DAY, MONTH, YEAR, INTERVAL = (
    DatePrecision.DAY,
    DatePrecision.MONTH,
    DatePrecision.YEAR,
    DatePrecision.INTERVAL,
)


def _only(text: str, reference: date | None = _WEDNESDAY) -> DateMention:
    (mention,) = find_dates(text, reference)
    return mention


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "precision"),
    [
        ("met on 3 January 2026 in Paris", "on 3 January 2026", "2026-01-03", "2026-01-03", DAY),
        ("In 2019, it cut ties", "In 2019", "2019-01-01", "2019-12-31", YEAR),
        ("during the 2019 attempt", "2019", "2019-01-01", "2019-12-31", YEAR),
        ("from 1999 to 2013 he ruled", "from 1999 to 2013", "1999-01-01", "2013-12-31", INTERVAL),
        ("(2011-16) it paid", "2011-16", "2011-01-01", "2016-12-31", INTERVAL),
        ("In September 2021 it", "In September 2021", "2021-09-01", "2021-09-30", MONTH),
        ("on November 14, 2022.", "on November 14, 2022", "2022-11-14", "2022-11-14", DAY),
        ("dated 2024-02-29 there", "2024-02-29", "2024-02-29", "2024-02-29", DAY),
        ("the 1970s were", "the 1970s", "1970-01-01", "1979-12-31", INTERVAL),
        ("since 2009 it paid", "since 2009", "2009-01-01", None, INTERVAL),
        ("until 2021 he ran it", "until 2021", None, "2021-12-31", INTERVAL),
        ("before 2 March 2020 it", "before 2 March 2020", None, "2020-03-01", INTERVAL),
        ("after 2 March 2020 it", "after 2 March 2020", "2020-03-03", None, INTERVAL),
        ("in late 2027 it loads", "in late 2027", "2027-09-01", "2027-12-31", INTERVAL),
        ("in the spring of 2019 it", "in the spring of 2019", "2019-03-01", "2019-05-31", INTERVAL),
        ("By the end of 2027 it", "By the end of 2027", None, "2027-12-31", INTERVAL),
        ("at the start of 2027 it", "at the start of 2027", "2027-01-01", "2027-01-31", INTERVAL),
        ("in the mid-1990s it", "in the mid-1990s", "1993-05-01", "1996-08-31", INTERVAL),
        ("from May 15-24, 2016", "from May 15-24, 2016", "2016-05-15", "2016-05-24", INTERVAL),
    ],
)
def test_resolves_what_the_text_states(
    text: str, words: str, start: str | None, end: str | None, precision: DatePrecision
) -> None:
    """A time with its year needs no date of the document."""
    mention = _only(text, None)

    assert mention.date.text == words == mention.span.of(text)
    assert (mention.date.start, mention.date.end, mention.date.precision) == (start, end, precision)
    assert mention.date.basis is DateBasis.TEXT


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "precision"),
    [
        ("It met them on Wednesday.", "on Wednesday", "2026-01-14", "2026-01-14", DAY),
        ("It met them on Monday evening.", "on Monday evening", "2026-01-12", "2026-01-12", DAY),
        ("last Wednesday it met", "last Wednesday", "2026-01-07", "2026-01-07", DAY),
        ("It will travel on Thursday", "on Thursday", "2026-01-15", "2026-01-15", DAY),
        ("in Saturday's talks", "Saturday", "2026-01-10", "2026-01-10", DAY),
        ("unless it sailed by Sunday, they", "by Sunday", None, "2026-01-18", INTERVAL),
        ("since Friday in force", "since Friday", "2026-01-09", None, INTERVAL),
        ("shipped last year.", "last year", "2025-01-01", "2025-12-31", YEAR),
        ("Last month, a deal", "Last month", "2025-12-01", "2025-12-31", MONTH),
        ("next week it", "next week", "2026-01-19", "2026-01-25", INTERVAL),
        ("in early January it", "in early January", "2026-01-01", "2026-01-10", INTERVAL),
        ("since mid-October, they", "since mid-October", "2025-10-11", None, INTERVAL),
        ("at the end of the month they", "at the end of the month", "2026-01-21", "2026-01-31", INTERVAL),
        ("early this year it", "early this year", "2026-01-01", "2026-04-30", INTERVAL),
        ("in April its marines", "in April", "2025-04-01", "2025-04-30", MONTH),
        ("last April it", "last April", "2025-04-01", "2025-04-30", MONTH),
        ("next April it", "next April", "2026-04-01", "2026-04-30", MONTH),
        ("this April it", "this April", "2026-04-01", "2026-04-30", MONTH),
        ("will be released on 2 January", "on 2 January", "2027-01-02", "2027-01-02", DAY),
        ("will travel on the 9th.", "on the 9th", "2026-02-09", "2026-02-09", DAY),
        ("earlier this summer it", "earlier this summer", "2026-06-01", "2026-08-31", INTERVAL),
        ("this morning it", "this morning", "2026-01-14", "2026-01-14", DAY),
        ("in late summer it", "in late summer", "2025-08-01", "2025-08-31", INTERVAL),
        ("from 6 to 4 July it", "from 6 to 4 July", "2025-07-06", "2025-07-06", DAY),
        ("are due in April", "in April", "2026-04-01", "2026-04-30", MONTH),
        ("last winter, when", "last winter", "2024-12-01", "2025-02-28", INTERVAL),
        ("the winter was", "the winter", "2025-12-01", "2026-02-28", INTERVAL),
        ("next winter, when", "next winter", "2026-12-01", "2027-02-28", INTERVAL),
        ("expected for the autumn", "the autumn", "2026-09-01", "2026-11-30", INTERVAL),
        ("last summer it", "last summer", "2025-06-01", "2025-08-31", INTERVAL),
        ("early this week it", "early this week", "2026-01-12", "2026-01-13", INTERVAL),
        ("this winter, when", "this winter", "2025-12-01", "2026-02-28", INTERVAL),
        ("over the summer it", "over the summer", "2025-06-01", "2025-08-31", INTERVAL),
        ("on 2 July it", "on 2 July", "2025-07-02", "2025-07-02", DAY),
        ("talks on 20 January between", "on 20 January", "2026-01-20", "2026-01-20", DAY),
        ("this November 23 it", "this November 23", "2025-11-23", "2025-11-23", DAY),
        ("between 4 and 6 July", "between 4 and 6 July", "2025-07-04", "2025-07-06", INTERVAL),
        ("from the first of November we", "from the first of November", "2025-11-01", None, INTERVAL),
        ("fell due on the 9th", "on the 9th", "2026-01-09", "2026-01-09", DAY),
        ("fell due on the 19th.", "on the 19th", "2025-12-19", "2025-12-19", DAY),
        ("will travel on the 19th.", "on the 19th", "2026-01-19", "2026-01-19", DAY),
        ("On the seventh the two", "On the seventh", "2026-01-07", "2026-01-07", DAY),
        ("over the past three months it", "over the past three months", "2025-10-14", "2026-01-14", INTERVAL),
        ("in the coming days", "in the coming days", "2026-01-14", "2026-01-15", INTERVAL),
        ("two years ago it", "two years ago", "2024-01-01", "2024-12-31", YEAR),
        ("A decade ago it", "A decade ago", "2016-01-01", "2016-12-31", YEAR),
        ("three days ago it", "three days ago", "2026-01-11", "2026-01-11", DAY),
        ("two months ago it", "two months ago", "2025-11-01", "2025-11-30", MONTH),
        ("a week ago it", "a week ago", "2026-01-05", "2026-01-11", INTERVAL),
        ("in recent months it", "in recent months", None, "2026-01-14", INTERVAL),
        ("earlier this month it", "earlier this month", "2026-01-01", "2026-01-31", MONTH),
        ("earlier today it", "earlier today", "2026-01-14", "2026-01-14", DAY),
        ("It signed today.", "today", "2026-01-14", "2026-01-14", DAY),
        ("yesterday it", "yesterday", "2026-01-13", "2026-01-13", DAY),
        ("tomorrow morning it", "tomorrow morning", "2026-01-15", "2026-01-15", DAY),
        ("at the weekend it", "at the weekend", None, None, None),
        ("last weekend it", "last weekend", "2026-01-03", "2026-01-04", INTERVAL),
        ("this weekend it", "this weekend", "2026-01-17", "2026-01-18", INTERVAL),
        ("last quarter it", "last quarter", "2025-10-01", "2025-12-31", INTERVAL),
        ("next decade it", "next decade", "2030-01-01", "2039-12-31", INTERVAL),
        ("before dawn on Tuesday", "before dawn on Tuesday", "2026-01-13", "2026-01-13", DAY),
        ("will sail within two weeks", "within two weeks", "2026-01-14", "2026-01-28", INTERVAL),
    ],
)
def test_counts_from_the_documents_date(
    text: str, words: str, start: str | None, end: str | None, precision: DatePrecision | None
) -> None:
    """A relative time is resolved from the document's date, and stays unresolved without it."""
    mention = _only(text)

    assert mention.date.text == words == mention.span.of(text)
    assert (mention.date.start, mention.date.end, mention.date.precision) == (start, end, precision)
    assert mention.date.basis is (DateBasis.RELATIVE if precision else DateBasis.UNRESOLVED)
    assert _only(text, None).date.basis is DateBasis.UNRESOLVED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("For eleven weeks it has", "For eleven weeks"),
        ("opened at noon by", "at noon"),
        ("within a day it", "within a day"),
        ("A year later a shell", "A year later"),
        ("boarded two days earlier", "two days earlier"),
        ("Weeks earlier, it", "Weeks earlier"),
        ("the year before it", "the year before"),
        ("that month it", "that month"),
        ("the same evening", "the same evening"),
        ("on the following Friday it", "on the following Friday"),
        ("So far the guns", "So far"),
        ("For the third night running, they", "For the third night running"),
        ("before Christmas, they", "before Christmas"),
        ("on 31 February it", "on 31 February"),
        ("in previous years it", "in previous years"),
    ],
)
def test_leaves_unresolved_what_no_date_places(text: str, words: str) -> None:
    """A duration, a clock time or a time counted from another event is found, but has no days."""
    mention = _only(text)

    assert mention.date.text == words
    assert mention.date.basis is DateBasis.UNRESOLVED
    assert (mention.date.start, mention.date.end, mention.date.precision) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "He may march; May said so.",
        "its April level",
        "2000 soldiers",
        "€2019 was paid",
        "the November summit",
        "F-2019",
    ],
)
def test_finds_no_time_where_there_is_none(text: str) -> None:
    """Verbs, names, modifiers and plain numbers are no times."""
    assert find_dates(text, _WEDNESDAY) == ()


def test_keeps_the_order_of_the_text() -> None:
    """Several times come in order and do not overlap."""
    found = find_dates("In May it met; on Friday, after two years ago in 2019.", _WEDNESDAY)

    assert [mention.date.text for mention in found] == [
        "In May",
        "on Friday",
        "after two years ago",
        "in 2019",
    ]


@given(st.one_of(st.text(), st.lists(_PIECES).map(" ".join)), st.none() | st.dates())
def test_spans_hold_the_words(text: str, reference: date | None) -> None:
    """Whatever the text and the date: spans lie within the text, in order, and hold the words."""
    end = 0
    for mention in find_dates(text, reference):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text) == mention.date.text
        assert (mention.date.precision is None) == (mention.date.basis is DateBasis.UNRESOLVED)
        end = mention.span.end
