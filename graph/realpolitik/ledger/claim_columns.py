"""The columns of tables of claims, with kinds, meanings and units: one list for Parquet, frames and docs."""

from __future__ import annotations

from realpolitik.model.column import Column, ColumnKind

_TEXT, _DAY, _WHOLE = ColumnKind.TEXT, ColumnKind.DAY, ColumnKind.WHOLE
_OFFSET = "code points from the start of the document's text"

CLAIM_COLUMNS = (
    Column("id", _TEXT, "Identity of the claim: follows from document, place and what is said."),
    Column("doc", _TEXT, "Id of the document."),
    Column("subject", _TEXT, "Who acts: ISO 3166-1 alpha-3 code, `org:…` or `person:…`."),
    Column("relation", _TEXT, "Id of the relation type."),
    Column("object", _TEXT, "Who is acted on: as `subject`."),
    Column("status", _TEXT, "`actual` (told as a fact), `possible` or `negated`."),
    Column(
        "attributed_to", _TEXT, "Whose words: actor id or words; empty: the document's own.", nullable=True
    ),
    Column("quote", _TEXT, "The passage, verbatim."),
    Column("start", _WHOLE, f"Where the quote begins: {_OFFSET}."),
    Column("end", _WHOLE, f"Where it ends, exclusive: {_OFFSET}."),
    Column("plover", _TEXT, "PLOVER event type; empty for offices and memberships.", nullable=True),
    Column("subject_label", _TEXT, "Name of the subject."),
    Column("object_label", _TEXT, "Name of the object."),
    Column("subject_country", _TEXT, "Country that the subject acts for, alpha-3.", nullable=True),
    Column("object_country", _TEXT, "Country that the object acts for, alpha-3.", nullable=True),
    Column("confidence", ColumnKind.NUMBER, "Estimate that a careful reader would agree, 0 to 1."),
    Column("subject_start", _WHOLE, f"Where the subject is named: {_OFFSET}.", nullable=True),
    Column("subject_end", _WHOLE, "Its end, exclusive.", nullable=True),
    Column("object_start", _WHOLE, f"Where the object is named: {_OFFSET}.", nullable=True),
    Column("object_end", _WHOLE, "Its end, exclusive.", nullable=True),
    Column(
        "trigger_start", _WHOLE, f"Where the words stand that state the relation: {_OFFSET}.", nullable=True
    ),
    Column("trigger_end", _WHOLE, "Their end, exclusive.", nullable=True),
    Column("amount", _TEXT, "Sum, quantity or percentage, verbatim.", nullable=True),
    Column("amount_value", ColumnKind.NUMBER, "The number, in units of `amount_unit`.", nullable=True),
    Column("amount_unit", _TEXT, "ISO 4217 code for money, `percent`, or the noun counted.", nullable=True),
    Column("amount_qualifier", _TEXT, "`over`, `about`, `up to` or `under`.", nullable=True),
    Column(
        "amount_shared",
        ColumnKind.TRUTH,
        "A group's total, repeated on each member's claim: never to be added up.",
        nullable=True,
    ),
    Column("when", _TEXT, "When it happened, in the words of the text.", nullable=True),
    Column("when_start", _DAY, "First day that the words allow.", nullable=True),
    Column("when_end", _DAY, "Last day; empty while open.", nullable=True),
    Column(
        "when_precision", _TEXT, "How exact: `day`, `month`, `year`, `interval` and so on.", nullable=True
    ),
    Column("when_basis", _TEXT, "What the date rests on: `text`, `relative`, `metadata` …", nullable=True),
    Column("role", _TEXT, "The office or function, for offices and memberships.", nullable=True),
)
"""In the order of the rows of claims.jsonl."""
