"""PDF to text, page by page: hyphens at line ends closed, running heads and page numbers left out.

In: the bytes of a file.  Out: a `Draft`.  Only the text is read: no script, no attachment, no link.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdf
from pypdf.errors import DependencyError

from realpolitik.documents.draft import Draft
from realpolitik.documents.encoding import without_surrogates
from realpolitik.documents.limits import DEFAULT_LIMITS, ReadLimits
from realpolitik.errors import RecordError

MEDIA_TYPE = "application/pdf"
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–— ]*\d{1,4}[-–— ]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_MACHINE_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|.*\.(?:docx?|pdf|indd|qxd|tex)$)", re.IGNORECASE
)
_REPEATS = 3


def read_pdf(data: bytes, *, path: str | None = None, limits: ReadLimits = DEFAULT_LIMITS) -> Draft:
    """Return the draft of a PDF.

    Its creation date is not taken for a publication date: a scan made today may be of a treaty of 1975.

    Args:
        data: The whole file.
        path: Where it is from, for errors.
        limits: Most pages and characters.

    Raises:
        RecordError: It is damaged, locked, too long or holds no text.
    """
    pages, title = _read(data, path, limits)
    text = without_surrogates("\n\n".join(filter(None, map(_paragraphs, _without_running_heads(pages)))))
    if not text.strip():
        raise RecordError("no text in this PDF (a scan?); run text recognition on it first", path=path)
    return Draft(text=text, media_type=MEDIA_TYPE, title=title)


def _read(data: bytes, path: str | None, limits: ReadLimits) -> tuple[list[list[str]], str | None]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        _refuse(reader, path, limits)
        pages = list(_pages(reader, path, limits))
        return pages, _title(reader)
    except (RecordError, MemoryError):
        raise
    except DependencyError as exc:
        raise RecordError("this PDF is encrypted; save it without encryption", path=path) from exc
    except (
        Exception
    ) as exc:  # damaged files make pypdf fail with whatever its parser trips over, asserts included
        problem = f"not a readable PDF ({type(exc).__name__}); open and save it anew, or give its text"
        raise RecordError(problem, path=path) from exc


def _refuse(reader: pypdf.PdfReader, path: str | None, limits: ReadLimits) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise RecordError("this PDF is locked with a password; save it without one", path=path)
    count = len(reader.pages)
    if count > limits.pdf_pages:
        problem = f"{count:,} pages, more than {limits.pdf_pages:,}; split it into parts"
        raise RecordError(problem, path=path)


def _pages(reader: pypdf.PdfReader, path: str | None, limits: ReadLimits) -> Iterator[list[str]]:
    length = 0
    for page in reader.pages:
        words = page.extract_text() or ""
        length += len(words)
        if length > limits.characters:
            problem = f"more than {limits.characters:,} characters of text; split it into parts"
            raise RecordError(problem, path=path)
        yield [line.strip() for line in words.replace("\0", "").splitlines()]


def _title(reader: pypdf.PdfReader) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    words = " ".join(str(title or "").split())
    return None if not words or _MACHINE_TITLE.match(words) else without_surrogates(words[:500])


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Drop lines that stand at the edge of several pages, and page numbers there."""
    edges = Counter(line for page in pages for line in {*_edge(page)})
    kept = []
    for page in pages:
        lines = list(page)
        for end in (0, -1):
            while lines and (
                not lines[end]
                or edges[_digitless(lines[end])] >= _REPEATS
                or _PAGE_NUMBER.fullmatch(lines[end])
            ):
                lines.pop(end)
        kept.append(lines)
    return kept


def _edge(page: Sequence[str]) -> set[str]:
    lines = [line for line in page if line]
    return {_digitless(line) for line in (*lines[:2], *lines[-2:])}


def _digitless(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _paragraphs(lines: Sequence[str]) -> str:
    """Join the printed lines of a page to paragraphs.

    A paragraph ends at a blank line, or at a line that stops well short of the page's width and closes a
    sentence or stands for a heading.
    """
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line:
            paragraphs.append([])
            continue
        paragraphs[-1].append(line)
        if len(line) < width * 0.75 and (line[-1] in '.!?:”"' or len(line) < width * 0.5):
            paragraphs.append([])
    return "\n\n".join(_unwrapped(paragraph) for paragraph in paragraphs if paragraph)


def _unwrapped(lines: Sequence[str]) -> str:
    joined = lines[0]
    for line in lines[1:]:
        if _HYPHEN.search(joined) and line[:1].islower():
            joined = _HYPHEN.sub("", joined) + line
        else:
            joined = f"{joined} {line}"
    return joined
