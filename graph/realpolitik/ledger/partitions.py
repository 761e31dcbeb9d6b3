"""Partitions of a large set of documents and claims, as Parquet in memory: one file of each kind.

In and out: rows as documents.jsonl and claims.jsonl have them, and bytes.  A partition also carries what is
to be known about it, in the file's metadata, which is read without its rows.  Needs pyarrow.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from realpolitik.errors import MissingExtraError, SourceUnusableError
from realpolitik.ledger.claims_parquet import claim_schema
from realpolitik.ledger.document_rows import DOCUMENT_SPANS, DOCUMENT_TEXTS

if TYPE_CHECKING:
    import pyarrow as pa

_ABOUT = b"realpolitik"
_ROWS = 4_000  # of a group, which is what a reader unpacks at a time
_RUNS = 500


def claims_parquet(rows: Iterable[Mapping[str, object]], about: Mapping[str, object]) -> bytes:
    """Return rows of claims.jsonl as a Parquet file.

    Args:
        rows: In their order.
        about: What is to be known of the partition, for `read_about`.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    return _file(rows, claim_schema(), about)


def documents_parquet(rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return rows of documents.jsonl as a Parquet file.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    pa, _ = _libraries()
    spans = pa.list_(pa.list_(pa.int64()))
    fields = [pa.field(name, pa.string(), nullable=name != "id") for name in DOCUMENT_TEXTS]
    fields += [pa.field(name, spans) for name in DOCUMENT_SPANS]
    return _file(rows, pa.schema([*fields, pa.field("text", pa.string(), nullable=False)]), {})


def skips_parquet(rows: Iterable[Mapping[str, object]]) -> bytes:
    """Return what was skipped, or read with a note, as a Parquet file: kind, path, line, problem.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    pa, _ = _libraries()
    texts = [pa.field(name, pa.string()) for name in ("kind", "path")]
    schema = pa.schema([*texts, pa.field("line", pa.int64()), pa.field("problem", pa.string())])
    return _file(rows, schema, {})


def texts_parquet(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> bytes:
    """Return rows of texts as a Parquet file, for what one step of a build leaves to the next.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    pa, _ = _libraries()
    return _file(rows, pa.schema([pa.field(name, pa.string()) for name in columns]), {})


def read_parquet(stream: BinaryIO, *, path: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a partition, without what is empty in them.

    Raises:
        MissingExtraError: pyarrow is not installed.
        SourceUnusableError: It is damaged.
    """
    pa, pq = _libraries()
    try:
        with pq.ParquetFile(stream) as file:
            for batch in file.iter_batches(batch_size=_RUNS):
                for row in batch.to_pylist():
                    yield {name: value for name, value in row.items() if value is not None}
    except pa.ArrowException as exc:
        raise _damaged(exc, path) from exc


def read_about(stream: BinaryIO, *, path: str) -> Mapping[str, Any]:
    """Return what is to be known of a partition, without reading its rows.

    Raises:
        MissingExtraError: pyarrow is not installed.
        SourceUnusableError: It is damaged, or no partition.
    """
    pa, pq = _libraries()
    try:
        with pq.ParquetFile(stream) as file:
            about: Mapping[str, Any] = json.loads(file.schema_arrow.metadata[_ABOUT])
    except (pa.ArrowException, KeyError, TypeError, ValueError) as exc:
        raise _damaged(exc, path) from exc
    return about


def _file(rows: Iterable[Mapping[str, object]], schema: pa.Schema, about: Mapping[str, object]) -> bytes:
    pa, pq = _libraries()
    held: Sequence[Mapping[str, object]] = list(rows)
    columns = {name: [_storable(row.get(name)) for row in held] for name in schema.names}
    told = {_ABOUT: json.dumps(about, sort_keys=True).encode()}
    table = pa.table(columns, schema=schema.with_metadata({**(schema.metadata or {}), **told}))
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", row_group_size=_ROWS)
    return stream.getvalue()


def _storable(value: object) -> object:
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def _damaged(exc: Exception, path: str) -> SourceUnusableError:
    words = " ".join(str(exc).split())[:200]
    return SourceUnusableError(f"is damaged ({words}); remove it and build again", path=path)


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 (an extra)
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as exc:
        raise MissingExtraError("dask", purpose="a partitioned build") from exc
    return pa, pq
