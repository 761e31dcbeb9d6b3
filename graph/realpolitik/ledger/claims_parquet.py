"""Claims as Parquet: the columns of `claim_columns`, typed, read back to the same claims.

In and out: `Claim` values and files.  Needs pyarrow, which the extra `tables` brings.  A lone surrogate,
which UTF-8 cannot hold, becomes a question mark; everything else is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from realpolitik.errors import InputError, MissingExtraError, RecordError, SourceUnusableError
from realpolitik.ledger.claim_columns import CLAIM_COLUMNS
from realpolitik.ledger.claim_rows import claim_from_json, claim_to_json
from realpolitik.ledger.claims import claim_order
from realpolitik.ledger.files import atomic_writer, reason
from realpolitik.model import Claim
from realpolitik.model.column import ColumnKind

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 20_000  # of a row group: some 20 MB in memory at most
_WHOLE = frozenset(column.name for column in CLAIM_COLUMNS if column.kind is ColumnKind.WHOLE)


def write_claims_parquet(path: Path | str, claims: Iterable[Claim], *, ordered: bool = False) -> int:
    """Write claims as Parquet, sorted, and return how many there were.

    Args:
        path: Written atomically.
        claims: In any order.
        ordered: The claims come in a deterministic order already: write them as they come, with flat memory.

    Raises:
        MissingExtraError: pyarrow is not installed.
        OutputError: The file cannot be written.
    """
    pa, pq = _libraries()
    schema = claim_schema()
    count = 0
    with atomic_writer(path) as stream:
        binary = cast("Any", stream).buffer
        with pq.ParquetWriter(binary, schema, compression="zstd") as writer:
            rows = map(claim_to_json, claims if ordered else sorted(claims, key=claim_order))
            while batch := list(islice(rows, _ROWS)):
                columns = {name: [_storable(row.get(name)) for row in batch] for name in schema.names}
                writer.write_table(pa.table(columns, schema=schema))
                count += len(batch)
    return count


def iter_claims_parquet(
    path: Path | str, *, on_skip: Callable[[InputError], None] | None = None
) -> Iterator[Claim]:
    """Read the claims of a Parquet file one by one, in its order.

    Args:
        path: The file; columns that hold a claim's fields may be missing where they are optional.
        on_skip: Is told of each bad row; None makes the first one fatal.

    Raises:
        MissingExtraError: pyarrow is not installed.
        SourceUnusableError: The file cannot be read, or is no Parquet.
        RecordError: A row is bad, and `on_skip` is None.
    """
    for number, row in iter_parquet_rows(path):
        try:
            yield claim_from_json(row, path=str(path), line=number)
        except RecordError as exc:
            if on_skip is None:
                raise
            on_skip(exc)


def iter_parquet_rows(path: Path | str) -> Iterator[tuple[int, dict[str, object]]]:
    """Read the rows of a Parquet file as claims.jsonl would have them, each with its 1-based number.

    Raises:
        MissingExtraError: pyarrow is not installed.
        SourceUnusableError: The file cannot be read, or is no Parquet.
    """
    pa, pq = _libraries()
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    given = {name: _whole(name, value) for name, value in row.items() if value is not None}
                    yield number, given
    except pa.ArrowException as exc:
        problem = f"not a Parquet file ({' '.join(str(exc).split())}); write it anew"
        raise SourceUnusableError(problem, path=str(path)) from exc
    except OSError as exc:
        raise SourceUnusableError(f"cannot be read: {reason(exc)}", path=str(path)) from exc


def claim_schema() -> pa.Schema:
    """Return the Arrow schema of claims; each field's metadata holds what the column means.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    pa, _ = _libraries()
    types = {
        ColumnKind.WHOLE: pa.int64(),
        ColumnKind.NUMBER: pa.float64(),
        ColumnKind.TRUTH: pa.bool_(),
    }
    return pa.schema(
        [
            pa.field(
                column.name,
                types.get(column.kind, pa.string()),
                nullable=column.nullable,
                metadata={"description": column.meaning},
            )
            for column in CLAIM_COLUMNS
        ]
    )


def _whole(name: str, value: object) -> object:
    """Return 12 for the 12.0 that a frame with gaps makes of an offset."""
    is_whole = name in _WHOLE and isinstance(value, float) and value.is_integer()
    return int(cast("float", value)) if is_whole else value


def _storable(value: object) -> object:
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 (an extra)
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as exc:
        raise MissingExtraError("tables", purpose="Parquet") from exc
    return pa, pq
