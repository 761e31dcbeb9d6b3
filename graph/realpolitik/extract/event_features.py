"""What tells the PLOVER type of an event between two mentions.

The lexicon says what a word may state, the tree what part it plays between the two; words beyond the lexicon
count by themselves, and by what they resemble.  What the rules of `plover` say of the likeliest reading is
one feature among them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from realpolitik.extract.candidates import SentenceGraph, is_passive
from realpolitik.extract.mentions import Mention
from realpolitik.extract.triggers import Trigger
from realpolitik.extract.word_vectors import Vector, word_vectors
from realpolitik.model import RelationId
from realpolitik.vocabulary import RelationScheme

_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN", "AUX"})
_ARGUMENTS = frozenset({"obj", "iobj", "obl", "nmod", "xcomp", "ccomp", "advcl", "acl", "compound", "amod"})
_WORDS = Path(__file__).with_name("lexicon") / "event_words.toml"
_OPERATORS = {
    "agreeing": "agree pledge promise offer accept vow commit undertake consent prepare willing ready plan "
    "intend volunteer guarantee assure hope set due may will",
    "refusing": "refuse decline reject oppose veto spurn rebuff deny resist fail rule dismiss",
    "calling": "ask call urge demand request seek appeal want plead press insist propose "
    "suggest invite implore",
    "threatening": "threaten warn threat warning ultimatum vow",
    "easing": "lift ease relax waive remove end stop halt cease suspend drop withdraw revoke scrap",
    "accusing": "accuse condemn criticize criticise denounce blame charge allege deplore slam complaint",
    "speaking": "say tell announce declare report state add claim confirm note",
}
_CLASS_OF: dict[str, list[str]] = {}
for _name, _words in _OPERATORS.items():
    for _word in _words.split():
        _CLASS_OF.setdefault(_word, []).append(_name)
_TENSES = frozenset({"will", "'ll", "would", "wo", "shall", "may", "could", "must", "should"})
_PLAIN_RANK = 2  # of a trigger's sense: rarer ones tell little by themselves
_PLACE_VOTES = {
    "top": 3.0,
    "rise": 2.0,
    "fall": 2.0,
    "below": 2.0,
    "above": 0.5,
    "between": 1.0,
    "aside": 0.3,
}


def event_evidence(
    graph: SentenceGraph,
    subject: Mention,
    object_: Mention,
    *,
    triggers: Sequence[Trigger],
    scheme: RelationScheme,
    reading: tuple[str, str, str] | None,
) -> tuple[list[str], Vector]:
    """Return what tells the type of an event between two mentions of a sentence: named features, and vectors.

    Args:
        graph: The sentence.
        subject: Who does it.
        object_: To whom.
        triggers: What the lexicon finds in the sentence.
        scheme: The relations that triggers may state.
        reading: Of the likeliest claim of the two its relation, status, and type by rule; None without one.

    Returns:
        The features, and an array of shape (4 * dimensions,).
    """
    sides = _Sides(graph, subject, object_)
    features = [f"order={subject.head < object_.head}", *sides.words(), *sides.tree()]
    features.extend(_lexicon_features(sides, triggers, scheme))
    features.extend(_word_features(sides))
    if reading is not None:
        relation, status, rule = reading
        features += [f"rule={rule}", f"best={relation}", f"best={relation}|{status}", f"rule={rule}|{status}"]
    return features, _meanings(sides)


class _Sides:
    """A sentence with two marked mentions: which words stand on the way from one to the other."""

    def __init__(self, graph: SentenceGraph, subject: Mention, object_: Mention) -> None:
        self.graph = graph
        self.known = _read_words(graph)
        self.subject, self.object = subject, object_
        self.inside = {*range(subject.start, subject.end), *range(object_.start, object_.end)}
        up, down = graph.chain(subject.head), graph.chain(object_.head)
        meeting = graph.meeting(subject.head, object_.head)
        meet = up[-1] if meeting is None else meeting
        self.rise = [i for i in up[: up.index(meet)] if i not in self.inside] if meet in up else []
        self.fall = [i for i in (down[: down.index(meet)] if meet in down else down) if i not in self.inside]
        self.top = meet
        self.above = [i for i in (up[up.index(meet) + 1 :] if meet in up else []) if i not in self.inside][:3]
        self.clause = self._verb(up)

    def token(self, index: int) -> Token:
        """Return a token by its place in the passage."""
        return self.graph.tokens[index - self.graph.start]

    def lemma(self, index: int) -> str:
        """Return a token's lemma by its place in the passage."""
        return self.known.lemmas[index - self.graph.start]

    def _verb(self, chain: Sequence[int]) -> int:
        """Return the verb of the subject's clause."""
        return next(
            (i for i in chain if i not in self.inside and self.token(i).pos_ in ("VERB", "AUX")), chain[-1]
        )

    def place(self, index: int) -> str:
        """Return the part that a token plays between the two."""
        if index in (self.top, self.clause):
            return "top"
        if index in self.rise:
            return "rise"
        if index in self.fall:
            return "fall"
        if index in self.above:
            return "above"
        head = self.token(index).head.i
        if head in (self.top, self.clause) or head in self.fall or head in self.rise:
            return "below"
        low, high = sorted((self.subject.head, self.object.head))
        return "between" if low < index < high else "aside"

    def words(self) -> list[str]:
        """Return the words of the sentence, the mentions masked, and what the mentions call themselves."""
        low, high = sorted((self.subject.head, self.object.head))
        features: list[str] = []
        last = "^"
        for word in self.known.words:
            lemma = word.lemma
            if word.index in self.inside:
                lemma = "S" if self.subject.start <= word.index < self.subject.end else "O"
                if word.pos in ("NOUN", "ADJ"):
                    features.append(f"m{lemma}={word.lemma}")
            elif word.pos == "PROPN":
                lemma = "N"
            elif word.pos in _CONTENT:
                region = "b" if low < word.index < high else "x"
                features += [f"w={lemma}", f"w{region}={lemma}"]
            if word.skipped or (lemma == last and lemma in "SON"):
                continue
            if low <= word.index <= high + 1:
                features.append(f"2={last}_{lemma}")
            last = lemma
        return features

    def tree(self) -> list[str]:
        """Return the words on the way, those above and below it, and the auxiliaries of the clause."""
        features: list[str] = []
        for name, indices in (("r", self.rise), ("f", self.fall), ("a", self.above)):
            features += [f"{name}={self.lemma(i)}" for i in indices]
        features.append(f"t={self.lemma(self.top)}" if self.top not in self.inside else "t=mark")
        features.append(
            f"path={'>'.join(self.lemma(i) for i in (*self.rise[-1:], self.top, *self.fall[:1]))}"
        )
        features.append(f"so={self.graph.path(self.subject.head, self.object.head)[1]}")
        for index in dict.fromkeys((self.clause, self.top)):
            if index not in self.inside:
                features += self._clause_features(self.token(index))
        return features

    def _clause_features(self, verb: Token) -> list[str]:
        lemma = _lemma(verb)
        features = [f"v={lemma}", f"vp={lemma}|{is_passive(verb)}"]
        for child in verb.children:
            if child.i in self.inside:
                features.append(
                    f"v={lemma}|{child.dep_.split(':')[0]}|{'S' if child.i == self.subject.head else 'O'}"
                )
            elif child.dep_.startswith("aux"):
                features += [f"aux={child.lower_}", f"aux={child.lower_}|{lemma}"]
            elif child.lower_ in ("not", "n't", "never", "no"):
                features += ["neg", f"neg|{lemma}"]
            elif child.dep_ in ("compound:prt", "mark"):
                features += [f"prt={child.lower_}|{lemma}", f"prt={child.lower_}"]
            elif child.dep_.split(":")[0] in _ARGUMENTS:
                features += [f"vo={lemma}|{_lemma(child)}", f"o={_lemma(child)}", f"od={child.dep_}|{lemma}"]
                features += [f"oo={_lemma(below)}" for below in child.children if below.pos_ in _CONTENT]
        return features


