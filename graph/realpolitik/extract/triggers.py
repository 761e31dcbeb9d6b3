"""Triggers: the words of a sentence that may state a relation, found by the lexicon."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.model import Relation

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_FILE = Path(__file__).with_name("lexicon") / "triggers.toml"
_POS_OF_LIST = {"verbs": "V", "nouns": "N", "adjectives": "A"}
_RANK = 5  # words of a list that count as equally plain
_LAST_RANK = 4
_WINDOW = 3  # tokens between the parts of a trigger of several words


@dataclass(frozen=True, slots=True)
class Sense:
    """One relation that a trigger may state."""

    relation: str
    reversed: bool
    rank: int = 0  # how early the lexicon lists it: the plainest words of a relation stand first


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger in a sentence.

    Attributes:
        token: Index of its head token.
        end: Token after its last word.
        lemma: The lexicon's entry.
        pos: V, N or A.
        senses: What it may state.
    """

    token: int
    end: int
    lemma: str
    pos: str
    senses: tuple[Sense, ...]


class TriggerLexicon:
    """Lemma and part of speech → relations: those of a scheme, and no others."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        by_id = {relation.id: relation for relation in relations}
        self._senses: dict[tuple[str, str], dict[str, Sense]] = {}
        self._phrases: dict[str, set[tuple[str, ...]]] = {}
        table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        for relation, lists in table.items():
            if relation not in by_id:
                continue
            for name, lemmas in lists.items():
                reverse = name.startswith("reversed_")
                pos = _POS_OF_LIST[name.removeprefix("reversed_")]
                for place, lemma in enumerate(lemmas.split()):
                    self._add(lemma, pos, Sense(relation, reverse, min(place // _RANK, _LAST_RANK)))
        for relation_type in by_id.values():
            for frame in relation_type.frames:
                self._add_frame(relation_type.id, frame)

    def _add(self, lemma: str, pos: str, sense: Sense) -> None:
        self._senses.setdefault((lemma, pos), {}).setdefault(sense.relation, sense)
        first, *rest = lemma.split("_")
        if rest:
            self._phrases.setdefault(first, set()).add((lemma, *rest))

    def _add_frame(self, relation: str, frame: str) -> None:
        """Add a user's trigger: "verb: ship, dispatch" or "reversed noun: importer"."""
        kind, _, lemmas = frame.partition(":")
        words = kind.lower().split()
        pos = {"verb": "V", "noun": "N", "adjective": "A"}.get(words[-1] if words else "", "V")
        for lemma in lemmas.split(","):
            if lemma.strip():
                self._add("_".join(lemma.split()), pos, Sense(relation, "reversed" in words))

    def find(self, sentence: TokenSpan) -> Iterator[Trigger]:
        """Yield the triggers of a sentence in order."""
        for token in sentence:
            for pos in _parts_of_speech(token):
                lemma = token.lemma_.lower()
                phrase = self._phrase(token, lemma, pos, sentence.end)
                if phrase is not None:
                    yield phrase
                senses = self._senses.get((lemma, pos)) or self._senses.get((token.text.lower(), pos))
                if senses and phrase is None:
                    yield Trigger(token.i, token.i + 1, lemma, pos, _senses(senses))
                    break
                if phrase is not None:
                    break

    def _phrase(self, token: Token, lemma: str, pos: str, sentence_end: int) -> Trigger | None:
        best: Trigger | None = None
        for key, *rest in self._phrases.get(lemma, ()):
            senses = self._senses.get((key, pos))
            if senses is None:
                continue
            end = _match_rest(token, rest, sentence_end)
            if end is not None and (best is None or len(key) > len(best.lemma)):
                head = token.i
                if pos == "N" and rest[0] not in ("of", "note"):
                    head = end - 1  # "travel ban": the last word is the head
                best = Trigger(head, end, key, pos, _senses(senses))
        return best


def _match_rest(token: Token, rest: Iterable[str], sentence_end: int) -> int | None:
    index = token.i + 1
    doc = token.doc
    for word in rest:
        stop = min(sentence_end, index + _WINDOW)
        found = next(
            (i for i in range(index, stop) if word in (doc[i].text.lower(), doc[i].lemma_.lower())), None
        )
        if found is None:
            return None
        index = found + 1
    return index


def _senses(table: dict[str, Sense]) -> tuple[Sense, ...]:
    return tuple(table.values())


def _parts_of_speech(token: Token) -> tuple[str, ...]:
    """Return under which parts of speech a token is looked up; the parser's doubtful ones under two."""
    pos = token.pos_
    if pos in ("VERB", "AUX"):
        return (
            ("V", "N", "A")
            if token.dep_ in ("amod", "compound", "obj", "nsubj", "obl", "nmod")
            else ("V", "A")
        )
    if pos in ("NOUN", "PROPN"):
        return ("N", "V") if token.dep_ in ("ROOT", "conj", "parataxis", "ccomp", "acl", "xcomp") else ("N",)
    if pos == "ADJ":
        return ("A", "V", "N")
    if pos == "ADV":
        return ("A",)
    return ()
