"""Rows are refused with their place, files are written whole or not at all."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from factories import make_claim, make_document, make_evidence
from realpolitik.errors import InputError, OutputError, RecordError, SourceUnusableError
from realpolitik.ledger import (
    COLUMNS,
    OPTIONAL_COLUMNS,
    atomic_writer,
    claim_from_json,
    claim_to_json,
    document_from_json,
    document_to_json,
    iter_claims,
    read_claims,
    read_claims_csv,
    read_documents,
    write_claims,
    write_claims_csv,
    write_documents,
)
from realpolitik.ledger.claims_csv import safe_cell
from realpolitik.ledger.files import json_line
from realpolitik.model import Amount, DateBasis, EventDate, Span

GOLD: dict[str, object] = {
    "doc": "d1",
    "subject": "CHN",
    "relation": "lends",
    "object": "org:state-bank",
    "status": "actual",
    "attributed_to": None,
    "quote": "China lent",
    "start": 3,
    "end": 13,
}


def test_a_row_has_its_keys_in_their_order() -> None:
    """The contract of claims.jsonl: always these, then those that the claim has."""
    assert list(claim_to_json(make_claim())) == list(COLUMNS)

    full = make_claim(
        amount=Amount(text="$2 billion", value=2e9, unit="USD"),
        when=EventDate(text="May", basis=DateBasis.UNRESOLVED),
        role="creditor",
        evidence=make_evidence(subject=Span(0, 7), object=Span(13, 19), trigger=Span(8, 12)),
    )
    assert list(claim_to_json(full)) == [*COLUMNS, *OPTIONAL_COLUMNS]
    assert claim_to_json(full)["trigger_end"] == 12


def test_a_gold_row_is_enough() -> None:
    """Labels come from the ids, amounts and times keep their words, users' own fields are passed over."""
    claim = claim_from_json(
        GOLD | {"core": True, "amount": "$2 billion", "when": "in May", "role": "creditor", "x_n": 1}
    )

    assert (claim.subject_label, claim.object_label) == ("CHN", "State Bank")
    assert claim.amount == Amount(text="$2 billion")
    assert claim.when == EventDate(text="in May", basis=DateBasis.UNRESOLVED)
    assert (claim.role, claim.confidence) == ("creditor", 1.0)
    assert claim_from_json(GOLD | {"object": "org:"}).object_label == "org:"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"subject": None}, "field subject is missing; every row needs doc"),
        ({"subject": None, "quote": None}, "fields subject, quote are missing"),
        ({"atributed_to": "x"}, "field atributed_to is unknown; did you mean attributed_to?"),
        ({"zzz": 1}, "field zzz is unknown; remove it"),
        ({f"z{n}": n for n in range(9)}, r"z4, \.\.\. are unknown"),
        ({"subject": 5}, "subject is a number; write text"),
        ({"status": "maybe"}, "status is 'maybe'; write one of actual, possible, negated"),
        ({"start": "3"}, "start is text; write a whole number"),
        ({"start": True}, "start is true or false"),
        ({"start": 14}, "start and end give no span"),
        ({"start": -1}, "offsets count from 0"),
        ({"confidence": 1.5}, "from 0 to 1"),
        ({"confidence": "high"}, "confidence is text; write a number"),
        ({"confidence": 10**400}, "not a finite number"),
        ({"amount": ["$2"]}, "amount is a list"),
        ({"amount": "$2", "amount_shared": 1}, "amount_shared is a number; write true or false"),
        ({"when": "May", "when_basis": "guess"}, "when_basis is 'guess'; write one of metadata"),
        ({"when": "May", "when_start": "2031-02", "when_end": "2031-01"}, "reversed"),
        ({"subject_start": 1}, "subject_end is null"),
        ({"role": {"a": 1}}, "role is an object"),
    ],
)
def test_a_bad_row_is_refused_with_place_and_advice(change: dict[str, object], says: str) -> None:
    with pytest.raises(RecordError, match=says) as caught:
        claim_from_json(GOLD | change, path="claims.jsonl", line=41)

    assert str(caught.value).startswith("claims.jsonl:41: ")


