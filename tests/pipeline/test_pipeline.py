"""From documents to a published graph, with the real extractor on the seeds and a simple one elsewhere."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import realpolitik as rp
from realpolitik import rdf, views
from realpolitik.errors import InputError, RealpolitikError, RecordError, SourceUnusableError, VocabularyError
from realpolitik.folder import GraphFolder
from realpolitik.ledger import read_claims, read_documents
from realpolitik.model import Relationship
from realpolitik.pipeline import Inputs, build_graph, extract_claims, load_vocabulary, seed_paths
from realpolitik.resources import resource_path


@pytest.fixture(scope="module")
def seed_graph(tmp_path_factory: pytest.TempPathFactory) -> GraphFolder:
    """The graph of the documents that come with realpolitik."""
    return build_graph(Inputs(paths=seed_paths()), tmp_path_factory.mktemp("seeds") / "graph").folder


def test_each_claim_of_the_seeds_stands_in_the_text(seed_graph: GraphFolder) -> None:
    """Every quote is the document's text at its offsets, and every mention lies in it."""
    texts = {document.id: document.text for document in read_documents(seed_graph.documents)}
    claims = read_claims(seed_graph.claims)

    assert len(claims) > 50
    for claim in claims:
        evidence = claim.evidence
        text = texts[evidence.document]
        assert text[evidence.span.start : evidence.span.end] == evidence.quote
        for span in (evidence.subject, evidence.object, evidence.trigger):
            assert span is None or span.of(text).strip()


def test_each_claim_of_the_seeds_is_of_the_vocabulary(seed_graph: GraphFolder) -> None:
    """Its relation is known, its actors are two, its PLOVER code is one of the relation's family."""
    scheme, _ = load_vocabulary()

    for claim in read_claims(seed_graph.claims):
        assert claim.relation in scheme
        assert claim.subject != claim.object
        assert (claim.plover is None) == (not scheme[claim.relation].plover)


def test_each_claim_has_one_id_and_none_is_said_twice(seed_graph: GraphFolder) -> None:
    """Ids are unique, so that the graph has as many claims as the file."""
    ids = [claim.id for claim in read_claims(seed_graph.claims)]
    rows = rp.open(seed_graph.path).query("SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?claim a rp:Claim }")

    assert len(ids) == len(set(ids))
    assert rows[0]["n"] == len(ids)


def test_the_graph_of_the_seeds_conforms_to_the_shapes(seed_graph: GraphFolder) -> None:
    """All of it, the actors included, which a build leaves out."""
    report = rdf.validate(seed_graph.store, resource_path("ontology/shapes.ttl"))

    assert report.results == ()


def test_another_process_makes_the_same_bytes(seed_graph: GraphFolder, tmp_path: Path) -> None:
    """Whatever its hash seed, locale and place."""
    environment = os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-m", "realpolitik", "build", "-o", "again"]

    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)

    for name in ("documents.jsonl", "claims.jsonl", "graph.trig", "explorer.html"):
        assert (tmp_path / "again" / name).read_bytes() == (seed_graph.path / name).read_bytes(), name


