"""Tables for other libraries: stable columns, of stable types, however few rows there are."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pytest

import realpolitik as rp
from realpolitik.analysis.records import Records
from realpolitik.analysis.tables import ACTOR_COLUMNS, DOCUMENT_COLUMNS, RELATION_COLUMNS
from realpolitik.errors import MissingExtraError
from realpolitik.folder import GraphFolder
from realpolitik.ledger.claim_columns import CLAIM_COLUMNS
from realpolitik.model.column import Column, ColumnKind

TABLES = {
    "claims": CLAIM_COLUMNS,
    "relations": RELATION_COLUMNS,
    "actors": ACTOR_COLUMNS,
    "documents": DOCUMENT_COLUMNS,
}
_DOCS = Path(__file__).parents[2] / "docs" / "tables.md"


@pytest.fixture
def graph(small_graph: GraphFolder) -> rp.Graph:
    return rp.open(small_graph.path)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_each_table_has_its_columns_in_every_library(graph: rp.Graph, name: str, kind: str) -> None:
    """All of them, in order; and as many rows as values."""
    frame = getattr(graph, name)(as_=kind)
    names = frame.schema.names if kind == "arrow" else list(frame.columns)

    assert names == [column.name for column in TABLES[name]]
    assert frame.shape[0] == len(getattr(graph, name)()) > 0


def test_types_do_not_depend_on_the_rows(graph: rp.Graph) -> None:
    """A selection that is empty, or has no amounts, still has number columns."""
    nobody = graph.claims(subject="France", category="oil", as_="pandas")
    everything = graph.claims(as_="pandas")

    assert len(nobody) == 0
    assert list(nobody.columns) == list(everything.columns)
    assert everything["start"].dtype == "int64"
    assert everything["trigger_start"].dtype == "Int64"
    assert everything["amount_value"].dtype == "float64"
    assert (
        graph.claims(subject="France", category="oil", as_="arrow").schema.field("start").type == pa.int64()
    )


def test_the_three_libraries_hold_the_same_cells(graph: rp.Graph) -> None:
    """Nothing is lost between them."""
    arrow = graph.claims(as_="arrow").to_pylist()

    assert graph.claims(as_="polars").to_dicts() == arrow
    assert [row["id"] for row in arrow] == list(graph.claims(as_="pandas")["id"])
    assert [row["id"] for row in arrow] == [claim.id for claim in graph.claims()]


def test_rows_without_fixed_columns_become_frames_too() -> None:
    """Such as those of a query."""
    records = Records((1, 2), lambda value: {"value": value, "half": value / 2})

    assert records.to_frame("polars").columns == ["value", "half"]
    assert records.to_frame("arrow").to_pylist() == [{"value": 1, "half": 0.5}, {"value": 2, "half": 1.0}]
    assert list(records.to_frame()["half"]) == [0.5, 1.0]
    with pytest.raises(ValueError, match="no frame is called 'excel'"):
        records.to_frame("excel")  # type: ignore[arg-type]


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_without_a_library_the_extra_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that brings it."""
    monkeypatch.setitem(sys.modules, library, None)
    kind = {"pyarrow": "arrow"}.get(library, library)

    with pytest.raises(MissingExtraError, match=r"realpolitik\[tables\]"):
        Records((), dict).to_frame(kind)  # type: ignore[arg-type]


def _documented(columns: tuple[Column, ...]) -> list[str]:
    return [
        f"| `{column.name}` | {column.kind.value}{', may be empty' if column.nullable else ''} "
        f"| {column.meaning} |"
        for column in columns
    ]


@pytest.mark.skipif(not _DOCS.exists(), reason="an installation without the docs")
@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_documented_as_it_is(name: str) -> None:
    """docs/tables.md is held to the code, cell by cell and in order."""
    lines = _DOCS.read_text(encoding="utf-8").splitlines()
    start = lines.index(f"## {name.capitalize()}")
    section = lines[start + 1 :]
    rows = [line for line in section[: _next(section)] if line.startswith("| `")]

    assert rows == _documented(TABLES[name])


def _next(lines: list[str]) -> int:
    return next((place for place, line in enumerate(lines) if line.startswith("## ")), len(lines))


def test_lists_stay_lists(graph: rp.Graph) -> None:
    """The documents behind a relation are a list of ids in every library."""
    column = next(column for column in RELATION_COLUMNS if column.name == "documents")

    assert column.kind is ColumnKind.LIST
    assert graph.relations(as_="arrow").schema.field("documents").type == pa.list_(pa.string())
    assert isinstance(graph.relations(as_="pandas")["documents"][0], list)
