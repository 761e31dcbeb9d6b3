"""Train the relation model that the extractor ships, and cross-validate it.

    python benchmarks/train_relations.py --gold ../shared/gold --seeds ../shared/seeds [--write] [--held-out]

Trained on the claims gold: the invented documents (CC0) and the development half of the real ones, of
which only weights are kept, and on benchmarks/training_documents.  Documents are split by split.py: the
held-out third is never trained on, nor read.  Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import scipy.sparse
from gold import GoldClaim, GoldDocument, read_gold, read_training
from sklearn.linear_model import LogisticRegression

from realpolitik.extract import model as models
from realpolitik.extract.candidates import Argument
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.model import LinearModel, RelationModel
from realpolitik.extract.relating import (
    SYMMETRIC,
    PairReading,
    SentenceReading,
    TriggerReading,
    all_arguments,
    pair_readings,
)
from realpolitik.extract.status import status_features
from realpolitik.model import digest
from realpolitik.pipeline import load_vocabulary

REGULARISATION = 0.3
LEAST_COUNT = 2  # a feature seen once teaches nothing that holds elsewhere
INNER_FOLDS = 3
LEAST_WEIGHT = 0.02  # smaller ones add size and nothing else
REAL_WEIGHT = 2.0  # others' documents count twice: they are what the extractor is for
MADE_WEIGHT = 0.3  # more than that raised the number of false claims in real documents
THRESHOLD = 0.22  # where triple and pair F1 together were best in cross-validation


@dataclass(slots=True)
class Sample:
    """A sentence with the gold claims that its words carry."""

    document: str
    sentence: SentenceReading
    keys: set[tuple[str, str, str]]
    status: dict[tuple[str, str, str], str]
    real: bool
    aliases: Mapping[str, str]

    @property
    def made(self) -> bool:
        """Whether a pattern made the sentence (make_voices.py): it teaches voice, not status or density."""
        return self.document.startswith("c05")

    @property
    def weight(self) -> float:
        """How much the sentence counts in training."""
        if self.made:
            return MADE_WEIGHT
        return REAL_WEIGHT if self.real else 1.0


@dataclass(slots=True)
class Vocabulary:
    """Feature → column."""

    columns: dict[str, int] = field(default_factory=dict)

    def matrix(self, rows: Sequence[Sequence[str]], *, grow: bool) -> scipy.sparse.csr_matrix:
        """Return the rows as a sparse matrix; unknown features are dropped unless it may grow."""
        if grow:
            counts = Counter(feature for row in rows for feature in row)
            for feature, count in counts.items():
                if count >= LEAST_COUNT:
                    self.columns.setdefault(feature, len(self.columns))
        indices: list[int] = []
        pointers = [0]
        for row in rows:
            indices.extend({self.columns[f] for f in row if f in self.columns})
            pointers.append(len(indices))
        data = np.ones(len(indices), dtype=np.float32)
        return scipy.sparse.csr_matrix((data, indices, pointers), shape=(len(rows), len(self.columns)))


def fit(
    rows: Sequence[Sequence[str]],
    labels: Sequence[bool],
    strength: float = REGULARISATION,
    weights: Sequence[float] | None = None,
) -> LinearModel:
    """Fit one binary model."""
    vocabulary = Vocabulary()
    matrix = vocabulary.matrix(rows, grow=True)
    learner = LogisticRegression(C=strength, solver="liblinear", max_iter=100, tol=1e-3)
    learner.fit(matrix, np.asarray(labels), sample_weight=weights)
    coefficients = learner.coef_[0]
    kept = {
        f: round(float(coefficients[c]), 3)
        for f, c in vocabulary.columns.items()
        if abs(coefficients[c]) >= LEAST_WEIGHT
    }
    return LinearModel(kept, round(float(learner.intercept_[0]), 4))


def samples_of(extractor: Extractor, documents: Iterable[GoldDocument]) -> list[Sample]:
    """Read the documents and tie the gold claims to their sentences."""
    samples: list[Sample] = []
    for gold in documents:
        for sentence in extractor.sentences(extractor.read(gold.document)):
            span = sentence.span
            present = {gold.aliases.get(a, a) for mention in sentence.mentions for a in mention.actors}
            claims = [c for c in gold.claims if c.start < span.end and span.start < c.end]
            inside = [c for c in claims if c.subject in present and c.object in present]
            samples.append(_sample(gold, sentence, inside))
    return samples


def _sample(gold: GoldDocument, sentence: SentenceReading, claims: list[GoldClaim]) -> Sample:
    status: dict[tuple[str, str, str], str] = {}
    for claim in claims:
        status[claim.subject, claim.relation, claim.object] = claim.status
        if claim.relation in SYMMETRIC:
            status[claim.object, claim.relation, claim.subject] = claim.status
    return Sample(gold.document.id, sentence, set(status), status, gold.real, gold.aliases)


def argument_labels(sample: Sample, item: TriggerReading, argument: Argument) -> tuple[bool, bool]:
    """Tell whether an argument is subject, and object, of a gold claim that the trigger may state."""
    actors = {sample.aliases.get(actor, actor) for actor in argument.mention.actors}
    first = second = False
    for sense in item.trigger.senses:
        for subject, relation, object_ in sample.keys:
            if relation != sense.relation:
                continue
            one, two = (object_, subject) if sense.reversed else (subject, object_)
            first = first or one in actors
            second = second or two in actors
    return first, second


def fit_arguments(samples: Sequence[Sample]) -> tuple[LinearModel, LinearModel]:
    """Fit the two argument models."""
    rows: list[list[str]] = []
    firsts: list[bool] = []
    seconds: list[bool] = []
    weights: list[float] = []
    for sample in samples:
        for item, argument in all_arguments([sample.sentence]):
            first, second = argument_labels(sample, item, argument)
            rows.append(argument.features)
            firsts.append(first)
            seconds.append(second)
            weights.append(sample.weight)
    return fit(rows, firsts, weights=weights), fit(rows, seconds, weights=weights)


def score_arguments(subject: LinearModel, object_: LinearModel, samples: Sequence[Sample]) -> None:
    """Give every argument its scores."""
    for sample in samples:
        for _, argument in all_arguments([sample.sentence]):
            argument.subject_score = subject.probability(argument.features)
            argument.object_score = object_.probability(argument.features)


def key_of(sample: Sample, reading: PairReading) -> tuple[str, str, str] | None:
    """Return the gold claim that a reading is, if it is one."""
    alias = sample.aliases.get
    keys = ((alias(s, s), reading.relation, alias(o, o)) for s, o in reading.actors())
    return next((key for key in keys if key in sample.keys), None)


def train(samples: Sequence[Sample]) -> RelationModel:
    """Train all models; the relation model sees argument scores from folds that didn't train on them."""
    names = sorted({sample.document for sample in samples})
    np.random.RandomState(0).shuffle(names)
    fold = {name: position % INNER_FOLDS for position, name in enumerate(names)}
    for number in range(INNER_FOLDS):
        models_ = fit_arguments([s for s in samples if fold[s.document] != number])
        score_arguments(*models_, [s for s in samples if fold[s.document] == number])
    rows: list[list[str]] = []
    labels: list[bool] = []
    weights: list[float] = []
    status_rows: list[list[str]] = []
    statuses: list[str] = []
    for sample in samples:
        for reading in pair_readings(sample.sentence):
            rows.append(reading.features)
            key = key_of(sample, reading)
            labels.append(key is not None)
            weights.append(sample.weight)
            if key is not None and not sample.made:
                statuses.append(sample.status[key])
                status_rows.append(
                    status_features(
                        sample.sentence.graph,
                        reading.trigger.trigger,
                        reading.relation,
                        heading=sample.sentence.passage.heading,
                    )
                )
    relation = fit(rows, labels, weights=weights)
    subject, object_ = fit_arguments(samples)
    possible = fit(status_rows, [s == "possible" for s in statuses], 1.0)
    negated = fit(status_rows, [s == "negated" for s in statuses], 1.0)
    version = digest("model", relation.weights, subject.weights, object_.weights)[:8]
    return RelationModel(subject, object_, relation, possible, negated, THRESHOLD, 1.0, version)


