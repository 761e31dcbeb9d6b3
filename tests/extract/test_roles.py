"""Offices and functions: titles, appositions, copulas, and an organisation's country."""

from __future__ import annotations

import pytest

from extraction_probe import Probe
from realpolitik.extract.roles import RoleFact


def _of(facts: list[RoleFact], subject: str) -> list[tuple[bool, str, str | None]]:
    return [(fact.office, fact.body, fact.role) for fact in facts if fact.subject == subject]


@pytest.mark.parametrize(
    ("text", "office", "body", "role"),
    [
        ("French President Orlan Tesk met NATO.", True, "FRA", "French President"),
        ("Norway's foreign minister Orlan Tesk met NATO.", True, "NOR", "Norway's foreign minister"),
        ("Norway's foreign minister, Orlan Tesk, met NATO.", True, "NOR", "Norway's foreign minister"),
        ("The president of Peru, Orlan Tesk, met NATO.", True, "PER", "president of Peru"),
        ("Foreign Minister Orlan Tesk of Norway met NATO.", True, "NOR", "Foreign Minister"),
        ("Orlan Tesk, the chancellor of Germany, met NATO.", True, "DEU", "the chancellor of Germany"),
        ("Orlan Tesk is the foreign minister of Norway.", True, "NOR", "the foreign minister of Norway"),
        ("Orlan Tesk, spokesman for NATO, met France.", False, "org:nato", "spokesman for NATO"),
        ("NATO spokesman Orlan Tesk met France.", False, "org:nato", "NATO spokesman"),
        (
            "Orlan Tesk, a senior fellow at Chatham House, met France.",
            False,
            "org:chatham-house",
            "a senior fellow at Chatham House",
        ),
    ],
)
def test_roles_of_persons(probe: Probe, text: str, office: bool, body: str, role: str) -> None:
    """Whose office or function it is, in the words of the text."""
    assert (office, body, role) in _of(probe.roles(text), "person:orlan-tesk")


def test_the_body_is_stated_or_supplied(probe: Probe) -> None:
    """Without a country in the phrase, the registry's or the document's own country stands in."""
    (known,) = probe.roles("President Nicolás Maduro spoke on oil.")
    (guessed,) = probe.roles("Norway spoke. Foreign Minister Orlan Tesk spoke on oil.")
    (stated,) = probe.roles("French President Orlan Tesk spoke on oil.")

    assert (known.body, known.stated) == ("VEN", False)
    assert (guessed.body, guessed.stated) == ("NOR", False)
    assert (stated.body, stated.stated) == ("FRA", True)


def test_a_stated_body_corrects_the_supplied_ones(probe: Probe) -> None:
    """What the text says once holds for all of the person's offices."""
    text = (
        "Peru waited. Peru hoped. Foreign Minister Orlan Tesk spoke. "
        "Orlan Tesk, the foreign minister of Norway, had come by train."
    )

    assert {fact.body for fact in probe.roles(text) if fact.subject == "person:orlan-tesk"} == {"NOR"}


def test_a_function_without_a_body_is_no_role(probe: Probe) -> None:
    """A professor of nowhere is affiliated to nobody."""
    assert probe.roles("Norway waited. Professor Orlan Tesk praised Peru.") == []


@pytest.mark.parametrize(
    ("text", "organisation", "country"),
    [
        ("Norway's Vexoil Group bought a ship.", "org:vexoil-group", "NOR"),
        ("Vexoil Group, a Norwegian shipping company, bought a ship.", "org:vexoil-group", "NOR"),
        ("The Norwegian company Vexoil Group bought a ship.", "org:vexoil-group", "NOR"),
    ],
)
def test_countries_of_organisations(probe: Probe, text: str, organisation: str, country: str) -> None:
    """A firm belongs to the country that the text calls it after; its claims tell the country."""
    assert _of(probe.roles(text), organisation) == [(False, country, None)]


def test_countries_beside_an_organisation_are_not_always_its_own(probe: Probe) -> None:
    """“Norway and Vexoil” are two."""
    assert probe.roles("Norway and Vexoil Group bought a ship.") == []


def test_role_claims_carry_the_role(probe: Probe) -> None:
    """An office gives holds-office, a function affiliated; the quote is the sentence."""
    text = (
        "Rain fell. Orlan Tesk, the chancellor of Germany, slept. Mirela Wick, spokeswoman for NATO, slept."
    )
    claims = {claim.subject: claim for claim in probe.claims(text) if claim.role}
    office, function = claims["person:orlan-tesk"], claims["person:mirela-wick"]  # type: ignore[index]

    assert (office.relation, office.object, office.role) == (
        "holds-office",
        "DEU",
        "the chancellor of Germany",
    )
    assert (function.relation, function.object) == ("affiliated", "org:nato")
    assert office.evidence.quote == "Orlan Tesk, the chancellor of Germany, slept."
    assert office.plover is None
    assert office.subject_country == "DEU"


def test_a_counterpart_holds_an_office(probe: Probe) -> None:
    """“His Norwegian counterpart, X” has the office of whoever it is compared with."""
    text = "Foreign Minister Ana Betz of Peru met her Norwegian counterpart, Orlan Tesk."

    assert (True, "NOR") in [
        (office, body) for office, body, _ in _of(probe.roles(text), "person:orlan-tesk")
    ]


def test_whoever_acts_gives_an_office_its_country(probe: Probe) -> None:
    """A president without a country is of the one that acts just before, not of the one named most."""
    text = "Norway, Norway, Norway. Peru said it would pay. President Orlan Tesk signed."

    assert [fact.body for fact in probe.roles(text) if fact.subject == "person:orlan-tesk"] == ["PER"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Orlan Tesk, and the president of Peru, met.", "person:orlan-tesk"),
        ("Kenya is arming the Coastal Guard.", "org:coastal-guard"),
        ("Kenya left Oslo. State refiner Vostok Lines stayed.", "org:vostok-lines"),
    ],
)
def test_neighbours_are_no_roles(probe: Probe, text: str, subject: str) -> None:
    """What is joined, done or told in another sentence says nothing of whose somebody is."""
    assert _of(probe.roles(text), subject) == []
