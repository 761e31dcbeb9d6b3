"""Whatever is written reads back as it was, field by field."""

from __future__ import annotations

import io
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

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
from realpolitik.model import Claim, Document
from strategies import claims, documents


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
