"""Registered names that mean somebody else in a document, as the document itself tells."""

from __future__ import annotations

import pytest

from extraction_probe import Probe


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("The NDF shelled Mali.", "NDF", ["org:ndf"]),
        ("The Northern Desert Front (NDF) shelled Mali.", "NDF", ["org:ndf"]),
        ("The Norwegian Defence Force (NDF) left Mali. The NDF had trained Ghana.", "NDF", ["NOR", "NOR"]),
        ("The National Development Fund (NDF) lent Mali money.", "NDF", ["org:ndf"]),
        ("The Nordic Design Foundation (NDF) thanked Mali.", "(NDF", []),
    ],
)
def test_an_acronym_is_what_the_document_spells_out(
    probe: Probe, text: str, name: str, meant: list[str]
) -> None:
    """A country's force where it is spelt so, whoever else bears the letters."""
    assert probe.meant(text, name) == meant


def test_an_acronym_of_an_unregistered_body_is_not_a_registered_one(probe: Probe) -> None:
    """What is spelt out with other words is somebody else."""
    text = "The Nordic Design Foundation (NDF) thanked Mali. Later the NDF sued Ghana."

    assert "org:northern-desert-front" not in probe.meant(text, "NDF")
    assert probe.meant(text, "Nordic Design Foundation") == probe.meant(text, "NDF")[:1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The United States waited. Later the Congress met. Iran said the Congress had erred.", 2),
        ("Peru's Congress blamed the United States. Later the Congress met, and the Congress voted.", 0),
        ("The Congress of Peru blamed the United States. Later the Congress met again.", 0),
        ("The Peruvian Congress blamed Chile.", 0),
        ("Chile waited. Later the Congress met. Peru said the Congress had erred.", 0),
        ("The US Congress blamed Peru's Congress. Later the Congress met.", 1),
    ],
)
def test_a_state_s_body_is_not_another_s(probe: Probe, text: str, meant: int) -> None:
    """“Peru's Congress” is not the one in Washington, nor is "the Congress" of that document."""
    assert probe.meant(text, "Congress").count("org:us-congress") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Belgium and Mali held talks in Bamako. Brussels will lift the ban.", "BEL"),
        ("Mali held talks with the EU and Belgium. Brussels will lift the ban.", "org:european-union"),
        ("Mali held talks with Norway. Brussels will lift the ban.", "org:european-union"),
    ],
)
def test_the_seat_of_a_body_is_a_capital_too(probe: Probe, text: str, meant: str) -> None:
    """Who is named by another name in the document tells whom the town stands for."""
    assert probe.meant(text, "Brussels") == [meant]


def test_accents_tell_a_name_from_a_word(probe: Probe) -> None:
    """“Liberation” is no newspaper; a rebel army is no state's."""
    text = "The Northland Liberation Army attacked Mali. Paris read about it in Libération."

    assert probe.meant(text, "Liberation") == []
    assert probe.meant(text, "Northland Liberation Army") == ["org:northland-liberation-army"]
    assert probe.meant(text, "Libération") == ["org:liberation"]
