"""Boosted trees over readings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from factories import make_document
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.ranking import (
    SHIPPED,
    Ranker,
    Scored,
    rank_features,
    ranker_from_json,
    read_ranker,
    write_ranker,
)
from realpolitik.extract.relating import pair_readings


def _stump(*, border: float, low: float, high: float, bias: float = 0.0) -> Ranker:
    return ranker_from_json(
        {
            "roots": [0],
            "feature": [0, -1, -1],
            "border": [border, 0.0, 0.0],
            "left": [1, 0, 0],
            "right": [2, 0, 0],
            "value": [0.0, low, high],
            "bias": bias,
            "threshold": 0.3,
        }
    )


def test_values_up_to_the_border_go_left() -> None:
    ranker = _stump(border=1.0, low=-2.0, high=2.0)
    found = ranker.probabilities(np.array([[0.5], [1.0], [1.5]], dtype=np.float32))
    expected = 1.0 / (1.0 + np.exp([2.0, 2.0, -2.0]))
    assert found == pytest.approx(expected)


def test_trees_add_up() -> None:
    one = _stump(border=0.0, low=-1.0, high=1.0, bias=0.5).to_json()
    two = ranker_from_json(
        {
            **one,
            "roots": [0, 3],
            "feature": [*one["feature"], -1],
            "border": [*one["border"], 0.0],
            "left": [*one["left"], 0],
            "right": [*one["right"], 0],
            "value": [*one["value"], 0.25],
        }
    )
    found = two.probabilities(np.array([[3.0]], dtype=np.float32))
    assert found == pytest.approx([1.0 / (1.0 + np.exp(-1.75))])


def test_many_rows_are_judged_as_few() -> None:
    ranker = read_ranker()
    matrix = np.random.default_rng(0).normal(size=(1300, 40)).astype(np.float32)
    whole = ranker.probabilities(matrix)
    assert whole[700:710] == pytest.approx(ranker.probabilities(matrix[700:710]))


def test_no_readings_no_probabilities() -> None:
    assert read_ranker().probabilities(rank_features([])).size == 0


def test_written_ranker_reads_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "a.json.gz", tmp_path / "b.json.gz"
    write_ranker(read_ranker(SHIPPED), first)
    write_ranker(read_ranker(first), second)
    assert first.read_bytes() == second.read_bytes()


def _scored(extractor: Extractor, text: str) -> list[Scored]:
    sentences = extractor.sentences(extractor.read(make_document(text=text)))
    extractor.score(sentences)
    return [
        Scored(extractor.model.relation.logit(reading.features), reading)
        for sentence in sentences
        for reading in pair_readings(sentence)
    ]


def test_best_reading_of_a_word_ranks_first(extractor: Extractor) -> None:
    scored = _scored(extractor, "France condemned Russia's attack on Ukraine.")
    matrix = rank_features(scored)
    assert len(matrix) == len(scored) > 1
    places = [place for place, item in enumerate(scored) if item.reading.trigger is scored[0].reading.trigger]
    best = max(places, key=lambda place: scored[place].logit)
    ranks = matrix[places][:, -8]
    assert sorted(ranks) == list(range(len(places)))
    assert matrix[best][-8] == 0.0


def test_what_another_word_says_of_the_same_two_counts(extractor: Extractor) -> None:
    alone = rank_features(_scored(extractor, "France attacked Mali."))
    beside = rank_features(_scored(extractor, "France praised and supported Ukraine."))
    assert alone[:, -3].max() == -9.0
    assert beside[:, -3].max() > -9.0


def test_actors_of_every_sentence_are_topical(extractor: Extractor) -> None:
    scored = _scored(extractor, "France condemned Russia. France condemned Iran.")
    shares = rank_features(scored)[:, -2:]
    for (subject, object_), item in zip(shares, scored, strict=True):
        pair = item.reading.actors()[0]
        assert subject == (1.0 if pair[0] == "FRA" else 0.5)
        assert object_ == (1.0 if pair[1] == "FRA" else 0.5)
