"""How a reading stands in its sentence: the shape of its paths, what lies on them, other words' arguments.

Numbers for the trees of `ranking`.  An actor that another word claims with a shorter path, or that stands
behind a clause border, a verb or another trigger, is less likely to be this word's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from realpolitik.extract.candidates import Argument
from realpolitik.extract.pair_reading import PairReading, SentenceReading, TriggerReading
from realpolitik.extract.sentence_graph import SentenceGraph

NO_OTHER = -9.0  # log-odds where there is no other reading

_SLOTS = (
    "A0",
    "A1",
    "nmod",
    "obl",
    "amod",
    "compound",
    "appos",
    "conj",
    "iobj",
    "flat",
    "acl",
    "advcl",
    "xcomp",
    "ccomp",
    "parataxis",
    "nsubj",
    "obj",
)
_PREPOSITIONS = (
    "to",
    "against",
    "with",
    "of",
    "from",
    "in",
    "by",
    "for",
    "between",
    "on",
    "at",
    "into",
    "over",
    "about",
    "among",
    "through",
    "as",
)
_LINKS = (
    ("conj",),
    ("advcl", "acl"),
    ("ccomp", "parataxis"),
    ("xcomp",),
    ("nmod", "obl"),
    ("appos", "flat", "compound"),
)
_UNKNOWN_PATH = (9, 9, 0, 0, 0, 0, 0, 0, -1, -1)
_PARTS = {"V": ("VERB", "AUX"), "N": ("NOUN",), "A": ("ADJ",)}


@lru_cache(maxsize=1 << 16)
def _shape(path: str) -> tuple[int, ...]:
    """Return a path's steps up and down, its links by sort, its last link and the preposition there."""
    if path in {"none", "far"}:
        return _UNKNOWN_PATH
    steps = path.split(" ")
    rise = sum(step.startswith("^") for step in steps)
    plain = [step.lstrip("^").split(":")[0] for step in steps]
    slot, _, preposition = steps[-1].lstrip("^").partition(":")
    return (
        rise,
        len(steps) - rise,
        *(sum(step in sort for step in plain) for sort in _LINKS),
        _SLOTS.index(slot) if slot in _SLOTS else len(_SLOTS),
        _PREPOSITIONS.index(preposition) if preposition in _PREPOSITIONS else -1 if not preposition else 99,
    )


def _between(graph: SentenceGraph, source: int, target: int) -> list[int]:
    """Return the tokens on the path between two, the topmost one too unless it is one of them."""
    meet = graph.meeting(source, target)
    if meet is None:
        return []
    up, down = graph.chain(source), graph.chain(target)
    rise = up[1 : up.index(meet) + 1]
    fall = down[1 : down.index(meet)]
    return [index for index in (*rise, *fall) if index not in {source, target}]


