"""Whatever is written reads back as it was, field by field."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.errors import InputError
from realpolitik.ledger import (
    claim_from_json,
    claim_to_json,
    document_from_json,
    document_to_json,
    json_line,
    read_claims,
    read_claims_csv,
    read_documents,
    write_claims,
    write_claims_csv,
    write_claims_parquet,
    write_documents,
)
from realpolitik.ledger.gdelt import iter_gdelt_events, read_event_codes
from realpolitik.ledger.icews import iter_icews_events
from realpolitik.ledger.marked_pairs import iter_marked_pairs
from realpolitik.ledger.polecat import iter_polecat_events
from realpolitik.model import Claim, Document
from realpolitik.pipeline import load_vocabulary
from realpolitik.resources import resource_path
from strategies import claims, documents, texts


@given(claims())
def test_a_claim_survives_its_row(claim: Claim) -> None:
    """Every field, through JSON text."""
    assert claim_from_json(json.loads(json_line(claim_to_json(claim)))) == claim


@given(documents())
def test_a_document_survives_its_row(document: Document) -> None:
    """Every field, through JSON text."""
    assert document_from_json(json.loads(json_line(document_to_json(document)))) == document


@settings(max_examples=30)
@given(st.lists(claims(), max_size=4))
def test_claims_survive_every_file(tmp_path: Path, several: list[Claim]) -> None:
    """JSON Lines, CSV and Parquet give back the same claims in the same order."""
    write_claims(tmp_path / "claims.jsonl", several)
    write_claims_csv(tmp_path / "claims.csv", several)
    write_claims_parquet(tmp_path / "claims.parquet", several)

    assert sorted(read_claims(tmp_path / "claims.jsonl"), key=repr) == sorted(several, key=repr)
    assert read_claims_csv(tmp_path / "claims.csv") == read_claims(tmp_path / "claims.jsonl")
    assert read_claims(tmp_path / "claims.parquet") == read_claims(tmp_path / "claims.jsonl")


@settings(max_examples=30)
@given(st.lists(documents(), max_size=4, unique_by=lambda document: document.id))
def test_documents_survive_their_file(tmp_path: Path, several: list[Document]) -> None:
    """documents.jsonl gives back the same documents, sorted by id."""
    write_documents(tmp_path / "documents.jsonl", several)

    assert list(read_documents(tmp_path / "documents.jsonl")) == sorted(several, key=lambda found: found.id)


@given(st.lists(claims(), max_size=4), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(several: list[Claim], chance: object) -> None:
    """The same claims give the same bytes, however they come."""
    shuffled = list(several)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = io.StringIO(), io.StringIO()
    write_claims(first, several)
    write_claims(second, shuffled)

    assert first.getvalue() == second.getvalue()


@settings(max_examples=60)
@given(st.lists(st.lists(st.one_of(st.text(), texts(), st.binary()), max_size=8), max_size=4))
def test_readers_of_coded_events_skip_what_is_none(tmp_path: Path, rows: list[list[str | bytes]]) -> None:
    """Any cells, any bytes: each row is an event or is told, and nothing else happens."""
    registry = load_vocabulary()[1]
    codes = read_event_codes(resource_path("ontology/mappings/cameo-codes.csv"))
    lines = [
        b"\t".join(cell if isinstance(cell, bytes) else cell.encode("utf-8", "surrogatepass") for cell in row)
        for row in rows
    ]
    path = tmp_path / "events.tsv"
    told: list[InputError] = []
    for header in (
        b"",
        b"Event ID\tEvent Date\tSource Name\tEvent Text\tTarget Name",
        b"\t".join([b"1"] * 61),
    ):
        path.write_bytes(b"\n".join([header, *lines]))
        for read in (
            lambda: iter_icews_events(path, on_skip=told.append),
            lambda: iter_gdelt_events(path, codes, registry, on_skip=told.append),
            lambda: iter_polecat_events(path, registry, on_skip=told.append),
            lambda: iter_marked_pairs(str(path), on_skip=told.append),
        ):
            with contextlib.suppress(InputError):
                list(read())

    assert all(str(error) for error in told)
