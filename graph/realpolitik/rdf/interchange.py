"""The graph as objects of rdflib, for notebooks.

A TriG file that a build made flows in, an rdflib dataset flows out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.rdf.iris import PREFIXES
from realpolitik.rdf.store import read_trig
from realpolitik.rdf.validation import rdflib_term

if TYPE_CHECKING:
    import rdflib


def read_rdflib(path: Path) -> rdflib.Dataset:
    """Read a TriG file into an rdflib dataset, with its named graphs and the usual prefixes.

    Raises:
        SourceUnusableError: It cannot be read, or is not TriG.
    """
    import rdflib  # noqa: PLC0415 - 0.25 s that only who asks for it should pay

    dataset = rdflib.Dataset(default_union=True)
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri)
    for quad in read_trig(path):
        triple = (rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object))
        dataset.graph(rdflib_term(quad.graph_name)).add(triple)
    return dataset
