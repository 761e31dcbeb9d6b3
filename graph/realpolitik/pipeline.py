"""The order of the work: documents, claims, relationships, quads, page.  Alone knows all rooms.

Each stage imports its room when it runs, so that reading a graph loads no language pipeline.
"""

from __future__ import annotations

import json
import platform
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from realpolitik import __version__
from realpolitik.errors import InputError, RealpolitikError, SourceUnusableError
from realpolitik.folder import GraphFolder, staged_folder
from realpolitik.model import Claim, Document, Relationship
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_LIBRARIES = ("pyoxigraph", "pyshacl", "pyvis", "rdflib", "spacy", "trafilatura")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build read, skipped and made.

    Attributes:
        inputs: The paths as given.
        documents: Number of documents read.
        skipped: What was left out, and why, in order.
        claims: Number of claims.
        by_status: Number of claims by status.
        by_category: Number of claims by category of their relation.
        relationships: Number of distinct subject, relation and object.
        actors: Number of actors that a claim names.
        versions: Of the software that made it.
    """

    inputs: tuple[str, ...]
    documents: int
    skipped: tuple[InputError, ...]
    claims: int
    by_status: Mapping[str, int]
    by_category: Mapping[str, int]
    relationships: int
    actors: int
    versions: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Inputs:
    """Where documents come from, and what happens to those that cannot be read.

    Attributes:
        paths: Files, folders, or "-" for standard input.
        stdin: Standard input, for "-".
        strict: The first input that cannot be read ends the run.
        on_skip: Told of each input that is skipped.
        on_document: Told the id of each document when its turn comes.
        skipped: What was skipped so far.
    """

    paths: Sequence[str]
    stdin: BinaryIO | None = None
    strict: bool = False
    on_skip: Callable[[InputError], None] = field(default=lambda _error: None)
    on_document: Callable[[str], None] = field(default=lambda _name: None)
    skipped: list[InputError] = field(default_factory=list)

    def skip(self, error: InputError) -> None:
        """Note an input that cannot be used, or end the run.

        Raises:
            InputError: The run is strict.
        """
        if self.strict:
            raise error
        self.skipped.append(error)
        self.on_skip(error)

    def read(self) -> Iterator[Document]:
        """Yield the documents in order.

        Raises:
            InputError: There is not one, or the run is strict and one is bad.
        """
        from realpolitik.documents import iter_documents

        found = 0
        for document in iter_documents(self.paths, stdin=self.stdin, on_skip=self.skip):
            found += 1
            self.on_document(document.id)
            yield document
        if not found:
            if len(self.skipped) == 1:
                raise self.skipped[0]
            raise SourceUnusableError("there is no document that can be read", path=", ".join(self.paths))


def seed_paths() -> tuple[str, ...]:
    """Return the documents that come with realpolitik.

    >>> len(seed_paths())
    5
    """
    return tuple(str(path) for path in sorted(resource_path("seeds").glob("[0-9]*.md")))


def load_vocabulary(
    actor_files: Iterable[Path | str] = (), relation_files: Iterable[Path | str] = ()
) -> tuple[RelationScheme, ActorRegistry]:
    """Read the relation scheme and the actor registry, the user's own files last."""
    from realpolitik.rdf import read_actor_registry, read_relation_scheme

    shipped = sorted(resource_path("ontology/actors").glob("*.ttl"))
    scheme = read_relation_scheme([resource_path("ontology/relations.ttl"), *map(Path, relation_files)])
    return scheme, read_actor_registry([*shipped, *map(Path, actor_files)])
