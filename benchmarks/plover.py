"""Measure extraction against the PLOVER gold standard records and PLV, beside published figures.

    python benchmarks/plover.py --records ../shared/data/plover/gsr_dev.json
    python benchmarks/plover.py --plv ../shared/data/plover/plv_train.tsv

Records: coded events (`realpolitik extract --events`) against (source country, target country, event type).
The records code one event a sentence; whatever else a sentence tells counts as false, as one sees by the same
figure of its claims, rolled up to countries, beside it.
PLV: the event type of two marked actors, by `realpolitik relate`.  Both serve to measure only: PLV
states no licence, so nothing is trained on it and none of its rows is kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from realpolitik.extract import Extractor
from realpolitik.extract.event_coding import code_events
from realpolitik.extract.relate_pair import rank_relations
from realpolitik.extract.relating import SYMMETRIC
from realpolitik.model import Claim, Document, DocumentId, Span, kind_of
from realpolitik.model.actor import ActorKind
from realpolitik.model.marked_pair import MarkedPair
from realpolitik.pipeline import load_vocabulary

# The records' codes for countries that have others in ISO 3166, and types of PLOVER's first draft.
CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
TYPES = {
    "DEMAND": "REQUEST",
    "FIGHT": "ASSAULT",
    "RETREAT": "YIELD",
    "CONCEDE": "YIELD",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
}
RECORDS_PEERS = {"keyword floor": 0.444, "PETRARCH2": 0.358, "UniversalPetrarch": 0.357}
TYPE_PEERS = {"keyword floor": 0.52, "PETRARCH2": 0.61, "UniversalPetrarch": 0.60, "large NLI model": 0.84}
PLV_PEERS = {
    "ConfliBERT, trained on PLV": 0.867,
    "ZSP (RoBERTa-large NLI)": 0.824,
    "GPT-4": 0.615,
    "UniversalPetrarch": 0.463,
    "GPT-3.5": 0.409,
}

Tuple3 = tuple[str, str, str]
RecordTuple = tuple[str, Tuple3]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--plv", type=Path)
    parser.add_argument("--confusions", type=int, default=0, help="how many pairs of types to list")
    chosen = parser.parse_args()
    scheme, registry = load_vocabulary()
    extractor = Extractor(scheme, registry)
    if chosen.records:
        countries: set[str] = {actor.id for actor in registry if kind_of(actor.id) is ActorKind.COUNTRY}
        measure_records(extractor, json.loads(chosen.records.read_text(encoding="utf-8")), countries)
    if chosen.plv:
        measure_plv(extractor, chosen.plv, confusions=chosen.confusions)


def measure_records(extractor: Extractor, records: list[dict[str, Any]], countries: set[str]) -> None:
    """Print strict tuple F1 between states, and how often the type is right where the pair is."""
    gold: set[RecordTuple] = set()
    events: set[RecordTuple] = set()
    claims: set[RecordTuple] = set()
    for record in records:
        gold |= {(record["id"], item) for item in set(record_tuples(record, countries))}
        document = Document(id=DocumentId(record["id"]), text=record["text"])
        for event in code_events(extractor, document):
            if {event.source, event.target} <= countries:
                events.add((record["id"], (event.source, event.target, event.event)))
        claims |= {(record["id"], item) for item in _claim_tuples(extractor.extract(document))}
    print(f"PLOVER records, interstate: {len(records)} sentences, {len(gold)} tuples")
    _table("strict tuple F1", _f1(len(gold & events), len(events), len(gold)), RECORDS_PEERS)
    for name, found in (("coded events", events), ("claims", claims)):
        _print_tuples(name, gold, found)
    typed = [
        (TYPES.get(record["event"], record["event"]), _best_code(extractor, pair))
        for record in records
        if (pair := record_pair(record)) is not None
    ]
    print(f"  both actors' words stand in the text of {len(typed)} records, within states too")
    _table("type accuracy given the pair", sum(a == b for a, b in typed) / max(len(typed), 1), TYPE_PEERS)


def _print_tuples(name: str, gold: set[RecordTuple], found: set[RecordTuple]) -> None:
    right = len(gold & found)
    precision, recall = right / max(len(found), 1), right / max(len(gold), 1)
    pairs = {(record, *item[:2]) for record, item in gold}
    found_pairs = {(record, *item[:2]) for record, item in found}
    pair = _f1(len(pairs & found_pairs), len(found_pairs), len(pairs))
    print(
        f"  {name}: {len(found)} found, F1 {_f1(right, len(found), len(gold)):.3f}, "
        f"precision {precision:.3f}, recall {recall:.3f}, pair F1 {pair:.3f}"
    )


def record_pair(record: dict[str, Any]) -> MarkedPair | None:
    """Return a record's first two actors as marks; None where it has one, or the text has other words."""
    listed = [record.get(side) for side in ("source", "target")]
    actors = [actor for side in listed if isinstance(side, list) for actor in side]
    if all(isinstance(side, list) and side for side in listed):
        actors = [listed[0][0], listed[1][0]]  # type: ignore[index]
    if len(actors) < 2:  # noqa: PLR2004 - a pair
        return None
    text, spans = record["text"], []
    for actor in actors[:2]:
        words = actor.get("actorText") or ""
        start = text.find(words) if words else -1
        if start < 0:
            return None
        spans.append(Span(start, start + len(words)))
    if spans[0].overlaps(spans[1]):
        return None
    return MarkedPair(id=record["id"], text=text, subject=spans[0], object=spans[1])


