"""The process that makes entries: documents in at its standard input, entries out at its standard output.

It is started by `crew`, which ends it when one document takes too long; a crash here costs one document.
Ctrl-C is the starter's to handle: this process ends when its input does.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys
from typing import IO, Any

from realpolitik.processes import read_message, send_message, take_replies

ENTRY, PROBLEM, READY = b"E", b"P", b"R"


def main() -> None:
    """Serve standard input until it ends."""
    replies = take_replies()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    settings = read_message(requests)
    if settings is not None:
        serve(requests, replies, json.loads(settings))


def serve(requests: IO[bytes], replies: IO[bytes], settings: dict[str, Any]) -> None:
    """Make entries of documents until there are no more.

    Args:
        requests: Lines of documents.jsonl, each as a message.
        replies: An entry, or a problem, for each; before them what the software is.
        settings: Names of the pipeline and of the user's vocabulary.
    """
    from realpolitik.building.entries import entry_maker, pack
    from realpolitik.building.vocabulary import load_vocabulary
    from realpolitik.errors import RealpolitikError
    from realpolitik.ledger import document_from_json

    try:
        scheme, registry = load_vocabulary(settings["actors"], settings["relations"])
        extractor = class_named(settings["extractor"])(scheme, registry, pipeline=settings["pipeline"])
    except RealpolitikError as exc:
        send_message(replies, PROBLEM + str(exc).encode())
        return
    make = entry_maker(extractor, registry)
    send_message(replies, READY + extractor.version.encode())
    while (line := read_message(requests)) is not None:
        try:
            reply = ENTRY + pack(make(document_from_json(json.loads(line), path="worker", line=1)))
        except Exception as exc:  # noqa: BLE001 - whatever one document brings about costs that document only
            reply = PROBLEM + f"{type(exc).__name__}: {exc}".encode("utf-8", "replace")
        send_message(replies, reply)


def class_named(name: str) -> Any:
    """Return a class by module and name.

    >>> class_named("pathlib:Path").__name__
    'Path'
    """
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)