def _lexicon_features(sides: _Sides, triggers: Sequence[Trigger], scheme: RelationScheme) -> list[str]:
    """Return what the triggers may state by the part that they play, and the operators that govern them."""
    features: list[str] = []
    for trigger in triggers:
        if trigger.token in sides.inside:
            continue
        place = sides.place(trigger.token)
        types = {
            kind
            for sense in trigger.senses
            if sense.rank <= _PLAIN_RANK
            for kind in scheme[RelationId(sense.relation)].plover[:1]
        }
        operators = sides.known.operators(trigger.token)
        for kind in sorted(types):
            features += [f"T={kind}|{place}", f"T={kind}"]
            features += [f"Top={operator}|{kind}" for operator in operators]
        if len(trigger.senses) == 1 or trigger.senses[0].rank == 0:
            features.append(f"T0={trigger.senses[0].relation}|{place}")
        features += [f"Lop={operator}|{trigger.lemma}" for operator in operators]
    return features


def _meanings(sides: _Sides) -> Vector:
    """Return what the words between two mentions mean: unit vectors of several stretches, one after another.

    They are the verb of the subject's clause, what depends on it, the words on the way from one mention to
    the other, and the whole sentence.
    """
    dimensions = word_vectors().dimensions
    way = dict.fromkeys((*sides.rise, sides.top, *sides.fall, *sides.above))
    start = sides.graph.start
    stretches = (
        [sides.clause],
        [
            i
            for place in sides.known.dependents(sides.clause - start)
            if (i := place + start) not in sides.inside
        ],
        [i for i in way if i not in sides.inside],
        [i for i in range(start, start + len(sides.graph.tokens)) if i not in sides.inside],
    )
    parts: list[Vector] = []
    for stretch in stretches:
        rows = [vector for index in stretch if (vector := sides.known.vector(index)) is not None]
        mean = np.zeros(dimensions, dtype=np.float32)
        if rows:
            mean = np.sum(rows, axis=0, dtype=np.float32)
        length = float(np.linalg.norm(mean))
        parts.append(mean / np.float32(length) if length else mean)
    return np.concatenate(parts).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _EventWords:
    """Lemma → types; for pairs the lemma of a word, then that of another, one of which governs the other."""

    verbs: dict[str, list[str]]
    nouns: dict[str, list[str]]
    pairs: dict[str, dict[str, list[str]]]


