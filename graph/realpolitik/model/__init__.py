"""Pure values: what flows between the rooms.  Standard library only; knows no file, no library, no order."""

from realpolitik.model.actor import Actor, ActorKind, Office, kind_of
from realpolitik.model.claim import Amount, Claim, Evidence, Status
from realpolitik.model.dates import DateBasis, DatePrecision, EventDate
from realpolitik.model.document import Document
from realpolitik.model.identifiers import (
    ActorId,
    AssertionId,
    ClaimId,
    CountryCode,
    DocumentId,
    RelationId,
    digest,
    plain_letters,
    slug,
)
from realpolitik.model.relation import Category, Relation
from realpolitik.model.relationship import Relationship
from realpolitik.model.span import Span

__all__ = [
    "Actor",
    "ActorId",
    "ActorKind",
    "Amount",
    "AssertionId",
    "Category",
    "Claim",
    "ClaimId",
    "CountryCode",
    "DateBasis",
    "DatePrecision",
    "Document",
    "DocumentId",
    "EventDate",
    "Evidence",
    "Office",
    "Relation",
    "RelationId",
    "Relationship",
    "Span",
    "Status",
    "digest",
    "kind_of",
    "plain_letters",
    "slug",
]
