"""HTML to text: the article without menus, adverts and comment forms, and what its meta tags say.

In: the bytes of a page.  Out: a `Draft`.  Nothing is fetched: scripts, frames and pictures are never loaded.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import trafilatura
from lxml import etree

from realpolitik.documents.blocks import Block, join_blocks
from realpolitik.documents.draft import Draft
from realpolitik.documents.encoding import decode_text
from realpolitik.documents.rough_html import rough_blocks
from realpolitik.errors import RecordError

MEDIA_TYPE = "text/html"
_HTML = re.compile(r"<html\b", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE
)
# Fixed bounds: the library's own upper bound is today, and a build must not depend on the day it is run.
_DATES = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1900-01-01",
    "max_date": "2200-01-01",
}
_BLOCKS = frozenset({"p", "head", "item", "list", "quote", "code", "row", "table", "ab", "body"})
# What the libraries log about a page is no one's concern but ours: refusals are errors of our own.
for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def read_html(data: bytes, *, path: str | None = None) -> Draft:
    r"""Return the draft of an HTML page.

    Args:
        data: The whole file.
        path: Where it is from, for errors.

    Raises:
        RecordError: It has no readable text.

    >>> read_html(b"<html><title>Talks</title><body><p>Chad met Mali on Monday.</p></body></html>").text
    'Talks\n\nChad met Mali on Monday.'
    """
    declared = _DECLARED.search(data[:4096])
    text, note = decode_text(data, path=path, declared=declared[1].decode("ascii") if declared else None)
    markup = text if _HTML.search(text, 0, 4096) else f"<html><body>{text}</body></html>"
    page = _extract(markup)
    blocks = _blocks(page.body) if page is not None and page.body is not None else []
    blocks = blocks or rough_blocks(text)
    if not blocks:
        raise RecordError("no readable text in this page; give the article's text itself", path=path)
    title = page.title if page is not None else None
    kept, headings = join_blocks(blocks, title=title)
    return Draft(
        text=kept,
        media_type=MEDIA_TYPE,
        title=title,
        source=page.sitename if page is not None else None,
        published=page.date if page is not None else None,
        url=page.url if page is not None else None,
        headings=headings,
        notes=(note,) if note else (),
    )


def _extract(page: str) -> Any:
    try:
        return trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=dict(_DATES),
        )
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the library promises None for what it can't read, and hostile pages break that
        return None


def _blocks(body: Any) -> list[Block]:
    """Return the paragraphs and headings of the tree that the library made, however deep it is."""
    blocks: list[Block] = []
    words: list[str] = []

    def flush(*, heading: bool = False) -> None:
        if joined := "".join(words).strip():
            blocks.append(Block(text=joined, heading=heading))
        words.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                flush()
            words.append("\n" if tag == "lb" else "")
            words.append(element.text or "")
            continue
        if tag in _BLOCKS:
            flush(heading=tag == "head")
        elif tag == "cell" and element.getnext() is not None:
            words.append(" | ")
        words.append(element.tail or "")
    flush()
    return blocks
