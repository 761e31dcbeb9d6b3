"""The last word on each reading: boosted trees over what the linear models say and what stands beside it.

The linear models judge one reading at a time.  Here each is seen among the other readings of its word, of its
sentence and of its document: whether another argument fits better, whether another word of the sentence
relates the same two, how much the document is about them.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.pair_reading import PairReading, TriggerReading
from realpolitik.extract.standing import NO_OTHER, standing
from realpolitik.extract.trees import Matrix, Trees, trees_from_json
from realpolitik.model import kind_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("relation_model") / "ranking.json.gz"

_Key = TypeVar("_Key")
LEAST_LOGIT = -5.5  # by the linear model: readings below it are given up
_FORMS = {form: place for place, form in enumerate(Form)}
_KINDS = {"country": 0, "person": 1, "organisation": 2}
_PARTS = {"V": 0, "N": 1, "A": 2}
_VOICES = ("active", "active-acl", "active-amod", "passive", "passive-acl", "passive-amod", "nominal")
_GOVERNORS = (
    "none",
    "other",
    "give",
    "take",
    "refuse",
    "other/pass",
    "give/pass",
    "take/pass",
    "refuse/pass",
)


class Scored(NamedTuple):
    """A reading with the log-odds that the linear model gives it."""

    logit: float
    reading: PairReading


@dataclass(frozen=True, slots=True)
class Ranker:
    """The trees, and from where on they are believed.

    Attributes:
        trees: Judge a row of `rank_features`.
        threshold: Probability from which a reading becomes a claim.
    """

    trees: Trees
    threshold: float

    def probabilities(self, matrix: Matrix) -> NDArray[np.float64]:
        """Return the probability of each row."""
        found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-self.trees.logits(matrix)))
        return found

    def to_json(self) -> dict[str, Any]:
        """Return the ranker as JSON values."""
        return {**self.trees.to_json(), "threshold": self.threshold}


def ranker_from_json(values: Mapping[str, Any]) -> Ranker:
    """Return the ranker that `to_json` gave."""
    return Ranker(trees_from_json(values), values["threshold"])


def read_ranker(path: Path = SHIPPED) -> Ranker:
    """Read an ensemble."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return ranker_from_json(json.load(stream))


