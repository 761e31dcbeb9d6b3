"""Claims folded into relationships: all claims with one subject, relation and object, together.

Claims and documents flow in, `Relationship` values flow out.  Nothing is judged here: a relationship only
counts what its claims say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from realpolitik.model import ActorId, Claim, Document, DocumentId, RelationId, Relationship, Status
from realpolitik.vocabulary import RelationScheme


def folded_key(claim: Claim, scheme: RelationScheme) -> tuple[ActorId, RelationId, ActorId]:
    """Return subject, relation and object, the lesser actor first where direction carries no meaning.

    Raises:
        VocabularyError: The scheme doesn't know the relation.
    """
    if scheme[claim.relation].symmetric and claim.object < claim.subject:
        return claim.object, claim.relation, claim.subject
    return claim.subject, claim.relation, claim.object


def reading_order(claim: Claim) -> tuple[str | int, ...]:
    """Return a sort key: by document, then by place in it, then by what the id is made of, to settle ties."""
    span = claim.evidence.span
    return (
        claim.evidence.document,
        span.start,
        span.end,
        claim.subject,
        claim.relation,
        claim.object,
        claim.status,
        claim.attributed_to or "",
    )


def relationships(
    claims: Iterable[Claim], documents: Iterable[Document], scheme: RelationScheme
) -> tuple[Relationship, ...]:
    """Fold claims into relationships, sorted by subject, relation and object.

    Symmetric relations are folded onto the lesser of the two actor ids.  Days count only where a claim tells
    something as a fact, so `first` and `last` never come from a plan or a denial.

    Args:
        claims: In any order; the result doesn't depend on it.
        documents: For the publishers; a claim whose document is not among them has an unknown publisher.
        scheme: Says which relations are symmetric.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    sources = {document.id: document.source for document in documents}
    groups: dict[tuple[ActorId, RelationId, ActorId], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[folded_key(claim, scheme)].append(claim)
    return tuple(_relationship(key, groups[key], sources) for key in sorted(groups))


def _relationship(
    key: tuple[ActorId, RelationId, ActorId],
    claims: Sequence[Claim],
    sources: Mapping[DocumentId, str | None],
) -> Relationship:
    ordered = sorted(claims, key=reading_order)
    documents = sorted({claim.evidence.document for claim in ordered})
    days = sorted(chain.from_iterable(days_told(claim) for claim in ordered))
    statuses = [claim.status for claim in ordered]
    return Relationship(
        subject=key[0],
        relation=key[1],
        object=key[2],
        claims=tuple(claim.id for claim in ordered),
        documents=tuple(documents),
        sources=tuple(sorted({source for name in documents if (source := sources.get(name)) is not None})),
        actual=statuses.count(Status.ACTUAL),
        possible=statuses.count(Status.POSSIBLE),
        negated=statuses.count(Status.NEGATED),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def days_told(claim: Claim) -> tuple[str, ...]:
    """Return the first and last day on which a claim says that something happened; none for mere plans."""
    if claim.status is not Status.ACTUAL or claim.when is None:
        return ()
    return tuple(day for day in (claim.when.start, claim.when.end) if day is not None)
