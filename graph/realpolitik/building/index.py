"""The index of a graph: which documents it holds, where their claims lie, and what belongs together.

One SQLite file in the graph folder.  It is copied, changed and published with the graph, and is never written
to where readers see it.  It holds no text: claims are read from claims.jsonl, where it says that they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from realpolitik.analysis.aggregation import folded_key
from realpolitik.analysis.copies import bands
from realpolitik.analysis.differences import figure_value
from realpolitik.analysis.parties import STRUCTURE, folded_parties
from realpolitik.model import Claim, Status
from realpolitik.vocabulary import RelationScheme

INDEX_NAME = "index.sqlite"
Triple = tuple[str, str, str]
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, iri TEXT NOT NULL, key BLOB NOT NULL,
    source TEXT, voice TEXT NOT NULL, signature BLOB NOT NULL,
    document_size INTEGER NOT NULL, claims_size INTEGER NOT NULL, graph_size INTEGER NOT NULL);
CREATE TABLE claims (
    document INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL,
    subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL, status TEXT NOT NULL,
    folded_subject TEXT NOT NULL, folded_object TEXT NOT NULL, confidence REAL NOT NULL,
    one TEXT, other TEXT, figure TEXT, claim TEXT NOT NULL, speaker TEXT,
    PRIMARY KEY (document, start)) WITHOUT ROWID;
CREATE TABLE names (
    actor TEXT NOT NULL, label TEXT NOT NULL, country TEXT NOT NULL, claims INTEGER NOT NULL,
    PRIMARY KEY (actor, label, country)) WITHOUT ROWID;
CREATE TABLE speakers (speaker TEXT NOT NULL, document INTEGER NOT NULL, claims INTEGER NOT NULL,
    PRIMARY KEY (speaker, document)) WITHOUT ROWID;
CREATE TABLE bands (band INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (band, document))
    WITHOUT ROWID;
CREATE TABLE copies (first TEXT NOT NULL, second TEXT NOT NULL, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE TABLE shared (graph TEXT NOT NULL, subject TEXT NOT NULL, owner TEXT NOT NULL, block BLOB NOT NULL,
    PRIMARY KEY (graph, subject, owner)) WITHOUT ROWID;
"""
_INSERT_CLAIM = "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# Made after the first filling: rows put into an index one by one cost several times as much.
_INDEXES = """
CREATE INDEX IF NOT EXISTS claims_by_pair ON claims (one, other);
CREATE INDEX IF NOT EXISTS claims_by_other ON claims (other);
CREATE INDEX IF NOT EXISTS claims_by_triple ON claims (folded_subject, relation, folded_object);
CREATE INDEX IF NOT EXISTS claims_by_subject ON claims (subject, relation, object, status);
CREATE INDEX IF NOT EXISTS claims_by_object ON claims (object);
CREATE INDEX IF NOT EXISTS claims_by_figure ON claims (figure) WHERE figure IS NOT NULL;
CREATE INDEX IF NOT EXISTS copies_by_second ON copies (second);
CREATE INDEX IF NOT EXISTS shared_by_owner ON shared (owner, graph);
"""


class Row(NamedTuple):  # of which there are as many as documents, several times in each build
    """A document as the index has it.

    Attributes:
        number: Its number here.
        id: Its id.
        iri: Its IRI, by which graph.trig is ordered.
        key: Names what it yielded.
        document_size: Bytes of its line.
        claims_size: Bytes of its claims.
        graph_size: Bytes of its block.
    """

    number: int
    id: str
    iri: str
    key: bytes
    document_size: int
    claims_size: int
    graph_size: int


@dataclass(slots=True)
class Touched:
    """What a change may concern.

    Attributes:
        pairs: Parties, rolled up.
        triples: Folded relationships.
        figures: Units and values.
        subjects: Of direct edges.
        actors: Parties by any name.
    """

    pairs: set[tuple[str, str]] = field(default_factory=set)
    triples: set[Triple] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)