@pytest.mark.parametrize("row", [None, [], "x", 5])
def test_a_row_that_is_no_object_is_refused(row: object) -> None:
    with pytest.raises(RecordError, match="one JSON object on each line"):
        claim_from_json(row)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"headings": [[0, 99]]}, "past the text's 4 characters"),
        ({"headings": [0, 1]}, "not a list of pairs"),
        ({"headings": [[2, 1]]}, "give no span"),
        ({"headings": [[True, 1]]}, "not a list of pairs"),
        ({"boilerplate": "x"}, "not a list of pairs"),
        ({"text": None}, "field text is missing"),
        ({"source_basis": "hearsay"}, "source_basis is 'hearsay'"),
        ({"published": "2031", "published_precision": "week"}, "published_precision is 'week'"),
    ],
)
def test_a_bad_document_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(RecordError, match=says):
        document_from_json({"id": "a", "text": "Chad"} | change)


def test_the_columns_of_documents() -> None:
    """`id`, `text` and the metadata are named as in the JSON Lines that a user gives."""
    assert list(document_to_json(make_document())) == [
        "id", "name", "media_type", "title", "source", "source_basis", "published", "url", "headings",
        "boilerplate", "text",
    ]  # fmt: skip


def test_bad_lines_are_counted_and_good_ones_kept(tmp_path: Path) -> None:
    """Not JSON, not UTF-8, odd numbers, nesting without end; a document without claims is no error."""
    good = json.dumps(GOLD)
    lines = [
        good.encode(), b"", b"{", b"\xff", b"[]", b'{"doc": "d2"}', b'{"doc": "d3", "core": true}',
        good.replace("3", "NaN", 1).encode(), b"[" * 100_000, b'{"doc": ' + b"9" * 5000 + b"}", good.encode(),
    ]  # fmt: skip
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    skipped: list[InputError] = []

    assert len(read_claims(path, on_skip=skipped.append)) == 2
    assert [error.line for error in skipped] == [3, 4, 5, 8, 9, 10]
    assert str(skipped[0]).startswith(f"{path}:3: not JSON at column 2")
    with pytest.raises(RecordError, match=":3: not JSON"):
        list(iter_claims(path))
    path.write_text('{"subject": "x"}')
    with pytest.raises(RecordError, match=":1: fields doc"):
        read_claims(path)


