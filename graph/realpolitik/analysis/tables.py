"""Flat rows of relationships, actors, documents and scores, with stable column names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from realpolitik.analysis.evaluation import Score
from realpolitik.model import Actor, ActorId, Document, Relationship
from realpolitik.model.column import Column, ColumnKind
from realpolitik.vocabulary import RelationScheme

_TEXT, _DAY, _WHOLE = ColumnKind.TEXT, ColumnKind.DAY, ColumnKind.WHOLE

RELATION_COLUMNS = (
    Column("subject", _TEXT, "Who acts: actor id; the lesser one where the relation has no direction."),
    Column("relation", _TEXT, "Id of the relation type."),
    Column("object", _TEXT, "Who is acted on: actor id."),
    Column("subject_label", _TEXT, "Name of the subject."),
    Column("object_label", _TEXT, "Name of the object."),
    Column("category", _TEXT, "Id of the relation's category."),
    Column("claims", _WHOLE, "Number of claims."),
    Column("actual", _WHOLE, "Number of these that are told as a fact."),
    Column("possible", _WHOLE, "Number that tell it as possible, wanted or planned."),
    Column("negated", _WHOLE, "Number that deny it."),
    Column("contested", ColumnKind.TRUTH, "Some tell it as a fact and some deny it."),
    Column("documents", ColumnKind.LIST, "Ids of the documents that tell of it, sorted."),
    Column("sources", ColumnKind.LIST, "Their publishers, sorted; unknown ones are missing."),
    Column("first", _DAY, "First day that a claim tells as a fact.", nullable=True),
    Column("last", _DAY, "Last day that a claim tells as a fact.", nullable=True),
)
ACTOR_COLUMNS = (
    Column("id", _TEXT, "ISO 3166-1 alpha-3 code, `org:…` or `person:…`."),
    Column("label", _TEXT, "Name."),
    Column("kind", _TEXT, "`country`, `organisation` or `person`."),
    Column("country", _TEXT, "Country that it is, belongs to or acts for, alpha-3.", nullable=True),
    Column("claims", _WHOLE, "Number of claims that name it."),
    Column("offices", ColumnKind.LIST, "Offices that the registry knows, as `title of actor`."),
    Column("aliases", ColumnKind.LIST, "Further names."),
)
DOCUMENT_COLUMNS = (
    Column("id", _TEXT, "Id of the document."),
    Column("title", _TEXT, "Its title.", nullable=True),
    Column("source", _TEXT, "Its publisher.", nullable=True),
    Column("published", _DAY, "First day on which it may have appeared.", nullable=True),
    Column("published_basis", _TEXT, "What that day rests on.", nullable=True),
    Column("url", _TEXT, "Where it was published.", nullable=True),
    Column("media_type", _TEXT, "Of the file that was read, as `text/html`."),
    Column("characters", _WHOLE, "Length of its text: code points."),
    Column("claims", _WHOLE, "Number of claims found in it."),
)


def relationship_row(
    relationship: Relationship, labels: Mapping[ActorId, str], scheme: RelationScheme
) -> dict[str, object]:
    """Return a relationship as a row.

    Args:
        relationship: All claims with one subject, relation and object.
        labels: Actor id to name.
        scheme: Gives the relation's category.
    """
    return {
        "subject": relationship.subject,
        "relation": relationship.relation,
        "object": relationship.object,
        "subject_label": labels.get(relationship.subject, relationship.subject),
        "object_label": labels.get(relationship.object, relationship.object),
        "category": scheme.category_of(relationship.relation),
        "claims": len(relationship.claims),
        "actual": relationship.actual,
        "possible": relationship.possible,
        "negated": relationship.negated,
        "contested": relationship.contested,
        "documents": list(relationship.documents),
        "sources": list(relationship.sources),
        "first": relationship.first,
        "last": relationship.last,
    }


def actor_row(actor: Actor, claims: int) -> dict[str, object]:
    """Return an actor as a row, with the number of claims that name it.

    >>> from realpolitik.model import ActorId, ActorKind
    >>> actor_row(Actor(id=ActorId("VEN"), label="Venezuela", kind=ActorKind.COUNTRY), 3)["claims"]
    3
    """
    return {
        "id": actor.id,
        "label": actor.label,
        "kind": actor.kind.value,
        "country": actor.country,
        "claims": claims,
        "offices": [f"{office.title} of {office.of}" for office in actor.offices],
        "aliases": list(actor.aliases),
    }


def document_row(document: Document, claims: int) -> dict[str, object]:
    """Return a document as a row, with the number of its claims and without its text.

    >>> from realpolitik.model import DocumentId
    >>> document_row(Document(id=DocumentId("d1"), text="France met Chad."), 1)["characters"]
    16
    """
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "published": document.published.start if document.published else None,
        "published_basis": document.published.basis.value if document.published else None,
        "url": document.url,
        "media_type": document.media_type,
        "characters": len(document.text),
        "claims": claims,
    }


def score_rows(scores: Iterable[Score]) -> list[dict[str, object]]:
    """Return the figures of each level as a row."""
    return [
        {
            "level": score.level.value,
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
            "f1": round(score.f1, 4),
            "wanted": score.wanted,
            "found": score.found,
        }
        for score in scores
    ]


def difference_rows(scores: Iterable[Score], kind: str, *, level: str) -> list[dict[str, object]]:
    """Return what was missed, or what is false, at one level.

    Args:
        scores: Of all levels.
        kind: "missed" or "spurious".
        level: Which of them.
    """
    score = next(score for score in scores if score.level == level)
    differences = score.missed if kind == "missed" else score.spurious
    return [
        {
            "doc": reading.document,
            "subject": reading.subject,
            "relation": reading.relation,
            "object": reading.object,
            "status": reading.status.value,
            "quote": reading.quote,
        }
        for reading in differences.values()
    ]
