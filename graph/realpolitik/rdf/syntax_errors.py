"""What is wrong with a query that doesn't parse, in words for people: where, what, and what was meant.

The engine tells the farthest place that its parser looked at and every letter that it would have taken there.
Here the first word is found that no query could have in that place, by trying beginnings of the text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from typing import Final

import pyoxigraph as ox

from realpolitik.rdf.tokens import Token, iter_tokens, position_of

_PADDING: Final = " " * 60  # longer than any keyword, so that the parser cannot reach past it by one
_NO_CODE: Final = "\x01"
_POSITION: Final = re.compile(r"error at (\d+):(\d+): ", re.DOTALL)
_SENTENCE: Final = re.compile(r"\b(The [A-Z]?[A-Za-z]*[^,\[\]\"]+)")
_CLOSING: Final = {"{": "}", "(": ")", "[": "]"}
_MENDING: Final = (". ", "; ", ") ", "} ", "{ ", ">")
_KEYWORDS: Final = (
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "PREFIX",
    "BASE",
    "WHERE",
    "FROM",
    "NAMED",
    "DISTINCT",
    "REDUCED",
    "OPTIONAL",
    "UNION",
    "FILTER",
    "GRAPH",
    "MINUS",
    "BIND",
    "VALUES",
    "EXISTS",
    "NOT",
    "AS",
    "ORDER",
    "GROUP",
    "BY",
    "HAVING",
    "LIMIT",
    "OFFSET",
    "ASC",
    "DESC",
    "COUNT",
    "SUM",
    "MIN",
    "MAX",
    "AVG",
    "SAMPLE",
    "GROUP_CONCAT",
    "BOUND",
    "COALESCE",
    "IF",
    "REGEX",
    "STR",
    "LANG",
    "DATATYPE",
    "CONTAINS",
    "STRSTARTS",
    "STRENDS",
    "LCASE",
    "UCASE",
    "YEAR",
    "NOW",
)


def explain_syntax_error(
    query: str, message: str, parses: Callable[[str], str | None]
) -> tuple[str, int | None]:
    """Return what is wrong, and the offset of the place.

    Args:
        query: The text that didn't parse.
        message: What the engine says.
        parses: Returns what the engine says of a text, None where it parses.
    """
    sentence = _SENTENCE.search(message)
    if sentence is not None:
        return f"{sentence[1].strip()[:1].lower()}{sentence[1].strip()[1:]}", None
    if _POSITION.match(message) is None:
        return message, None
    tokens = [token for token in iter_tokens(query) if token.kind not in {"space", "comment"}]
    wrong = _first_wrong(query, tokens, parses)
    if wrong == len(tokens):
        return f"the query ends too early{_left_open(query, tokens)}", len(query.rstrip())
    token = tokens[wrong]
    hint = _hint(query, tokens, wrong, parses)
    return f"unexpected {token.text!r}{hint}", token.start


def parse_failure(prefixes: dict[str, str]) -> Callable[[str], str | None]:
    """Return a function that tells what the engine says of a text, None where it parses."""
    store = ox.Store()

    def parses(text: str) -> str | None:
        try:
            store.query(text, prefixes=prefixes)
        except SyntaxError as exc:
            return str(exc)
        except (OSError, ValueError, RuntimeError):  # it parses, and then does something that cannot be done
            return None
        return None

    return parses


def _first_wrong(query: str, tokens: Sequence[Token], parses: Callable[[str], str | None]) -> int:
    """Return the index of the first token that cannot stand where it does; their number where none is."""
    good, bad = 0, len(tokens) + 1
    while good + 1 < bad:
        middle = (good + bad) // 2
        if _may_begin(query[: tokens[middle - 1].start + len(tokens[middle - 1].text)], parses):
            good = middle
        else:
            bad = middle
    return good


def _may_begin(text: str, parses: Callable[[str], str | None]) -> bool:
    """Tell whether some query begins so: the parser then fails only at what no query has."""
    message = parses(text + _PADDING + _NO_CODE)
    found = _POSITION.match(message or "")
    if found is None:
        return message is None or _SENTENCE.search(message) is not None
    end = position_of(text + _PADDING, len(text) + len(_PADDING))
    return (int(found[1]), int(found[2])) >= end


def _left_open(query: str, tokens: Sequence[Token]) -> str:
    quote = next((token for token in tokens if token.kind == "other" and token.text in "\"'"), None)
    if quote is not None:
        return f": the text that begins at {_place(query, quote)} is never closed with {quote.text}"
    pending: list[Token] = []
    for token in tokens:
        if token.kind == "other" and token.text in _CLOSING:
            pending.append(token)
        elif pending and token.text == _CLOSING[pending[-1].text]:
            pending.pop()
    if not pending:
        return ""
    last = pending[-1]
    return f": the {last.text} at {_place(query, last)} is never closed with {_CLOSING[last.text]}"


def _hint(query: str, tokens: Sequence[Token], wrong: int, parses: Callable[[str], str | None]) -> str:
    token = tokens[wrong]
    quote = next((before for before in tokens[:wrong] if before.text in {'"', "'"}), None)
    if quote is not None:
        return f"; the text that begins at {_place(query, quote)} is never closed with {quote.text}"
    if token.kind == "iri" and ":" not in token.text:
        return "; an IRI has a scheme, as in <https://...>, unless BASE says what it is relative to"
    end = token.start + len(token.text)
    if token.kind == "word":
        for near in difflib.get_close_matches(token.text.upper(), _KEYWORDS, n=3, cutoff=0.7):
            if _may_begin(query[: token.start] + near, parses):
                return f"; did you mean {near}?"
    if tokens[wrong - 1].text.upper() == "SELECT" and tokens[wrong + 1 : wrong + 2] and token.kind == "word":
        return f"; a computed column is written ({token.text}(...) AS ?name)"
    for mending in _MENDING:
        if _may_begin(query[: token.start] + mending + query[token.start : end], parses):
            return f"; is a {mending.strip()} missing before it?"
    return ""


def _place(query: str, token: Token) -> str:
    line, column = position_of(query, token.start)
    return f"line {line}, column {column}"
