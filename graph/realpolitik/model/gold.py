"""What a careful reader found in documents: the measure of extraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from realpolitik.model.claim import Claim, Status
from realpolitik.model.identifiers import ActorId, DocumentId, RelationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A claim as one side of a comparison, reader's or extractor's.

    Attributes:
        document: The document's id.
        subject: Actor id.
        relation: Id of the relation type.
        object: Actor id.
        status: How the passage puts it.
        core: Every reader found it; what only some found counts neither as a miss nor as false.
        quote: The passage, where it is given.
    """

    document: DocumentId
    subject: ActorId
    relation: RelationId
    object: ActorId
    status: Status = Status.ACTUAL
    core: bool = True
    quote: str | None = None

    @classmethod
    def of(cls, claim: Claim, aliases: Mapping[str, ActorId]) -> Reading:
        """Return what a claim says, without what only an extractor knows.

        Args:
            claim: The claim.
            aliases: Actor ids to be read as others.
        """
        return cls(
            document=claim.evidence.document,
            subject=aliases.get(claim.subject, claim.subject),
            relation=claim.relation,
            object=aliases.get(claim.object, claim.object),
            status=claim.status,
            quote=claim.evidence.quote,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The readings of some documents.

    Attributes:
        documents: All documents that were read, those without a claim included.
        readings: In the order of the file.
    """

    documents: frozenset[DocumentId]
    readings: tuple[Reading, ...]
