"""Rows on standard output: a table for people, JSON Lines, CSV, TSV or Markdown for what comes after."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice

import click

Row = Mapping[str, object]

_WIDEST_QUOTE = 60  # characters of a cell in a table on a terminal; pipes get everything
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that starts so


def write_rows(rows: Iterable[Row], *, format_: str | None, columns: Sequence[str] | None = None) -> None:
    """Write rows to standard output.

    Args:
        rows: Mappings with the same keys; JSON Lines are written as they come.
        format_: One of `options.FORMATS`; None for what fits where the output goes.
        columns: Keys to show, in order, plain words; all keys of the first row where None.  JSON Lines hold every key.
    """
    _WRITERS[format_ or default_format()](rows, columns)


def default_format() -> str:
    """Return "table" on a terminal and "jsonl" elsewhere."""
    return "table" if sys.stdout.isatty() else "jsonl"


def _write_jsonl(rows: Iterable[Row], columns: Sequence[str] | None) -> None:
    del columns
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False, default=str))


def _write_table(rows: Iterable[Row], columns: Sequence[str] | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    columns, rows = _columns(rows, columns)
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(_shortened(_cell(row.get(name)))) for name in columns))
    Console(file=sys.stdout, soft_wrap=False).print(table)


def _write_separated(delimiter: str) -> Callable[[Iterable[Row], Sequence[str] | None], None]:
    def write(rows: Iterable[Row], columns: Sequence[str] | None) -> None:
        columns, rows = _columns(rows, columns)
        writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_harmless(_cell(row.get(name))) for name in columns])

    return write


def _write_markdown(rows: Iterable[Row], columns: Sequence[str] | None) -> None:
    columns, rows = _columns(rows, columns)
    click.echo(f"| {' | '.join(columns)} |")
    click.echo(f"|{'|'.join('---' for _ in columns)}|")
    for row in rows:
        cells = (" ".join(_cell(row.get(name)).replace("|", "\\|").split()) for name in columns)
        click.echo(f"| {' | '.join(cells)} |")


_WRITERS = {
    "jsonl": _write_jsonl,
    "table": _write_table,
    "csv": _write_separated(","),
    "tsv": _write_separated("\t"),
    "markdown": _write_markdown,
}


def _columns(rows: Iterable[Row], columns: Sequence[str] | None) -> tuple[Sequence[str], Iterable[Row]]:
    if columns is not None:
        return columns, rows
    remaining = iter(rows)
    first = list(islice(remaining, 1))
    return (tuple(first[0]) if first else ()), chain(first, remaining)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST_QUOTE else f"{text[: _WIDEST_QUOTE - 1]}…"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
