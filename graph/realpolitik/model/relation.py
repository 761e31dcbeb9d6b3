"""Relation types: the codes of claims, as the ontology defines them."""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.model.identifiers import RelationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A group of relation types that share a colour and a filter.

    Attributes:
        id: Such as `pressure`.
        label: As shown to readers.
        definition: One sentence.
    """

    id: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation type.

    Attributes:
        id: Such as `sells-oil`.
        label: As read between subject and object ("sells oil to").
        inverse_label: As read from object to subject ("buys oil from").
        definition: One sentence.
        category: Id of its category.
        plover: PLOVER event types, the usual one first; empty for structural relations.
        cameo: CAMEO root codes that it maps to.
        quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict;
            None for structural relations.
        symmetric: Direction carries no meaning.
        frames: Extra trigger patterns that a user's file gives for the extractor.
    """

    id: RelationId
    label: str
    inverse_label: str
    definition: str
    category: str
    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    quad_class: int | None = None
    symmetric: bool = False
    frames: tuple[str, ...] = ()
