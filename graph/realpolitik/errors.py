"""The one exception tree of realpolitik; the command line catches exactly its root.

    RealpolitikError               root
    ├─ InputError                  something the user gave; has .path and .line
    │  ├─ RecordError              one bad record: skip it, count it, go on
    │  └─ SourceUnusableError      the whole source is unusable: stop
    ├─ VocabularyError             an unknown code; has .code and .nearest
    ├─ QueryError                  SPARQL; has .position
    ├─ OutputError                 something cannot be written; has .path
    ├─ PipelineUnavailableError    the language pipeline cannot be loaded
    └─ MissingExtraError           an optional dependency is missing; names the pip command

Errors carry fields, and ``__str__`` builds the sentence: what, where, what to do.
"""

from __future__ import annotations


class RealpolitikError(Exception):
    """Root of every error that realpolitik raises on purpose."""


class InputError(RealpolitikError):
    """Something the user gave cannot be used.

    Attributes:
        path: The file or folder, as the user wrote it; None for standard input or a value.
        line: 1-based line number within the file, where one is known.
        problem: What is wrong and what to do about it, without the place.
    """

    def __init__(self, problem: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Return `path:line: problem`, leaving out what is unknown."""
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return f"{place}: {self.problem}" if place else self.problem


class RecordError(InputError):
    """One record is bad; the caller skips it, counts it and goes on."""


class SourceUnusableError(InputError):
    """A whole source is unusable; the caller stops."""


class VocabularyError(RealpolitikError):
    """A code that the vocabulary doesn't have.

    Attributes:
        code: The unknown code.
        kind: What it was taken for, such as "relation" or "actor".
        nearest: The closest known codes, best first.
    """

    def __init__(self, code: str, *, kind: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind
        self.nearest = nearest

    def __str__(self) -> str:
        """Return the sentence with the nearest known codes."""
        hint = f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        return f"unknown {self.kind} {self.code!r}{hint}"


class QueryError(RealpolitikError):
    """A SPARQL query cannot be answered.

    Attributes:
        problem: What is wrong and what to do.
        position: 1-based (line, column) of a syntax error, where one is known.
        excerpt: The line of the query with a caret under the place, for people; None where no place is known.
    """

    def __init__(
        self, problem: str, *, position: tuple[int, int] | None = None, query: str | None = None
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.position = position
        self.excerpt = None if position is None or query is None else _excerpt(query, *position)

    def __str__(self) -> str:
        """Return the problem, with its position where there is one."""
        if self.position is None:
            return self.problem
        return f"line {self.position[0]}, column {self.position[1]}: {self.problem}"


class OutputError(RealpolitikError):
    """Something cannot be written.

    Attributes:
        path: Where to.
        problem: Why not, and what to do.
    """

    def __init__(self, problem: str, *, path: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path

    def __str__(self) -> str:
        """Return `path: problem`."""
        return f"{self.path}: {self.problem}"


class PipelineUnavailableError(RealpolitikError):
    """A language pipeline cannot be loaded, or lacks what extraction needs."""


class MissingExtraError(RealpolitikError):
    """An optional dependency is missing.

    Attributes:
        extra: The name of the extra that brings it.
        purpose: What it is needed for.
    """

    def __init__(self, extra: str, *, purpose: str) -> None:
        super().__init__(extra)
        self.extra = extra
        self.purpose = purpose

    def __str__(self) -> str:
        """Return the sentence with the pip command."""
        return f"{self.purpose} needs an extra: pip install 'realpolitik[{self.extra}]'"


_EXCERPT_WIDTH = 100


def _excerpt(query: str, line: int, column: int) -> str:
    r"""Return a line of a query, or the part of it around a column, with a caret under the column.

    >>> print(_excerpt("ASK {\n ?a ?b }", 2, 8))
       ?a ?b }
             ^
    """
    lines = query.split("\n")
    text = lines[line - 1].rstrip("\r").replace("\t", " ") if line <= len(lines) else ""
    start = max(0, min(column - 1 - _EXCERPT_WIDTH // 2, len(text) - _EXCERPT_WIDTH))
    return f"  {text[start : start + _EXCERPT_WIDTH]}\n  {' ' * (column - 1 - start)}^"
