"""Graphs of what others have coded, and of exported graphs: read, counted, published in one step.

Documents pass by one at a time and are written as they come: memory stays flat however many there are.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from realpolitik.building.phases import Phases
from realpolitik.building.report import BuildReport, file_digests, versions
from realpolitik.building.vocabulary import keep_vocabulary, load_vocabulary
from realpolitik.errors import InputError, OutputError, RecordError, SourceUnusableError
from realpolitik.folder import GraphFolder, staged_folder
from realpolitik.model import ActorId, Claim, Document, Status
from realpolitik.resources import VERSION, resource_path, term_paths
from realpolitik.vocabulary import ActorRegistry, RelationScheme

if TYPE_CHECKING:
    import pyoxigraph as ox

    from realpolitik.ledger.coded_events import CodedEvent
    from realpolitik.pipeline import Inputs

EVENT_SOURCES: Final = {"icews": "ICEWS", "gdelt": "GDELT", "polecat": "POLECAT"}
"""Who codes events, by format."""
FORMATS: Final = (*EVENT_SOURCES, "nquads")

_ACCURACY_OF_EVENTS = (
    "Each claim is an event that {source} coded, under the relation that its code is mapped to; realpolitik "
    "read no text, and there is no quote to hold it to. How often the coding is right, {source} can tell."
)
_ACCURACY_OF_EXPORT = "Claims are those of the imported graph, found by what versions.extractor names."
_TOLD_OF_EACH = 3  # bad rows of one reason that are told one by one; the rest is counted
_PAGE_CLAIMS = (
    100_000  # beyond no page is tried: that many need 355 MB and 18 s, and 4.1 of the 5 MB of a page
)
_QUOTED = re.compile(r"'[^']*'|\d+")

Read = tuple[Document, Sequence[Claim], str]


def import_graph(inputs: Inputs, output: str | Path, *, format_: str) -> BuildReport:
    """Make a graph of coded events or of an exported graph, and publish it in one step.

    Neither findings nor SHACL for events: there is no text to compare, and the shapes would take minutes on a
    hundred thousand of them; `realpolitik validate` checks them.

    Args:
        inputs: Where it lies.
        output: The graph folder; an earlier graph there is replaced once the new one is complete.
        format_: One of `FORMATS`.

    Raises:
        InputError: There is nothing of that format, or the run is strict and something is bad.
        OutputError: The output cannot be written, or holds something that is no graph.
    """
    skips = _Skips(inputs)
    with staged_folder(output) as staged:
        try:
            source = _Exported if format_ == "nquads" else _Events
            report = _write(source(inputs, staged, format_, skips.add), staged, output, skips)
        except sqlite3.Error as exc:  # of the events that wait on disk
            raise OutputError(f"cannot be written: {exc}", path=str(output)) from exc
    return report


class _Skips:
    """Bad rows: the first few of each reason are told, all are counted."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._counts: Counter[str] = Counter()

    def add(self, error: InputError) -> None:
        """Note a bad row; in a strict run, end it."""
        reason = _QUOTED.sub("…", error.problem)
        self._counts[reason] += 1
        if self._counts[reason] <= _TOLD_OF_EACH or self._inputs.strict:
            self._inputs.skip(error)

    def tell(self) -> None:
        """Tell how many more there were of each reason."""
        for reason, count in sorted(self._counts.items()):
            if count > _TOLD_OF_EACH:
                self._inputs.skipped.append(
                    RecordError(
                        f"{count - _TOLD_OF_EACH:,} more: {reason}", path=", ".join(self._inputs.paths)
                    )
                )


@dataclass(slots=True)
class _Counts:
    """What passed by."""

    scheme: RelationScheme
    documents: int = 0
    claims: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    relationships: set[tuple[str, str, str]] = field(default_factory=set)
    actors: set[ActorId] = field(default_factory=set)
    software: set[str] = field(default_factory=set)

    def add(self, claims: Sequence[Claim], software: str) -> None:
        """Count in a document."""
        from realpolitik.analysis.aggregation import folded_key

        self.documents += 1
        self.claims += len(claims)
        self.software.add(software)
        for claim in claims:
            self.statuses[claim.status] += 1
            self.categories[self.scheme.category_of(claim.relation)] += 1
            self.relationships.add(folded_key(claim, self.scheme))
            self.actors |= {claim.subject, claim.object}


class _Events:
    """Events that others have coded, as documents."""

    findings: Sequence[ox.Quad] = ()

    def __init__(
        self, inputs: Inputs, staged: GraphFolder, format_: str, on_skip: Callable[[InputError], None]
    ) -> None:
        self._inputs, self._format, self._on_skip = inputs, format_, on_skip
        self.accuracy = _ACCURACY_OF_EVENTS.format(source=EVENT_SOURCES[format_])
        self._mappings = resource_path("ontology/mappings")
        self._spool = staged.path / "events.sqlite"
        own = [str(self._mappings / "event-relations.ttl")]
        self.scheme, self.registry = keep_vocabulary(staged, (), own)

    def documents(self) -> Iterator[Read]:
        """Yield the documents in order."""
        from realpolitik.ledger.coded_events import iter_coded_documents, read_event_mapping

        rules = "plover-events.csv" if self._format == "polecat" else "cameo-events.csv"
        software = f"realpolitik {VERSION}, coded events"
        for document, claims in iter_coded_documents(
            (event for path in self._inputs.paths for event in self._events(Path(path))),
            self.registry,
            read_event_mapping(self._mappings / rules, self.scheme),
            source=EVENT_SOURCES[self._format],
            spool=self._spool,
            on_skip=self._on_skip,
        ):
            self._inputs.on_document(document.id)
            yield document, claims, software

    def _events(self, path: Path) -> Iterator[CodedEvent]:
        from realpolitik.ledger import gdelt, icews, polecat

        if self._format == "icews":
            return icews.iter_icews_events(path, on_skip=self._on_skip)
        if self._format == "gdelt":
            codes = gdelt.read_event_codes(self._mappings / "cameo-codes.csv")
            return gdelt.iter_gdelt_events(path, codes, self.registry, on_skip=self._on_skip)
        return polecat.iter_polecat_events(path, self.registry, on_skip=self._on_skip)


