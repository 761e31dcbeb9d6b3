"""Claims in time: in order of when they happened, and what changed between two days.

The time of a claim is the time that its passage tells.  Where it tells none, the claim is undated: the day on
which a document appeared says when something was told, not when it happened, and is used only on request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from realpolitik.analysis.aggregation import folded_key, reading_order
from realpolitik.model import (
    ActorId,
    Claim,
    DateBasis,
    DatePrecision,
    Document,
    EventDate,
    RelationId,
    Status,
)
from realpolitik.vocabulary import RelationScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim at its place in time.

    Attributes:
        claim: The claim.
        start: First day, ISO 8601; None where only the end is known.
        end: Last day; None where it is open.
        precision: How exact the time is; None where unknown.
        basis: What the time rests on; `metadata` where it is the day on which the document appeared.
    """

    claim: Claim
    start: str | None
    end: str | None
    precision: DatePrecision | None
    basis: DateBasis

    @property
    def day(self) -> str:
        """The day that places it in order: its first, else its last."""
        return self.start or self.end or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Claims in order of time.

    Attributes:
        entries: Earliest first.
        undated: Claims that nothing places in time, in reading order.
    """

    entries: tuple[Entry, ...]
    undated: tuple[Claim, ...]


def timeline(
    claims: Iterable[Claim], documents: Iterable[Document] = (), *, use_published: bool = False
) -> Timeline:
    """Put claims in order of when they happened.

    Args:
        claims: In any order.
        documents: For the days on which they appeared.
        use_published: Place claims without a time of their own at the day on which their document appeared.
    """
    published = {document.id: document.published for document in documents} if use_published else {}
    entries, undated = [], []
    for claim in sorted(claims, key=reading_order):
        entry = _entry(claim, claim.when) or _entry(claim, published.get(claim.evidence.document))
        if entry is None:
            undated.append(claim)
        else:
            entries.append(entry)
    entries.sort(key=lambda entry: (entry.day, entry.end or "9999", reading_order(entry.claim)))
    return Timeline(entries=tuple(entries), undated=tuple(undated))


def _entry(claim: Claim, when: EventDate | None) -> Entry | None:
    if when is None or (when.start is None and when.end is None):
        return None
    return Entry(claim=claim, start=when.start, end=when.end, precision=when.precision, basis=when.basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What two days' snapshots say of one relationship.

    Attributes:
        subject: Actor id; the lesser one where the relation has no direction.
        relation: Relation id.
        object: Actor id.
        before: Number of facts told of the time up to the earlier day.
        after: Number of facts told of the time up to the later day.
    """

    subject: ActorId
    relation: RelationId
    object: ActorId
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How the picture changes from one day to another.

    Attributes:
        earlier: The earlier day, ISO 8601.
        later: The later day.
        appeared: Relationships first told of the time in between, sorted.
        grew: Relationships with more facts told, sorted by growth.
        unchanged: Number of relationships that stay as they were.
        undated: Number of facts that nothing places in time: in neither picture.
    """

    earlier: str
    later: str
    appeared: tuple[Change, ...]
    grew: tuple[Change, ...]
    unchanged: int
    undated: int


def snapshot(
    line: Timeline, day: str, scheme: RelationScheme
) -> Counter[tuple[ActorId, RelationId, ActorId]]:
    """Count, for each relationship, the facts that had begun by a day.

    Args:
        line: Claims in time.
        day: ISO 8601.
        scheme: Says which relations have no direction.
    """
    return Counter(
        folded_key(entry.claim, scheme)
        for entry in line.entries
        if entry.claim.status is Status.ACTUAL and entry.day <= day
    )


def compare_days(line: Timeline, earlier: str, later: str, scheme: RelationScheme) -> Comparison:
    """Tell what changed between two days.

    Args:
        line: Claims in time.
        earlier: ISO 8601; the two days may come in either order.
        later: ISO 8601.
        scheme: Says which relations have no direction.

    Raises:
        VocabularyError: A claim has a relation that the scheme doesn't know.
    """
    earlier, later = sorted((earlier, later))
    before, after = snapshot(line, earlier, scheme), snapshot(line, later, scheme)
    changes = [
        Change(subject=key[0], relation=key[1], object=key[2], before=before[key], after=count)
        for key, count in sorted(after.items())
        if count != before[key]
    ]
    grew = [change for change in changes if change.before]
    return Comparison(
        earlier=earlier,
        later=later,
        appeared=tuple(change for change in changes if not change.before),
        grew=tuple(sorted(grew, key=lambda change: change.before - change.after)),
        unchanged=len(after) - len(changes),
        undated=sum(claim.status is Status.ACTUAL for claim in line.undated),
    )
