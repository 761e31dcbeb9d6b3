"""What the child process does, called here without the process around it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from realpolitik.rdf import worker
from realpolitik.rdf.iris import PREFIXES


class Streams:
    """Standard input and output of a worker."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.stdin = self
        self.stdout = self
        self.buffer = io.BytesIO(json.dumps(request).encode() + b"\n")
        self.length = len(self.buffer.getvalue())

    def answer(self) -> bytes:
        """Return what was written."""
        return self.buffer.getvalue()[self.length :]


def answered(
    store: Path, query: str, monkeypatch: pytest.MonkeyPatch, **changes: Any
) -> tuple[dict[str, Any], bytes]:
    """Return the head of the answer, and the rest."""
    request = {
        "store": str(store),
        "query": query,
        "format": "rows",
        "limit": None,
        "as_of": None,
        "allowed_services": [],
        "prefixes": PREFIXES,
        "cpu_seconds": 10,
        "memory_bytes": 2**31,
    } | changes
    streams = Streams(request)
    monkeypatch.setattr(worker, "sys", streams)
    monkeypatch.setattr(worker, "_limit", lambda _request: None)
    worker.main()
    head, _, rest = streams.answer().partition(b"\n")
    return json.loads(head), rest


def test_rows_end_with_a_mark(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row is a line, and a last line says that there is no more."""
    head, rest = answered(store, "SELECT ?o ?x { actor:CHN rp:lends ?o }", monkeypatch)

    assert head.pop("seconds").keys() == {"open", "plan"}
    assert head == {"kind": "rows", "variables": ["o", "x"], "unknown": []}
    assert [json.loads(line) for line in rest.splitlines()] == [
        [["iri", "https://w3id.org/realpolitik/actor/VEN"], None],
        None,
    ]


@pytest.mark.parametrize(
    ("query", "format_", "kind", "start"),
    [
        ("ASK { ?s ?p ?o }", "json", "boolean", b'{"head"'),
        ("ASK { ?s ?p ?o }", "rows", "boolean", b""),
        ("SELECT ?s { ?s rp:lends ?o }", "tsv", "rows", b"?s\n"),
        ("CONSTRUCT WHERE { ?s rp:lends ?o }", "auto", "triples", b"@prefix actor:"),
        ("CONSTRUCT WHERE { ?s rp:lends ?o }", "ntriples", "triples", b"<https://w3id.org/"),
        ("CONSTRUCT WHERE { ?s rp:lends ?o }", "rows", "triples", b'[["iri"'),
    ],
)
def test_kinds_and_formats(
    store: Path, monkeypatch: pytest.MonkeyPatch, *, query: str, format_: str, kind: str, start: bytes
) -> None:
    """The head tells the kind, and the format that was asked for follows."""
    head, rest = answered(store, query, monkeypatch, format=format_)

    assert head["kind"] == kind
    assert rest.startswith(start)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT", "the query ends too early"),
        ("ASK FROM <urn:x> {}", "names no graph of this store"),
        ("ASK { SERVICE <urn:x> {} }", "elsewhere"),
    ],
)
def test_errors_are_answers(store: Path, monkeypatch: pytest.MonkeyPatch, query: str, error: str) -> None:
    """Whatever goes wrong is one line of JSON."""
    head, rest = answered(store, query, monkeypatch)

    assert error in head["error"]
    assert rest == b""


def test_unknown_terms_and_literals(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms of ours that the vocabulary lacks come with the nearest; literals with type and language."""
    head, rest = answered(
        store,
        "SELECT ?l { rp:lends rdfs:label ?l OPTIONAL { ?a rp:lendz ?b } }",
        monkeypatch,
        as_of="2030-01-01",
        limit=1,
    )

    assert head["unknown"][0][:2] == ["rp:lendz", "rp:lends"]
    assert json.loads(rest.splitlines()[0])[0][1] == "lends to"
    assert json.loads(rest.splitlines()[0])[0][3] == "en"


def test_blank_nodes_and_triples_are_shown(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A term that is neither IRI nor literal is text."""
    _, rest = answered(store, "SELECT (BNODE() AS ?b) {}", monkeypatch)

    assert json.loads(rest.splitlines()[0])[0][0] == "other"
