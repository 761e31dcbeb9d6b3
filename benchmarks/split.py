"""Which gold documents are open, and which are held out: fixed on the first day, by name alone.

Held out, and read by nobody while rules are written: of the real documents in `gold/docs` those whose name
hashes to 0 modulo 3 (16 of 51), and batch b05 of the invented ones.  Everybody has read the three articles.
"""

from __future__ import annotations

import hashlib

_ARTICLES = ("000_", "002_", "004_")


def is_held_out(document: str) -> bool:
    """Tell whether a gold document is held out.

    >>> is_held_out("b05_01"), is_held_out("b01_01")
    (True, False)
    """
    if document.startswith("b0"):
        return document.startswith("b05")
    if document.startswith(_ARTICLES):
        return False
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 3 == 0
