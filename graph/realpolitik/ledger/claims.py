"""claims.jsonl: every claim on a line of its own, self-contained; claims.parquet is read likewise.

In and out: `Claim` values and files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from realpolitik.errors import InputError
from realpolitik.ledger.claim_rows import claim_from_json, claim_to_json
from realpolitik.ledger.files import iter_values, write_rows
from realpolitik.model import Claim


def claim_order(claim: Claim) -> tuple[object, ...]:
    """Return the key by which claims.jsonl is sorted: document, place in it, what is said.

    Two different claims never share a key, so the order doesn't depend on that of the input: two that say the
    same in the same place, such as one with an amount and one without, are told apart by all their fields.
    """
    span = claim.evidence.span
    said = (claim.subject, claim.relation, claim.object, claim.status.value)
    return (claim.evidence.document, span.start, span.end, *said, claim.attributed_to or "", repr(claim))


def write_claims(target: Path | str | IO[str], claims: Iterable[Claim], *, ordered: bool = False) -> int:
    """Write claims as JSON Lines, sorted, and return how many there were.

    Args:
        target: A path, which is written atomically, or an open text stream.
        claims: In any order.
        ordered: The claims come in a deterministic order already: write them as they come, with flat memory.

    Raises:
        OutputError: The file cannot be written, or an amount is not a finite number.
    """
    return write_rows(target, map(claim_to_json, claims if ordered else sorted(claims, key=claim_order)))


def iter_claims(path: Path | str, *, on_skip: Callable[[InputError], None] | None = None) -> Iterator[Claim]:
    """Read claims one by one, in the order of the file.

    A gold row that holds `doc` alone says that the document was read and nothing found: it is no claim.

    Args:
        path: A file of claims, or of gold rows; Parquet where its name ends in .parquet.
        on_skip: Is told of each bad row; None makes the first one fatal.

    Raises:
        SourceUnusableError: The file cannot be read.
        RecordError: A row is bad, and `on_skip` is None.
    """
    if Path(path).suffix == ".parquet":
        from realpolitik.ledger.claims_parquet import iter_claims_parquet  # noqa: PLC0415 (an extra)

        return iter_claims_parquet(path, on_skip=on_skip)
    return iter_values(path, _claim, on_skip=on_skip)


def read_claims(
    path: Path | str, *, on_skip: Callable[[InputError], None] | None = None
) -> tuple[Claim, ...]:
    """Read all claims of a file; see `iter_claims`.

    Raises:
        SourceUnusableError: The file cannot be read.
        RecordError: A row is bad, and `on_skip` is None.
    """
    return tuple(iter_claims(path, on_skip=on_skip))


def _claim(row: object, path: str, line: int) -> Claim | None:
    if isinstance(row, Mapping) and set(row) <= {"doc", "core"} and isinstance(row.get("doc"), str):
        return None
    return claim_from_json(row, path=path, line=line)
