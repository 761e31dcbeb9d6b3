"""The gazetteer: which token sequences are registered names."""

from __future__ import annotations

import pytest
from spacy.language import Language

from extraction_probe import make_registry
from factories import make_actor
from realpolitik.extract.language import load_pipeline
from realpolitik.extract.names import Gazetteer, NameKind, fold
from realpolitik.model import ActorId
from realpolitik.resources import pipeline_path
from realpolitik.vocabulary import ActorRegistry


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(None, pipeline_path())


@pytest.fixture(scope="module")
def gazetteer(nlp: Language) -> Gazetteer:
    places = [("Port Ilmen", ActorId("NOR")), ("Harrowgate", ActorId("CAN")), ("Paris", ActorId("CAN"))]
    return Gazetteer(make_registry(), nlp, places, ["Middle East"])


def _found(gazetteer: Gazetteer, nlp: Language, text: str) -> list[tuple[str, str, str]]:
    doc = nlp.make_doc(text)
    return [(doc[start:end].text, name.actor, name.kind.value) for start, end, name in gazetteer.find(doc)]


@pytest.mark.parametrize(
    ("token", "folded"),
    [
        ("U.S.", "us"),
        ("Élysée", "elysee"),
        ("Łódź", "lodz"),
        (".", "."),
        ("Tromsø", "tromso"),
        ("PDVSA", "pdvsa"),
    ],
)
def test_tokens_are_compared_without_case_accents_and_stops(token: str, folded: str) -> None:
    """One entry serves every spelling."""
    assert fold(token) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("France met Chad", [("France", "FRA", "name")]),
        ("the French and Brasilia", [("French", "FRA", "demonym"), ("Brasilia", "BRA", "metonym")]),
        ("FRANCE spoke", [("FRANCE", "FRA", "name")]),
        ("the United States", [("United States", "USA", "name")]),
        ("the U.S. envoy told us", [("U.S.", "USA", "name")]),
        ("Nicolas Maduro", [("Nicolas Maduro", "person:nicolas-maduro", "name")]),
        ("Port Ilmen and Harrowgate", [("Port Ilmen", "NOR", "place"), ("Harrowgate", "CAN", "place")]),
        ("Paris", [("Paris", "FRA", "metonym")]),
        ("france and harrowgate", []),
        ("Indian Ocean", [("Indian Ocean", "IND", "nobody")]),
        ("Middle East", [("Middle East", "", "nobody")]),
        ("a grid, the GRID, the GriD", [("GriD", "org:grid-group", "name")]),
        ("the river alliance", [("river alliance", "org:river-alliance", "name")]),
        ("", []),
    ],
)
def test_names_are_found_in_their_case(
    gazetteer: Gazetteer, nlp: Language, text: str, found: list[tuple[str, str, str]]
) -> None:
    """The longest name wins; a lower-case word is no name, unless the registry writes it so."""
    assert _found(gazetteer, nlp, text) == found


def test_ambiguous_names_are_marked(gazetteer: Gazetteer, nlp: Language) -> None:
    """What often means something else says so; what never does, doesn't."""
    (georgia,) = gazetteer.find(nlp.make_doc("Georgia"))
    (tbilisi,) = gazetteer.find(nlp.make_doc("Tbilisi"))

    assert georgia[2].ambiguous
    assert not tbilisi[2].ambiguous


def test_the_usual_bearer_of_a_name_stands_first(nlp: Language) -> None:
    """Whoever lists a shared name as ambiguous yields to the actor who doesn't."""
    first = make_actor("org:aaa", "Star", ambiguous=("Star",))
    second = make_actor("org:zzz", "Morning Star", aliases=("Star",))
    gazetteer = Gazetteer(ActorRegistry((first, second)), nlp)

    assert _found(gazetteer, nlp, "Star") == [("Star", "org:zzz", "name")]


def test_function_words_are_never_names(nlp: Language) -> None:
    """A registry may hold "IT" or "Who"; only an acronym in capitals counts."""
    registry = ActorRegistry((make_actor("org:it", "IT"), make_actor("org:who", "Who")))
    gazetteer = Gazetteer(registry, nlp)

    assert _found(gazetteer, nlp, "It is Who") == []
    assert _found(gazetteer, nlp, "the IT firm") == [("IT", "org:it", "name")]


def test_family_names_have_one_bearer_or_none(gazetteer: Gazetteer) -> None:
    """A family name that two registered persons share names neither."""
    assert gazetteer.bearer(("maduro",)) == "person:nicolas-maduro"
    assert gazetteer.bearer(("lopez",)) is None
    assert gazetteer.bearer(("teveld",)) is None


def test_kinds_have_the_registry_s_words() -> None:
    """The kinds of names are those of an actor's fields, and the two that are nobody's name."""
    assert {kind.value for kind in NameKind} == {"name", "demonym", "metonym", "surname", "place", "nobody"}
