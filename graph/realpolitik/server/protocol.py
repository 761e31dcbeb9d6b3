"""The SPARQL 1.1 Protocol, query only: what a request asks for, or why it cannot be asked.

A method, a query string, headers and a body flow in; a `ProtocolQuery` flows out.  Knows no web framework.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Final
from urllib.parse import parse_qsl

from realpolitik.server.problems import ProblemError

ALLOWED: Final = "GET, HEAD, POST, OPTIONS"
MAX_BODY_BYTES: Final = 256 * 1024

_FORM: Final = "application/x-www-form-urlencoded"
_DIRECT: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_MAX_FIELDS: Final = 256
_READ_ONLY: Final = "this endpoint answers queries and changes nothing; send a query"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolQuery:
    """What a request asks for.

    Attributes:
        query: SPARQL.
        default_graphs: In place of the query's FROM.
        named_graphs: In place of the query's FROM NAMED.
        format: What the answer is to be written in, by its short name; None leaves it to the Accept header.
        limit: So many rows are enough; None for all.
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    limit: int | None = None


def read_request(
    method: str, query_string: bytes, headers: Mapping[str, str], body: bytes
) -> ProtocolQuery | None:
    """Return what a request asks for; None where it asks for nothing, which is for the description.

    Args:
        method: GET, HEAD or POST.
        query_string: As in the address.
        headers: By name in lower case.
        body: Of a POST.

    Raises:
        ProblemError: The request isn't as the protocol wants it.
    """
    fields = _fields(query_string)
    if method == "POST":
        type_, charset = _content_type(headers.get("content-type", ""))
        if type_ == _FORM:
            fields += _fields(body)
        elif type_ == _DIRECT:
            if any(name == "query" for name, _ in fields):
                raise _bad("the query is given twice, in the address and in the body")
            fields.append(("query", _text(body, charset)))
        elif type_ == _UPDATE:
            raise ProblemError(415, _READ_ONLY, outcome="invalid")
        else:
            problem = f"the body's type is {type_ or 'not given'}; send {_FORM} or {_DIRECT}"
            raise ProblemError(
                415, problem, outcome="invalid", headers={"Accept-Post": f"{_FORM}, {_DIRECT}"}
            )
    elif not fields:
        return None
    return _query(fields)


def _query(fields: list[tuple[str, str]]) -> ProtocolQuery:
    def values(name: str) -> list[str]:
        return [value for key, value in fields if key == name]

    if values("update"):
        raise _bad(_READ_ONLY)
    if len(values("query")) != 1:
        raise _bad("give the parameter query once; without any parameter, the service describes itself")
    graphs = {name: tuple(map(_graph, values(name))) for name in ("default-graph-uri", "named-graph-uri")}
    if values("using-graph-uri") or values("using-named-graph-uri"):
        raise _bad("using-graph-uri and using-named-graph-uri are of updates; " + _READ_ONLY)
    return ProtocolQuery(
        query=values("query")[0],
        default_graphs=graphs["default-graph-uri"],
        named_graphs=graphs["named-graph-uri"],
        format=next(iter(values("format")), None),
        limit=_limit(values("limit")),
    )


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _graph(iri: str) -> str:
    if not _SCHEME.match(iri) or any(char in iri for char in ' <>"{}|\\^`\n\r\t'):
        raise _bad(f"{iri!r} is no IRI of a graph")
    return iri


def _limit(values: list[str]) -> int | None:
    if not values:
        return None
    if not (values[0].isascii() and values[0].isdecimal()):
        raise _bad(f"limit is a whole number, and not {values[0]!r}")
    return int(values[0][:18])


def _fields(content: bytes) -> list[tuple[str, str]]:
    try:
        text = content.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except UnicodeDecodeError as exc:
        raise _bad("the parameters are not percent-encoded UTF-8") from exc
    except ValueError as exc:
        raise _bad(f"there are more than {_MAX_FIELDS} parameters") from exc


def _content_type(value: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = value
    charset = message.get_param("charset", "utf-8")
    return (message.get_content_type() if value else ""), str(charset).lower()


def _text(body: bytes, charset: str) -> str:
    if charset not in {"utf-8", "utf8"}:
        raise ProblemError(415, f"a query is UTF-8, and not {charset}", outcome="invalid")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise _bad(f"the query is no UTF-8: {exc.reason} at byte {exc.start}") from exc


def _bad(detail: str) -> ProblemError:
    return ProblemError(400, detail, outcome="invalid")
