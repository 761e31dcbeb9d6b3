"""Hold the accuracy floors: `python benchmarks/accuracy_gate.py GOLD_FOLDER [--update]`.

floors.json pins F1 by level and the digest of the gold that it was measured on.  An extractor that falls
below a floor fails the check; `--update` raises floors to what is measured now, and never lowers one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path

from realpolitik.pipeline import Inputs, score_claims

_FLOORS = Path(__file__).with_name("floors.json")
_STEPS = 1000  # floors are pinned to three places, rounded down


def main() -> None:
    """Measure, compare, and tell both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder with claims.dev.jsonl and docs/")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured now")
    arguments = parser.parse_args()
    gold = arguments.gold / "claims.dev.jsonl"
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()
    pinned = json.loads(_FLOORS.read_text(encoding="utf-8")) if _FLOORS.exists() else {"f1": {}}
    if pinned.get("gold_sha256", digest) != digest:
        sys.exit(
            "the gold has changed since the floors were pinned; measure anew and say so in the changelog"
        )
    measured = _measure(arguments.gold)
    sunk = []
    for level, f1 in measured.items():
        floor = pinned["f1"].get(level, 0.0)
        print(f"{level:9} F1 {f1:.3f}, floor {floor:.3f}")
        if f1 < floor:
            sunk.append(level)
    if sunk:
        sys.exit(f"below the floor: {', '.join(sunk)}")
    if arguments.update:
        floors = {level: max(pinned["f1"].get(level, 0.0), _down(f1)) for level, f1 in measured.items()}
        text = json.dumps({"gold_sha256": digest, "f1": floors}, indent=2)
        _FLOORS.write_text(f"{text}\n", encoding="utf-8")


def _measure(folder: Path) -> dict[str, float]:
    paths = [str(path) for path in (folder / "docs", folder.parent / "seeds") if path.is_dir()]
    aliases = folder.parent / "eval" / "aliases.json"
    scores = score_claims(
        str(folder / "claims.dev.jsonl"),
        Inputs(paths=paths),
        aliases=str(aliases) if aliases.exists() else None,
    )
    return {score.level.value: score.f1 for score in scores}


def _down(figure: float) -> float:
    return math.floor(figure * _STEPS) / _STEPS


if __name__ == "__main__":
    main()
