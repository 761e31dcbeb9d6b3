"""SPARQL from users: untrusted text on a store that is only read, in a child process that can be killed.

A store's path and a query flow in, an `Answer` flows out whose rows come as they are found.  Nothing is
fetched, nothing is written: SERVICE is refused unless its host is allowed, and the child has no network where
Linux can take it away.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from realpolitik.errors import QueryError
from realpolitik.processes import command_of, environment_of
from realpolitik.rdf.iris import PREFIXES, XSD
from realpolitik.rdf.results import RDF_FORMATS, RESULT_FORMATS
from realpolitik.rdf.store import require_store

TIMEOUT_SECONDS: Final = 30.0
MEMORY_BYTES: Final = 2 * 1024**3

_CHUNK_BYTES = 1 << 16
_CHUNKS_AHEAD = 16  # how far the child may run ahead of whoever reads
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_LOG = logging.getLogger(__name__)


class AnswerKind(StrEnum):
    """What a query gives."""

    ROWS = "rows"
    BOOLEAN = "boolean"
    TRIPLES = "triples"


class Term(NamedTuple):
    """An RDF term of an answer.

    Attributes:
        kind: "iri", "literal" or "other" (a blank node or a quoted triple).
        text: IRI or lexical form.
        datatype: IRI of a literal's datatype, else empty.
        language: A literal's language tag, else empty.
    """

    kind: str
    text: str
    datatype: str = ""
    language: str = ""

    @property
    def value(self) -> str | int | float | bool:
        """The term as a plain value: numbers and booleans as such, everything else as text.

        >>> Term("literal", "12", "http://www.w3.org/2001/XMLSchema#integer").value
        12
        """
        if self.datatype == f"{XSD}boolean":
            return self.text in {"true", "1"}
        if self.datatype in _NUMBERS:
            with contextlib.suppress(ValueError):
                return int(self.text) if self.text.lstrip("+-").isdecimal() else float(self.text)
        return self.text

    @property
    def short(self) -> str:
        """The term as a person wants to read it: IRIs with their prefix.

        >>> Term("iri", "https://w3id.org/realpolitik/actor/VEN").short
        'actor:VEN'
        """
        if self.kind != "iri":
            return self.text
        matching = [name for name, iri in PREFIXES.items() if self.text.startswith(iri)]
        if not matching:
            return self.text
        longest = max(matching, key=lambda name: len(PREFIXES[name]))
        return f"{longest}:{self.text.removeprefix(PREFIXES[longest])}"


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query gives; rows or bytes can be read once, and come as they are found.

    Attributes:
        kind: Rows, a boolean, or triples.
        variables: Names of the columns.
        unknown: Names that the query uses and the graph lacks, each with the nearest that it has.
        value: The boolean; None for other kinds.
        rows: Rows of terms; a boolean is one row.  Empty where a standard format was asked for.
        content: Chunks of bytes, where a standard format was asked for; else None.
        seconds: How long opening the store and planning the query took.
    """

    kind: AnswerKind
    variables: tuple[str, ...]
    unknown: tuple[tuple[str, ...], ...] = ()
    value: bool | None = None
    rows: Iterator[Row]
    content: Iterator[bytes] | None
    seconds: Mapping[str, float] = field(default_factory=dict)


def run_query(
    store: Path,
    query: str,
    *,
    format_: str = "rows",
    timeout_seconds: float = TIMEOUT_SECONDS,
    memory_bytes: int = MEMORY_BYTES,
    limit: int | None = None,
    as_of: str | None = None,
    allowed_services: Sequence[str] = (),
    prefixes: Mapping[str, str] = PREFIXES,
) -> Answer:
    """Run a SPARQL query on a store.

    A query without FROM sees the union of all graphs.

    Args:
        store: Folder of the store.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE.
        format_: "rows", "auto" (rows, but Turtle for triples), or what the answer is written in: json, xml,
            csv, tsv (SPARQL results); turtle, ntriples, rdfxml, jsonld (triples).
        timeout_seconds: How long the query may work; time in which nobody reads its rows doesn't count.
        memory_bytes: How much memory it may take, on Linux and macOS.
        limit: Most rows to return.
        as_of: A day, `YYYY-MM-DD`: only documents published by then, and tenures that include it.
        allowed_services: Hosts that SERVICE may reach.
        prefixes: Prefixes that the query may use without declaring them.

    Raises:
        InputError: There is no store.
        QueryError: The query is wrong, refused, or beyond its limits; rows raise it too, when it ends midway.
    """
    require_store(store)
    request = {
        "store": str(store),
        "query": query,
        "format": format_,
        "limit": limit,
        "as_of": None if as_of is None else _day(as_of),
        "allowed_services": list(allowed_services),
        "prefixes": dict(prefixes),
        "cpu_seconds": int(timeout_seconds) + 2,
        "memory_bytes": memory_bytes,
    }
    _LOG.debug("query asked", extra={"fields": {"store": str(store), "query": query}})
    child = _Child(request, timeout_seconds=timeout_seconds)
    answer = _answer(child, format_, query)
    _LOG.info("query begun", extra={"fields": {"kind": answer.kind.value, **answer.seconds}})
    return answer


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as exc:
        raise QueryError(f"as of is a day, as in 2026-01-31, and not {text!r}") from exc


