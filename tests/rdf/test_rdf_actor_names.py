"""Names of actors within SPARQL."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from realpolitik.errors import QueryError
from realpolitik.rdf import open_store, run_query
from realpolitik.rdf.actor_names import resolve_actor_names
from realpolitik.rdf.iris import ACTOR, ACTORS_GRAPH, RDFS, SKOS


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Venezuela", "VEN"),
        ("venezuela", "VEN"),
        ("VEN", "VEN"),
        ("US", "USA"),
        ("Havana", "CUB"),
        ("person:nicolas-maduro", "person/nicolas-maduro"),
        ("Nicolas Maduro", "person/nicolas-maduro"),
    ],
)
def test_ids_and_names_become_iris(store: Path, name: str, actor: str) -> None:
    """Labels, aliases and metonyms, with or without accents, in either kind of quotes."""
    opened = open_store(store)

    assert (
        resolve_actor_names(f'ASK {{ @"{name}" ?p ?o }}', opened).text == f"ASK {{ <{ACTOR}{actor}> ?p ?o }}"
    )
    assert f"<{ACTOR}{actor}>" in resolve_actor_names(f"ASK {{ ?s ?p @'{name}' }}", opened).text


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'a' }",
        'ASK { ?s ?p "mail@example.org" }',
        "ASK { ?s ?p 'x'@en }",
        'ASK { ?s ?p "@\\"Venezuela\\"" } # @"Venezuela"',
    ],
)
def test_nothing_else_is_changed(store: Path, query: str) -> None:
    """Neither language tags nor at signs in strings and comments."""
    assert resolve_actor_names(query, open_store(store)).text == query


def test_an_unknown_name_is_told_with_the_nearest_and_its_place(store: Path) -> None:
    """Where it stands in what was written."""
    with pytest.raises(
        QueryError, match="nobody in this graph is called 'Venezula'; did you mean Venezuela"
    ) as caught:
        run_query(store, 'ASK {\n  ?s ?p @"Venezula" }')

    assert caught.value.position == (2, 9)
    assert caught.value.excerpt == '    ?s ?p @"Venezula" }\n          ^'


def test_a_name_of_several_is_told_with_their_ids() -> None:
    """A label wins over another's alias; two of the same rank are ambiguous."""
    graph, label = ox.NamedNode(ACTORS_GRAPH), ox.NamedNode(f"{RDFS}label")
    alias = ox.NamedNode(f"{SKOS}altLabel")
    first, second = ox.NamedNode(f"{ACTOR}COD"), ox.NamedNode(f"{ACTOR}COG")
    store = ox.Store()
    store.add(ox.Quad(first, label, ox.Literal("DR Congo"), graph))
    store.add(ox.Quad(second, label, ox.Literal("Congo-Brazzaville"), graph))
    for actor in (first, second):
        store.add(ox.Quad(actor, alias, ox.Literal("Congo"), graph))

    with pytest.raises(QueryError, match='several actors are called \'Congo\'; say which: @"COD" or @"COG"'):
        resolve_actor_names('ASK { @"Congo" ?p ?o }', store)
    store.add(ox.Quad(second, label, ox.Literal("Congo"), graph))
    assert resolve_actor_names('ASK { @"Congo" ?p ?o }', store).text == f"ASK {{ {second} ?p ?o }}"


def test_places_after_a_name_are_those_of_the_original(store: Path) -> None:
    """A name grows when it becomes an IRI."""
    query = 'ASK { @"China" rp:lends @"Venezuela" ?x }'
    with pytest.raises(QueryError) as caught:
        run_query(store, query)

    assert caught.value.position == (1, query.index("?x") + 1)
    named = resolve_actor_names(query, open_store(store))
    assert named.original_offset(named.text.index("rp:")) == query.index("rp:")
    assert named.original_offset(named.text.index("VEN")) == query.index('@"Venezuela')
    assert named.original_offset(2) == 2


def test_a_name_can_hide_no_service(store: Path) -> None:
    """What the engine reads is checked as well as what was written."""
    with pytest.raises(QueryError, match=r"elsewhere|nobody"):
        run_query(store, """ASK { FILTER(1 <@"China"> 2) SERVICE <http://example.org/> { ?s ?p "'" } }""")
