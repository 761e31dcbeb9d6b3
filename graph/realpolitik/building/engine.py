"""The build: what changed is found and made, and a new graph folder filled by the difference.

Documents and the published graph flow in, a filled folder flows out, the same bytes whatever graph was there
before.  Claims and texts are never all in memory: they pass through the cache and lie in the files.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from realpolitik.building import parts
from realpolitik.building.cache import EntryCache, refused
from realpolitik.building.entries import Entry, document_line, entry_key
from realpolitik.building.findings import Comparison, Places
from realpolitik.building.index import INDEX_NAME, Index, Row, Touched
from realpolitik.building.inputs import Inputs
from realpolitik.building.making import Maker
from realpolitik.building.splice import Lines, Splicer
from realpolitik.errors import RecordError
from realpolitik.folder import GraphFolder
from realpolitik.ledger import claim_from_json
from realpolitik.ledger import iter_documents as iter_kept_documents
from realpolitik.model import Claim, Document
from realpolitik.rdf import blocks
from realpolitik.rdf.iris import ACTORS_GRAPH, EDGES_GRAPH, FINDINGS_GRAPH, document_iri
from realpolitik.rdf.quads import vocabulary_quads
from realpolitik.rdf.store_changes import change_copy, load_store
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_LOG = logging.getLogger(__name__)
_CHANGED_IN_PLACE = 0.25  # share of documents above which a store is faster loaded than changed


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


@dataclass(slots=True)
class _Change:
    """The difference between the published graph and what the inputs hold."""

    entries: dict[str, bytes] = field(default_factory=dict)  # keys of new and changed documents, by id
    kept: set[str] = field(default_factory=set)
    gone: list[Row] = field(default_factory=list)  # removed, and the earlier state of changed documents
    extracted: int = 0


class FolderBuild:
    """One build into a staged folder."""

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
        self._cache = cache
        self._maker = maker
        self._scheme = scheme
        self._registry = registry
        self._vocabulary = vocabulary
        self._options = options
        self._fingerprint = maker.fingerprint
        self._old = _usable_rows(published, self._fingerprint)
        self._old_by_id = {row.id: row for row in self._old}
        self._places = Places()
        self._stack = ExitStack()
        self._stopped = threading.Event()
        self._fill_store: Callable[[], None] = lambda: None

    @property
    def index_path(self) -> Path:
        """Where the index is while the build is under way."""
        return self._staged.path / INDEX_NAME

    def run(self, inputs: Inputs) -> Built:
        """Build; afterwards the staged folder holds all but the store, the page and the report."""
        self._options.on_phase("Reading")
        change = self._gather(inputs)
        software = self._software()
        self._options.on_phase("Comparing")
        with self._stack, self._opened_index() as index:
            touched, renamed = self._change_index(index, change)
            self._write_tables(index, change)
            changes = self._change_shared(index, change, touched, renamed, software)
            self._options.on_phase("Writing")
            self._write_graph(index, change, changes)
            index.set_meta("software", software)
            index.set_meta("fingerprint", self._fingerprint)
            for name, path in _tables(self._staged):
                index.set_meta(name, path.stat().st_size)
            (count,) = index.database.execute("SELECT COUNT(*) FROM documents").fetchone()
            keys = {row.key for row in index.rows()}
        self._cache.forget_others(keys | {self._software_key})
        replaced = sum(row.id in change.entries for row in change.gone)
        return Built(
            software=software,
            before=len(self._old),
            documents=count,
            added=len(change.entries) - replaced,
            replaced=replaced,
            removed=len(change.gone) - replaced,
            extracted=change.extracted,
            damaged=self._cache.damaged,
            samples=tuple(sorted(change.entries)),
        )

    @contextmanager
    def filling_store(self) -> Iterator[None]:
        """Fill the store of what was built beside the block, on another core; it is whole after the block.

        Raises:
            OutputError: It cannot be written.
        """
        with ThreadPoolExecutor(1, thread_name_prefix="store") as thread:
            filled = thread.submit(self._fill_store)
            try:
                yield
                filled.result()
            except BaseException:
                self._stopped.set()  # nobody needs the rest of it
                raise

    @property
    def _software_key(self) -> bytes:
        return entry_key(b"software", self._fingerprint)

    def _software(self) -> str:
        """Return what found the claims; noted, so that a build without new documents needs no pipeline."""
        noted = self._cache.get(self._software_key) if self._maker.is_idle else None
        if noted is not None:
            return noted.document.decode()
        software = self._maker.software
        self._cache.put(self._software_key, Entry(software.encode(), b"", b"", b""))
        self._cache.commit()
        return software

    def _gather(self, inputs: Inputs) -> _Change:
        """Read the inputs, and make the entries of what is new or changed."""
        change = _Change()
        with closing(self._maker.make(self._wanted(inputs, change))) as made:
            for name, key, entry in made:
                if isinstance(entry, Entry):
                    self._cache.put(key, entry)
                    change.extracted += 1
                    claims = entry.claims.count(b"\n")
                    _LOG.debug("claims found", extra={"fields": {"document": name, "claims": claims}})
                else:
                    change.entries.pop(name)
                    inputs.skip(RecordError(entry, path=name))
        self._cache.commit()
        stays = change.kept | (self._old_by_id.keys() - change.entries.keys() if self._options.add else set())
        change.gone = [row for row in self._old if row.id not in stays]
        return change

    def _wanted(self, inputs: Inputs, change: _Change) -> Iterator[tuple[str, bytes, bytes, Document]]:
        """Yield the documents that must be read: those that neither the graph nor the cache has."""
        for document in self._documents(inputs):
            line = document_line(document)
            key = entry_key(line, self._fingerprint)
            old = self._old_by_id.get(document.id)
            if old is not None and old.key == key:
                change.kept.add(document.id)
                continue
            change.entries[document.id] = key
            if self._cache.get(key) is None:
                yield document.id, key, line, document

    def _documents(self, inputs: Inputs) -> Iterator[Document]:
        seen: set[str] = set()
        for document in inputs.read():
            seen.add(document.id)
            yield document
        if self._options.add and not self._old and self._published.documents.is_file():
            # Another version made that graph: what stays must be read anew as well.
            for document in iter_kept_documents(self._published.documents):
                if document.id not in seen:
                    yield document

    def _entry(self, key: bytes) -> Entry:
        entry = self._cache.get(key)
        if entry is None:
            raise RecordError("the cache was damaged during the build; run it again", path=None)
        return entry

    def _opened_index(self) -> Index:
        if self._old:
            shutil.copyfile(self._published.path / INDEX_NAME, self.index_path)
        return Index(self.index_path)

    def _change_index(self, index: Index, change: _Change) -> tuple[Touched, set[str]]:
        """Bring the index up to date; return what was touched, and actors that are called otherwise now."""
        touched = Touched()
        if self._old:
            lines = Lines(self._published.claims)
            starts = _starts(self._old)
            for row in change.gone:
                content = lines.at(starts[row.id], row.claims_size)
                index.remove(row, (claim for _, _, claim in _parsed(content)), self._scheme, touched)
            lines.close()
        for name in sorted(change.entries):
            key = change.entries[name]
            entry = self._entry(key)
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

    def _write_tables(self, index: Index, change: _Change) -> None:
        """Write documents.jsonl and claims.jsonl, and note where everything lies."""
        starts_of_documents = _starts(self._old, "document_size")
        starts_of_claims = _starts(self._old)
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
                    entry = self._entry(row.key)
                    documents.add(entry.document)
                    claims.add(entry.claims)
                else:
                    documents.reuse(starts_of_documents[row.id], row.document_size)
                    claims.reuse(starts_of_claims[row.id], row.claims_size)

    def _change_shared(
        self, index: Index, change: _Change, touched: Touched, renamed: set[str], software: str
    ) -> dict[str, tuple[list[bytes], list[bytes]]]:
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

    def _write_graph(
        self, index: Index, change: _Change, changes: dict[str, tuple[list[bytes], list[bytes]]]
    ) -> None:
        """Write graph.trig, and decide how the store comes to hold the same."""
        header = blocks.trig_header()
        old = sorted(self._old, key=lambda row: row.iri)
        starts = _starts(old, "graph_size", first=len(header))
        with Splicer(self._staged.graph, old=self._published.graph if old else None) as graph:
            graph.add(header)
            for row in index.rows("iri"):
                if row.id in change.entries:
                    graph.add(self._entry(row.key).graph)
                else:
                    graph.reuse(starts[row.id], row.graph_size)
            for name in blocks.shared_graphs():
                _write_shared(graph, name, parts.shared_blocks(index, name))
            graph.add(blocks.graph_block(vocabulary_quads(self._vocabulary)))
        changed = len(change.entries) + len(change.gone)
        if not old or changed > _CHANGED_IN_PLACE * len(old) + 1 or not self._published.store.is_dir():
            self._fill_store = partial(
                load_store, self._staged.store, self._staged.graph, is_stopped=self._stopped.is_set
            )
            return
        removed, added, ended = self._quads(change, changes, starts)
        for name in blocks.shared_graphs():
            if changes[name][0] and not any(True for _ in parts.shared_blocks(index, name)):
                ended.append(name)
        self._fill_store = partial(
            change_copy,
            self._published.store,
            self._staged.store,
            removed=removed,
            added=added,
            ended=ended,
        )

    def _quads(
        self,
        change: _Change,
        changes: dict[str, tuple[list[bytes], list[bytes]]],
        starts: dict[str, int],
    ) -> tuple[set[blocks.Quad], set[blocks.Quad], list[str]]:
        """Return the quads that the store must lose and gain, and the graphs that end."""
        removed: set[blocks.Quad] = set()
        added: set[blocks.Quad] = set()
        ended = []
        lines = Lines(self._published.graph)
        for row in change.gone:
            if row.id in change.entries:
                removed |= blocks.read_block(lines.at(starts[row.id], row.graph_size))
            else:
                ended.append(row.iri)
        lines.close()
        for key in change.entries.values():
            added |= blocks.read_block(self._entry(key).graph)
        for name, (gone, come) in changes.items():
            removed |= blocks.read_subject_blocks(name, gone)
            added |= blocks.read_subject_blocks(name, come)
        return removed - added, added - removed, ended


def _usable_rows(published: GraphFolder, fingerprint: bytes) -> list[Row]:
    """Return the documents of the published graph; none where it was made otherwise or is not whole."""
    path = published.path / INDEX_NAME
    if not path.is_file() or not published.store.is_dir():
        return []
    try:
        with Index(path, read_only=True) as index:
            if index.get_meta("fingerprint") != fingerprint:
                return []
            if any(index.get_meta(name) != table.stat().st_size for name, table in _tables(published)):
                return []
            return list(index.rows())
    except (sqlite3.Error, OSError):
        return []


def _tables(folder: GraphFolder) -> tuple[tuple[str, Path], ...]:
    return (("documents", folder.documents), ("claims", folder.claims), ("graph", folder.graph))


def _starts(rows: Iterable[Row], size: str = "claims_size", *, first: int = 0) -> dict[str, int]:
    """Return where each document's part starts in a file that has them in this order."""
    starts = {}
    for row in rows:
        starts[row.id] = first
        first += getattr(row, size)
    return starts


def _parsed(content: bytes) -> Iterator[tuple[int, int, Claim]]:
    """Yield the claims of a document, each with where its line starts and its size."""
    start = 0
    for line in content.splitlines(keepends=True):
        yield start, len(line), claim_from_json(json.loads(line), path="claims.jsonl", line=None)
        start += len(line)


def _write_shared(graph: Splicer, name: str, found: Iterator[bytes]) -> None:
    start, end = blocks.frame(name)
    opened = False
    for block in found:
        if not opened:
            graph.add(start)
            opened = True
        graph.add(block)
    if opened:
        graph.add(end)


def build_folder(build: FolderBuild, inputs: Inputs) -> Built:
    """Run a build; what SQLite says of a full disk is said in our words.

    Raises:
        OutputError: The disk is full or refuses.
    """
    try:
        return build.run(inputs)
    except sqlite3.Error as exc:
        raise refused(exc, build.index_path) from exc
