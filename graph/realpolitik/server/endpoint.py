"""The SPARQL endpoint: a request in, an answer out as it is found, and every way in which that can fail.

Runs queries in a `WorkerPool`; parses no SPARQL.  An answer that cannot be finished is cut off, so that no
client takes a part for the whole.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Iterable
from typing import Any, Final

from starlette.datastructures import URL, Headers
from starlette.types import Receive, Scope, Send

from realpolitik.rdf.service_description import describe_service
from realpolitik.server.metrics import Metrics
from realpolitik.server.negotiation import PAGE, RESULTS, TRIPLES, choose, quality_of
from realpolitik.server.problems import ProblemError
from realpolitik.server.protocol import ALLOWED, MAX_BODY_BYTES, ProtocolQuery, read_request
from realpolitik.server.settings import Settings
from realpolitik.server.workers import Frame, Worker, WorkerEndedError, WorkerPool

_NO_CONTENT: Final = 204
_BODY_SECONDS: Final = 15.0
_TRANSFER_FACTOR: Final = 4  # a client may take so many time limits to read what took at most one to find
_STATUS_OF: Final = {"query": (400, "refused"), "format": (406, "invalid"), "store": (503, "failed")}


class CutOffError(Exception):
    """An answer that has begun cannot be finished; the connection is closed in its middle."""


class Endpoint:
    """The ASGI application at `/sparql`."""

    def __init__(self, settings: Settings, pool: WorkerPool, metrics: Metrics) -> None:
        self._settings = settings
        self._pool = pool
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS":
            await _send_whole(send, 204, [("Allow", ALLOWED)], b"")
            return
        response = _Response(send, is_head=scope["method"] == "HEAD")
        started = time.monotonic()
        try:
            outcome = await self._answer(scope, headers, receive, response)
        except ProblemError as exc:
            outcome = exc.outcome
            media_type, body = exc.rendered(headers.get("accept", ""))
            await response.whole(exc.status, [("Content-Type", media_type), *exc.headers.items()], body)
        except CutOffError:
            self._metrics.queries.labels("cut").inc()
            raise
        if outcome is not None:
            self._metrics.queries.labels(outcome).inc()
            self._metrics.seconds.observe(time.monotonic() - started)

    async def _answer(
        self, scope: Scope, headers: Headers, receive: Receive, response: _Response
    ) -> str | None:
        if scope["method"] not in ALLOWED.split(", "):
            problem = f"{scope['method']} is not of this protocol; use GET or POST"
            raise ProblemError(405, problem, outcome="invalid", headers={"Allow": ALLOWED})
        body = await _body(headers, receive) if scope["method"] == "POST" else b""
        asked = read_request(scope["method"], scope["query_string"], headers, body)
        address = str(URL(scope=scope).replace(query="", fragment="")).rstrip("/")
        if asked is None:
            await _describe(address, headers.get("accept", ""), response)
            return None
        # Whoever goes away needs no answer: the query ends with the connection.
        gone = asyncio.ensure_future(_disconnected(receive))
        work = asyncio.ensure_future(self._run(asked, address, headers.get("accept", ""), response))
        try:
            await asyncio.wait({gone, work}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return await work
            return "gone"
        finally:
            for task in (gone, work):
                task.cancel()
            await asyncio.gather(gone, work, return_exceptions=True)

    async def _run(self, asked: ProtocolQuery, base_iri: str, accept: str, response: _Response) -> str:
        types = _wanted(asked, accept)
        request = {
            "query": asked.query,
            "default_graphs": asked.default_graphs,
            "named_graphs": asked.named_graphs,
            "base_iri": base_iri,
            "formats": {kind: None if found is None else found[0] for kind, found in types.items()},
            "limit": asked.limit,
            "most": self._settings.max_rows,
        }
        async with self._pool.lease() as worker:
            clock = _Clock(worker, self._settings.time_limit_seconds)
            worker.ask(request, time_limit_seconds=self._settings.time_limit_seconds)
            head, first = await self._first(clock)
            chosen = types[head["kind"]]
            assert chosen is not None
            lines = [("Content-Type", f"{chosen[1]}; charset=utf-8"), ("Vary", "Accept")]
            lines += [("Realpolitik-Note", note) for note in _notes(head["unknown"])]
            try:
                async with asyncio.timeout(_TRANSFER_FACTOR * self._settings.time_limit_seconds):
                    await self._transfer(clock, response, lines, first)
            except TimeoutError as exc:
                raise CutOffError from exc
        return "answered"

    async def _transfer(
        self, clock: _Clock, response: _Response, lines: Iterable[tuple[str, str]], frame: Frame
    ) -> None:
        await response.start(200, lines)
        try:
            while frame[0] == "D":
                await response.piece(frame[1])
                self._metrics.content_bytes.inc(len(frame[1]))
                if response.is_head:
                    break
                frame = await clock.frame()
        except ProblemError as exc:
            raise CutOffError from exc
        if frame[0] == "E" and "error" in json.loads(frame[1]):
            raise CutOffError
        await response.end()

    async def _first(self, clock: _Clock) -> tuple[dict[str, Any], Frame]:
        """Return the head of an answer, and the frame that follows.

        Raises:
            ProblemError: There is no answer.
        """
        kind, content = await clock.frame()
        if kind == "E":
            tail = json.loads(content)
            status, outcome = _STATUS_OF[tail["reason"]]
            position = tuple(tail["position"]) if tail.get("position") else None
            raise ProblemError(status, tail["error"], outcome=outcome, position=position)
        return json.loads(content), await clock.frame()


class _Clock:
    """A worker, and the time that its query has left."""

    def __init__(self, worker: Worker, seconds: float) -> None:
        self._worker = worker
        self._seconds = seconds
        self._left = seconds

    async def frame(self) -> Frame:
        """Return the next frame.

        Raises:
            ProblemError: The time is up, or the worker ended.
        """
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._left):
                return await self._worker.frame()
        except TimeoutError:
            problem = f"stopped after {self._seconds:g} seconds; narrow the query"
            raise ProblemError(504, problem, outcome="late") from None
        except WorkerEndedError:
            problem = "the query needs more memory or time than it may have; narrow it or add LIMIT"
            raise ProblemError(500, problem, outcome="failed") from None
        finally:
            self._left -= time.monotonic() - started


class _Response:
    """One HTTP response; sends no body where only the head was asked for."""

    def __init__(self, send: Send, *, is_head: bool) -> None:
        self._send = send
        self.is_head = is_head

    async def whole(self, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
        await _send_whole(self._send, status, headers, body, is_head=self.is_head)

    async def start(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        await self._send({"type": "http.response.start", "status": status, "headers": _encoded(headers)})

    async def piece(self, content: bytes) -> None:
        if not self.is_head:
            await self._send({"type": "http.response.body", "body": content, "more_body": True})

    async def end(self) -> None:
        await self._send({"type": "http.response.body", "body": b""})


async def _send_whole(
    send: Send, status: int, headers: Iterable[tuple[str, str]], body: bytes, *, is_head: bool = False
) -> None:
    lines = [*headers, ("Content-Length", str(len(body)))] if body or status != _NO_CONTENT else list(headers)
    await send({"type": "http.response.start", "status": status, "headers": _encoded(lines)})
    await send({"type": "http.response.body", "body": b"" if is_head else body})


def _encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers]


async def _describe(address: str, accept: str, response: _Response) -> None:
    """Tell what this service is: in RDF, or by its query page to whoever would rather read."""
    if quality_of(accept, PAGE) > quality_of(accept, TRIPLES):
        await response.whole(303, [("Location", "/query"), ("Vary", "Accept")], b"")
        return
    chosen = choose(accept, TRIPLES)
    if chosen is None:
        problem = "a service description comes as Turtle, N-Triples, JSON-LD or RDF/XML; to ask, give query="
        raise ProblemError(406, problem, outcome="invalid")
    headers = [("Content-Type", f"{chosen[1]}; charset=utf-8"), ("Vary", "Accept")]
    await response.whole(200, headers, describe_service(address, chosen[0]))


def _wanted(asked: ProtocolQuery, accept: str) -> dict[str, tuple[str, str] | None]:
    """Return the format and media type for each kind of answer."""
    wanted: dict[str, tuple[str, str] | None] = {}
    for kind, offers in (("rows", RESULTS), ("boolean", RESULTS), ("triples", TRIPLES)):
        if asked.format is not None and asked.format in offers:
            wanted[kind] = (asked.format, offers[asked.format][0])
        else:
            wanted[kind] = choose(accept, offers)
    return wanted


def _notes(unknown: Iterable[Iterable[str]]) -> list[str]:
    notes = []
    for name, *nearest in unknown:
        advice = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
        notes.append(f"this graph has no {name}{advice}".encode("ascii", "backslashreplace").decode())
    return notes


async def _body(headers: Headers, receive: Receive) -> bytes:
    """Read the body of a request, as far as it may be.

    Raises:
        ProblemError: It is too large, or doesn't come.
    """
    problem = f"a query has at most {MAX_BODY_BYTES // 1024} KiB"
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > MAX_BODY_BYTES:
        raise ProblemError(413, problem, outcome="invalid")
    body, more = bytearray(), True
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while more:
                message = await receive()
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > MAX_BODY_BYTES:
                    raise ProblemError(413, problem, outcome="invalid")
    except TimeoutError:
        raise ProblemError(408, "the body didn't come", outcome="invalid") from None
    return bytes(body)


async def _disconnected(receive: Receive) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        while (await receive())["type"] != "http.disconnect":
            pass
