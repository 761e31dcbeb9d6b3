"""HTML, PDF and long Markdown, read in a process that is ended when it takes too much time or memory.

Such files come from anywhere, and the libraries that read them can be driven to loop, to exhaust memory or to
crash by a file made for it.  A loop in this process could not be ended; that one can.  One process serves a
whole run, so its start is paid once.

In: bytes and limits.  Out: a `Draft`.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from typing import IO, Any

from realpolitik.documents.draft import Draft
from realpolitik.documents.encoding import decode_text
from realpolitik.documents.limits import ReadLimits
from realpolitik.documents.markdown import read_markdown
from realpolitik.errors import RecordError
from realpolitik.model import Span
from realpolitik.processes import SideProcess, read_message, send_message, take_replies

_MODULE = "realpolitik.documents.worker"
_START_SECONDS = 120.0  # loading the libraries on a busy machine; no file is read in this time


class Workshop:
    """A process that reads such files, started when the first such file comes."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._process = SideProcess(_MODULE, str(limits.memory_bytes), is_quiet=True)

    def read(self, data: bytes, kind: str, *, path: str) -> Draft:
        """Return the draft of one file.

        Args:
            data: The whole file.
            kind: Its media type.
            path: Where it is from, for errors.

        Raises:
            RecordError: It cannot be read, or not within the limits.
        """
        self._start(path)
        request = json.dumps({"kind": kind, "path": path, "limits": asdict(self._limits)})
        message = request.encode("ascii") + b"\n" + data
        answer, in_time = self._process.ask(message, seconds=self._limits.seconds)
        if not in_time:
            problem = f"took more than {self._limits.seconds:g} s to read; give its text instead"
            raise RecordError(problem, path=path)
        if answer is None:
            problem = (
                "ended the process that read it (out of memory, or a damaged file); give its text instead"
            )
            raise RecordError(problem, path=path)
        reply = json.loads(answer)
        if "problem" in reply:
            raise RecordError(reply["problem"], path=path)
        return _draft_from(reply)

    def close(self) -> None:
        """End the process; a later `read` would start another."""
        self._process.end()

    def _start(self, path: str) -> None:
        if self._process.is_running:
            return
        self._process.start()
        ready, _ = self._process.ask(b"", seconds=_START_SECONDS)
        if ready is None:
            raise RecordError("its reader could not be started; reinstall realpolitik", path=path)


@contextlib.contextmanager
def workshop(limits: ReadLimits) -> Iterator[Callable[[bytes, str, str], Draft]]:
    """Give a function that reads one file's bytes, kind and name; the process ends with the context."""
    shop = Workshop(limits)
    try:
        yield lambda data, kind, path: shop.read(data, kind, path=path)
    finally:
        shop.close()


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Read files until there are no more requests; run in the process that may be ended.

    Args:
        requests: Messages: an empty one first, then one for each file, a line of JSON and its bytes.
        replies: A message of JSON for each, the first when the libraries are loaded.
    """
    from realpolitik.documents.html import read_html  # noqa: PLC0415 - only this process loads them
    from realpolitik.documents.pdf import read_pdf  # noqa: PLC0415

    if read_message(requests) is None:
        return
    _reply(replies, {})
    while (message := read_message(requests)) is not None:
        header, _, data = message.partition(b"\n")
        request = json.loads(header)
        path = request["path"]
        limits = ReadLimits(**request["limits"])
        try:
            if request["kind"] == "application/pdf":
                draft = read_pdf(data, path=path, limits=limits)
            elif request["kind"] == "text/markdown":
                draft = read_markdown(decode_text(data, path=path)[0], path=path)
            else:
                draft = read_html(data, path=path)
        except RecordError as exc:
            place = "" if exc.line is None else f"line {exc.line}: "
            _reply(replies, {"problem": place + exc.problem})
        except MemoryError:
            limit = f"{limits.memory_bytes / 1e9:.1f} GB"
            _reply(replies, {"problem": f"needs more than {limit} of memory to read; give its text instead"})
        else:
            _reply(replies, _too_long(draft, limits) or asdict(draft))


def main() -> None:
    """Serve standard input and output, within bounds on memory where the platform has them."""
    replies = take_replies()
    _bound_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, replies)


def _bound_memory(most: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):  # Windows has no such bound
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _reply(replies: IO[bytes], message: dict[str, Any]) -> None:
    send_message(replies, json.dumps(message).encode("ascii"))


def _too_long(draft: Draft, limits: ReadLimits) -> dict[str, Any] | None:
    if len(draft.text) <= limits.characters:
        return None
    return {"problem": f"more than {limits.characters:,} characters of text; split it into parts"}


def _draft_from(reply: dict[str, Any]) -> Draft:
    values = {field.name: reply[field.name] for field in fields(Draft)}
    headings = values["headings"]
    values["headings"] = None if headings is None else tuple(Span(**span) for span in headings)
    values["notes"] = tuple(values["notes"])
    return Draft(**values)
