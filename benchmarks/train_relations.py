r"""Train the relation model that the extractor ships, and cross-validate it.

    python benchmarks/train_relations.py --gold ../shared/gold --seeds ../shared/seeds \
        --treebanks ../shared/pipeline/treebanks [--write] [--held-out | --unseen]

Trained on the claims gold: the invented documents (CC0) and the development half of the real ones, of
which only weights are kept, on benchmarks/training_documents (its batches c), and on the annotated weblogs
and newsgroup articles of the English Web Treebank (CC BY-SA 4.0).  Documents are split by split.py: the
held-out third is never trained on, nor read.  Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import time
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from gold import GoldClaim, GoldDocument, read_gold, read_training, read_web
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from realpolitik.extract import model as models
from realpolitik.extract import ranking
from realpolitik.extract.candidates import Argument
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.model import LinearModel, RelationModel
from realpolitik.extract.pair_reading import PairReading, SentenceReading, TriggerReading
from realpolitik.extract.ranking import Ranker, Scored, rank_features
from realpolitik.extract.relating import SYMMETRIC, all_arguments, pair_readings
from realpolitik.extract.status import status_features
from realpolitik.extract.trees import Trees, trees_from_json
from realpolitik.model import digest
from realpolitik.pipeline import load_vocabulary

LEARNT = "c"  # batches of training_documents; those of d in addition gave nothing beyond chance
UNSEEN = ("d01", "d02")  # so that these can tell how a model does on documents that it never saw
REGULARISATION = 0.3
LEAST_COUNT = 2  # a feature seen once teaches nothing that holds elsewhere
INNER_FOLDS = 3
LEAST_WEIGHT = 0.02  # smaller ones add size and nothing else
REAL_WEIGHT = 2.0  # others' documents count twice: they are what the extractor is for
WEB_WEIGHT = 1.0  # where --treebanks is given, as for the shipped weights
MADE_WEIGHT = 0.3  # more than that raised the number of false claims in real documents
THRESHOLD = 0.14  # below the best for triples: pairs need it, and what stands beside a surer claim is dropped
TREES, LEAVES, RATE, LEAST_LEAF, SHRINKAGE, SHARE = 120, 8, 0.06, 20, 5.0, 0.5
BAGS = 3  # ensembles whose log-odds are averaged


@dataclass(slots=True)
class Sample:
    """A sentence with the gold claims that its words carry."""

    document: str
    sentence: SentenceReading
    keys: set[tuple[str, str, str]]
    status: dict[tuple[str, str, str], str]
    weight: float
    aliases: Mapping[str, str]

    @property
    def made(self) -> bool:
        """Whether a pattern made the sentence (make_voices.py): it teaches voice, not status or density."""
        return self.document.startswith("c05")


Rows = NDArray[np.int64]


class FeatureTable:
    """Rows of named features, turned into numbers once however many models are fitted."""

    def __init__(self) -> None:
        self.columns: dict[str, int] = {}
        self._indices = array("i")
        self._pointers = array("q", [0])

    def add(self, features: Iterable[str]) -> None:
        """Add a row."""
        columns = self.columns
        self._indices.extend({columns.setdefault(feature, len(columns)) for feature in features})
        self._pointers.append(len(self._indices))

    def matrix(self) -> scipy.sparse.csr_matrix:
        """Return the rows."""
        data = np.ones(len(self._indices), dtype=np.float32)
        shape = (len(self._pointers) - 1, len(self.columns))
        return scipy.sparse.csr_matrix((data, np.array(self._indices), np.array(self._pointers)), shape=shape)


@dataclass(slots=True)
class Problem:
    """What is known of each row of a table: features, weight, fold."""

    names: list[str]
    matrix: scipy.sparse.csr_matrix
    weights: NDArray[np.float64]
    folds: Rows

    def fit(
        self, labels: NDArray[np.bool_], rows: Rows | None = None, strength: float = REGULARISATION
    ) -> tuple[NDArray[np.float64], float]:
        """Fit one binary model to some rows; a feature that they hold once counts nothing."""
        rows = np.arange(len(labels)) if rows is None else rows
        matrix = self.matrix[rows]
        columns = np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel() >= LEAST_COUNT)
        learner = LogisticRegression(C=strength, solver="liblinear", max_iter=100, tol=1e-3)
        learner.fit(matrix[:, columns], labels[rows], sample_weight=self.weights[rows])
        weights = np.zeros(self.matrix.shape[1])
        weights[columns] = learner.coef_[0]
        return weights, float(learner.intercept_[0])

    def crossed(self, labels: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return log-odds of each row by a model that saw nothing of its fold."""
        found = np.zeros(len(labels))
        for number in range(INNER_FOLDS):
            weights, bias = self.fit(labels, np.flatnonzero(self.folds != number))
            rows = np.flatnonzero(self.folds == number)
            found[rows] = self.matrix[rows] @ weights + bias
        return found

    def model(self, labels: NDArray[np.bool_], strength: float = REGULARISATION) -> LinearModel:
        """Return a model of all rows, small weights left out."""
        weights, bias = self.fit(labels, strength=strength)
        kept = np.flatnonzero(np.abs(weights) >= LEAST_WEIGHT)
        return LinearModel(
            {self.names[column]: round(float(weights[column]), 3) for column in kept}, round(bias, 4)
        )


