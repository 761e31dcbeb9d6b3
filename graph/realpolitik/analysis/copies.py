"""Copies of one text: candidates by MinHash, judged by the exact share of common word sequences.

Signatures (A. Z. Broder, "On the resemblance and containment of documents", 1997) only propose pairs; what is
called a copy is measured exactly, so that no judgement rests on chance.  A few lines of numpy do it: the
usual library brings a hundred megabytes of scipy for one integral.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

SHINGLE_WORDS = 4  # long enough that reports on one event share few, short enough to survive light editing
_PERMUTATIONS = 128
_ROWS = 2  # per band: a pair with resemblance 0.2 shares one of the 64 bands with probability 0.93
_LIKELY = 0.1  # estimated resemblance from which a candidate is looked at; below 0.2 minus three deviations
_SHORTEST_SHINGLES = 20  # a shorter text is too little to call anything a copy of it
_BATCH = 4096
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """Return the sequences of four words of a text.

    >>> sorted(shingles("One two three four five"))
    ['one two three four', 'two three four five']
    """
    words = _WORD.findall(text.casefold())
    return frozenset(
        " ".join(words[place : place + SHINGLE_WORDS]) for place in range(len(words) - SHINGLE_WORDS + 1)
    )


def signature(text: str) -> bytes:
    """Return what a text is compared by; empty where it is too short to be a copy of anything.

    >>> signature("Too short.")
    b''
    """
    return signature_of(shingles(text))


def signature_of(found: frozenset[str]) -> bytes:
    """Return the signature of a text's shingles."""
    if len(found) < _SHORTEST_SHINGLES:
        return b""
    hashes = np.frombuffer(b"".join(map(_hash, found)), dtype="<u8")
    factors, offsets = _permutations()
    least = np.full(_PERMUTATIONS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(hashes), _BATCH):  # a book has a million shingles, times 128
        batch = hashes[start : start + _BATCH]
        np.minimum(least, (factors[:, None] * batch + offsets[:, None]).min(axis=1), out=least)
    packed: bytes = (least >> np.uint64(32)).astype("<u4").tobytes()
    return packed


def bands(signed: bytes) -> tuple[int, ...]:
    """Return numbers of which two texts that may be copies have one in common."""
    size = 4 * _ROWS
    return tuple(
        int.from_bytes(
            hashlib.blake2b(bytes([at // size]) + signed[at : at + size], digest_size=7).digest(), "big"
        )
        for at in range(0, len(signed), size)
    )


def alike(own: bytes, others: Sequence[bytes]) -> list[bool]:
    """Tell of each of some signatures whether it is near enough to another one to look at the texts.

    Args:
        own: A signature that is not empty.
        others: Signatures that are not empty either.

    >>> alike(bytes(512), [bytes(512), b"1" * 512])
    [True, False]
    """
    rows = np.frombuffer(b"".join(others), dtype="<u4").reshape(len(others), len(own) // 4)
    likely: list[bool] = ((rows == np.frombuffer(own, dtype="<u4")).mean(axis=1) >= _LIKELY).tolist()
    return likely


def candidates(signatures: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, str]]:
    """Yield pairs of names whose texts may be copies, each once, the earlier name first."""
    holders: dict[int, list[str]] = {}
    signed: dict[str, bytes] = {}
    for name, own in signatures:
        if not own:
            continue
        marks = bands(own)
        others = list(dict.fromkeys(other for mark in marks for other in holders.get(mark, ())))
        for other, is_likely in zip(others, alike(own, [signed[other] for other in others]), strict=True):
            if is_likely:
                yield other, name
        signed[name] = own
        for mark in marks:
            holders.setdefault(mark, []).append(name)


def _hash(shingle: str) -> bytes:
    return hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()


@functools.cache
def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    generator = np.random.Generator(np.random.PCG64(1))
    numbers = generator.integers(0, 2**64, size=(2, _PERMUTATIONS), dtype=np.uint64)
    return numbers[0] | np.uint64(1), numbers[1]
