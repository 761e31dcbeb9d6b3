"""The learned part: linear models over named features, read from one small file.

Three binary models (is this mention the trigger's subject? its object? does the trigger state this relation
between these two?) and two for status.  They are trained by `benchmarks/train_relations.py`; NOTICE says on
what.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("relation_model") / "weights.json.gz"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature; features without one count nothing."""

    weights: Mapping[str, float]
    bias: float

    def sum(self, features: Iterable[str]) -> float:
        """Return what these features add to the log-odds."""
        return sum(filter(None, map(self.weights.get, features)))

    def logit(self, features: Iterable[str]) -> float:
        """Return the log-odds of these features."""
        return self.bias + self.sum(features)

    def probability(self, features: Iterable[str]) -> float:
        """Return the probability of these features."""
        return sigmoid(self.logit(features))


def sigmoid(logit: float) -> float:
    """Return the logistic function, safe at both ends.

    >>> sigmoid(0.0)
    0.5
    """
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-logit))
    power = math.exp(logit)
    return power / (1.0 + power)


def logit_of(probability: float) -> float:
    """Return the log-odds of a probability; of none and of certainty, finite ones.

    >>> logit_of(0.5)
    0.0
    """
    inside = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(inside / (1 - inside))


@dataclass(frozen=True, slots=True)
class RelationModel:
    """All that training yields.

    Attributes:
        subject: Mention is the subject of what a trigger states.
        object: Mention is its object.
        relation: A trigger states a relation between two mentions.
        possible: What is stated is told as possible.
        negated: What is stated is denied.
        version: Changes whenever the weights do.
    """

    subject: LinearModel
    object: LinearModel
    relation: LinearModel
    possible: LinearModel
    negated: LinearModel
    version: str

    def to_json(self) -> dict[str, Any]:
        """Return the model as JSON values."""
        names = ("subject", "object", "relation", "possible", "negated")
        models = {
            name: {"bias": getattr(self, name).bias, "weights": dict(getattr(self, name).weights)}
            for name in names
        }
        return {**models, "version": self.version}


def model_from_json(values: Mapping[str, Any]) -> RelationModel:
    """Return the model that `to_json` gave."""
    names = ("subject", "object", "relation", "possible", "negated")
    models = {name: LinearModel(values[name]["weights"], values[name]["bias"]) for name in names}
    return RelationModel(**models, version=values["version"])


def read_model(path: Path = SHIPPED) -> RelationModel:
    """Read a model file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return model_from_json(json.load(stream))


def write_model(model: RelationModel, path: Path = SHIPPED) -> None:
    """Write a model file; the same model gives the same bytes."""
    text = json.dumps(model.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