def _answer(child: _Child, format_: str, query: str) -> Answer:
    head = child.first_line()
    if "error" in head:
        child.close()
        raise _failure(head, query)
    kind = AnswerKind(head["kind"])
    standard = RDF_FORMATS if kind is AnswerKind.TRIPLES else RESULT_FORMATS
    if format_ == "auto":
        format_ = "turtle" if kind is AnswerKind.TRIPLES else "rows"
    if format_ != "rows" and format_ not in standard:
        child.close()
        problem = (
            f"an answer of {kind.value} cannot be written as {format_}; choose one of {', '.join(standard)}"
        )
        raise QueryError(problem)
    value = head.get("value")
    rows: Iterator[Row]
    if kind is AnswerKind.BOOLEAN and format_ == "rows":
        rows = iter([(Term("literal", "true" if value else "false", f"{XSD}boolean"),)])
        child.close()
    else:
        rows = _rows(child) if format_ == "rows" else iter(())
    return Answer(
        kind=kind,
        variables=tuple(head["variables"]),
        unknown=tuple(tuple(names) for names in head["unknown"]),
        value=value,
        rows=rows,
        content=None if format_ == "rows" else child.chunks(),
        seconds=head["seconds"],
    )


def _failure(head: Mapping[str, Any], query: str) -> QueryError:
    position = head.get("position")
    if position is None:
        return QueryError(head["error"])
    return QueryError(head["error"], position=(position[0], position[1]), query=query)


def _rows(child: _Child) -> Iterator[Row]:
    with contextlib.closing(child):
        for line in child.lines():
            cells = json.loads(line)
            if cells is None:
                return
            yield tuple(None if cell is None else Term(*cell) for cell in cells)
        raise QueryError(child.why_it_ended())


class _Child:
    """A worker process with one request; whoever reads waits at most as long as the query may work."""

    def __init__(self, request: Mapping[str, Any], *, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._left_seconds = timeout_seconds
        self._memory_bytes = request["memory_bytes"]
        self._process = subprocess.Popen(  # noqa: S603 - our own module; the query is data on its standard input
            command_of("realpolitik.rdf.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment_of(),
        )
        self._chunks: queue.Queue[bytes] = queue.Queue(maxsize=_CHUNKS_AHEAD)
        self._closed = threading.Event()
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.close()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._buffer = b""

    def _read(self) -> None:
        assert self._process.stdout is not None
        while not self._closed.is_set():
            chunk = self._process.stdout.read1(_CHUNK_BYTES)  # type: ignore[attr-defined]
            while not self._closed.is_set():
                with contextlib.suppress(queue.Full):
                    self._chunks.put(chunk, timeout=0.1)
                    break
            if not chunk:
                return

    def _next_chunk(self) -> bytes:
        started = time.monotonic()
        try:
            return self._chunks.get(timeout=max(0.0, self._left_seconds))
        except queue.Empty:
            self.close()
            problem = f"stopped after {self._timeout_seconds:g} seconds; narrow the query or raise --timeout"
            raise QueryError(problem) from None
        finally:
            self._left_seconds -= time.monotonic() - started

    def first_line(self) -> dict[str, Any]:
        """Return the line that tells what kind of answer follows."""
        line = next(self.lines(), None)
        if line is None:
            raise QueryError(self.why_it_ended())
        head = json.loads(line)
        assert isinstance(head, dict)
        return head

    def lines(self) -> Iterator[bytes]:
        """Yield complete lines."""
        while True:
            line, newline, rest = self._buffer.partition(b"\n")
            if newline:
                self._buffer = rest
                yield line
                continue
            chunk = self._next_chunk()
            if not chunk:
                return
            self._buffer += chunk

    def chunks(self) -> Iterator[bytes]:
        """Yield what is left as it comes; raises QueryError where the child doesn't come to its end."""
        with contextlib.closing(self):
            if self._buffer:
                yield self._buffer
            while chunk := self._next_chunk():
                yield chunk
            if self._process.wait() != 0:
                raise QueryError(self.why_it_ended())

    def why_it_ended(self) -> str:
        """Return why the child ended before its answer did."""
        code = self._process.wait()
        self.close()
        gibibytes = self._memory_bytes / 1024**3
        return (
            f"the query ended early (status {code}): most likely it needs more than {gibibytes:g} GiB of "
            "memory; narrow it or add LIMIT"
        )

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._closed.set()
        self._process.kill()
        self._process.wait()
        self._reader.join(timeout=5)
        assert self._process.stdout is not None
        self._process.stdout.close()
