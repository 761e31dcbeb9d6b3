"""Whose "we" a document is, and where it comes from."""

from __future__ import annotations

import pytest

from extraction_probe import Probe


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Statement of the Government of Peru on the ban\n\nWe regard the ban by Norway as unlawful.",
            ["PER"],
        ),
        ("A ban\n\nLima, 14 October\n\nWe regard the ban by Norway as unlawful.", ["PER"]),
        ("LIMA, 14 June - Today we signed a treaty with Norway.", ["PER"]),
        ("Peru condemns the raid. We stand with Norway.", ["PER"]),
        ("We thank Norway.\n\nWe thank Kenya.", []),
    ],
)
def test_whose_we(probe: Probe, text: str, meant: list[str]) -> None:
    """Issuer, dateline and stance say whose; who stands beside a "we" is somebody else."""
    assert [found for word in ("We", "we") for found in probe.meant(text, word)] == meant


def test_the_dateline_gives_an_office_its_country(probe: Probe) -> None:
    """A minister without a country is of where the report was written, not of whoever is named most."""
    text = "LIMA, March 3 - The debt to Norway is paid, Finance Minister Orlan Tesk said. Norway agreed."

    assert [fact.body for fact in probe.roles(text) if fact.subject == "person:orlan-tesk"] == ["PER"]
