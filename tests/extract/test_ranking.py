"""Boosted trees over readings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from factories import make_document
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.ranking import (
    SHIPPED,
    Scored,
    rank_features,
    read_ranker,
    write_ranker,
)
from realpolitik.extract.relating import pair_readings
from realpolitik.extract.standing import standing
from realpolitik.extract.trees import Matrix, trees_from_json


def _stump(*, border: float, low: float, high: float, bias: float = 0.0) -> dict[str, Any]:
    return {
        "roots": [0],
        "feature": [0, -1, -1],
        "border": [border, 0.0, 0.0],
        "left": [1, 0, 0],
        "right": [2, 0, 0],
        "value": [0.0, low, high],
        "bias": bias,
    }


def test_values_up_to_the_border_go_left() -> None:
    trees = trees_from_json(_stump(border=1.0, low=-2.0, high=2.0))
    found = trees.logits(np.array([[0.5], [1.0], [1.5]], dtype=np.float32))
    assert found == pytest.approx([-2.0, -2.0, 2.0])


def test_trees_add_up() -> None:
    one = _stump(border=0.0, low=-1.0, high=1.0, bias=0.5)
    two = trees_from_json(
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
    assert two.logits(np.array([[3.0]], dtype=np.float32)) == pytest.approx([1.75])


def test_many_rows_are_judged_as_few() -> None:
    trees = read_ranker().trees
    matrix = np.random.default_rng(0).normal(size=(1300, 120)).astype(np.float32)
    whole = trees.logits(matrix)
    assert whole[700:710] == pytest.approx(trees.logits(matrix[700:710]))


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


def _before_standing(scored: list[Scored]) -> Matrix:
    """Return the columns before those of `standing`."""
    last = len(standing([scored[0].reading], [0.0])[0])
    return rank_features(scored)[:, :-last]


def test_best_reading_of_a_word_ranks_first(extractor: Extractor) -> None:
    scored = _scored(extractor, "France condemned Russia's attack on Ukraine.")
    matrix = _before_standing(scored)
    assert len(matrix) == len(scored) > 1
    places = [place for place, item in enumerate(scored) if item.reading.trigger is scored[0].reading.trigger]
    best = max(places, key=lambda place: scored[place].logit)
    ranks = matrix[places][:, -8]
    assert sorted(ranks) == list(range(len(places)))
    assert matrix[best][-8] == 0.0


def test_what_another_word_says_of_the_same_two_counts(extractor: Extractor) -> None:
    alone = _before_standing(_scored(extractor, "France attacked Mali."))
    beside = _before_standing(_scored(extractor, "France praised and supported Ukraine."))
    assert alone[:, -3].max() == -9.0
    assert beside[:, -3].max() > -9.0


def test_actors_of_every_sentence_are_topical(extractor: Extractor) -> None:
    scored = _scored(extractor, "France condemned Russia. France condemned Iran.")
    shares = _before_standing(scored)[:, -2:]
    for (subject, object_), item in zip(shares, scored, strict=True):
        pair = item.reading.actors()[0]
        assert subject == (1.0 if pair[0] == "FRA" else 0.5)
        assert object_ == (1.0 if pair[1] == "FRA" else 0.5)
