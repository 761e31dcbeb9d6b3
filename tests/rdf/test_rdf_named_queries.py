"""The library of named queries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given

import strategies
from realpolitik.errors import QueryError, SourceUnusableError, VocabularyError
from realpolitik.rdf import (
    NamedQuery,
    actor_resolver,
    bind_parameters,
    find_named_query,
    open_store,
    read_named_queries,
    read_relation_scheme,
    run_query,
)
from realpolitik.rdf.iris import PREFIXES
from realpolitik.rdf.named_queries import Parameter, ParameterType
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

QUERIES = read_named_queries(resource_path("ontology/queries"))
SCHEME = read_relation_scheme([resource_path("ontology/relations.ttl")])


def bound(query: NamedQuery, values: dict[str, str], registry: ActorRegistry, store: Path) -> str:
    return bind_parameters(query, values, scheme=SCHEME, resolve_actor=actor_resolver(registry, store))


def actor_parameters(query: NamedQuery) -> list[str]:
    return [parameter.name for parameter in query.parameters if parameter.type == "actor"]


def answers(name: str, registry: ActorRegistry, store: Path, **values: str) -> list[dict[str, object]]:
    answer = run_query(store, bound(find_named_query(QUERIES, name), values, registry, store))
    return [
        {column: term.value for column, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_example_runs(query: NamedQuery, registry: ActorRegistry, store: Path) -> None:
    """The example of every query is bound and answered, and its columns are all used."""
    text = bound(query, dict(query.example), registry, store)
    result: Any = open_store(store).query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    found = list(result)

    assert len(found) < 100
    assert "usage" in query.to_json()


def test_lenders(registry: ActorRegistry, store: Path) -> None:
    """An actor may be given by name; each claim is a row with its document."""
    rows = answers("lenders-of", registry, store, actor="venezuela")

    assert [(row["lender"], row["status"], row["document"]) for row in rows] == [
        ("China", "actual", "001"),
        ("China", "actual", "d2"),
        ("China", "negated", "d2"),
    ]
    assert rows[0]["amount"] == "$2 billion"


def test_contested(registry: ActorRegistry, store: Path) -> None:
    """What one claim tells as fact and another denies is one row."""
    assert answers("contested-relations", registry, store) == [
        {"subject": "China", "relation": "lends to", "object": "Venezuela", "told": 2, "denied": 1}
        | {"told_by": "001", "denied_by": "d2"}
    ]


@pytest.mark.parametrize(
    ("day", "holders"), [("2013-03-31", 0), ("2013-04-30", 1), ("2026-01-03", 1), ("2026-01-04", 0)]
)
def test_office_at_a_day(registry: ActorRegistry, store: Path, day: str, holders: int) -> None:
    """A tenure known from a month on counts from its first day, and its last day is included."""
    assert len(answers("offices-at", registry, store, date=day)) == holders


def test_pressure_of_one_actor_only(registry: ActorRegistry, store: Path) -> None:
    """An optional parameter narrows; possible claims don't count."""
    everybody = answers("who-pressures-whom", registry, store)

    assert {row["presser"] for row in everybody} == {"United States", "Venezuela", "Israel"}
    assert [row["pressed"] for row in answers("who-pressures-whom", registry, store, subject="Israel")] == [
        "Cuba"
    ]


def test_other_answers(registry: ActorRegistry, store: Path) -> None:
    """Pairs, triangles, counts and speakers are as the claims have them."""
    assert answers("mutual-pressure", registry, store)[0]["one"] == "United States"
    assert answers("common-targets", registry, store, one="US", other="ISR")[0]["target"] == "Cuba"
    assert answers("speakers", registry, store) == [{"speaker": "Donald Trump", "claims": 2, "documents": 1}]
    assert answers("corroborated", registry, store)[0]["told_by"] == 2
    assert len(answers("claims-of-document", registry, store, document="001")) == 6
    assert answers("oil-trade-of", registry, store, actor="Havana")[0]["seller"] == "Venezuela"
    assert answers("friends-of-rivals", registry, store, actor="Cuba")[0]["friend"] == "Israel"


def test_actor_that_only_documents_name(registry: ActorRegistry, store: Path) -> None:
    """A name that no registry has is looked up in the graph; ids and IRIs pass."""
    resolve = actor_resolver(registry, store)

    assert resolve("ana prado") == "person:ana-prado"
    assert resolve("person:somebody") == "person:somebody"
    assert resolve("https://w3id.org/realpolitik/actor/VEN") == "VEN"
    with pytest.raises(VocabularyError, match="did you mean Venezuela"):
        resolve("Venezuelo")


