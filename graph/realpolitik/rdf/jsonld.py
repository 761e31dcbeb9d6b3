"""JSON-LD: the published context, made from the ontology, and graphs written with it.

Quads flow in, JSON-LD flows out, with the context inside, so that no reader has to fetch anything.
`python -m realpolitik.rdf.jsonld` writes ontology/context.jsonld anew, and a test tells when the two have
parted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from realpolitik.rdf import iris
from realpolitik.rdf.descriptions import read_descriptions
from realpolitik.resources import resource_path, term_paths

# Of the usual prefixes, these are also names of properties, which a context can have but once.
_TAKEN: Final = frozenset(("claim", "document", "office"))
_PREFIXES: Final = {
    **{name: iri for name, iri in iris.PREFIXES.items() if name not in _TAKEN},
    "dcat": "http://www.w3.org/ns/dcat#",
    "np": "http://www.nanopub.org/nschema#",
    "void": "http://rdfs.org/ns/void#",
}
_LOCAL = re.compile(r"\w[\w.-]*")
_STRING: Final = f"{iris.XSD}string"
_LANGUAGE: Final = f"{iris.RDF}langString"
_TYPE: Final = f"{iris.RDF}type"

Term = str | Mapping[str, str]


def build_context(paths: Iterable[Path]) -> dict[str, Term]:
    """Return the context: the prefixes, and a term for each property and relation type.

    Args:
        paths: Turtle files of the ontology.

    >>> from realpolitik.resources import resource_path
    >>> build_context([resource_path("ontology/relations.ttl")])["lends"]
    {'@id': 'rp:lends', '@type': '@id'}
    """
    terms: dict[str, Term] = {}
    for entry in read_descriptions(list(paths)).values():
        name = entry.subject.removeprefix(iris.NS)
        if name == entry.subject:
            continue
        if f"{iris.OWL}ObjectProperty" in entry.types:
            terms[name] = {"@id": f"rp:{name}", "@type": "@id"}
        elif f"{iris.OWL}DatatypeProperty" in entry.types:
            ranges = [value for value in entry.texts(f"{iris.RDFS}range") if value != _STRING]
            typed = {"@type": _short(ranges[0])} if len(ranges) == 1 else {}
            terms[name] = {"@id": f"rp:{name}", **typed}
        elif f"{iris.OWL}Class" in entry.types or f"{iris.OWL}NamedIndividual" in entry.types:
            terms[name] = f"rp:{name}"
    return {**_PREFIXES, **dict(sorted(terms.items()))}


def write_jsonld(quads: Iterable[ox.Quad], output: BinaryIO) -> None:
    """Write quads, a node a line.

    Args:
        quads: Sorted by graph, and by subject within each.
        output: Open for bytes.
    """
    context = json.loads(resource_path("ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    output.write(b'{"@context": ' + _json(context) + b',\n"@graph": [')
    for number, (graph, told) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
        assert isinstance(graph, ox.NamedNode)
        output.write(b",\n" if number else b"\n")
        output.write(b'{"@id": ' + _json(_short(graph.value)) + b', "@graph": [')
        for position, node in enumerate(_nodes(told, context)):
            output.write(b",\n" if position else b"\n")
            output.write(_json(node))
        output.write(b"]}")
    output.write(b"]}\n")


def _nodes(quads: Iterable[ox.Quad], context: Mapping[str, Term]) -> Iterator[dict[str, object]]:
    for subject, told in groupby(quads, key=lambda quad: quad.subject):
        assert isinstance(subject, ox.NamedNode)
        node: dict[str, list[object]] = {}
        for quad in told:
            key, value = _entry(quad, context)
            node.setdefault(key, []).append(value)
        values = {key: found[0] if len(found) == 1 else found for key, found in node.items()}
        yield {"@id": _short(subject.value), **values}


def _entry(quad: ox.Quad, context: Mapping[str, Term]) -> tuple[str, object]:
    target = quad.object
    if quad.predicate.value == _TYPE and isinstance(target, ox.NamedNode):
        return "@type", _short(target.value)
    name = quad.predicate.value.removeprefix(iris.NS)
    term = context.get(name) if name != quad.predicate.value else None
    coerced = term.get("@type", "") if isinstance(term, Mapping) else ""
    key = name if isinstance(term, Mapping) else _short(quad.predicate.value)
    if isinstance(target, ox.NamedNode):
        return key, _short(target.value) if coerced == "@id" else {"@id": _short(target.value)}
    assert isinstance(target, ox.Literal)
    datatype = target.datatype.value
    if target.language:
        return key, {"@value": target.value, "@language": target.language}
    if datatype == _STRING:
        return key, {"@value": target.value} if coerced else target.value
    if _short(datatype) == coerced:
        return key, target.value
    return key, {"@value": target.value, "@type": _short(datatype)}


def _short(iri: str) -> str:
    """Return an IRI with its prefix, where what follows is a plain name."""
    matching = [(len(start), name) for name, start in _PREFIXES.items() if iri.startswith(start)]
    if not matching:
        return iri
    length, name = max(matching)
    return f"{name}:{iri[length:]}" if _LOCAL.fullmatch(iri, length) else iri


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def render_context() -> str:
    """Return what ontology/context.jsonld says."""
    paths = term_paths()
    return json.dumps({"@context": build_context(paths)}, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the context beside the ontology."""
    target = resource_path("ontology") / "context.jsonld"
    target.write_text(render_context(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
