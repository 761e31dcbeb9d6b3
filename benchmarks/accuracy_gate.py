"""Hold the accuracy floors: `python benchmarks/accuracy_gate.py GOLD_FOLDER [--update]`.

floors.json pins F1 by level and the digest of the gold that it was measured on, for the held-out third of the
real documents and of the invented ones (split.py: nothing was trained on either).  How well the weights fit
what they were trained on is no floor: a model that learns more generally fits that less.  An extractor that
falls below a floor fails the check; `--update` raises floors to what is measured now, never lowers one, and
writes the held-out figures into the README.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from gold import GoldDocument, read_gold
from scoring import readings_of

from realpolitik.analysis.evaluation import Level, Score, score_readings
from realpolitik.extract import Extractor
from realpolitik.model.gold import Gold, Reading
from realpolitik.pipeline import load_vocabulary

_FLOORS = Path(__file__).with_name("floors.json")
_README = Path(__file__).parent.parent / "README.md"
_TABLE = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- /accuracy -->)", re.DOTALL)
_STEPS = 1000  # floors are pinned to three places, rounded down
_MARGIN = 0.01  # another processor's arithmetic may flip a claim or two
_MEANINGS = {
    Level.TRIPLE: "subject, relation and object",
    Level.STATUS: "these, and the status too",
    Level.ROLLUP: "category of the relation, between the countries acted for",
    Level.PAIR: "the two countries or bodies alone",
}

Figures = dict[str, dict[str, Score]]


def main() -> None:
    """Measure, compare, and tell both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with claims.dev.jsonl and docs/")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured now")
    arguments = parser.parse_args()
    digest = hashlib.sha256((arguments.gold / "claims.dev.jsonl").read_bytes()).hexdigest()
    pinned = json.loads(_FLOORS.read_text(encoding="utf-8")) if _FLOORS.exists() else {"f1": {}}
    if pinned.get("gold_sha256", digest) != digest:
        sys.exit(
            "the gold has changed since the floors were pinned; measure anew and say so in the changelog"
        )
    measured = measure(arguments.gold)
    sunk = _compare(measured, pinned["f1"])
    if sunk:
        sys.exit(f"below the floor: {', '.join(sunk)}")
    if arguments.update:
        floors = {
            part: {
                level: max(pinned["f1"].get(part, {}).get(level, 0.0), _down(s.f1 - _MARGIN))
                for level, s in scores.items()
            }
            for part, scores in measured.items()
        }
        text = json.dumps({"gold_sha256": digest, "f1": floors}, indent=2)
        _FLOORS.write_text(f"{text}\n", encoding="utf-8")
        readme = _README.read_text(encoding="utf-8")
        _README.write_text(_TABLE.sub(_rows(measured["held out"]), readme), encoding="utf-8")


def measure(folder: Path) -> Figures:
    """Return the scores of the held-out documents, real and invented ones apart."""
    scheme, registry = load_vocabulary()
    extractor = Extractor(scheme, registry)
    figures: Figures = {}
    held_out = list(read_gold(folder, folder.parent / "seeds", held_out=True))
    for part, real in (("held out", True), ("invented", False)):
        documents = [document for document in held_out if document.real == real]
        figures[part] = {score.level.value: score for score in _score(documents, extractor)}
    return figures


def _score(documents: Sequence[GoldDocument], extractor: Extractor) -> Sequence[Score]:
    gold = Gold(
        documents=frozenset(document.document.id for document in documents),
        readings=tuple(reading for document in documents for reading in readings_of(document)),
    )
    found = [
        Reading.of(claim, document.aliases)  # type: ignore[arg-type]
        for document in documents
        for claim in extractor.extract(document.document)
    ]
    scheme, _ = load_vocabulary()
    return score_readings(gold, found, scheme)


def _compare(measured: Figures, floors: dict[str, dict[str, float]]) -> list[str]:
    sunk = []
    for part, scores in measured.items():
        for level, score in scores.items():
            floor = floors.get(part, {}).get(level, 0.0)
            print(
                f"{part:11}{level:9} P {score.precision:.3f}  R {score.recall:.3f}  "
                f"F1 {score.f1:.3f}  floor {floor:.3f}"
            )
            if score.f1 < floor:
                sunk.append(f"{part} {level}")
    return sunk


def _rows(scores: dict[str, Score]) -> str:
    lines = ["| held-out real documents | precision | recall | F1 |", "|---|---|---|---|"]
    for level, meaning in _MEANINGS.items():
        score = scores[level.value]
        lines.append(
            f"| {level.value}: {meaning} | {score.precision:.2f} | {score.recall:.2f} | {score.f1:.2f} |"
        )
    return "\n".join(lines) + "\n"


def _down(figure: float) -> float:
    return math.floor(figure * _STEPS) / _STEPS


if __name__ == "__main__":
    main()
