"""Reading the relation scheme and the actor registry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

import strategies
from realpolitik.errors import RecordError, SourceUnusableError
from realpolitik.model import Actor, ActorKind, CountryCode, Office, kind_of
from realpolitik.rdf import read_actor_registry, read_relation_scheme
from realpolitik.rdf.actor_graph import described_actors
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

PREFIXES = """\
@prefix rp: <https://w3id.org/realpolitik/ns#> .
@prefix actor: <https://w3id.org/realpolitik/actor/> .
@prefix category: <https://w3id.org/realpolitik/category/> .
@prefix organisation: <https://w3id.org/realpolitik/actor/org/> .
@prefix person: <https://w3id.org/realpolitik/actor/person/> .
@prefix office: <https://w3id.org/realpolitik/office/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RELATIONS = resource_path("ontology/relations.ttl")


def write(tmp_path: Path, body: str, name: str = "mine.ttl") -> Path:
    path = tmp_path / name
    path.write_text(PREFIXES + body, encoding="utf-8")
    return path


def test_scheme_has_the_thirty_relations_of_the_design() -> None:
    """The shipped file has 30 relation types in nine categories, in their order."""
    scheme = read_relation_scheme([RELATIONS])

    assert len(scheme.relations) == 30
    assert [category.id for category in scheme.categories] == (
        ["pressure", "force", "diplomacy", "finance", "aid", "arms", "oil", "intelligence", "structure"]
    )
    assert scheme.relations[0].id == "demands"
    assert scheme.relations[-1].id == "succeeds"
    assert {relation.id for relation in scheme if relation.symmetric} == {"meets", "cooperates", "trades"}


def test_usual_plover_type_comes_first() -> None:
    """Where a relation has several PLOVER types, the usual one is first."""
    scheme = read_relation_scheme([RELATIONS])

    assert scheme["cooperates"].plover == ("AGREE", "COOPERATE")
    assert scheme["attacks"].cameo == ("18", "19", "20")
    assert scheme["succeeds"].plover == ()
    assert scheme["succeeds"].quad_class is None


def test_users_file_adds_a_type_and_frames(tmp_path: Path) -> None:
    """A user's file adds a narrower type, and trigger patterns to a shipped one."""
    path = write(
        tmp_path,
        """
        rp:nationalizes a rp:RelationType ; rdfs:label "nationalizes"@en ;
            skos:definition "Takes over."@en ; skos:broader rp:sanctions ; rp:frame "nationalize" .
        rp:lends rp:frame "bankroll" .
        """,
    )
    scheme = read_relation_scheme([RELATIONS, path])

    assert scheme["nationalizes"].category == "pressure"
    assert scheme["nationalizes"].frames == ("nationalize",)
    assert scheme["nationalizes"].inverse_label == "is the object of “nationalizes” by"
    assert scheme["lends"].frames == ("bankroll",)
    assert scheme.relations[-1].id == "nationalizes"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('rp:mines a rp:RelationType ; rdfs:label "mines" ; skos:definition "Digs." .', "skos:broader"),
        ('rp:mines a rp:RelationType ; skos:definition "D." ; skos:broader category:oil .', "no rdfs:label"),
        (
            'rp:mines a rp:RelationType ; rdfs:label "m" ; DEFINED ; skos:broader category:ore .',
            "no file defines",
        ),
        (
            'rp:mines a rp:RelationType ; rdfs:label "m" ; DEFINED ; skos:broader rp:mines .',
            "no category",
        ),
        (
            'actor:mines a rp:RelationType ; rdfs:label "m" ; DEFINED ; skos:broader category:oil .',
            "no relation type",
        ),
        (
            'rp:m a rp:RelationType ; rdfs:label "m" ; DEFINED ; rp:quadClass 7 ; skos:broader rp:arms .',
            "QuadClass '7'",
        ),
        (
            'rp:mines a rp:RelationType ; rdfs:label "m", "n" ; DEFINED ; skos:broader category:oil .',
            "2 values of rdfs:label",
        ),
    ],
)
def test_bad_relation_names_the_line(tmp_path: Path, body: str, problem: str) -> None:
    """A bad relation type gives one line with file, line and what to do."""
    path = write(tmp_path, body.replace("DEFINED", 'skos:definition "D."'))
    with pytest.raises(RecordError, match=problem) as caught:
        read_relation_scheme([RELATIONS, path])

    assert caught.value.path == str(path)
    assert caught.value.line == len(PREFIXES.splitlines()) + 1


def test_actor_with_all_that_can_be_said(tmp_path: Path) -> None:
    """Names, country, offices and links of an actor are read."""
    path = write(
        tmp_path,
        """
        actor:NOR a rp:Country ; rdfs:label "Norland", "Norlande"@fr ; skos:altLabel "Norland Republic" ;
            rp:demonym "Norlander" ; rp:metonym "Nordham" ; owl:sameAs <https://example.org/nor> .
        person:ana-prado a rp:Person ; rdfs:label "Ana Prado" ; rp:actsFor actor:NOR ;
            rp:office office:2 , office:1 .
        office:1 a rp:Tenure ; rp:officeTitle "Minister" ; rp:officeOf actor:NOR ;
            rp:start "2013"^^xsd:gYear ; rp:end "2014-02"^^xsd:gYearMonth .
        office:2 a rp:Tenure ; rp:officeTitle "President" ; rp:officeOf actor:NOR ;
            rp:start "2014-02-03"^^xsd:date .
        organisation:acme rdfs:label "ACME" .
        """,
    )
    registry = read_actor_registry([path])
    country, person, company = registry.get("NOR"), registry.get("person:ana-prado"), registry.get("org:acme")
    assert country is not None
    assert person is not None
    assert company is not None

    assert country.aliases == ("Norlande", "Norland Republic")
    assert (country.demonyms, country.metonyms) == (("Norlander",), ("Nordham",))
    assert (country.country, country.same_as) == ("NOR", ("https://example.org/nor",))
    assert person.offices == (
        Office(title="Minister", of=country.id, start="2013", end="2014-02"),
        Office(title="President", of=country.id, start="2014-02-03"),
    )
    assert (company.kind, company.country) == (ActorKind.ORGANISATION, None)


