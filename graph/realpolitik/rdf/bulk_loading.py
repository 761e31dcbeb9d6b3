"""A TriG file into a store, piece by piece: loaded as one, ten thousand documents took 1.8 GB of memory.

A file that a build wrote flows in, a filled store is left.  Two pieces are loaded at a time, each sorted and
written by itself; neither knows of the other, so their order means nothing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

PIECE_BYTES = 8_000_000  # about 250,000 quads, which take some 200 MB while they are sorted
_AT_ONCE = 2
_OPENING = re.compile(rb"(?m)^[^\t@}\n].*\{\n")  # the line with which a graph begins
_SUBJECT = re.compile(rb" \.\n\t(?=[^\t])")  # where one subject of a graph ends and the next begins


def load_trig(store: ox.Store, path: Path, *, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Load a file as the TriG serializer lays it out: a graph's subjects have one tab before them.

    Args:
        store: Where the quads go.
        path: The file.
        is_stopped: Asked before each piece; after a yes the rest stays unread.

    Raises:
        OSError: It cannot be read, or the store cannot be written.
        SyntaxError: It is not TriG.
    """
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="load") as threads:
        for piece in trig_pieces(path, PIECE_BYTES):
            if is_stopped():
                threads.shutdown(cancel_futures=True)
                return
            waiting.append(threads.submit(store.bulk_load, piece, ox.RdfFormat.TRIG))
            if len(waiting) > _AT_ONCE:
                waiting.popleft().result()
        for loaded in waiting:
            loaded.result()


def trig_pieces(path: Path, size: int) -> Iterator[bytes]:
    """Yield a TriG file as smaller ones, cut between graphs, or between subjects of a large graph.

    Args:
        path: The file.
        size: Bytes of a piece, about.
    """
    with path.open("rb") as file:
        head = b""
        while (line := file.readline()).startswith(b"@prefix"):
            head += line
        opening, rest = b"", line
        while block := file.read(size):
            text = rest + block
            cut, follows = _last_cut(text)
            if cut:
                yield head + opening + text[:cut] + (b"}\n" if follows else b"")
                opening = (_last_opening(text[:cut]) or opening) if follows else b""
            rest = text[cut:]
        if rest:
            yield head + opening + rest


def _last_cut(text: bytes) -> tuple[int, bool]:
    """Return the last place to cut at, 0 for none, and whether the same graph follows it."""
    end = text.rfind(b"\n}\n")
    if end >= 0:
        return end + len(b"\n}\n"), False
    starts = [found.start() for found in _SUBJECT.finditer(text)]
    return (starts[-1] + len(b" .\n"), True) if starts else (0, False)


def _last_opening(text: bytes) -> bytes | None:
    lines: list[bytes] = _OPENING.findall(text)
    return lines[-1] if lines else None
