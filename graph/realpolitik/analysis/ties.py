"""Claims chosen and oriented for measuring, with a tally of what was left out and why.

Every figure of this room stands on ties, and says on how many: a measure without its grounds is not
handed out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from realpolitik.analysis.aggregation import reading_order
from realpolitik.analysis.parties import STRUCTURE, folded_parties
from realpolitik.model import ActorId, Claim, EventDate, Status
from realpolitik.vocabulary import RelationScheme

FEW_CLAIMS = 30  # below this, one claim more or less can turn a ranking

FACTS = frozenset({Status.ACTUAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A claim as an edge.

    Attributes:
        subject: Actor id, rolled up where asked; the lesser party where the relation has no direction.
        object: Likewise.
        claim: The claim behind it.
        symmetric: The relation has no direction.
    """

    subject: ActorId
    object: ActorId
    claim: Claim
    symmetric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a figure rests on.

    Attributes:
        claims: Number of claims behind it.
        documents: Number of distinct documents that make them.
        actors: Number of distinct actors that they name.
        left_out: Reason and number of claims, for claims that were given and not used; largest first.
        warnings: What a reader should know before trusting it; empty where there is nothing.
    """

    claims: int
    documents: int
    actors: int
    left_out: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]

    def __str__(self) -> str:
        """Return the grounds as a note below a table or a figure."""
        claims, actors = counted(self.claims, "claim"), counted(self.actors, "actor")
        parts = [f"{claims} about {actors} in {counted(self.documents, 'document')}"]
        if self.left_out:
            parts.append("left out: " + ", ".join(f"{count} {reason}" for reason, count in self.left_out))
        return "; ".join((*parts, *self.warnings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which claims become ties.

    Attributes:
        categories: Ids of categories to keep; None keeps all. relations: Ids of relation types to keep;
        None keeps all. statuses: Statuses to keep; by default what is told as a fact. since: First day,
        ISO 8601; None for no limit.  A claim without a date is left out where a limit is set. until:
        Last day, ISO 8601, likewise. roll_up: Count office-holders and state agencies as their
        countries. with_structure: Keep offices and memberships, which are no events.
    """

    categories: Collection[str] | None = None
    relations: Collection[str] | None = None
    statuses: Collection[Status] = FACTS
    since: str | None = None
    until: str | None = None
    roll_up: bool = True
    with_structure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Claims as edges, with their grounds.

    Attributes:
        ties: In reading order of their claims.
        grounds: How many there are, and what was left out.
    """

    ties: tuple[Tie, ...]
    grounds: Grounds


def counted(number: int, noun: str) -> str:
    """Return "1 claim", "2 claims".

    >>> counted(1, "claim"), counted(0, "claim")
    ('1 claim', '0 claims')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def choose_ties(claims: Iterable[Claim], scheme: RelationScheme, choice: Choice | None = None) -> Ties:
    """Turn claims into ties.

    Args:
        claims: In any order.
        scheme: Relation types.
        choice: What to keep; by default every event told as a fact, rolled up to countries.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    choice = choice or Choice()
    kept: list[Tie] = []
    left_out: Counter[str] = Counter()
    for claim in sorted(claims, key=reading_order):
        subject, object_ = folded_parties(claim, scheme, roll_up=choice.roll_up)
        reason = _reason_against(claim, scheme, choice) or (
            "within one actor" if subject == object_ else None
        )
        if reason is not None:
            left_out[reason] += 1
        else:
            symmetric = scheme[claim.relation].symmetric
            kept.append(Tie(subject=subject, object=object_, claim=claim, symmetric=symmetric))
    return Ties(ties=tuple(kept), grounds=_grounds(kept, left_out))


def too_few(claims: int) -> tuple[str, ...]:
    """Return the warning that so few claims call for; none where there are enough.

    >>> too_few(FEW_CLAIMS)
    ()
    """
    if claims >= FEW_CLAIMS:
        return ()
    return (f"too few claims for firm conclusions (fewer than {FEW_CLAIMS})",)


def within(when: EventDate | None, since: str | None, until: str | None) -> bool:
    """Tell whether a date touches the days from `since` to `until`; an unknown date touches only no limit."""
    if since is None and until is None:
        return True
    if when is None or (when.start is None and when.end is None):
        return False
    first, last = when.start or when.end or "", when.end or when.start or ""
    return first <= (until or "9999") and (since or "") <= last


def _reason_against(claim: Claim, scheme: RelationScheme, choice: Choice) -> str | None:
    category = scheme.category_of(claim.relation)
    if category == STRUCTURE and not choice.with_structure:
        return "offices and memberships"
    if choice.categories is not None and category not in choice.categories:
        return "of other categories"
    if choice.relations is not None and claim.relation not in choice.relations:
        return "of other relations"
    if claim.status not in choice.statuses:
        return f"told as {claim.status}"
    if not within(claim.when, choice.since, choice.until):
        return "without a date" if claim.when is None else "outside the period"
    return None


def _grounds(kept: Collection[Tie], left_out: Counter[str]) -> Grounds:
    actors = {actor for tie in kept for actor in (tie.subject, tie.object)}
    return Grounds(
        claims=len(kept),
        documents=len({tie.claim.evidence.document for tie in kept}),
        actors=len(actors),
        left_out=tuple(sorted(left_out.items(), key=lambda item: (-item[1], item[0]))),
        warnings=too_few(len(kept)),
    )
