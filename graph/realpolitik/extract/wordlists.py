"""The word lists of the extractor, read from `lexicon/words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("lexicon") / "words.toml"


@dataclass(frozen=True, slots=True)
class WordLists:
    """Closed lists of lower-case words; what each holds is said in the file."""

    organisation_words: frozenset[str]
    state_words: frozenset[str]
    rebel_words: frozenset[str]
    organisation_nouns: frozenset[str]
    title_words: frozenset[str]
    office_nouns: frozenset[str]
    affiliation_nouns: frozenset[str]
    speech_verbs: frozenset[str]
    reporting_verbs: frozenset[str]
    government_nouns: frozenset[str]
    country_nouns: frozenset[str]
    group_nouns: frozenset[str]
    person_nouns: frozenset[str]
    not_actors: frozenset[str]
    giving_verbs: frozenset[str]
    taking_verbs: frozenset[str]
    refusing_verbs: frozenset[str]
    member_nouns: frozenset[str]
    state_offices: frozenset[str]
    function_words: frozenset[str]
    stance_words: frozenset[str]
    reciprocal_verbs: frozenset[str]
    national_nouns: frozenset[str]
    regions: tuple[str, ...]

    @property
    def role_nouns(self) -> frozenset[str]:
        """Nouns that name an office or a function."""
        return _role_nouns()

    @property
    def describing_nouns(self) -> frozenset[str]:
        """Nouns that may describe an actor of the document: "the junta", "both countries"."""
        return _describing_nouns()


@cache
def word_lists() -> WordLists:
    """Read the word lists, once."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    lists = {
        field.name: frozenset(table[field.name].split())
        for field in fields(WordLists)
        if field.name != "regions"
    }
    regions = tuple(line for line in table["regions"].splitlines() if line)
    return WordLists(**lists, regions=regions)


@cache
def _role_nouns() -> frozenset[str]:
    lists = word_lists()
    return lists.office_nouns | lists.affiliation_nouns


@cache
def _describing_nouns() -> frozenset[str]:
    lists = word_lists()
    nouns = lists.member_nouns | lists.country_nouns | lists.group_nouns | lists.person_nouns
    return nouns | lists.government_nouns | lists.office_nouns | {"rule", "dictatorship"}
