"""Claims as flat rows: the objects of claims.jsonl, whose keys are also the columns of tables.

In and out: `Claim` values and plain dicts.  It opens no file.
"""

from __future__ import annotations

from realpolitik.ledger.fields import Fields
from realpolitik.model import (
    ActorId,
    Amount,
    Claim,
    CountryCode,
    DateBasis,
    DatePrecision,
    DocumentId,
    EventDate,
    Evidence,
    RelationId,
    Status,
    kind_of,
)
from realpolitik.model.actor import ActorKind

COLUMNS = (
    "id",
    "doc",
    "subject",
    "relation",
    "object",
    "status",
    "attributed_to",
    "quote",
    "start",
    "end",
    "plover",
    "subject_label",
    "object_label",
    "subject_country",
    "object_country",
    "confidence",
    "subject_start",
    "subject_end",
    "object_start",
    "object_end",
    "trigger_start",
    "trigger_end",
)
"""Keys that every written row has, in this order."""

OPTIONAL_COLUMNS = (
    "amount",
    "amount_value",
    "amount_unit",
    "amount_qualifier",
    "amount_shared",
    "when",
    "when_start",
    "when_end",
    "when_precision",
    "when_basis",
    "role",
)
"""Keys that follow where the claim has them."""

_REQUIRED = ("doc", "subject", "relation", "object", "status", "quote", "start", "end")
_KNOWN = frozenset((*COLUMNS, *OPTIONAL_COLUMNS, "core"))  # "core" marks gold rows that both readers made
_STATUSES = tuple(status.value for status in Status)
_BASES = tuple(basis.value for basis in DateBasis)
_PRECISIONS = tuple(precision.value for precision in DatePrecision)


def claim_to_json(claim: Claim) -> dict[str, object]:
    """Return a claim as a row of claims.jsonl.

    >>> from realpolitik.model import Span
    >>> claim = Claim(
    ...     subject=ActorId("CHN"), relation=RelationId("lends"), object=ActorId("VEN"), status=Status.ACTUAL,
    ...     evidence=Evidence(document=DocumentId("d1"), quote="China lent", span=Span(0, 10)),
    ...     subject_label="China", object_label="Venezuela")
    >>> row = claim_to_json(claim)
    >>> row["subject"], row["quote"], row["attributed_to"], "amount" in row
    ('CHN', 'China lent', None, False)
    """
    evidence = claim.evidence
    row: dict[str, object] = {
        "id": claim.id,
        "doc": evidence.document,
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object,
        "status": claim.status.value,
        "attributed_to": claim.attributed_to,
        "quote": evidence.quote,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "plover": claim.plover,
        "subject_label": claim.subject_label,
        "object_label": claim.object_label,
        "subject_country": claim.subject_country,
        "object_country": claim.object_country,
        "confidence": claim.confidence,
    }
    mentions = {"subject": evidence.subject, "object": evidence.object, "trigger": evidence.trigger}
    for name, span in mentions.items():
        row[f"{name}_start"] = None if span is None else span.start
        row[f"{name}_end"] = None if span is None else span.end
    if claim.amount is not None:
        row |= _amount_row(claim.amount)
    if claim.when is not None:
        row |= _when_row(claim.when)
    if claim.role is not None:
        row["role"] = claim.role
    return row


