"""Train what says which two parties of a sentence its event is of; cross-validate it on the PLOVER records.

    python benchmarks/train_event_coding.py [--records ../shared/data/plover/gsr_dev.json] [--write]

Trained on the sentences of benchmarks/training_sentences, which mark who does something to whom, on the leads
of benchmarks/training_documents (both CC0, written for this project), and on the development half of the
PLOVER gold standard records (CC BY-SA 4.0).  The figures are of weights that saw no record of the fold that
they code, neither for the pair nor for the type.  Never on PLV.  Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gold import GoldDocument, read_training
from numpy.typing import NDArray
from plover import record_tuples
from train_event_types import Example, examples_of, recorded_pairs, written_pairs
from train_event_types import train as train_types
from train_relations import boosted

from realpolitik.extract import Extractor
from realpolitik.extract.event_coding import SHIPPED, pair_evidence, sentence_pairs
from realpolitik.extract.event_pairs import EventPair, pair_numbers
from realpolitik.extract.event_types import EventTypeModel
from realpolitik.extract.pair_reading import SentenceReading
from realpolitik.extract.ranking import Ranker, write_ranker
from realpolitik.extract.relating import SYMMETRIC
from realpolitik.extract.word_vectors import Vector
from realpolitik.model import ActorKind, Document, DocumentId, Span, kind_of
from realpolitik.model.marked_pair import MarkedPair
from realpolitik.pipeline import load_vocabulary

THRESHOLD = 0.35  # from .30 to .45 cross-validated figures differ by chance
BAGS = 2
RECORD_WEIGHT = 3.0  # the records are few, and what the coding is for
FOLDS = 5
LEADS = ("c08", "d03")  # of the training documents: those of one or two sentences
_STRUCTURE = frozenset({"holds-office", "affiliated", "succeeds"})
_SHOWN = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)

Tuple3 = tuple[str, str, str]
IsEvent = Callable[[SentenceReading, EventPair], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """Two parties of a sentence.

    Attributes:
        text: Of the sentence's document: what has the same one stays in one fold.
        record: Id of the record; empty for what was written for this project.
        parties: The two.
        numbers: What the trees see.
        evidence: What the type is judged by; only of records.
        event: Whether the sentence reports an event of theirs.
    """

    text: str
    record: str
    parties: tuple[str, str]
    numbers: list[float]
    evidence: tuple[list[str], Vector] | None
    event: bool


def rows_of(
    extractor: Extractor, document: Document, is_event: IsEvent, *, record: bool = False
) -> Iterator[Row]:
    """Yield the pairs of a document's sentences."""
    for sentence, pairs in sentence_pairs(extractor, extractor.read(document)):
        for pair, numbers in zip(pairs, pair_numbers(pairs, sentence), strict=True):
            yield Row(
                text=document.text,
                record=document.id if record else "",
                parties=(pair.source, pair.target),
                numbers=numbers,
                evidence=pair_evidence(extractor, sentence, pair) if record else None,
                event=is_event(sentence, pair),
            )


def written_rows(extractor: Extractor) -> Iterator[Row]:
    """Yield the pairs of the sentences that were written to be coded; what is marked is an event."""
    marked: dict[str, list[MarkedPair]] = defaultdict(list)
    for pair, _ in written_pairs():
        marked[pair.text].append(pair)
    for text, pairs in marked.items():
        marks = [(pair.subject, pair.object) for pair in pairs]
        yield from rows_of(extractor, Document(id=DocumentId(pairs[0].id), text=text), _marked(marks))


def lead_rows(extractor: Extractor) -> Iterator[Row]:
    """Yield the pairs of the leads of news; it reports what it tells as done, else what it tells."""
    for gold in read_training():
        if gold.document.id.startswith(LEADS):
            yield from rows_of(extractor, gold.document, _claimed(gold))


def record_rows(
    extractor: Extractor, records: Iterable[dict[str, Any]], countries: set[str]
) -> Iterator[Row]:
    """Yield the pairs of the records; bodies are known by the words that coders marked."""
    for record in records:
        coded = {item[:2] for item in record_tuples(record, countries)}
        sources = _marks(record, "source")
        targets = _marks(record, "target") if record.get("target") else sources
        is_marked = _marked(
            [(source, target) for source in sources for target in targets if source != target]
        )
        document = Document(id=DocumentId(record["id"]), text=record["text"])
        yield from rows_of(extractor, document, _coded(coded, is_marked), record=True)


def _coded(coded: set[tuple[str, str]], is_marked: IsEvent) -> IsEvent:
    def is_event(sentence: SentenceReading, pair: EventPair) -> bool:
        states = all(kind_of(party) is ActorKind.COUNTRY for party in (pair.source, pair.target))
        return (pair.source, pair.target) in coded or (not states and is_marked(sentence, pair))

    return is_event


def _marks(record: dict[str, Any], side: str) -> list[Span]:
    actors = record.get(side)
    words = [actor.get("actorText") or "" for actor in actors] if isinstance(actors, list) else []
    places = [(record["text"].find(word), word) for word in words if word]
    return [Span(start, start + len(word)) for start, word in places if start >= 0]


