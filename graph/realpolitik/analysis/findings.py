"""What analyses find, as values that show themselves as tables, with what they rest on below."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from realpolitik.analysis.agreement import Corroboration
from realpolitik.analysis.centrality import Ranked
from realpolitik.analysis.chronology import Change, Entry
from realpolitik.analysis.coverage import Overlap, SourceProfile
from realpolitik.analysis.disagreement import Contradiction
from realpolitik.analysis.parties import Names
from realpolitik.analysis.profiles import Partner
from realpolitik.analysis.records import Records
from realpolitik.analysis.series import ChangePoint, Point
from realpolitik.analysis.ties import Grounds
from realpolitik.model import Claim
from realpolitik.model.column import Column, ColumnKind
from realpolitik.vocabulary import RelationScheme

_Value = TypeVar("_Value")

POINT_COLUMNS = (
    Column("period", ColumnKind.TEXT, "`2018`, `2018-03` or `2018-03-04`."),
    Column("score", ColumnKind.NUMBER, "Mean place on Goldstein's scale, -10 to +10.", nullable=True),
    Column("cooperation", ColumnKind.WHOLE, "Number of cooperative claims."),
    Column("conflict", ColumnKind.WHOLE, "Number of conflictual claims."),
    Column("claims", ColumnKind.WHOLE, "Number of claims."),
)
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Findings(Records[_Value]):
    """Records with a note on what they rest on.

    Attributes:
        note: Number of claims behind them, what was left out, and what to beware of; None where nothing is
            left out.
    """

    note: Grounds | str | None = None

    def _repr_html_(self) -> str:
        table = Records._repr_html_(self)
        return f"{table}<p><small>{html.escape(str(self.note))}</small></p>" if self.note else table


def ranked_row(ranked: Ranked) -> Row:
    """Return an actor's place as a row."""
    return {
        "rank": ranked.rank,
        "actor": ranked.actor,
        "label": ranked.label,
        "value": ranked.value,
        "claims": ranked.claims,
    }


def contradiction_row(contradiction: Contradiction, names: Names) -> Row:
    """Return a contradiction as a row; `sides` holds the stance, claims and documents of each."""
    return {
        "importance": contradiction.importance,
        "kind": contradiction.kind.value,
        "subject": contradiction.subject,
        "object": contradiction.object,
        "subject_label": names[contradiction.subject],
        "object_label": names[contradiction.object],
        "relations": list(contradiction.relations),
        "explanation": contradiction.explanation,
        "sides": [
            {
                "stance": side.stance,
                "claims": list(side.claims),
                "documents": list(side.documents),
                "sources": list(side.sources),
                "speakers": list(side.speakers),
                "passages": [
                    {
                        "document": passage.document,
                        "quote": passage.quote,
                        "start": passage.span.start,
                        "end": passage.span.end,
                    }
                    for passage in side.passages
                ],
            }
            for side in contradiction.sides
        ],
    }


def corroboration_row(found: Corroboration, names: Names) -> Row:
    """Return how well a relationship is borne out as a row."""
    return {
        "subject": found.subject,
        "relation": found.relation,
        "object": found.object,
        "subject_label": names[found.subject],
        "object_label": names[found.object],
        "support": found.support.value,
        "voices": found.voices,
        "claims": len(found.claims),
        "documents": list(found.documents),
        "speakers": list(found.speakers),
    }


def entry_row(entry: Entry, scheme: RelationScheme) -> Row:
    """Return a claim at its place in time as a row."""
    claim = entry.claim
    return {
        "start": entry.start,
        "end": entry.end,
        "precision": entry.precision.value if entry.precision else None,
        "basis": entry.basis.value,
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object,
        "told": f"{claim.subject_label} {scheme[claim.relation].label} {claim.object_label}",
        "status": claim.status.value,
        "attributed_to": claim.attributed_to,
        "document": claim.evidence.document,
        "quote": claim.evidence.quote,
        "id": claim.id,
    }


def change_row(change: Change, names: Names) -> Row:
    """Return what two days' snapshots say of a relationship as a row."""
    return {
        "change": "grew" if change.before else "appeared",
        "subject": change.subject,
        "relation": change.relation,
        "object": change.object,
        "subject_label": names[change.subject],
        "object_label": names[change.object],
        "before": change.before,
        "after": change.after,
    }


def snapshot_row(change: Change, names: Names) -> Row:
    """Return what had been told of a relationship by a day as a row."""
    return {
        "subject": change.subject,
        "relation": change.relation,
        "object": change.object,
        "subject_label": names[change.subject],
        "object_label": names[change.object],
        "facts": change.after,
    }


def profile_row(profile: SourceProfile) -> Row:
    """Return what a source tells as a row."""
    return {
        "source": profile.source,
        "documents": list(profile.documents),
        "claims": profile.claims,
        "acts": profile.acts,
        "only_here": profile.only_here,
        "attributed": profile.attributed,
        "goldstein": profile.goldstein,
        "confidence": profile.confidence,
        "by_category": dict(profile.by_category),
        "by_status": dict(profile.by_status),
    }


def overlap_row(overlap: Overlap) -> Row:
    """Return how two sources compare as a row."""
    return {
        "first": overlap.first,
        "second": overlap.second,
        "shared": overlap.shared,
        "agreement": overlap.agreement,
        "contradictions": overlap.contradictions,
    }


def partner_row(partner: Partner, names: Names) -> Row:
    """Return what is told of an actor and one partner as a row."""
    return {
        "partner": partner.partner,
        "partner_label": names[partner.partner],
        "claims": len(partner.claims),
        "given": partner.given,
        "received": partner.received,
        "cooperation": partner.cooperation,
        "conflict": partner.conflict,
        "goldstein": partner.goldstein,
        "documents": partner.documents,
        "relations": [f"{label} ({count})" for label, count in partner.relations],
    }


def claim_row(claim: Claim, scheme: RelationScheme) -> Row:
    """Return a claim as a row, in words."""
    return {
        "when": claim.when.start or claim.when.end or claim.when.text if claim.when else None,
        "told": f"{claim.subject_label} {scheme[claim.relation].label} {claim.object_label}",
        "status": claim.status.value,
        "attributed_to": claim.attributed_to,
        "confidence": claim.confidence,
        "document": claim.evidence.document,
        "quote": claim.evidence.quote,
        "id": claim.id,
    }


def point_row(point: Point) -> Row:
    """Return what is told of a pair in one period as a row."""
    return {
        "period": point.period,
        "score": point.score,
        "cooperation": point.cooperation,
        "conflict": point.conflict,
        "claims": len(point.claims),
    }


def level_row(change: ChangePoint) -> Row:
    """Return a change of level as a row: scores on Goldstein's scale."""
    return {"period": change.period, "before": change.before, "after": change.after}
