"""Content negotiation: which of the formats that an answer can have a client likes best.

The value of an Accept header flows in, the name of a format and its media type flow out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Offers = Mapping[str, tuple[str, ...]]

# By format, in the order that we prefer; the first media type is what an undecided client gets.
RESULTS: Final[Offers] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
TRIPLES: Final[Offers] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
}
PAGE: Final[Offers] = {"html": ("text/html",)}
PROBLEM: Final = "application/problem+json"

_EXACT, _SUBTYPE, _ANY = 3, 2, 1


def choose(accept: str, offers: Offers) -> tuple[str, str] | None:
    """Return the format that a client likes best, and its media type; None where it takes none.

    >>> choose("text/csv;q=0.5, application/json", RESULTS)
    ('json', 'application/json')
    >>> choose("*/*", TRIPLES)
    ('turtle', 'text/turtle')
    >>> choose("image/png", RESULTS) is None
    True
    """
    ranges = _ranges(accept)
    best: tuple[float, int, str, str] | None = None
    for format_, types in offers.items():
        for media_type in types:
            quality, exactness = _quality(media_type, ranges)
            if quality > 0 and (best is None or (quality, exactness) > best[:2]):
                best = (quality, exactness, format_, media_type)
    return None if best is None else best[2:]


def quality_of(accept: str, offers: Offers) -> float:
    """Return how much a client likes the best of some formats, from 0 to 1.

    >>> quality_of("text/html, */*;q=0.1", PAGE)
    1.0
    """
    ranges = _ranges(accept)
    return max(_quality(media_type, ranges)[0] for types in offers.values() for media_type in types)


def _quality(media_type: str, ranges: Mapping[str, float]) -> tuple[float, int]:
    """Return how much a type is liked, by the range that fits it closest, and how close that is."""
    for name, exactness in (
        (media_type, _EXACT),
        (f"{media_type.partition('/')[0]}/*", _SUBTYPE),
        ("*/*", _ANY),
    ):
        if name in ranges:
            return ranges[name], exactness
    return 0.0, 0


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.split(",") if accept.strip() else ["*/*"]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _number(value)
        if name:
            found[name] = max(quality, found.get(name, 0.0))
    return found


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
