"""Where the log of a run goes: words on standard error with -v, JSON Lines in a file with --log-file.

Rooms log to `logging.getLogger(__name__)`, what happened as the message and its numbers as `fields`.  Only
this module gives such records a place, for one run of the command line; a program that imports realpolitik
gives them its own.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from realpolitik.cli.lines import plain_line
from realpolitik.errors import OutputError

_LOG = logging.getLogger(__name__)
_ROOT = logging.getLogger("realpolitik")


class _Talk(logging.Handler):
    """Writes records to standard error, as words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record on one line."""
        numbers = " ".join(
            f"{name}={_word(value)}" for name, value in _fields(record).items() if value is not None
        )
        line = f"{record.levelname.lower()}: {record.getMessage()} {numbers}".rstrip()
        click.echo(plain_line(line), err=True)


class _JsonLines(logging.Formatter):
    """Writes a record as an object on one line: time, level, event, logger, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "logger": record.name,
            "fields": _fields(record),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, default=str)


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields: dict[str, Any] = getattr(record, "fields", {})
    return fields


def _word(value: object) -> str:
    text = str(value)
    return text if text and not set(text) & set(" \t\n\"'=") else json.dumps(text, ensure_ascii=False)


def start_log(verbosity: int, file: str | None) -> Callable[[], None]:
    """Give the log its places; return what takes them away again.

    Args:
        verbosity: 0 for silence on standard error, 1 for what a run does, 2 for every document too.
        file: Where everything is told as JSON Lines, after what is there already.

    Raises:
        OutputError: The file cannot be written.
    """
    handlers: list[logging.Handler] = []
    if verbosity:
        handlers.append(_Talk(logging.INFO if verbosity == 1 else logging.DEBUG))
    if file is not None:
        try:
            written = logging.FileHandler(file, encoding="utf-8")
        except OSError as exc:
            raise OutputError(f"cannot be written: {exc.strerror or exc}", path=file) from exc
        written.setFormatter(_JsonLines())
        handlers.append(written)
    if not handlers:
        return lambda: None
    before = _ROOT.level
    _ROOT.setLevel(logging.DEBUG if file is not None or verbosity > 1 else logging.INFO)
    for handler in handlers:
        _ROOT.addHandler(handler)

    def stop() -> None:
        _ROOT.setLevel(before)
        for handler in handlers:
            _ROOT.removeHandler(handler)
            handler.close()

    return stop


class CommandLog:
    """Tells when a command began and how it ended."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._since = time.monotonic()
        _LOG.debug("command began", extra={"fields": {"command": name}})

    def end(self, code: int, problem: str | None = None) -> None:
        """Tell the end.

        Args:
            code: Exit code.
            problem: The error that ended it, if one did.
        """
        fields: dict[str, Any] = {
            "command": self._name,
            "exit": code,
            "seconds": round(time.monotonic() - self._since, 3),
        }
        if problem is not None:
            fields["problem"] = problem
        _LOG.log(
            logging.INFO if problem is None else logging.ERROR, "command ended", extra={"fields": fields}
        )
