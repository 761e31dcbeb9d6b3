"""Documents and claims as partitioned Parquet: where what lies, and how it is read.

    DIR/dataset.json            what it is, which partitions it has, what is in them
    DIR/documents/part-*.parquet, DIR/claims/part-*.parquet, DIR/skipped/part-*.parquet
    DIR/vocabulary/             the user's own actors and relation types
    DIR/_work/                  of a build that is under way, or was stopped

A path or the address of an object store flows in, documents with their claims flow out, partition by
partition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from realpolitik.errors import InputError, RecordError, SourceUnusableError
from realpolitik.ledger import claim_from_json, document_from_json
from realpolitik.ledger.partitions import read_parquet
from realpolitik.model import Claim, Document, DocumentId
from realpolitik.storage import Storage, local_path, told

DATASET = "dataset.json"
DOCUMENTS, CLAIMS, SKIPPED, VOCABULARY, WORK = "documents", "claims", "skipped", "vocabulary", "_work"
KINDS = (DOCUMENTS, SKIPPED, CLAIMS)  # claims last: who sees them may rely on the others
_FORMAT = 1
_NAME = re.compile(r"\w[^/\\\x00]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """One partition, and what is in it.

    Attributes:
        name: Of its files.
        documents: Number of documents.
        claims: Number of claims.
        statuses: Number of claims by status.
        words: Number of words of the documents.
        skipped: Number of records and documents that were left out.
        notes: Number of those that were read, but mended or renamed.
    """

    name: str
    documents: int
    claims: int
    statuses: Mapping[str, int] = field(default_factory=dict)
    words: int = 0
    skipped: int = 0
    notes: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """Folders in which it has a file."""
        return KINDS if self.skipped or self.notes else (DOCUMENTS, CLAIMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A partitioned set of documents and claims that a build made.

    Attributes:
        storage: Where it lies.
        inputs: The paths that were read.
        software: Name and version of what found the claims.
        fingerprint: Of all that decides what a document yields.
        extractor: Module and name of the class that found them.
        pipeline: Name of the language pipeline; None for the shipped one.
        actors: Names of the user's files of actors.
        relations: Names of the user's files of relation types.
        partitions: In reading order.
    """

    storage: Storage
    inputs: tuple[str, ...]
    software: str
    fingerprint: bytes
    extractor: str
    pipeline: str | None
    actors: tuple[str, ...]
    relations: tuple[str, ...]
    partitions: tuple[Partition, ...]

    def count(self, what: str) -> int:
        """Return a number of all partitions together.

        Args:
            what: `documents`, `claims`, `words`, `skipped` or `notes`.
        """
        return sum(int(getattr(partition, what)) for partition in self.partitions)

    def write(self, **more: object) -> None:
        """Write dataset.json, by which everything else counts.

        Args:
            **more: What people may want to know besides.

        Raises:
            OSError: It cannot be written.
        """
        about: dict[str, object] = {
            "realpolitik_dataset": _FORMAT,
            "inputs": list(self.inputs),
            "documents": self.count("documents"),
            "claims": self.count("claims"),
            "words": self.count("words"),
            "skipped": self.count("skipped"),
            "notes": self.count("notes"),
            "software": self.software,
            "fingerprint": self.fingerprint.hex(),
            "extractor": self.extractor,
            "pipeline": self.pipeline,
            "actors": list(self.actors),
            "relations": list(self.relations),
            **more,
            "partitions": [_as_json(partition) for partition in self.partitions],
        }
        text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
        self.storage.write(DATASET, text.encode("utf-8", "replace"))

    def read(self) -> Iterator[tuple[Document, Sequence[Claim]]]:
        """Yield the documents with their claims, a partition in memory at a time.

        Raises:
            InputError: A partition is missing or damaged.
        """
        for partition in self.partitions:
            yield from self.read_partition(partition)

    def read_partition(self, partition: Partition) -> Iterator[tuple[Document, Sequence[Claim]]]:
        """Yield the documents of a partition with their claims.

        Raises:
            InputError: It is missing or damaged.
        """
        claims: dict[DocumentId, list[Claim]] = {}
        for row in self._rows(CLAIMS, partition):
            claim = claim_from_json(row, path=partition.name)
            claims.setdefault(claim.evidence.document, []).append(claim)
        for row in self._rows(DOCUMENTS, partition):
            document = document_from_json(row, path=partition.name)
            yield document, claims.pop(document.id, ())
        if claims:
            problem = f"has claims of documents that are not there, such as {next(iter(claims))!r}"
            raise SourceUnusableError(problem, path=self.storage.shown(f"{CLAIMS}/{partition.name}"))

    def problems(self, partition: Partition) -> Iterator[tuple[str, RecordError]]:
        """Yield what was skipped ("skipped") or read with a note ("note") in a partition.

        Raises:
            InputError: It is missing or damaged.
        """
        if SKIPPED not in partition.kinds:
            return
        for row in self._rows(SKIPPED, partition):
            path, line, problem = row.get("path"), row.get("line"), row["problem"]
            error = RecordError(
                str(problem),
                path=None if path is None else str(path),
                line=line if isinstance(line, int) else None,
            )
            yield str(row["kind"]), error

    def _rows(self, kind: str, partition: Partition) -> Iterator[dict[str, object]]:
        name = f"{kind}/{partition.name}"
        try:
            with self.storage.open(name) as stream:
                yield from read_parquet(stream, path=self.storage.shown(name))
        except OSError as exc:
            raise SourceUnusableError(f"cannot be read: {told(exc)}", path=self.storage.shown(name)) from exc


def is_dataset(root: str) -> bool:
    """Tell whether there is a set at a path or address.

    >>> is_dataset("/nonexistent")
    False
    """
    here = local_path(root)
    return here is None or (Path(here) / DATASET).is_file()


def find_dataset(root: str) -> Dataset:
    """Return the set at a path or address.

    Raises:
        InputError: There is none, or it cannot be read.
        MissingExtraError: fsspec is not installed.
    """
    storage = Storage(root)
    try:
        with storage.open(DATASET) as stream:
            about = json.load(stream)
        return _from_json(storage, about)
    except FileNotFoundError as exc:
        problem = (
            f"holds no partitioned claims: it has no {DATASET}; make them with: realpolitik build --cluster"
        )
        raise InputError(problem, path=root) from exc
    except OSError as exc:
        raise InputError(f"cannot be read: {told(exc)}", path=root) from exc
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise InputError(f"is damaged, or of another version: {exc}", path=storage.shown(DATASET)) from exc


def _as_json(partition: Partition) -> dict[str, object]:
    return {
        "name": partition.name,
        "documents": partition.documents,
        "claims": partition.claims,
        "statuses": dict(partition.statuses),
        "words": partition.words,
        "skipped": partition.skipped,
        "notes": partition.notes,
    }


def _from_json(storage: Storage, about: Any) -> Dataset:
    if about["realpolitik_dataset"] != _FORMAT:
        raise ValueError(f"format {about['realpolitik_dataset']!r}")
    names = [row["name"] for row in about["partitions"]] + about["actors"] + about["relations"]
    if not all(_NAME.fullmatch(name) for name in names):
        raise ValueError("a name that is none of a file")
    return Dataset(
        storage=storage,
        inputs=tuple(about["inputs"]),
        software=about["software"],
        fingerprint=bytes.fromhex(about["fingerprint"]),
        extractor=about["extractor"],
        pipeline=about["pipeline"],
        actors=tuple(about["actors"]),
        relations=tuple(about["relations"]),
        partitions=tuple(Partition(**row) for row in about["partitions"]),
    )
