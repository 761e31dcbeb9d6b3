"""Documents as flat rows: the objects of documents.jsonl.

A row is also a valid record of the JSON Lines that the documents room reads: `id`, `text`, `title`, `source`,
`published` and `url` mean the same in both.  In and out: `Document` values and plain dicts.
"""

from __future__ import annotations

from realpolitik.ledger.claim_rows import event_date
from realpolitik.ledger.fields import Fields
from realpolitik.model import DateBasis, Document, DocumentId, EventDate, Span

_PUBLISHED = ("published", "published_end", "published_precision", "published_basis", "published_text")
DOCUMENT_TEXTS = (
    "id",
    "name",
    "media_type",
    "title",
    "source",
    "source_basis",
    *_PUBLISHED,
    "url",
)
"""Fields of a row that hold a short text or nothing, in its order."""
DOCUMENT_SPANS = ("headings", "boilerplate")
"""Fields that hold pairs of offsets."""
_KNOWN = frozenset((*DOCUMENT_TEXTS, *DOCUMENT_SPANS, "text"))


def document_to_json(document: Document) -> dict[str, object]:
    """Return a document as a row of documents.jsonl.

    >>> row = document_to_json(Document(id=DocumentId("d1"), text="Chad met Mali.", headings=(Span(0, 4),)))
    >>> row["id"], row["headings"], row["published"]
    ('d1', [[0, 4]], None)
    """
    published = document.published
    row: dict[str, object] = {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type,
        "title": document.title,
        "source": document.source,
        "source_basis": None if document.source_basis is None else document.source_basis.value,
        "published": None if published is None else published.start,
    }
    if published is not None:
        row |= {
            "published_end": published.end,
            "published_precision": None if published.precision is None else published.precision.value,
            "published_basis": published.basis.value,
            "published_text": published.text,
        }
    return row | {
        "url": document.url,
        "headings": [[span.start, span.end] for span in document.headings],
        "boilerplate": [[span.start, span.end] for span in document.boilerplate],
        "text": document.text,
    }


def document_from_json(row: object, *, path: str | None = None, line: int | None = None) -> Document:
    """Return the document that a row of documents.jsonl tells.

    Args:
        row: A decoded JSON object; `id` and `text` are enough.
        path: The file it is from, for the error.
        line: Its 1-based line, for the error.

    Raises:
        RecordError: A field is missing, unknown or of the wrong kind.

    >>> document_from_json({"id": "d1", "text": "Chad met Mali."}).text
    'Chad met Mali.'
    """
    fields = Fields(row, path=path, line=line)
    fields.check_names(_KNOWN, required=("id", "text"))
    text = fields.text("text")
    return Document(
        id=DocumentId(fields.text("id")),
        text=text,
        title=fields.text_or_none("title"),
        source=fields.text_or_none("source"),
        source_basis=(
            fields.choice("source_basis", DateBasis, tuple(basis.value for basis in DateBasis))
            if "source_basis" in fields
            else None
        ),
        published=_published(fields),
        url=fields.text_or_none("url"),
        name=fields.text_or_none("name"),
        media_type=fields.text_or_none("media_type") or "text/plain",
        headings=_within(fields, "headings", text),
        boilerplate=_within(fields, "boilerplate", text),
    )


def _published(fields: Fields) -> EventDate | None:
    if not any(name in fields for name in _PUBLISHED):
        return None
    return event_date(fields, "published", text="published_text", start="published")


def _within(fields: Fields, name: str, text: str) -> tuple[Span, ...]:
    spans = fields.spans(name)
    for span in spans:
        if span.end > len(text):
            fields.refuse(
                f"{name} run to {span.end}, past the text's {len(text)} characters; rebuild the graph"
            )
    return spans
