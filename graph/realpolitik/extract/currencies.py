"""Names and signs of money → ISO 4217 codes.

Names come from Babel, that is from Unicode's CLDR, for every currency that is legal tender somewhere; what
CLDR cannot know, everyday usage ("dollars" alone are American), is a short table here.  A name that several
countries share ("francs") and that nothing narrows down has no code: the noun itself is the unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

SIGNS = {
    "US$": "USD",
    "U.S.$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "NZ$": "NZD",
    "S$": "SGD",
    "R$": "BRL",
    "MX$": "MXN",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "CN¥": "CNY",
    "₹": "INR",
    "Rs.": "INR",
    "Rs": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₫": "VND",
    "₱": "PHP",
    "₺": "TRY",
    "₴": "UAH",
    "₦": "NGN",
    "₸": "KZT",
    "฿": "THB",
    "RM": "MYR",
    "Rp": "IDR",
}
"""Signs that stand before a number."""

_USUAL = {
    "dollar": "USD",
    "buck": "USD",
    "pound": "GBP",
    "sterling": "GBP",
    "pounds sterling": "GBP",
    "ruble": "RUB",
    "rouble": "RUB",
    "renminbi": "CNY",
    "won": "KRW",
    "lev": "BGN",
    "leva": "BGN",
    "reais": "BRL",
    "bolivar": "VES",
    "shekel": "ILS",
    "rand": "ZAR",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "emirati dirham": "AED",
    "uae dirham": "AED",
    "swedish crown": "SEK",
    "norwegian crown": "NOK",
    "danish crown": "DKK",
    "czech crown": "CZK",
    "kazakh tenge": "KZT",
    "kyrgyz som": "KGS",
    "uzbek som": "UZS",
}
# Everyday words that are also the name of a currency: too risky even after a number.
_HOMOGRAPHS = {"gold", "mark", "marks", "real", "reals", "sol", "guilder"}
_PLURALS = {"krone": "kroner", "krona": "kronor", "sol": "soles", "leu": "lei", "real": "reais"}
_PREFIX_WORDS = 4


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("ʻ", ""))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def _legal_tender() -> set[str]:
    return {
        code
        for rows in get_global("territory_currencies").values()
        for code, _start, end, tender in rows
        if end is None and tender
    }


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return codes by name (adjective and noun, or a noun that only one has), and nouns by their forms."""
    locale = Locale.parse("en")
    codes: dict[str, str] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    nouns: dict[str, str] = {}
    for code in sorted(_legal_tender()):
        name = _fold(locale.currencies[code])
        noun = name.rsplit(" ", 1)[-1]
        plural = _fold(get_currency_name(code, count=2, locale="en")).rsplit(" ", 1)[-1]
        codes[name] = code
        owners[noun].add(code)
        for form in (noun, plural, noun + "s", _PLURALS.get(noun, noun)):
            nouns.setdefault(form, noun)
    codes.update({noun: next(iter(found)) for noun, found in owners.items() if len(found) == 1})
    codes.update(_USUAL)
    for name in _USUAL:
        noun = name.rsplit(" ", 1)[-1]
        nouns.setdefault(noun, noun)
        nouns.setdefault(noun + "s", noun)
    for name in _HOMOGRAPHS:
        nouns.pop(name, None)
    return codes, nouns


@cache
def currency_code(text: str) -> str | None:
    """Return the ISO 4217 code of a currency's name or sign; the bare noun where several share it.

    Args:
        text: Such as "US dollars", "euros", "€", "EUR" or "francs".

    Returns:
        A code, or the noun in the singular ("franc"), or None where it is no currency.

    >>> currency_code("U.S. dollars"), currency_code("Swiss francs"), currency_code("francs"), currency_code("€")
    ('USD', 'CHF', 'franc', 'EUR')
    """
    if text in SIGNS:
        return SIGNS[text]
    codes, nouns = _tables()
    if text in _legal_tender():
        return text
    words = _fold(text).split()
    if not words or words[-1] not in nouns:
        return None
    noun = nouns[words[-1]]
    for first in range(len(words)):
        code = codes.get(" ".join((*words[first:-1], noun)))
        if code and (first < len(words) - 1 or len(words) == 1):
            return code
    return " ".join((*words[-2:-1], noun)) if words[-2:-1] == ["cfa"] else noun if len(words) > 1 else codes.get(noun, noun)


@cache
def currency_pattern() -> str:
    """Return the source of an expression that matches the name of a currency, adjective included.

    >>> bool(re.fullmatch(currency_pattern(), "Kazakhstani tenge"))
    True
    """
    codes, nouns = _tables()
    adjectives = {name.rsplit(" ", 1)[0] for name in codes if " " in name}
    adjectives = {adjective for adjective in adjectives if adjective.count(" ") < _PREFIX_WORDS} | {"us", "cfa"}
    first = "|".join(re.escape(adjective) for adjective in sorted(adjectives, key=lambda word: (-len(word), word)))
    last = "|".join(re.escape(noun) for noun in sorted(nouns, key=lambda word: (-len(word), word)))
    return rf"(?i:(?:(?:{first})\s)?(?:{last}))\b"


@cache
def code_pattern() -> str:
    """Return the source of an expression that matches a sign or an ISO 4217 code before a number.

    >>> bool(re.fullmatch(code_pattern(), "EUR")), bool(re.fullmatch(code_pattern(), "US$"))
    (True, True)
    """
    marks = [*SIGNS, *_legal_tender()]
    return "(?:" + "|".join(re.escape(mark) for mark in sorted(marks, key=lambda mark: (-len(mark), mark))) + ")"
