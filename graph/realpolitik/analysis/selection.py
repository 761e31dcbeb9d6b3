"""Choosing claims: by actor, relation, category, status, document and speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from realpolitik.errors import VocabularyError
from realpolitik.model import Actor, ActorId, Claim, Status, kind_of
from realpolitik.vocabulary import ActorRegistry, RelationScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What claims to keep; a field that is None keeps all.

    Attributes:
        actor: Id or any name of an actor on either side.
        subject: Id or any name of the subject.
        object: Id or any name of the object.
        relation: Id of a relation type.
        category: Id of a category.
        status: How the passage puts it.
        document: Id of a document.
        attributed_to: Whom the passage attributes the claim to: an actor's id or name, or the words as kept.
    """

    actor: str | None = None
    subject: str | None = None
    object: str | None = None
    relation: str | None = None
    category: str | None = None
    status: str | None = None
    document: str | None = None
    attributed_to: str | None = None


def select_claims(
    claims: Iterable[Claim], selection: Selection, *, scheme: RelationScheme, registry: ActorRegistry
) -> tuple[Claim, ...]:
    """Return the claims that a selection keeps, in their order.

    Raises:
        VocabularyError: The selection names an actor, relation, category or status that there is not.
    """
    everything = tuple(claims)
    known = registry.merged(actors_of(everything, registry))
    side = {
        name: known.resolve(name) for name in (selection.actor, selection.subject, selection.object) if name
    }
    relations = _relations(selection, scheme)
    status = _status(selection.status)
    speakers = _speakers(selection.attributed_to, known)

    def keeps(claim: Claim) -> bool:
        return (
            (selection.actor is None or side[selection.actor] in {claim.subject, claim.object})
            and (selection.subject is None or side[selection.subject] == claim.subject)
            and (selection.object is None or side[selection.object] == claim.object)
            and (relations is None or claim.relation in relations)
            and (status is None or claim.status is status)
            and (selection.document is None or claim.evidence.document == selection.document)
            and (speakers is None or claim.attributed_to in speakers)
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


def _relations(selection: Selection, scheme: RelationScheme) -> frozenset[str] | None:
    if selection.relation is None and selection.category is None:
        return None
    chosen = {relation.id for relation in scheme}
    if selection.relation is not None:
        chosen &= {scheme[selection.relation].id}
    if selection.category is not None:
        categories = tuple(category.id for category in scheme.categories)
        if selection.category not in categories:
            raise VocabularyError(selection.category, kind="category", nearest=categories)
        chosen &= {relation.id for relation in scheme if relation.category == selection.category}
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
