"""A document's reading: all that the later steps need, in one value."""

from __future__ import annotations

from extraction_probe import Probe


def test_countries_come_from_registry_offices_and_text(probe: Probe) -> None:
    """A registered country, a registered office, or a role that the text states."""
    countries = probe.read(
        "PDVSA met Xi Jinping. Norway's Vexoil Group praised Mirela Wick, spokeswoman for NATO."
    ).countries

    assert countries["org:pdvsa"] == "VEN"  # type: ignore[index]
    assert countries["person:xi-jinping"] == "CHN"  # type: ignore[index]
    assert countries["org:vexoil-group"] == "NOR"  # type: ignore[index]
    assert countries["person:mirela-wick"] == "org:nato"  # type: ignore[index]


def test_registered_offices_serve_descriptions(probe: Probe) -> None:
    """“The president” may be somebody whose office only the registry knows."""
    text = "Nicolás Maduro flew to Peru. The president praised Norway."

    assert probe.meant(text, "The president") == ["person:nicolas-maduro"]


def test_a_document_without_countries_has_no_host(probe: Probe) -> None:
    """Unknown stays unknown."""
    reading = probe.read("We left early.")

    assert reading.host is None
    assert reading.mentions == []


def test_everybody_mentioned_is_in_the_cast(probe: Probe) -> None:
    """With a label, for claims about actors that no registry knows."""
    reading = probe.read("Norway met President Orlan Tesk at the Halden Institute.")
    members = reading.cast.members

    assert {actor for m in reading.mentions for actor in m.actors} <= set(members)
    assert members["org:halden-institute"].label == "Halden Institute"  # type: ignore[index]


def test_mentions_lie_within_their_passages(probe: Probe) -> None:
    """Whatever the resolution did."""
    reading = probe.read("Norway met Peru.\nBoth countries left.\nShe said we would go.")

    for mention in reading.mentions:
        assert 0 <= mention.start < mention.end <= len(reading.passages[mention.passage].doc)
