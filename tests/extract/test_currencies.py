"""Names and signs of money."""

from __future__ import annotations

import pytest

from realpolitik.extract.amount_words import amount_words
from realpolitik.extract.currencies import currency_code, is_money


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("dollars", "USD"),
        ("Canadian dollars", "CAD"),
        ("€", "EUR"),
        ("Rs", "INR"),
        ("tenge", "KZT"),
        ("Kuwaiti dinars", "KWD"),
        ("dinars", "dinar"),
        ("CFA francs", "cfa franc"),
        ("roubles", "RUB"),
        ("rupiah", "IDR"),
        ("cows", None),
        ("gold", None),
        ("", None),
    ],
)
def test_names_the_code(name: str, code: str | None) -> None:
    """A name that narrows it down has a code, a shared one stays a noun, others are no money."""
    assert currency_code(name) == code


def test_tells_money_from_other_units() -> None:
    """Codes and nouns of money are money, and nothing else is."""
    assert is_money("KWD")
    assert is_money("cfa franc")
    assert not is_money("tonne")
    assert not is_money("percent")


def test_signs_and_everyday_names_have_codes_that_exist() -> None:
    """The table of everyday usage holds codes of legal tender only."""
    words = amount_words()

    for code in (*words.signs.values(), *words.usual_money.values()):
        assert currency_code(code) == code
