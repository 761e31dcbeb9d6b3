"""The child process in which a query runs, so that it can be killed, and limited in time and memory.

A request flows in as one JSON object on standard input.  Out flows one JSON line that tells what kind of
answer follows, and then the answer: JSON lines of rows, or the bytes of a standard format.  Started by
`query`.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from realpolitik.errors import QueryError
from realpolitik.rdf.as_of import store_as_of
from realpolitik.rdf.engine import Evaluation, evaluate
from realpolitik.rdf.results import RDF_FORMATS, RESULT_FORMATS, first_of, write_solutions, write_triples
from realpolitik.rdf.store import open_published

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_FLUSH_SECONDS = 0.2  # rows that are slow to find are seen as they are found


def main() -> None:
    """Answer the one request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request)
    output = sys.stdout.buffer
    with contextlib.suppress(BrokenPipeError):  # whoever asked has seen enough
        try:
            _answer(request, output)
        except QueryError as exc:
            write_line(output, {"error": exc.problem, "position": exc.position})
        except (OSError, ValueError, RuntimeError) as exc:
            write_line(output, {"error": str(exc)})
        output.flush()


def _limit(request: Mapping[str, Any]) -> None:
    """Take away what a query doesn't need, as far as the platform can."""
    if not request["allowed_services"]:
        cut_network()
    limit_resources(cpu_seconds=request["cpu_seconds"], memory_bytes=request["memory_bytes"])


def cut_network() -> None:
    """Leave this process without a network, where that can be done; to be called before any thread starts."""
    with contextlib.suppress(OSError, AttributeError):  # only Linux can, and not within every container
        ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def limit_resources(*, cpu_seconds: int | None = None, memory_bytes: int | None = None) -> None:
    """Bound what this process may take, where the platform can; processor time from now on.

    Args:
        cpu_seconds: The process is ended when it has worked so much longer.
        memory_bytes: The process is ended when it needs more.
    """
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    limits: list[tuple[int, tuple[int, int]]] = [(resource.RLIMIT_CORE, (0, 0))]
    if cpu_seconds is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
        limits.append((resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1])))
    if memory_bytes is not None:
        limits.append((resource.RLIMIT_AS, (memory_bytes, memory_bytes)))
    for limit, value in limits:
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some
            resource.setrlimit(limit, value)


def _answer(request: Mapping[str, Any], output: BinaryIO) -> None:
    started = time.perf_counter()
    _, store = open_published(Path(request["store"]))
    if request["as_of"] is not None:
        store = store_as_of(store, request["as_of"])
    opened = time.perf_counter()
    found = evaluate(
        store, request["query"], prefixes=request["prefixes"], allowed_services=request["allowed_services"]
    )
    head = head_of(found)
    head["seconds"] = {"open": opened - started, "plan": time.perf_counter() - opened}
    write_line(output, head)
    _write_answer(found, request, output)


def head_of(found: Evaluation) -> dict[str, Any]:
    """Return what is known of an answer before its rows."""
    head = {"kind": found.kind, "variables": found.variables, "unknown": found.unknown}
    return head | {"value": bool(found.result)} if isinstance(found.result, ox.QueryBoolean) else head


def _write_answer(found: Evaluation, request: Mapping[str, Any], output: BinaryIO) -> None:
    format_, limit = request["format"], request["limit"]
    if isinstance(found.result, ox.QueryBoolean):
        if format_ in RESULT_FORMATS:
            output.write(found.result.serialize(format=RESULT_FORMATS[format_]) or b"")
    elif isinstance(found.result, ox.QuerySolutions):
        if format_ in RESULT_FORMATS:
            write_solutions(output, found.result, format_, limit=limit)
        else:
            _write_rows(output, first_of(found.result, limit=limit))
    else:
        format_ = "turtle" if format_ == "auto" else format_
        triples = first_of(found.result, limit=limit)
        if format_ in RDF_FORMATS:
            write_triples(output, triples, format_, request["prefixes"])
        else:
            _write_rows(output, triples)


def _write_rows(output: BinaryIO, rows: Iterable[Any]) -> None:
    flushed = -math.inf
    for row in rows:
        write_line(output, [_cell(term) for term in row])
        if time.monotonic() - flushed > _FLUSH_SECONDS:
            output.flush()
            flushed = time.monotonic()
    write_line(output, None)  # the end: without it, the answer was cut short


def _cell(term: Any) -> list[str] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.Literal):
        return ["literal", term.value, term.datatype.value, term.language or ""]
    return ["other", str(term)]


def write_line(output: BinaryIO, value: object) -> None:
    """Write a value as a line of JSON."""
    output.write(json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n")


if __name__ == "__main__":
    main()