def _best_code(extractor: Extractor, pair: MarkedPair | None) -> str:
    ranked = rank_relations(extractor, pair) if pair else []
    return next((item.plover for item in ranked if item.plover), None) or "none"


def record_tuples(record: dict[str, Any], countries: set[str]) -> Iterator[Tuple3]:
    """Yield the tuples of a record between two states; actors that act together are each other's targets."""
    event = TYPES.get(record["event"], record["event"])
    sources = _codes(record.get("source"), countries)
    targets = _codes(record.get("target"), countries)
    if not record.get("target"):
        targets = sources
    for source in sources:
        for target in targets:
            if source != target:
                yield source, target, event


def _codes(actors: object, countries: set[str]) -> list[str]:
    listed = actors if isinstance(actors, list) else []
    codes = [CODES.get(actor.get("code", ""), actor.get("code", "")) for actor in listed]
    return list(dict.fromkeys(code for code in codes if code in countries))


def _claim_tuples(claims: Iterable[Claim]) -> Iterator[Tuple3]:
    """Yield the events of claims between two states; of a group that acts together, both ways."""
    for claim in claims:
        source, target = claim.subject_country, claim.object_country
        if claim.plover is None or source is None or target is None or source == target:
            continue
        yield source, target, claim.plover
        if _together(claim):
            yield target, source, claim.plover


def _together(claim: Claim) -> bool:
    """Tell whether two act with each other, as one subject: both stand on the same side of the trigger."""
    evidence = claim.evidence
    if claim.relation not in SYMMETRIC or not (evidence.subject and evidence.object and evidence.trigger):
        return False
    return (evidence.subject.start < evidence.trigger.start) == (
        evidence.object.start < evidence.trigger.start
    )


def measure_plv(extractor: Extractor, path: Path, *, confusions: int) -> None:
    """Print macro-F1 over the root codes given the two marked actors."""
    wanted: list[str] = []
    given: list[str] = []
    started = time.process_time()
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            wanted.append(row["gold_root"])
            given.append(_best_code(extractor, _marked(row)))
    spent = time.process_time() - started
    right = Counter(a for a, b in zip(wanted, given, strict=True) if a == b)
    truth, said = Counter(wanted), Counter(given)
    by_code = {code: _f1(right[code], said[code], truth[code]) for code in sorted(truth)}
    accuracy = sum(right.values()) / len(wanted)
    print(f"PLV: {len(wanted)} sentences, {1000 * spent / len(wanted):.0f} ms of CPU time each")
    print(f"  accuracy {accuracy:.3f}, without an answer {said['none']}")
    _table("macro-F1, 15 root codes", sum(by_code.values()) / len(by_code), PLV_PEERS)
    for code, figure in by_code.items():
        print(f"  {code:<10} F1 {figure:.3f}  {truth[code]:4} wanted, {said[code]:4} given")
    missed = Counter((a, b) for a, b in zip(wanted, given, strict=True) if a != b)
    for (code, other), count in missed.most_common(confusions):
        print(f"  {code} taken for {other}: {count}")


def _marked(row: dict[str, str]) -> MarkedPair | None:
    """Return a row with its marks as offsets; None where the sentence doesn't name one of the two."""
    marked, spans = row["marked_sentence"], {}
    text = _bare(marked)
    for mark in ("s", "t"):
        if f"<{mark}>" not in marked:
            return None
        before = marked[: marked.index(f"<{mark}>")]
        inside = marked[marked.index(f"<{mark}>") + 3 : marked.index(f"</{mark}>")]
        start = len(_bare(before))
        spans[mark] = Span(start, start + len(_bare(inside)))
    return MarkedPair(id=row["sentence_id"], text=text, subject=spans["s"], object=spans["t"])


def _bare(text: str) -> str:
    for piece in ("<s>", "</s>", "<t>", "</t>"):
        text = text.replace(piece, "")
    return text


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 0.0


def _table(name: str, figure: float, peers: dict[str, float]) -> None:
    print(f"| {name} | |\n|---|---|\n| realpolitik | {figure:.3f} |")
    for peer, theirs in peers.items():
        print(f"| {peer}, as published | {theirs} |")


if __name__ == "__main__":
    main()
