"""Amounts as they stand in sentences, and what they are read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.extract.amounts import AmountMention, find_amounts

_WORDS = """
over up to €3bn $5-7 billion 12 % per cent two thousand half a third of the it tonnes barrels day
soldiers and – between Rs 400 crore 2019 May 1,000 \u00a0 ’ . , multibillion-dollar dozens hundreds
every in full
"""
_PIECES = st.sampled_from(_WORDS.replace("\n", " ").split(" "))


def _only(text: str) -> AmountMention:
    (mention,) = find_amounts(text)
    return mention


@pytest.mark.parametrize(
    ("text", "words", "value", "unit", "qualifier"),
    [
        ("to secure over $30 billion in loans", "over $30 billion", 30e9, "USD", "over"),
        ("a grant of 2.5 million euros to dairies", "2.5 million euros", 2.5e6, "EUR", None),
        ("India offered Rs 400 crore.", "Rs 400 crore", 4e9, "INR", None),
        ("worth €3bn to them", "€3bn", 3e9, "EUR", None),
        ("released a further €60m in grants", "€60m", 60e6, "EUR", None),
        ("a $100m interest-free loan", "$100m", 100e6, "USD", None),
        ("a loan of 400m dollars", "400m dollars", 400e6, "USD", None),
        ("put EUR 18 million into hospitals", "EUR 18 million", 18e6, "EUR", None),
        ("owed some $75 million to it", "some $75 million", 75e6, "USD", "about"),
        ("a guarantee of up to 80 billion yen for it", "up to 80 billion yen", 80e9, "JPY", "up to"),
        ("lent 900 million Norwegian kroner then", "900 million Norwegian kroner", 900e6, "NOK", None),
        ("the bill came to 9 billion tenge.", "9 billion tenge", 9e9, "KZT", None),
        ("fined it 31 million francs", "31 million francs", 31e6, "franc", None),
        ("owes 38 billion CFA francs so far", "38 billion CFA francs", 38e9, "cfa franc", None),
        ("paid off 61 million U.S. dollars of it", "61 million U.S. dollars", 61e6, "USD", None),
        ("reimburse a combined $5.8 billion", "a combined $5.8 billion", 5.8e9, "USD", None),
        ("sank 210 million into a yard", "210 million", 210e6, None, None),
        ("multibillion-dollar investments", "multibillion-dollar", None, "USD", None),
        ("spent billions of euros on it", "billions of euros", None, "EUR", None),
        ("duties of up to 18 percent on them", "up to 18 percent", 18.0, "percent", "up to"),
        ("picked up a 12% stake in it", "12% stake", 12.0, "percent", None),
        ("by 70 per cent of it", "70 per cent", 70.0, "percent", None),
        (
            "holds a third of Suriname's bilateral debt.",
            "a third of Suriname's bilateral debt",
            33.3333,
            "percent",
            None,
        ),
        ("less than a tenth of it", "less than a tenth of it", 10.0, "percent", "under"),
        ("cut the increase by half on 2 June", "by half", 50.0, "percent", None),
        ("taking nearly every barrel.", "nearly every barrel", 100.0, "percent", "nearly"),
        ("shipped 310,000 tonnes to the east", "310,000 tonnes", 310_000.0, "tonne", None),
        ("flew 80 tonnes of flour to the camps", "80 tonnes of flour", 80.0, "tonne", None),
        ("buys 60,000 barrels a day from it", "60,000 barrels a day", 60_000.0, "barrel per day", None),
        ("gave 1.1 million tonnes annually", "1.1 million tonnes annually", 1.1e6, "tonne per year", None),
        ("sell it 500 megawatts through the grid", "500 megawatts", 500.0, "megawatt", None),
        ("arrested two Kyrgyz surveyors near the dam", "two Kyrgyz surveyors", 2.0, "surveyor", None),
        ("consists of just two oil tankers sent", "just two oil tankers", 2.0, "tanker", None),
        ("holding 46 Kyrgyz fruit lorries at it", "46 Kyrgyz fruit lorries", 46.0, "lorry", None),
        ("trained 120 of our sappers.", "120 of our sappers", 120.0, "sapper", None),
        ("paid for eleven police boats, it", "eleven police boats", 11.0, "boat", None),
        ("holding eleven Togolese lorry drivers", "eleven Togolese lorry drivers", 11.0, "driver", None),
        ("let thirty Vietnamese go", "thirty Vietnamese", 30.0, "Vietnamese", None),
        (
            "killed at least 35 more innocent civilians",
            "at least 35 more innocent civilians",
            35.0,
            "civilian",
            "at least",
        ),
        ("handed over nine boxes of files", "nine boxes", 9.0, "box", None),
        (
            "killed 70 members of the Al bu Nimr tribe in it",
            "70 members of the Al bu Nimr tribe",
            70.0,
            "member",
            None,
        ),
        ("opened one of the three gates.", "one of the three gates", 1.0, "gate", None),
        ("Five of nine units have left", "Five of nine units", 5.0, "unit", None),
        ("released eleven of them", "eleven of them", 11.0, None, None),
        ("had shelled a school, wounding seven.", "seven", 7.0, None, None),
        ("sent dozens of soldiers there", "dozens of soldiers", None, "soldier", None),
        ("stationed a corvette at the mouth", "a corvette", 1.0, "corvette", None),
        ("sent two hundred and twelve trucks", "two hundred and twelve trucks", 212.0, "truck", None),
    ],
)
def test_reads_one_amount(
    text: str, words: str, value: float | None, unit: str | None, qualifier: str | None
) -> None:
    """Words, value, unit and qualifier are those that a reader notes."""
    mention = _only(text)

    assert mention.amount.text == words == mention.span.of(text)
    assert mention.amount.value == value
    assert (mention.amount.unit, mention.amount.qualifier) == (unit, qualifier)
    assert mention.amount.shared is False


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        (
            "something between $6 billion and $7 billion, is",
            "something between $6 billion and $7 billion",
            6e9,
        ),
        ("worth $5-7 billion a year", "$5-7 billion a year", 5e9),
        ("cut by 5 to 7 percent", "5 to 7 percent", 5.0),
    ],
)
def test_gives_a_range_its_lower_end(text: str, words: str, value: float) -> None:
    """A range is one amount, with a qualifier that says so."""
    mention = _only(text)

    assert (mention.amount.text, mention.amount.value, mention.amount.qualifier) == (words, value, "between")


@pytest.mark.parametrize(
    "text",
    [
        "for two years, since 2019",
        "on 14 May it met, and on July 9 again",
        "fired between 4 and 6 July",
        "UN Resolution 2254 and Article 5",
        "an F-16 near Area 6 at 10:30",
        "One is left, a third tanker followed.",
        "one of its first acts was in the 1990s",
        "half an hour later, half-hearted",
        "6 m away, 5k runs, a 42-year-old man",
        "hundreds of years ago",
        "the call to 5551234 failed",
    ],
)
def test_leaves_times_and_labels_alone(text: str) -> None:
    """Dates, durations, ordinals, labels and pronouns are no amounts."""
    assert find_amounts(text) == ()


def test_keeps_the_order_of_the_text() -> None:
    """Several amounts come in order and do not overlap."""
    found = find_amounts("Norway sold two radars and three boats for $1.3 billion, nearly half of the price.")

    assert [mention.amount.text for mention in found] == [
        "two radars",
        "three boats",
        "$1.3 billion",
        "nearly half of the price",
    ]


def test_reads_raw_text() -> None:
    """Non-breaking spaces and curly quotes are no hindrance."""
    found = find_amounts("It paid €\u00a03 million for “two\u00a0tankers”.")

    assert [(mention.amount.text, mention.amount.unit) for mention in found] == [
        ("€\u00a03 million", "EUR"),
        ("two\u00a0tankers", "tanker"),
    ]


def test_shares_a_total() -> None:
    """A group's total is flagged, and nothing else of it changes."""
    mention = _only("$5 billion in loans")

    assert mention.as_shared().amount.shared
    assert mention.as_shared().span == mention.span


@given(st.one_of(st.text(), st.lists(_PIECES).map(" ".join)))
def test_spans_hold_the_words(text: str) -> None:
    """Whatever the text: spans lie within it, in order, and hold the words of the amount."""
    end = 0
    for mention in find_amounts(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text) == mention.amount.text
        assert mention.amount.value is None or mention.amount.value >= 0
        end = mention.span.end