class _Exported:
    """An exported graph, as documents: claims are read back, and the graph is made of them anew."""

    def __init__(
        self, inputs: Inputs, staged: GraphFolder, _format: str, on_skip: Callable[[InputError], None]
    ) -> None:
        from realpolitik.rdf import exported

        self._inputs, self._on_skip = inputs, on_skip
        self.accuracy = _ACCURACY_OF_EXPORT
        self._folder = staged.path / "reading"
        self._store = exported.load_export([Path(path) for path in inputs.paths], self._folder)
        for name in exported.foreign_graphs(self._store):
            on_skip(RecordError(f"the graph <{name}> is none that a build makes; it is left out"))
        self.findings = exported.findings_of(self._store)
        shipped_scheme, shipped_registry = load_vocabulary()
        files = exported.write_vocabulary(
            self._store, self._folder, relations=shipped_scheme, actors=shipped_registry
        )
        self.scheme, known = keep_vocabulary(staged, *files)
        described = exported.described_ids(self._store)
        self.registry = ActorRegistry(tuple(actor for actor in known if actor.id in described))

    def documents(self) -> Iterator[Read]:
        """Yield the documents in order."""
        from realpolitik.ledger import claim_order
        from realpolitik.rdf.recovery import recover_documents

        for document, claims, software in recover_documents(self._store, on_skip=self._on_skip):
            self._inputs.on_document(document.id)
            yield document, sorted(self._defined(claims), key=claim_order), software
        del self._store
        shutil.rmtree(self._folder, ignore_errors=True)

    def _defined(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        for claim in claims:
            if claim.relation in self.scheme:
                yield claim
            else:
                self._on_skip(
                    RecordError(f"claim {claim.id} has a relation that is not defined: {claim.relation!r}")
                )


def _write(
    source: _Events | _Exported, staged: GraphFolder, output: str | Path, skips: _Skips
) -> BuildReport:
    from realpolitik import rdf
    from realpolitik.rdf.streaming import stream_quads

    phases = Phases(lambda _phase: None)
    phases.begin("Writing")
    counts = _Counts(source.scheme)
    terms = term_paths()
    quads = stream_quads(
        _kept(source.documents(), staged, counts),
        source.registry,
        vocabulary=[*terms, *staged.relation_files],
        findings=source.findings,
    )
    rdf.write_graph(staged.graph, staged.store, quads)
    skips.tell()
    inputs = skips._inputs  # noqa: SLF001 - one module
    if not counts.claims and not counts.documents:
        raise SourceUnusableError("there is nothing that can be read", path=", ".join(inputs.paths))
    phases.begin("Drawing")
    no_explorer = _write_explorer(staged, source, counts.claims)
    report = BuildReport(
        folder=GraphFolder(Path(output)),
        inputs=tuple(inputs.paths),
        documents=counts.documents,
        skipped=tuple(inputs.skipped),
        notes=tuple(inputs.notes),
        claims=counts.claims,
        by_status={status.value: counts.statuses[status] for status in Status},
        by_category={category.id: counts.categories[category.id] for category in source.scheme.categories},
        relationships=len(counts.relationships),
        actors=len(counts.actors),
        versions=versions("; ".join(sorted(counts.software))),
        no_explorer=no_explorer,
        seconds=phases.end(),
        files=file_digests(staged),
        accuracy=source.accuracy,
    )
    text = json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n"
    staged.report.write_text(text, encoding="utf-8", newline="\n")
    return report


def _kept(documents: Iterable[Read], staged: GraphFolder, counts: _Counts) -> Iterator[Read]:
    """Pass documents on, and write their rows as they pass."""
    from realpolitik.ledger import atomic_writer, claim_to_json, document_to_json, write_rows

    with atomic_writer(staged.documents) as told, atomic_writer(staged.claims) as said:
        for document, claims, software in documents:
            write_rows(told, [document_to_json(document)])
            write_rows(said, map(claim_to_json, claims))
            counts.add(claims, software)
            yield document, claims, software


def _write_explorer(staged: GraphFolder, source: _Events | _Exported, claims: int) -> str | None:
    """Write the page; where it would be too large, return why there is none."""
    from realpolitik import views
    from realpolitik.analysis import relationships
    from realpolitik.ledger import read_claims, read_documents

    if claims > _PAGE_CLAIMS:
        return f"none of {claims:,} claims; choose some with: realpolitik view"
    documents, told = read_documents(staged.documents), read_claims(staged.claims)
    try:
        page = views.render_explorer(
            documents=documents,
            claims=told,
            relationships=relationships(told, documents, source.scheme),
            scheme=source.scheme,
            registry=source.registry,
        )
    except views.ExplorerTooLargeError as exc:
        return str(exc)
    staged.explorer.write_text(page, encoding="utf-8", newline="\n")
    return None
