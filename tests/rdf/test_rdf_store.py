"""Store and TriG on disk, and their validation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from factories import make_actor, make_claim, make_document
from realpolitik.errors import InputError, OutputError, SourceUnusableError
from realpolitik.rdf import build_quads, open_store, read_trig, validate, write_store, write_trig
from realpolitik.rdf.bulk_loading import trig_pieces
from realpolitik.rdf.iris import ACTORS_GRAPH, EDGES_GRAPH, NS, OA, actor_iri, claim_iri, document_iri
from realpolitik.rdf.store_changes import load_store
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

SHAPES = resource_path("ontology/shapes.ttl")
VOCABULARY = [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]
REGISTRY = ActorRegistry((make_actor("VEN", "Venezuela"), make_actor("CHN", "China")))
CLAIM = make_claim()


def good_quads() -> list[ox.Quad]:
    return list(
        build_quads(
            [CLAIM, make_claim(relation="arms", status="negated")],
            [make_document()],
            REGISTRY,
            software="test",
            vocabulary=VOCABULARY,
        )
    )


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Store and TriG hold the same quads as were given."""
    quads = good_quads()
    write_store(tmp_path / "store", quads)
    write_trig(tmp_path / "graph.trig", quads)

    assert set(open_store(tmp_path / "store")) == set(quads)
    assert set(read_trig(tmp_path / "graph.trig")) == set(quads)


def test_trig_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    """The serializer's prefixes have no order of their own: ours is fixed."""
    write_trig(tmp_path / "a", good_quads())
    write_trig(tmp_path / "b", iter(good_quads()))
    first = (tmp_path / "a").read_text(encoding="utf-8")
    header = [line for line in first.splitlines() if line.startswith("@prefix")]

    assert header == sorted(header)
    assert first == (tmp_path / "b").read_text(encoding="utf-8")


def test_store_goes_to_a_fresh_folder(tmp_path: Path) -> None:
    """What is there already is never written into."""
    (tmp_path / "something").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="not empty"):
        write_store(tmp_path, good_quads())


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """A file in the way gives one line with the path."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_store(blocked / "store", good_quads())
    with pytest.raises(OutputError, match="cannot be written"):
        write_trig(blocked / "graph.trig", good_quads())


def test_input_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder without a store, a damaged store and bad TriG are told apart."""
    with pytest.raises(InputError, match="realpolitik build"):
        open_store(tmp_path)
    (tmp_path / "CURRENT").write_text("garbage", encoding="utf-8")
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        open_store(tmp_path)
    bad = tmp_path / "bad.trig"
    bad.write_text("<a> <b> .\n", encoding="utf-8")
    with pytest.raises(SourceUnusableError, match="not TriG") as caught:
        read_trig(bad)
    assert caught.value.line == 1
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        read_trig(tmp_path / "none.trig")


def test_what_we_build_conforms(tmp_path: Path) -> None:
    """A built graph is as the shapes have it."""
    write_store(tmp_path / "store", good_quads())
    report = validate(tmp_path / "store", SHAPES)

    assert report.conforms
    assert report.summary() == "conforms: 4 graphs, no violation"


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _without(predicate: str) -> Callable[[list[ox.Quad]], list[ox.Quad]]:
    return lambda quads: [quad for quad in quads if quad.predicate != _node(predicate)]


def _with(
    subject: str, predicate: str, value: ox.NamedNode | ox.Literal, graph: str
) -> Callable[..., list[ox.Quad]]:
    return lambda quads: [*quads, ox.Quad(_node(subject), _node(predicate), value, _node(graph))]


IN_DOCUMENT = document_iri("d1")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_without(f"{NS}subject"), "exactly one subject"),
        (_without(f"{NS}evidence"), "one piece of evidence"),
        (_without(f"{OA}exact"), "gives the words"),
        (_without(f"{OA}end"), "ends at one offset"),
        (
            _with(claim_iri(CLAIM.id), f"{NS}status", _node(f"{NS}true"), IN_DOCUMENT),
            "actual, possible or negated",
        ),
        (_with(claim_iri(CLAIM.id), f"{NS}amountValue", ox.Literal("much"), IN_DOCUMENT), "is a number"),
        (
            _with(
                actor_iri("VEN"), "http://www.w3.org/2000/01/rdf-schema#label", ox.Literal("V"), ACTORS_GRAPH
            ),
            "exactly one label",
        ),
        (_with(actor_iri("VEN"), f"{NS}attacks", _node(actor_iri("CHN")), EDGES_GRAPH), "stands beside"),
        (
            lambda quads: [quad for quad in quads if quad.graph_name != _node(EDGES_GRAPH)],
            "has its direct edge",
        ),
        (
            lambda quads: [quad for quad in quads if quad.subject != _node(actor_iri("CHN"))],
            "has a label in the graph of actors",
        ),
        (
            lambda quads: [quad for quad in quads if quad.subject != _node(f"{NS}arms")],
            "is a relation type",
        ),
    ],
)
def test_damage_is_found(
    tmp_path: Path, damage: Callable[[list[ox.Quad]], list[ox.Quad]], message: str
) -> None:
    """Each kind of damage is a violation that says what the shape asks for."""
    write_store(tmp_path / "store", damage(good_quads()))
    report = validate(tmp_path / "store", SHAPES)

    assert not report.conforms
    assert any(message in result.message for result in report.results)
    assert report.summary().startswith("does not conform: ")
    assert set(report.results[0].to_json()) == {"focus", "path", "value", "message"}


