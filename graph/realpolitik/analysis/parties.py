"""Who counts as whom: the two parties of a claim, as the text has them or rolled up to countries.

A roll-up counts an office-holder, a spokesman or a state agency as its country.  It is a view: claims
keep their actors and their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from realpolitik.model import ActorId, Claim
from realpolitik.vocabulary import RelationScheme

_ACTOR_ID = re.compile(r"[A-Z]{3}|(?:org|person):\S+")
STRUCTURE = "structure"  # the category of offices and memberships: no events


def parties(claim: Claim, *, roll_up: bool = False) -> tuple[ActorId, ActorId]:
    """Return subject and object, each as its country where `roll_up` is set and a country is known."""
    if not roll_up:
        return claim.subject, claim.object
    return (
        ActorId(claim.subject_country or claim.subject),
        ActorId(claim.object_country or claim.object),
    )


def folded_parties(claim: Claim, scheme: RelationScheme, *, roll_up: bool = False) -> tuple[ActorId, ActorId]:
    """Return the parties, the lesser first where the relation has no direction."""
    subject, object_ = parties(claim, roll_up=roll_up)
    if scheme[claim.relation].symmetric and object_ < subject:
        return object_, subject
    return subject, object_


@dataclass(frozen=True, slots=True)
class Names:
    """What to call actors, in sentences and figures.

    Attributes:
        labels: Name by actor id; an actor that is not in it is called by its id.
    """

    labels: Mapping[str, str]

    @classmethod
    def of(cls, claims: Iterable[Claim], known: Mapping[str, str] | None = None) -> Names:
        """Gather names from claims; names that are `known` already, such as a registry's, win."""
        labels: dict[str, str] = {}
        for claim in claims:
            labels.setdefault(claim.subject, claim.subject_label)
            labels.setdefault(claim.object, claim.object_label)
        return cls({**labels, **(known or {})})

    def __getitem__(self, actor: str) -> str:
        """Return the name of an actor, else its id without its prefix."""
        return self.labels.get(actor) or actor.partition(":")[2].replace("-", " ") or actor


def is_actor(speaker: str) -> bool:
    """Tell whether a claim is attributed to an actor's id, and not to words such as "US officials".

    >>> is_actor("org:reuters"), is_actor("VEN"), is_actor("one source")
    (True, True, False)
    """
    return _ACTOR_ID.fullmatch(speaker) is not None
