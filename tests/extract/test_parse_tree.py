"""Parses that guards change: whatever they do, a tree is left."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given
from spacy.tokens import Doc
from spacy.vocab import Vocab

from realpolitik.extract.parse_tree import ParseTree

_SIZE = 7
_PLACES = st.integers(0, _SIZE - 1)


def _tree() -> ParseTree:
    words = [f"w{place}" for place in range(_SIZE)]
    heads = [max(0, place - 1) for place in range(_SIZE)]
    return ParseTree(Doc(Vocab(), words=words, heads=heads, deps=["ROOT", *["dep"] * (_SIZE - 1)]))


@given(st.lists(st.tuples(_PLACES, _PLACES), max_size=12))
def test_heads_lead_to_a_root_whatever_is_attached_to_what(steps: list[tuple[int, int]]) -> None:
    """A word may be hung on what hangs on it: no circle comes of that."""
    tree = _tree()
    for place, head in steps:
        tree.attach(place, head, "dep")
        assert tree.heads[place] == head

    for start in range(_SIZE):
        place, seen = start, set[int]()
        while tree.heads[place] != place:
            assert place not in seen
            seen.add(place)
            place = tree.heads[place]
    for place, head in enumerate(tree.heads):
        assert head == place or place in tree.kids[head]
    assert sum(map(len, tree.kids)) == sum(head != place for place, head in enumerate(tree.heads))


def test_a_word_on_its_dependent_leaves_it_its_place() -> None:
    """Whoever was below takes the word's own head."""
    tree = _tree()
    tree.attach(2, 4, "iobj")

    assert (tree.heads[4], tree.heads[2], tree.heads[3]) == (1, 4, 2)