def problem_of(table: FeatureTable, weights: Sequence[float], folds: Sequence[int]) -> Problem:
    """Make a problem of a table."""
    return Problem(list(table.columns), table.matrix(), np.array(weights), np.array(folds))


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
    return Sample(gold.document.id, sentence, set(status), status, _weight(gold), gold.aliases)


def _weight(gold: GoldDocument) -> float:
    """Return how much a document's sentences count in training."""
    if gold.document.id.startswith("c05"):
        return MADE_WEIGHT
    if gold.web:
        return WEB_WEIGHT
    return REAL_WEIGHT if gold.real else 1.0


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


def key_of(sample: Sample, reading: PairReading) -> tuple[str, str, str] | None:
    """Return the gold claim that a reading is, if it is one."""
    alias = sample.aliases.get
    keys = ((alias(s, s), reading.relation, alias(o, o)) for s, o in reading.actors())
    return next((key for key in keys if key in sample.keys), None)


def train(samples: Sequence[Sample]) -> tuple[RelationModel, Ranker]:
    """Train all models; each sees the verdicts of those before it from folds that they didn't train on."""
    names = sorted({sample.document for sample in samples})
    np.random.RandomState(0).shuffle(names)
    folds = {name: position % INNER_FOLDS for position, name in enumerate(names)}
    subject, object_ = train_arguments(samples, folds)
    readings = [(sample, reading) for sample in samples for reading in pair_readings(sample.sentence)]
    table = FeatureTable()
    for _, reading in readings:
        table.add(reading.features)
    keys = [key_of(sample, reading) for sample, reading in readings]
    labels = np.array([key is not None for key in keys])
    weights = [sample.weight for sample, _ in readings]
    problem = problem_of(table, weights, [folds[sample.document] for sample, _ in readings])
    ranker = train_ranker(readings, problem.crossed(labels), labels)
    relation = problem.model(labels)
    possible, negated = train_status(readings, keys)
    version = digest("model", relation.weights, subject.weights, object_.weights, ranker.to_json())[:8]
    model = RelationModel(subject, object_, relation, possible, negated, version)
    return model, ranker


def train_arguments(samples: Sequence[Sample], folds: Mapping[str, int]) -> tuple[LinearModel, LinearModel]:
    """Fit the two argument models, and give every argument its scores by models of other folds."""
    table = FeatureTable()
    found: list[Argument] = []
    labels: list[tuple[bool, bool]] = []
    weights: list[float] = []
    places: list[int] = []
    for sample in samples:
        for item, argument in all_arguments([sample.sentence]):
            table.add(argument.features)
            found.append(argument)
            labels.append(argument_labels(sample, item, argument))
            weights.append(sample.weight)
            places.append(folds[sample.document])
    problem = problem_of(table, weights, places)
    firsts, seconds = np.array(labels).T
    for argument, one, two in zip(found, problem.crossed(firsts), problem.crossed(seconds), strict=True):
        argument.subject_score, argument.object_score = models.sigmoid(one), models.sigmoid(two)
    return problem.model(firsts), problem.model(seconds)


def train_status(
    readings: Sequence[tuple[Sample, PairReading]], keys: Sequence[tuple[str, str, str] | None]
) -> tuple[LinearModel, LinearModel]:
    """Fit the two status models to the readings that are gold claims."""
    table = FeatureTable()
    statuses: list[str] = []
    for (sample, reading), key in zip(readings, keys, strict=True):
        if key is not None and not sample.made:
            statuses.append(sample.status[key])
            table.add(
                status_features(
                    sample.sentence.graph,
                    reading.trigger.trigger,
                    reading.relation,
                    heading=sample.sentence.passage.heading,
                )
            )
    problem = problem_of(table, [1.0] * len(statuses), [0] * len(statuses))
    verdicts = np.array(statuses)
    return problem.model(verdicts == "possible", 1.0), problem.model(verdicts == "negated", 1.0)


