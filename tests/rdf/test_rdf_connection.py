"""HTTP to a server that is busy, drops connections, asks for a password or sends elsewhere."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from realpolitik.errors import InputError
from realpolitik.rdf.connection import PASSWORD, TOKEN, USER, Connection, EndpointError
from realpolitik.rdf.remote import run_remote_query

Script = list[tuple[int, dict[str, str], bytes]]
YES = (
    200,
    {"Content-Type": "application/sparql-results+xml"},
    b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>',
)


class _Server(ThreadingHTTPServer):
    """Answers by a script, a request a line; 0 drops the connection."""

    script: Script
    seen: list[dict[str, str]]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        """Answer with the next line of the script; the last one again and again."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append(dict(self.headers))
        script = self.server.script
        status, headers, body = script.pop(0) if len(script) > 1 else script[0]
        if not status:
            self.connection.close()
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def scripted() -> Iterator[Callable[..., _Server]]:
    """Return a function that starts a server which answers by a script."""
    running: list[_Server] = []

    def start(*script: tuple[int, dict[str, str], bytes]) -> _Server:
        server = _Server(("127.0.0.1", 0), _Handler)
        server.script, server.seen = list(script), []
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def ask(server: _Server, **environment: str) -> bool | None:
    url = f"http://127.0.0.1:{server.server_port}/sparql"
    connection = Connection(url, backoff_seconds=0, environment=environment, timeout_seconds=5)
    return run_remote_query(connection, "ASK {}").value


@pytest.mark.parametrize("trouble", [429, 502, 503, 504])
def test_busy_server_is_asked_again(scripted: Callable[..., _Server], trouble: int) -> None:
    """Three refusals, then the answer."""
    server = scripted((trouble, {}, b""), (trouble, {"Retry-After": "0"}, b""), (trouble, {}, b""), YES)

    assert ask(server) is True
    assert len(server.seen) == 4


def test_dropped_connection_is_made_again(scripted: Callable[..., _Server]) -> None:
    """A connection that is reset is one trouble more."""
    server = scripted((0, {}, b""), YES)

    assert ask(server) is True
    assert len(server.seen) == 2


def test_it_gives_up(scripted: Callable[..., _Server]) -> None:
    """After five attempts, what the server said is told."""
    server = scripted((503, {}, b"down for repair"))
    with pytest.raises(EndpointError, match=r"answers 503 .*down for repair; it is too busy or down"):
        ask(server)

    assert len(server.seen) == 5


def test_other_errors_are_told_at_once(scripted: Callable[..., _Server]) -> None:
    """A wrong query is not asked again; a server that has moved is not followed."""
    wrong = scripted((400, {}, b"line 1: no such thing"))
    moved = scripted((302, {"Location": "http://example.org/"}, b""))
    with pytest.raises(EndpointError, match="answers 400 Bad Request: line 1: no such thing"):
        ask(wrong)
    with pytest.raises(EndpointError, match=r"has moved to http://example\.org/"):
        ask(moved)

    assert (len(wrong.seen), len(moved.seen)) == (1, 1)


def test_nobody_there() -> None:
    """A port where nobody listens is told in a few words."""
    connection = Connection("http://127.0.0.1:9/sparql", backoff_seconds=0, environment={})
    with pytest.raises(EndpointError, match="cannot be reached: connection refused"):
        run_remote_query(connection, "ASK {}")


def test_basic_password_goes_only_where_asked(scripted: Callable[..., _Server]) -> None:
    """The first request has no password; the second one has, since the server asked."""
    server = scripted((401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), YES)
    expected = "Basic " + base64.b64encode(b"ana:secret").decode()

    assert ask(server, **{USER: "ana", PASSWORD: "secret"}) is True
    assert [seen.get("Authorization") for seen in server.seen] == [None, expected]


def test_digest_never_shows_the_password(scripted: Callable[..., _Server]) -> None:
    """Digest is answered by a digest."""
    challenge = {"WWW-Authenticate": 'Digest realm="x", nonce="n", qop="auth", algorithm="MD5"'}
    server = scripted((401, challenge, b""), YES)

    assert ask(server, **{USER: "ana", PASSWORD: "secret"}) is True
    assert server.seen[1]["Authorization"].startswith('Digest username="ana"')
    assert "secret" not in str(server.seen)


def test_token(scripted: Callable[..., _Server]) -> None:
    """A token goes along from the start."""
    server = scripted(YES)

    assert ask(server, **{TOKEN: "t0k3n"}) is True
    assert server.seen[0]["Authorization"] == "Bearer t0k3n"


def test_refused_password_is_told(scripted: Callable[..., _Server]) -> None:
    """Who is refused is told which settings to set."""
    server = scripted((401, {"WWW-Authenticate": 'Basic realm="x"'}, b""))
    with pytest.raises(EndpointError, match=f"set {USER} and {PASSWORD}, or {TOKEN}"):
        ask(server, **{USER: "ana", PASSWORD: "wrong"})


def test_token_stays_private() -> None:
    """No token goes unencrypted to another machine."""
    connection = Connection("http://192.0.2.1/sparql", environment={TOKEN: "t0k3n"})
    with pytest.raises(InputError, match="unencrypted; use an https address"):
        connection.send("POST")


@pytest.mark.parametrize("url", ["localhost:7878/query", "file:///etc/passwd", "http://ana:x@localhost/"])
def test_addresses_that_are_none(url: str) -> None:
    """Only http and https, and no password in the address."""
    with pytest.raises(InputError):
        Connection(url, environment={})


@pytest.mark.parametrize(
    "body", [b"<html>Welcome</html>", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b""]
)
def test_what_is_no_answer(scripted: Callable[..., _Server], body: bytes) -> None:
    """A page, a document with entities and nothing at all are told as what they are."""
    server = scripted((200, YES[1], body))
    with pytest.raises(EndpointError, match="no SPARQL result"):
        ask(server)


@pytest.mark.parametrize("address", ["http://a[", "ftp://a/", "a", ""])
def test_what_is_no_address_is_told(address: str) -> None:
    """Also where Python's own parser trips over it."""
    with pytest.raises(InputError, match="is no address of a server"):
        Connection(address)