def claim_from_json(row: object, *, path: str | None = None, line: int | None = None) -> Claim:
    """Return the claim that a row tells.

    A row may hold less than `claim_to_json` writes: doc, subject, relation, object, status, quote, start and
    end are enough.  Its `id` is never trusted: it follows from the other fields.

    Args:
        row: A decoded JSON object.
        path: The file it is from, for the error.
        line: Its 1-based line, for the error.

    Raises:
        RecordError: A field is missing, unknown or of the wrong kind.

    >>> claim_from_json({"doc": "d1", "subject": "CHN", "relation": "lends", "object": "VEN",
    ...     "status": "actual", "quote": "China lent", "start": 0, "end": 10}).subject_label
    'CHN'
    """
    fields = Fields(row, path=path, line=line)
    fields.check_names(_KNOWN, required=_REQUIRED)
    subject, obj = ActorId(fields.text("subject")), ActorId(fields.text("object"))
    confidence = fields.number_or_none("confidence")
    if confidence is not None and not 0 <= confidence <= 1:
        fields.refuse(f"confidence is {confidence}; write a number from 0 to 1")
    return Claim(
        subject=subject,
        relation=RelationId(fields.text("relation")),
        object=obj,
        status=fields.choice("status", Status, _STATUSES),
        evidence=_evidence(fields),
        subject_label=_label(fields, "subject_label", subject),
        object_label=_label(fields, "object_label", obj),
        subject_country=_country(fields, "subject_country"),
        object_country=_country(fields, "object_country"),
        attributed_to=fields.text_or_none("attributed_to"),
        plover=fields.text_or_none("plover"),
        confidence=1.0 if confidence is None else confidence,
        amount=_amount(fields),
        when=_when(fields),
        role=fields.text_or_none("role"),
    )


def _amount_row(amount: Amount) -> dict[str, object]:
    return {
        "amount": amount.text,
        "amount_value": amount.value,
        "amount_unit": amount.unit,
        "amount_qualifier": amount.qualifier,
        "amount_shared": amount.shared,
    }


def _when_row(when: EventDate) -> dict[str, object]:
    return {
        "when": when.text,
        "when_start": when.start,
        "when_end": when.end,
        "when_precision": None if when.precision is None else when.precision.value,
        "when_basis": when.basis.value,
    }


def _evidence(fields: Fields) -> Evidence:
    return Evidence(
        document=DocumentId(fields.text("doc")),
        quote=fields.text("quote"),
        span=fields.span("start", "end"),
        subject=fields.span_or_none("subject_start", "subject_end"),
        object=fields.span_or_none("object_start", "object_end"),
        trigger=fields.span_or_none("trigger_start", "trigger_end"),
    )


def _amount(fields: Fields) -> Amount | None:
    if "amount" not in fields:
        return None
    return Amount(
        text=fields.text("amount"),
        value=fields.number_or_none("amount_value"),
        unit=fields.text_or_none("amount_unit"),
        qualifier=fields.text_or_none("amount_qualifier"),
        shared=fields.truth("amount_shared"),
    )


def _when(fields: Fields) -> EventDate | None:
    if "when" not in fields and "when_basis" not in fields:
        return None
    return event_date(fields, "when", text="when", start="when_start")


def event_date(fields: Fields, prefix: str, *, text: str, start: str) -> EventDate:
    """Return the date that a row's fields tell.

    Args:
        fields: The row.
        prefix: What the names of the other fields start with.
        text: Name of the field with the words of the document.
        start: Name of the field with the first day.
    """
    first, last = fields.text_or_none(start), fields.text_or_none(f"{prefix}_end")
    if first is not None and last is not None and first > last:
        fields.refuse(f"{start} and {prefix}_end are reversed ({first}..{last}); write the first day first")
    precision, basis = f"{prefix}_precision", f"{prefix}_basis"
    return EventDate(
        text=fields.text_or_none(text),
        start=first,
        end=last,
        precision=fields.choice(precision, DatePrecision, _PRECISIONS) if precision in fields else None,
        basis=fields.choice(basis, DateBasis, _BASES) if basis in fields else DateBasis.UNRESOLVED,
    )


def _label(fields: Fields, name: str, actor: ActorId) -> str:
    """Return the given label, else one made from the id: gold rows have none."""
    given = fields.text_or_none(name)
    if given is not None:
        return given
    if kind_of(actor) is ActorKind.COUNTRY:
        return actor
    words = actor.partition(":")[2].replace("-", " ")
    return words.title() if words else actor


def _country(fields: Fields, name: str) -> CountryCode | None:
    code = fields.text_or_none(name)
    return None if code is None else CountryCode(code)