@cache
def _event_words() -> _EventWords:
    words = _EventWords({}, {}, {})
    for kind, lists in tomllib.loads(_WORDS.read_text(encoding="utf-8")).items():
        for table, name in ((words.verbs, "verbs"), (words.nouns, "nouns")):
            for lemma in lists[name].split():
                table.setdefault(lemma, []).append(kind)
        for pair in lists["pairs"].split():
            first, _, second = pair.partition("_")
            words.pairs.setdefault(first, {}).setdefault(second, []).append(kind)
    return words


def _word_features(sides: _Sides) -> list[str]:
    """Return the types that the words beyond the claims' triggers tell, by the part that they play."""
    features: list[str] = []
    votes: dict[str, float] = {}
    covered: set[int] = set()
    found: list[tuple[str, int, str]] = []
    for index, other, kind in sides.known.pairs:
        if index not in sides.inside:
            found.append(("P", index, kind))
            covered |= {index, other}
    for level, index, kind in sides.known.singles:
        if index not in sides.inside and index not in covered:
            found.append((level, index, kind))
    for level, index, kind in found:
        place = sides.place(index)
        features += [f"E{level}={kind}|{place}", f"E={kind}|{place}", f"E={kind}"]
        features += [f"Eop={operator}|{kind}" for operator in sides.known.operators(index)]
        votes[kind] = votes.get(kind, 0.0) + _PLACE_VOTES[place] * (2.0 if level == "P" else 1.0)
    if votes:
        best = max(votes.values())
        features += [f"vote={kind}" for kind, count in votes.items() if count >= best]
        features += [f"vote2={kind}" for kind, count in votes.items() if count >= best / 2]
    return features


@dataclass(frozen=True, slots=True)
class _Word:
    """A token as the features need it."""

    index: int
    lemma: str
    pos: str
    skipped: bool  # where neighbours are looked at


class _SentenceWords:
    """What a sentence's words tell by themselves, whichever two mentions are asked about."""

    def __init__(self, graph: SentenceGraph) -> None:
        self._graph = graph
        self.words = [
            _Word(token.i, _lemma(token), token.pos_, token.is_punct or token.pos_ == "DET")
            for token in graph.tokens
        ]
        self.lemmas = [word.lemma for word in self.words]
        table = _event_words()
        self.pairs: list[tuple[int, int, str]] = []
        self.singles: list[tuple[str, int, str]] = []
        for place, word in enumerate(self.words):
            for other in self.dependents(place):
                lemma = self.lemmas[other]
                kinds = table.pairs.get(word.lemma, {}).get(lemma, ())
                # "will not lift" and "joint exercises": the pair names what depends on the other word first
                for kind in kinds or table.pairs.get(lemma, {}).get(word.lemma, ()):
                    self.pairs.append((word.index, graph.start + other, kind))
            verbal = word.pos in ("VERB", "AUX", "ADJ")
            level, kinds_of = ("V", table.verbs) if verbal else ("N", table.nouns)
            self.singles += [(level, word.index, kind) for kind in kinds_of.get(word.lemma, ())]
        self._operators: dict[int, list[str]] = {}
        self._vectors: dict[int, Vector | None] = {}

    def dependents(self, place: int) -> list[int]:
        """Return what depends on a token, and what depends on that: objects, prepositions, auxiliaries."""
        children = self._graph.children
        return [below for child in children[place] for below in (child, *children[child])]

    def operators(self, index: int) -> list[str]:
        """Return the classes of the words that govern a token, with tense and negation."""
        found = self._operators.get(index)
        if found is None:
            found = self._operators[index] = self._governing(index)
        return found

    def _governing(self, index: int) -> list[str]:
        found: list[str] = []
        graph = self._graph
        for level, above in enumerate(graph.chain(index)[:4]):
            place = above - graph.start
            if level:
                found += _CLASS_OF.get(self.lemmas[place], ())
            children = [graph.tokens[child] for child in graph.children[place]]
            for child in children:
                if child.dep_ == "aux" and child.lower_ in _TENSES:
                    found.append(child.lower_)
                if child.lower_ in ("not", "n't", "never", "no"):
                    found.append("not")
            if level and self.words[place].pos == "VERB" and any(child.dep_ == "nsubj" for child in children):
                break
        return list(dict.fromkeys(found)) or ["plain"]

    def vector(self, index: int) -> Vector | None:
        """Return what a content word means; None for names, other words and unknown ones."""
        if index not in self._vectors:
            token = self._graph.tokens[index - self._graph.start]
            content = token.pos_ in _CONTENT and token.pos_ != "PROPN"
            self._vectors[index] = word_vectors().of(token.lower_, token.lemma_) if content else None
        return self._vectors[index]


@lru_cache(maxsize=2)
def _read_words(graph: SentenceGraph) -> _SentenceWords:
    """Read a sentence's words; the claims of one sentence are asked about one after another."""
    return _SentenceWords(graph)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
