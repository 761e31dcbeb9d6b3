"""What one document adds to a graph, as bytes: its line, the lines of its claims, its block of the graph.

A document and an extractor flow in, an `Entry` flows out; packed and unpacked for the cache and for pipes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from realpolitik.model import Claim, Document
from realpolitik.vocabulary import ActorRegistry

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZES = struct.Struct(">IIII")
_CHECKSUM = 16
_FAST = 1  # blocks are full of repeated IRIs: the fastest level packs them 8 to 1


class Extracting(Protocol):
    """What an extractor offers to a build."""

    @property
    def version(self) -> str:
        """Software, pipeline and model with their versions."""

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of a document."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one document adds.

    Attributes:
        document: Its line of documents.jsonl.
        claims: Its lines of claims.jsonl, in their order.
        graph: Its block of graph.trig.
        signature: What its text is compared by when copies are looked for; empty for a short text.
    """

    document: bytes
    claims: bytes
    graph: bytes
    signature: bytes


class DamagedEntryError(ValueError):
    """Bytes that are no whole entry."""


def entry_maker(extractor: Extracting, registry: ActorRegistry) -> Callable[[Document], Entry]:
    """Return what makes entries of documents."""
    from realpolitik.analysis.copies import signature
    from realpolitik.ledger import claim_order, claim_to_json, json_line
    from realpolitik.rdf.blocks import document_block

    software = extractor.version

    def make(document: Document) -> Entry:
        claims = sorted(extractor.extract(document), key=claim_order)
        lines = "".join(json_line(claim_to_json(claim)) for claim in claims)
        return Entry(
            document=document_line(document),
            claims=lines.encode(),
            graph=document_block(document, claims, registry, software=software),
            signature=signature(document.text),
        )

    return make


def document_line(document: Document) -> bytes:
    """Return a document's line of documents.jsonl."""
    from realpolitik.ledger import document_to_json, json_line

    return json_line(document_to_json(document)).encode()


def entry_key(line: bytes, fingerprint: bytes) -> bytes:
    """Return the name of what a document yields: of its content, and of all that reads it.

    >>> entry_key(b"one", b"v1") == entry_key(b"one", b"v2")
    False
    """
    return hashlib.sha256(fingerprint + line).digest()


def pack(entry: Entry) -> bytes:
    """Return an entry as one run of bytes with a checksum.

    >>> unpack(pack(Entry(b"d", b"c", b"g", b""))).graph
    b'g'
    """
    parts = (entry.document, entry.claims, entry.graph, entry.signature)
    body = _SIZES.pack(*map(len, parts)) + zlib.compress(b"".join(parts), _FAST)
    return _checksum(body) + body


def unpack(packed: bytes) -> Entry:
    """Return the entry that `pack` packed.

    Raises:
        DamagedEntryError: The bytes are not what was packed.
    """
    checksum, body = packed[:_CHECKSUM], packed[_CHECKSUM:]
    if _checksum(body) != checksum:
        raise DamagedEntryError
    sizes = _SIZES.unpack_from(body)
    content = zlib.decompress(body[_SIZES.size :])
    parts, start = [], 0
    for size in sizes:
        parts.append(content[start : start + size])
        start += size
    return Entry(*parts)


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()[:_CHECKSUM]
