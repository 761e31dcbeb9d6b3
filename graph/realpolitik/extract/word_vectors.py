"""Static word vectors: what a word resembles, at the cost of a look-up.

30,000 words in 64 dimensions, distilled from an open sentence encoder by `benchmarks/make_word_vectors.py`;
NOTICE beside the file says from which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("word_vectors") / "vectors.npz"

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Words and their unit vectors.

    Attributes:
        rows: Lower-case word → row.
        matrix: One unit vector a row.
        clusters: The cluster of each row.
        middles: The unit vector in the middle of each cluster.
    """

    rows: Mapping[str, int]
    matrix: Vector
    clusters: NDArray[np.uint8]
    middles: Vector

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.matrix.shape[1])

    def of(self, *words: str) -> Vector | None:
        """Return the unit vector of a word, or of the first of its forms that is known; None for none.

        Args:
            words: Forms of one word, best first: "sanctioned", "sanction".  A phrase joined by "_" or
                spaces is the mean of its words.
        """
        for word in words:
            row = self.rows.get(word.lower())
            if row is not None:
                vector: Vector = self.matrix[row]
                return vector
            parts = word.lower().replace("_", " ").split()
            if len(parts) > 1:
                mean = self.mean(parts)
                if mean is not None:
                    return mean
        return None

    def mean(self, words: Sequence[str]) -> Vector | None:
        """Return the unit vector in the middle of the known words; None where none is known."""
        found = [self.rows[word] for word in words if word in self.rows]
        return _unit(self.matrix[found].sum(axis=0)) if found else None

    def cluster(self, word: str) -> int | None:
        """Return which of the clusters of like words holds a word; None for an unknown one.

        Args:
            word: A word, or a phrase joined by "_" or spaces.
        """
        row = self.rows.get(word.lower())
        if row is not None:
            return int(self.clusters[row])
        vector = self.of(word)
        return int(np.argmax(self.middles @ vector)) if vector is not None else None

    def similarity(self, one: str, other: str) -> float:
        """Return the cosine of two words; 0.0 where one is unknown.

        >>> vectors = word_vectors()
        >>> vectors.similarity("embargo", "sanction") > vectors.similarity("embargo", "violin")
        True
        """
        first, second = self.of(one), self.of(other)
        return float(first @ second) if first is not None and second is not None else 0.0

    def nearest(self, word: str, count: int = 10) -> list[tuple[str, float]]:
        """Return the words most like a word, itself left out, with their cosines."""
        vector = self.of(word)
        if vector is None:
            return []
        cosines = self.matrix @ vector
        words = list(self.rows)
        best = [int(row) for row in np.argsort(-cosines, kind="stable")[: count + 1]]
        return [(words[row], float(cosines[row])) for row in best if words[row] != word.lower()][:count]


def _unit(vector: Vector) -> Vector | None:
    length = float(np.linalg.norm(vector))
    return (vector / length).astype(np.float32) if length else None


@cache
def word_vectors(path: Path = SHIPPED) -> WordVectors:
    """Read the word vectors, once."""
    with np.load(path, allow_pickle=False) as stored:
        words = str(stored["words"]).split("\n")
        matrix = stored["vectors"].astype(np.float32)
        clusters = stored["clusters"]
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    middles = np.zeros((int(clusters.max()) + 1, matrix.shape[1]), dtype=np.float32)
    np.add.at(middles, clusters, matrix)
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    return WordVectors({word: row for row, word in enumerate(words)}, matrix, clusters, middles)
