"""The learned part: arithmetic of linear models, and the model's file."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.extract.model import (
    SHIPPED,
    LinearModel,
    RelationModel,
    model_from_json,
    read_model,
    sigmoid,
    write_model,
)
from strategies import texts

finite = st.floats(-1e3, 1e3)
linear_models = st.builds(LinearModel, weights=st.dictionaries(texts(), finite, max_size=4), bias=finite)
relation_models = st.builds(
    RelationModel,
    subject=linear_models,
    object=linear_models,
    relation=linear_models,
    possible=linear_models,
    negated=linear_models,
    version=texts(),
)


def test_unknown_features_count_nothing() -> None:
    """The log-odds are the bias and the weights of the features that have one."""
    model = LinearModel({"a": 2.0, "b": -0.5}, bias=1.0)

    assert model.logit(["a", "b", "unseen"]) == 2.5
    assert model.logit([]) == 1.0
    assert model.probability(["a", "b"]) == pytest.approx(1 / (1 + math.exp(-2.5)))


@given(st.floats(-1e6, 1e6))
def test_sigmoid_is_a_probability_at_both_ends(logit: float) -> None:
    """It never overflows, and a value and its opposite share the whole."""
    assert 0.0 <= sigmoid(logit) <= 1.0
    assert sigmoid(logit) + sigmoid(-logit) == pytest.approx(1.0)


@given(relation_models)
def test_json_keeps_every_field(model: RelationModel) -> None:
    """What is written comes back."""
    assert model_from_json(model.to_json()) == model


@given(relation_models)
def test_file_keeps_every_field_and_its_bytes(tmp_path: Path, model: RelationModel) -> None:
    """Writing twice gives the same bytes; reading gives the same model."""
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    write_model(model, first)
    write_model(read_model(first), second)

    assert first.read_bytes() == second.read_bytes()
    assert read_model(second) == model


def test_shipped_model_can_be_used() -> None:
    """It has weights for every part, and a version."""
    model = read_model(SHIPPED)

    parts = (model.subject, model.object, model.relation, model.possible, model.negated)
    assert all(part.weights for part in parts)
    assert model.version
