"""Rows on standard output, in each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from factories import make_claim
from realpolitik.cli.options import FORMATS
from realpolitik.cli.rows import write_claims, write_json, write_rows

_ROWS: list[dict[str, Any]] = [
    {
        "id": "VEN",
        "label": "=Venezuela|Caracas",
        "claims": 3,
        "aliases": ["a", "b"],
        "share": 0.5,
        "open": True,
    },
    {"id": "CHN", "label": "China\nBeijing", "claims": -1, "aliases": [], "share": None, "open": False},
]


def test_json_lines_hold_every_key_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is shown to people."""
    write_rows(_ROWS, format_="jsonl", shown=("id",))

    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == _ROWS


def test_a_pipe_gets_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal would get a table."""
    write_rows(_ROWS, format_=None)

    assert capsys.readouterr().out.startswith('{"id": "VEN"')


def test_a_terminal_gets_a_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With what a person wants to see, cells on one line each."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")

    write_rows(_ROWS, format_=None, shown=("id", "label"))

    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        ["id", "label"],
        ["VEN", "=Venezuela|Caracas"],
        ["CHN", "China", "Beijing"],
    ]


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_switched_off(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """By the two ways that everybody knows."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv(variable, value)

    write_rows(_ROWS, format_="table")

    assert "\x1b[3" not in capsys.readouterr().out


@pytest.mark.parametrize(("format_", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_spreadsheet_gets_all_columns_and_runs_nothing(
    capsys: pytest.CaptureFixture[str], format_: str, delimiter: str
) -> None:
    """A cell that starts like a formula is made text."""
    write_rows(_ROWS, format_=format_, shown=("id",))

    header, first, second = csv.reader(io.StringIO(capsys.readouterr().out), delimiter=delimiter)
    assert header == list(_ROWS[0])
    assert first == ["VEN", "'=Venezuela|Caracas", "3", "a, b", "0.5", "true"]
    assert second == ["CHN", "China\nBeijing", "-1", "'", "", "false"]


def test_markdown_stays_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the cells hold."""
    write_rows(_ROWS, format_="markdown", shown=("label", "share"))

    assert capsys.readouterr().out.splitlines() == [
        "| label | share |",
        "|---|---|",
        "| =Venezuela\\|Caracas | 0.500 |",
        "| China Beijing |  |",
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_no_rows_are_no_error(capsys: pytest.CaptureFixture[str], format_: str) -> None:
    """An empty answer is an answer."""
    write_rows([], format_=format_, shown=("id",))

    assert "VEN" not in capsys.readouterr().out


def test_a_long_cell_is_cut_in_a_table_only(capsys: pytest.CaptureFixture[str]) -> None:
    """A quote can be a paragraph."""
    write_rows([{"quote": "x" * 500}], format_="table")

    assert "…" in capsys.readouterr().out


def test_json_lines_come_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    """A reader of a pipe need not wait for the end."""

    def rows() -> Iterator[dict[str, object]]:
        yield {"id": 1}
        assert capsys.readouterr().out == '{"id": 1}\n'
        yield {"id": 2}

    write_rows(rows(), format_="jsonl")

    assert capsys.readouterr().out == '{"id": 2}\n'


def test_claims_have_the_columns_of_claims_jsonl(capsys: pytest.CaptureFixture[str]) -> None:
    """Optional ones too, though the first claim has none of them."""
    write_claims([make_claim()], format_="csv")

    header = capsys.readouterr().out.splitlines()[0].split(",")
    assert header[:4] == ["id", "doc", "subject", "relation"]
    assert header[-1] == "role"


def test_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    """For a program that wants figures."""
    write_json({"triple": {"f1": 0.5}})

    assert json.loads(capsys.readouterr().out) == {"triple": {"f1": 0.5}}
