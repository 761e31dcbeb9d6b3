"""The PLOVER event type of what one mention does to another: a linear model over `event_evidence`.

Trained by `benchmarks/train_event_types.py`; NOTICE says on what.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.extract.word_vectors import Vector

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("relation_model") / "event_types.json.gz"


@dataclass(frozen=True)
class EventTypeModel:
    """Weights for each type.

    Attributes:
        types: PLOVER root codes, sorted.
        weights: Feature → a weight for each type.
        dense: Weights of the vectors, shape (types, length).
        bias: A weight for each type.
    """

    types: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]
    dense: Vector
    bias: Sequence[float]

    @cached_property
    def _table(self) -> tuple[dict[str, int], NDArray[np.float64]]:
        """Feature → row, and the rows of weights: they are added up many at a time."""
        rows = np.array(list(self.weights.values()), dtype=float).reshape(-1, len(self.types))
        return {feature: row for row, feature in enumerate(self.weights)}, rows

    def probabilities(
        self, features: Iterable[str], vectors: Vector, among: Collection[str] | None = None
    ) -> dict[str, float]:
        """Return the probability of each type.

        Args:
            features: The first part of what `event_evidence` gives.
            vectors: The second part.
            among: The types that are possible, at least one; None for all.
        """
        logits = self.dense @ vectors + np.asarray(self.bias)
        places, rows = self._table
        logits += rows[[places[feature] for feature in features if feature in places]].sum(axis=0)
        chosen = {
            name: logit
            for name, logit in zip(self.types, logits.tolist(), strict=True)
            if among is None or name in among
        }
        highest = max(chosen.values())
        powers = {name: math.exp(logit - highest) for name, logit in chosen.items()}
        total = sum(powers.values())
        return {name: power / total for name, power in powers.items()}


@cache
def read_event_types(path: Path = SHIPPED) -> EventTypeModel:
    """Read the shipped model."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        values = json.load(stream)
    dense = np.asarray(values["dense"], dtype=np.float32)
    return EventTypeModel(tuple(values["types"]), values["weights"], dense, values["bias"])


def write_event_types(model: EventTypeModel, path: Path = SHIPPED) -> None:
    """Write a model file; the same model gives the same bytes."""
    values = {
        "types": list(model.types),
        "bias": list(model.bias),
        "dense": [[round(float(number), 4) for number in row] for row in model.dense],
        "weights": dict(model.weights),
    }
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
