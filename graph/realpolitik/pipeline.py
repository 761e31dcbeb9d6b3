"""The order of the work: documents, claims, relationships, quads, page.  Alone knows all rooms.

Each stage imports its room when it runs, so that reading a graph loads no language pipeline.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.building.differing import diff_folders as diff_graphs
from realpolitik.building.inputs import Inputs
from realpolitik.building.report import BuildReport, versions
from realpolitik.building.vocabulary import keep_vocabulary, load_vocabulary
from realpolitik.errors import SourceUnusableError
from realpolitik.folder import GraphFolder, staged_folder
from realpolitik.model import Claim, Document, Relationship, Status
from realpolitik.model.gold import Reading
from realpolitik.resources import VERSION, resource_path
from realpolitik.vocabulary import ActorRegistry, RelationScheme

if TYPE_CHECKING:
    from realpolitik.analysis.evaluation import Score
    from realpolitik.building.engine import BuildOptions

__all__ = [
    "BuildReport",
    "Inputs",
    "build_graph",
    "diff_graphs",
    "extract_claims",
    "import_events",
    "load_vocabulary",
    "score_claims",
    "seed_paths",
]


def seed_paths() -> tuple[str, ...]:
    """Return the documents that come with realpolitik.

    >>> len(seed_paths())
    5
    """
    return tuple(str(path) for path in sorted(resource_path("seeds").glob("[0-9]*.md")))


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
    options: BuildOptions | None = None,
) -> BuildReport:
    """Build a graph from documents and publish it in one step.

    A graph that is there already is changed by the difference, to the same bytes as a build from nothing.

    Args:
        inputs: The documents.
        output: The graph folder; an earlier graph there is replaced once the new one is complete.
        pipeline: Name of an installed spaCy pipeline with UD labels; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.
        options: How it is built.

    Raises:
        PipelineUnavailableError: The language pipeline cannot be used.
        InputError: There is no document, or a user's file is bad.
        OutputError: The output cannot be written, or holds something that is no graph.
        RealpolitikError: What was built does not conform to the shapes.
    """
    from realpolitik.building.assembly import build_into

    return build_into(inputs, output, pipeline=pipeline, actors=actors, relations=relations, options=options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contents:
    """What a graph is made of."""

    documents: Sequence[Document]
    claims: Sequence[Claim]
    relationships: Sequence[Relationship]
    scheme: RelationScheme
    registry: ActorRegistry
    software: str  # name and version of what found the claims


def import_events(inputs: Inputs, output: str | Path) -> BuildReport:
    """Make a graph of ICEWS events, which others have coded, and publish it in one step.

    Every claim is one line of a day's document.  Neither findings nor SHACL: there is no text to compare, and
    the shapes would take minutes on a hundred thousand events; `realpolitik validate` checks them.

    Args:
        inputs: One path: a folder of RE-Net's ICEWS18, or a table of the ICEWS dataverse.
        output: The graph folder; an earlier graph there is replaced once the new one is complete.

    Raises:
        InputError: The path holds no such events, or the run is strict and one is bad.
        OutputError: The output cannot be written, or holds something that is no graph.
    """
    from realpolitik import rdf
    from realpolitik.analysis import relationships
    from realpolitik.ledger import coded_events

    with staged_folder(output) as staged:
        mappings = resource_path("ontology/mappings")
        scheme, registry = keep_vocabulary(staged, (), [str(mappings / "event-relations.ttl")])
        mapping = coded_events.read_event_mapping(mappings / "cameo-events.csv", scheme)
        events = (
            event
            for path in inputs.paths
            for event in coded_events.iter_icews_events(Path(path), on_skip=inputs.skip)
        )
        documents, claims = coded_events.claims_of_events(
            events, registry, mapping, source="ICEWS", on_skip=inputs.skip
        )
        if not claims:
            raise SourceUnusableError("there is no event that can be read", path=", ".join(inputs.paths))
        contents = _Contents(
            documents=documents,
            claims=claims,
            relationships=relationships(claims, documents, scheme),
            scheme=scheme,
            registry=registry,
            software=f"realpolitik {VERSION}, coded events",
        )
        _write_tables(staged, contents)
        terms = [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]
        vocabulary = [*terms, *staged.relation_files]
        quads = rdf.build_quads(
            claims, documents, registry, software=contents.software, vocabulary=vocabulary
        )
        rdf.write_graph(staged.graph, staged.store, quads)
        no_explorer = _write_explorer(staged, contents)
        report = _report(GraphFolder(Path(output)), inputs, contents, no_explorer)
        _write_text(staged.report, json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n")
    return report


def _write_tables(staged: GraphFolder, contents: _Contents) -> None:
    from realpolitik.ledger import write_claims, write_documents

    write_documents(staged.documents, contents.documents)
    write_claims(staged.claims, contents.claims)


def _write_explorer(staged: GraphFolder, contents: _Contents) -> str | None:
    """Write the page; where it would be too large, return why there is none."""
    from realpolitik import views

    try:
        page = views.render_explorer(
            documents=contents.documents,
            claims=contents.claims,
            relationships=contents.relationships,
            scheme=contents.scheme,
            registry=contents.registry,
        )
    except views.ExplorerTooLargeError as exc:
        return str(exc)
    _write_text(staged.explorer, page)
    return None


def _report(folder: GraphFolder, inputs: Inputs, contents: _Contents, no_explorer: str | None) -> BuildReport:
    statuses = Counter(claim.status for claim in contents.claims)
    categories = Counter(contents.scheme.category_of(claim.relation) for claim in contents.claims)
    return BuildReport(
        folder=folder,
        inputs=tuple(inputs.paths),
        documents=len(contents.documents),
        skipped=tuple(inputs.skipped),
        notes=tuple(inputs.notes),
        claims=len(contents.claims),
        by_status={status.value: statuses[status] for status in Status},
        by_category={category.id: categories[category.id] for category in contents.scheme.categories},
        relationships=len(contents.relationships),
        actors=len({actor for claim in contents.claims for actor in (claim.subject, claim.object)}),
        versions=versions(contents.software),
        no_explorer=no_explorer,
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
