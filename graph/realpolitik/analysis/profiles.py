"""One actor and its partners: who does what to whom, how often, in how many documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from realpolitik.analysis.networks import mean_goldstein
from realpolitik.analysis.scale import sign
from realpolitik.analysis.ties import Choice, Grounds, Tie, choose_ties
from realpolitik.model import ActorId, Claim, ClaimId
from realpolitik.vocabulary import RelationScheme

_MOST_RELATIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """What is told of an actor and one partner.

    Attributes:
        partner: Actor id.
        given: Number of claims in which the actor acts on the partner; symmetric ones count here and there.
        received: Number of claims in which the partner acts on the actor.
        cooperation: Number of cooperative claims.
        conflict: Number of conflictual claims.
        goldstein: Mean place on Goldstein's scale; None where nothing is on it.
        relations: The most frequent relations, with their number of claims.
        documents: Number of distinct documents.
        claims: Ids of all claims, in reading order.
    """

    partner: ActorId
    given: int
    received: int
    cooperation: int
    conflict: int
    goldstein: float | None
    relations: tuple[tuple[str, int], ...]
    documents: int
    claims: tuple[ClaimId, ...]


def partners_of(
    claims: Iterable[Claim], scheme: RelationScheme, actor: ActorId, choice: Choice | None = None
) -> tuple[tuple[Partner, ...], Grounds]:
    """Return an actor's partners, those with most claims first, and what the figures rest on.

    Args:
        claims: In any order.
        scheme: Relation types.
        actor: Whose partners; a country's where actors are rolled up.
        choice: Which claims.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    chosen = choose_ties(claims, scheme, choice)
    by_partner: dict[ActorId, list[Tie]] = defaultdict(list)
    for tie in chosen.ties:
        if actor in {tie.subject, tie.object}:
            by_partner[tie.object if tie.subject == actor else tie.subject].append(tie)
    partners = (_partner(name, ties, actor, scheme) for name, ties in by_partner.items())
    return tuple(sorted(partners, key=lambda one: (-len(one.claims), one.partner))), chosen.grounds


def _partner(name: ActorId, ties: list[Tie], actor: ActorId, scheme: RelationScheme) -> Partner:
    signs = [sign(scheme[tie.claim.relation]) for tie in ties]
    relations = Counter(scheme[tie.claim.relation].label for tie in ties)
    ordered = sorted(relations.items(), key=lambda item: (-item[1], item[0]))
    return Partner(
        partner=name,
        given=sum(tie.subject == actor or tie.symmetric for tie in ties),
        received=sum(tie.object == actor or tie.symmetric for tie in ties),
        cooperation=signs.count(1),
        conflict=signs.count(-1),
        goldstein=mean_goldstein(ties, scheme),
        relations=tuple(ordered[:_MOST_RELATIONS]),
        documents=len({tie.claim.evidence.document for tie in ties}),
        claims=tuple(tie.claim.id for tie in ties),
    )
