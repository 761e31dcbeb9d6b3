"""What a build tells: report.json, and a few lines for people."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from realpolitik.errors import InputError
from realpolitik.folder import GraphFolder
from realpolitik.resources import VERSION

ACCURACY_NOTE = (
    "Claims are what a small language model and rules read in the text; the README gives measured precision "
    "and recall. A claim says what a document says, and not that it is so."
)
_LIBRARIES = ("pyoxigraph", "pyshacl", "pyvis", "rdflib", "spacy", "trafilatura")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build read, skipped and made; report.json holds it.

    Attributes:
        folder: Where the graph lies.
        inputs: The paths as given.
        documents: Number of documents read.
        skipped: What was left out, and why, in order.
        notes: What was read, but mended or renamed, in order.
        claims: Number of claims.
        by_status: Number of claims by status.
        by_category: Number of claims by category of their relation.
        relationships: Number of distinct subject, relation and object.
        actors: Number of actors that a claim names.
        versions: Of the software that made it.
        no_explorer: Why there is no explorer.html; None where there is one.
        changes: Number of documents added, replaced, removed, unchanged and read, against the graph before.
        seconds: How long each stage took that was done before the report was written.
        files: Size and SHA-256 of each file, by name; `realpolitik doctor` holds the files to them.
        accuracy: How far the claims can be relied on.
    """

    folder: GraphFolder
    inputs: tuple[str, ...]
    documents: int
    skipped: tuple[InputError, ...]
    notes: tuple[InputError, ...]
    claims: int
    by_status: Mapping[str, int]
    by_category: Mapping[str, int]
    relationships: int
    actors: int
    versions: Mapping[str, str]
    no_explorer: str | None = None
    changes: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    accuracy: str = ACCURACY_NOTE

    def to_json(self) -> dict[str, object]:
        """Return what report.json says; the first key is what marks a graph folder."""
        return {
            "realpolitik": self.versions["realpolitik"],
            "inputs": list(self.inputs),
            "documents": self.documents,
            "skipped": [_told(error) for error in self.skipped],
            "notes": [_told(note) for note in self.notes],
            "changes": dict(self.changes),
            "claims": self.claims,
            "claims_by_status": dict(self.by_status),
            "claims_by_category": dict(self.by_category),
            "relationships": self.relationships,
            "actors": self.actors,
            "explorer": self.no_explorer or "explorer.html",
            "files": {name: dict(told) for name, told in self.files.items()},
            "seconds": dict(self.seconds),
            "versions": dict(self.versions),
            "accuracy": self.accuracy,
        }

    def summary(self) -> str:
        """Return what a person wants to know after a build, with the paths."""
        told = ", ".join(f"{count} {status}" for status, count in self.by_status.items())
        read = f"{counted(self.documents, 'document')}, {counted(self.claims, 'claim')} ({told})"
        made = f"{counted(self.relationships, 'relation')} among {counted(self.actors, 'actor')}"
        lines = [f"{read}, {made}"]
        if self.changes.get("before"):
            words = (
                f"{self.changes[word]:,} {word}" for word in ("added", "replaced", "removed", "unchanged")
            )
            lines.append(f"documents: {', '.join(words)}")
        if self.skipped:
            lines.append(f"{counted(len(self.skipped), 'input')} skipped; {self.folder.report} says why")
        lines += [f"{name:9} {path}" for name, path in self._places()]
        return "\n".join(lines)

    def _places(self) -> Iterator[tuple[str, Path | str]]:
        yield "explorer", self.no_explorer or self.folder.explorer
        yield "claims", self.folder.claims
        yield "graph", self.folder.graph
        yield "store", self.folder.store
        yield "report", self.folder.report


def file_digests(folder: GraphFolder) -> dict[str, dict[str, object]]:
    """Return size and SHA-256 of the files of a graph that are there.

    >>> file_digests(GraphFolder(Path("/nonexistent")))
    {}
    """
    found: dict[str, dict[str, object]] = {}
    for path in (folder.documents, folder.claims, folder.graph, folder.explorer):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[path.name] = {"bytes": path.stat().st_size, "sha256": digest}
    return found


def versions(software: str) -> dict[str, str]:
    """Return the versions of all that made a graph.

    >>> versions("by hand")["extractor"]
    'by hand'
    """
    return {
        "realpolitik": VERSION,
        "extractor": software,
        "python": platform.python_version(),
        **{library: version(library) for library in _LIBRARIES},
    }


def counted(count: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(2_000, "claim")
    ('1 claim', '2,000 claims')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _told(error: InputError) -> dict[str, object]:
    return {"path": error.path, "line": error.line, "problem": error.problem}