class _Sentence:
    """A sentence whose arguments have been scored."""

    def __init__(self, sentence: SentenceReading) -> None:
        self.graph = sentence.graph
        self.start = sentence.graph.start
        self.triggers = {item.trigger.token for item in sentence.triggers}
        tokens = sentence.graph.tokens
        self._verbs = {token.i for token in tokens if token.pos_ == "VERB"}
        self._commas = list(accumulate((token.orth_ == "," for token in tokens), initial=0))
        self.count = len(sentence.triggers)
        self._heads = {mention.head for mention in sentence.mentions}
        self._named = {place for m in sentence.mentions for place in range(m.start, m.end)}
        self._scores: dict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
        for item in sentence.triggers:
            for argument in item.arguments:
                subjects, objects = self._scores[id(argument.mention)]
                subjects.append(argument.subject_score)
                objects.append(argument.object_score)
        self._sides: dict[int, list[float]] = {}
        self._pairs: dict[tuple[int, int, int], tuple[list[float], list[float]]] = {}

    def side(self, item: TriggerReading, argument: Argument) -> list[float]:
        """Return how an argument stands to its trigger, and what it is to the other triggers."""
        found = self._sides.get(id(argument))
        if found is None:
            path = _between(self.graph, item.trigger.token, argument.mention.head)
            subjects, objects = self._scores[id(argument.mention)]
            subject, object_ = argument.subject_score, argument.object_score
            found = self._sides[id(argument)] = [
                *_shape(argument.full),
                len(self._verbs.intersection(path)),
                len(self.triggers.intersection(path)),
                len(self._heads.intersection(path)),
                subject,
                object_,
                max(subjects),
                max(objects),
                sum(score > subject for score in subjects),
                sum(score > object_ for score in objects),
            ]
        return found

    def pair(self, reading: PairReading) -> list[float]:
        """Return how the two mentions stand to each other, and how the trigger stands in the sentence."""
        trigger = reading.trigger.trigger
        first, second = reading.first.mention.head, reading.second.mention.head
        found = self._pairs.get((id(reading.trigger), first, second))
        if found is None:
            found = self._pairs[id(reading.trigger), first, second] = self._pair(reading, first, second)
        rank = next((sense.rank for sense in trigger.senses if sense.relation == reading.relation), 5)
        return [*found[0], rank, *found[1]]

    def _pair(self, reading: PairReading, first: int, second: int) -> tuple[list[float], list[float]]:
        trigger = reading.trigger.trigger
        token = self.graph.tokens[trigger.token - self.start]
        path = _between(self.graph, first, second)
        low, high = (first, second) if first < second else (second, first)
        way: list[float] = [
            len(path),
            trigger.token in path or trigger.token in {first, second},
            len(self._verbs.intersection(path)),
            len(self.triggers.intersection(path) - {trigger.token}),
            low < trigger.token < high,
            high - low,
            self._commas[high - self.start] - self._commas[low - self.start],
            len(self.graph.chain(trigger.token)),
            len(trigger.senses),
        ]
        place: list[float] = [
            trigger.token in self._named,
            token.pos_ == "PROPN",
            token.pos_ in _PARTS[trigger.pos],
            trigger.end - trigger.token,
            self.count,
            token.i - self.start,
            reading.trigger.voice is not None,
            reading.first.mention.inner,
            reading.second.mention.inner,
        ]
        return way, place


def standing(readings: Sequence[PairReading], logits: Sequence[float]) -> list[list[float]]:
    """Return a row of numbers for each reading of a document, by how it stands in its sentence.

    Args:
        readings: In order of place.
        logits: The linear model's verdict on each.
    """
    sentences: dict[int, _Sentence] = {}
    by_sentence: dict[int, list[int]] = defaultdict(list)
    by_pair: dict[tuple[int, frozenset[int]], list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        key = id(reading.sentence)
        if key not in sentences:
            sentences[key] = _Sentence(reading.sentence)
        by_sentence[key].append(place)
        by_pair[key, frozenset((id(reading.subject), id(reading.object)))].append(place)
    others: list[list[float]] = [[] for _ in readings]
    for places in by_pair.values():
        for place, found in _among_pair(places, readings, logits):
            others[place] = found
    for places in by_sentence.values():
        order = sorted(places, key=lambda place: -logits[place])
        for rank, place in enumerate(order):
            others[place] += [rank, logits[order[0] if rank else order[-1]]]
    rows: list[list[float]] = []
    for reading, found in zip(readings, others, strict=True):
        sentence, item = sentences[id(reading.sentence)], reading.trigger
        sides = (*sentence.side(item, reading.first), *sentence.side(item, reading.second))
        rows.append([*sides, *found, *sentence.pair(reading)])
    return rows


def _among_pair(
    places: Sequence[int], readings: Sequence[PairReading], logits: Sequence[float]
) -> list[tuple[int, list[float]]]:
    """Return each reading's rank among those of the same two mentions, and the best of three sorts of others.

    The sorts: another relation; the reverse; the same relation by another word.
    """
    order = sorted(places, key=lambda place: -logits[place])
    found = []
    for rank, place in enumerate(order):
        mine = readings[place]
        relation = reverse = word = NO_OTHER
        for other in order:
            if other == place:
                continue
            theirs, logit = readings[other], logits[other]
            if theirs.relation != mine.relation:
                relation = max(relation, logit)
            if theirs.subject is mine.object:
                reverse = max(reverse, logit)
            elif theirs.relation == mine.relation and theirs.trigger is not mine.trigger:
                word = max(word, logit)
        found.append((place, [float(rank), relation, reverse, word]))
    return found
