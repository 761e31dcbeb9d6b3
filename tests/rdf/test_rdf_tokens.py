"""The tokenizer of SPARQL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.rdf.tokens import iter_tokens, position_of, possible_offsets

PIECES = [
    "<",
    ">",
    "'",
    '"',
    "'''",
    '"""',
    "#",
    "\n",
    "\\",
    "?a",
    "{",
    "}",
    "SERVICE",
    "x:y",
    " ",
    "<http://a/b>",
    "\\u0053",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_tokens_are_the_whole_text(text: str) -> None:
    """No character is lost or added, whatever the text."""
    tokens = list(iter_tokens(text))

    assert "".join(token.text for token in tokens) == text
    assert [token.start for token in tokens] == [text.index(token.text, token.start) for token in tokens]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_every_keyword_that_we_see_is_possible(text: str) -> None:
    """Following all ways of reading finds at least what reading one way finds."""
    seen = {token.start for token in iter_tokens(text) if token.kind == "word" and token.text == "SERVICE"}

    assert seen <= possible_offsets(text, "SERVICE")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('\'it\\\'s\' """a "b" c"""', ["string", "string"]),
        ("rp:a-b.c . :x", ["name", "other", "name"]),
        ("$a ?b", ["variable", "variable"]),
        ("<a> < <b c>", ["iri", "other", "other", "word", "word", "other"]),
        ("# x <y>\nz", ["comment", "word"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    """Strings, names, IRIs and comments are told apart."""
    assert [token.kind for token in iter_tokens(text) if token.kind != "space"] == kinds


def test_position_counts_from_one() -> None:
    """The first character is line 1, column 1."""
    assert position_of("a\nbc", 0) == (1, 1)
    assert position_of("a\nbc", 3) == (2, 2)
