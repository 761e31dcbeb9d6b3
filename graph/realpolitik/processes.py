"""Processes of our own beside this one: how they are started, asked, and ended when they take too long.

Bytes flow in as messages, each with its size before it, and so do the replies.  Knows nothing of what is in a
message, and nothing of who asks.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

_ROOT: Final = Path(__file__).resolve().parents[1]
_SIZE: Final = struct.Struct(">I")
# By itself glibc sets 64 MB of addresses aside for as many threads as happen to allocate at once: opening a
# store took 0.5 to 1.1 GB of them by chance, and a limit on addresses is how queries are kept within memory.
_MEMORY: Final = {"MALLOC_ARENA_MAX": "2"}


def command_of(module: str, *arguments: str) -> list[str]:
    """Return the command that runs the `main` of one of our modules in a process of its own.

    >>> command_of("realpolitik.rdf.worker")[1:]
    ['-P', '-c', 'from realpolitik.rdf.worker import main; main()']
    """
    # -P: a module in the folder of the documents must never be taken for a library
    return [sys.executable, "-P", "-c", f"from {module} import main; main()", *arguments]


def environment_of(**more: str) -> dict[str, str]:
    """Return the environment in which such a command finds this package, also in a checkout.

    >>> environment_of(COLOUR="none")["COLOUR"]
    'none'
    """
    search = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return {**_MEMORY, **os.environ, "PYTHONPATH": search, **more}


class SideProcess:
    """A process that answers one message after another; one thread asks it, any may end it."""

    def __init__(self, module: str, *arguments: str, is_quiet: bool = False, **environment: str) -> None:
        """Describe a process; `start` starts it.

        Args:
            module: Of ours, with a `main` that answers messages.
            arguments: Of its command.
            is_quiet: What it says on standard error goes nowhere.
            environment: Variables that it gets besides those of this process.
        """
        self._command = command_of(module, *arguments)
        self._is_quiet = is_quiet
        self._environment: Mapping[str, str] = environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether it was started and not ended since; it may have ended by itself."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """Its number, while it is running."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no word of the user in it
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if self._is_quiet else None,
            env=environment_of(**self._environment),
        )

    def ask(self, message: bytes, *, seconds: float) -> tuple[bytes | None, bool]:
        """Send a message; return the reply, None where the process ended instead, and whether it was in time.

        Where it was not in time, or there is no reply, the process has ended.
        """
        process = self._process
        if process is None:
            return None, True
        assert process.stdin is not None
        assert process.stdout is not None
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            send_message(process.stdin, message)
            reply = read_message(process.stdout)
        except (OSError, ValueError):  # a broken pipe, or one that was closed
            reply = None
        finally:
            timer.cancel()
        if reply is None or expired.is_set():
            self.end()
        return reply, not expired.is_set()

    def end(self) -> None:
        """End it, whatever it is doing, if it is running."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def take_replies() -> IO[bytes]:
    """Return the stream for replies, in a process that answers; nothing else is written to it."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # a library's print must not be a reply
    return replies


def send_message(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(_SIZE.pack(len(message)))
    stream.write(message)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """Read one message; None where the stream ends.

    >>> import io
    >>> stream = io.BytesIO()
    >>> send_message(stream, b"Norland")
    >>> read_message(io.BytesIO(stream.getvalue())), read_message(io.BytesIO(b"cut"))
    (b'Norland', None)
    """
    header = stream.read(_SIZE.size)
    if len(header) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(header)
    message = stream.read(size)
    return message if len(message) == size else None
