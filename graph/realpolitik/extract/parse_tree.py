"""A parse that can be changed: heads and labels of a `spacy.tokens.Doc`, moved about and written back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc


class ParseTree:
    """The heads and labels of a parsed document, open to change until `write` puts them back.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> doc = Doc(Vocab(), words=["Cuba", "pays", "Mali"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "obj"])
    >>> tree = ParseTree(doc)
    >>> tree.attach(2, 1, "iobj")
    >>> tree.write()
    >>> doc[2].dep_
    'iobj'
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.heads = [token.head.i for token in doc]
        self.deps = [token.dep_ for token in doc]
        self.retagged: dict[int, str] = {}
        self.kids: list[list[int]] = [[] for _ in doc]
        for place, head in enumerate(self.heads):
            if head != place:
                self.kids[head].append(place)

    def attach(self, place: int, head: int, dep: str) -> None:
        """Give a word another head; its own place makes it the root.

        A new head that hangs on the word itself takes its place first: what is left is always a tree.
        """
        if head != place and place in self._above(head):
            self.attach(head, head if self.heads[place] == place else self.heads[place], self.deps[place])
        if self.heads[place] != place:
            self.kids[self.heads[place]].remove(place)
        self.heads[place] = head
        self.deps[place] = dep
        if head != place:
            self.kids[head].append(place)
            self.kids[head].sort()

    def having(self, place: int, deps: Iterable[str]) -> list[int]:
        """Return the dependents of `place` with one of these labels."""
        return [kid for kid in self.kids[place] if self.deps[kid] in deps]

    def before(self, place: int, deps: Iterable[str]) -> list[int]:
        """Return the dependents with one of these labels that come before the word."""
        return [kid for kid in self.having(place, deps) if kid < place]

    def _above(self, place: int) -> Iterator[int]:
        """Yield what a word hangs on, up to the root."""
        while self.heads[place] != place:
            place = self.heads[place]
            yield place

    def top(self, place: int) -> int:
        """Return the root of the word's sentence."""
        while self.heads[place] != place:
            place = self.heads[place]
        return place

    def take_place(self, verb: int, noun: int, dep: str) -> None:
        """Let a verb take the place of the noun that it depends on; the noun becomes its `dep`."""
        head, label = self.heads[noun], self.deps[noun]
        self.attach(verb, verb if head == noun else head, label)
        self.attach(noun, verb, dep)

    def make_verb(self, place: int, tag: str) -> None:
        """Note that the tagger missed a verb."""
        if self.doc[place].pos_ != "VERB":
            self.retagged[place] = tag

    def write(self) -> None:
        """Put heads, labels and tags back into the document."""
        strings = self.doc.vocab.strings
        offsets = np.array([head - place for place, head in enumerate(self.heads)], dtype="int64")
        deps = np.array([strings.add(dep) for dep in self.deps], dtype="uint64")
        columns: Any = np.stack([offsets.astype("uint64"), deps], axis=1)
        self.doc.from_array(["HEAD", "DEP"], columns)
        for place, tag in self.retagged.items():
            self.doc[place].tag_ = tag
            self.doc[place].pos_ = "VERB"
            # What it said of a noun's number would mislead the lemmatizer.
            self.doc[place].set_morph("")  # type: ignore[attr-defined]
