"""Whether a store holds what graph.trig says.

In: the two.  Out: how many quads, documents and claims each has, and what one has that the other lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from realpolitik.errors import SourceUnusableError
from realpolitik.rdf import iris
from realpolitik.rdf.store import open_store

_TYPE = ox.NamedNode(f"{iris.RDF}type")
_CLAIM, _DOCUMENT = ox.NamedNode(f"{iris.NS}Claim"), ox.NamedNode(f"{iris.NS}Document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What text and store hold.

    Attributes:
        quads: Number of quads in the text.
        stored: Number of quads in the store.
        missing: Number of quads of the text that the store lacks.
        documents: Number of documents in the text.
        claims: Number of claims in the text.
    """

    quads: int
    stored: int
    missing: int
    documents: int
    claims: int


def compare_holdings(trig: Path, store: Path) -> Holdings:
    """Read a TriG file once, and look up each of its quads in a store.

    Raises:
        InputError: There is no store, or it cannot be read.
        SourceUnusableError: The text cannot be read.
    """
    opened = open_store(store)
    quads = missing = documents = claims = 0
    try:
        for quad in ox.parse(path=str(trig), format=ox.RdfFormat.TRIG):
            quads += 1
            if _is_blank(quad.subject) or _is_blank(quad.object):
                continue  # a store renames blank nodes
            missing += quad not in opened
            if quad.predicate == _TYPE:
                claims += quad.object == _CLAIM
                documents += quad.object == _DOCUMENT
    except (OSError, SyntaxError, ValueError) as exc:
        raise SourceUnusableError(f"cannot be read: {exc}", path=str(trig)) from exc
    return Holdings(quads=quads, stored=len(opened), missing=missing, documents=documents, claims=claims)


def _is_blank(term: object) -> bool:
    return isinstance(term, ox.BlankNode)
