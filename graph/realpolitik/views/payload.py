"""What the explorer page knows, as one JSON value: actors, relation types, documents, claims, relationships.

Columns rather than objects keep the page small; passages and dates that several claims share are kept once.
Places within a quote are code points, counted from the start of the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from realpolitik.model import (
    Actor,
    ActorKind,
    Claim,
    Document,
    DocumentId,
    EventDate,
    Relationship,
    Span,
    Status,
    kind_of,
)
from realpolitik.views.palette import category_ink
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_STATUSES: Final = tuple(Status)
_LONGEST_QUOTE: Final = (
    1_200  # characters; a page must stay mailable even where a "sentence" is a whole table
)


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
) -> dict[str, Any]:
    """Return the page's data, but for the drawing.

    Only relation types, categories and documents that some claim uses are listed, so that a legend never
    offers what isn't there.
    """
    used = {claim.relation for claim in claims}
    claim_ids = [claim.id for claim in claims]  # a digest each: made once
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
        "claims": {"id": claim_ids}
        | _claim_columns(
            claims, relations=[relation.id for relation in relations], documents=documents, cast=cast
        ),
        "relationships": _relationship_columns(
            relationships, claim_ids, relations=[relation.id for relation in relations], cast=cast
        ),
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
            _without_none({"title": office.title, "of": office.of, "start": office.start, "end": office.end})
            for office in actor.offices
        ]
    return row


def _document_row(document: Document) -> dict[str, Any]:
    published = document.published
    return _without_none(
        {
            "id": document.id,
            "title": document.title,
            "source": document.source,
            "published": published.start if published else None,
            "url": document.url,
        }
    )


def _claim_columns(
    claims: Sequence[Claim], *, relations: Sequence[str], documents: Sequence[Document], cast: Cast
) -> dict[str, Any]:
    relation_at = {relation: at for at, relation in enumerate(relations)}
    document_at = {document.id: at for at, document in enumerate(documents)}
    passages: dict[tuple[DocumentId, int, str], int] = {}
    columns: dict[str, Any] = {
        name: [] for name in ("subject", "relation", "object", "status", "passage", "confidence", "marks")
    }
    rare: dict[str, dict[str, Any]] = {name: {} for name in ("speaker", "amount", "when", "role")}
    dates: dict[EventDate, int] = {}
    for at, claim in enumerate(claims):
        evidence = claim.evidence
        passage = (evidence.document, evidence.span.start, evidence.quote)
        columns["subject"].append(cast.index[claim.subject])
        columns["relation"].append(relation_at[claim.relation])
        columns["object"].append(cast.index[claim.object])
        columns["status"].append(_STATUSES.index(claim.status))
        columns["passage"].append(passages.setdefault(passage, len(passages)))
        columns["confidence"].append(round(claim.confidence, 2))
        columns["marks"].append(_marks(claim))
        for name, value in _rare_fields(claim):
            rare[name][str(at)] = value
        if claim.when is not None:
            rare["when"][str(at)] = dates.setdefault(claim.when, len(dates))
    rows = [[document_at[doc], start, quote[:_LONGEST_QUOTE]] for doc, start, quote in passages]
    return {
        **columns,
        **{name: values for name, values in rare.items() if values},
        "passages": rows,
        "dates": [_date_row(date) for date in dates],
    }


def _rare_fields(claim: Claim) -> Iterable[tuple[str, Any]]:
    if claim.attributed_to is not None:
        yield "speaker", claim.attributed_to
    if claim.amount is not None:
        amount = claim.amount
        yield (
            "amount",
            _without_none(
                {
                    "text": amount.text,
                    "value": amount.value,
                    "unit": amount.unit,
                    "qualifier": amount.qualifier,
                    "shared": amount.shared or None,
                }
            ),
        )
    if claim.role is not None:
        yield "role", claim.role


def _date_row(when: EventDate) -> dict[str, Any]:
    return _without_none(
        {
            "text": when.text,
            "start": when.start,
            "end": when.end,
            "precision": when.precision.value if when.precision else None,
            "basis": when.basis.value,
        }
    )


def _marks(claim: Claim) -> list[int] | int:
    """Return start and end of subject, object and trigger within the quote, -1 where unknown; 0 for none."""
    evidence = claim.evidence
    places: list[int] = []
    for span in (evidence.subject, evidence.object, evidence.trigger):
        inside = span is not None and _covers(evidence.span, span)
        places += (
            [span.start - evidence.span.start, span.end - evidence.span.start]
            if span and inside
            else [-1, -1]
        )
    return places if any(place >= 0 for place in places) else 0


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start < inner.end <= outer.end


def _relationship_columns(
    relationships: Sequence[Relationship], claim_ids: Sequence[str], *, relations: Sequence[str], cast: Cast
) -> dict[str, Any]:
    relation_at = {relation: at for at, relation in enumerate(relations)}
    claim_at = {claim: at for at, claim in enumerate(claim_ids)}
    return {
        "subject": [cast.index[each.subject] for each in relationships],
        "relation": [relation_at[each.relation] for each in relationships],
        "object": [cast.index[each.object] for each in relationships],
        "claims": [[claim_at[claim] for claim in each.claims] for each in relationships],
    }


def _without_none(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