def test_graphs_are_validated_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of one graph find what one batch of all finds."""
    write_store(tmp_path / "store", _without(f"{NS}subject")(good_quads()))
    at_once = validate(tmp_path / "store", SHAPES)
    monkeypatch.setattr("realpolitik.rdf.validation._BATCH_TRIPLES", 1)

    assert validate(tmp_path / "store", SHAPES) == at_once


def test_shapes_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing or broken shapes are the input's fault, not the graph's."""
    write_store(tmp_path / "store", good_quads())
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        validate(tmp_path / "store", tmp_path / "none.ttl")
    broken = tmp_path / "broken.ttl"
    broken.write_text("oops", encoding="utf-8")
    with pytest.raises(SourceUnusableError, match="not Turtle"):
        validate(tmp_path / "store", broken)


NODE = ox.NamedNode("a:b")


class _Published:
    """Stands for the library, and publishes another store while one is opened, so often."""

    def __init__(self, swap: Callable[[], None], times: int, *, fails: bool) -> None:
        self.Store = self
        self.swap, self.times, self.fails = swap, times, fails

    def read_only(self, path: str) -> ox.Store:
        """Open a store; meanwhile a build is published."""
        if not self.times:
            return ox.Store.read_only(path)
        self.times -= 1
        store = ox.Store.read_only(path)
        self.swap()
        if self.fails:
            raise RuntimeError("Corruption: Sst file size mismatch")
        return store


@pytest.mark.parametrize("fails", [True, False])
@pytest.mark.parametrize("times", [1, 3])
def test_a_store_that_is_published_while_it_is_opened_is_opened_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, *, fails: bool
) -> None:
    """Half of one and half of another is damage, or worse; the reader gets the one that is there then."""
    for name, number in (("one", 1), ("other", 2)):
        quads = [ox.Quad(NODE, NODE, ox.Literal(str(at))) for at in range(number)]
        write_store(tmp_path / name / "store", quads)

    def swap() -> None:
        (tmp_path / "one").rename(tmp_path / "aside")
        (tmp_path / "other").rename(tmp_path / "one")
        (tmp_path / "aside").rename(tmp_path / "other")

    monkeypatch.setattr("realpolitik.rdf.store.ox", _Published(swap, times, fails=fails))

    opened = open_store(tmp_path / "one" / "store")

    assert len(opened) == 2  # after one swap or three, the other store lies there


@pytest.mark.parametrize("size", [300, 2_000, 1_000_000])
def test_a_file_is_loaded_whole_in_pieces_of_any_size(tmp_path: Path, size: int) -> None:
    """Cut between graphs and, within a large one, between subjects; no piece is much larger than asked."""
    path = tmp_path / "graph.trig"
    write_trig(path, good_quads())
    pieces = list(trig_pieces(path, size))
    found = [quad for piece in pieces for quad in ox.parse(piece, ox.RdfFormat.TRIG)]

    assert sorted(map(str, found)) == sorted(map(str, good_quads()))
    assert (len(pieces) == 1) == (size == 1_000_000)


def test_a_store_is_loaded_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pieces at a time, in whatever order they end."""
    monkeypatch.setattr("realpolitik.rdf.bulk_loading.PIECE_BYTES", 20_000)
    documents = [make_document(id=f"d{number}") for number in range(40)]
    claims = [make_claim(document=document.id, start=at) for document in documents for at in range(10)]
    quads = set(build_quads(claims, documents, REGISTRY, software="test", vocabulary=VOCABULARY))
    write_trig(tmp_path / "graph.trig", sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad))))
    assert len(list(trig_pieces(tmp_path / "graph.trig", 20_000))) > 10

    load_store(tmp_path / "store", tmp_path / "graph.trig")

    assert set(open_store(tmp_path / "store")) == quads


def test_a_load_that_nobody_needs_any_more_ends_between_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that fails while its store is loaded doesn't wait for the rest of it."""
    monkeypatch.setattr("realpolitik.rdf.bulk_loading.PIECE_BYTES", 2_000)
    write_trig(tmp_path / "graph.trig", good_quads())
    pieces = len(list(trig_pieces(tmp_path / "graph.trig", 2_000)))
    asked: list[bool] = []

    def is_stopped() -> bool:
        asked.append(len(asked) >= 2)
        return asked[-1]

    load_store(tmp_path / "store", tmp_path / "graph.trig", is_stopped=is_stopped)

    assert pieces > 3
    assert asked == [False, False, True]
    assert len(open_store(tmp_path / "store")) < len(set(good_quads()))
