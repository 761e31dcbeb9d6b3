"""The words around numbers, read from `lexicon/amounts.toml`: tables for the readers of amounts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("lexicon") / "amounts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountWords:
    """Closed tables of words; what each holds is said in the file.

    Attributes:
        qualifiers: Words before a number, and the qualifier recorded; None for words that only go along.
        measures: Words of a unit, and the unit recorded.
        periods: Adverbs of frequency, and their period.
        single: Nouns that count as one after an article.
        group: Nouns that keep their "of ...".
        modifying_plurals: Plurals that more often stand before the noun counted.
        numbered: What a bare number after it numbers.
        irregular_plurals: Plurals, and their singular.
        stops: Words at which a noun phrase ends.
        passed: Those of them that may follow the number.
        signs: Signs of money, and their ISO 4217 code.
        usual_money: Everyday names of money, and their code.
        homographs: Names of money that are everyday words.
        attachment: What decides to which claim a mention belongs, by the name of the table.
    """

    qualifiers: dict[str, str | None]
    measures: dict[str, str]
    periods: dict[str, str]
    single: frozenset[str]
    group: frozenset[str]
    modifying_plurals: frozenset[str]
    numbered: tuple[str, ...]
    irregular_plurals: dict[str, str]
    stops: frozenset[str]
    passed: frozenset[str]
    signs: dict[str, str]
    usual_money: dict[str, str]
    homographs: frozenset[str]
    attachment: dict[str, frozenset[str]]


@cache
def amount_words() -> AmountWords:
    """Read the tables, once.

    >>> amount_words().qualifiers["more than"], amount_words().measures["tons"]
    ('over', 'tonne')
    """
    table: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    nouns, money = table["nouns"], table["money"]
    return AmountWords(
        qualifiers={
            words: None if name == "none" else name
            for name, entries in table["qualifiers"].items()
            for words in _entries(entries)
        },
        measures={words: unit for unit, entries in table["measures"].items() for words in _entries(entries)},
        periods=table["periods"],
        single=frozenset(_entries(nouns["single"])),
        group=frozenset(_entries(nouns["group"])),
        modifying_plurals=frozenset(_entries(nouns["modifying_plurals"])),
        numbered=tuple(_entries(nouns["numbered"])),
        irregular_plurals=table["irregular_plurals"],
        stops=frozenset(table["stops"]["words"].split()),
        passed=frozenset(table["stops"]["passed"].split()),
        signs=_pairs(money["signs"]),
        usual_money=_pairs(money["usual"]),
        homographs=frozenset(money["homographs"].split()),
        attachment={
            name: frozenset(_entries(entries) if "|" in entries else entries.split())
            for name, entries in table["attachment"].items()
        },
    )


def alternatives(words: object) -> str:
    r"""Return the source of an expression that matches any of some words, the longest first.

    >>> alternatives(("up to", "up"))
    'up\\sto|up'
    """
    assert isinstance(words, (dict, frozenset, set, tuple, list))
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


def _entries(text: str) -> list[str]:
    return [" ".join(entry.split()) for entry in text.split("|")]


def _pairs(text: str) -> dict[str, str]:
    pairs = ((entry.strip().rsplit(" ", 1)) for entry in text.split(",") if entry.strip())
    return dict(pairs)
