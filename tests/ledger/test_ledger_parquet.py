"""Claims as Parquet: typed, documented, and read with the same care as JSON Lines."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from factories import make_claim
from realpolitik.errors import InputError, MissingExtraError, RecordError, SourceUnusableError
from realpolitik.ledger import COLUMNS, OPTIONAL_COLUMNS, read_claims, write_claims_parquet
from realpolitik.ledger.claim_columns import CLAIM_COLUMNS
from realpolitik.ledger.gold import is_claims_file, read_gold


def test_the_columns_are_those_of_claims_jsonl() -> None:
    """One order everywhere, and what may be missing there may be empty here."""
    assert [column.name for column in CLAIM_COLUMNS] == [*COLUMNS, *OPTIONAL_COLUMNS]
    assert all(column.nullable for column in CLAIM_COLUMNS[len(COLUMNS) :])


def test_each_column_is_typed_and_says_what_it_means(tmp_path: Path) -> None:
    """In the file itself, also where no claim has a value."""
    assert write_claims_parquet(tmp_path / "claims.parquet", [make_claim()]) == 1
    schema = pq.read_schema(tmp_path / "claims.parquet")

    assert schema.names == [column.name for column in CLAIM_COLUMNS]
    assert schema.field("start").type == pa.int64()
    assert schema.field("amount_value").type == pa.float64()
    assert schema.field("amount_shared").type == pa.bool_()
    assert all(schema.field(name).metadata[b"description"] for name in schema.names)


def test_a_lone_surrogate_is_the_only_thing_that_is_not_kept(tmp_path: Path) -> None:
    """UTF-8 cannot hold one; the claim is written all the same."""
    write_claims_parquet(tmp_path / "claims.parquet", [make_claim(subject_label="a\ud800b")])

    assert read_claims(tmp_path / "claims.parquet")[0].subject_label == "a?b"


def test_offsets_that_a_frame_made_floats_of_are_read(tmp_path: Path) -> None:
    """Pandas turns whole numbers with gaps into floats."""
    row = {"doc": "d1", "subject": "CHN", "relation": "lends", "object": "VEN", "status": "actual"}
    rows = [{**row, "quote": "China lent", "start": 0.0, "end": 10.0, "subject_start": None}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "claims.parquet")

    (claim,) = read_claims(tmp_path / "claims.parquet")
    assert claim.evidence.span.end == 10


def test_a_bad_row_is_named_and_can_be_skipped(tmp_path: Path) -> None:
    """As in JSON Lines."""
    path = tmp_path / "claims.parquet"
    pq.write_table(pa.Table.from_pylist([{"doc": "d1", "subject": "CHN"}]), path)
    skipped: list[InputError] = []

    with pytest.raises(RecordError, match=r"claims\.parquet:1: .*missing"):
        read_claims(path)
    assert read_claims(path, on_skip=skipped.append) == ()
    assert len(skipped) == 1


def test_what_is_no_parquet_says_so(tmp_path: Path) -> None:
    """In one line, and a missing file likewise."""
    (tmp_path / "claims.parquet").write_text("{}", encoding="utf-8")

    with pytest.raises(SourceUnusableError, match="not a Parquet file"):
        read_claims(tmp_path / "claims.parquet")
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        read_claims(tmp_path / "nowhere.parquet")


def test_a_parquet_file_is_taken_where_a_file_of_claims_is(tmp_path: Path) -> None:
    """`evaluate` takes either, as gold and as claims."""
    write_claims_parquet(tmp_path / "claims.parquet", [make_claim()])

    assert is_claims_file(tmp_path / "claims.parquet")
    assert [reading.subject for reading in read_gold(tmp_path / "claims.parquet").readings] == ["CHN"]


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that brings it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingExtraError, match=r"realpolitik\[tables\]"):
        write_claims_parquet(tmp_path / "claims.parquet", [])
