"""HTML, PDF and long Markdown, read in a process that is ended when it takes too much time or memory.

Such files come from anywhere, and the libraries that read them can be driven to loop, to exhaust memory or to
crash by a file made for it.  A loop in this process could not be ended; that one can.  One process serves a
whole run, so its start is paid once.

In: bytes and limits.  Out: a `Draft`.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO, Any

from realpolitik.documents.draft import Draft
from realpolitik.documents.encoding import decode_text
from realpolitik.documents.limits import ReadLimits
from realpolitik.documents.markdown import read_markdown
from realpolitik.errors import RecordError
from realpolitik.model import Span

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 120.0  # loading the libraries on a busy machine; no file is read in this time
_COMMAND = "from realpolitik.documents.worker import main; main()"


class Workshop:
    """A process that reads such files, started when the first such file comes."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1)

    def read(self, data: bytes, kind: str, *, path: str) -> Draft:
        """Return the draft of one file.

        Args:
            data: The whole file.
            kind: Its media type.
            path: Where it is from, for errors.

        Raises:
            RecordError: It cannot be read, or not within the limits.
        """
        process = self._started(path)
        request = json.dumps({"kind": kind, "size": len(data), "path": path, "limits": asdict(self._limits)})
        future = self._thread.submit(_exchange, process, request.encode("ascii") + b"\n" + data)
        try:
            reply = future.result(timeout=self._limits.seconds)
        except FutureTimeoutError as exc:
            self._end()
            problem = f"took more than {self._limits.seconds:g} s to read; give its text instead"
            raise RecordError(problem, path=path) from exc
        if reply is None:
            self._end()
            problem = (
                "ended the process that read it (out of memory, or a damaged file); give its text instead"
            )
            raise RecordError(problem, path=path)
        if "problem" in reply:
            raise RecordError(reply["problem"], path=path)
        return _draft_from(reply)

    def close(self) -> None:
        """End the process; a later `read` would start another."""
        self._end()
        self._thread.shutdown()

    def _started(self, path: str) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        search = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        # -P: a module in the folder of the documents must never be taken for a library
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no word of the user in it
            [sys.executable, "-P", "-c", _COMMAND, str(self._limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": search},
        )
        ready = self._thread.submit(_exchange, self._process, b"")
        with contextlib.suppress(FutureTimeoutError):
            if ready.result(timeout=_START_SECONDS) is not None:
                return self._process
        self._end()
        raise RecordError("its reader could not be started; reinstall realpolitik", path=path)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


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
        requests: A line of JSON and the bytes of a file, again and again.
        replies: A line of JSON for each; one more at the start, when the libraries are loaded.
    """
    from realpolitik.documents.html import read_html  # noqa: PLC0415 - only this process loads them
    from realpolitik.documents.pdf import read_pdf  # noqa: PLC0415

    _reply(replies, {})
    while header := requests.readline():
        request = json.loads(header)
        data, path = requests.read(request["size"]), request["path"]
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
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # a library's print must not be a reply
    _bound_memory(int(sys.argv[1]))
    serve(sys.stdin.buffer, replies)


def _bound_memory(most: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):  # Windows has no such bound
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _exchange(process: subprocess.Popen[bytes], message: bytes) -> dict[str, Any] | None:
    """Send a message and return the reply; None where the process is gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(message)
        process.stdin.flush()
        line = process.stdout.readline()
    except (OSError, ValueError):  # a broken pipe, or one closed when the time was over
        return None
    reply: dict[str, Any] | None = json.loads(line) if line.endswith(b"\n") else None
    return reply


def _reply(replies: IO[bytes], message: dict[str, Any]) -> None:
    replies.write(json.dumps(message).encode("ascii") + b"\n")
    replies.flush()


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
