"""The expressions that find where an amount's number is, and that read the unit after it.

Patterns only; what a match means is `amounts`' business.  Compiled once, on first use, for the names of
currencies are read from Babel.
"""

from __future__ import annotations

import re
from functools import cache

from realpolitik.extract.amount_words import alternatives, amount_words
from realpolitik.extract.currencies import code_pattern, currency_pattern
from realpolitik.extract.numerals import DIGITS, SCALE, SHORT_SCALE, WORDS

FRACTION_WORDS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
"""Denominators."""
TIME = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|quarters?|"
    r"(?:am|pm)\b|a\.m\.|p\.m\.|o'clock|o’clock)"
)
"""Units of time: what they count is no amount."""
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
"""Names of months, short ones too."""

_FRACTION = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine)[\s-]"
    rf"(?:{'|'.join(FRACTION_WORDS)})s?(?=[\s.,;:!?)\"'”’]|$)"
)
_VAGUE = r"(?:(?:tens|hundreds)\sof\s)?(?:dozens|scores|hundreds|thousands|millions|billions|trillions)"
_WHOLE = r"(?:in\sfull|the\srest|a\smajority|part\sof\sthe\scost|every\s(?:barrel|drop|molecule|cargo))"

# What a number can start with.  Most words fail here, which makes the search several times as fast.
_GUARD = r"""(?=
  \d | [^\w\s][\s\u00a0]?\d | [A-Z][A-Za-z.]{0,3}[$¥]?[\s\u00a0]?\d
| [Aa]n?\s | [Oo]ne | [Tt](?:wo|h(?:ree|irt|ousands|e\srest)|en|welve|went|rillions) | [Ff](?:our|i[vf]|ort)
| [Ss](?:ix|even|cores) | [Ee](?:ight|leven|very\s) | [Nn]ine | [Hh](?:alf|undreds) | [Dd]ozens
| [Mm](?:ulti|illions) | [Bb](?:illions|y\s) | [Ii]n\sfull | [Pp]art\sof
)"""


@cache
def number_pattern() -> re.Pattern[str]:
    """Return the expression that finds where an amount's number is.

    >>> number_pattern().search("over €3bn of it")["number"]
    '3bn'
    """
    single = rf"an?\s(?:(?!of\s)[\w-]+\s){{0,2}}?(?:{alternatives(amount_words().single)})\b"
    return re.compile(
        rf"""
        (?<![\w#]){_GUARD}(?<![\d][.,:/-])(?<![A-Z][-–])(?:
          (?P<multi>multi-?(?:m|b|tr)illion-(?P<multi_unit>dollar|euro|pound|yen|yuan|rupee))\b
        | (?P<vague>(?i:{_VAGUE}))\sof\b
        | (?P<whole>(?i:{_WHOLE}))\b
        | (?P<fraction>(?i:(?:by\s)?{_FRACTION}))
        | (?P<half>(?:[Bb]y\s)?\b[Hh]alf)(?![-\w])(?!\s(?:an?|past|hour|brother|sister)\b)
        | (?P<single>(?i:{single}))
        | (?:(?P<sign>{code_pattern()})[\s\u00a0]?)?
          (?P<number>
            (?P<digits>{DIGITS})
            (?:[\s-]?(?P<scale>(?i:{SCALE})(?:\s(?i:{SCALE}))?|{SHORT_SCALE})(?!\w))?
          | (?P<words>(?i:{WORDS}))(?!\w)
          )
        )""",
        re.VERBOSE,
    )


@cache
def unit_pattern() -> re.Pattern[str]:
    """Return the expression that reads the unit right after a number.

    >>> unit_pattern().match(" tonnes of rice")["measure"]
    'tonnes'
    """
    return re.compile(
        rf"""
          (?P<percent>(?:\s?%|[\s-](?i:per\scent|percent(?:age\spoints?)?)\b)(?:\s(?:stake|share|interest)\b)?)
        | [\s-](?P<money>{currency_pattern()}|[A-Z]{{3}}\b)
        | [\s-]?(?P<measure>{alternatives(amount_words().measures)})\b
        | (?P<time>[\s-]{TIME}(?:-old)?\b|-year-old|-strong|\s{MONTH}|(?:st|nd|rd|th)\b)
        """,
        re.VERBOSE,
    )


@cache
def money_pattern() -> re.Pattern[str]:
    """Return the expression that matches the name of a currency after a space."""
    return re.compile(rf"\s(?P<money>{currency_pattern()})")


@cache
def rate_pattern() -> re.Pattern[str]:
    """Return the expression that matches "a day", "per year", "annually"."""
    return re.compile(
        r"\s(?:an?|per|each|every)\s(?P<per>hour|day|week|month|year)\b"
        rf"|\s(?P<adverb>{alternatives(amount_words().periods)})\b"
    )


@cache
def counts_after_year() -> re.Pattern[str]:
    """Return the expression of what makes "2000" before it a number, and not a year."""
    measures = alternatives(amount_words().measures)
    return re.compile(
        rf"\s?(?:%|per\s?cent\b)|\s(?:{measures}|{currency_pattern()}|soldiers|troops|people|men)\b"
    )


@cache
def qualifier_pattern() -> re.Pattern[str]:
    """Return the expression that matches the words of a qualifier right before a position."""
    return re.compile(rf"(?<![\w-])(?:{alternatives(amount_words().qualifiers)})\s$", re.IGNORECASE)
