"""Values in order, which show themselves as a table: in a notebook, as rows, as a data frame."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from realpolitik.analysis.frames import to_arrow, to_pandas, to_polars
from realpolitik.model.column import Column

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Frame = Literal["pandas", "polars", "arrow"]

_Value = TypeVar("_Value")
_HTML_ROWS = 50  # what a notebook shows of a long table


@dataclass(frozen=True, slots=True)
class Records(Sequence[_Value], Generic[_Value]):
    """Values in order, which show themselves as a table.

    Attributes:
        values: The values.
        row: Makes the row of one value.
        columns: All columns, where they are fixed and documented; None where rows say for themselves.
    """

    values: tuple[_Value, ...]
    row: Callable[[_Value], Mapping[str, object]]
    columns: tuple[Column, ...] | None = field(default=None, kw_only=True, repr=False)

    @overload
    def __getitem__(self, index: int) -> _Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Value]: ...
    def __getitem__(self, index: int | slice) -> _Value | Sequence[_Value]:
        """Return one value, or some."""
        return self.values[index]

    def __len__(self) -> int:
        """Count the values."""
        return len(self.values)

    def rows(self) -> Iterator[Mapping[str, object]]:
        """Yield each value as a flat row."""
        return map(self.row, self.values)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return to_pandas(self.rows(), self.columns)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars data frame.

        Raises:
            MissingExtraError: polars is not installed.
        """
        return to_polars(self.rows(), self.columns)

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table.

        Raises:
            MissingExtraError: pyarrow is not installed.
        """
        return to_arrow(self.rows(), self.columns)

    def to_frame(self, kind: Frame = "pandas") -> Any:
        """Return the rows as a frame of the library of that name.

        Raises:
            ValueError: There is no such kind of frame.
        """
        match kind:
            case "pandas":
                return self.to_pandas()
            case "polars":
                return self.to_polars()
            case "arrow":
                return self.to_arrow()
        raise ValueError(f"no frame is called {kind!r}; choose pandas, polars or arrow")

    def _repr_html_(self) -> str:
        return _html_table([self.row(value) for value in self.values[:_HTML_ROWS]], total=len(self))


def _html_table(rows: Sequence[Mapping[str, object]], *, total: int) -> str:
    """Return a table in which nothing that a document says can run."""
    if not rows:
        return "<p>none</p>"
    head = "".join(f"<th>{html.escape(name)}</th>" for name in rows[0])
    body = "".join(
        f"<tr>{''.join(f'<td>{html.escape(_shown(row.get(name)))}</td>' for name in rows[0])}</tr>"
        for row in rows
    )
    rest = f"<p>{total - len(rows)} more</p>" if total > len(rows) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
