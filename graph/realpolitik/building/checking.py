"""Whether what a build made is as the shapes have it, before anybody sees it.

SHACL takes some ten milliseconds a node, and one function makes them all: of new documents those claims are
validated that differ in form.  `realpolitik validate` looks at everything.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from realpolitik.building.filled import FilledGraph, Reading
from realpolitik.building.report import counted
from realpolitik.errors import RealpolitikError
from realpolitik.model import Claim, Document, DocumentId
from realpolitik.resources import resource_path, term_paths

_LOOKED_AT = 300  # documents, evenly spread, whose claims are compared by form: half a second
_ID = re.compile(r"(org|person):|[A-Z]{3}\Z")

Record = TypeVar("Record", Claim, Document)


def refuse_unless_valid(graph: FilledGraph) -> None:
    """Validate a sample of what is new.

    Raises:
        RealpolitikError: Something of it does not conform to the shapes.
    """
    from realpolitik import rdf

    names = graph.built.samples
    if not names:
        return
    sample = graph.staged.path / "sample"
    step = max(1, len(names) // _LOOKED_AT)
    _write_sample(graph, sample, names[::step][:_LOOKED_AT])
    report = rdf.validate(sample, resource_path("ontology/shapes.ttl"))
    shutil.rmtree(sample)
    if not report.conforms:
        first = report.results[0]
        raise RealpolitikError(
            "the graph does not conform to its shapes, so nothing was written: "
            f"{counted(len(report.results), 'finding')}, the first on {first.focus}: {first.message}"
        )


def _write_sample(graph: FilledGraph, store: Path, names: Sequence[str]) -> None:
    """Write a store of some claims and their documents alone, as if there were no others."""
    from realpolitik import rdf
    from realpolitik.analysis.selection import mentioned

    with Reading(graph) as reading:
        claims = list(differing_in_form(reading.claims_of(set(names))))
        documents = [reading.texts[DocumentId(name)] for name in names]
    wanted = {claim.evidence.document for claim in claims}
    wanted.update(document.id for document in differing_in_form(documents))
    terms = term_paths()
    quads = rdf.build_quads(
        claims,
        [document for document in documents if document.id in wanted],
        mentioned(graph.registry, claims),
        software=graph.built.software,
        vocabulary=[*terms, *graph.staged.relation_files],
    )
    rdf.write_store(store, quads)


def differing_in_form(records: Iterable[Record]) -> Iterator[Record]:
    """Yield each record in which two fields have forms that they have together in none before it.

    All pairs of forms occur in what is yielded, which is what tests of combinations ask for: D. R. Kuhn et
    al., "Software Fault Interactions and Implications for Software Testing", IEEE TSE 30 (2004).
    """
    seen: set[object] = set()
    for record in records:
        pairs = set(combinations(_facets(record), 2))
        if not pairs <= seen:
            seen |= pairs
            yield record


def _facets(record: Claim | Document) -> Iterator[tuple[str, object]]:
    for field in fields(record):
        if field.init:
            value = getattr(record, field.name)
            yield field.name, value if field.name == "relation" else _form(value)


def _form(value: object) -> object:
    """Return what a validator sees of a value: whether it is there, of which kind, with which parts."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        found = _ID.match(value)
        return (found[1] or "country") if found else bool(value)
    if isinstance(value, float):
        return value < 0, value > 1
    if is_dataclass(value):
        return tuple(_form(getattr(value, field.name)) for field in fields(value))
    return bool(value) if isinstance(value, tuple) else type(value)