def test_a_file_that_cannot_be_read_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing file, a folder, a disk that fails midway."""
    for read in (read_claims, read_documents, read_claims_csv):
        with pytest.raises(SourceUnusableError, match="cannot be read: no such file"):
            read(tmp_path / "none")
        with pytest.raises(SourceUnusableError, match="cannot be read"):
            read(tmp_path)

    class Failing(io.BytesIO):
        def __next__(self) -> bytes:
            raise OSError(5, "Input/output error")

    class FailingText(io.StringIO):
        def __next__(self) -> str:  # type: ignore[override]
            raise OSError(5, "Input/output error")

    def open_failing(_path: Path, mode: str = "r", **_options: Any) -> Any:
        return Failing() if "b" in mode else FailingText()

    monkeypatch.setattr(Path, "open", open_failing)
    for read in (read_claims, read_claims_csv):
        with pytest.raises(SourceUnusableError, match="to its end: input/output error"):
            read(tmp_path / "a")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """What stood there before stays, and no temporary file is left."""
    path = tmp_path / "claims.jsonl"
    write_claims(path, [make_claim()])
    before = path.read_bytes()

    with pytest.raises(OutputError, match="infinite number"):
        write_claims(path, [make_claim(), make_claim(amount=Amount(text="x", value=float("inf")))])
    with pytest.raises(KeyboardInterrupt), atomic_writer(path):
        raise KeyboardInterrupt

    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["claims.jsonl"]


def test_a_full_disk_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "claims.jsonl"
    write_claims(path, [make_claim()])
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError) as caught:
        write_claims(path, [])

    assert (
        str(caught.value)
        == f"{path}: cannot be written: no space left on device; earlier output is unchanged"
    )
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["claims.jsonl"]


@pytest.mark.parametrize("write", [write_claims, write_documents, write_claims_csv])
def test_a_folder_that_is_missing_is_told(tmp_path: Path, write: Any) -> None:
    with pytest.raises(OutputError, match="cannot be written: no such file"):
        write(tmp_path / "none" / "a", [])


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_files_have_the_usual_rights(tmp_path: Path) -> None:
    """Not the private ones of a temporary file."""
    mask = os.umask(0o027)
    try:
        write_documents(tmp_path / "documents.jsonl", [make_document()])
    finally:
        os.umask(mask)

    assert (tmp_path / "documents.jsonl").stat().st_mode & 0o777 == 0o640


def test_counts_and_order() -> None:
    """Sorted by document and place, unless the caller vouches for the order."""
    claims = [make_claim(document="b"), make_claim(document="a", start=9), make_claim(document="a", start=2)]
    stream = io.StringIO()
    assert write_claims(stream, claims) == 3
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(row["doc"], row["start"]) for row in rows] == [("a", 2), ("a", 9), ("b", 0)]

    kept = io.StringIO()
    write_claims(kept, claims, ordered=True)
    assert [json.loads(line)["doc"] for line in kept.getvalue().splitlines()] == ["b", "a", "a"]
    assert write_documents(io.StringIO(), [make_document()], ordered=True) == 1
    assert write_claims_csv(io.StringIO(), claims, ordered=True) == 3


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    line = json_line({"a": "x\ud800y"})

    assert line.encode() == b'{"a": "x\\ud800y"}\n'
    assert json.loads(line) == {"a": "x\ud800y"}


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'x", "", "=cmd|' /C calc'!A0"],
)
def test_no_cell_starts_a_formula(text: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe in front."""
    assert safe_cell(text) == f"'{text}"


def test_cells_that_are_safe_stay_as_they_are() -> None:
    assert [safe_cell(value) for value in ("Norland", None, True, False, 3, -0.5, "\ud800")] == [
        "Norland", "", "true", "false", "3", "-0.5", "?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("d1,CHN,lends,VEN,actual,q,zero,9", "start is 'zero'; write a number"),
        ("d1,CHN,lends,VEN,actual,q,0,9,extra", "more cells than columns"),
        ("d1,CHN,lends,VEN,maybe,q,0,9", "status is 'maybe'"),
        ("d1,CHN", "are missing"),
    ],
)
def test_bad_rows_of_csv_are_counted(tmp_path: Path, row: str, says: str) -> None:
    header = "doc,subject,relation,object,status,quote,start,end\n"
    path = tmp_path / "a.csv"
    path.write_text(f"{header}{row}\nd1,CHN,lends,VEN,actual,q,0,9\n")
    skipped: list[InputError] = []

    assert len(read_claims_csv(path, on_skip=skipped.append)) == 1
    assert says in str(skipped[0])
    assert skipped[0].line == 2
    with pytest.raises(RecordError, match=":2: "):
        read_claims_csv(path)


@pytest.mark.parametrize("data", [b"doc\n\xff\n", b'doc\n"open\n'])
def test_what_is_no_csv_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(SourceUnusableError, match="not a CSV of claims"):
        read_claims_csv(tmp_path / "a.csv")


def test_shared_amounts_survive_csv(tmp_path: Path) -> None:
    claim = make_claim(amount=Amount(text="-5 %", value=-5.0, unit="percent", shared=True))
    write_claims_csv(tmp_path / "a.csv", [claim])

    assert read_claims_csv(tmp_path / "a.csv") == (claim,)


def test_a_device_is_refused_as_output() -> None:
    """A rename would put a file in its place."""
    with pytest.raises(OutputError, match="not a regular file"), atomic_writer("/dev/null"):
        pass
