"""Choosing claims: by actor, relation, category, status, document and speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict, Unpack

from realpolitik.analysis.ties import within
from realpolitik.errors import VocabularyError
from realpolitik.model import Actor, ActorId, Claim, Status, kind_of
from realpolitik.vocabulary import ActorRegistry, RelationScheme


class Conditions(TypedDict, total=False):
    """What claims to keep; a condition that is missing or None keeps all.

    Attributes:
        actor: Id or any name of an actor on either side.
        subject: Id or any name of the subject.
        object: Id or any name of the object.
        relation: Id of a relation type.
        category: Id of a category.
        status: How the passage puts it.
        document: Id of a document.
        attributed_to: Whom the passage attributes the claim to: an actor's id or name, or the words as kept.
        since: First day on which it may have happened, ISO 8601; claims without a date are then left out.
        until: Last day, likewise.
    """

    actor: str | None
    subject: str | None
    object: str | None
    relation: str | None
    category: str | None
    status: str | None
    document: str | None
    attributed_to: str | None
    since: str | None
    until: str | None


def select_claims(
    claims: Iterable[Claim],
    *,
    scheme: RelationScheme,
    registry: ActorRegistry,
    **conditions: Unpack[Conditions],
) -> tuple[Claim, ...]:
    """Return the claims that all conditions keep, in their order.

    Raises:
        VocabularyError: A condition names an actor, relation, category or status that there is not.
        TypeError: There is no such condition.
    """
    unknown = conditions.keys() - Conditions.__annotations__.keys()
    if unknown:
        raise TypeError(f"no such condition: {', '.join(sorted(unknown))}")
    everything = tuple(claims)
    known = registry.merged(actors_of(everything, registry))
    actor, subject, object_ = (
        name and known.resolve(name)
        for name in (conditions.get("actor"), conditions.get("subject"), conditions.get("object"))
    )
    relations = _relations(conditions.get("relation"), conditions.get("category"), scheme)
    status = _status(conditions.get("status"))
    document = conditions.get("document")
    speakers = _speakers(conditions.get("attributed_to"), known)
    since, until = conditions.get("since"), conditions.get("until")

    def keeps(claim: Claim) -> bool:
        return (
            (actor is None or actor in {claim.subject, claim.object})
            and (subject is None or subject == claim.subject)
            and (object_ is None or object_ == claim.object)
            and (relations is None or claim.relation in relations)
            and (status is None or claim.status is status)
            and (document is None or claim.evidence.document == document)
            and (speakers is None or claim.attributed_to in speakers)
            and within(claim.when, since, until)
        )

    return tuple(claim for claim in everything if keeps(claim))


def actors_of(claims: Iterable[Claim], registry: ActorRegistry) -> tuple[Actor, ...]:
    """Return the actors of some claims, sorted by id: as the registry has them, or as the claims do."""
    found: dict[ActorId, Actor] = {}
    for claim in claims:
        for actor, label, country in (
            (claim.subject, claim.subject_label, claim.subject_country),
            (claim.object, claim.object_label, claim.object_country),
        ):
            if actor not in found:
                made = Actor(id=actor, label=label, kind=kind_of(actor), country=country)
                found[actor] = registry.get(actor) or made
    return tuple(found[actor] for actor in sorted(found))


def mentioned(registry: ActorRegistry, claims: Iterable[Claim]) -> ActorRegistry:
    """Return the part of a registry that claims are about: parties, speakers, their countries and offices.

    >>> len(mentioned(ActorRegistry(()), ()))
    0
    """
    waiting: set[str | None] = set()
    for claim in claims:
        waiting |= {claim.subject, claim.object, claim.attributed_to}
        waiting |= {claim.subject_country, claim.object_country}
    found: dict[str, Actor] = {}
    while waiting:
        actor = registry.get(waiting.pop() or "")
        if actor is not None and actor.id not in found:
            found[actor.id] = actor
            waiting |= {actor.country, *(office.of for office in actor.offices)}
    return ActorRegistry(tuple(found.values()))


def _relations(relation: str | None, category: str | None, scheme: RelationScheme) -> frozenset[str] | None:
    if relation is None and category is None:
        return None
    chosen = {known.id for known in scheme}
    if relation is not None:
        chosen &= {scheme[relation].id}
    if category is not None:
        categories = tuple(known.id for known in scheme.categories)
        if category not in categories:
            raise VocabularyError(category, kind="category", nearest=categories)
        chosen &= {known.id for known in scheme if known.category == category}
    return frozenset(chosen)


def _status(status: str | None) -> Status | None:
    if status is None:
        return None
    if status not in set(Status):
        raise VocabularyError(status, kind="status", nearest=tuple(Status))
    return Status(status)


def _speakers(words: str | None, registry: ActorRegistry) -> frozenset[str] | None:
    if words is None:
        return None
    actor = registry.find(words)
    return frozenset({words, actor.id} if actor else {words})
