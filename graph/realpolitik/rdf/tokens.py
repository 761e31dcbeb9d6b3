"""SPARQL text as tokens: enough to tell keywords and names from strings and comments.

Query text flows in, tokens flow out.  Knows no store, and doesn't parse: the engine does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_IRI = r'<[^<>"{}|^`\\\x00-\x20]*>'
_STRING = "|".join(  # noqa: FLY002 - one kind of string a line
    [
        r'\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"',
        r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''",
        r'"(?:[^"\\\n\r]|\\.)*"',
        r"'(?:[^'\\\n\r]|\\.)*'",
    ]
)
_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?"
_TOKEN: Final = re.compile(
    rf"""(?P<space>\s+)
    |(?P<comment>\#[^\n\r]*)
    |(?P<string>{_STRING})
    |(?P<iri>{_IRI})
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:{_LOCAL})?)
    |(?P<word>[^\W\d]\w*)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# What may follow a "<" is an IRI or an operand, and only a parser knows which.
_CODE: Final = re.compile(
    rf"(?:\#[^\n\r]*|{_STRING}|{_IRI}|(?:\w[\w-]*)?:[\w:%-]*|[?$]?\w+|\s+|.)", re.DOTALL
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    Attributes:
        kind: space, comment, string, iri, variable, name (with a prefix), word or other.
        text: As written.
        start: Offset.
    """

    kind: str
    text: str
    start: int


def iter_tokens(query: str) -> Iterator[Token]:
    """Cut a query into tokens; together they are the whole text.

    >>> [token.kind for token in iter_tokens("ASK{?a rp:b 'c'}") if token.kind != "space"]
    ['word', 'other', 'variable', 'name', 'string', 'other']
    """
    for match in _TOKEN.finditer(query):
        assert match.lastgroup is not None
        yield Token(match.lastgroup, match.group(), match.start())


def position_of(query: str, offset: int) -> tuple[int, int]:
    r"""Return the 1-based line and column of an offset.

    >>> position_of("ASK {\n ?a", 7)
    (2, 2)
    """
    line_start = query.rfind("\n", 0, offset) + 1
    return query.count("\n", 0, offset) + 1, offset - line_start + 1


def possible_offsets(query: str, keyword: str) -> set[int]:
    """Return the offsets at which an engine might read a keyword.

    A "<" begins an IRI or compares, which only a parser can tell apart, and quotes and comments after it read
    differently either way.  So all ways of reading are followed, in the text as it stands and, since SPARQL
    allows code point escapes, in the text with those resolved.

    >>> possible_offsets('ASK { ?s ?p "SERVICE" } # service', "SERVICE")
    set()
    >>> possible_offsets("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE")
    {6}
    """
    offsets: set[int] = set()
    for text in {query, _unescaped(query)}:
        offsets.update(_exposed(text, keyword))
    return offsets


def _exposed(text: str, keyword: str) -> Iterator[int]:
    pattern = re.compile(rf"{keyword}(?!\w)", re.IGNORECASE)
    if not pattern.search(text):
        return
    pending, seen = [0], {0}
    while pending:
        offset = pending.pop()
        if pattern.match(text, offset):
            yield offset
        match = _CODE.match(text, offset)
        # Two slashes are no code in any SPARQL: this way of reading took the inside of an IRI for code.
        if match is None or text.startswith("//", offset):
            continue
        for end in {match.end(), offset + 1} if text[offset] == "<" else {match.end()}:
            if end not in seen:
                seen.add(end)
                pending.append(end)


def _unescaped(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code <= _LAST_CODE_POINT else match.group()

    return _ESCAPE.sub(character, query)
