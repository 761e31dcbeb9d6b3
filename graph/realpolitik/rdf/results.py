"""Answers as bytes: rows and triples in the formats of the recommendations, as many as were asked for.

What the engine found flows in, and bytes flow out as they come.  Where the number of rows is limited, rows
are written here, since the engine's own writer takes all of them.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final, Protocol, TypeVar

import pyoxigraph as ox

from realpolitik.errors import QueryError
from realpolitik.rdf.iris import XSD

RESULT_FORMATS: Final[Mapping[str, ox.QueryResultsFormat]] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
RDF_FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_Item = TypeVar("_Item")
_Row = Sequence[Any]
_PLAIN = f"{XSD}string"


class Output(Protocol):
    """Where an answer goes."""

    def write(self, content: bytes, /) -> object:
        """Take the next bytes."""


def first_of(items: Iterable[_Item], *, limit: int | None, most: int | None = None) -> Iterator[_Item]:
    """Yield items up to a limit.

    Args:
        items: All there are.
        limit: So many are wanted; None for all.
        most: So many may be; None for any number.

    Raises:
        QueryError: There are more than may be.

    >>> list(first_of("abc", limit=2))
    ['a', 'b']
    """
    for number, item in enumerate(items):
        if number == limit:
            return
        if number == most:
            raise QueryError(f"the answer has more than {most:,} rows; narrow the query or add LIMIT")
        yield item


def write_solutions(output: Output, found: ox.QuerySolutions, format_: str, **limits: int | None) -> None:
    """Write the rows of a SELECT in one of `RESULT_FORMATS`; limits as in `first_of`."""
    if all(limit is None for limit in limits.values()):
        found.serialize(_stream(output), RESULT_FORMATS[format_])
        return
    variables = [variable.value for variable in found.variables]
    rows = (tuple(row) for row in first_of(found, **limits))
    _WRITERS[format_](output, variables, rows)


def write_triples(
    output: Output,
    triples: Iterable[ox.Triple],
    format_: str,
    prefixes: Mapping[str, str],
    *,
    ordered: bool = True,
) -> None:
    """Write triples in one of `RDF_FORMATS`.

    Args:
        output: Where to.
        triples: Read once.
        format_: The format's name.
        prefixes: What IRIs may be shortened with.
        ordered: In a fixed order, with only the prefixes that are used; else they are written as they come.
    """
    if not ordered:
        ox.serialize(triples, _stream(output), RDF_FORMATS[format_], prefixes=dict(prefixes))
        return
    kept = sorted(triples, key=str)
    used = {term.value for triple in kept for term in triple if isinstance(term, ox.NamedNode)}
    needed = {name: iri for name, iri in prefixes.items() if any(value.startswith(iri) for value in used)}
    text = io.BytesIO()
    ox.serialize(kept, text, RDF_FORMATS[format_], prefixes=needed)
    lines = text.getvalue().splitlines(keepends=True)
    # The engine writes prefixes in an order that changes from run to run.
    header = sum(line.startswith(b"@prefix ") for line in lines)
    for line in itertools.chain(sorted(lines[:header]), lines[header:]):
        output.write(line)


def _stream(output: Output) -> BinaryIO:
    return output  # type: ignore[return-value]  # the engine needs no more of a file than write


def _write_json(output: Output, variables: Sequence[str], rows: Iterable[_Row]) -> None:
    output.write(b'{"head":{"vars":%b},"results":{"bindings":[' % _json(variables))
    comma = b""
    for row in rows:
        named = zip(variables, row, strict=True)
        output.write(comma + _json({name: _json_term(term) for name, term in named if term is not None}))
        comma = b","
    output.write(b"]}}")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _json_term(term: Any) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        cell: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            cell["xml:lang"] = term.language
        elif term.datatype.value != _PLAIN:
            cell["datatype"] = term.datatype.value
        return cell
    parts = zip(("subject", "predicate", "object"), term, strict=True)
    return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}


def _write_xml(output: Output, variables: Sequence[str], rows: Iterable[_Row]) -> None:
    head = "".join(f"<variable name={_attribute(name)}/>" for name in variables)
    start = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
    output.write(f"{start}{head}</head><results>".encode())
    for row in rows:
        cells = (
            f"<binding name={_attribute(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(variables, row, strict=True)
            if term is not None
        )
        output.write(f"<result>{''.join(cells)}</result>".encode())
    output.write(b"</results></sparql>")


def _escaped(text: str) -> str:
    # The library's function brings a web client with it, which each query would wait for.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return f'"{_escaped(text).replace(chr(34), "&quot;")}"'


def _xml_term(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_escaped(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_escaped(term.value)}</bnode>"
    if isinstance(term, ox.Literal):
        attribute = ""
        if term.language:
            attribute = f" xml:lang={_attribute(term.language)}"
        elif term.datatype.value != _PLAIN:
            attribute = f" datatype={_attribute(term.datatype.value)}"
        return f"<literal{attribute}>{_escaped(term.value).replace(chr(13), '&#13;')}</literal>"
    parts = zip(("subject", "predicate", "object"), term, strict=True)
    return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"


def _write_csv(output: Output, variables: Sequence[str], rows: Iterable[_Row]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in itertools.chain([variables], (map(_csv_cell, row) for row in rows)):
        writer.writerow(cells)
        output.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()


def _csv_cell(term: Any) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return " ".join(map(_csv_cell, term))
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _write_tsv(output: Output, variables: Sequence[str], rows: Iterable[_Row]) -> None:
    output.write("\t".join(f"?{name}" for name in variables).encode() + b"\n")
    for row in rows:
        output.write("\t".join(map(_tsv_cell, row)).encode() + b"\n")


def _tsv_cell(term: Any) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(map(_tsv_cell, term))} )>>"
    return str(term).replace("\t", "\\t")


_WRITERS: Final[Mapping[str, Callable[[Output, Sequence[str], Iterable[_Row]], None]]] = {
    "json": _write_json,
    "xml": _write_xml,
    "csv": _write_csv,
    "tsv": _write_tsv,
}
