"""What a query may not do, and what it names: told from its tokens, before an engine sees it.

SPARQL text flows in, a `CheckedQuery` flows out, or a `QueryError` that says what is refused and where.
Opens no store and parses nothing: an engine does.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from realpolitik.errors import QueryError
from realpolitik.rdf.tokens import Token, iter_tokens, position_of, possible_offsets

_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuery:
    """A query that neither writes nor reaches out, but for hosts that were allowed.

    Attributes:
        graphs: IRIs of the graphs that FROM and FROM NAMED name.
        names: Names that it writes with a known prefix, each with its IRI.
        services: Whether it asks an allowed host.
    """

    graphs: tuple[str, ...]
    names: Mapping[str, str]
    services: bool


def check_query(query: str, *, prefixes: Mapping[str, str], allowed_services: Sequence[str]) -> CheckedQuery:
    """Refuse what a query may not do.

    Args:
        query: SELECT, ASK, CONSTRUCT or DESCRIBE.
        prefixes: Prefixes that it may use without declaring them.
        allowed_services: Hosts that SERVICE may reach.

    Raises:
        QueryError: It is an update, would reach out, or uses an unknown prefix.

    >>> check_query("ASK { ?a rp:lends ?b }", prefixes={"rp": "urn:rp:"}, allowed_services=()).names
    {'rp:lends': 'urn:rp:lends'}
    """
    tokens = [token for token in iter_tokens(query) if token.kind not in {"space", "comment"}]
    _refuse_updates(query, tokens)
    declared = _check_prefixes(query, tokens, prefixes)
    services = _check_services(query, tokens, allowed_services)
    named = [token.text.partition(":") for token in tokens if token.kind == "name"]
    known = {name: iri for name, iri in prefixes.items() if name not in declared}
    return CheckedQuery(
        graphs=tuple(_graphs_from(query, tokens, known)),
        names={f"{name}:{local}": known[name] + local for name, _, local in named if local and name in known},
        services=services,
    )


def _refuse_updates(query: str, tokens: Sequence[Token]) -> None:
    """Tell an update from a query: the engine would only say that it expected SELECT."""
    prologue = {"PREFIX", "BASE"}
    for token in tokens:
        if token.kind == "word" and token.text.upper() not in prologue:
            if token.text.upper() in _UPDATES:
                problem = f"{token.text.upper()} changes data, and a graph is only read here"
                raise QueryError(problem, position=position_of(query, token.start))
            return


def _check_prefixes(query: str, tokens: Sequence[Token], prefixes: Mapping[str, str]) -> set[str]:
    """Return the prefixes that the query declares itself."""
    declared: set[str] = set()
    for before, token in pairwise((None, *tokens)):
        if token is None or token.kind != "name":
            continue
        prefix = token.text.partition(":")[0]
        if before is not None and before.text.upper() == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared and prefix not in prefixes:
            near = difflib.get_close_matches(prefix, {*declared, *prefixes}, n=1)
            advice = f"did you mean {near[0]}:? Or declare it" if near else "declare it"
            problem = f"unknown prefix {prefix}:; {advice} with PREFIX {prefix}: <...>"
            raise QueryError(problem, position=position_of(query, token.start))
    return declared


def _check_services(query: str, tokens: Sequence[Token], allowed: Sequence[str]) -> bool:
    """Refuse SERVICE to any host that isn't allowed; tell whether there is one that is."""
    offsets = possible_offsets(query, "SERVICE")
    if not offsets:
        return False
    endpoints = dict(_service_endpoints(tokens))
    hosts = set(map(_host, endpoints.values()))
    # Each place that an engine might read as SERVICE must be one that we see, and lead where it may.
    if set(endpoints) == offsets and hosts <= set(allowed):
        return True
    named = sorted(host for host in hosts if host and host not in allowed)
    advice = f"; allow it with --allow-service {named[0]}" if named else ""
    position = position_of(query, min(offsets))
    raise QueryError(f"SERVICE would send the query elsewhere{advice}", position=position)


def _host(endpoint: str) -> str | None:
    try:
        return urlsplit(endpoint).hostname
    except ValueError:  # such as http://a[/
        return None


def _service_endpoints(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for index, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() == "SERVICE":
            rest = [
                follower for follower in tokens[index + 1 : index + 3] if follower.text.upper() != "SILENT"
            ]
            yield token.start, rest[0].text[1:-1] if rest and rest[0].kind == "iri" else ""


def _graphs_from(query: str, tokens: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[str]:
    for index, token in enumerate(tokens):
        if token.kind == "word" and token.text.upper() == "FROM":
            rest = [
                follower for follower in tokens[index + 1 : index + 3] if follower.text.upper() != "NAMED"
            ]
            if rest and rest[0].kind == "iri":
                yield rest[0].text[1:-1]
            elif rest and rest[0].kind == "name":
                prefix, _, local = rest[0].text.partition(":")
                yield prefixes.get(prefix, f"{prefix}:") + local.replace("\\", "")
            else:
                raise QueryError("FROM needs the IRI of a graph", position=position_of(query, token.start))
