"""Claims in, one offline HTML page out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from realpolitik.model import Claim, Document, Relationship
from realpolitik.views.differences import Difference
from realpolitik.views.drawing import draw
from realpolitik.views.page import SIZE_LIMIT, escape_json, render_page
from realpolitik.views.payload import build_payload, gather_cast
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_TITLE: Final = "Who does what to whom"


def render_explorer(
    *,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    relationships: Sequence[Relationship],
    scheme: RelationScheme,
    registry: ActorRegistry,
    contradictions: Sequence[Difference] = (),
    title: str | None = None,
    theme: str | None = None,
    layout: str = "auto",
    start: str = "",
    size_limit: int = SIZE_LIMIT,
) -> str:
    """Return the explorer: a self-contained HTML page that shows a graph and the evidence for every edge.

    Args:
        documents: Those that the claims come from; others are listed without claims.
        claims: In the order in which a reader should see them.
        relationships: The claims' relationships; each becomes an edge.
        scheme: Names and categories of the relation types.
        registry: Labels, aliases and offices of known actors.
        contradictions: Where the claims differ, the most important first.
        title: Heading of the page.
        theme: "light" or "dark" to begin with; None follows the reader's system.
        layout: How actors are placed: "auto", "springs", "ring" or "force".
        start: What to show first, as the page writes it behind the `#` of its address.
        size_limit: Bytes that the page may take.

    Raises:
        ExplorerTooLargeError: The page would be larger; nothing is cut in silence.

    >>> from realpolitik.vocabulary import ActorRegistry, RelationScheme
    >>> page = render_explorer(documents=[], claims=[], relationships=[],
    ...     scheme=RelationScheme((), ()), registry=ActorRegistry(()))
    >>> page.startswith("<!doctype html>")
    True
    """
    cast = gather_cast(claims, registry)
    drawing = draw(relationships, cast, layout=layout)
    data = build_payload(
        documents=documents,
        claims=claims,
        relationships=relationships,
        scheme=scheme,
        cast=cast,
        differences=contradictions,
    )
    data["drawing"] = {
        "scale": drawing.scale.value,
        "nodes": {
            "actor": [cast.index[node["id"]] for node in drawing.nodes],
            **{name: [node[name] for node in drawing.nodes] for name in ("size", "x", "y")},
        },
        "options": drawing.options,
        "tall": drawing.tall,
        "most": drawing.most,
    }
    heading = title or _TITLE
    data |= {"title": heading, "start": start}
    data["key"] = hashlib.sha256(escape_json(data).encode()).hexdigest()[:16]  # names what a reader saves
    return render_page(
        title=heading,
        summary=summarize(
            documents=documents, claims=claims, relationships=relationships, actors=cast.involved
        ),
        data=data,
        theme=theme,
        limit=size_limit,
    )


def summarize(
    *,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    relationships: Sequence[Relationship],
    actors: int,
) -> str:
    """Return one sentence that says how much of what a page shows.

    >>> summarize(documents=[], claims=[], relationships=[], actors=0)
    'No claims: the documents hold none, or none that was asked for.'
    """
    if not claims:
        return "No claims: the documents hold none, or none that was asked for."
    used = {claim.evidence.document for claim in claims}
    read = [document for document in documents if document.id in used]
    publishers = {document.source for document in read if document.source}
    days = sorted(
        document.published.start for document in read if document.published and document.published.start
    )
    by = f" by {_count(len(publishers), 'publisher')}" if publishers else ""
    period = ""
    if days:
        first, last = days[0][:4], days[-1][:4]
        period = f", {first}" if first == last else f", {first}–{last}"
    return (
        f"{_count(len(relationships), 'relation')} between {_count(actors, 'actor')}, as told in "
        f"{_count(len(claims), 'claim')} from {_count(len(used), 'document')}{by}{period}."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
