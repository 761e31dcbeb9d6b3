"""A worker that stays: one query after another on an open store, for a server that kills it at a limit.

The first line of standard input is a JSON object of settings, and each further line is a request.  Answers
flow out in frames: a letter, four bytes of length, and the content.  `H` is the head, `D` a piece of the
answer, `E` its end, which tells what went wrong where something did.  When a build has put another store in
the place of the open one, the next query opens that.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph as ox

from realpolitik.errors import QueryError
from realpolitik.rdf.engine import Dataset, Evaluation, evaluate
from realpolitik.rdf.iris import PREFIXES
from realpolitik.rdf.results import RESULT_FORMATS, first_of, write_solutions, write_triples
from realpolitik.rdf.store import open_published, store_identity
from realpolitik.rdf.worker import cut_network, head_of, limit_resources

_PIECE_BYTES: Final = 1 << 16
_PIECE_SECONDS: Final = 0.2  # rows that are slow to find are sent as they are found


def main() -> None:
    """Answer one request after another until standard input ends."""
    settings = json.loads(sys.stdin.buffer.readline())
    cut_network()
    limit_resources(memory_bytes=settings["memory_bytes"])
    kept = _KeptStore(Path(settings["store"]))
    frames = Frames(sys.stdout.buffer)
    frames.end(_opened(kept))
    for line in sys.stdin.buffer:
        request = json.loads(line)
        limit_resources(cpu_seconds=request["cpu_seconds"])
        frames.end(answer(kept, request, frames))


def _opened(kept: _KeptStore) -> dict[str, Any]:
    try:
        kept.current()
    except (OSError, RuntimeError) as exc:
        return {"error": str(exc), "reason": "store"}
    return {"peak_bytes": _peak_bytes()}


def answer(kept: _KeptStore, request: Mapping[str, Any], frames: Frames) -> dict[str, Any]:
    """Answer a request as far as it goes; return how that ended."""
    while True:
        try:
            _answer(kept.current(), request, frames)
        except QueryError as exc:
            return {"error": exc.problem, "position": exc.position, "reason": "query"}
        except _NoFormatError as exc:
            return {"error": str(exc), "reason": "format"}
        except (OSError, ValueError, RuntimeError) as exc:
            # The files of a store that was replaced go while it is read: where nothing was told, ask the new.
            if kept.is_replaced() and frames.take_back():
                continue
            return {"error": str(exc), "reason": "store"}
        return {"peak_bytes": _peak_bytes()}


class _NoFormatError(Exception):
    """The answer is of a kind that none of the wanted formats can hold."""


def _answer(store: ox.Store, request: Mapping[str, Any], frames: Frames) -> None:
    dataset = None
    if request["default_graphs"] or request["named_graphs"]:
        dataset = Dataset(
            default_graphs=tuple(request["default_graphs"]), named_graphs=tuple(request["named_graphs"])
        )
    found = evaluate(
        store, request["query"], prefixes=PREFIXES, dataset=dataset, base_iri=request["base_iri"]
    )
    format_ = request["formats"][found.kind]
    if format_ is None:
        raise _NoFormatError(f"an answer of {found.kind} has none of the types that are accepted")
    frames.head = {**head_of(found), "format": format_}
    _write(found, format_, frames, limit=request["limit"], most=request["most"])


def _write(found: Evaluation, format_: str, frames: Frames, *, limit: int | None, most: int | None) -> None:
    if isinstance(found.result, ox.QueryBoolean):
        frames.write(found.result.serialize(format=RESULT_FORMATS[format_]) or b"")
    elif isinstance(found.result, ox.QuerySolutions):
        write_solutions(frames, found.result, format_, limit=limit, most=most)
    else:
        triples = first_of(found.result, limit=limit, most=most)
        write_triples(frames, triples, format_, PREFIXES, ordered=False)


class Frames:
    """The way out of a worker: pieces of an answer, gathered until they are worth sending.

    Attributes:
        head: What is known of the answer before its rows; sent before the first piece.
    """

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self.head: Mapping[str, Any] | None = None
        self._pending: list[bytes] = []
        self._size = 0
        self._sent = False
        self._since = time.monotonic()

    def write(self, content: bytes, /) -> int:
        """Take the next bytes of the answer."""
        self._pending.append(bytes(content))
        self._size += len(content)
        # What a format begins with goes out with the first row: until then, a failure still has a status.
        has_row = self._sent or len(self._pending) > 1
        if self._size >= _PIECE_BYTES or (has_row and time.monotonic() - self._since > _PIECE_SECONDS):
            self.flush()
        return len(content)

    def flush(self) -> None:
        """Send what there is."""
        if self.head is not None:
            self._frame(b"H", json.dumps(self.head).encode())
            self.head = None
        if self._size:
            self._frame(b"D", b"".join(self._pending))
        self._clear()
        self._output.flush()
        self._sent = True

    def take_back(self) -> bool:
        """Forget what wasn't sent; tell whether that is everything."""
        if not self._sent:
            self.head = None
            self._clear()
        return not self._sent

    def end(self, tail: Mapping[str, Any]) -> None:
        """Send the end of an answer; one that failed before anything was sent is told by its end alone."""
        if "error" not in tail or self._sent:
            self.flush()
        self.take_back()
        self._frame(b"E", json.dumps(tail).encode())
        self._output.flush()
        self.head, self._sent = None, False
        self._clear()

    def _clear(self) -> None:
        self._pending.clear()
        self._size = 0
        self._since = time.monotonic()

    def _frame(self, kind: bytes, content: bytes) -> None:
        self._output.write(kind + len(content).to_bytes(4, "big") + content)


class _KeptStore:
    """A store that stays open for as long as it is the one at its path."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store: ox.Store | None = None
        self._identity: object = None

    def current(self) -> ox.Store:
        """Return the store that is at the path now."""
        if self._store is None or self.is_replaced():
            self._store = None  # closed before the next is opened: two would need twice the memory
            self._identity, self._store = open_published(self._path)
        return self._store

    def is_replaced(self) -> bool:
        """Tell whether another store has come to the path."""
        return self._identity != store_identity(self._path)


def _peak_bytes() -> int | None:
    """Return the most memory that this process has had; None where the platform doesn't tell."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


if __name__ == "__main__":
    main()
