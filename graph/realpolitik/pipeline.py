"""The order of the work: documents, claims, relationships, quads, page.  Alone knows all rooms.

Each stage imports its room when it runs, so that reading a graph loads no language pipeline.
"""

from __future__ import annotations

import json
import platform
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from realpolitik import __version__
from realpolitik.errors import InputError, RealpolitikError, SourceUnusableError
from realpolitik.folder import GraphFolder, staged_folder
from realpolitik.model import Claim, Document, Relationship, Status
from realpolitik.model.gold import Reading
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry, RelationScheme

if TYPE_CHECKING:
    from realpolitik.analysis.evaluation import Score
    from realpolitik.rdf import ValidationReport

_ACCURACY_NOTE = (
    "Claims are what a small language model and rules read in the text; the README gives measured precision "
    "and recall. A claim says what a document says, and not that it is so."
)
_LIBRARIES = ("pyoxigraph", "pyshacl", "pyvis", "rdflib", "spacy", "trafilatura")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build read, skipped and made; report.json holds it.

    Attributes:
        folder: Where the graph lies.
        inputs: The paths as given.
        documents: Number of documents read.
        skipped: What was left out, and why, in order.
        notes: What was read, but mended or renamed, in order.
        claims: Number of claims.
        by_status: Number of claims by status.
        by_category: Number of claims by category of their relation.
        relationships: Number of distinct subject, relation and object.
        actors: Number of actors that a claim names.
        versions: Of the software that made it.
    """

    folder: GraphFolder
    inputs: tuple[str, ...]
    documents: int
    skipped: tuple[InputError, ...]
    notes: tuple[InputError, ...]
    claims: int
    by_status: Mapping[str, int]
    by_category: Mapping[str, int]
    relationships: int
    actors: int
    versions: Mapping[str, str]

    def to_json(self) -> dict[str, object]:
        """Return what report.json says; the first key is what marks a graph folder."""
        return {
            "realpolitik": self.versions["realpolitik"],
            "inputs": list(self.inputs),
            "documents": self.documents,
            "skipped": [_told(error) for error in self.skipped],
            "notes": [_told(note) for note in self.notes],
            "claims": self.claims,
            "claims_by_status": dict(self.by_status),
            "claims_by_category": dict(self.by_category),
            "relationships": self.relationships,
            "actors": self.actors,
            "versions": dict(self.versions),
            "accuracy": _ACCURACY_NOTE,
        }

    def summary(self) -> str:
        """Return what a person wants to know after a build, with the paths."""
        told = ", ".join(f"{count} {status}" for status, count in self.by_status.items())
        read = f"{_counted(self.documents, 'document')}, {_counted(self.claims, 'claim')} ({told})"
        made = f"{_counted(self.relationships, 'relation')} among {_counted(self.actors, 'actor')}"
        lines = [f"{read}, {made}"]
        if self.skipped:
            lines.append(f"{_counted(len(self.skipped), 'input')} skipped; {self.folder.report} says why")
        lines += [f"{name:9} {path}" for name, path in self._places()]
        return "\n".join(lines)

    def _places(self) -> Iterator[tuple[str, Path]]:
        yield "explorer", self.folder.explorer
        yield "claims", self.folder.claims
        yield "graph", self.folder.graph
        yield "store", self.folder.store
        yield "report", self.folder.report


@dataclass(slots=True, kw_only=True)
class Inputs:
    """Where documents come from, and what happens to those that cannot be read.

    Attributes:
        paths: Files, folders, or "-" for standard input.
        stdin: Standard input, for "-".
        strict: The first input that cannot be read ends the run.
        on_skip: Told of each input that is skipped.
        on_document: Told the id of each document when its turn comes.
        skipped: What was skipped so far.
        notes: What was read so far, but mended or renamed.
    """

    paths: Sequence[str]
    stdin: BinaryIO | None = None
    strict: bool = False
    on_skip: Callable[[InputError], None] = field(default=lambda _error: None)
    on_document: Callable[[str], None] = field(default=lambda _name: None)
    skipped: list[InputError] = field(default_factory=list)
    notes: list[InputError] = field(default_factory=list)

    def skip(self, error: InputError) -> None:
        """Note an input that cannot be used, or end the run.

        Raises:
            InputError: The run is strict.
        """
        if self.strict:
            raise error
        self.skipped.append(error)
        self.on_skip(error)

    def read(self) -> Iterator[Document]:
        """Yield the documents in order.

        Raises:
            InputError: There is not one, or the run is strict and one is bad.
        """
        from realpolitik.documents import iter_documents

        found = 0
        for document in iter_documents(
            self.paths, stdin=self.stdin, on_skip=self.skip, on_note=self.notes.append
        ):
            found += 1
            self.on_document(document.id)
            yield document
        if not found:
            if len(self.skipped) == 1:
                raise self.skipped[0]
            raise SourceUnusableError("there is no document that can be read", path=", ".join(self.paths))


def seed_paths() -> tuple[str, ...]:
    """Return the documents that come with realpolitik.

    >>> len(seed_paths())
    5
    """
    return tuple(str(path) for path in sorted(resource_path("seeds").glob("[0-9]*.md")))


def load_vocabulary(
    actor_files: Iterable[Path | str] = (), relation_files: Iterable[Path | str] = ()
) -> tuple[RelationScheme, ActorRegistry]:
    """Read the relation scheme and the actor registry, the user's own files last."""
    from realpolitik.rdf import read_actor_registry, read_relation_scheme

    shipped = sorted(resource_path("ontology/actors").glob("*.ttl"))
    scheme = read_relation_scheme([resource_path("ontology/relations.ttl"), *map(Path, relation_files)])
    return scheme, read_actor_registry([*shipped, *map(Path, actor_files)])


