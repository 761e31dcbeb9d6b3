"""What part of a graph a page holds: an actor's neighbourhood, a period, a publisher.

The page can narrow further what it holds, but a file that holds less is smaller to mail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from realpolitik.model import ActorId, Claim, Document
from realpolitik.model.dates import includes


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The part of a graph that a page holds; what is None leaves everything in.

    Attributes:
        focus: Only this actor and those near it.
        depth: How many steps from the focus are near.
        first: Only claims of this day or later, ISO 8601; undated ones go.
        last: Only claims of this day or earlier; undated ones go.
        as_of: Only claims of documents published on this day or earlier, and of undated ones.
        source: Only claims of this publisher.
    """

    focus: ActorId | None = None
    depth: int = 1
    first: str | None = None
    last: str | None = None
    as_of: str | None = None
    source: str | None = None


def narrow(claims: Iterable[Claim], documents: Iterable[Document], scope: Scope) -> tuple[Claim, ...]:
    """Return the claims within a scope, in their order.

    A claim is of the days that it speaks of, else of the day on which its document was published.

    >>> narrow([], [], Scope(focus=ActorId("VEN")))
    ()
    """
    known = {document.id: document for document in documents}
    kept = [claim for claim in claims if _within(claim, known.get(claim.evidence.document), scope)]
    if scope.focus is not None:
        near = _near(kept, scope.focus, scope.depth)
        kept = [claim for claim in kept if claim.subject in near and claim.object in near]
    return tuple(kept)


def _within(claim: Claim, document: Document | None, scope: Scope) -> bool:
    if scope.source is not None and (document is None or document.source != scope.source):
        return False
    if scope.as_of is not None and not published_by(document, scope.as_of):
        return False
    if scope.first is None and scope.last is None:
        return True
    first, last = _days(claim, document)
    if first is None or last is None:
        return False
    return (scope.last is None or first <= scope.last) and (scope.first is None or last >= scope.first)


def published_by(document: Document | None, day: str) -> bool:
    """Tell whether a document may have been there on a day: nothing says that an undated one is later."""
    published = document.published if document else None
    return published is None or includes(published.start, None, day)


def _days(claim: Claim, document: Document | None) -> tuple[str | None, str | None]:
    dates = [claim.when, document.published if document else None]
    for date in dates:
        if date is not None and (date.start or date.end):
            return date.start or date.end, date.end or date.start
    return None, None


def _near(claims: Sequence[Claim], focus: ActorId, depth: int) -> set[ActorId]:
    neighbours: dict[ActorId, set[ActorId]] = defaultdict(set)
    for claim in claims:
        neighbours[claim.subject].add(claim.object)
        neighbours[claim.object].add(claim.subject)
    near, edge = {focus}, {focus}
    for _ in range(depth):
        edge = {other for actor in edge for other in neighbours[actor]} - near
        near |= edge
    return near
