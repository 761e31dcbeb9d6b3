"""Where documents come from, and what becomes of those that cannot be read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from realpolitik.errors import InputError, SourceUnusableError
from realpolitik.model import Document

_LOG = logging.getLogger(__name__)


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
        notes: What was read so far, but mended or renamed.
    """

    paths: Sequence[str]
    stdin: BinaryIO | None = None
    strict: bool = False
    on_skip: Callable[[InputError], None] = field(default=lambda _error: None)
    on_document: Callable[[str], None] = field(default=lambda _name: None)
    skipped: list[InputError] = field(default_factory=list)
    notes: list[InputError] = field(default_factory=list)

    def skip(self, error: InputError) -> None:
        """Note an input that cannot be used, or end the run.

        Raises:
            InputError: The run is strict.
        """
        if self.strict:
            raise error
        self.skipped.append(error)
        fields = {"path": error.path, "line": error.line, "problem": error.problem}
        _LOG.info("input skipped", extra={"fields": fields})
        self.on_skip(error)

    def read(self) -> Iterator[Document]:
        """Yield the documents in order.

        Raises:
            InputError: There is not one, or the run is strict and one is bad.
        """
        from realpolitik.documents import iter_documents

        found = 0
        for document in iter_documents(
            self.paths, stdin=self.stdin, on_skip=self.skip, on_note=self.notes.append
        ):
            found += 1
            _LOG.debug(
                "document read", extra={"fields": {"document": document.id, "characters": len(document.text)}}
            )
            self.on_document(document.id)
            yield document
        if not found:
            if len(self.skipped) == 1:
                raise self.skipped[0]
            raise SourceUnusableError("there is no document that can be read", path=", ".join(self.paths))