def extract_claims(
    inputs: Inputs,
    *,
    pipeline: str | None = None,
    actors: Iterable[str] = (),
    relations: Iterable[str] = (),
) -> Iterator[Claim]:
    """Yield the claims of documents, document by document.

    Args:
        inputs: The documents.
        pipeline: Name of an installed spaCy pipeline with UD labels; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.

    Raises:
        PipelineUnavailableError: The language pipeline cannot be used.
        InputError: There is no document, or a user's file is bad.
    """
    from realpolitik.extract import Extractor

    extractor = Extractor(*load_vocabulary(actors, relations), pipeline=pipeline)
    for document in inputs.read():
        yield from extractor.extract(document)


def score_claims(
    gold: str, inputs: Inputs, *, aliases: str | None = None, **settings: Any
) -> tuple[Score, ...]:
    """Return the score of claims against a gold file at every level.

    Args:
        gold: A file of gold rows.
        inputs: One file of claims, or documents to extract them from.
        aliases: A JSON file that says which actor ids of the gold are to be read as others.
        **settings: As for `extract_claims`.

    Raises:
        InputError: A file cannot be used.
    """
    from realpolitik.analysis.evaluation import score_readings
    from realpolitik.ledger.gold import is_claims_file, read_aliases, read_gold

    known = read_aliases(Path(aliases)) if aliases else {}
    wanted = read_gold(Path(gold), aliases=known)
    if all(is_claims_file(Path(path)) for path in inputs.paths):
        files = [read_gold(Path(path), aliases=known) for path in inputs.paths]
        found = [reading for file in files for reading in file.readings]
    else:
        found = [Reading.of(claim, known) for claim in extract_claims(inputs, **settings)]
    scheme, _ = load_vocabulary((), settings.get("relations", ()))
    return score_readings(wanted, found, scheme)