def _marked(marks: Sequence[tuple[Span, Span]]) -> IsEvent:
    def is_event(sentence: SentenceReading, pair: EventPair) -> bool:
        subject, object_ = (
            sentence.passage.span(mention.start, mention.end) for mention in (pair.subject, pair.object)
        )
        return any(subject.overlaps(source) and object_.overlaps(target) for source, target in marks)

    return is_event


def _claimed(gold: GoldDocument) -> IsEvent:
    def is_event(sentence: SentenceReading, pair: EventPair) -> bool:
        span = sentence.span
        told = [
            claim
            for claim in gold.claims
            if claim.relation not in _STRUCTURE and claim.start < span.end and span.start < claim.end
        ]
        done = [claim for claim in told if claim.status != "possible"] or told
        sources = {pair.source, *pair.subject.actors}
        targets = {pair.target, *pair.object.actors}
        return any(
            (claim.subject in sources and claim.object in targets)
            or (claim.relation in SYMMETRIC and claim.object in sources and claim.subject in targets)
            for claim in done
        )

    return is_event


def train(rows: Sequence[Row], seed: int = 0) -> Ranker:
    """Boost the trees."""
    matrix = np.array([row.numbers for row in rows], dtype=np.float32)
    labels = np.array([row.event for row in rows])
    weights = np.array([RECORD_WEIGHT if row.record else 1.0 for row in rows])
    seeds = range(seed * BAGS, (seed + 1) * BAGS)
    return Ranker(boosted(matrix, labels, weights, seeds), THRESHOLD)


def coded(rows: Sequence[Row], ranker: Ranker, types: EventTypeModel) -> list[tuple[float, str, Tuple3]]:
    """Return confidence, record and tuple of each pair of two states."""
    matrix: NDArray[np.float32] = np.array([row.numbers for row in rows], dtype=np.float32)
    found = []
    for row, probability in zip(rows, ranker.probabilities(matrix).tolist(), strict=True):
        if row.evidence is None or any(kind_of(party) is not ActorKind.COUNTRY for party in row.parties):  # type: ignore[arg-type]
            continue
        kinds = types.probabilities(*row.evidence)
        kind = max(kinds, key=lambda name: kinds[name])
        found.append((probability * kinds[kind], row.record, (*row.parties, kind)))
    return found


def cross_validate(
    written: Sequence[Row],
    recorded: Sequence[Row],
    examples: tuple[Sequence[Example], Sequence[Example]],
    gold: set[tuple[str, Tuple3]],
    seeds: int,
) -> None:
    """Print strict tuple F1 at each threshold by weights that saw no record, and by those of other folds."""
    print("| weights | " + " | ".join(f"{border:.2f}" for border in _SHOWN) + " |")
    print("|---" * (len(_SHOWN) + 1) + "|")
    ours, theirs = examples
    blind = train_types(ours)
    for seed in range(seeds):
        _print_row(f"saw no record, seed {seed}", coded(recorded, train(written, seed), blind), gold)
    for seed in range(seeds):
        texts = sorted({row.text for row in recorded} | {example.text for example in theirs})
        np.random.RandomState(seed).shuffle(texts)
        fold = {text: place % FOLDS for place, text in enumerate(texts)}
        found = []
        for number in range(FOLDS):
            ranker = train([*written, *(row for row in recorded if fold[row.text] != number)], seed)
            types = train_types([*ours, *(e for e in theirs if fold[e.text] != number)])
            found += coded([row for row in recorded if fold[row.text] == number], ranker, types)
        _print_row(f"saw other records, seed {seed}", found, gold)


def _print_row(name: str, found: Sequence[tuple[float, str, Tuple3]], gold: set[tuple[str, Tuple3]]) -> None:
    figures = []
    for border in _SHOWN:
        kept = {(record, item) for confidence, record, item in found if confidence >= border}
        figures.append(2 * len(kept & gold) / (len(kept) + len(gold)))
    print(f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |", flush=True)


def main() -> None:
    """Train, cross-validate, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=Path, help="the development half of the PLOVER records")
    parser.add_argument("--seeds", type=int, default=3, help="how often to cross-validate; 0 for not at all")
    parser.add_argument("--write", action="store_true", help="write the shipped weights")
    chosen = parser.parse_args()
    scheme, registry = load_vocabulary()
    extractor = Extractor(scheme, registry)
    written = [*written_rows(extractor), *lead_rows(extractor)]
    recorded: list[Row] = []
    if chosen.records:
        records = json.loads(chosen.records.read_text(encoding="utf-8"))
        countries: set[str] = {actor.id for actor in registry if kind_of(actor.id) is ActorKind.COUNTRY}
        recorded = list(record_rows(extractor, records, countries))
        if chosen.seeds:
            gold = {(record["id"], item) for record in records for item in record_tuples(record, countries)}
            ours = list(examples_of(extractor, written_pairs()))
            theirs = list(examples_of(extractor, recorded_pairs(chosen.records)))
            cross_validate(written, recorded, (ours, theirs), gold, chosen.seeds)
    print(f"{len(written)} pairs written for this project, {len(recorded)} of records")
    if chosen.write:
        write_ranker(train([*written, *recorded]), SHIPPED)
        print(f"wrote {SHIPPED.name}, {SHIPPED.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
