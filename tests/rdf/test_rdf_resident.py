"""A worker that stays, called here without the process around it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox
import pytest

from realpolitik.rdf import resident, write_store
from realpolitik.rdf.resident import Frames

_FORMATS = {"rows": "csv", "boolean": "json", "triples": "ntriples"}


def _request(query: str, **changes: Any) -> dict[str, Any]:
    request: dict[str, Any] = {
        "query": query,
        "default_graphs": [],
        "named_graphs": [],
        "base_iri": "http://127.0.0.1/sparql",
        "formats": _FORMATS,
        "limit": None,
        "most": 1000,
        "cpu_seconds": 5,
    }
    return request | changes


def _frames(content: bytes) -> Iterator[tuple[str, bytes]]:
    stream = io.BytesIO(content)
    while header := stream.read(5):
        yield chr(header[0]), stream.read(int.from_bytes(header[1:], "big"))


class _Streams:
    """Standard input and output of a worker."""

    platform = "linux"

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        text = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        self.stdin = SimpleNamespace(buffer=io.BytesIO(text))
        self.stdout = SimpleNamespace(buffer=io.BytesIO())


def _answers(
    store: Path, requests: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, bytes]]:
    streams = _Streams([{"store": str(store), "memory_bytes": 2**31}, *requests])
    monkeypatch.setattr(resident, "sys", streams)
    monkeypatch.setattr(resident, "cut_network", lambda: None)
    monkeypatch.setattr(resident, "limit_resources", lambda **_limits: None)
    resident.main()
    return list(_frames(streams.stdout.buffer.getvalue()))


def test_one_request_after_another(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer is a head, its pieces and an end; the first end says that the store is open."""
    found = _answers(
        store,
        [
            _request("SELECT ?o { actor:CHN rp:lends ?o }"),
            _request("ASK {}"),
            _request("CONSTRUCT { <s> <p> 1 } {}"),
        ],
        monkeypatch,
    )

    assert "".join(kind for kind, _ in found) == "E" + "HDE" * 3
    assert json.loads(found[1][1])["format"] == "csv"
    assert found[2][1] == b"o\r\nhttps://w3id.org/realpolitik/actor/VEN\r\n"
    assert found[8][1].startswith(b"<http://127.0.0.1/s> <http://127.0.0.1/p> ")


@pytest.mark.parametrize(
    ("changes", "reason", "error"),
    [
        ({"query": "SELECT * {"}, "query", "ends too early"),
        ({"query": "DROP ALL"}, "query", "DROP changes data"),
        ({"query": "SELECT * { ?s ?p ?o }", "most": 3}, "query", "more than 3 rows"),
        ({"query": "ASK {}", "formats": {**_FORMATS, "boolean": None}}, "format", "none of the types"),
    ],
)
def test_an_error_is_an_end_alone(
    store: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], reason: str, error: str
) -> None:
    """As long as nothing was sent; and the next request is answered."""
    found = _answers(store, [_request("") | changes, _request("ASK {}")], monkeypatch)

    assert "".join(kind for kind, _ in found) == "EEHDE"
    tail = json.loads(found[1][1])
    assert (tail["reason"], error in tail["error"]) == (reason, True)


def test_an_error_after_the_first_piece_ends_the_answer(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent cannot be taken back."""
    monkeypatch.setattr(resident, "_PIECE_BYTES", 10)
    found = _answers(store, [_request("SELECT * { ?s ?p ?o }", most=3)], monkeypatch)

    assert [kind for kind, _ in found][1:3] == ["H", "D"]
    assert "more than 3 rows" in json.loads(found[-1][1])["error"]


def test_nothing_goes_out_before_the_first_row() -> None:
    """The start of a format alone would take away the chance to tell a failure by its status."""
    output = io.BytesIO()
    frames = Frames(output)
    frames.head = {"kind": "rows"}
    frames._since -= 60
    frames.write(b"header")
    assert output.getvalue() == b""

    frames.write(b"row")
    assert [kind for kind, _ in _frames(output.getvalue())] == ["H", "D"]
    assert not frames.take_back()


def test_a_store_that_took_the_place_of_another_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the files of the old one are gone while it is read."""
    node = ox.NamedNode("urn:x")
    for name, count in (("old", 1), ("new", 2)):
        quads = [ox.Quad(node, node, ox.Literal(str(number)), node) for number in range(count)]
        write_store(tmp_path / name, quads)
    (tmp_path / "old").rename(tmp_path / "store")
    kept = resident._KeptStore(tmp_path / "store")
    assert len(list(kept.current())) == 1

    real, calls = resident._answer, []

    def breaks_once(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 1:
            (tmp_path / "store").rename(tmp_path / "gone")
            (tmp_path / "new").rename(tmp_path / "store")
            raise OSError("no such file")
        real(*arguments)

    monkeypatch.setattr(resident, "_answer", breaks_once)
    output = io.BytesIO()
    frames = Frames(output)
    frames.end(resident.answer(kept, _request("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), frames))

    assert b"n\r\n2\r\n" in output.getvalue()
    assert not kept.is_replaced()


def test_a_store_that_cannot_be_read_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the end of the answer; at the start, too."""
    monkeypatch.setattr(resident, "_answer", lambda *_: (_ for _ in ()).throw(OSError("disk gone")))
    found = _answers(store, [_request("ASK {}")], monkeypatch)
    assert json.loads(found[1][1]) == {"error": "disk gone", "reason": "store"}

    monkeypatch.setattr("realpolitik.rdf.store._OPENING_TRIES", 1)
    found = _answers(store / "nothing", [], monkeypatch)
    assert json.loads(found[0][1])["reason"] == "store"
