"""What every response carries, and which requests get none: a shell around the application.

Requests flow through.  On loopback a Host header that isn't this machine's is refused, since a page
elsewhere can have its own name lead to 127.0.0.1; and no page elsewhere may send queries unless its origin
was allowed.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from realpolitik.server.settings import Settings

_LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NO_PAGE: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._hosts = _LOCAL_NAMES | {settings.host} if settings.is_loopback else None
        self._cors = frozenset(settings.cors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message))
            await send(message)

        if self._hosts is not None and _host_name(headers.get("host", "")) not in self._hosts:
            await _refuse(send_guarded, 421, "this server answers to localhost only")
        elif scope["path"].startswith("/sparql") and self._is_foreign(headers):
            await _refuse(send_guarded, 403, "pages elsewhere may not ask here; allow one with --cors ORIGIN")
        else:
            await self._app(scope, receive, send_guarded)

    def _mark(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Content-Security-Policy", _NO_PAGE)
        if not self._cors:
            headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")

    def _is_foreign(self, headers: Headers) -> bool:
        """Tell whether a browser says that a page of an origin that isn't allowed sends this."""
        origin = headers.get("origin")
        if "*" in self._cors or origin in self._cors:
            return False
        if origin is not None:
            return origin.partition("://")[2] != headers.get("host")
        if headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document":
            return False  # somebody follows a link
        return headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def _host_name(host: str) -> str:
    """Return the name within a Host header.

    >>> _host_name("[::1]:80"), _host_name("LocalHost:7717")
    ('::1', 'localhost')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


async def _refuse(send: Send, status: int, detail: str) -> None:
    body = f"{detail}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
