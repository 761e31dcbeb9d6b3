"""Claims as CSV that a spreadsheet cannot be made to run, and that reads back to the same claims.

A spreadsheet takes a cell that starts with =, +, -, @, a tab or a line break for a formula or a command.
Such text gets an apostrophe in front, which spreadsheets take for "this is text"; text that starts with an
apostrophe gets one more, so that reading back is exact.  Numbers are written as they are.  A null is an
empty cell; empty text is a lone apostrophe.

In and out: `Claim` values and CSV files (UTF-8, RFC 4180, one header row, all columns in the order of rows).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from realpolitik.errors import InputError, OutputError, RecordError, SourceUnusableError
from realpolitik.ledger.claim_rows import COLUMNS, OPTIONAL_COLUMNS, claim_from_json, claim_to_json
from realpolitik.ledger.claims import claim_order
from realpolitik.ledger.files import atomic_writer, reason
from realpolitik.model import Claim

_HEADER = (*COLUMNS, *OPTIONAL_COLUMNS)
_INTEGERS = frozenset(
    {"start", "end"}
    | {f"{part}_{side}" for part in ("subject", "object", "trigger") for side in ("start", "end")}
)
_NUMBERS = frozenset({"confidence", "amount_value"})
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "'", "＝", "＋", "－", "＠")
_LONGEST_CELL = 10_000_000


def safe_cell(value: object) -> str:
    """Return a value as the text of a CSV cell that no spreadsheet runs.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("'tis"), safe_cell(""), safe_cell(None), safe_cell(-2.5)
    ("'=HYPERLINK(1)", "''tis", "'", '', '-2.5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value).encode("utf-8", "replace").decode("utf-8")  # CSV has no escape for a lone surrogate
    return f"'{text}" if not text or text.lstrip(" ").startswith(_RISKY) else text


def write_claims_csv(target: Path | str | IO[str], claims: Iterable[Claim], *, ordered: bool = False) -> int:
    """Write claims as CSV, sorted, and return how many there were.

    Args:
        target: A path, which is written atomically, or an open text stream.
        claims: In any order.
        ordered: The claims come in a deterministic order already: write them as they come, with flat memory.

    Raises:
        OutputError: The file cannot be written.
    """
    rows = claims if ordered else sorted(claims, key=claim_order)
    if isinstance(target, str | Path):
        with atomic_writer(target) as stream:
            return _write(stream, rows)
    return _write(target, rows)


def iter_claims_csv(
    path: Path | str, *, on_skip: Callable[[InputError], None] | None = None
) -> Iterator[Claim]:
    """Read the claims of a CSV file that `write_claims_csv` wrote, one by one.

    Args:
        path: The file.
        on_skip: Is told of each bad row; None makes the first one fatal.

    Raises:
        SourceUnusableError: The file cannot be read, or is no CSV of claims.
        RecordError: A row is bad, and `on_skip` is None.
    """
    try:
        stream = Path(path).open(encoding="utf-8-sig", newline="")  # noqa: SIM115 - closed below
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read: {reason(exc)}", path=str(path)) from exc
    with stream:
        rows = csv.DictReader(stream, strict=True)
        for row in _rows(rows, str(path)):
            try:
                claim = claim_from_json(
                    _values(row, str(path), rows.line_num), path=str(path), line=rows.line_num
                )
            except RecordError as exc:
                if on_skip is None:
                    raise
                on_skip(exc)
            else:
                yield claim


def read_claims_csv(
    path: Path | str, *, on_skip: Callable[[InputError], None] | None = None
) -> tuple[Claim, ...]:
    """Read all claims of a CSV file that `write_claims_csv` wrote.

    Raises:
        SourceUnusableError: The file cannot be read, or is no CSV of claims.
        RecordError: A row is bad, and `on_skip` is None.
    """
    return tuple(iter_claims_csv(path, on_skip=on_skip))


def _write(stream: IO[str], claims: Iterable[Claim]) -> int:
    writer = csv.writer(stream)
    writer.writerow(_HEADER)
    count = 0
    for claim in claims:
        row = claim_to_json(claim)
        try:
            writer.writerow([safe_cell(row.get(name)) for name in _HEADER])
        except csv.Error as exc:  # pragma: no cover - no text is known that Python's writer refuses
            raise OutputError(f"claim {claim.id} cannot be told in CSV: {exc}", path="CSV") from exc
        count += 1
    return count


def _rows(rows: csv.DictReader[str], path: str) -> Iterator[Mapping[str, str | None]]:
    previous = csv.field_size_limit(_LONGEST_CELL)  # the library's limit is one for the whole process
    try:
        yield from rows
    except (csv.Error, UnicodeDecodeError) as exc:
        raise SourceUnusableError(
            f"not a CSV of claims ({exc}); write it anew", path=path, line=rows.line_num
        ) from exc
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read to its end: {reason(exc)}", path=path) from exc
    finally:
        csv.field_size_limit(previous)


def _values(row: Mapping[str, str | None], path: str, line: int) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, cell in row.items():
        if not isinstance(cell, str | None) or name is None:
            raise RecordError("more cells than columns; quote cells that hold commas", path=path, line=line)
        if not cell:
            continue
        try:
            values[name] = _value(name, cell)
        except ValueError as exc:
            raise RecordError(f"{name} is {cell[:40]!r}; write a number", path=path, line=line) from exc
    return values


def _value(name: str, cell: str) -> object:
    if name in _INTEGERS:
        return int(cell)
    if name in _NUMBERS:
        return float(cell)
    if name == "amount_shared":
        return {"true": True, "false": False}.get(cell.lower(), cell)
    return cell.removeprefix("'")
