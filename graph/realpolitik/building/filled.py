"""A folder that a build has filled: what is drawn and checked of it before it is published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from realpolitik.building.engine import Built
from realpolitik.building.findings import Comparison, Places, Texts
from realpolitik.building.fingerprint import drawing_digest
from realpolitik.building.index import INDEX_NAME, Index
from realpolitik.building.splice import Lines
from realpolitik.folder import GraphFolder
from realpolitik.model import Claim, Document, DocumentId
from realpolitik.vocabulary import ActorRegistry, RelationScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledGraph:
    """What page and report need of a filled folder."""

    staged: GraphFolder
    published: GraphFolder
    scheme: RelationScheme
    registry: ActorRegistry
    built: Built


class Reading:
    """Claims and documents of a filled folder, read at their places."""

    def __init__(self, graph: FilledGraph) -> None:
        self.index = Index(graph.staged.path / INDEX_NAME, read_only=True)
        self._documents, self._claims = Lines(graph.staged.documents), Lines(graph.staged.claims)
        places = Places()
        document_at = claims_at = 0
        for row in self.index.rows():
            places.documents[row.id] = document_at, row.document_size
            places.claims[row.number] = claims_at
            places.numbers[row.number] = row.id
            document_at += row.document_size
            claims_at += row.claims_size
        self._places = places
        self.texts = Texts(self._documents, places)
        self.comparison = Comparison(
            self.index,
            claims=self._claims,
            documents=self._documents,
            places=places,
            scheme=graph.scheme,
            registry=graph.registry,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._documents.close()
        self._claims.close()
        self.index.database.close()

    def claims_of(self, names: set[str]) -> list[Claim]:
        """Read the claims of some documents."""
        numbers = [number for number, name in self._places.numbers.items() if name in names]
        rows = [
            row
            for number in numbers
            for row in self.index.database.execute(
                "SELECT document, start, size FROM claims WHERE document = ?", (number,)
            )
        ]
        return self.comparison.read_claims(rows)

    def digest(
        self, rows: Iterable[tuple[int, int, int]], voices: Mapping[DocumentId, DocumentId], *words: str
    ) -> bytes:
        """Return a digest of some claims, their documents, and all else that a page is made of."""
        made = drawing_digest()
        numbers = set()
        for number, start, size in rows:
            numbers.add(number)
            made.update(self._claims.at(self._places.claims[number] + start, size))
        for name in sorted(self._places.numbers[number] for number in numbers):
            made.update(self._documents.at(*self._places.documents[name]))
            made.update(json.dumps(voices[DocumentId(name)]).encode())
        made.update(json.dumps(words).encode())
        return made.digest()

    def voices(self) -> dict[DocumentId, DocumentId]:
        """Return the document that stands for each document's voice: copies were found when it came."""
        return dict(self.index.database.execute("SELECT id, voice FROM documents"))

    def all_documents(self) -> list[Document]:
        """Read all documents."""
        return [self.texts[name] for name in self.texts]
