"""Rows as data frames of other libraries: pandas, polars, Arrow; each loaded when it is asked for.

Rows and, where they are fixed, their columns flow in.  With columns, every frame has all of them, in their
order and of their types, however few rows there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.errors import MissingExtraError
from realpolitik.model.column import Column, ColumnKind

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Row = Mapping[str, object]

_PANDAS = {  # by kind: without and with empty cells
    ColumnKind.WHOLE: ("int64", "Int64"),
    ColumnKind.NUMBER: ("float64", "float64"),
    ColumnKind.TRUTH: ("bool", "boolean"),
}


def to_pandas(rows: Iterable[Row], columns: Sequence[Column] | None = None) -> pd.DataFrame:
    """Return rows as a pandas frame.

    Args:
        rows: In order.
        columns: All columns; None takes what the rows have.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415 (an extra)
    except ImportError as exc:
        raise MissingExtraError("tables", purpose="a pandas data frame") from exc
    given = list(rows)
    if columns is None:
        return pd.DataFrame(given)
    frame = pd.DataFrame({column.name: [row.get(column.name) for row in given] for column in columns})
    kinds = {
        column.name: _PANDAS[column.kind][column.nullable] for column in columns if column.kind in _PANDAS
    }
    return frame.astype(kinds)


def to_arrow(rows: Iterable[Row], columns: Sequence[Column] | None = None) -> pa.Table:
    """Return rows as an Arrow table; arguments as of `to_pandas`.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 (an extra)
    except ImportError as exc:
        raise MissingExtraError("tables", purpose="an Arrow table") from exc
    given = [dict(row) for row in rows]
    if columns is None:
        return pa.Table.from_pylist(given)
    types: dict[ColumnKind, Any] = {
        ColumnKind.WHOLE: pa.int64(),
        ColumnKind.NUMBER: pa.float64(),
        ColumnKind.TRUTH: pa.bool_(),
        ColumnKind.LIST: pa.list_(pa.string()),
    }
    fields = [
        pa.field(column.name, types.get(column.kind, pa.string()), nullable=column.nullable)
        for column in columns
    ]
    return pa.Table.from_pylist(given, schema=pa.schema(fields))


def to_polars(rows: Iterable[Row], columns: Sequence[Column] | None = None) -> pl.DataFrame:
    """Return rows as a polars frame; arguments as of `to_pandas`.

    Raises:
        MissingExtraError: polars is not installed.
    """
    try:
        import polars as pl  # noqa: PLC0415 (an extra)
    except ImportError as exc:
        raise MissingExtraError("tables", purpose="a polars data frame") from exc
    given = [dict(row) for row in rows]
    if columns is None:
        return pl.DataFrame(given, infer_schema_length=None)
    types: dict[ColumnKind, Any] = {
        ColumnKind.WHOLE: pl.Int64(),
        ColumnKind.NUMBER: pl.Float64(),
        ColumnKind.TRUTH: pl.Boolean(),
        ColumnKind.LIST: pl.List(pl.String()),
    }
    schema = {column.name: types.get(column.kind, pl.String()) for column in columns}
    return pl.DataFrame({name: [row.get(name) for row in given] for name in schema}, schema=schema)