def cross_validate(
    extractor: Extractor,
    documents: Sequence[GoldDocument],
    samples: Sequence[Sample],
    extra: Sequence[Sample],
    folds: int,
) -> None:
    """Print the levels of F1 over thresholds, each document predicted by models that never saw it."""
    from scoring import table  # noqa: PLC0415 - needs the same path as gold

    names = sorted({gold.document.id for gold in documents})
    np.random.RandomState(1).shuffle(names)
    fold = {name: position % folds for position, name in enumerate(names)}
    claims = defaultdict(list)
    for number in range(folds):
        trained = train([*(s for s in samples if fold[s.document] != number), *extra])
        extractor.model = trained
        for gold in documents:
            if fold[gold.document.id] == number:
                claims[gold.document.id] = list(extractor.extract(gold.document, threshold=0.05))
    table(documents, claims)


def main() -> None:
    """Train, cross-validate, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="write the shipped weights")
    parser.add_argument(
        "--held-out", action="store_true", help="score the held-out third with the shipped weights"
    )
    parser.add_argument("--no-cv", action="store_true")
    arguments = parser.parse_args()
    scheme, registry = load_vocabulary()
    extractor = Extractor(scheme, registry)
    if arguments.held_out:
        from scoring import table  # noqa: PLC0415

        documents = list(read_gold(arguments.gold, arguments.seeds, held_out=True))
        table(
            documents, {d.document.id: list(extractor.extract(d.document, threshold=0.05)) for d in documents}
        )
        return
    started = time.perf_counter()
    documents = list(read_gold(arguments.gold, arguments.seeds, held_out=False))
    samples = samples_of(extractor, documents)
    extra = samples_of(extractor, read_training())
    reach = sum(len(sample.keys) for sample in samples)
    seconds = time.perf_counter() - started
    print(f"{len(documents)} documents, {len(samples)} sentences, {reach} claims in reach; {seconds:.0f} s")
    if not arguments.no_cv:
        cross_validate(extractor, documents, samples, extra, arguments.folds)
    if arguments.write:
        trained = train([*samples, *extra])
        models.SHIPPED.parent.mkdir(exist_ok=True)
        models.write_model(trained)
        print(f"wrote version {trained.version}: {models.SHIPPED.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
