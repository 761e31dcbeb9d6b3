"""How readings stand in their sentence."""

from __future__ import annotations

from factories import make_document
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.pair_reading import PairReading
from realpolitik.extract.relating import pair_readings
from realpolitik.extract.standing import NO_OTHER, standing

_SIDE = 19  # numbers of an argument
_VERBS_ON_PATH = 10
_RIVALS = _SIDE - 2  # triggers that the argument suits better as a subject
_OTHERS = 2 * _SIDE


def _readings(extractor: Extractor, text: str) -> list[PairReading]:
    sentences = extractor.sentences(extractor.read(make_document(text=text)))
    extractor.score(sentences)
    return [reading for sentence in sentences for reading in pair_readings(sentence)]


def test_every_reading_has_a_row_of_the_same_length(extractor: Extractor) -> None:
    readings = _readings(extractor, "France condemned Russia's attack on Ukraine. Iran met Iraq.")
    rows = standing(readings, [0.0] * len(readings))
    assert len(rows) == len(readings) > 1
    assert len({len(row) for row in rows}) == 1


def test_no_readings_no_rows() -> None:
    assert standing([], []) == []


def test_verbs_on_the_way_to_an_argument_count(extractor: Extractor) -> None:
    readings = _readings(extractor, "France said that Mali wanted to attack Niger.")
    ways = {
        str(reading.first.mention.actors[0]): row[_VERBS_ON_PATH]
        for reading, row in zip(readings, standing(readings, [0.0] * len(readings)), strict=True)
        if reading.trigger.trigger.lemma == "attack"
    }
    assert ways["FRA"] > ways["MLI"]


def test_reading_of_a_pair_knows_its_rank_and_the_best_other_relation(extractor: Extractor) -> None:
    readings = [
        r for r in _readings(extractor, "France praised and armed Mali.") if r.subject.actors == ("FRA",)
    ]
    logits = [float(-place) for place in range(len(readings))]
    first, second = standing(readings, logits)[:2]
    assert (first[_OTHERS], second[_OTHERS]) == (0.0, 1.0)
    assert NO_OTHER < second[_OTHERS + 1] <= 0.0
    assert first[_RIVALS] >= 0
