"""The build: what changed is found and made, and a new graph folder filled by the difference.

Documents and the published graph flow in, a filled folder flows out, the same bytes whatever graph was there
before.  Claims and texts are never all in memory: they pass through the cache and lie in the files.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from realpolitik.building import parts
from realpolitik.building.cache import EntryCache, refused
from realpolitik.building.findings import Comparison, Places
from realpolitik.building.gathering import Change, Gatherer
from realpolitik.building.graph_files import GraphFiles, SharedChanges
from realpolitik.building.index import INDEX_NAME, Index, Touched
from realpolitik.building.inputs import Inputs
from realpolitik.building.making import Maker
from realpolitik.building.published import starts_of, tables_of, usable_rows
from realpolitik.building.splice import Lines, Splicer
from realpolitik.folder import GraphFolder
from realpolitik.ledger import claim_from_json
from realpolitik.model import Claim
from realpolitik.rdf import blocks
from realpolitik.rdf.iris import ACTORS_GRAPH, EDGES_GRAPH, FINDINGS_GRAPH, document_iri
from realpolitik.vocabulary import ActorRegistry, RelationScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How a graph is built.

    Attributes:
        add: Documents of the published graph that the inputs lack stay.
        jobs: Number of worker processes; None for what suits, 1 for none.
        use_cache: Whether work of earlier builds is used.
        on_phase: Told what is being done.
    """

    add: bool = False
    jobs: int | None = None
    use_cache: bool = True
    on_phase: Callable[[str], None] = field(default=lambda _phase: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did.

    Attributes:
        software: Name and version of what found the claims.
        before: Number of documents of the graph that was changed; 0 where it was built from nothing.
        documents: Number of documents of the graph.
        added: How many of them are new.
        replaced: How many were there and changed.
        removed: How many went.
        extracted: How many documents claims were extracted from.
        damaged: How many entries of the cache were damaged, and made anew.
        samples: Ids of new and changed documents, for validation.
    """

    software: str
    before: int
    documents: int
    added: int
    replaced: int
    removed: int
    extracted: int
    damaged: int
    samples: tuple[str, ...]

    @property
    def unchanged(self) -> int:
        """How many documents were there already as they are."""
        return self.before - self.replaced - self.removed


class FolderBuild:
    """One build into a staged folder.

    Attributes:
        graph_files: Writes its graph; fills the store once the rest is there.
    """

    def __init__(
        self,
        *,
        staged: GraphFolder,
        published: GraphFolder,
        cache: EntryCache,
        maker: Maker,
        scheme: RelationScheme,
        registry: ActorRegistry,
        vocabulary: Sequence[Path],
        options: BuildOptions,
    ) -> None:
        self._staged = staged
        self._published = published
        self._scheme = scheme
        self._registry = registry
        self._options = options
        self._fingerprint = maker.fingerprint
        self._old = usable_rows(published, self._fingerprint)
        self._places = Places()
        self._stack = ExitStack()
        self._gatherer = Gatherer(cache=cache, maker=maker, published=published, old=self._old)
        self.graph_files = GraphFiles(
            staged=staged,
            published=published,
            old=self._old,
            entry=self._gatherer.entry,
            vocabulary=vocabulary,
        )

    @property
    def index_path(self) -> Path:
        """Where the index is while the build is under way."""
        return self._staged.path / INDEX_NAME

    def run(self, inputs: Inputs) -> Built:
        """Build; afterwards the staged folder holds all but the store, the page and the report."""
        self._options.on_phase("Reading")
        change = self._gatherer.gather(inputs, add=self._options.add)
        software = self._gatherer.software()
        self._options.on_phase("Comparing")
        with self._stack, self._opened_index() as index:
            touched, renamed = self._change_index(index, change)
            self._write_tables(index, change)
            changes = self._change_shared(index, change, touched, renamed, software)
            self._options.on_phase("Writing")
            self.graph_files.write(index, change, changes)
            index.set_meta("software", software)
            index.set_meta("fingerprint", self._fingerprint)
            for name, path in tables_of(self._staged):
                index.set_meta(name, path.stat().st_size)
            (count,) = index.database.execute("SELECT COUNT(*) FROM documents").fetchone()
            keys = {row.key for row in index.rows()}
        self._gatherer.forget_others(keys)
        replaced = sum(row.id in change.entries for row in change.gone)
        return Built(
            software=software,
            before=len(self._old),
            documents=count,
            added=len(change.entries) - replaced,
            replaced=replaced,
            removed=len(change.gone) - replaced,
            extracted=change.extracted,
            damaged=self._gatherer.damaged,
            samples=tuple(sorted(change.entries)),
        )

    def _opened_index(self) -> Index:
        if self._old:
            shutil.copyfile(self._published.path / INDEX_NAME, self.index_path)
        return Index(self.index_path)

    def _change_index(self, index: Index, change: Change) -> tuple[Touched, set[str]]:
        """Bring the index up to date; return what was touched, and actors that are called otherwise now."""
        touched = Touched()
        if self._old:
            lines = Lines(self._published.claims)
            starts = starts_of(self._old)
            for row in change.gone:
                content = lines.at(starts[row.id], row.claims_size)
                index.remove(row, (claim for _, _, claim in _parsed(content)), self._scheme, touched)
            lines.close()
        for name in sorted(change.entries):
            key = change.entries[name]
            entry = self._gatherer.entry(key)
            sizes = len(entry.document), len(entry.claims), len(entry.graph)
            source = json.loads(entry.document).get("source")
            number = index.add((name, key, *sizes), entry.signature, source=source, iri=document_iri(name))
            index.add_claims(number, _parsed(entry.claims), self._scheme, touched)
        index.forget_unnamed()
        index.make_indexes()
        if not self._old:
            return touched, set()
        before, after = self._labels_published(touched.actors), self._labels(index, touched.actors)
        return touched, {actor for actor in touched.actors if before.get(actor) != after.get(actor)}

    def _labels_published(self, actors: Iterable[str]) -> dict[str, str]:
        with Index(self._published.path / INDEX_NAME, read_only=True) as published:
            return self._labels(published, actors)

    def _labels(self, index: Index, actors: Iterable[str]) -> dict[str, str]:
        """Return what actors that no registry knows are called."""
        found = {}
        for actor in actors:
            if self._registry.get(actor) is None:
                row = index.database.execute(
                    "SELECT label FROM names WHERE actor = ? AND claims > 0 GROUP BY label "
                    "ORDER BY SUM(claims) DESC, label LIMIT 1",
                    (actor,),
                ).fetchone()
                if row is not None:
                    found[actor] = row[0]
        return found

    def _write_tables(self, index: Index, change: Change) -> None:
        """Write documents.jsonl and claims.jsonl, and note where everything lies."""
        starts_of_documents = starts_of(self._old, "document_size")
        starts_of_claims = starts_of(self._old)
        old = self._published if self._old else None
        with (
            Splicer(self._staged.documents, old=old.documents if old else None) as documents,
            Splicer(self._staged.claims, old=old.claims if old else None) as claims,
        ):
            for row in index.rows():
                self._places.documents[row.id] = documents.size, row.document_size
                self._places.claims[row.number] = claims.size
                self._places.numbers[row.number] = row.id
                if row.id in change.entries:
                    entry = self._gatherer.entry(row.key)
                    documents.add(entry.document)
                    claims.add(entry.claims)
                else:
                    documents.reuse(starts_of_documents[row.id], row.document_size)
                    claims.reuse(starts_of_claims[row.id], row.claims_size)

    def _change_shared(
        self, index: Index, change: Change, touched: Touched, renamed: set[str], software: str
    ) -> SharedChanges:
        """Bring actors, edges and findings up to date; return what went and came, graph by graph."""
        documents, claims = Lines(self._staged.documents), Lines(self._staged.claims)
        self._stack.callback(documents.close)
        self._stack.callback(claims.close)
        comparison = Comparison(
            index,
            claims=claims,
            documents=documents,
            places=self._places,
            scheme=self._scheme,
            registry=self._registry,
        )
        comparison.find_copies(sorted(change.entries))
        moved = comparison.group_voices(set(change.entries))
        comparison.touch_documents(moved, touched)
        comparison.touch_names(renamed, touched)
        actors = parts.current_actors(index, self._registry, software=software)
        edges = parts.current_edges(index, sorted(touched.subjects))
        groups = comparison.find(touched, comparison.names())
        return {
            ACTORS_GRAPH: self._put(index, ACTORS_GRAPH, [("", actors)]),
            EDGES_GRAPH: self._put(index, EDGES_GRAPH, edges),
            FINDINGS_GRAPH: self._put(index, FINDINGS_GRAPH, groups),
        }

    def _put(
        self, index: Index, graph: str, owned: Iterable[tuple[str, blocks.SubjectBlocks]]
    ) -> tuple[list[bytes], list[bytes]]:
        """Put blocks under their owners; return what went and came, nothing where a store is loaded whole."""
        gone: list[bytes] = []
        come: list[bytes] = []
        for owner, block in owned:
            if self._old:
                before, after = parts.replace_block(index, graph, owner, block)
                gone += before
                come += after
            else:
                parts.add_block(index, graph, owner, block)
        return gone, come


def _parsed(content: bytes) -> Iterator[tuple[int, int, Claim]]:
    """Yield the claims of a document, each with where its line starts and its size."""
    start = 0
    for line in content.splitlines(keepends=True):
        yield start, len(line), claim_from_json(json.loads(line), path="claims.jsonl", line=None)
        start += len(line)


def build_folder(build: FolderBuild, inputs: Inputs) -> Built:
    """Run a build; what SQLite says of a full disk is said in our words.

    Raises:
        OutputError: The disk is full or refuses.
    """
    try:
        return build.run(inputs)
    except sqlite3.Error as exc:
        raise refused(exc, build.index_path) from exc
