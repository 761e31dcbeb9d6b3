"""Named features in groups, so that what a group weighs by a linear model is added up once.

The table of weights is large, and a look-up in it costs more than all else that is done with a feature.
"""

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


class FeatureGroups:
    """Groups that are weighed together, once."""

    __slots__ = ("_weighed", "parts")

    def __init__(self, *parts: FeatureGroup | FeatureGroups) -> None:
        self.parts = parts
        self._weighed: float | None = None

    @property
    def names(self) -> list[str]:
        """The features of all groups."""
        return [name for part in self.parts for name in part.names]

    def weighed(self, model: LinearModel) -> float:
        """Return the sum of their weights, by the model that asks first: a document meets one model only."""
        if self._weighed is None:
            self._weighed = sum([part.weighed(model) for part in self.parts])
        return self._weighed


def logit(model: LinearModel, groups: Iterable[FeatureGroup | FeatureGroups]) -> float:
    """Return the log-odds of groups of features."""
    return model.bias + sum([group.weighed(model) for group in groups])
