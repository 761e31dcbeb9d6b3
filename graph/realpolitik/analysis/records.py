"""Values in order, which show themselves as a table: in a notebook, as rows, as a data frame."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from realpolitik.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd

_Value = TypeVar("_Value")
_HTML_ROWS = 50  # what a notebook shows of a long table


@dataclass(frozen=True, slots=True)
class Records(Sequence[_Value], Generic[_Value]):
    """Values in order, which show themselves as a table.

    Attributes:
        values: The values.
        row: Makes the row of one value.
    """

    values: tuple[_Value, ...]
    row: Callable[[_Value], Mapping[str, object]]

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
        """Return the rows as a data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 (an extra)
        except ImportError as exc:
            raise MissingExtraError("notebooks", purpose="a data frame") from exc
        return pd.DataFrame(list(self.rows()))

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
