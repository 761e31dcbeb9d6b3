"""Analysis text: plain characters, with a way back to the document's own."""

from __future__ import annotations

import pytest
from hypothesis import given

from realpolitik.extract.normalise import normalise
from strategies import texts


@pytest.mark.parametrize(
    ("kept", "analysed"),
    [
        ("no\u00a0break\tand\u2009thin", "no break and thin"),
        ("\u201cCaracas\u2019s\u201d \u00aboil\u00bb", '"Caracas\'s" "oil"'),
        ("non\u2011breaking\u2010hyphen", "non-breaking-hyphen"),
        ("\ufb01rst o\ufb03ce", "first office"),
        ("wait\u2026", "wait..."),
        ("\ufefft\u00adwo\u200b \u202ewords\u202c", "two words"),
        ("first\nsecond\r\nthird", "first\nsecond\r\nthird"),
        ("", ""),
    ],
)
def test_odd_characters_become_plain_ones(kept: str, analysed: str) -> None:
    """Spaces, quotation marks, ligatures and invisible characters are replaced; line ends stay."""
    assert normalise(kept).text == analysed


def test_replacements_of_one_length_need_no_table() -> None:
    """The usual text keeps its offsets, at no cost."""
    assert normalise("\u201cyes\u201d").origins is None


def test_offsets_lead_back_to_the_ligature() -> None:
    """A span that ends within a ligature's expansion ends after the ligature."""
    kept = "an o\ufb03ce."
    analysed = normalise(kept)
    start = analysed.text.index("office")
    end = start + len("office")

    assert kept[analysed.start(start) : analysed.end(end)] == "o\ufb03ce"
    assert kept[analysed.start(start) : analysed.end(end - 3)] == "o\ufb03"


def test_offsets_skip_dropped_characters() -> None:
    """A soft hyphen within a word belongs to it, one before it doesn't."""
    kept = "\u200bVe\u00adne\u200bzuela"
    analysed = normalise(kept)

    assert (analysed.start(0), analysed.end(9)) == (1, len(kept))
    assert analysed.end(0) == 0


@given(texts(max_size=60))
def test_every_span_leads_back_to_the_text(kept: str) -> None:
    """Offsets rise, stay within the document, and lead to the characters that were analysed."""
    analysed = normalise(kept)
    size = len(analysed.text)
    starts = [analysed.start(offset) for offset in range(size)]

    assert starts == sorted(starts)
    assert all(0 <= start < len(kept) for start in starts)
    for offset in range(size):
        own = kept[analysed.start(offset) : analysed.end(offset + 1)]
        assert len(own) == 1
        assert analysed.text[offset] in normalise(own).text
