"""SPARQL servers of other makers, for tests: started on free ports of this machine, and stopped again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from stopping import stop

_PATIENCE_SECONDS = 180  # a busy machine makes Virtuoso slow to start
_VIRTUOSO_SETTINGS = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 2000
ServerThreads = 4
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        query: Address of its query service.
        graphs: Address of its graph store.
        environment: What a client needs to know to write.
    """

    query: str
    graphs: str
    environment: Mapping[str, str] = field(default_factory=dict)


def find_oxigraph() -> str | None:
    """Return the program of PyPI's oxigraph, if it is installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def find_virtuoso() -> str | None:
    """Return the program of Debian's virtuoso-opensource, if it is installed."""
    return shutil.which("virtuoso-t")


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def oxigraph() -> Iterator[Server]:
    """Run `oxigraph serve` in memory."""
    program = find_oxigraph()
    assert program is not None
    address = f"127.0.0.1:{free_port()}"
    with _running([program, "serve", "--bind", address], f"http://{address}/query"):
        yield Server(query=f"http://{address}/query", graphs=f"http://{address}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso with its database in a folder; its administrator writes, anybody asks."""
    program = find_virtuoso()
    assert program is not None
    port = free_port()
    (folder / "virtuoso.ini").write_text(
        _VIRTUOSO_SETTINGS.format(sql=free_port(), http=port), encoding="utf-8"
    )
    root = f"http://127.0.0.1:{port}"
    with _running([program, "-f", "-c", "virtuoso.ini"], f"{root}/sparql", folder):
        yield Server(
            query=f"{root}/sparql",
            graphs=f"{root}/sparql-graph-crud-auth",
            environment={"REALPOLITIK_ENDPOINT_USER": "dba", "REALPOLITIK_ENDPOINT_PASSWORD": "dba"},
        )


@contextmanager
def _running(command: list[str], url: str, folder: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(_PATIENCE_SECONDS * 5):
            try:
                if requests.get(url, params={"query": "ASK { ?s ?p ?o }"}, timeout=10).ok:
                    break
            except requests.RequestException:
                assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            time.sleep(0.2)
        else:
            raise AssertionError(f"{command[0]} doesn't answer")
        yield
    finally:
        stop(process)