def build_graph(
    inputs: Inputs,
    output: str | Path,
    *,
    pipeline: str | None = None,
    actors: Sequence[str] = (),
    relations: Sequence[str] = (),
) -> BuildReport:
    """Build a graph from documents and publish it in one step.

    Args:
        inputs: The documents.
        output: The graph folder; an earlier graph there is replaced once the new one is complete.
        pipeline: Name of an installed spaCy pipeline with UD labels; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.

    Raises:
        PipelineUnavailableError: The language pipeline cannot be used.
        InputError: There is no document, or a user's file is bad.
        OutputError: The output cannot be written, or holds something that is no graph.
        RealpolitikError: What was built does not conform to the shapes.
    """
    from realpolitik.extract import Extractor

    with staged_folder(output) as staged:
        scheme, registry = _kept_vocabulary(staged, actors, relations)
        extractor = Extractor(scheme, registry, pipeline=pipeline)
        documents: list[Document] = []
        claims: list[Claim] = []
        for document in inputs.read():
            documents.append(document)
            claims.extend(extractor.extract(document))
        found = _write_graph(staged, documents, claims, scheme, registry, software=extractor.version)
        report = _report(
            GraphFolder(Path(output)),
            inputs,
            documents,
            claims,
            found,
            scheme=scheme,
            software=extractor.version,
        )
        _write_text(staged.report, json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n")
    return report


def _kept_vocabulary(
    staged: GraphFolder, actors: Sequence[str], relations: Sequence[str]
) -> tuple[RelationScheme, ActorRegistry]:
    """Read the vocabulary, and keep the user's files with the graph, which is to be read without them."""
    vocabulary = load_vocabulary(actors, relations)
    for name, paths in (("actors", actors), ("relations", relations)):
        folder = staged.path / "vocabulary" / name
        for number, path in enumerate(paths):
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / f"{number:03}-{Path(path).name}")
    return vocabulary


def _write_graph(
    staged: GraphFolder,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    scheme: RelationScheme,
    registry: ActorRegistry,
    *,
    software: str,
) -> tuple[Relationship, ...]:
    from realpolitik import ledger, rdf, views
    from realpolitik.analysis import relationships

    found = relationships(claims, documents, scheme)
    ledger.write_documents(staged.documents, documents)
    ledger.write_claims(staged.claims, claims)
    terms = [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]
    vocabulary = [*terms, *staged.relation_files]
    quads = list(rdf.build_quads(claims, documents, registry, software=software, vocabulary=vocabulary))
    rdf.write_trig(staged.graph, quads)
    rdf.write_store(staged.store, quads)
    # The actors' graph is what the registry's reader let pass, hundreds of countries the same in every build.
    shapes = resource_path("ontology/shapes.ttl")
    _refuse_unless_valid(rdf.validate(staged.store, shapes, skip={rdf.ACTORS_GRAPH}))
    _write_text(
        staged.explorer,
        views.render_explorer(
            documents=documents, claims=claims, relationships=found, scheme=scheme, registry=registry
        ),
    )
    return found


def _refuse_unless_valid(report: ValidationReport) -> None:
    if not report.conforms:
        first = report.results[0]
        raise RealpolitikError(
            f"the graph does not conform to its shapes, so nothing was written: {len(report.results)} "
            f"findings, the first on {first.focus}: {first.message}"
        )


def _report(
    folder: GraphFolder,
    inputs: Inputs,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    found: Sequence[Relationship],
    *,
    scheme: RelationScheme,
    software: str,
) -> BuildReport:
    statuses = Counter(claim.status for claim in claims)
    categories = Counter(scheme.category_of(claim.relation) for claim in claims)
    ends = [(relationship.subject, relationship.object) for relationship in found]
    return BuildReport(
        folder=folder,
        inputs=tuple(inputs.paths),
        documents=len(documents),
        skipped=tuple(inputs.skipped),
        notes=tuple(inputs.notes),
        claims=len(claims),
        by_status={status.value: statuses[status] for status in Status},
        by_category={category.id: categories[category.id] for category in scheme.categories},
        relationships=len(found),
        actors=len({actor for pair in ends for actor in pair}),
        versions={
            "realpolitik": __version__,
            "extractor": software,
            "python": platform.python_version(),
            **{library: version(library) for library in _LIBRARIES},
        },
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _told(error: InputError) -> dict[str, object]:
    return {"path": error.path, "line": error.line, "problem": error.problem}


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
