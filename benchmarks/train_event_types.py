"""Train the model of PLOVER event types that the extractor ships, and cross-validate it.

    python benchmarks/train_event_types.py [--records ../shared/data/plover/gsr_dev.json] [--write]

Trained on the sentences of benchmarks/training_sentences (CC0, written for this project by the code books)
and on the development half of the PLOVER gold standard records (CC BY-SA 4.0).  Never on PLV, which states no
licence.  Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse
from plover import TYPES, record_pair
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from realpolitik.extract import Extractor, event_types
from realpolitik.extract.event_types import EventTypeModel
from realpolitik.extract.relate_pair import event_inputs
from realpolitik.extract.word_vectors import Vector
from realpolitik.model import Span
from realpolitik.model.marked_pair import MarkedPair
from realpolitik.pipeline import load_vocabulary

SENTENCES = Path(__file__).with_name("training_sentences")
REGULARISATION = 0.3
VECTOR_SCALE = 2.0  # of the vectors beside features that are 0 or 1: cross-validated among 0, 2, 3, 4 and 8
LEAST_COUNT = 2
LEAST_WEIGHT = 0.03  # features with no weight above it add size and nothing else
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A pair whose event type is known."""

    text: str
    features: frozenset[str]
    vectors: Vector
    type: str


def written_pairs() -> Iterator[tuple[MarkedPair, str]]:
    """Yield the sentences that were written for this project."""
    for path in sorted(SENTENCES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans = []
            for side in ("subject", "object"):
                start = row.get(f"{side}_start", row["text"].find(row[side]))
                spans.append(Span(start, start + len(row[side])))
            yield MarkedPair(id=row["id"], text=row["text"], subject=spans[0], object=spans[1]), row["plover"]


def recorded_pairs(path: Path) -> Iterator[tuple[MarkedPair, str]]:
    """Yield the pairs of the PLOVER records."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        pair = record_pair(record)
        if pair is not None:
            yield pair, TYPES.get(record["event"], record["event"])


def examples_of(extractor: Extractor, pairs: Iterator[tuple[MarkedPair, str]]) -> Iterator[Example]:
    """Yield pairs with what their type is judged by."""
    for pair, kind in pairs:
        inputs = event_inputs(extractor, pair)
        if inputs is not None:
            yield Example(pair.text, frozenset(inputs[0]), inputs[1], kind)


def train(examples: Sequence[Example]) -> EventTypeModel:
    """Fit a model."""
    counts = Counter(feature for example in examples for feature in example.features)
    vectorizer = DictVectorizer()
    rows = [
        {feature: 1.0 for feature in sorted(example.features) if counts[feature] >= LEAST_COUNT}
        for example in examples
    ]
    dense = scipy.sparse.csr_matrix(np.array([example.vectors for example in examples]) * VECTOR_SCALE)
    matrix = scipy.sparse.hstack([vectorizer.fit_transform(rows), dense]).tocsr()
    learner = LogisticRegression(C=REGULARISATION, max_iter=500)
    learner.fit(matrix, [example.type for example in examples])
    names = vectorizer.get_feature_names_out()
    sparse = learner.coef_[:, : len(names)].T.round(3)
    weights = {
        str(name): row.tolist()
        for name, row in zip(names, sparse, strict=True)
        if np.abs(row).max() >= LEAST_WEIGHT
    }
    return EventTypeModel(
        tuple(str(kind) for kind in learner.classes_),
        weights,
        (learner.coef_[:, len(names) :] * VECTOR_SCALE).astype(np.float32),
        learner.intercept_.round(4).tolist(),
    )


def accuracy(model: EventTypeModel, examples: Sequence[Example]) -> float:
    """Return the share of examples whose likeliest type is right."""
    right = 0
    for example in examples:
        types = model.probabilities(example.features, example.vectors)
        right += max(types, key=lambda kind: types[kind]) == example.type
    return right / max(len(examples), 1)


def cross_validate(examples: Sequence[Example]) -> None:
    """Print the accuracy on sentences that the model didn't see; rows of one sentence stay together."""
    texts = sorted({example.text for example in examples})
    np.random.RandomState(0).shuffle(texts)
    fold = {text: position % FOLDS for position, text in enumerate(texts)}
    shares = []
    for number in range(FOLDS):
        model = train([example for example in examples if fold[example.text] != number])
        shares.append(accuracy(model, [example for example in examples if fold[example.text] == number]))
    print(f"accuracy, {FOLDS} folds by sentence: {np.mean(shares):.3f}")


def main() -> None:
    """Train, cross-validate, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=Path, help="the development half of the PLOVER records")
    parser.add_argument("--write", action="store_true", help="write the shipped weights")
    chosen = parser.parse_args()
    extractor = Extractor(*load_vocabulary())
    written = list(examples_of(extractor, written_pairs()))
    print(f"{len(written)} pairs of {SENTENCES.name}")
    cross_validate(written)
    recorded = list(examples_of(extractor, recorded_pairs(chosen.records))) if chosen.records else []
    if recorded:
        share = accuracy(train(written), recorded)
        print(f"accuracy on {len(recorded)} records, trained without them: {share:.3f}")
    if chosen.write:
        model = train([*written, *recorded])
        event_types.write_event_types(model)
        size = event_types.SHIPPED.stat().st_size / 1024
        print(f"wrote {len(model.weights)} features, {size:.0f} KiB")


if __name__ == "__main__":
    main()
