"""A relationship: all claims with one subject, relation and object, together."""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.model.identifiers import ActorId, ClaimId, DocumentId, RelationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A computed view of claims; never edited, always derivable.

    Attributes:
        subject: Actor id; for a symmetric relation the lesser of the two ids.
        relation: Relation id.
        object: Actor id.
        claims: Ids of the claims, in document order.
        documents: Distinct documents that make them, sorted.
        sources: Distinct publishers, sorted.
        actual: Number of claims told as fact.
        possible: Number of claims told as possible.
        negated: Number of claims denied.
        first: Earliest day that a claim says it happened, ISO 8601; None if none says.
        last: Latest such day.
    """

    subject: ActorId
    relation: RelationId
    object: ActorId
    claims: tuple[ClaimId, ...]
    documents: tuple[DocumentId, ...]
    sources: tuple[str, ...] = ()
    actual: int = 0
    possible: int = 0
    negated: int = 0
    first: str | None = None
    last: str | None = None

    @property
    def contested(self) -> bool:
        """Whether one claim tells it as fact and another denies it."""
        return bool(self.actual and self.negated)
