"""What changed: the inputs held against the published graph, and what is new or changed read.

Documents flow in; entries of those that neither the graph nor the cache has flow into the cache.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from realpolitik.building.cache import EntryCache
from realpolitik.building.entries import Entry, document_line, entry_key
from realpolitik.building.index import Row
from realpolitik.building.inputs import Inputs
from realpolitik.building.making import Maker
from realpolitik.errors import RecordError
from realpolitik.folder import GraphFolder
from realpolitik.ledger import iter_documents as iter_kept_documents
from realpolitik.model import Document

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Change:
    """The difference between the published graph and what the inputs hold.

    Attributes:
        entries: Keys of new and changed documents, by id.
        kept: Ids of documents that are there as they are.
        gone: Documents that were removed, and the earlier state of those that changed.
        extracted: How many documents claims were extracted from.
    """

    entries: dict[str, bytes] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    gone: list[Row] = field(default_factory=list)
    extracted: int = 0


class Gatherer:
    """Finds what changed, and makes the entries of it."""

    def __init__(
        self, *, cache: EntryCache, maker: Maker, published: GraphFolder, old: Sequence[Row]
    ) -> None:
        """Make a gatherer.

        Args:
            cache: Where entries are kept.
            maker: Makes entries.
            published: The graph that is changed, if there is one.
            old: Its documents, as far as they can be taken over.
        """
        self._cache = cache
        self._maker = maker
        self._published = published
        self._old = old
        self._old_by_id = {row.id: row for row in old}

    def gather(self, inputs: Inputs, *, add: bool) -> Change:
        """Read the inputs, and make the entries of what is new or changed.

        Args:
            inputs: What to read; what cannot be is noted there.
            add: Documents of the published graph that the inputs lack stay.
        """
        change = Change()
        with closing(self._maker.make(self._wanted(inputs, change, add=add))) as made:
            for name, key, entry in made:
                if isinstance(entry, Entry):
                    self._cache.put(key, entry)
                    change.extracted += 1
                    claims = entry.claims.count(b"\n")
                    _LOG.debug("claims found", extra={"fields": {"document": name, "claims": claims}})
                else:
                    change.entries.pop(name)
                    inputs.skip(RecordError(entry, path=name))
        self._cache.commit()
        stays = change.kept | (self._old_by_id.keys() - change.entries.keys() if add else set())
        change.gone = [row for row in self._old if row.id not in stays]
        return change

    def entry(self, key: bytes) -> Entry:
        """Return an entry that was made in this build or before.

        Raises:
            RecordError: It has been damaged since.
        """
        entry = self._cache.get(key)
        if entry is None:
            raise RecordError("the cache was damaged during the build; run it again", path=None)
        return entry

    def software(self) -> str:
        """Return what found the claims; noted, so that a build without new documents needs no pipeline."""
        noted = self._cache.get(self._software_key) if self._maker.is_idle else None
        if noted is not None:
            return noted.document.decode()
        software = self._maker.software
        self._cache.put(self._software_key, Entry(software.encode(), b"", b"", b""))
        self._cache.commit()
        return software

    def forget_others(self, keys: set[bytes]) -> None:
        """Drop the entries of earlier builds from the cache, once they are many."""
        self._cache.forget_others(keys | {self._software_key})

    @property
    def damaged(self) -> int:
        """How many entries of the cache were damaged, and made anew."""
        return self._cache.damaged

    @property
    def _software_key(self) -> bytes:
        return entry_key(b"software", self._maker.fingerprint)

    def _wanted(
        self, inputs: Inputs, change: Change, *, add: bool
    ) -> Iterator[tuple[str, bytes, bytes, Document]]:
        """Yield the documents that must be read: those that neither the graph nor the cache has."""
        for document in self._documents(inputs, add=add):
            line = document_line(document)
            key = entry_key(line, self._maker.fingerprint)
            old = self._old_by_id.get(document.id)
            if old is not None and old.key == key:
                change.kept.add(document.id)
                continue
            change.entries[document.id] = key
            if self._cache.get(key) is None:
                yield document.id, key, line, document

    def _documents(self, inputs: Inputs, *, add: bool) -> Iterator[Document]:
        seen: set[str] = set()
        for document in inputs.read():
            seen.add(document.id)
            yield document
        if add and not self._old and self._published.documents.is_file():
            # Another version made that graph: what stays must be read anew as well.
            for document in iter_kept_documents(self._published.documents):
                if document.id not in seen:
                    yield document
