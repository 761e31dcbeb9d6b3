"""Text as kept → text as analysed, with a way back.

Analysis wants plain spaces, straight quotes and no ligatures; evidence wants the document's own characters.
Most replacements keep the length, so that the way back is the identity and costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "
        ),
        **dict.fromkeys("\u202f\u205f\u3000\t\x0b\x0c", " "),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_EXPANDED = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2026": "...",
}
_DROPPED = (
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@dataclass(frozen=True, slots=True)
class AnalysisText:
    """Text for analysis, and where each of its characters stands in the text as kept.

    Attributes:
        text: What the language pipeline reads.
        origins: Offset of each character in the text as kept, one more for the end; None for the identity.
    """

    text: str
    origins: tuple[int, ...] | None = None

    def start(self, offset: int) -> int:
        """Return the offset in the text as kept of the character at `offset`."""
        return offset if self.origins is None else self.origins[offset]

    def end(self, offset: int) -> int:
        """Return the exclusive end in the text as kept of a span that ends before `offset`."""
        if self.origins is None or offset == 0:
            return offset
        return self.origins[offset - 1] + 1


def normalise(text: str) -> AnalysisText:
    r"""Return `text` with plain spaces, straight quotes and no ligatures or invisible characters.

    >>> normalise("“Caracas’s\u00a0oil”").text
    '"Caracas\'s oil"'
    >>> normalise("the \ufb01rst").start(5), normalise("the \ufb01rst").end(6)
    (4, 5)
    """
    replaced = text.translate(_SAME_LENGTH)
    if not any(char in replaced for char in (*_EXPANDED, *_DROPPED)):
        return AnalysisText(replaced)
    pieces: list[str] = []
    origins: list[int] = []
    for offset, char in enumerate(replaced):
        piece = "" if char in _DROPPED else _EXPANDED.get(char, char)
        pieces.append(piece)
        origins.extend([offset] * len(piece))
    origins.append(len(text))
    return AnalysisText("".join(pieces), tuple(origins))
