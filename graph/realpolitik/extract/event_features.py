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

from realpolitik.extract.mentions import Mention
from realpolitik.extract.sentence_graph import SentenceGraph, is_passive
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
        self.parsed = graph.words
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

    def _verb(self, chain: Sequence[int]) -> int:
        """Return the verb of the subject's clause."""
        parts = self.parsed.parts
        return next((i for i in chain if i not in self.inside and parts[i] in ("VERB", "AUX")), chain[-1])

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
        head = self.parsed.heads[index]
        if head in (self.top, self.clause) or head in self.fall or head in self.rise:
            return "below"
        low, high = sorted((self.subject.head, self.object.head))
        return "between" if low < index < high else "aside"

    def words(self) -> list[str]:
        """Return the words of the sentence, the mentions masked, and what the mentions call themselves."""
        low, high = sorted((self.subject.head, self.object.head))
        features: list[str] = []
        last = "^"
        lemmas, parts, inside = self.parsed.lemmas, self.parsed.parts, self.inside
        for index, skipped in enumerate(self.known.skipped, self.graph.start):
            lemma, part = lemmas[index], parts[index]
            if index in inside:
                mark = "S" if self.subject.start <= index < self.subject.end else "O"
                if part in ("NOUN", "ADJ"):
                    features.append(f"m{mark}={lemma}")
                lemma = mark
            elif part == "PROPN":
                lemma = "N"
            elif part in _CONTENT:
                region = "b" if low < index < high else "x"
                features += (f"w={lemma}", f"w{region}={lemma}")
            if skipped or (lemma == last and lemma in "SON"):
                continue
            if low <= index <= high + 1:
                features.append(f"2={last}_{lemma}")
            last = lemma
        return features

    def tree(self) -> list[str]:
        """Return the words on the way, those above and below it, and the auxiliaries of the clause."""
        features: list[str] = []
        lemmas = self.parsed.lemmas
        for name, indices in (("r", self.rise), ("f", self.fall), ("a", self.above)):
            features += [f"{name}={lemmas[i]}" for i in indices]
        features.append(f"t={lemmas[self.top]}" if self.top not in self.inside else "t=mark")
        features.append(f"path={'>'.join([lemmas[i] for i in (*self.rise[-1:], self.top, *self.fall[:1])])}")
        features.append(f"so={self.graph.path(self.subject.head, self.object.head)[1]}")
        for index in dict.fromkeys((self.clause, self.top)):
            if index not in self.inside:
                features += self._clause_features(index)
        return features

    def _clause_features(self, verb: int) -> list[str]:
        words = self.parsed
        lemma = words.lemmas[verb]
        features = [f"v={lemma}", f"vp={lemma}|{is_passive(self.graph.tokens[verb - self.graph.start])}"]
        for child in words.children[verb]:
            dep, word = words.deps[child], words.lowers[child]
            if child in self.inside:
                side = "S" if child == self.subject.head else "O"
                features.append(f"v={lemma}|{dep.split(':')[0]}|{side}")
            elif dep.startswith("aux"):
                features += (f"aux={word}", f"aux={word}|{lemma}")
            elif word in ("not", "n't", "never", "no"):
                features += ("neg", f"neg|{lemma}")
            elif dep in ("compound:prt", "mark"):
                features += (f"prt={word}|{lemma}", f"prt={word}")
            elif dep.split(":")[0] in _ARGUMENTS:
                object_ = words.lemmas[child]
                features += (f"vo={lemma}|{object_}", f"o={object_}", f"od={dep}|{lemma}")
                features += [
                    f"oo={words.lemmas[below]}"
                    for below in words.children[child]
                    if words.parts[below] in _CONTENT
                ]
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
    start, size = sides.graph.start, len(sides.graph.tokens)
    chosen = np.zeros((4, size), dtype=np.float32)
    chosen[1, sides.known.dependents(sides.clause - start)] = 1
    chosen[2, [index - start for index in (*sides.rise, sides.top, *sides.fall, *sides.above)]] = 1
    chosen[3] = 1
    chosen[:, [index - start for index in sides.inside if start <= index < start + size]] = 0
    chosen[0, sides.clause - start] = 1
    sums = chosen @ sides.known.vectors
    lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
    lengths[lengths == 0] = 1
    found: Vector = (sums / lengths[:, None]).ravel()
    return found


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


class _SentenceWords:
    """What a sentence's words tell by themselves, whichever two mentions are asked about."""

    def __init__(self, graph: SentenceGraph) -> None:
        self._graph = graph
        self.skipped = [token.is_punct or token.pos_ == "DET" for token in graph.tokens]
        start, end = graph.start, graph.start + len(graph.tokens)
        lemmas, parts = graph.words.lemmas[start:end], graph.words.parts[start:end]
        table = _event_words()
        self.pairs: list[tuple[int, int, str]] = []
        self.singles: list[tuple[str, int, str]] = []
        for place, lemma in enumerate(lemmas):
            seconds = table.pairs.get(lemma, {})
            for other in self.dependents(place):
                # "will not lift" and "joint exercises": the pair names what depends on the other word first
                kinds = seconds.get(lemmas[other]) or table.pairs.get(lemmas[other], {}).get(lemma, [])
                self.pairs += [(start + place, start + other, kind) for kind in kinds]
            verbal = parts[place] in ("VERB", "AUX", "ADJ")
            level, kinds_of = ("V", table.verbs) if verbal else ("N", table.nouns)
            self.singles += [(level, start + place, kind) for kind in kinds_of.get(lemma, ())]
        self._operators: dict[int, list[str]] = {}
        self.vectors = self._meanings()

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
        graph, words = self._graph, self._graph.words
        for level, above in enumerate(graph.chain(index)[:4]):
            if level:
                found += _CLASS_OF.get(words.lemmas[above], ())
            has_subject = False
            for place in graph.children[above - graph.start]:
                dep, word = words.deps[graph.start + place], words.lowers[graph.start + place]
                has_subject = has_subject or dep == "nsubj"
                if dep == "aux" and word in _TENSES:
                    found.append(word)
                if word in ("not", "n't", "never", "no"):
                    found.append("not")
            if level and has_subject and words.parts[above] == "VERB":
                break
        return list(dict.fromkeys(found)) or ["plain"]

    def _meanings(self) -> Vector:
        """Return what each content word means; zeros for names, other words and unknown ones."""
        words, start = self._graph.words, self._graph.start
        vectors = word_vectors()
        found = np.zeros((len(self._graph.tokens), vectors.dimensions), dtype=np.float32)
        for place in range(len(found)):
            part = words.parts[start + place]
            if part in _CONTENT and part != "PROPN":
                vector = vectors.of(words.lowers[start + place], words.lemmas[start + place])
                if vector is not None:
                    found[place] = vector
        return found


@lru_cache(maxsize=2)
def _read_words(graph: SentenceGraph) -> _SentenceWords:
    """Read a sentence's words; the claims of one sentence are asked about one after another."""
    return _SentenceWords(graph)