def write_ranker(ranker: Ranker, path: Path = SHIPPED) -> None:
    """Write an ensemble; the same one gives the same bytes."""
    text = json.dumps(ranker.to_json(), sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def rank_features(scored: Sequence[Scored]) -> Matrix:
    """Return a row of numbers for each reading of a document.

    Args:
        scored: All readings of the document, in order of place.
    """
    beside = _others_of_word(scored)
    echo = _others_of_sentence(scored)
    topical = _Topics(scored)
    stands = standing([item.reading for item in scored], [item.logit for item in scored])
    places = {
        id(item): _places(item)
        for item in {id(s.reading.trigger): s.reading.trigger for s in scored}.values()
    }
    rows = [
        [
            *_own(item, places[id(item.reading.trigger)]),
            *beside[place],
            echo[place],
            *topical.shares(item.reading),
            *stands[place],
        ]
        for place, item in enumerate(scored)
    ]
    return np.array(rows, dtype=np.float32) if rows else np.zeros((0, 0), dtype=np.float32)


def _own(item: Scored, places: _Places) -> list[float]:
    """Return what a reading shows by itself."""
    reading = item.reading
    trigger, context = reading.trigger.trigger, reading.trigger.context
    first, second = reading.first, reading.second
    before, after = first.mention.head - trigger.token, second.mention.head - trigger.token
    return [
        item.logit,
        first.subject_score,
        second.object_score,
        places.subjects[id(first)],
        places.objects[id(second)],
        places.subject,
        places.object,
        len(reading.actors()),
        first.length,
        second.length,
        *_sort(first.mention),
        *_sort(second.mention),
        before,
        after,
        _sign(before) * _sign(after),
        len(reading.sentence.mentions),
        len(reading.sentence.graph.tokens),
        _VOICES.index(context.voice) if context.voice in _VOICES else -1,
        _GOVERNORS.index(context.governor_class) if context.governor_class in _GOVERNORS else -1,
        reading.sentence.passage.heading,
        reading.reverse,
        _PARTS[trigger.pos],
    ]


def _sort(mention: Mention) -> tuple[float, float]:
    return _FORMS[mention.form], _KINDS[kind_of(mention.actors[0]).value]


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


@dataclass(frozen=True, slots=True)
class _Places:
    """How many arguments of a word score higher than each, and the best scores."""

    subjects: dict[int, int]
    objects: dict[int, int]
    subject: float
    object: float


def _places(trigger: TriggerReading) -> _Places:
    subjects = sorted((argument.subject_score for argument in trigger.arguments), reverse=True)
    objects = sorted((argument.object_score for argument in trigger.arguments), reverse=True)
    return _Places(
        {id(argument): subjects.index(argument.subject_score) for argument in trigger.arguments},
        {id(argument): objects.index(argument.object_score) for argument in trigger.arguments},
        subjects[0],
        objects[0],
    )


def _others_of_word(scored: Sequence[Scored]) -> list[list[float]]:
    """Return how each reading stands among those of its word: rank, lead over others, the reverse, number."""
    by_word: dict[int, list[int]] = defaultdict(list)
    for place, item in enumerate(scored):
        by_word[id(item.reading.trigger)].append(place)
    found: list[list[float]] = [[] for _ in scored]
    for places in by_word.values():
        pairs: dict[tuple[int, int], float] = {}
        senses: dict[str, float] = {}
        for place in places:
            logit, reading = scored[place].logit, scored[place].reading
            pair = _mentions(reading)
            pairs[pair] = max(logit, pairs.get(pair, NO_OTHER))
            senses[reading.relation] = max(logit, senses.get(reading.relation, NO_OTHER))
        other_pairs, other_senses = _best_of_others(pairs), _best_of_others(senses)
        for rank, place in enumerate(sorted(places, key=lambda place: -scored[place].logit)):
            logit, reading = scored[place].logit, scored[place].reading
            pair = _mentions(reading)
            leads = (logit - other_pairs[pair], logit - other_senses[reading.relation])
            found[place] = [rank, *leads, pairs.get(pair[::-1], NO_OTHER), len(places)]
    return found


def _best_of_others(best: Mapping[_Key, float]) -> dict[_Key, float]:
    """Return for each key the highest number of all others."""
    highest = sorted(best, key=lambda key: -best[key])[:2]
    second = best[highest[1]] if len(highest) > 1 else NO_OTHER
    return {key: second if key == highest[0] else best[highest[0]] for key in best}


def _mentions(reading: PairReading) -> tuple[int, int]:
    return id(reading.subject), id(reading.object)


def _others_of_sentence(scored: Sequence[Scored]) -> list[float]:
    """Return for each reading the best log-odds by which another word relates the same two actors."""
    words: dict[tuple[int, str, str], dict[int, float]] = defaultdict(dict)
    keys: list[list[tuple[int, str, str]]] = []
    for item in scored:
        reading, word = item.reading, id(item.reading.trigger)
        keys.append([(id(reading.sentence), *sorted(pair)) for pair in reading.actors()])  # type: ignore[misc]
        for key in keys[-1]:
            words[key][word] = max(item.logit, words[key].get(word, NO_OTHER))
    others = {key: _best_of_others(best) for key, best in words.items()}
    return [
        max(others[key][id(item.reading.trigger)] for key in pairs)
        for item, pairs in zip(scored, keys, strict=True)
    ]


class _Topics:
    """In how many of the sentences that relate anybody each actor is."""

    def __init__(self, scored: Sequence[Scored]) -> None:
        self._sentences: dict[str, set[int]] = defaultdict(set)
        every: set[int] = set()
        for item in scored:
            sentence = id(item.reading.sentence)
            every.add(sentence)
            for pair in item.reading.actors():
                for actor in pair:
                    self._sentences[actor].add(sentence)
        self._all = len(every)

    def shares(self, reading: PairReading) -> list[float]:
        """Return the shares of the subject and of the object."""
        pair = reading.actors()[0]
        return [len(self._sentences[actor]) / self._all for actor in pair]
