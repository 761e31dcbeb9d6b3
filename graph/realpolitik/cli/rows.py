"""Rows on standard output: a table for people, JSON Lines, CSV, TSV or Markdown for what comes after."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice

import click

from realpolitik.cli.lines import plain_line
from realpolitik.ledger.claims_csv import safe_cell
from realpolitik.model import Claim
from realpolitik.model.reported_event import ReportedEvent

Row = Mapping[str, object]
Columns = Sequence[str]

_NARROWEST_LAST = 20  # characters of a table's last column; every other format gets everything
_MARKUP = re.compile(r"[<|\[]")  # what begins a tag, a cell or a link in Markdown
_CLAIM_COLUMNS = ("subject_label", "relation", "object_label", "status", "attributed_to", "quote")


def write_claims(claims: Iterable[Claim], *, format_: str | None) -> None:
    """Write claims to standard output, as they come where the format allows it."""
    from realpolitik.ledger import COLUMNS, OPTIONAL_COLUMNS, claim_to_json

    columns = (*COLUMNS, *OPTIONAL_COLUMNS)
    write_rows(map(claim_to_json, claims), format_=format_, shown=_CLAIM_COLUMNS, columns=columns)


def write_events(events: Iterable[ReportedEvent], *, format_: str | None) -> None:
    """Write coded events to standard output, as they come where the format allows it."""
    from realpolitik.ledger.reported_events import COLUMNS, reported_event_to_json

    shown = ("source", "event", "target", "confidence", "quote")
    write_rows(map(reported_event_to_json, events), format_=format_, shown=shown, columns=COLUMNS)


def write_rows(
    rows: Iterable[Row], *, format_: str | None, shown: Columns | None = None, columns: Columns | None = None
) -> None:
    """Write rows to standard output.

    Args:
        rows: JSON Lines and CSV are written as they come.
        format_: One of `options.FORMATS`; None for what fits where the output goes.
        shown: Keys that a person wants to see, in order: those of a table and of Markdown.
        columns: All keys, in order: those of CSV and TSV; by default those of the first row.
    """
    chosen = format_ or ("table" if sys.stdout.isatty() else "jsonl")
    if chosen == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    wanted = shown if chosen in {"table", "markdown"} else columns
    if wanted is None:
        rows = iter(rows)
        first = list(islice(rows, 1))
        rows, wanted = chain(first, rows), tuple(first[0]) if first else shown or ()
    _WRITERS[chosen](rows, wanted)


def write_json(value: Mapping[str, object]) -> None:
    """Write one JSON object to standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _write_table(rows: Iterable[Row], columns: Columns) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout)
    table = Table(box=None, header_style="bold", pad_edge=False)
    lines = [[plain_line(_cell(row.get(name))) for name in columns] for row in rows]
    wanted = [max(map(len, cells)) for cells in zip(columns, *lines, strict=True)]
    # The last column, mostly a quote, takes what the others leave, and they leave it something.
    last = min(wanted[-1], _NARROWEST_LAST) if wanted else 0
    widest = _widest(wanted[:-1], console.width - last - 2 * len(columns))
    for name in columns[:-1]:
        table.add_column(name, no_wrap=True, max_width=max(widest, len(name)))
    table.add_column("".join(columns[-1:]), min_width=last)
    for cells in lines:
        table.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in cells))
    console.print(table)


def _widest(wanted: Sequence[int], room: int) -> int:
    """Return the width beyond which columns are cut so that all fit: narrow ones leave theirs to wide ones.

    >>> _widest([4, 30, 50], 60), _widest([4, 5], 60)
    (28, 60)
    """
    left = room
    for place, width in enumerate(sorted(wanted)):
        share = left // (len(wanted) - place)
        if width > share:
            return share
        left -= width
    return room


def _write_separated(delimiter: str) -> Callable[[Iterable[Row], Columns], None]:
    def write(rows: Iterable[Row], columns: Columns) -> None:
        writer = csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([safe_cell(_joined(row.get(name))) for name in columns])

    return write


def _as_text(found: re.Match[str]) -> str:
    return "&lt;" if found[0] == "<" else f"\\{found[0]}"


def _write_markdown(rows: Iterable[Row], columns: Columns) -> None:
    click.echo(f"| {' | '.join(columns)} |")
    click.echo(f"|{'|'.join('---' for _ in columns)}|")
    for row in rows:
        cells = (_MARKUP.sub(_as_text, plain_line(_cell(row.get(name)))) for name in columns)
        click.echo(f"| {' | '.join(cells)} |")


_WRITERS: Mapping[str, Callable[[Iterable[Row], Columns], None]] = {
    "table": _write_table,
    "csv": _write_separated(","),
    "tsv": _write_separated("\t"),
    "markdown": _write_markdown,
}


def _joined(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3f}" if isinstance(value, float) else str(_joined(value))
