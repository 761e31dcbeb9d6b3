"""The words of a parsed text as plain lists: what every step asks of every token, read once.

A `spacy.tokens.Token` is made anew whenever one is asked for; a loop over all of them costs more than what it
looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_COLUMNS: list[int | str] = ["ORTH", "LOWER", "LEMMA", "POS", "DEP", "HEAD", "SENT_START"]
_MOST_KNOWN = 1 << 16


class _Strings(dict[int, str]):
    """The strings of a vocabulary, looked up without a detour; forgotten when they grow too many."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self.store = store

    def __missing__(self, key: int) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        found = self[key] = self.store[key]
        return found


class ParsedWords:
    """The words of a parse, each attribute a list by place.

    Attributes:
        text: The whole text.
        texts: The words as written.
        lowers: In lower case.
        lemmas: Lemmas in lower case.
        parts: Parts of speech.
        deps: Labels of the links to the heads.
        heads: Places of the heads; a root's own.
        starts: Where the sentence of each word begins.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> doc = Doc(Vocab(), words=["Cuba", "paid", "Mali"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "obj"])
    >>> words = ParsedWords(doc)
    >>> words.heads, words.children[1], words.starts
    ([1, 1, 1], [0, 2], [0, 0, 0])
    """

    __slots__ = ("children", "deps", "heads", "lemmas", "lowers", "parts", "starts", "text", "texts")

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        columns = doc.to_array(_COLUMNS)
        strings = _strings(doc.vocab.strings).__getitem__
        self.texts, self.lowers, lemmas, self.parts, self.deps = (
            [strings(key) for key in columns[:, place].tolist()] for place in range(5)
        )
        self.lemmas = [lemma.lower() for lemma in lemmas]
        self.heads = [place + offset for place, offset in enumerate(columns[:, 5].astype("int64").tolist())]
        self.children: list[list[int]] = [[] for _ in self.heads]
        for place, head in enumerate(self.heads):
            if head != place:
                self.children[head].append(place)
        self.starts: list[int] = []
        start = 0
        for place, begins in enumerate((columns[:, 6] == 1).tolist()):
            start = place if begins else start
            self.starts.append(start)


_STRINGS: dict[int, _Strings] = {}


def _strings(store: StringStore) -> _Strings:
    """Return the strings of a vocabulary; one process has one or two."""
    known = _STRINGS.get(id(store))
    if known is None or known.store is not store:
        known = _STRINGS[id(store)] = _Strings(store)
    return known
