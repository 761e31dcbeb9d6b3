"""Ids that are unique over all partitions, found with eight bytes of memory for each document.

Hashes of the ids that documents want flow in, partition by partition; new ids for those that come too late
flow out, the same as one process would give that reads all documents in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from realpolitik.building.partition import HASH_BYTES, id_hash
from realpolitik.documents.reader import unique_id

Names = Iterable[tuple[int, Sequence[tuple[int, str]]]]
Ask = Callable[[Mapping[int, frozenset[bytes]]], Names]
_NUMBER = np.dtype(np.uint64)  # of this machine: NumPy compares no others


def rename_repeated(hashes: Sequence[bytes], ask: Ask) -> dict[int, dict[int, str]]:
    """Return new ids of the documents whose own an earlier document has, by partition and place.

    Args:
        hashes: Of the ids of each partition, one after another, as `id_hash` makes them.
        ask: Returns place and id of the documents of some partitions whose ids have some hashes.

    >>> ids = [["a", "b"], ["a", "a-2"]]
    >>> def ask(wanted):
    ...     return [(number, list(enumerate(ids[number]))) for number in wanted]
    >>> rename_repeated([b"".join(map(id_hash, names)) for names in ids], ask)
    {1: {0: 'a-2', 1: 'a-2-2'}}
    """
    every = np.frombuffer(b"".join(hashes), dtype=_NUMBER)
    ends = np.cumsum([len(part) // HASH_BYTES for part in hashes])
    ordered = np.sort(every)
    involved = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    while involved.size:
        names = _names(every, ends, involved, ask)
        renamed = _simulate(names)
        given = {id_hash(name) for places in renamed.values() for name in places.values()}
        # an id that is given may be one that a document has by itself: that one is to be looked at, too
        wanted = np.frombuffer(b"".join(sorted(given)), dtype=_NUMBER)
        met = wanted[np.isin(wanted, every)]
        more = np.setdiff1d(met, involved)
        if not more.size:
            return renamed
        involved = np.union1d(involved, more).astype(_NUMBER)
    return {}


def _names(
    every: npt.NDArray[np.uint64], ends: npt.NDArray[np.int64], involved: npt.NDArray[np.uint64], ask: Ask
) -> dict[tuple[int, int], str]:
    """Return the ids that have some hashes, by partition and place, as far as they have been asked for."""
    found = np.flatnonzero(np.isin(every, involved))
    hashes: dict[int, set[bytes]] = {}
    for position, number in zip(found, np.searchsorted(ends, found, side="right"), strict=True):
        hashes.setdefault(int(number), set()).add(every[position : position + 1].tobytes())
    asked = ask({number: frozenset(wanted) for number, wanted in hashes.items()})
    return {(number, place): name for number, places in asked for place, name in places}


def _simulate(names: Mapping[tuple[int, int], str]) -> dict[int, dict[int, str]]:
    taken: dict[str, int] = {}
    renamed: dict[int, dict[int, str]] = {}
    for number, place in sorted(names):
        name = names[number, place]
        identifier = unique_id(name, taken)
        if identifier != name:
            renamed.setdefault(number, {})[place] = identifier
    return renamed
