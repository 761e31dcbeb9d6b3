"""What is asked of the workers of a cluster, and what they answer: plain values that go over the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from realpolitik.building.dataset import Partition
from realpolitik.documents.sources import SourceFile

Problem = tuple[str, str | None, int | None, str]
"""Kind ("skipped" or "note"), path, line, and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What claims are found with, on any machine.

    Attributes:
        extractor: Module and name of the class that finds claims.
        pipeline: Name of an installed language pipeline; None for the shipped one.
        actors: Name and content of the user's files of actors.
        relations: Name and content of the user's files of relation types.
        fingerprint: Of all that decides what a document yields.
    """

    extractor: str
    pipeline: str | None
    actors: tuple[tuple[str, bytes], ...]
    relations: tuple[tuple[str, bytes], ...]
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """A part of the documents, to be read.

    Attributes:
        number: Of the partition.
        sources: Files and parts of files, in order.
        root: Where the set is written.
        run: Name of this run.
    """

    number: int
    sources: tuple[SourceFile, ...]
    root: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDone:
    """What was read.

    Attributes:
        number: Of the partition.
        documents: Number of documents.
        hashes: Of their ids as they want to be called, in order.
        lines: Of each file of JSON Lines: lines in this part, and whether one is more than blank.
        skipped: Number of records and files that were left out.
        told: The first problems.
    """

    number: int
    documents: int
    hashes: bytes
    lines: tuple[tuple[SourceFile, int, bool], ...]
    skipped: int
    told: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractTask:
    """A part of the documents, to find claims in.

    Attributes:
        number: Of the partition.
        root: Where the set is written.
        run: Name of this run.
        knowledge: What claims are found with.
        renamed: New ids of documents whose own an earlier one has, by their place in the partition.
        lines_before: Of files of which this partition has a later part: how many lines come before.
        reuse: Whether files of an earlier run may be taken.
    """

    number: int
    root: str
    run: str
    knowledge: Knowledge
    renamed: Mapping[int, str] = field(default_factory=dict)
    lines_before: Mapping[str, int] = field(default_factory=dict)
    reuse: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractDone:
    """What was found.

    Attributes:
        number: Of the partition.
        partition: Its name, and what is in it.
        software: Name and version of what found the claims; None where there was nothing to read.
        reused: Whether an earlier run had done it.
        told: The first problems.
    """

    number: int
    partition: Partition
    software: str | None
    reused: bool
    told: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTask:
    """A question for the ids of some documents.

    Attributes:
        number: Of the partition.
        root: Where the set is written.
        run: Name of this run.
        hashes: Of the ids that are asked for.
    """

    number: int
    root: str
    run: str
    hashes: frozenset[bytes]
