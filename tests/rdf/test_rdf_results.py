"""Formats written here give what the engine's own writer gives, and no more rows than asked for."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest

from realpolitik.errors import QueryError
from realpolitik.rdf.results import RESULT_FORMATS, first_of, write_solutions, write_triples

_QUERY = """SELECT ?a ?b ?none { VALUES (?a ?b) {
    (<http://example.org/x?a=1&b=2> "plain <text> & \\"quotes\\"")
    ("deux"@fr "3"^^<http://www.w3.org/2001/XMLSchema#integer>)
    ("tab\\tline\\nreturn\\rend, comma" UNDEF)
    (<<( <urn:s> <urn:p> "o" )>> true)
} }"""


def _written(format_: str, **limits: int | None) -> bytes:
    output = io.BytesIO()
    found = ox.Store().query(_QUERY)
    assert isinstance(found, ox.QuerySolutions)
    write_solutions(output, found, format_, **limits)
    return output.getvalue()


def _rows(format_: str, content: bytes) -> list[object]:
    if format_ == "json":
        return list(json.loads(content)["results"]["bindings"])
    if format_ == "csv":
        return list(csv.reader(io.StringIO(content.decode(), newline="")))
    found = ox.parse_query_results(content, RESULT_FORMATS[format_])
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row) for row in found]


@pytest.mark.parametrize("format_", ["json", "xml", "tsv", "csv"])
def test_a_limited_answer_reads_like_the_whole(format_: str) -> None:
    """Each kind of term, and what needs escaping."""
    whole, limited = _rows(format_, _written(format_)), _rows(format_, _written(format_, limit=99))

    assert limited == whole
    assert len(_rows(format_, _written(format_, limit=2))) == 2 + (format_ == "csv")


def test_blank_nodes_are_written() -> None:
    """They have no name that lasts, but are there."""
    for format_ in RESULT_FORMATS:
        found = ox.Store().query("SELECT (BNODE() AS ?b) {}")
        output = io.BytesIO()
        assert isinstance(found, ox.QuerySolutions)
        write_solutions(output, found, format_, limit=5)
        assert b"_:" in output.getvalue() or b"bnode" in output.getvalue()


def test_more_than_may_be_is_an_error() -> None:
    """But a limit that is asked for ends well before."""
    with pytest.raises(QueryError, match="more than 2 rows"):
        _written("json", limit=None, most=2)
    assert len(_rows("json", _written("json", limit=2, most=2))) == 2
    assert list(first_of(range(3), limit=None, most=3)) == [0, 1, 2]


def test_triples_come_in_order_or_as_they_are_found() -> None:
    """In order, they have only the prefixes that they use."""
    triples = [
        ox.Triple(ox.NamedNode(f"urn:{name}"), ox.NamedNode("http://x/p"), ox.Literal("o")) for name in "ba"
    ]
    ordered, found = io.BytesIO(), io.BytesIO()
    write_triples(ordered, triples, "turtle", {"x": "http://x/", "y": "http://y/"})
    write_triples(found, triples, "ntriples", {}, ordered=False)

    assert ordered.getvalue().decode().splitlines()[0] == "@prefix x: <http://x/> ."
    assert ordered.getvalue().index(b"urn:a") < ordered.getvalue().index(b"urn:b")
    assert found.getvalue().index(b"urn:b") < found.getvalue().index(b"urn:a")
