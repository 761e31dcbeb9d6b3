"""ICEWS events as documents and claims; the lines are invented."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from factories import make_actor
from realpolitik.cli import main
from realpolitik.errors import InputError, SourceUnusableError
from realpolitik.ledger import read_claims
from realpolitik.ledger.coded_events import CodedEvent, iter_coded_documents, read_event_mapping
from realpolitik.ledger.icews import iter_icews_events
from realpolitik.model import Claim, Document, Status
from realpolitik.rdf import read_relation_scheme
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

SCHEME = read_relation_scheme(
    [resource_path("ontology/relations.ttl"), resource_path("ontology/mappings/event-relations.ttl")]
)
MAPPING = read_event_mapping(resource_path("ontology/mappings/cameo-events.csv"), SCHEME)
REGISTRY = ActorRegistry((make_actor("VEN", "Venezuela"), make_actor("CUB", "Cuba")))


def coded(
    events: Iterable[CodedEvent], folder: Path, skipped: list[InputError]
) -> tuple[list[Document], list[Claim]]:
    """Return the documents and claims of ICEWS events."""
    pairs = list(
        iter_coded_documents(
            events, REGISTRY, MAPPING, source="ICEWS", spool=folder / "spool", on_skip=skipped.append
        )
    )
    return [document for document, _ in pairs], [claim for _, claims in pairs for claim in claims]


HEADER = "Event ID\tEvent Date\tSource Name\tEvent Text\tTarget Name\n"


@pytest.fixture
def renet(tmp_path: Path) -> Path:
    """Return a folder in the form of RE-Net's ICEWS18."""
    folder = tmp_path / "icews"
    folder.mkdir()
    (folder / "entity2id.txt").write_text("Venezuela\t0\nPolice (Cuba)\t1\nAna  Prado\t2\n", encoding="utf-8")
    (folder / "relation2id.txt").write_text("Consult\t0\nThreaten\t1\n", encoding="utf-8")
    (folder / "test.txt").write_text(
        "0\t0\t1\t24\t0\n2 \t1\t0\t48\t0\nbad line\n0\t9\t1\t24\t0\n", encoding="utf-8"
    )
    return folder


def test_renet_folder(renet: Path) -> None:
    """Numbers become names and days; what is no event is skipped with its line."""
    skipped: list[InputError] = []
    events = list(iter_icews_events(renet, on_skip=skipped.append))

    assert [(event.day, event.subject, event.text, event.object) for event in events] == [
        ("2018-01-02", "Venezuela", "Consult", "Police (Cuba)"),
        ("2018-01-03", "Ana Prado", "Threaten", "Venezuela"),
    ]
    assert [error.line for error in skipped] == [3, 4]


def test_dataverse_table(tmp_path: Path) -> None:
    """The publisher's own table is read by its columns."""
    path = tmp_path / "events.tab"
    rows = "1\t2015-03-01\tVenezuela\tSign formal agreement\tCuba\n2\tsoon\tA\tB\tC\n3\t2015-03-01\t\tB\tC\n"
    path.write_text(HEADER + rows, encoding="utf-8")
    skipped: list[InputError] = []
    (event,) = iter_icews_events(path, on_skip=skipped.append)

    assert (event.day, event.text) == ("2015-03-01", "Sign formal agreement")
    assert [error.line for error in skipped] == [3, 4]


def test_claims_quote_their_line(renet: Path) -> None:
    """A day is a document, an event is a line; sectors of a country act for it."""
    events = iter_icews_events(renet, on_skip=lambda _error: None)
    documents, claims = coded(events, renet, [])
    texts = {document.id: document.text for document in documents}

    assert sorted(texts) == ["icews-2018-01-02", "icews-2018-01-03"]
    assert all(
        claim.evidence.span.of(texts[claim.evidence.document]) == claim.evidence.quote for claim in claims
    )
    assert [(claim.subject, claim.relation, claim.object, claim.object_country) for claim in claims] == [
        ("VEN", "meets", "org:police-cuba", "CUB"),
        ("person:ana-prado", "threatens", "VEN", "VEN"),
    ]


@pytest.mark.parametrize(
    ("text", "relation", "status"),
    [
        ("Express intent to provide military aid", "arms", Status.POSSIBLE),
        ("Express intent to meet or negotiate", "meets", Status.POSSIBLE),
        ("Refuse to ease economic sanctions, boycott, or embargo", "sanctions", Status.ACTUAL),
        ("Refuse to yield", "rejects", Status.ACTUAL),
        ("Make statement", "addresses", Status.ACTUAL),
        ("fight with small arms and light weapons", "attacks", Status.ACTUAL),
    ],
)
def test_longest_rule_wins(text: str, relation: str, status: Status) -> None:
    """A longer beginning is the more exact one."""
    assert MAPPING.find(text) == (relation, status)


def test_event_without_a_rule_is_skipped(renet: Path) -> None:
    """An event type that no rule fits is counted, and its line is kept in the document."""
    (renet / "relation2id.txt").write_text("Consult\t0\nSing together\t1\n", encoding="utf-8")
    skipped: list[InputError] = []
    events = iter_icews_events(renet, on_skip=lambda _error: None)
    documents, claims = coded(events, renet, skipped)

    assert (len(documents), len(claims)) == (2, 1)
    assert "no rule for the event type 'Sing together'" in str(skipped[0])


def test_what_is_no_icews(tmp_path: Path) -> None:
    """Another table, and a folder without names, end the run in one line."""
    path = tmp_path / "x.tab"
    path.write_text("a\tb\n", encoding="utf-8")
    for wrong, problem in ((path, "lacks the column"), (tmp_path, "cannot be read")):
        with pytest.raises(SourceUnusableError, match=problem):
            list(iter_icews_events(wrong, on_skip=lambda _error: None))


def test_import_makes_a_graph(renet: Path, tmp_path: Path) -> None:
    """The command leaves a graph folder that can be asked; a bad line is counted."""
    output = tmp_path / "graph"
    result = CliRunner().invoke(main, ["import", str(renet), "-o", str(output)])
    asked = CliRunner().invoke(
        main, ["query", "-g", str(output), "--exit-code", "ASK { actor:VEN rp:meets ?x }"]
    )
    valid = CliRunner().invoke(main, ["validate", "-g", str(output)])

    assert result.exit_code == 0, result.output
    assert "2 documents, 2 claims" in result.stdout
    assert (asked.exit_code, valid.exit_code) == (0, 0)
    assert len(read_claims(output / "claims.jsonl")) == 2
    assert CliRunner().invoke(main, ["import", str(renet), "-o", str(output), "--strict"]).exit_code == 1
