"""An event as event coders code it: who does what type of thing to whom, told by one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.model.identifiers import ActorId, DocumentId
from realpolitik.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedEvent:
    """The event that a sentence reports.

    Attributes:
        document: Where it is told.
        source: Who acts: a country, or a body that acts for none.
        event: PLOVER event type.
        target: Upon whom: as source.
        confidence: Probability that a coder would code the same.
        quote: The sentence, verbatim.
        span: Where it stands.
        source_span: Where the source is named.
        target_span: Where the target is named.
    """

    document: DocumentId
    source: ActorId
    event: str
    target: ActorId
    confidence: float
    quote: str
    span: Span
    source_span: Span
    target_span: Span
