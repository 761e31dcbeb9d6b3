"""Where documents bear each other out: for each relationship, how many independent voices tell it.

A claim that two papers copy from one wire report, or that two documents both take from Reuters, has one
witness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from realpolitik.analysis.aggregation import reading_order
from realpolitik.analysis.independence import find_voices
from realpolitik.analysis.parties import folded_parties
from realpolitik.model import ActorId, Claim, ClaimId, Document, DocumentId, RelationId, Status
from realpolitik.vocabulary import RelationScheme

Telling = tuple[ClaimId, DocumentId, str | None]
"""A claim as far as it bears something out: its id, its document, and whom it cites."""


class Support(StrEnum):
    """How well a relationship is borne out, the weakest first."""

    SINGLE = "single"  # one document
    REPEATED = "repeated"  # several documents, all copies of each other or of one publisher
    COMMON_ORIGIN = "common-origin"  # independent documents that all cite the same speaker
    CORROBORATED = "corroborated"  # independent documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """What bears a relationship out.

    Attributes:
        subject: Actor id; the lesser one where the relation has no direction.
        relation: Relation id.
        object: Actor id.
        claims: Ids of the claims that tell it as a fact, in reading order.
        documents: Distinct documents that do, sorted.
        voices: Number of independent voices among them.
        speakers: Whom they cite, sorted; documents that speak for themselves are not in it.
        support: What that amounts to.
    """

    subject: ActorId
    relation: RelationId
    object: ActorId
    claims: tuple[ClaimId, ...]
    documents: tuple[DocumentId, ...]
    voices: int
    speakers: tuple[str, ...]
    support: Support


def corroboration(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    scheme: RelationScheme,
    *,
    roll_up: bool = False,
    voices: Mapping[DocumentId, DocumentId] | None = None,
) -> tuple[Corroboration, ...]:
    """Tell, for each relationship told as a fact, how many independent voices tell it; best supported first.

    Args:
        claims: In any order; only those told as facts count.
        documents: For copies and publishers.
        scheme: Says which relations have no direction.
        roll_up: Count office-holders and state agencies as their countries; what is within one country, such
            as an office, is then left out.
        voices: The document that stands for each document's voice, where that is known already.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    voice = find_voices(documents).by_document() if voices is None else voices
    groups: dict[tuple[ActorId, RelationId, ActorId], list[Claim]] = defaultdict(list)
    for claim in claims:
        subject, object_ = folded_parties(claim, scheme, roll_up=roll_up)
        if claim.status is Status.ACTUAL and not (roll_up and subject == object_):
            groups[subject, claim.relation, object_].append(claim)
    found = (
        borne_out(key, [telling_of(claim) for claim in sorted(group, key=reading_order)], voice)
        for key, group in groups.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.voices, one.subject, one.relation, one.object)))


def telling_of(claim: Claim) -> Telling:
    """Return what of a claim bears a relationship out."""
    return claim.id, claim.evidence.document, claim.attributed_to


def borne_out(
    key: tuple[ActorId, RelationId, ActorId],
    told: Sequence[Telling],
    voice: Mapping[DocumentId, DocumentId],
) -> Corroboration:
    """Tell what bears one relationship out.

    Args:
        key: Subject, relation and object.
        told: The claims that tell it as a fact, in reading order.
        voice: The document that stands for each document's voice.
    """
    documents = tuple(sorted({document for _, document, _ in told}))
    voices = {voice.get(document, document) for document in documents}
    cited = {speaker for _, _, speaker in told}
    return Corroboration(
        subject=key[0],
        relation=key[1],
        object=key[2],
        claims=tuple(claim for claim, _, _ in told),
        documents=documents,
        voices=len(voices),
        speakers=tuple(sorted(speaker for speaker in cited if speaker)),
        support=_support(documents, voices, cited),
    )


def _support(documents: Sequence[str], voices: set[DocumentId], cited: set[str | None]) -> Support:
    if len(documents) == 1:
        return Support.SINGLE
    if len(voices) == 1:
        return Support.REPEATED
    if len(cited) == 1 and None not in cited:
        return Support.COMMON_ORIGIN
    return Support.CORROBORATED
