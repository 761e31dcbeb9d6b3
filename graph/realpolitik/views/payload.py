"""What the explorer page knows, as one JSON value: actors, relation types, documents, claims, relationships.

Columns rather than objects keep the page small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from realpolitik.model import (
    Actor,
    ActorKind,
    Claim,
    Document,
    Relationship,
    kind_of,
)
from realpolitik.views.columns import claim_columns, without_none
from realpolitik.views.differences import Difference, difference_rows
from realpolitik.views.palette import category_ink
from realpolitik.vocabulary import ActorRegistry, RelationScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The actors that a page needs, in order, with their index by id.

    Attributes:
        actors: Those that claims name first, by id; then those that only offices or speakers name.
        index: Position by actor id.
        involved: How many of them are subject or object of a claim.
    """

    actors: tuple[Actor, ...]
    index: Mapping[str, int]
    involved: int


def gather_cast(claims: Sequence[Claim], registry: ActorRegistry) -> Cast:
    """Collect the parties of all claims, and whoever else their offices and speakers name.

    The registry's label wins: it is curated, and a claim's serves where no registry knows the actor.
    """
    labels: dict[str, str] = {}
    countries: dict[str, str | None] = {}
    for claim in claims:
        labels.setdefault(claim.subject, claim.subject_label)
        labels.setdefault(claim.object, claim.object_label)
        countries.setdefault(claim.subject, claim.subject_country)
        countries.setdefault(claim.object, claim.object_country)
    parties = [_actor(key, labels[key], countries[key], registry) for key in sorted(labels)]
    mentioned: set[str] = {office.of for actor in parties for office in actor.offices}
    mentioned |= {actor.country for actor in parties if actor.country}
    mentioned |= {claim.attributed_to for claim in claims if claim.attributed_to}
    extras = [known for key in sorted(mentioned - labels.keys()) if (known := registry.get(key))]
    actors = (*parties, *extras)
    return Cast(actors=actors, index={actor.id: at for at, actor in enumerate(actors)}, involved=len(parties))


def _actor(key: str, label: str, country: str | None, registry: ActorRegistry) -> Actor:
    known = registry.get(key)
    if known is not None:
        return known
    return Actor(id=key, label=label, kind=kind_of(key), country=country)  # type: ignore[arg-type]


def build_payload(
    *,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    relationships: Sequence[Relationship],
    scheme: RelationScheme,
    cast: Cast,
    differences: Iterable[Difference] = (),
) -> dict[str, Any]:
    """Return the page's data, but for the drawing.

    Only relation types, categories and documents that some claim uses are listed, so that a legend never
    offers what isn't there.
    """
    used = {claim.relation for claim in claims}
    claim_at = {claim.id: at for at, claim in enumerate(claims)}  # an id is a digest: made once
    relations = [relation for relation in scheme if relation.id in used]
    shown = {relation.category for relation in relations}
    categories = [category for category in scheme.categories if category.id in shown]
    return {
        "actors": [_actor_row(actor) for actor in cast.actors],
        "involved": cast.involved,
        "categories": [
            {
                "id": category.id,
                "label": category.label,
                "definition": category.definition,
                "light": category_ink(category.id, order=order).light,
                "dark": category_ink(category.id, order=order).dark,
            }
            for order, category in enumerate(categories)
        ],
        "relations": [
            {
                "id": relation.id,
                "label": relation.label,
                "inverse": relation.inverse_label,
                "definition": relation.definition,
                "category": relation.category,
                "symmetric": relation.symmetric,
            }
            for relation in relations
        ],
        "documents": [_document_row(document) for document in documents],
        "claims": claim_columns(
            claims,
            ids=claim_at,
            relationships=relationships,
            documents={each.id: at for at, each in enumerate(documents)},
        ),
        "relationships": _relationship_columns(
            relationships, relations={each.id: at for at, each in enumerate(relations)}, cast=cast
        ),
        "differences": difference_rows(differences, claim_at),
    }


def _actor_row(actor: Actor) -> dict[str, Any]:
    row: dict[str, Any] = {"id": actor.id, "label": actor.label, "kind": actor.kind.value}
    aliases = tuple(dict.fromkeys((*actor.aliases, *actor.demonyms, *actor.metonyms)))
    if aliases:
        row["aliases"] = aliases
    if actor.country and actor.kind is not ActorKind.COUNTRY:
        row["country"] = actor.country
    if actor.offices:
        row["offices"] = [
            without_none({"title": office.title, "of": office.of, "start": office.start, "end": office.end})
            for office in actor.offices
        ]
    return row


def _document_row(document: Document) -> dict[str, Any]:
    published = document.published
    return without_none(
        {
            "id": document.id,
            "title": document.title,
            "source": document.source,
            "published": published.start if published else None,
            "url": document.url,
        }
    )


def _relationship_columns(
    relationships: Sequence[Relationship], *, relations: Mapping[str, int], cast: Cast
) -> dict[str, Any]:
    return {
        "subject": [cast.index[each.subject] for each in relationships],
        "relation": [relations[each.relation] for each in relationships],
        "object": [cast.index[each.object] for each in relationships],
    }
