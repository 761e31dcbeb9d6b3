"""Markdown to text: markup goes, words and headings stay.

In: the text of a Markdown file.  Out: a `Draft` whose text has a blank line between blocks.  Raw HTML in the
file, comments and scripts included, is left out; addresses of links and pictures are no text either.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from realpolitik.documents.blocks import Block, join_blocks
from realpolitik.documents.draft import Draft
from realpolitik.documents.front_matter import parse_front_matter

MEDIA_TYPE = "text/markdown"
_PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(text: str, *, path: str | None = None) -> Draft:
    r"""Return the draft of a Markdown file.

    Args:
        text: The whole file.
        path: Where it is from, for errors.

    Raises:
        RecordError: Its front matter is broken.

    >>> read_markdown("# Talks\n\nChad **met** [Mali](https://example.org).").text
    'Talks\n\nChad met Mali.'
    """
    fields, body = parse_front_matter(text, path=path)
    blocks = list(_blocks(_PARSER.parse(text[body:])))
    kept, headings = join_blocks(blocks, title=fields.get("title"))
    return Draft(
        text=kept,
        media_type=MEDIA_TYPE,
        title=fields.get("title") or next((block.text for block in blocks if block.heading), None),
        source=fields.get("source"),
        published=fields.get("published"),
        url=fields.get("url"),
        headings=headings,
    )


def _blocks(tokens: Sequence[Token]) -> list[Block]:
    blocks: list[Block] = []
    heading = False
    cells: list[str] | None = None
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            heading = token.nesting > 0
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            blocks.append(Block(text=" | ".join(cells)))
            cells = None
        elif token.type == "inline":
            words = _inline(token.children or ())
            if cells is None:
                blocks.append(Block(text=words, heading=heading))
            else:
                cells.append(words)
        elif token.type in {"fence", "code_block"}:
            blocks.append(Block(text=token.content))
    return blocks


def _inline(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)