def train_ranker(
    readings: Sequence[tuple[Sample, PairReading]], logits: NDArray[np.float64], labels: NDArray[np.bool_]
) -> Ranker:
    """Boost trees over the readings, each seen among the others of its document."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for place, (sample, _) in enumerate(readings):
        if logits[place] >= ranking.LEAST_LOGIT:
            by_document[sample.document].append(place)
    blocks = [
        rank_features([Scored(float(logits[place]), readings[place][1]) for place in places])
        for places in by_document.values()
    ]
    order = [place for places in by_document.values() for place in places]
    matrix = np.concatenate(blocks)
    weights = np.array([readings[place][0].weight for place in order])
    return Ranker(boosted(matrix, labels[order], weights, range(BAGS)), THRESHOLD)


def boosted(matrix: NDArray[Any], labels: NDArray[Any], weights: NDArray[Any], seeds: Iterable[int]) -> Trees:
    """Boost an ensemble for each seed, and join them."""
    ensembles = [
        HistGradientBoostingClassifier(
            max_iter=TREES,
            learning_rate=RATE,
            max_leaf_nodes=LEAVES,
            min_samples_leaf=LEAST_LEAF,
            l2_regularization=SHRINKAGE,
            max_features=SHARE,
            random_state=seed,
            early_stopping=False,
        ).fit(matrix, labels, sample_weight=weights)
        for seed in seeds
    ]
    return trees_of(ensembles)


def trees_of(ensembles: Sequence[HistGradientBoostingClassifier]) -> Trees:
    """Join ensembles into one table of nodes."""
    roots: list[int] = []
    columns: dict[str, list[float]] = {name: [] for name in ("feature", "border", "left", "right", "value")}
    for ensemble in ensembles:
        for (tree,) in ensemble._predictors:  # noqa: SLF001 - there is no public way to the trees
            first = len(columns["value"])
            roots.append(first)
            for node in tree.nodes:
                leaf = bool(node["is_leaf"])
                columns["feature"].append(-1 if leaf else int(node["feature_idx"]))
                columns["border"].append(0.0 if leaf else round(float(node["num_threshold"]), 5))
                columns["left"].append(0 if leaf else first + int(node["left"]))
                columns["right"].append(0 if leaf else first + int(node["right"]))
                columns["value"].append(round(float(node["value"]) / len(ensembles), 5) if leaf else 0.0)
    biases = [float(np.ravel(ensemble._baseline_prediction)[0]) for ensemble in ensembles]  # noqa: SLF001
    return trees_from_json({"roots": roots, **columns, "bias": round(sum(biases) / len(biases), 5)})


def cross_validate(
    extractor: Extractor,
    documents: Sequence[GoldDocument],
    samples: Sequence[Sample],
    extra: Sequence[Sample],
    folds: int,
    *,
    errors: bool = False,
) -> None:
    """Print the levels of F1 over thresholds, each document predicted by models that never saw it."""
    from error_kinds import print_errors  # noqa: PLC0415 - needs the same path as gold
    from scoring import table  # noqa: PLC0415
    from voices_status import print_tallies  # noqa: PLC0415

    names = sorted({gold.document.id for gold in documents})
    np.random.RandomState(1).shuffle(names)
    fold = {name: position % folds for position, name in enumerate(names)}
    claims = defaultdict(list)
    for number in range(folds):
        trained = train([*(s for s in samples if fold[s.document] != number), *extra])
        extractor.model, extractor.ranker = trained
        for gold in documents:
            if fold[gold.document.id] == number:
                claims[gold.document.id] = list(extractor.extract(gold.document, threshold=0.05))
    table(documents, claims)
    print_tallies(documents, claims, THRESHOLD)
    if errors:
        print_errors(extractor, documents, claims, THRESHOLD)


def main() -> None:
    """Train, cross-validate, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--treebanks", type=Path, help="folder with the English Web Treebank")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="write the shipped weights")
    parser.add_argument(
        "--held-out", action="store_true", help="score the held-out third with the shipped weights"
    )
    parser.add_argument(
        "--unseen", action="store_true", help=f"score the shipped weights on {' and '.join(UNSEEN)} instead"
    )
    parser.add_argument("--no-cv", action="store_true")
    parser.add_argument("--errors", action="store_true", help="count misses and false claims by kind")
    arguments = parser.parse_args()
    scheme, registry = load_vocabulary()
    extractor = Extractor(scheme, registry)
    if arguments.held_out or arguments.unseen:
        from scoring import table  # noqa: PLC0415

        if arguments.unseen:
            documents = [gold for gold in read_training() if gold.document.id.startswith(UNSEEN)]
        else:
            documents = list(read_gold(arguments.gold, arguments.seeds, held_out=True))
        table(
            documents, {d.document.id: list(extractor.extract(d.document, threshold=0.05)) for d in documents}
        )
        return
    started = time.perf_counter()
    documents = list(read_gold(arguments.gold, arguments.seeds, held_out=False))
    samples = samples_of(extractor, documents)
    web = read_web(arguments.treebanks) if arguments.treebanks else ()
    made = (gold for gold in read_training() if gold.document.id.startswith(LEARNT))
    extra = samples_of(extractor, [*made, *web])
    reach = sum(len(sample.keys) for sample in samples)
    seconds = time.perf_counter() - started
    print(f"{len(documents)} documents, {len(samples)} sentences, {reach} claims in reach; {seconds:.0f} s")
    if not arguments.no_cv:
        cross_validate(extractor, documents, samples, extra, arguments.folds, errors=arguments.errors)
    if arguments.write:
        model, ranker = train([*samples, *extra])
        models.SHIPPED.parent.mkdir(exist_ok=True)
        models.write_model(model)
        ranking.write_ranker(ranker)
        sizes = [file.stat().st_size / 1024 for file in (models.SHIPPED, ranking.SHIPPED)]
        print(f"wrote version {model.version}: {sizes[0]:.0f} + {sizes[1]:.0f} KiB")


if __name__ == "__main__":
    main()
