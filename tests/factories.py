"""Values for tests, with sensible defaults: say only what the test is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from realpolitik.model import (
    Actor,
    ActorId,
    ActorKind,
    Amount,
    Category,
    Claim,
    CountryCode,
    Document,
    DocumentId,
    EventDate,
    Evidence,
    Relation,
    RelationId,
    Span,
    Status,
    kind_of,
)
from realpolitik.vocabulary import RelationScheme

QUOTE = "Norland lent Sudria $2 billion"


def make_document(text: str = f"{QUOTE} in May.", *, id: str = "d1", **fields: Any) -> Document:  # noqa: A002
    """Return a document of one invented sentence, or of `text`."""
    return Document(id=DocumentId(id), text=text, **fields)


def make_evidence(
    *, document: str = "d1", quote: str = QUOTE, start: int = 0, end: int | None = None, **fields: Any
) -> Evidence:
    """Return evidence whose span is as long as its quote."""
    span = Span(start, start + len(quote) if end is None else end)
    return Evidence(document=DocumentId(document), quote=quote, span=span, **fields)


def make_claim(  # noqa: D417 - the rest are Claim's own
    subject: str = "CHN",
    relation: str = "lends",
    object: str = "VEN",  # noqa: A002
    *,
    status: str = "actual",
    document: str = "d1",
    quote: str = QUOTE,
    start: int = 0,
    evidence: Evidence | None = None,
    amount: Amount | None = None,
    when: EventDate | None = None,
    **fields: Any,
) -> Claim:
    """Return a claim, by default that China lends to Venezuela; ids may be plain strings.

    Args:
        evidence: In place of `document`, `quote` and `start`.
    """
    fields.setdefault("subject_label", _label(subject))
    fields.setdefault("object_label", _label(object))
    fields.setdefault("subject_country", _country(subject))
    fields.setdefault("object_country", _country(object))
    return Claim(
        subject=ActorId(subject),
        relation=RelationId(relation),
        object=ActorId(object),
        status=Status(status),
        evidence=evidence or make_evidence(document=document, quote=quote, start=start),
        amount=amount,
        when=when,
        **fields,
    )


def make_actor(id: str = "VEN", label: str | None = None, **fields: Any) -> Actor:  # noqa: A002
    """Return an actor whose kind follows from its id."""
    fields.setdefault("country", _country(id))
    return Actor(id=ActorId(id), label=label or _label(id), kind=kind_of(ActorId(id)), **fields)


def make_relation(id: str = "lends", **fields: Any) -> Relation:  # noqa: A002
    """Return a relation type, by default of the category finance."""
    fields.setdefault("label", id)
    fields.setdefault("inverse_label", f"{id} (inverse)")
    fields.setdefault("definition", f"What {id} means.")
    fields.setdefault("category", "finance")
    return Relation(id=RelationId(id), **fields)


def _label(actor: str) -> str:
    return actor.rpartition(":")[2].replace("-", " ").title() if ":" in actor else actor


def _country(actor: str) -> CountryCode | None:
    return CountryCode(actor) if kind_of(ActorId(actor)) is ActorKind.COUNTRY else None


# Id, category, PLOVER types, CAMEO root codes, quad class, symmetric.
_RELATIONS = (
    ("demands", "pressure", ("REQUEST",), ("10",), 3, False),
    ("threatens", "pressure", ("THREATEN",), ("13",), 3, False),
    ("sanctions", "pressure", ("SANCTION",), ("16", "17"), 4, False),
    ("pressures", "pressure", ("COERCE",), ("17",), 4, False),
    ("attacks", "force", ("ASSAULT",), ("18", "19", "20"), 4, False),
    ("detains", "force", ("COERCE",), ("17", "18"), 4, False),
    ("supports", "diplomacy", ("SUPPORT",), ("05",), 1, False),
    ("criticizes", "diplomacy", ("ACCUSE",), ("11",), 3, False),
    ("meets", "diplomacy", ("CONSULT",), ("04",), 1, True),
    ("cooperates", "diplomacy", ("AGREE", "COOPERATE"), ("03", "06"), 2, True),
    ("lends", "finance", ("AID",), ("07",), 2, False),
    ("trades", "finance", ("COOPERATE",), ("06",), 2, True),
    ("arms", "arms", ("AID",), ("07",), 2, False),
    ("sells-oil", "oil", ("COOPERATE",), ("06",), 2, False),
    ("holds-office", "structure", (), (), None, False),
    ("affiliated", "structure", (), (), None, False),
)


def make_scheme() -> RelationScheme:
    """Return a relation scheme with the relations that most tests need."""
    names = ("category", "plover", "cameo", "quad_class", "symmetric")
    relations = tuple(
        make_relation(name, label=name.replace("-", " "), **dict(zip(names, fields, strict=True)))
        for name, *fields in _RELATIONS
    )
    categories = dict.fromkeys(relation.category for relation in relations)
    return RelationScheme(
        relations, tuple(Category(id=name, label=name, definition=name) for name in categories)
    )


def make_pdf(pages: Sequence[Sequence[str]], *, title: str | None = None) -> bytes:
    """Return a PDF whose pages print these lines, in Latin letters."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = b" ".join(b"(" + _pdf_text(line) + b") Tj T*" for line in lines)
        stream = b"BT /F1 10 Tf 12 TL 40 780 Td " + shown + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        page += b"/Resources << /Font << /F1 3 0 R >> >> >>"
        objects.append(page % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(kids))
    objects.append(b"<< /Title (%b) >>" % _pdf_text(title or ""))
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, entries)
    return body + table + trailer % (len(objects) + 1, len(objects), len(body))


def _pdf_text(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
