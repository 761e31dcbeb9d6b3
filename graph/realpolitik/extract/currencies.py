"""Names and signs of money → ISO 4217 codes.

Names come from Babel, that is from Unicode's CLDR, for every currency that is legal tender somewhere; what
CLDR cannot know, everyday usage ("dollars" alone are American), is in `lexicon/amounts.toml`.  A name that
several countries share ("francs") and that nothing narrows down has no code: the noun itself is the unit.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from realpolitik.extract.amount_words import alternatives, amount_words

_MORE_PLURALS = {"leu": "lei", "sol": "soles", "real": "reais"}


@dataclass(frozen=True, slots=True)
class _Names:
    codes: dict[str, str]  # full names, and nouns that only one currency has
    nouns: dict[str, str]  # every form of a noun, to its singular


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("ʻ", ""))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


@cache
def _legal_tender() -> frozenset[str]:
    return frozenset(
        code
        for rows in get_global("territory_currencies").values()
        for code, _start, end, tender in rows
        if end is None and tender
    )


@cache
def _names() -> _Names:
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
        for form in (noun, plural, noun + "s", _MORE_PLURALS.get(noun, noun)):
            nouns.setdefault(form, noun)
    codes.update({noun: next(iter(found)) for noun, found in owners.items() if len(found) == 1})
    usual = amount_words().usual_money
    codes.update(usual)
    for noun in sorted(name.rsplit(" ", 1)[-1] for name in usual):
        nouns.setdefault(noun, noun)
        nouns.setdefault(noun + "s", noun)
    for name in amount_words().homographs:
        nouns.pop(name, None)
    return _Names(codes, nouns)


@cache
def currency_code(text: str) -> str | None:
    """Return the ISO 4217 code of a currency's name or sign; the bare noun where several share it.

    Args:
        text: Such as "US dollars", "euros", "€", "EUR" or "francs".

    Returns:
        A code, or the noun in the singular ("franc"), or None where it is no currency.

    >>> currency_code("U.S. dollars"), currency_code("Swiss francs"), currency_code("francs")
    ('USD', 'CHF', 'franc')
    """
    if text in amount_words().signs:
        return amount_words().signs[text]
    if text in _legal_tender():
        return text
    names = _names()
    words = _fold(text).split()
    if not words or words[-1] not in names.nouns:
        return None
    noun = names.nouns[words[-1]]
    adjective = " ".join(words[:-1])
    if not adjective:
        return names.codes.get(noun, noun)
    return names.codes.get(f"{adjective} {noun}", f"{adjective} {noun}" if adjective == "cfa" else noun)


@cache
def is_money(unit: str) -> bool:
    """Tell whether a unit is a currency: a code, or a noun that several share.

    >>> is_money("EUR"), is_money("franc"), is_money("tonne")
    (True, True, False)
    """
    return unit in _legal_tender() or unit.removeprefix("cfa ") in _names().nouns.values()


@cache
def currency_pattern() -> str:
    """Return the source of an expression that matches the name of a currency, adjective included.

    >>> import re
    >>> bool(re.fullmatch(currency_pattern(), "Kazakhstani tenge"))
    True
    """
    names = _names()
    adjectives = {name.rsplit(" ", 1)[0] for name in names.codes if " " in name} | {"cfa"}
    return rf"(?i:(?:(?:{alternatives(adjectives)})\s)?(?:{alternatives(names.nouns)}))\b"


@cache
def code_pattern() -> str:
    """Return the source of an expression that matches a sign or an ISO 4217 code before a number.

    >>> import re
    >>> bool(re.fullmatch(code_pattern(), "EUR")), bool(re.fullmatch(code_pattern(), "US$"))
    (True, True)
    """
    return f"(?:{alternatives(_legal_tender() | amount_words().signs.keys())})"
