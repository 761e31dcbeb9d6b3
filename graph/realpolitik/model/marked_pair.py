"""Two marked mentions in a text, and what relates them."""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.model.claim import Status
from realpolitik.model.identifiers import RelationId
from realpolitik.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPair:
    """A text in which somebody has marked two mentions.

    Attributes:
        id: Whatever tells it from others.
        text: One paragraph; line breaks count as spaces.
        subject: Where the first mention stands.
        object: Where the second stands.
    """

    id: str
    text: str
    subject: Span
    object: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRelation:
    """What relates two marked mentions, as told of the first towards the second.

    Attributes:
        id: The pair's.
        relation: None where the text states none.
        plover: PLOVER event type; None also for relations that are no events.
        status: How the text puts it.
        confidence: Probability that a claim of this would be right.
    """

    id: str
    relation: RelationId | None = None
    plover: str | None = None
    status: Status | None = None
    confidence: float | None = None
