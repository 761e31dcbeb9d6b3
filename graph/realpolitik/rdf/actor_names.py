"""Names of actors in SPARQL: `@"Venezuela"` stands for the actor of that name.

No SPARQL has an at sign before a quote, so the form cannot be mistaken for anything else.  Text and a store
flow in; text that any engine takes flows out, with the way back to the places of the original.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from realpolitik.errors import QueryError
from realpolitik.model import slug
from realpolitik.rdf import iris
from realpolitik.rdf.tokens import iter_tokens, position_of

# In this order: a label wins over another actor's alias.
_NAMING = tuple(
    ox.NamedNode(iri)
    for iri in (
        f"{iris.RDFS}label",
        f"{iris.SKOS}altLabel",
        f"{iris.NS}demonym",
        f"{iris.NS}metonym",
    )
)
_GRAPH = ox.NamedNode(iris.ACTORS_GRAPH)


@dataclass(frozen=True, slots=True)
class NamedText:
    """A query whose names of actors have become IRIs.

    Attributes:
        text: The query.
        edits: Where the original was changed: its start and length there, and the length now.
    """

    text: str
    edits: tuple[tuple[int, int, int], ...] = ()

    def original_offset(self, offset: int) -> int:
        """Return the offset in the original of an offset in the text.

        >>> NamedText("ASK {<urn:x> ?p 1}", edits=((5, 4, 7),)).original_offset(13)
        10
        """
        shift = 0
        for start, before, after in self.edits:
            here = start + shift
            if offset < here:
                break
            if offset < here + after:
                return start
            shift += after - before
        return offset - shift


def resolve_actor_names(query: str, store: ox.Store) -> NamedText:
    """Put IRIs in the places of names.

    Args:
        query: SPARQL in which `@"Venezuela"` or `@'Venezuela'` may stand where an IRI may.
        store: Its actors are those who can be named.

    Raises:
        QueryError: Nobody in the graph has the name, or several have it.
    """
    parts, edits, last = [], [], 0
    for start, end, name in _named_places(query):
        iri = f"<{_find(name, store, position_of(query, start))}>"
        parts += [query[last:start], iri]
        edits.append((start, end - start, len(iri)))
        last = end
    return NamedText("".join([*parts, query[last:]]), tuple(edits))


def _named_places(query: str) -> Iterator[tuple[int, int, str]]:
    if '@"' not in query and "@'" not in query:
        return
    for at, string in pairwise(iter_tokens(query)):
        if at.text == "@" and string.kind == "string" and string.text[:3] not in {'"""', "'''"}:
            yield at.start, string.start + len(string.text), string.text[1:-1]


def _find(name: str, store: ox.Store, position: tuple[int, int]) -> str:
    by_id = ox.NamedNode(iris.actor_iri(name))
    if next(iter(store.quads_for_pattern(by_id, None, None, _GRAPH)), None) is not None:
        return by_id.value
    for predicate in _NAMING:  # as it is written, which an index finds
        found = {actor for actor, _ in _named(store, predicate, ox.Literal(name))}
        if found:
            return _only(found, name, position)
    wanted = slug(name)
    names: dict[str, str] = {}
    for predicate in _NAMING:
        found = set()
        for actor, text in _named(store, predicate):
            folded = slug(text)
            if folded == wanted:
                found.add(actor)
            names.setdefault(folded, text)
        if found:
            return _only(found, name, position)
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)
    advice = f"; did you mean {' or '.join(names[key] for key in near)}?" if near else ""
    raise QueryError(f"nobody in this graph is called {name!r}{advice}", position=position)


def _named(
    store: ox.Store, predicate: ox.NamedNode, name: ox.Literal | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the IRIs of actors with their names of one kind."""
    for quad in store.quads_for_pattern(None, predicate, name, _GRAPH):
        actor, text = quad.subject, quad.object
        if not isinstance(actor, ox.NamedNode) or not isinstance(text, ox.Literal):
            continue
        if iris.find_actor_id(actor.value) is not None:  # publishers and software have labels too
            yield actor.value, text.value


def _only(found: set[str], name: str, position: tuple[int, int]) -> str:
    if len(found) == 1:
        return next(iter(found))
    several = " or ".join(f'@"{actor}"' for actor in sorted(str(iris.find_actor_id(iri)) for iri in found))
    raise QueryError(f"several actors are called {name!r}; say which: {several}", position=position)
