"""A server from its start to its end: a socket, uvicorn, and what is told on the way.

Settings flow in; nothing flows out until somebody ends the server.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Final

import uvicorn

from realpolitik.errors import InputError
from realpolitik.rdf.store import require_store
from realpolitik.server.app import build_app
from realpolitik.server.endpoint import CutOffError
from realpolitik.server.problems import ProblemError
from realpolitik.server.settings import Settings

_CONNECTIONS: Final = 512
_BACKLOG: Final = 256
_GRACE_SECONDS: Final = 5


def open_socket(settings: Settings) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: The address cannot be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(_BACKLOG)
    except OSError as exc:
        listening.close()
        place = f"port {settings.port} of {settings.host}"
        problem = f"{place} cannot be had: {exc.strerror or exc}; --port 0 takes a free one"
        raise InputError(problem) from exc
    return listening


def address_of(listening: socket.socket) -> str:
    """Return the address of a socket as one types it into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class GraphServer(uvicorn.Server):
    """A server that tells when it answers."""

    def __init__(self, settings: Settings, *, on_ready: Callable[[], object] = lambda: None) -> None:
        logging.getLogger("uvicorn.error").addFilter(_is_worth_telling)
        self._on_ready = on_ready
        self._app = build_app(settings)
        super().__init__(
            uvicorn.Config(
                self._app,
                http="h11",
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=_CONNECTIONS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
        )

    @property
    def failure(self) -> str | None:
        """Why it couldn't start."""
        failure: str | None = getattr(self._app.state, "failure", None)
        return failure

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell so."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def serve(settings: Settings, *, on_ready: Callable[[str], object]) -> None:
    """Serve a graph until the process is told to end.

    Args:
        settings: What and where.
        on_ready: Told the server's address once it answers.

    Raises:
        InputError: The address cannot be had, or the graph cannot be opened.
    """
    require_store(settings.store)
    listening = open_socket(settings)
    address = address_of(listening)
    server = GraphServer(settings, on_ready=lambda: on_ready(address))
    with closing(listening), suppress(KeyboardInterrupt, SystemExit):
        server.run(sockets=[listening])
    if server.failure is not None:
        raise InputError(f"{server.failure}; build it anew", path=str(settings.graph))


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Leave out what is told already: to clients that an answer was cut off, to users why nothing starts."""
    exception = record.exc_info[1] if record.exc_info else None
    text = record.getMessage()
    is_told = ProblemError.__name__ in text or text.startswith("Application startup failed")
    return not (is_told or isinstance(exception, CutOffError))
