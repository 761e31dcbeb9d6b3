"""A claim: one directed statement that a passage makes about two actors, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from realpolitik.model.dates import EventDate
from realpolitik.model.identifiers import (
    ActorId,
    AssertionId,
    ClaimId,
    CountryCode,
    DocumentId,
    RelationId,
    digest,
)
from realpolitik.model.span import Span


class Status(StrEnum):
    """How a passage puts a claim."""

    ACTUAL = "actual"  # told as a fact, past or present, by whoever says it
    POSSIBLE = "possible"  # may, planned, wanted, demanded, offered, conditional, predicted
    NEGATED = "negated"  # said not to be so, or denied


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum, quantity or percentage that belongs to a claim.

    Attributes:
        text: The words of the document, verbatim.
        value: The number, in units of `unit`; None where the words give none.
        unit: ISO 4217 code for money ("USD"), "percent", or the noun counted ("tanker"); None if unknown.
        qualifier: "over", "about", "up to", "under" or None.
        shared: The amount is a group's total, repeated on each member's claim, never to be added up.
    """

    text: str
    value: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim is said.

    Attributes:
        document: The document's id.
        quote: The passage, verbatim: the document's text at `span`.
        span: Offsets of the quote.
        subject: Where the subject is mentioned, if it is within the document's words.
        object: Where the object is mentioned, likewise.
        trigger: The word or phrase that states the relation.
    """

    document: DocumentId
    quote: str
    span: Span
    subject: Span | None = None
    object: Span | None = None
    trigger: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One document says, in one passage, that one actor stands in a relation to another.

    Attributes:
        subject: Actor id: an ISO 3166-1 alpha-3 code, `org:...` or `person:...`.
        relation: Id of the relation type, such as `lends`.
        object: Actor id.
        status: How the passage puts it.
        evidence: Quote, offsets and document.
        subject_label: Name of the subject as a reader should see it.
        object_label: Name of the object likewise.
        subject_country: The country that the subject acts for (itself for a country); None where none.
        object_country: Likewise for the object.
        attributed_to: Actor id, or short text, of whoever the passage attributes the claim to;
            None for the document's own voice.
        plover: PLOVER event type of this claim; None for structural relations.
        confidence: The extractor's estimate that a careful reader would agree, 0 to 1.
        amount: Sum or quantity, where the text gives one.
        when: When it happened, where the text says.
        role: The office or function, for `holds-office` and `affiliated`.
        id: Derived from document, span and what is said.
        assertion_id: Derived from what is said, whoever says it.
    """

    subject: ActorId
    relation: RelationId
    object: ActorId
    status: Status
    evidence: Evidence
    subject_label: str
    object_label: str
    subject_country: CountryCode | None = None
    object_country: CountryCode | None = None
    attributed_to: str | None = None
    plover: str | None = None
    confidence: float = 1.0
    amount: Amount | None = None
    when: EventDate | None = None
    role: str | None = None
    _id: ClaimId | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a confidence that is no probability."""
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0..1")

    @property
    def id(self) -> ClaimId:
        """The claim's identity: document, span and what is said."""
        known = self._id
        if known is None:  # worked out once: analyses ask for it again and again
            known = self._digest()
            object.__setattr__(self, "_id", known)
        return known

    def _digest(self) -> ClaimId:
        evidence = self.evidence
        return ClaimId(
            digest(
                "claim",
                evidence.document,
                evidence.span.start,
                evidence.span.end,
                self.subject,
                self.relation,
                self.object,
                self.status,
                self.attributed_to,
            )
        )

    @property
    def assertion_id(self) -> AssertionId:
        """What is said, whoever says it: subject, relation and object.

        Direction is kept even for symmetric relations: folding those is the aggregation's work.
        """
        return AssertionId(digest("assertion", self.subject, self.relation, self.object))
