"""What tells the PLOVER type of an event between two mentions.

The lexicon says what a word may state, the tree what part it plays between the two; words beyond the lexicon
count by themselves, and by what they resemble.  What the rules of `plover` say of the likeliest reading is
one feature among them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
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
        self.subject, self.object = subject, object_
        self.inside = {*range(subject.start, subject.end), *range(object_.start, object_.end)}
        up, down = graph.chain(subject.head), graph.chain(object_.head)
        common = set(up)
        meet = next((index for index in down if index in common), up[-1])
        self.rise = [i for i in up[: up.index(meet)] if i not in self.inside] if meet in up else []
        self.fall = [i for i in (down[: down.index(meet)] if meet in down else down) if i not in self.inside]
        self.top = meet
        self.above = [i for i in (up[up.index(meet) + 1 :] if meet in up else []) if i not in self.inside][:3]
        self.clause = self._verb(up)

    def token(self, index: int) -> Token:
        """Return a token by its place in the passage."""
        return self.graph.tokens[index - self.graph.start]

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
        for token in self.graph.tokens:
            lemma = _lemma(token)
            if token.i in self.inside:
                lemma = "S" if self.subject.start <= token.i < self.subject.end else "O"
                if token.pos_ in ("NOUN", "ADJ"):
                    features.append(f"m{lemma}={_lemma(token)}")
            elif token.pos_ == "PROPN":
                lemma = "N"
            elif token.pos_ in _CONTENT:
                region = "b" if low < token.i < high else "x"
                features += [f"w={lemma}", f"w{region}={lemma}"]
            if token.is_punct or token.pos_ == "DET" or (lemma == last and lemma in "SON"):
                continue
            if low <= token.i <= high + 1:
                features.append(f"2={last}_{lemma}")
            last = lemma
        return features

    def tree(self) -> list[str]:
        """Return the words on the way, those above and below it, and the auxiliaries of the clause."""
        features: list[str] = []
        for name, indices in (("r", self.rise), ("f", self.fall), ("a", self.above)):
            features += [f"{name}={_lemma(self.token(i))}" for i in indices]
        features.append(f"t={_lemma(self.token(self.top))}" if self.top not in self.inside else "t=mark")
        features.append(
            f"path={'>'.join(_lemma(self.token(i)) for i in (*self.rise[-1:], self.top, *self.fall[:1]))}"
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
        operators = _operators(sides, trigger.token)
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
    vectors = word_vectors()
    verb = sides.token(sides.clause)
    way = dict.fromkeys((*sides.rise, sides.top, *sides.fall, *sides.above))
    stretches = (
        [verb],
        [token for token in _dependents(verb) if token.i not in sides.inside],
        [sides.token(i) for i in way if i not in sides.inside],
        [token for token in sides.graph.tokens if token.i not in sides.inside],
    )
    parts: list[Vector] = []
    for tokens in stretches:
        rows = [
            vector
            for token in tokens
            if token.pos_ in _CONTENT and token.pos_ != "PROPN"
            if (vector := vectors.of(token.lower_, token.lemma_)) is not None
        ]
        mean = np.zeros(vectors.dimensions, dtype=np.float32)
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
    words = _event_words()
    features: list[str] = []
    votes: dict[str, float] = {}
    covered: set[int] = set()
    found: list[tuple[str, Token, str]] = []
    for token in sides.graph.tokens:
        if token.i in sides.inside:
            continue
        for other in _dependents(token):
            kinds = words.pairs.get(_lemma(token), {}).get(_lemma(other), ())
            # "will not lift" and "joint exercises": the pair names what depends on the other word first
            for kind in kinds or words.pairs.get(_lemma(other), {}).get(_lemma(token), ()):
                found.append(("P", token, kind))
                covered |= {token.i, other.i}
    for token in sides.graph.tokens:
        if token.i in sides.inside or token.i in covered:
            continue
        level, table = ("V", words.verbs) if token.pos_ in ("VERB", "AUX", "ADJ") else ("N", words.nouns)
        found += [(level, token, kind) for kind in table.get(_lemma(token), ())]
    for level, token, kind in found:
        place = sides.place(token.i)
        features += [f"E{level}={kind}|{place}", f"E={kind}|{place}", f"E={kind}"]
        features += [f"Eop={operator}|{kind}" for operator in _operators(sides, token.i)]
        votes[kind] = votes.get(kind, 0.0) + _PLACE_VOTES[place] * (2.0 if level == "P" else 1.0)
    if votes:
        best = max(votes.values())
        features += [f"vote={kind}" for kind, count in votes.items() if count >= best]
        features += [f"vote2={kind}" for kind, count in votes.items() if count >= best / 2]
    return features


def _dependents(token: Token) -> list[Token]:
    """Return what depends on a token, and what depends on that: objects, prepositions, auxiliaries."""
    return [below for child in token.children for below in (child, *child.children)]


def _operators(sides: _Sides, index: int) -> list[str]:
    """Return the classes of the words that govern a token, with tense and negation."""
    found: list[str] = []
    for level, above in enumerate(sides.graph.chain(index)[:4]):
        token = sides.token(above)
        if level:
            found += _CLASS_OF.get(_lemma(token), ())
        for child in token.children:
            if child.dep_ == "aux" and child.lower_ in (
                "will",
                "'ll",
                "would",
                "wo",
                "shall",
                "may",
                "could",
                "must",
                "should",
            ):
                found.append(f"{child.lower_}")
            if child.lower_ in ("not", "n't", "never", "no"):
                found.append("not")
        if level and token.pos_ == "VERB" and any(c.dep_ == "nsubj" for c in token.children):
            break
    return list(dict.fromkeys(found)) or ["plain"]


def _lemma(token: Token) -> str:
    return token.lemma_.lower()
