"""Which parts of a text are headings, and which carry no claims.

In: text.  Out: spans.  Told from features of lines and from a table of phrases, never from one site's ways.
"""

from __future__ import annotations

from realpolitik.documents.draft import Draft
from realpolitik.model import Span


def find_structure(draft: Draft) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return headings and boilerplate."""
    return draft.headings or (), ()