@pytest.mark.parametrize(
    ("name", "values", "problem"),
    [
        ("lenders-of", {}, "needs actor: --param actor="),
        ("lenders-of", {"actor": "China", "colour": "red"}, "no parameter 'colour'; it has actor"),
        ("documents", {"colour": "red"}, "it has none"),
        ("offices-at", {"date": "tomorrow"}, "is a day"),
        ("corroborated", {"documents": "two"}, "whole number"),
    ],
)
def test_wrong_parameter(
    name: str, values: dict[str, str], problem: str, registry: ActorRegistry, store: Path
) -> None:
    """What is missing or wrong is told with what to write."""
    with pytest.raises(QueryError, match=problem):
        bound(find_named_query(QUERIES, name), values, registry, store)


def test_unknown_names(registry: ActorRegistry, store: Path) -> None:
    """Queries, relations and categories are told with the nearest."""
    with pytest.raises(VocabularyError, match="did you mean lenders-of"):
        find_named_query(QUERIES, "lender-of")
    with pytest.raises(VocabularyError, match="did you mean lends"):
        bound(find_named_query(QUERIES, "amounts"), {"relation": "lend"}, registry, store)


def test_value_cannot_change_the_query(tmp_path: Path, registry: ActorRegistry, store: Path) -> None:
    """A parameter's value is one term, whatever it holds."""
    (tmp_path / "said.rq").write_text(
        "#+ title: Who?\n#+ description: Rows.\n#+ param: words string - Words.\n"
        "#+ param: category category optional - Category.\n#+ example: words=x\n"
        "SELECT ?s { ?s rdfs:label $words ; a ?t }\n",
        encoding="utf-8",
    )
    (query,) = read_named_queries(tmp_path)
    text = bound(query, {"words": '" } } DROP ALL # \n\\'}, registry, store)

    assert text.endswith(r"""SELECT ?s { ?s rdfs:label "\" } } DROP ALL # \n\\" ; a ?t }""" + "\n")
    with pytest.raises(VocabularyError, match="unknown category"):
        bound(query, {"words": "x", "category": "oll"}, registry, store)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#+ title: T\nASK {}", "needs one line '#. description"),
        ("#+ title: T\n#+ description: D\n#+ example: \n#+ param: x thing - X.\nASK {}", "a parameter is"),
    ],
)
def test_bad_head(tmp_path: Path, text: str, problem: str) -> None:
    """A file whose head is not as it should be is named."""
    (tmp_path / "bad.rq").write_text(text, encoding="utf-8")
    with pytest.raises(SourceUnusableError, match=problem):
        read_named_queries(tmp_path)


def test_file_that_is_no_text(tmp_path: Path) -> None:
    """A binary file is told as such; an assignment needs its equals sign."""
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        read_named_queries(tmp_path)
    (tmp_path / "bad.rq").write_text(
        "#+ title: T\n#+ description: D\n#+ example: x\nASK {}", encoding="utf-8"
    )
    with pytest.raises(QueryError, match="name=value"):
        read_named_queries(tmp_path)


@pytest.mark.parametrize("name", [query.name for query in QUERIES if actor_parameters(query)])
def test_each_parameter_for_an_actor_takes_a_name(store: Path, registry: ActorRegistry, name: str) -> None:
    """A label, an alias in other letters, an id and an IRI all give the same SPARQL."""
    query = find_named_query(QUERIES, name)
    ways = []
    for word in ("United States", "us", "USA", "https://w3id.org/realpolitik/actor/USA"):
        values = dict(query.example) | dict.fromkeys(actor_parameters(query), word)
        ways.append(bound(query, values, registry, store))

    assert "<https://w3id.org/realpolitik/actor/USA>" in ways[0]
    assert set(ways) == {ways[0]}


@given(strategies.texts())
def test_a_word_for_a_parameter_stays_a_word(word: str) -> None:
    """Whatever quotes, braces and comments it has, the query asks for exactly it."""
    query = NamedQuery(
        name="q",
        title="t",
        description="d",
        parameters=(Parameter(name="w", type=ParameterType.STRING, description="d", required=True),),
        example={},
        note=None,
        text="SELECT ?found { BIND($w AS ?found) }",
    )
    bound = bind_parameters(query, {"w": word}, scheme=SCHEME, resolve_actor=str)
    ((found,),) = ox.Store().query(bound)  # type: ignore[misc]

    assert found.value == word
