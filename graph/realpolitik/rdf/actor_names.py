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
    wanted = slug(name)
    names: dict[str, str] = {}
    for predicate in _NAMING:
        found = set()
        for quad in store.quads_for_pattern(None, predicate, None, _GRAPH):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                if iris.find_actor_id(quad.subject.value) is None:
                    continue  # publishers and software have labels too
                if slug(quad.object.value) == wanted:
                    found.add(quad.subject.value)
                names.setdefault(slug(quad.object.value), quad.object.value)
        if len(found) == 1:
            return found.pop()
        if found:
            ids = sorted(str(iris.find_actor_id(iri)) for iri in found)
            several = " or ".join(f'@"{actor}"' for actor in ids)
            raise QueryError(f"several actors are called {name!r}; say which: {several}", position=position)
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)
    advice = f"; did you mean {' or '.join(names[key] for key in near)}?" if near else ""
    raise QueryError(f"nobody in this graph is called {name!r}{advice}", position=position)
