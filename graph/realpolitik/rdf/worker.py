"""The child process in which a query runs, so that it can be killed, and limited in time and memory.

A request flows in as one JSON object on standard input.  Out flows one JSON line that tells what kind of
answer follows, and then the answer: JSON lines of rows, or the bytes of a standard format.  Started by
`query`.
"""

from __future__ import annotations

import contextlib
import ctypes
import difflib
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import pyoxigraph as ox

from realpolitik.rdf.as_of import store_as_of
from realpolitik.rdf.iris import NS, VOCABULARY_GRAPH

RESULT_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
RDF_FORMATS: Mapping[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_POSITION = re.compile(r"error at (\d+):(\d+): ", re.DOTALL)


def main() -> None:
    """Answer the one request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request)
    output = sys.stdout.buffer
    with contextlib.suppress(BrokenPipeError):  # whoever asked has seen enough
        try:
            _answer(request, output)
        except SyntaxError as exc:
            _write_line(output, _syntax_error(str(exc)))
        except (OSError, ValueError, RuntimeError) as exc:
            _write_line(output, {"error": str(exc)})
        output.flush()


def _limit(request: Mapping[str, Any]) -> None:
    """Take away what a query doesn't need, as far as the platform can."""
    if request["cut_network"]:
        with contextlib.suppress(OSError, AttributeError):  # only Linux can, and not within every container
            ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    seconds, memory = request["cpu_seconds"], request["memory_bytes"]
    for limit, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some
            resource.setrlimit(limit, (value, value))


def _answer(request: Mapping[str, Any], output: BinaryIO) -> None:
    store = ox.Store.read_only(request["store"])
    if request["as_of"] is not None:
        store = store_as_of(store, request["as_of"])
    for graph in request["from"]:
        if not store.contains_named_graph(ox.NamedNode(graph)):
            raise ValueError(f"FROM <{graph}> names no graph of this store, and nothing is fetched")
    unknown = _unknown_terms(store, request["terms"])
    result = store.query(
        request["query"], prefixes=request["prefixes"], use_default_graph_as_union=not request["from"]
    )
    if isinstance(result, ox.QueryBoolean):
        _write_line(
            output, {"kind": "boolean", "variables": ["answer"], "value": bool(result), "unknown": unknown}
        )
        if request["format"] in RESULT_FORMATS:
            output.write(result.serialize(format=RESULT_FORMATS[request["format"]]) or b"")
    elif isinstance(result, ox.QuerySolutions):
        variables = [variable.value for variable in result.variables]
        _write_line(output, {"kind": "rows", "variables": variables, "unknown": unknown})
        if request["format"] in RESULT_FORMATS:
            result.serialize(output, RESULT_FORMATS[request["format"]])
        else:
            _write_rows(output, result, request["limit"])
    else:
        variables = ["subject", "predicate", "object"]
        _write_line(output, {"kind": "triples", "variables": variables, "unknown": unknown})
        format_ = "turtle" if request["format"] == "auto" else request["format"]
        if format_ in RDF_FORMATS:
            _write_triples(output, result, RDF_FORMATS[format_], request["prefixes"])
        else:
            _write_rows(output, result, request["limit"])


def _unknown_terms(store: ox.Store, names: Sequence[str]) -> list[list[str]]:
    """Return the terms of our own namespace that the vocabulary lacks, each with the nearest that it has."""
    graph = ox.NamedNode(VOCABULARY_GRAPH)

    def known(name: str) -> bool:
        pattern = store.quads_for_pattern(ox.NamedNode(NS + name), None, None, graph)
        return next(iter(pattern), None) is not None

    missing = [name for name in names if not known(name)]
    if not missing:
        return []
    subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, graph)}
    terms = [node.value.removeprefix(NS) for node in subjects if isinstance(node, ox.NamedNode)]
    return [[name, *difflib.get_close_matches(name, terms, n=2)] for name in missing]


def _write_rows(output: BinaryIO, rows: Iterable[Any], limit: int | None) -> None:
    for number, row in enumerate(rows):
        if number == limit:
            break
        _write_line(output, [_cell(term) for term in row])
    _write_line(output, None)  # the end: without it, the answer was cut short


def _write_triples(
    output: BinaryIO, triples: Iterable[ox.Triple], format_: ox.RdfFormat, prefixes: Mapping[str, str]
) -> None:
    """Write triples sorted, with the prefixes that they use, in a fixed order."""
    ordered = sorted(triples, key=str)
    used = {term.value for triple in ordered for term in triple if isinstance(term, ox.NamedNode)}
    kept = {name: iri for name, iri in prefixes.items() if any(value.startswith(iri) for value in used)}
    text = io.BytesIO()
    ox.serialize(ordered, text, format_, prefixes=kept)
    lines = text.getvalue().splitlines(keepends=True)
    header = sum(line.startswith(b"@prefix ") for line in lines)
    output.writelines([*sorted(lines[:header]), *lines[header:]])


def _cell(term: Any) -> list[str] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.datatype.value, term.language or ""]
    return ["other", str(term)]


def _write_line(output: BinaryIO, value: object) -> None:
    output.write(json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n")


def _syntax_error(message: str) -> dict[str, object]:
    found = _POSITION.match(message)
    if found is None:
        return {"error": message}
    expected = re.findall(r"[A-Z]{2,}", message[found.end() :])
    return {"error": message, "expected": expected, "position": [int(found.group(1)), int(found.group(2))]}


if __name__ == "__main__":
    main()