def test_later_label_replaces_an_earlier_one(tmp_path: Path) -> None:
    """A user's label replaces the shipped one, which stays as an alias."""
    first = write(tmp_path, 'actor:NOR rdfs:label "Norland" .', "a.ttl")
    second = write(tmp_path, 'actor:NOR rdfs:label "Kingdom of Norland" .', "b.ttl")
    (actor,) = read_actor_registry([first, second])

    assert actor.label == "Kingdom of Norland"
    assert actor.aliases == ("Norland",)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("actor:NOR a rp:Country .", "no rdfs:label"),
        ('actor:Nor rdfs:label "N" .', "three capital letters"),
        ('actor:NOR a rp:Person ; rdfs:label "N" .', "IRI is that of a country"),
        ('person:x rdfs:label "X" ; rp:actsFor organisation:y .', "no country"),
        ('person:x rdfs:label "X" ; rp:office office:9 .', "no file says anything"),
        ('office:9 rp:officeTitle "P" . person:x rdfs:label "X" ; rp:office office:9 .', "rp:officeOf"),
        (
            'office:9 rp:officeTitle "P" ; rp:officeOf person:x . HELD',
            "neither country nor organisation",
        ),
        (
            'office:9 rp:officeTitle "P" ; rp:officeOf actor:NOR ; rp:start "May" . HELD',
            "write YYYY",
        ),
        (
            'office:9 rp:officeTitle "P" ; rp:officeOf actor:NOR ; rp:start "2014" ; rp:end "2013-05" . HELD',
            "before it starts",
        ),
    ],
)
def test_bad_actor_is_refused(tmp_path: Path, body: str, problem: str) -> None:
    """What is wrong with an actor or office is told with its file."""
    path = write(tmp_path, body.replace("HELD", 'person:x rdfs:label "X" ; rp:office office:9 .'))
    with pytest.raises(RecordError, match=problem) as caught:
        read_actor_registry([path])

    assert caught.value.path == str(path)
    assert caught.value.line is not None


def test_file_that_is_no_turtle_names_its_line(tmp_path: Path) -> None:
    """A syntax error is told with its line; a missing file by its name."""
    path = write(tmp_path, "actor:NOR a rp:Country ;;; oops")
    with pytest.raises(SourceUnusableError, match="not Turtle") as caught:
        read_actor_registry([path])
    assert caught.value.line == len(PREFIXES.splitlines()) + 1
    with pytest.raises(SourceUnusableError, match="cannot be read"):
        read_actor_registry([tmp_path / "none.ttl"])


def test_blank_nodes_are_passed_over(tmp_path: Path) -> None:
    """What others' tools hang on blank nodes does no harm."""
    path = write(tmp_path, 'actor:NOR rdfs:label "Norland" ; rdfs:seeAlso [ rdfs:label "x" ] .')

    assert [actor.id for actor in read_actor_registry([path])] == ["NOR"]


def possible(actor: Actor) -> Actor:
    """Return an actor as there can be one: of its id's kind, in offices that end after they start."""
    offices = {
        replace(office, start=min(days, default=None), end=max(days) if len(days) > 1 else None)
        for office in actor.offices
        if kind_of(office.of) is not ActorKind.PERSON
        for days in [[day for day in (office.start, office.end) if day is not None]]
    }
    kind = kind_of(actor.id)
    country = CountryCode(actor.id) if kind is ActorKind.COUNTRY else actor.country
    return tidy(replace(actor, kind=kind, country=country, offices=tuple(offices)))


def tidy(actor: Actor) -> Actor:
    """Return an actor with its names and offices in one order, each once: RDF has sets."""
    sets = ("aliases", "demonyms", "metonyms", "ambiguous", "except_in", "same_as")
    names = {name: tuple(sorted(set(getattr(actor, name)))) for name in sets}
    names["aliases"] = tuple(name for name in names["aliases"] if name != actor.label)
    return replace(actor, offices=tuple(sorted(actor.offices, key=repr)), **names)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(strategies.actors().map(possible))
def test_every_field_of_an_actor_comes_back_from_turtle(tmp_path: Path, actor: Actor) -> None:
    """What an export says of an actor is what an import knows of it."""
    quads = described_actors(ActorRegistry((actor,)), (), sources=(), software="")
    path = tmp_path / "actors.ttl"
    ox.serialize([quad.triple for quad in quads], str(path), ox.RdfFormat.TURTLE)

    (found,) = read_actor_registry([path])

    assert tidy(found) == actor
