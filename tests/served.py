"""A graph served on a free loopback port, and plain HTTP to talk to it: what tests of the server share."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from realpolitik.server.running import GraphServer, address_of, open_socket
from realpolitik.server.settings import Settings

QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Reply:
    """What a server replied.

    Attributes:
        status: HTTP status.
        headers: By name in lower case.
        body: All of it.
        is_cut: Whether the connection was closed in its middle.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of SPARQL results in JSON."""
        bindings: list[dict[str, Any]] = self.json["results"]["bindings"]
        return bindings


@dataclass(frozen=True)
class Served:
    """A running server.

    Attributes:
        address: With no slash at the end.
    """

    address: str

    @property
    def endpoint(self) -> str:
        """The address of the SPARQL endpoint."""
        return f"{self.address}/sparql"

    def send(
        self, method: str, path: str, *, body: bytes | None = None, timeout: float = 60, **headers: Any
    ) -> Reply:
        """Send one request on a connection of its own; `content_type="..."` stands for the header."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=timeout)
        try:
            lines = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=lines)
            response = connection.getresponse()
            known = {name.lower(): value for name, value in response.getheaders()}
            try:
                return Reply(response.status, known, response.read())
            except http.client.IncompleteRead as exc:
                return Reply(response.status, known, exc.partial, is_cut=True)
        finally:
            connection.close()

    def ask(self, query: str, *, accept: str = "*/*", **parameters: Any) -> Reply:
        """Send a query by GET."""
        words = urlencode({"query": query, **parameters}, doseq=True)
        return self.send("GET", f"/sparql?{words}", accept=accept)

    def is_up(self) -> bool:
        """Tell whether it answers a simple query."""
        return self.ask("ASK {}").json["boolean"] is True

    def count(self, name: str) -> float:
        """Return the value of a line of its metrics."""
        lines = self.send("GET", "/metrics").text.splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


@contextmanager
def serving(settings: Settings) -> Iterator[Served]:
    """Serve a graph until the block ends."""
    listening = open_socket(settings)
    ready = threading.Event()
    server = GraphServer(settings, on_ready=ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not ready.wait(0.1):
            assert thread.is_alive(), f"the server didn't start: {server.failure}"
        yield Served(address_of(listening))
    finally:
        server.should_exit = True
        thread.join(60)
        listening.close()
        assert not thread.is_alive()
