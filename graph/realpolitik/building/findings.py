"""What comparing claims finds, group by group: only groups that a change touches are compared anew.

An index, the lines of claims and documents, and what was touched flow in; blocks of the graph of findings
flow out, each under the group that it comes from.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress

from realpolitik.analysis.agreement import borne_out
from realpolitik.analysis.comparing import differences_of_figure, differences_of_pair, told_by_voices
from realpolitik.analysis.copies import alike, bands, shingles
from realpolitik.analysis.disagreement import Contradiction, Witnesses
from realpolitik.analysis.independence import compare, group_documents
from realpolitik.analysis.parties import Names
from realpolitik.building.index import Index, Touched, Triple
from realpolitik.building.splice import Lines
from realpolitik.ledger import claim_from_json, document_from_json
from realpolitik.model import ActorId, Claim, Document, DocumentId, RelationId
from realpolitik.rdf import Agreement, Disagreement
from realpolitik.rdf.blocks import SubjectBlocks, finding_blocks
from realpolitik.rdf.findings_graph import corroboration_iri
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_AT_ONCE = 500  # relationships written by one call, most of whose cost is its own
_KEPT_DOCUMENTS = 500  # texts at hand while groups are compared: neighbouring groups share documents


@dataclass(slots=True)
class Places:
    """Where documents and their claims lie in the new files.

    Attributes:
        documents: Start and size of each document's line, by id.
        claims: Start of each document's claims, by its number in the index.
        numbers: Ids by number.
    """

    documents: dict[str, tuple[int, int]] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)


class Texts(Mapping[DocumentId, Document]):
    """Documents by id, read when they are asked for; those asked for last are kept."""

    def __init__(self, lines: Lines, places: Places) -> None:
        self._lines = lines
        self._places = places
        self._kept: OrderedDict[str, Document] = OrderedDict()

    def __getitem__(self, name: DocumentId) -> Document:
        found = self._kept.get(name)
        if found is None:
            line = self._lines.at(*self._places.documents[name])
            found = document_from_json(json.loads(line), path="documents.jsonl")
            self._kept[name] = found
            if len(self._kept) > _KEPT_DOCUMENTS:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(name)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._places.documents

    def __iter__(self) -> Iterator[DocumentId]:
        return (DocumentId(name) for name in self._places.documents)

    def __len__(self) -> int:
        return len(self._places.documents)


class Comparison:
    """Compares the claims of a graph, group by group."""

    def __init__(
        self,
        index: Index,
        *,
        claims: Lines,
        documents: Lines,
        places: Places,
        scheme: RelationScheme,
        registry: ActorRegistry,
    ) -> None:
        self._index = index
        self._claims = claims
        self._places = places
        self._scheme = scheme
        self._registry = registry
        self._sources: dict[DocumentId, str | None] = {}
        self.texts = Texts(documents, places)

    def find_copies(self, added: Iterable[str]) -> None:
        """Look for copies among new documents, and between them and others; note them in the index."""
        execute = self._index.database.execute
        found = set()
        for name in added:
            number, own = execute("SELECT number, signature FROM documents WHERE id = ?", (name,)).fetchone()
            if not own:
                continue
            marks = bands(own)
            near = execute(
                # A pair is found by the later of the two: what is new has higher numbers than what was there.
                # CROSS: SQLite would go through all documents instead.
                "SELECT id, signature FROM (SELECT DISTINCT document FROM bands "  # noqa: S608 - ours
                f"WHERE band IN ({', '.join('?' * len(marks))}) AND document < ?) "
                "CROSS JOIN documents ON number = document",
                (*marks, number),
            ).fetchall()
            if not near:
                continue
            others, signatures = zip(*near, strict=True)
            likely = list(compress(others, alike(own, signatures)))
            mine = shingles(self.texts[DocumentId(name)].text) if likely else frozenset()
            for other in likely:
                theirs = shingles(self.texts[DocumentId(other)].text)
                copy = compare(DocumentId(name), mine, DocumentId(other), theirs)
                if copy is not None:
                    found.add((copy.first, copy.second))
        self._index.database.executemany("INSERT OR IGNORE INTO copies VALUES (?, ?)", sorted(found))

    def group_voices(self, added: set[str]) -> dict[DocumentId, DocumentId]:
        """Group the documents into voices anew; return the voice of those that are another's than before.

        New documents are not among them: they had no voice before.
        """
        execute = self._index.database.execute
        sources = self._sources = {}
        before: dict[DocumentId, str] = {}
        for name, source, voice in execute("SELECT id, source, voice FROM documents ORDER BY id"):
            sources[DocumentId(name)] = source
            before[DocumentId(name)] = voice
        pairs = [(DocumentId(one), DocumentId(two)) for one, two in execute("SELECT * FROM copies")]
        self.voices = group_documents(sources, pairs)
        changes = [(voice, name) for name, voice in self.voices.items() if before[name] != voice]
        self._index.database.executemany("UPDATE documents SET voice = ? WHERE id = ?", changes)
        # Only who speaks with whom matters, and not which document stands for them.
        old_parts: dict[str, set[str]] = {}
        new_parts: dict[str, set[str]] = {}
        for name, voice in self.voices.items():
            if name not in added:
                old_parts.setdefault(before[name], set()).add(voice)
                new_parts.setdefault(voice, set()).add(before[name])
        return {
            name: voice
            for name, voice in self.voices.items()
            if name not in added and (len(old_parts[before[name]]) > 1 or len(new_parts[voice]) > 1)
        }

    def touch_documents(self, names: Iterable[str], touched: Touched) -> None:
        """Add to what was touched all that some documents tell."""
        for name in names:
            rows = self._index.database.execute(
                "SELECT one, other, figure, folded_subject, relation, folded_object, status FROM claims "
                "WHERE document = (SELECT number FROM documents WHERE id = ?)",
                (name,),
            )
            for one, other, figure, subject, relation, object_, status in rows:
                if one is not None:
                    touched.pairs.add((one, other))
                if figure is not None:
                    touched.figures.add(figure)
                if status == "actual":
                    touched.triples.add((subject, relation, object_))

    def touch_names(self, actors: Iterable[str], touched: Touched) -> None:
        """Add to what was touched all sentences that name some actors."""
        execute = self._index.database.execute
        for actor in actors:
            for column in ("subject", "object", "one", "other"):
                rows = execute(
                    f"SELECT DISTINCT one, other, figure FROM claims WHERE {column} = ?",  # noqa: S608 - ours
                    (actor,),
                )
                for one, other, figure in rows:
                    if one is not None:
                        touched.pairs.add((one, other))
                    if figure is not None:
                        touched.figures.add(figure)
            speakers = execute(
                "SELECT DISTINCT documents.id FROM speakers CROSS JOIN documents ON number = document "
                "WHERE speaker = ?",
                (actor,),
            )
            self.touch_documents([name for (name,) in speakers.fetchall()], touched)

    def names(self) -> Names:
        """Return what to call actors: as the registry does, else as most claims do."""
        labels: dict[str, str] = {}
        rows = self._index.database.execute(
            "SELECT actor, label FROM names GROUP BY actor, label ORDER BY actor, SUM(claims) DESC, label"
        )
        for actor, label in rows:
            labels.setdefault(actor, label)
        known: dict[str, str] = {actor.id: actor.label for actor in self._registry}
        return Names({**labels, **known})

    def find(self, touched: Touched, names: Names) -> Iterator[tuple[str, SubjectBlocks]]:
        """Yield the groups that were touched, each with its findings as blocks."""
        witnesses = Witnesses(documents=self.texts, sources=self._sources, names=names, scheme=self._scheme)
        for one, other in sorted(touched.pairs):
            told = told_by_voices(
                self._read("one = ? AND other = ?", (one, other)), self.voices, self._scheme
            )
            found = differences_of_pair(told, witnesses) if len(told) > 1 else ()
            yield json.dumps(["pair", one, other]), finding_blocks(map(_disagreement, found), ())
        for figure in sorted(touched.figures):
            told = told_by_voices(self._read("figure = ?", (figure,)), self.voices, self._scheme)
            found = differences_of_figure(told, witnesses) if len(told) > 1 else ()
            yield json.dumps(["figure", figure]), finding_blocks(map(_disagreement, found), ())
        triples = sorted(touched.triples)
        for start in range(0, len(triples), _AT_ONCE):
            some = triples[start : start + _AT_ONCE]
            made = finding_blocks((), filter(None, map(self._agreement, some)))
            for triple in some:
                node = corroboration_iri(*triple)
                yield json.dumps(["triple", *triple]), {node: made[node]} if node in made else {}

    def _agreement(self, triple: Triple) -> Agreement | None:
        """Return how well a relationship is borne out; None where nothing tells it as a fact any more."""
        rows = self._index.database.execute(
            "SELECT document, start, claim, speaker FROM claims "
            "WHERE folded_subject = ? AND relation = ? AND folded_object = ? AND status = 'actual'",
            triple,
        )
        places = self._places
        told = sorted((places.claims[number] + start, number, claim, by) for number, start, claim, by in rows)
        if not told:
            return None
        subject, relation, object_ = triple
        key = ActorId(subject), RelationId(relation), ActorId(object_)
        borne = borne_out(
            key,
            [(claim, DocumentId(places.numbers[number]), by) for _, number, claim, by in told],
            self.voices,
        )
        return Agreement(
            subject=borne.subject,
            relation=borne.relation,
            object=borne.object,
            claims=borne.claims,
            voices=borne.voices,
            support=borne.support.value,
        )

    def _read(self, condition: str, values: tuple[str, ...]) -> list[Claim]:
        """Read the claims that a condition keeps, in reading order."""
        rows = self._index.database.execute(
            f"SELECT document, start, size FROM claims WHERE {condition}",  # noqa: S608 - ours
            values,
        )
        return self.read_claims(rows)

    def read_claims(self, rows: Iterable[tuple[int, int, int]]) -> list[Claim]:
        """Read claims by the number of their document, their start and size, in reading order."""
        places = self._places
        ordered = sorted((places.claims[number] + start, size) for number, start, size in rows)
        return [
            claim_from_json(json.loads(self._claims.at(start, size)), path="claims.jsonl", line=None)
            for start, size in ordered
        ]


def _disagreement(found: Contradiction) -> Disagreement:
    """Put what analysis finds to differ into the words of the graph."""
    return Disagreement(
        kind=found.kind.value,
        explanation=found.explanation,
        subject=found.subject,
        object=found.object,
        sides=tuple((side.stance, side.claims) for side in found.sides),
    )
