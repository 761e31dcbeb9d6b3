"""Events that sentences report, as rows."""

from __future__ import annotations

from realpolitik.model.reported_event import ReportedEvent

COLUMNS = (
    "doc",
    "source",
    "event",
    "target",
    "confidence",
    "quote",
    "start",
    "end",
    "source_start",
    "source_end",
    "target_start",
    "target_end",
)


def reported_event_to_json(event: ReportedEvent) -> dict[str, object]:
    """Return an event as a row, its keys in the order of `COLUMNS`."""
    values = (
        event.document,
        event.source,
        event.event,
        event.target,
        event.confidence,
        event.quote,
        event.span.start,
        event.span.end,
        event.source_span.start,
        event.source_span.end,
        event.target_span.start,
        event.target_span.end,
    )
    return dict(zip(COLUMNS, values, strict=True))
