"""Values for tests: every part has a sensible default, so that a test names only what it is about."""

from __future__ import annotations

from typing import Any

from realpolitik.model import (
    ActorId,
    Category,
    Claim,
    Document,
    DocumentId,
    Evidence,
    Relation,
    RelationId,
    Span,
    Status,
)
from realpolitik.vocabulary import RelationScheme

# id, category, PLOVER types, quad class, symmetric: the part of the ontology that tests need
_RELATIONS = (
    ("demands", "pressure", ("REQUEST",), 3, False),
    ("threatens", "pressure", ("THREATEN",), 3, False),
    ("sanctions", "pressure", ("SANCTION",), 4, False),
    ("pressures", "pressure", ("COERCE",), 4, False),
    ("attacks", "force", ("ASSAULT",), 4, False),
    ("detains", "force", ("COERCE",), 4, False),
    ("deploys-against", "force", ("MOBILIZE",), 4, False),
    ("supports", "diplomacy", ("SUPPORT",), 1, False),
    ("criticizes", "diplomacy", ("ACCUSE",), 3, False),
    ("rejects", "diplomacy", ("REJECT",), 3, False),
    ("meets", "diplomacy", ("CONSULT",), 1, True),
    ("cooperates", "diplomacy", ("AGREE", "COOPERATE"), 2, True),
    ("lends", "finance", ("AID",), 2, False),
    ("trades", "finance", ("COOPERATE",), 2, True),
    ("aids", "aid", ("AID",), 2, False),
    ("arms", "arms", ("AID",), 2, False),
    ("sells-oil", "oil", ("COOPERATE",), 2, False),
    ("holds-office", "structure", (), None, False),
    ("affiliated", "structure", (), None, False),
)


def make_scheme() -> RelationScheme:
    """Return a relation scheme with the relations that tests use."""
    relations = tuple(
        Relation(
            id=RelationId(name),
            label=name.replace("-", " "),
            inverse_label=f"{name} of",
            definition=f"The subject {name} the object.",
            category=category,
            plover=plover,
            quad_class=quad_class,
            symmetric=symmetric,
        )
        for name, category, plover, quad_class, symmetric in _RELATIONS
    )
    names = dict.fromkeys(category for _, category, *_ in _RELATIONS)
    return RelationScheme(relations, tuple(Category(id=name, label=name, definition=name) for name in names))


def make_document(id: str = "d1", text: str = "Russia arms Venezuela.", **fields: Any) -> Document:  # noqa: A002
    """Return a document."""
    return Document(id=DocumentId(id), text=text, **fields)


def make_claim(
    subject: str = "RUS",
    relation: str = "arms",
    object: str = "VEN",  # noqa: A002
    *,
    document: str = "d1",
    status: Status | str = Status.ACTUAL,
    quote: str = "Russia arms Venezuela.",
    start: int = 0,
    trigger: tuple[int, int] | None = None,
    **fields: Any,
) -> Claim:
    """Return a claim whose quote starts at `start`; a country is its own country."""
    fields.setdefault("subject_label", subject)
    fields.setdefault("object_label", object)
    fields.setdefault("subject_country", None if ":" in subject else subject)
    fields.setdefault("object_country", None if ":" in object else object)
    return Claim(
        subject=ActorId(subject),
        relation=RelationId(relation),
        object=ActorId(object),
        status=Status(status),
        evidence=Evidence(
            document=DocumentId(document),
            quote=quote,
            span=Span(start, start + len(quote)),
            trigger=Span(*trigger) if trigger else None,
        ),
        **fields,
    )