def test_the_order_of_paths_does_not_matter(articles: Path, tmp_path: Path, simple_extractor: None) -> None:
    """Documents are sorted, whatever names them first."""
    del simple_extractor
    paths = sorted(map(str, articles.iterdir()))
    for name, given in (("one", paths), ("other", paths[::-1])):
        build_graph(Inputs(paths=given), tmp_path / name)

    for name in ("claims.jsonl", "graph.trig", "explorer.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


@pytest.mark.usefixtures("simple_extractor")
def test_a_graph_that_does_not_conform_is_not_published(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names a node and what its shape asks for."""
    found = rdf.ValidationResult(focus="https://example.org/claim", message="needs a quote")
    report = rdf.ValidationReport(results=(found,), graphs=1)
    monkeypatch.setattr(rdf, "validate", lambda *_arguments, **_options: report)

    with pytest.raises(RealpolitikError, match=r"1 finding.*https://example\.org/claim: needs a quote"):
        build_graph(Inputs(paths=[str(articles)]), tmp_path / "out")

    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("simple_extractor")
def test_a_graph_too_large_for_a_page_is_built_without_one(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report says why, and the rest is there."""

    def refuse(**_values: object) -> str:
        raise views.ExplorerTooLargeError(9_000_000, limit=5_000_000)

    monkeypatch.setattr(views, "render_explorer", refuse)

    report = build_graph(Inputs(paths=[str(articles)]), tmp_path / "out")

    assert not report.folder.explorer.exists()
    assert report.folder.claims.is_file()
    assert "9.0 MB" in report.summary()
    assert "9.0 MB" in json.loads(report.folder.report.read_text(encoding="utf-8"))["explorer"]


@pytest.mark.usefixtures("simple_extractor")
def test_relations_of_the_users_own_join_the_scheme(articles: Path, tmp_path: Path) -> None:
    """And are kept with the graph."""
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix rp: <https://w3id.org/realpolitik/ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix category: <https://w3id.org/realpolitik/category/> .\n"
        'rp:mediates-for a rp:RelationType ; rdfs:label "mediates for"@en ;\n'
        '    rp:inverseLabel "has as mediator"@en ;\n'
        '    skos:definition "Offers its good offices."@en ; skos:broader category:diplomacy .\n',
        encoding="utf-8",
    )
    folder = build_graph(Inputs(paths=[str(articles)]), tmp_path / "out", relations=[str(own)]).folder
    own.unlink()

    assert "mediates-for" in rp.open(folder.path).scheme
    assert len(rp.open(folder.path).claims(relation="mediates-for")) == 0


def test_a_strict_run_ends_at_the_first_bad_input(tmp_path: Path) -> None:
    """Before the rest is read."""
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").write_text("France met Chad.", encoding="utf-8")

    with pytest.raises(InputError, match="empty"):
        list(Inputs(paths=[str(tmp_path)], strict=True).read())


def test_skips_are_told_and_kept(tmp_path: Path) -> None:
    """So is each document whose turn has come."""
    for name, text in (("a.txt", ""), ("b.txt", "France met Chad."), ("c.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    skipped: list[InputError] = []
    read: list[str] = []
    inputs = Inputs(paths=[str(tmp_path)], on_skip=skipped.append, on_document=read.append)

    documents = list(inputs.read())

    assert [document.id for document in documents] == read == ["b"]
    assert inputs.skipped == skipped
    assert len(skipped) == 2


@pytest.mark.parametrize(("count", "error"), [(0, RecordError), (1, RecordError), (2, SourceUnusableError)])
def test_no_document_at_all_is_an_error(tmp_path: Path, count: int, error: type[InputError]) -> None:
    """What was skipped is the error, where it is one thing; of several, none is singled out."""
    for number in range(count):
        (tmp_path / f"{number}.txt").touch()

    with pytest.raises(error):
        list(Inputs(paths=[str(tmp_path)]).read())


def test_an_unknown_language_pipeline_is_told_with_the_first_document() -> None:
    """With what to do."""
    with pytest.raises(RealpolitikError, match="xx_nothing"):
        next(
            extract_claims(Inputs(paths=["-"], stdin=io.BytesIO(b"France met Chad.")), pipeline="xx_nothing")
        )


def test_relationships_point_at_claims_of_the_file(seed_graph: GraphFolder) -> None:
    """Every relation of the listing leads back to its quotes."""
    graph = rp.open(seed_graph.path)
    known = {claim.id for claim in graph.claims()}
    relations: list[Relationship] = list(graph.relations())

    assert {claim for relation in relations for claim in relation.claims} == known


def test_an_actor_that_nobody_knows_is_told(seed_graph: GraphFolder) -> None:
    """With the nearest names."""
    with pytest.raises(VocabularyError, match="Venezuela"):
        rp.open(seed_graph.path).claims(actor="Venezula")
