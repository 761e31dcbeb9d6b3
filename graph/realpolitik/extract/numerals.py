"""Numbers as written in English: digits, words and scale words; what amounts and dates share.

Text in, values out; knows no units.  The patterns are plain strings, to be built into larger expressions.
"""

from __future__ import annotations

import re

_WORDS_BY_VALUE = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SIMPLE = {word: value for value, word in enumerate(_WORDS_BY_VALUE.split())}
_SIMPLE |= {word: 10 * ten for ten, word in enumerate(_TENS.split(), start=2)}
_SCALES = {
    "dozen": 12.0,
    "score": 20.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
}
_HUNDRED = 100
_SPLIT = re.compile(r"[\s-]+")

_WORD = "|".join(sorted((word for word in _SIMPLE if word != "zero"), key=len, reverse=True))
SCALE = r"(?:hundred|thousand|million|billion|trillion|crore|lakh|dozen)"
"""Scale words that may stand after digits or words."""
SHORT_SCALE = r"(?:bn|bln|mn|mln|tn|trn|m|b|k)"
"""Abbreviated scales, that need a currency sign before the number."""
DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
"""Digits with separators of thousands."""
WORDS = (
    rf"(?:(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD}|{SCALE})){{0,6}}|(?:half\san?|an?)\s{SCALE}(?:\s{SCALE})?)"
)
"""A number in words, such as "two hundred and twelve" or "half a million"."""


def parse_number(text: str) -> float:
    """Return the value of a number that `DIGITS` or `WORDS` matched, with or without its scale.

    Args:
        text: The number alone, in any case.

    >>> parse_number("1.45 billion"), parse_number("two hundred and twelve"), parse_number("half a million")
    (1450000000.0, 212.0, 500000.0)
    >>> parse_number("thirty-one thousand"), parse_number("310,000"), parse_number("60m")
    (31000.0, 310000.0, 60000000.0)
    """
    total = 0.0
    current: float | None = None
    for piece in _pieces(text):
        if piece == "half":
            current = 0.5
        elif piece in {"a", "an"}:
            current = 1.0 if current is None else current
        elif piece in _SIMPLE:
            current = (current or 0.0) + _SIMPLE[piece]
        elif piece in _SCALES:
            scale = _SCALES[piece]
            current = (1.0 if current is None else current) * scale
            if scale > _HUNDRED:
                total, current = total + current, None
        elif piece != "and":
            current = (current or 0.0) + float(piece)
    return total + (current or 0.0)


def _pieces(text: str) -> list[str]:
    """Split a number into digits and words, with separators of thousands taken out."""
    plain = re.sub(r"(?<=\d)[,\u00a0\u202f](?=\d)", "", text.casefold())
    return [piece for piece in _SPLIT.split(re.sub(r"(?<=\d)(?=[a-z])", " ", plain)) if piece]
