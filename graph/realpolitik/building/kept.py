"""A graph of claims that were found elsewhere.

Partitions flow in; what a build asks of its documents and of its extractor flows out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from realpolitik.building.crew import WorkSettings
from realpolitik.building.dataset import VOCABULARY, Dataset
from realpolitik.building.fingerprint import fingerprint
from realpolitik.building.inputs import Inputs
from realpolitik.building.making import Maker
from realpolitik.errors import InputError
from realpolitik.model import Claim, Document, DocumentId
from realpolitik.storage import told
from realpolitik.vocabulary import ActorRegistry


@dataclass(slots=True, kw_only=True)
class KeptInputs(Inputs):
    """The documents of partitions, and the claims that were found in them.

    Attributes:
        dataset: The partitions.
        software: Name and version of what found the claims.
    """

    dataset: Dataset
    _claims: dict[DocumentId, tuple[Claim, ...]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Name and version of what found the claims."""
        return self.dataset.software

    def read(self) -> Iterator[Document]:
        """Yield the documents in order, and what was skipped when they were read.

        Raises:
            InputError: A partition is missing or damaged, or the run is strict and something was skipped.
        """
        for partition in self.dataset.partitions:
            for kind, error in self.dataset.problems(partition):
                if kind == "note":
                    self.notes.append(error)
                else:
                    self.skip(error)
        for document, claims in self.dataset.read():
            self._claims = {document.id: tuple(claims)}
            self.on_document(document.id)
            yield document

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of the document that was read last."""
        return self._claims[document.id]

    def maker(self, registry: ActorRegistry, *, actors: Sequence[str], relations: Sequence[str]) -> Maker:
        """Return what makes entries of these documents, one after another, as they are read.

        Where this is the software that found the claims, what is made counts as made here: a build of
        documents goes on from there.
        """
        here = fingerprint(
            self.dataset.extractor,
            pipeline=self.dataset.pipeline,
            actors=map(Path, actors),
            relations=map(Path, relations),
        )
        there = self.dataset.fingerprint
        both = here if here == there else hashlib.sha256(there + here).digest()
        return Maker(lambda: self, registry, fingerprint=both, jobs=1, settings=WorkSettings())


@contextmanager
def kept_vocabulary(dataset: Dataset) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the user's files of actors and of relation types that claims were found with, as local files.

    Raises:
        InputError: One is missing.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="realpolitik-")))
        found: list[tuple[str, ...]] = []
        for kind, names in (("actors", dataset.actors), ("relations", dataset.relations)):
            files = []
            for name in names:
                place = f"{VOCABULARY}/{kind}/{name}"
                number, _, own = name.partition("-")
                file = folder / kind / number / own
                file.parent.mkdir(parents=True)
                try:
                    with dataset.storage.open(place) as stream:
                        file.write_bytes(stream.read())
                except OSError as exc:
                    problem = f"cannot be read: {told(exc)}"
                    raise InputError(problem, path=dataset.storage.shown(place)) from exc
                files.append(str(file))
            found.append(tuple(files))
        yield found[0], found[1]
