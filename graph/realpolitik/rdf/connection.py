"""HTTP to a SPARQL server: who asks, how often it is tried again, and what a refusal means.

Requests flow out and responses flow in.  Name, password and token come from the environment alone; a password
goes only to a server that asks for it, and never unencrypted to another machine but as a digest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.util import Retry

from realpolitik.errors import InputError, RealpolitikError

USER, PASSWORD, TOKEN = (f"REALPOLITIK_ENDPOINT_{name}" for name in ("USER", "PASSWORD", "TOKEN"))
_ATTEMPTS: Final = 5
_BACKOFF_SECONDS: Final = 0.5
_LONGEST_WAIT_SECONDS: Final = 30
_BUSY: Final = (429, 502, 503, 504)
_CONNECT_SECONDS: Final = 10.0
_TOLD_CHARACTERS: Final = 300  # of a server's own words
_LOOPBACK: Final = frozenset(("localhost", "127.0.0.1", "::1"))
_UNAUTHORIZED, _FORBIDDEN, _REDIRECT, _ERROR = 401, 403, 300, 400


class EndpointError(RealpolitikError):
    """A SPARQL server cannot be reached, refuses, or answers what is no answer.

    Attributes:
        url: Its address.
        problem: What went wrong and what to do.
        status: Its HTTP status; None where there was no answer.
    """

    def __init__(self, problem: str, *, url: str, status: int | None = None) -> None:
        super().__init__(problem)
        self.problem, self.url, self.status = problem, url, status

    def __str__(self) -> str:
        """Return `address: problem`."""
        return f"{self.url}: {self.problem}"


class Connection:
    """A session with one server; a request that the server is too busy for is made again, later and later."""

    def __init__(
        self,
        url: str,
        *,
        timeout_seconds: float = 60.0,
        attempts: int = _ATTEMPTS,
        backoff_seconds: float = _BACKOFF_SECONDS,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Prepare; nothing is sent yet.

        Args:
            url: Of the service.
            timeout_seconds: How long the server may be silent.
            attempts: How often a request is made at most.
            backoff_seconds: The first wait between two attempts; each further one is twice as long.
            environment: Where name, password and token are.

        Raises:
            InputError: The address is none, or has a password in it.
        """
        self.url = url
        self._timeout = (_CONNECT_SECONDS, timeout_seconds)
        self._session = requests.Session()
        self._session.auth = _Authorization(url, environment)
        retry = Retry(
            total=attempts - 1,
            backoff_factor=backoff_seconds,
            backoff_max=_LONGEST_WAIT_SECONDS,
            status_forcelist=_BUSY,
            allowed_methods=None,  # to put or to add the same triples twice is to do it once
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))

    def send(self, method: str, *, missing: bool = False, **request: Any) -> requests.Response:
        """Make a request and return what the server answers.

        Args:
            method: Of HTTP.
            missing: Whether "not found" is an answer too.
            **request: As in `requests.Session.request`.

        Raises:
            EndpointError: The server cannot be reached, or refuses.
        """
        with self.translated():
            response = self._session.request(
                method, self.url, timeout=self._timeout, allow_redirects=False, **request
            )
        if response.status_code >= _REDIRECT and not (
            missing and response.status_code == requests.codes.not_found
        ):
            raise self._refusal(response)
        return response

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what goes wrong between here and the server into an error of ours.

        Raises:
            EndpointError: It did.
        """
        try:
            yield
        except requests.exceptions.ReadTimeout as exc:
            problem = (
                f"is silent for more than {self._timeout[1]:g} seconds; narrow the query or raise --timeout"
            )
            raise EndpointError(problem, url=self.url) from exc
        except requests.exceptions.RequestException as exc:
            raise EndpointError(f"cannot be reached: {_reason(exc)}", url=self.url) from exc

    def _refusal(self, response: requests.Response) -> EndpointError:
        status = response.status_code
        words = " ".join(response.content[: 4 * _TOLD_CHARACTERS].decode("utf-8", "replace").split())
        said = f": {words[:_TOLD_CHARACTERS]}" if words else ""
        problem = f"answers {status} {response.reason or ''}".rstrip() + said
        if status in {_UNAUTHORIZED, _FORBIDDEN}:
            problem = f"refuses ({status}); set {USER} and {PASSWORD}, or {TOKEN}, to those that may"
        elif status < _ERROR:
            problem = f"has moved to {response.headers.get('Location', 'elsewhere')}; give that address"
        elif status in _BUSY:
            problem += "; it is too busy or down, try again later"
        return EndpointError(problem, url=self.url, status=status)


class _Authorization(AuthBase):
    """A token goes with each request; name and password once the server asks, in the way that it asks for."""

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        problem = f"{url!r} is no address of a server; it begins with http:// or https://"
        try:
            parts = urlsplit(url)
        except ValueError as exc:
            raise InputError(problem) from exc
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InputError(problem)
        if parts.username or parts.password:
            raise InputError(f"leave name and password out of the address; set {USER} and {PASSWORD}")
        self._is_private = parts.scheme == "https" or parts.hostname in _LOOPBACK
        self._token = environment.get(TOKEN)
        user = environment.get(USER)
        password = environment.get(PASSWORD, "")
        self._digest = HTTPDigestAuth(user, password) if user else None
        self._basic = HTTPBasicAuth(user, password) if user else None
        self._asked_basic = False

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            self._require_privacy()
            request.headers["Authorization"] = f"Bearer {self._token}"
        elif self._asked_basic and self._basic:
            return self._basic(request)
        elif self._digest:
            request = self._digest(request)
            request.register_hook("response", self._answer_basic)
        return request

    def _answer_basic(self, response: requests.Response, **options: Any) -> requests.Response:
        asks = response.headers.get("WWW-Authenticate", "").lower()
        if response.status_code != _UNAUTHORIZED or not asks.startswith("basic") or self._asked_basic:
            return response
        self._require_privacy()
        self._asked_basic = True
        response.content  # noqa: B018 - the connection is used again
        assert self._basic is not None
        again = self._basic(response.request.copy())
        return response.connection.send(again, **options)

    def _require_privacy(self) -> None:
        if not self._is_private:
            raise InputError("a password or token would be sent unencrypted; use an https address")


def _reason(exc: Exception) -> str:
    """Return the innermost words: a chain of libraries wraps what the system said."""
    text = str(exc)
    for words in (
        "Connection refused",
        "Name or service not known",
        "Connection reset",
        "timed out",
        "too many",
    ):
        if words.lower() in text.lower():
            return words.lower()
    return text[:_TOLD_CHARACTERS]
