"""Boosted regression trees, evaluated a comparison at a time for all trees and rows at once.

The method is QuickScorer's (Lucchese and others, SIGIR 2015): every inner node whose comparison fails rules
out the leaves on its left; the leftmost leaf that nobody rules out is the one that a walk from the root would
reach.  There are no walks then, only comparisons of whole columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

MOST_LEAVES = 16  # of a tree, so that a mask of its leaves fits two bytes
_PART = 512  # rows judged at once, so that a long document needs no more memory than a short one
_LOWEST_BIT = np.array([(mask & -mask).bit_length() - 1 if mask else 0 for mask in range(1 << MOST_LEAVES)])
_ARRAYS = ("roots", "feature", "border", "left", "right", "value")


@dataclass(frozen=True, slots=True)
class _Cuts:
    """The inner nodes of all trees, the first of each tree in the first row, and so on.

    Attributes:
        feature: Column that a node looks at, shape (inner nodes, trees).
        border: Values up to it go left; infinite where a tree has fewer nodes.
        mask: The leaves that are left where a value goes right.
        leaf: Log-odds of a tree's leaves, from left to right, shape (trees, leaves).
    """

    feature: NDArray[np.int64]
    border: Matrix
    mask: NDArray[np.uint16]
    leaf: NDArray[np.float64]


@dataclass(frozen=True)
class Trees:
    """An ensemble of regression trees, all nodes in one table.

    Attributes:
        roots: First node of each tree.
        feature: Column that a node looks at; -1 in a leaf.
        border: Values up to it go left.
        left: Node to go to.
        right: Node to go to.
        value: Log-odds that a leaf adds.
        bias: Log-odds to begin with.
    """

    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    border: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]
    bias: float

    def logits(self, matrix: Matrix) -> NDArray[np.float64]:
        """Return the log-odds of each row."""
        parts = [self._part(matrix[start : start + _PART]) for start in range(0, len(matrix), _PART)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _part(self, matrix: Matrix) -> NDArray[np.float64]:
        cuts = self._cuts
        columns = np.ascontiguousarray(matrix.T)
        left = np.full((len(self.roots), len(matrix)), 0xFFFF, dtype=np.uint16)
        for feature, border, mask in zip(cuts.feature, cuts.border, cuts.mask, strict=True):
            fails = columns[feature] > border[:, None]
            left &= ~fails * np.uint16(0xFFFF) | mask[:, None]
        leaves = np.take_along_axis(cuts.leaf, _LOWEST_BIT[left], axis=1)
        found: NDArray[np.float64] = self.bias + leaves.sum(axis=0)
        return found

    @cached_property
    def _cuts(self) -> _Cuts:
        trees = [self._cuts_of(int(root)) for root in self.roots]
        inner, leaves = max(len(nodes) for nodes, _ in trees), max(len(values) for _, values in trees)
        if leaves > MOST_LEAVES:
            raise ValueError(f"a tree has {leaves} leaves; at most {MOST_LEAVES} can be told apart")
        feature = np.zeros((inner, len(trees)), dtype=np.int64)
        border = np.full((inner, len(trees)), np.inf)
        mask = np.full((inner, len(trees)), 0xFFFF, dtype=np.uint16)
        leaf = np.zeros((len(trees), leaves))
        for tree, (nodes, values) in enumerate(trees):
            leaf[tree, : len(values)] = values
            for place, (node, first, last) in enumerate(nodes):
                feature[place, tree], border[place, tree] = self.feature[node], self.border[node]
                mask[place, tree] = 0xFFFF & ~((1 << last) - (1 << first))
        return _Cuts(feature, _largest_up_to(border), mask, leaf)

    def _cuts_of(self, root: int) -> tuple[list[tuple[int, int, int]], list[float]]:
        """Return a tree's inner nodes with the leaves on their left, and its leaves' values."""
        nodes: list[tuple[int, int, int]] = []
        values: list[float] = []

        def walk(node: int) -> None:
            if self.feature[node] < 0:
                values.append(float(self.value[node]))
                return
            first = len(values)
            walk(int(self.left[node]))
            nodes.append((node, first, len(values)))
            walk(int(self.right[node]))

        walk(root)
        return nodes, values

    def to_json(self) -> dict[str, Any]:
        """Return the ensemble as JSON values."""
        rounded = ("border", "value")
        return {
            **{
                name: [round(float(number), 5) for number in getattr(self, name)]
                if name in rounded
                else getattr(self, name).tolist()
                for name in _ARRAYS
            },
            "bias": self.bias,
        }


def trees_from_json(values: Mapping[str, Any]) -> Trees:
    """Return the ensemble that `to_json` gave."""
    floats = ("border", "value")
    arrays = {name: np.array(values[name], dtype=float if name in floats else np.int64) for name in _ARRAYS}
    return Trees(**arrays, bias=values["bias"])


def _largest_up_to(borders: NDArray[np.float64]) -> Matrix:
    """Return the largest single-precision numbers up to some borders: the same values go left."""
    near = borders.astype(np.float32)
    return np.where(near > borders, np.nextafter(near, np.float32(-np.inf)), near)
