"""A table of F1 by level over thresholds, for real and invented documents apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gold import GoldDocument

from realpolitik.analysis.evaluation import score_readings
from realpolitik.model import Claim
from realpolitik.model.gold import Gold, Reading
from realpolitik.pipeline import load_vocabulary

THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def readings_of(gold: GoldDocument) -> list[Reading]:
    """Return the gold claims of a document as readings."""
    return [
        Reading(
            document=gold.document.id,
            subject=claim.subject,  # type: ignore[arg-type]
            relation=claim.relation,  # type: ignore[arg-type]
            object=claim.object,  # type: ignore[arg-type]
            status=claim.status,  # type: ignore[arg-type]
            core=claim.core,
        )
        for claim in gold.claims
    ]


def table(documents: Sequence[GoldDocument], claims: Mapping[str, Sequence[Claim]]) -> None:
    """Print precision, recall and F1 at every level, by threshold; roles have no threshold."""
    scheme, _ = load_vocabulary()
    aliases = _aliases(documents)
    for name, group in (
        ("real", [d for d in documents if d.real]),
        ("invented", [d for d in documents if not d.real]),
    ):
        if not group:
            continue
        gold = Gold(
            documents=frozenset(d.document.id for d in group),
            readings=tuple(reading for d in group for reading in readings_of(d)),
        )
        for threshold in THRESHOLDS:
            kept = [
                Reading.of(claim, aliases)
                for d in group
                for claim in claims.get(d.document.id, ())
                if claim.evidence.trigger is None or claim.confidence >= threshold
            ]
            scores = score_readings(gold, kept, scheme)
            cells = "  ".join(f"{s.level.value} {s.precision:.2f}/{s.recall:.2f}/{s.f1:.3f}" for s in scores)
            print(f"{name:9}{threshold:5.2f}  {cells}")


def _aliases(documents: Sequence[GoldDocument]) -> dict[str, str]:
    return documents[0].aliases if documents else {}
