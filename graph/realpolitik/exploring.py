"""Explorer pages of claims, wherever these come from, and claims that lie outside a graph folder.

Composes rooms as the pipeline does: claims are chosen, related and compared by analysis, and drawn by views.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Unpack, cast

from realpolitik.analysis import contradictions, relationships
from realpolitik.analysis.selection import Conditions, actors_of, select_claims
from realpolitik.errors import InputError
from realpolitik.ledger import read_claims, read_documents
from realpolitik.ledger.claims import claim_order
from realpolitik.model import Claim, Document, DocumentId
from realpolitik.views import Scope, narrow, render_explorer
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_COMPARED = 20_000  # claims that a page compares with each other; more are coded events, which have no words


class Exploration(Conditions, total=False):
    """What a page holds and how it looks; what is missing or None leaves all in, or to the reader.

    Attributes:
        title: Heading of the page.
        theme: "light" or "dark" to begin with; None follows the reader's system.
        layout: How actors are placed: "auto", "springs", "ring" or "force".
        focus: Only this actor, by id or any name, and those near it.
        depth: How many steps from the focus are near.
        first: Only claims of this day or later, ISO 8601.
        last: Only claims of this day or earlier.
        as_of: Only what documents published up to this day say, and the offices held on it.
        source: Only claims of this publisher.
    """

    title: str | None
    theme: str | None
    layout: str | None
    focus: str | None
    depth: int | None
    first: str | None
    last: str | None
    as_of: str | None
    source: str | None


def explorer_page(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    *,
    scheme: RelationScheme,
    registry: ActorRegistry,
    **options: Unpack[Exploration],
) -> str:
    """Return the explorer of some claims as one offline page.

    Args:
        claims: Of which the page holds those that the options keep.
        documents: That the claims come from.
        scheme: Of the claims' relations.
        registry: Of known actors.
        **options: As in `Exploration`.

    Raises:
        VocabularyError: An actor, relation, category or status is unknown.
        ExplorerTooLargeError: The page would be too large to open or mail.
    """
    given = cast("dict[str, str | None]", options)
    conditions = cast("Conditions", {key: given[key] for key in Conditions.__annotations__ if key in given})
    focus = options.get("focus")
    scope = Scope(
        focus=registry.merged(actors_of(claims, registry)).resolve(focus) if focus else None,
        depth=options.get("depth") or 1,
        first=options.get("first"),
        last=options.get("last"),
        as_of=options.get("as_of"),
        source=options.get("source"),
    )
    kept = narrow(select_claims(claims, scheme=scheme, registry=registry, **conditions), documents, scope)
    compared = len(kept) <= _COMPARED
    as_of = options.get("as_of")
    known = registry.as_of(as_of) if as_of else registry
    return render_explorer(
        documents=documents,
        claims=kept,
        relationships=relationships(kept, documents, scheme),
        contradictions=contradictions(kept, documents, scheme, registry=known) if compared else (),
        scheme=scheme,
        registry=known,
        title=options.get("title"),
        theme=options.get("theme"),
        layout=options.get("layout") or "auto",
    )


def read_loose_claims(path: Path) -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
    """Read a file of claims that is no part of a graph folder, with its documents.

    These are read from documents.jsonl where one lies beside the claims; a document that isn't in it is
    known by its id alone, and every claim still has its quote.

    Args:
        path: A file of claims as JSON Lines.

    Raises:
        InputError: A file cannot be read, or a record of it is bad.
    """
    claims = read_claims(path)
    beside = path.with_name("documents.jsonl")
    known = {document.id: document for document in (read_documents(beside) if beside.is_file() else ())}
    names = dict.fromkeys(claim.evidence.document for claim in claims)
    return claims, tuple(known.get(name) or _stand_in(name) for name in names)


def gather_claims(
    endpoint: str, *, on_skip: Callable[[InputError], None]
) -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
    """Read the claims and documents of a graph that a SPARQL server has.

    Args:
        endpoint: Address of its query service.
        on_skip: Takes what is not as a build writes it.

    Raises:
        EndpointError: The server cannot be reached, or refuses.
    """
    from realpolitik.rdf.connection import Connection  # noqa: PLC0415 - HTTP that only an endpoint needs
    from realpolitik.rdf.gathering import gather_documents  # noqa: PLC0415 - likewise

    found = list(gather_documents(Connection(endpoint), on_skip=on_skip))
    claims = (claim for _, told in found for claim in told)
    return tuple(sorted(claims, key=claim_order)), tuple(document for document, _ in found)


def _stand_in(name: DocumentId) -> Document:
    return Document(id=name, text="")
