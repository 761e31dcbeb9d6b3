"""Documents from files: plain text, Markdown, HTML, PDF, JSON Lines, folders of these, and standard input.

In: paths.  Out: `Document`s with text, metadata, headings and boilerplate.  It knows nothing of claims.
"""

from realpolitik.documents.limits import DEFAULT_LIMITS, ReadLimits
from realpolitik.documents.reader import iter_documents

__all__ = ["DEFAULT_LIMITS", "ReadLimits", "iter_documents"]
