"""Features that occur together, weighed once for all readings that share them."""

from __future__ import annotations

from collections.abc import Iterable

from realpolitik.extract.model import LinearModel

_MOST_MODELS = 2  # that weigh a group: subject's and object's


class FeatureGroup:
    """Features that several readings share; what they weigh together is added up once.

    Attributes:
        names: The features.
    """

    __slots__ = ("_weighed", "names")

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self._weighed: tuple[tuple[LinearModel, float], ...] = ()

    def weighed(self, model: LinearModel) -> float:
        """Return the sum of their weights."""
        for known, weight in self._weighed:
            if known is model:
                return weight
        weight = model.sum(self.names)
        self._weighed = ((model, weight), *self._weighed[: _MOST_MODELS - 1])
        return weight


def logit(model: LinearModel, groups: Iterable[FeatureGroup]) -> float:
    """Return the log-odds of groups of features."""
    return model.bias + sum([group.weighed(model) for group in groups])
