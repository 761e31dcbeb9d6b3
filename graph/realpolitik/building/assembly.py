"""A build from its inputs to the published folder: lock, cache, difference, page, report."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from realpolitik.building.cache import CACHE_NAME, EntryCache
from realpolitik.building.checking import refuse_unless_valid
from realpolitik.building.crew import WorkSettings
from realpolitik.building.engine import BuildOptions, FolderBuild, build_folder
from realpolitik.building.filled import FilledGraph, Reading
from realpolitik.building.fingerprint import fingerprint
from realpolitik.building.index import INDEX_NAME, Index
from realpolitik.building.inputs import Inputs
from realpolitik.building.making import Maker
from realpolitik.building.page import all_claims, core_claims
from realpolitik.building.phases import Phases
from realpolitik.building.report import BuildReport, file_digests, versions
from realpolitik.building.vocabulary import keep_vocabulary
from realpolitik.errors import OutputError
from realpolitik.folder import GraphFolder, staged_folder
from realpolitik.model import Claim, Document, DocumentId, Status
from realpolitik.resources import term_paths
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_LOG = logging.getLogger(__name__)
_WHOLE_PAGE = 20_000  # claims: 2 MB of short quotes, packed, and 8 s to compare; of long ones more than 5 MB
_CORE_PAGES = (12_000, 4_000, 1_000)  # claims of a page's core; the next smaller one where one does not fit
_TITLE = "Who does what to whom"


def build_into(
    inputs: Inputs,
    output: str | Path,
    *,
    pipeline: str | None,
    actors: Sequence[str],
    relations: Sequence[str],
    options: BuildOptions | None,
    maker_for: Callable[[ActorRegistry], Maker] | None = None,
) -> BuildReport:
    """Build a graph and publish it; see `pipeline.build_graph`.

    `maker_for` makes what makes entries of documents; None for what reads them anew.
    """
    asked = options or BuildOptions()
    phases = Phases(asked.on_phase)
    chosen = replace(asked, on_phase=phases.begin)
    chosen.on_phase("Loading")
    place = Path(output).resolve()
    published = GraphFolder(place)
    if chosen.add:
        _refuse_imported(published, shown=str(output))
    with staged_folder(output) as staged:
        scheme, registry = keep_vocabulary(staged, actors, relations)
        if maker_for is None:
            maker = _maker(scheme, registry, pipeline, actors, relations, jobs=chosen.jobs)
        else:
            maker = maker_for(registry)
        work = _cache_path(place, staged, chosen)
        start = published.path / CACHE_NAME if chosen.use_cache else None
        with EntryCache(work, start=start) as cache:
            terms = term_paths()
            build = FolderBuild(
                staged=staged,
                published=published,
                cache=cache,
                maker=maker,
                scheme=scheme,
                registry=registry,
                vocabulary=[*terms, *staged.relation_files],
                options=chosen,
            )
            built = build_folder(build, inputs)
        graph = FilledGraph(staged=staged, published=published, scheme=scheme, registry=registry, built=built)
        with build.graph_files.filling_store():
            chosen.on_phase("Checking")
            refuse_unless_valid(graph)
            chosen.on_phase("Drawing")
            no_explorer = _write_explorer(graph)
            chosen.on_phase("Writing")  # what of the store is still to be written
        report = _report(GraphFolder(Path(output)), inputs, graph, no_explorer, seconds=phases.end())
        _write_text(staged.report, json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n")
        _keep_cache(work, staged)
        chosen.on_phase("Publishing")
    phases.end()
    with suppress(OSError):
        work.unlink()
    counts = {"documents": report.documents, "claims": report.claims, **report.changes}
    _LOG.info("graph built", extra={"fields": {"graph": str(output), **counts}})
    return report


def _maker(
    scheme: RelationScheme,
    registry: ActorRegistry,
    pipeline: str | None,
    actors: Sequence[str],
    relations: Sequence[str],
    *,
    jobs: int | None,
) -> Maker:
    from realpolitik import extract

    extractor = extract.Extractor
    settings = WorkSettings(
        extractor=f"{extractor.__module__}:{extractor.__qualname__}",
        pipeline=pipeline,
        actors=tuple(str(Path(path).resolve()) for path in actors),
        relations=tuple(str(Path(path).resolve()) for path in relations),
    )
    return Maker(
        lambda: extractor(scheme, registry, pipeline=pipeline),
        registry,
        fingerprint=fingerprint(
            extractor, pipeline=pipeline, actors=map(Path, actors), relations=map(Path, relations)
        ),
        jobs=jobs,
        settings=settings,
    )


def _cache_path(place: Path, staged: GraphFolder, options: BuildOptions) -> Path:
    """Return where the cache is while the build is under way: it must outlive a staged folder."""
    return place.with_name(f".{place.name}.cache") if options.use_cache else staged.path / CACHE_NAME


def _keep_cache(work: Path, staged: GraphFolder) -> None:
    kept = staged.path / CACHE_NAME
    if work == kept:
        return
    try:
        os.link(work, kept)
    except OSError:  # no links on this file system
        shutil.copyfile(work, kept)


def _refuse_imported(published: GraphFolder, *, shown: str) -> None:
    try:
        report = json.loads(published.report.read_text(encoding="utf-8"))
        software = str(report["versions"]["extractor"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if software.endswith("coded events"):
        raise OutputError("is a graph of imported events; documents need one of their own", path=shown)


def _write_explorer(graph: FilledGraph) -> str | None:
    """Write the page, of the core where the graph is too much for it; return why there is none, if so."""
    old = graph.published.explorer
    is_same = not graph.built.samples and not graph.built.removed and graph.built.documents
    if is_same and graph.built.unchanged and old.is_file():
        shutil.copyfile(old, graph.staged.explorer)
        return None
    with Reading(graph) as reading:
        (count,) = reading.index.database.execute("SELECT COUNT(*) FROM claims").fetchone()
        voices = reading.voices()
        if count <= _WHOLE_PAGE:
            claims = reading.comparison.read_claims(all_claims(reading.index))
            if _draw_page(graph, reading.all_documents(), claims, voices=voices, title=None) is None:
                return None
        about = round(count, 2 - len(str(count)))
        drawn_of = reading.digest(core_claims(reading.index, _CORE_PAGES[0]), voices, str(about))
        if _reuse_core(graph, drawn_of):
            return None
        problem: str | None = ""
        for most in _CORE_PAGES:
            claims = reading.comparison.read_claims(core_claims(reading.index, most))
            documents = [reading.texts[name] for name in sorted({each.evidence.document for each in claims})]
            title = f"{_TITLE}: the core, {len(claims):,} of about {about:,} claims"
            problem = _draw_page(graph, documents, claims, voices=voices, title=title)
            if problem is None:
                return None
    return problem


def _reuse_core(graph: FilledGraph, drawn_of: bytes) -> bool:
    """Take the page over from the graph before, where the same claims make its core; note what it is made of.

    Most documents change nothing in the core of a large graph, and drawing it takes seconds.
    """
    before = None
    if graph.built.before and graph.published.explorer.is_file():
        with Index(graph.published.path / INDEX_NAME, read_only=True) as index:
            before = index.get_meta("page")
    with Index(graph.staged.path / INDEX_NAME) as index:
        index.set_meta("page", drawn_of)
    if before == drawn_of:
        shutil.copyfile(graph.published.explorer, graph.staged.explorer)
    return before == drawn_of


def _draw_page(
    graph: FilledGraph,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    *,
    voices: Mapping[DocumentId, DocumentId],
    title: str | None,
) -> str | None:
    """Write a page; return why it cannot be, if so."""
    from realpolitik import views  # a second, which a page that stays as it is doesn't cost
    from realpolitik.analysis import contradictions, relationships

    found = contradictions(claims, documents, graph.scheme, registry=graph.registry, voices=voices)
    try:
        page = views.render_explorer(
            documents=documents,
            claims=claims,
            relationships=relationships(claims, documents, graph.scheme),
            contradictions=found,
            scheme=graph.scheme,
            registry=graph.registry,
            title=title,
        )
    except views.ExplorerTooLargeError as exc:
        return str(exc)
    _write_text(graph.staged.explorer, page)
    return None


def _report(
    folder: GraphFolder,
    inputs: Inputs,
    graph: FilledGraph,
    no_explorer: str | None,
    *,
    seconds: Mapping[str, float],
) -> BuildReport:
    statuses: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    built = graph.built
    with Index(graph.staged.path / INDEX_NAME, read_only=True) as index:
        execute = index.database.execute
        for relation, status, count in execute(
            "SELECT relation, status, COUNT(*) FROM claims GROUP BY relation, status"
        ):
            statuses[status] += count
            categories[graph.scheme.category_of(relation)] += count
        (relationships,) = execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM claims GROUP BY folded_subject, relation, folded_object)"
        ).fetchone()
        (actors,) = execute("SELECT COUNT(DISTINCT actor) FROM names").fetchone()
    return BuildReport(
        folder=folder,
        inputs=tuple(inputs.paths),
        documents=built.documents,
        skipped=tuple(inputs.skipped),
        notes=tuple(inputs.notes),
        claims=statuses.total(),
        by_status={status.value: statuses[status.value] for status in Status},
        by_category={category.id: categories[category.id] for category in graph.scheme.categories},
        relationships=relationships,
        actors=actors,
        versions=versions(built.software),
        no_explorer=no_explorer,
        changes={
            "before": built.before,
            "added": built.added,
            "replaced": built.replaced,
            "removed": built.removed,
            "unchanged": built.unchanged,
            "read": built.extracted,
            "cache_damaged": built.damaged,
        },
        seconds=seconds,
        files=file_digests(graph.staged),
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
