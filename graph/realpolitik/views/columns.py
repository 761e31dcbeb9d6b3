"""The claims of a page as columns, small enough to be mailed by the ten thousand.

What several claims share is kept once, and what follows from something else not at all: a claim's parties are
those of its relationship, a passage begins where the one before it ends.  Places within a quote are code
points, counted from the start of the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from realpolitik.model import Claim, ClaimId, DocumentId, EventDate, Relationship, Span, Status

_STATUSES: Final = tuple(Status)
_LONGEST_QUOTE: Final = (
    1_200  # characters; a page must stay mailable even where a "sentence" is a whole table
)
_RARE: Final = ("speaker", "amount", "when", "role")


def claim_columns(
    claims: Sequence[Claim],
    *,
    ids: Mapping[ClaimId, int],
    relationships: Sequence[Relationship],
    documents: Mapping[DocumentId, int],
) -> dict[str, Any]:
    """Return the columns; scripts/data.js reads them.

    Args:
        claims: In the order in which a reader should see them.
        ids: Place of each claim by its id.
        relationships: Each claim is in one.
        documents: Place of each document by its id.
    """
    relationship_at = {claim: at for at, each in enumerate(relationships) for claim in each.claims}
    passages: dict[tuple[DocumentId, int, str], int] = {}
    dates: dict[EventDate, int] = {}
    rare: dict[str, dict[int, Any]] = {name: {} for name in _RARE}
    for at, claim in enumerate(claims):
        evidence = claim.evidence
        passages.setdefault((evidence.document, evidence.span.start, evidence.quote), len(passages))
        for name, value in _rare_fields(claim):
            rare[name][at] = value
        if claim.when is not None:
            rare["when"][at] = dates.setdefault(claim.when, len(dates))
    own = [relationship_at[claim] for claim in ids]
    return {
        "id": list(ids),
        "relationship": own,
        # of a symmetric relation, told the other way round than its relationship
        "turned": [at for at, claim in enumerate(claims) if claim.subject != relationships[own[at]].subject],
        "status": [_STATUSES.index(claim.status) for claim in claims],
        "passage": _steps(
            passages[claim.evidence.document, claim.evidence.span.start, claim.evidence.quote]
            for claim in claims
        ),
        "confidence": [round(claim.confidence, 2) for claim in claims],
        "marks": [_marks(claim) for claim in claims],
        **{name: _column(values, len(claims)) for name, values in rare.items() if values},
        "passages": _passages(passages, documents),
        "dates": [_date_row(date) for date in dates],
    }


def _steps(numbers: Iterable[int]) -> list[int]:
    """Return how far each number lies from the one before: small for what is nearly sorted."""
    last, steps = 0, []
    for number in numbers:
        steps.append(number - last)
        last = number
    return steps


def _column(values: Mapping[int, Any], length: int) -> list[Any] | dict[str, Any]:
    """Return a column of its own where most claims have a value, else only those that do."""
    if 2 * len(values) > length:
        return [values.get(at) for at in range(length)]
    return {str(at): value for at, value in values.items()}


def _passages(
    passages: Iterable[tuple[DocumentId, int, str]], documents: Mapping[DocumentId, int]
) -> dict[str, Any]:
    rows = [(documents[name], start, quote) for name, start, quote in passages]
    gaps, end = [], 0
    for at, (document, start, quote) in enumerate(rows):
        follows = at > 0 and rows[at - 1][0] == document
        gaps.append(start - end if follows else start)
        end = start + len(quote)
    return {
        "document": _steps(document for document, _, _ in rows),
        "gap": gaps,  # to the end of the passage before, if that is of the same document
        "size": {str(at): len(quote) for at, (_, _, quote) in enumerate(rows) if len(quote) > _LONGEST_QUOTE},
        "quote": [quote[:_LONGEST_QUOTE] for _, _, quote in rows],
    }


def _rare_fields(claim: Claim) -> Iterable[tuple[str, Any]]:
    if claim.attributed_to is not None:
        yield "speaker", claim.attributed_to
    if claim.amount is not None:
        amount = claim.amount
        yield (
            "amount",
            without_none(
                {
                    "text": amount.text,
                    "value": amount.value,
                    "unit": amount.unit,
                    "qualifier": amount.qualifier,
                    "shared": amount.shared or None,
                }
            ),
        )
    if claim.role is not None:
        yield "role", claim.role


def _date_row(when: EventDate) -> dict[str, Any]:
    return without_none(
        {
            "text": when.text,
            "start": when.start,
            "end": when.end,
            "precision": when.precision.value if when.precision else None,
            "basis": when.basis.value,
        }
    )


def _marks(claim: Claim) -> list[int] | int:
    """Return start and end of subject, object and trigger within the quote, -1 where unknown; 0 for none."""
    evidence = claim.evidence
    places: list[int] = []
    for span in (evidence.subject, evidence.object, evidence.trigger):
        inside = span is not None and _covers(evidence.span, span)
        places += (
            [span.start - evidence.span.start, span.end - evidence.span.start]
            if span and inside
            else [-1, -1]
        )
    return places if any(place >= 0 for place in places) else 0


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start < inner.end <= outer.end


def without_none(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without what is unknown."""
    return {name: value for name, value in row.items() if value is not None}
