"""The order of the work: documents, claims, relationships, quads, page.  Alone knows all rooms.

Each stage imports its room when it runs, so that reading a graph loads no language pipeline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.building.differing import diff_folders as diff_graphs
from realpolitik.building.inputs import Inputs
from realpolitik.building.report import BuildReport
from realpolitik.building.vocabulary import load_vocabulary
from realpolitik.model import Claim, Document
from realpolitik.model.gold import Reading
from realpolitik.resources import resource_path, term_paths

if TYPE_CHECKING:
    from realpolitik.analysis.evaluation import Score
    from realpolitik.building.cluster import ClusterOptions, ClusterReport
    from realpolitik.building.engine import BuildOptions
    from realpolitik.building.kept import KeptInputs
    from realpolitik.extract import Extractor
    from realpolitik.model.reported_event import ReportedEvent
    from realpolitik.rdf.connection import Connection
    from realpolitik.rdf.remote import LoadReport

__all__ = [
    "BuildReport",
    "Inputs",
    "build_dataset",
    "build_graph",
    "build_graph_of_claims",
    "diff_graphs",
    "extract_claims",
    "extract_events",
    "load_claims",
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
    for extractor, document in _documents_to_extract(inputs, pipeline, actors, relations):
        yield from extractor.extract(document)


def extract_events(
    inputs: Inputs,
    *,
    pipeline: str | None = None,
    actors: Iterable[str] = (),
    relations: Iterable[str] = (),
) -> Iterator[ReportedEvent]:
    """Yield the events that documents report, as coders of events would code them, document by document.

    Args:
        inputs: The documents.
        pipeline: As for `extract_claims`.
        actors: As for `extract_claims`.
        relations: As for `extract_claims`.

    Raises:
        PipelineUnavailableError: The language pipeline cannot be used.
        InputError: There is no document, or a user's file is bad.
    """
    from realpolitik.extract.event_coding import code_events

    for extractor, document in _documents_to_extract(inputs, pipeline, actors, relations):
        yield from code_events(extractor, document)


def _documents_to_extract(
    inputs: Inputs, pipeline: str | None, actors: Iterable[str], relations: Iterable[str]
) -> Iterator[tuple[Extractor, Document]]:
    """Yield each document with the extractor, which is loaded with the first one."""
    from realpolitik.extract import Extractor

    extractor = None
    for document in inputs.read():
        # not before: what is refused, as too large for one, must cost no pipeline
        extractor = extractor or Extractor(*load_vocabulary(actors, relations), pipeline=pipeline)
        yield extractor, document


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


def build_dataset(
    inputs: Inputs,
    output: str,
    *,
    pipeline: str | None = None,
    actors: Sequence[str] = (),
    relations: Sequence[str] = (),
    options: ClusterOptions,
) -> ClusterReport:
    """Find the claims of documents on a Dask cluster, and write both as partitioned Parquet.

    Args:
        inputs: The documents, at paths or addresses that all workers see.
        output: Path or address of the folder, which all workers see.
        pipeline: Name of a language pipeline that is installed on all workers; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.
        options: How the cluster is used.

    Raises:
        MissingExtraError: The extra `dask` is not installed.
        InputError: There is no scheduler, no worker, or no document.
        OutputError: The output cannot be written, or holds something else.
        RealpolitikError: A worker fails again and again, or has other software.
    """
    from realpolitik.building.cluster import build_dataset as build

    return build(inputs, output, pipeline=pipeline, actors=actors, relations=relations, options=options)


def build_graph_of_claims(
    inputs: KeptInputs, output: str | Path, *, options: BuildOptions | None = None
) -> BuildReport:
    """Build a graph of partitioned claims, to the same bytes as a build of their documents.

    Args:
        inputs: The partitions.
        output: The graph folder; an earlier graph there is changed by the difference.
        options: How it is built; `add` and `jobs` mean nothing here.

    Raises:
        InputError: A partition is missing or damaged.
        OutputError: The output cannot be written, or holds something that is no graph.
        RealpolitikError: What was built does not conform to the shapes.
    """
    from realpolitik.building.assembly import build_into
    from realpolitik.building.kept import kept_vocabulary

    with kept_vocabulary(inputs.dataset) as (actors, relations):
        return build_into(
            inputs,
            output,
            pipeline=inputs.dataset.pipeline,
            actors=actors,
            relations=relations,
            options=options,
            maker_for=lambda registry: inputs.maker(registry, actors=actors, relations=relations),
        )


def load_claims(
    root: str, connection: Connection, *, on_partition: Callable[[str], None] = lambda _name: None
) -> LoadReport:
    """Load partitioned documents and claims onto a SPARQL server, without a store here.

    Args:
        root: Path or address of the partitions.
        connection: To the server's graph store.
        on_partition: Told the name of each partition when its turn comes.

    Raises:
        InputError: There are no partitions, or one is damaged.
        EndpointError: The server cannot be reached, or refuses.
    """
    from realpolitik.building.dataset import find_dataset
    from realpolitik.building.kept import kept_vocabulary
    from realpolitik.rdf.partitioned import load_partitions

    dataset = find_dataset(root)
    partitions = (
        (
            partition.name,
            ((document, claims, dataset.software) for document, claims in dataset.read_partition(partition)),
        )
        for partition in dataset.partitions
    )
    with kept_vocabulary(dataset) as (actors, relations):
        _, registry = load_vocabulary(actors, relations)
        terms = term_paths()
        return load_partitions(
            partitions,
            registry,
            connection,
            vocabulary=[*terms, *map(Path, relations)],
            on_partition=on_partition,
        )
