"""The text of a page in which no article can be told: all of it, by the tags that break lines.

In: markup.  Out: blocks.  The last resort for pages that are too short, too deep or too odd for the library
that knows articles; menus and the like are left to the phrases of boilerplate.
"""

from __future__ import annotations

from html.parser import HTMLParser

from realpolitik.documents.blocks import Block

_SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "nav", "footer", "form", "svg", "button")
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def rough_blocks(markup: str) -> list[Block]:
    """Return all text of a page, a block for each element that breaks a line.

    >>> [block.text for block in rough_blocks("<p>Chad <b>met</b> Mali.<script>x()</script><p>Twice.")]
    ['Chad met Mali.', 'Twice.']
    """
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    parser.flush()
    return parser.blocks


class _Parser(HTMLParser):
    """Collects text; keeps no tree, so that depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._silent: str | None = None
        self._depth = 0
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a block, or a stretch without text."""
        if self._silent is not None:
            self._depth += tag == self._silent
        elif tag in _SILENT:
            self.flush()
            self._silent, self._depth = tag, 1
        elif tag not in _INLINE:
            self.flush()
            self._heading = tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        """End what the tag began."""
        if self._silent is not None:
            self._depth -= tag == self._silent
            if not self._depth:
                self._silent = None
        elif tag not in _INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Keep text where text is wanted."""
        if self._silent is None:
            self._words.append(data)

    def flush(self) -> None:
        """End a block."""
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if words:
            self.blocks.append(Block(text=words, heading=self._heading))
        self._heading = False
