"""The word lists: closed, lower case, and in step with each other."""

from __future__ import annotations

from dataclasses import fields

from realpolitik.extract.names import fold
from realpolitik.extract.wordlists import WordLists, word_lists


def test_lists_are_read_once() -> None:
    """Every extractor shares them."""
    assert word_lists() is word_lists()


def test_no_list_is_empty() -> None:
    """A list that lost its words would fail in silence."""
    lists = word_lists()

    assert all(getattr(lists, field.name) for field in fields(WordLists))


def test_words_are_lower_case() -> None:
    """They are compared with folded words; only regions are written as names."""
    lists = word_lists()
    words = {
        word for field in fields(WordLists) if field.name != "regions" for word in getattr(lists, field.name)
    }

    assert not [word for word in words if word != word.lower()]
    assert all(fold(region) != region for region in lists.regions)


def test_role_nouns_are_offices_and_functions() -> None:
    """Both sorts, and nothing else."""
    lists = word_lists()

    assert lists.role_nouns == lists.office_nouns | lists.affiliation_nouns
    assert {"president", "ambassador"} <= lists.office_nouns
    assert {"spokesman", "professor"} <= lists.affiliation_nouns
