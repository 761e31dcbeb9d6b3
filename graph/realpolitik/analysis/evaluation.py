"""Precision, recall and F1 of extracted claims against what careful readers found.

Recall counts only the readings that all readers share; precision accepts the others too, so that nobody is
punished for a claim on which readers differ.  A claim counts once a document, however often it is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from realpolitik.model.gold import Gold, Reading
from realpolitik.vocabulary import RelationScheme

_STRUCTURE = "structure"
_OFFICE_RELATIONS = frozenset({"holds-office", "affiliated"})
_COUNTRY_CODE_LENGTH = 3
_CONFLICT = frozenset({3, 4})  # quad classes

Key = tuple[str, ...]


class Level(StrEnum):
    """How much of a claim must be right, from strict to lax."""

    TRIPLE = "triple"  # subject, relation and object
    STATUS = "status"  # triple, and status too
    CATEGORY = "category"  # subject, the relation's category, object
    ROLLUP = "rollup"  # category, with an office-holder or state agency counted as its country
    PAIR = "pair"  # the two actors alone, in either direction, rolled up


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of one level.

    Attributes:
        level: What was compared.
        wanted: Number of distinct claims that all readers found.
        found: Number of distinct claims that the extractor made.
        missed: Those wanted and not found: what was compared, the document's id first, and a reading that
            says it; sorted.
        spurious: Those found that no reader had, likewise.
    """

    level: Level
    wanted: int
    found: int
    missed: Mapping[Key, Reading]
    spurious: Mapping[Key, Reading]

    @property
    def precision(self) -> float:
        """The share of what was found that a reader had too."""
        return 1 - len(self.spurious) / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return 1 - len(self.missed) / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score_readings(gold: Gold, predicted: Iterable[Reading], scheme: RelationScheme) -> tuple[Score, ...]:
    """Return the score of each level; predictions about documents that the gold lacks are left out."""
    known = [reading for reading in predicted if reading.document in gold.documents]
    acts_for = _countries(gold.readings)
    return tuple(_score_level(level, gold.readings, known, acts_for, scheme) for level in Level)


def _score_level(
    level: Level,
    gold: Iterable[Reading],
    predicted: Iterable[Reading],
    acts_for: Mapping[str, str],
    scheme: RelationScheme,
) -> Score:
    want = _keys(gold, level, acts_for, scheme)
    have = _keys(predicted, level, acts_for, scheme)
    core = {key for key, reading in want.items() if reading.core}
    return Score(
        level=level,
        wanted=len(core),
        found=len(have),
        missed={key: want[key] for key in sorted(core - have.keys())},
        spurious={key: have[key] for key in sorted(have.keys() - want.keys())},
    )


def _countries(readings: Iterable[Reading]) -> dict[str, str]:
    """Return whom each person and organisation acts for, as the gold itself says."""
    acts_for: dict[str, str] = {}
    for reading in readings:
        if reading.relation in _OFFICE_RELATIONS and len(reading.object) == _COUNTRY_CODE_LENGTH:
            acts_for.setdefault(reading.subject, reading.object)
    return acts_for


def _keys(
    readings: Iterable[Reading], level: Level, acts_for: Mapping[str, str], scheme: RelationScheme
) -> dict[Key, Reading]:
    """Return the distinct claims of a level, each with a reading of it, a core one if there is."""
    found: dict[Key, Reading] = {}
    for reading in readings:
        key = _key(reading, level, acts_for, scheme)
        if key is not None and (key not in found or (reading.core and not found[key].core)):
            found[key] = reading
    return found


def _key(reading: Reading, level: Level, acts_for: Mapping[str, str], scheme: RelationScheme) -> Key | None:
    subject: str = reading.subject
    object_: str = reading.object
    relation = scheme.get(reading.relation)
    structural = relation is not None and relation.category == _STRUCTURE
    if level is Level.PAIR and structural:
        return None
    if level in {Level.ROLLUP, Level.PAIR} and not structural:
        subject, object_ = acts_for.get(subject, subject), acts_for.get(object_, object_)
    if subject == object_:
        return None
    if level is Level.PAIR or (relation is not None and relation.symmetric):
        subject, object_ = sorted((subject, object_))
    label = {
        Level.PAIR: "",
        Level.CATEGORY: _category(reading.relation, scheme),
        Level.ROLLUP: _category(reading.relation, scheme),
    }.get(level, reading.relation)
    key = (reading.document, subject, label, object_)
    return (*key, reading.status) if level is Level.STATUS else key


def _category(relation: str, scheme: RelationScheme) -> str:
    """Return the category, with the sides of a mixed one told apart: praise is no near miss of blame."""
    found = scheme.get(relation)
    if found is None:
        return relation
    if found.quad_class is None:
        return found.category
    return f"{found.category}{'-' if found.quad_class in _CONFLICT else '+'}"
