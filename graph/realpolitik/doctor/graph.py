"""Whether a graph is whole: its files are there, agree with each other, and quotes are what the texts say.

Reads everything once and writes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from realpolitik.building.report import counted, file_digests
from realpolitik.doctor.checks import Check, Outcome, guarded
from realpolitik.errors import InputError
from realpolitik.folder import GraphFolder, find_folder
from realpolitik.ledger import iter_claims, iter_documents
from realpolitik.model import Claim
from realpolitik.resources import VERSION, resource_path

_VALIDATED = 500  # documents; SHACL takes a tenth of a second each


def check_graph(path: str) -> Iterator[Check]:
    """Yield what is found of the graph at `path`, part by part.

    Raises:
        InputError: There is no graph.
    """
    folder = find_folder(path)
    report = json.loads(folder.report.read_text(encoding="utf-8"))
    yield from guarded("version", partial(_check_version, report))
    missing = list(_missing(folder, report))
    yield from missing or [Check(Outcome.OK, "files", "all are there")]
    if missing:
        return
    yield from guarded("checksums", partial(_check_digests, folder, report))
    yield from guarded("claims", partial(_check_ledgers, folder, report))
    yield from guarded("store", partial(_check_store, folder, report))
    yield from guarded("shapes", partial(_check_shapes, folder, report))


def _check_version(report: dict[str, Any]) -> Iterator[Check]:
    made = str(report["realpolitik"])
    versions = report.get("versions", {})
    told = f"built by realpolitik {made}, {versions.get('extractor', 'an unknown extractor')}"
    if made == VERSION:
        yield Check(Outcome.OK, "version", told)
    else:
        yield Check(Outcome.WARNING, "version", f"{told}; this is {VERSION}: a build would read all anew")


def _missing(folder: GraphFolder, report: dict[str, Any]) -> Iterator[Check]:
    wanted = [folder.documents, folder.claims, folder.graph, folder.store]
    if report.get("explorer") == folder.explorer.name:
        wanted.append(folder.explorer)
    for path in wanted:
        if not path.exists():
            yield Check(Outcome.FAULT, "files", f"{path.name} is missing; build the graph again")


def _check_digests(folder: GraphFolder, report: dict[str, Any]) -> Iterator[Check]:
    """Hold the files to what the report says of them."""
    recorded = report.get("files")
    if not recorded:
        yield Check(Outcome.WARNING, "checksums", "the report has none: an earlier version built it")
        return
    found = file_digests(folder)
    changed = sorted(name for name, told in recorded.items() if found.get(name) != told)
    if changed:
        told = f"{', '.join(changed)}: not as the build left it; build the graph again"
        yield Check(Outcome.FAULT, "checksums", told)
    else:
        yield Check(Outcome.OK, "checksums", f"{counted(len(recorded), 'file')} as the build left them")


def _check_ledgers(folder: GraphFolder, report: dict[str, Any]) -> Iterator[Check]:
    """Hold documents and claims to each other, document by document: both files have the same order."""
    problems: Counter[str] = Counter()
    first: dict[str, str] = {}

    def note(problem: str, where: str) -> None:
        problems[problem] += 1
        first.setdefault(problem, where)

    def skip(error: InputError) -> None:
        note("bad row", str(error))

    claims = iter_claims(folder.claims, on_skip=skip)
    claim = next(claims, None)
    documents = count = 0
    seen: set[str] = set()
    for document in iter_documents(folder.documents, on_skip=skip):
        documents += 1
        while claim is not None and claim.evidence.document == document.id:
            count += 1
            problem = _problem(claim, document.text)
            if claim.id in seen:
                problem = "a claim that is there twice"
            seen.add(claim.id)
            if problem is not None:
                note(problem, claim.id)
            claim = next(claims, None)
    while claim is not None:
        count += 1
        note("a claim of no document, or out of its order", claim.id)
        claim = next(claims, None)
    for problem, times in sorted(problems.items()):
        told = f"{problem}: {times:,}, the first {first[problem]}; build the graph again"
        yield Check(Outcome.FAULT, "claims", told)
    yield from _check_counts("report", report, documents, count)
    if not problems:
        told = f"{counted(count, 'claim')} of {counted(documents, 'document')}, each quote is in its text"
        yield Check(Outcome.OK, "claims", told)


def _problem(claim: Claim, text: str) -> str | None:
    evidence = claim.evidence
    if text[evidence.span.start : evidence.span.end] != evidence.quote:
        return "a quote that is not what the text says at its place"
    return None


def _check_counts(name: str, told: dict[str, Any], documents: int, claims: int) -> Iterator[Check]:
    for what, found in (("documents", documents), ("claims", claims)):
        if told.get(what) != found:
            problem = f"{told.get(what)} {what}, and the file has {found}; build the graph again"
            yield Check(Outcome.FAULT, name, problem)


def _check_store(folder: GraphFolder, report: dict[str, Any]) -> Iterator[Check]:
    from realpolitik.rdf.wholeness import compare_holdings

    found = compare_holdings(folder.graph, folder.store)
    counts = {"documents": found.documents, "claims": found.claims}
    yield from _check_counts("graph.trig", counts, report.get("documents", 0), report.get("claims", 0))
    if found.missing or found.quads != found.stored:
        told = f"{found.stored:,} quads, {found.missing:,} of the {found.quads:,} of graph.trig missing"
        yield Check(Outcome.FAULT, "store", f"{told}; build the graph again")
    else:
        yield Check(Outcome.OK, "store", f"{found.stored:,} quads, the same as in graph.trig")


def _check_shapes(folder: GraphFolder, report: dict[str, Any]) -> Iterator[Check]:
    from realpolitik import rdf

    documents = report.get("documents", 0)
    if documents > _VALIDATED:
        told = f"not looked at: {documents:,} documents take long; realpolitik validate does it"
        yield Check(Outcome.WARNING, "shapes", told)
        return
    validated = rdf.validate(folder.store, resource_path("ontology/shapes.ttl"))
    outcome = Outcome.OK if validated.conforms else Outcome.FAULT
    yield Check(outcome, "shapes", validated.summary())