class Index:
    """An index that is open."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open an index; make an empty one where there is none and it may be written to."""
        self.path = path
        is_new = not path.exists()
        mode = "ro&immutable=1" if read_only else "rwc"
        self.database = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)
        if not read_only:
            # The folder is published whole or thrown away: no journal has to mend it.
            self.database.execute("PRAGMA journal_mode = OFF")
            self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute("PRAGMA cache_size = -65536")
        self.database.execute("PRAGMA temp_store = FILE")
        if is_new and not read_only:
            self.database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write and close."""
        self.database.commit()
        self.database.close()

    def make_indexes(self) -> None:
        """Make the indexes that look-ups need; after the first documents are in."""
        self.database.executescript(_INDEXES)

    def get_meta(self, name: str) -> object:
        """Return a value that `set_meta` kept; None where there is none."""
        row = self.database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str | bytes | int) -> None:
        """Keep a value."""
        self.database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def rows(self, order: str = "id") -> Iterator[Row]:
        """Yield the documents, by `id` or by `iri`."""
        assert order in {"id", "iri"}
        query = "SELECT number, id, iri, key, document_size, claims_size, graph_size FROM documents ORDER BY "
        yield from map(Row._make, self.database.execute(query + order))

    def add(self, row: Sequence[object], signature: bytes, *, source: str | None, iri: str) -> int:
        """Add a document: id, key and the sizes of its line, claims and block; return its number."""
        name, key, *sizes = row
        cursor = self.database.execute(
            "INSERT INTO documents (id, key, document_size, claims_size, graph_size, source, voice, "
            "signature, iri) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (name, key, *sizes, source, name, signature, iri),
        )
        assert cursor.lastrowid is not None
        number = cursor.lastrowid
        marks = {(band, number) for band in bands(signature)}
        self.database.executemany("INSERT INTO bands VALUES (?, ?)", marks)
        return number

    def add_claims(
        self, number: int, claims: Iterable[tuple[int, int, Claim]], scheme: RelationScheme, touched: Touched
    ) -> None:
        """Add a document's claims, each with where it starts within the document's and its size."""
        rows = []
        for start, size, claim in claims:
            one, other, figure = _grouping(claim, scheme)
            subject, relation, object_ = folded_key(claim, scheme)
            fixed = (claim.subject, relation, claim.object, claim.status.value, subject, object_)
            told = (one, other, figure, claim.id, claim.attributed_to)
            rows.append((number, start, size, *fixed, claim.confidence, *told))
            self._count(number, claim, 1)
            _touch(touched, claim, (one, other, figure), (subject, relation, object_))
        self.database.executemany(_INSERT_CLAIM, rows)

    def remove(self, row: Row, claims: Iterable[Claim], scheme: RelationScheme, touched: Touched) -> None:
        """Remove a document and its claims."""
        for claim in claims:
            self._count(row.number, claim, -1)
            _touch(touched, claim, _grouping(claim, scheme), folded_key(claim, scheme))
        execute = self.database.execute
        (signature,) = execute("SELECT signature FROM documents WHERE number = ?", (row.number,)).fetchone()
        marks = {(band, row.number) for band in bands(signature)}
        self.database.executemany("DELETE FROM bands WHERE band = ? AND document = ?", marks)
        execute("DELETE FROM claims WHERE document = ?", (row.number,))
        execute("DELETE FROM documents WHERE number = ?", (row.number,))
        execute("DELETE FROM copies WHERE first = ?", (row.id,))
        execute("DELETE FROM copies WHERE second = ?", (row.id,))
        execute("DELETE FROM speakers WHERE document = ?", (row.number,))

    def forget_unnamed(self) -> None:
        """Drop names that no claim bears any more."""
        self.database.execute("DELETE FROM names WHERE claims <= 0")

    def _count(self, number: int, claim: Claim, by: int) -> None:
        named = (
            (claim.subject, claim.subject_label, claim.subject_country or "", by),
            (claim.object, claim.object_label, claim.object_country or "", by),
        )
        self.database.executemany(
            "INSERT INTO names VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET claims = claims + excluded.claims",
            named,
        )
        if claim.attributed_to is not None and by > 0:
            self.database.execute(
                "INSERT INTO speakers VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET claims = claims + 1",
                (claim.attributed_to, number),
            )


def _grouping(claim: Claim, scheme: RelationScheme) -> tuple[str | None, str | None, str | None]:
    """Return the two parties, the lesser first, and the figure that a claim is compared by; None for none."""
    subject, object_ = folded_parties(claim, scheme, roll_up=True)
    if scheme[claim.relation].category == STRUCTURE or subject == object_:
        return None, None, None
    figure = figure_value(claim)
    one, other = sorted((subject, object_))
    return one, other, None if figure is None else f"{figure[0]} {figure[1]!r}"


def _touch(
    touched: Touched, claim: Claim, grouping: tuple[str | None, str | None, str | None], folded: Triple
) -> None:
    one, other, figure = grouping
    touched.actors |= {claim.subject, claim.object}
    if claim.status is Status.ACTUAL:
        touched.subjects.add(claim.subject)
        touched.triples.add(folded)
    if one is not None and other is not None:
        touched.pairs.add((one, other))
    if figure is not None:
        touched.figures.add(figure)
