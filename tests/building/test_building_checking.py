"""What a build validates before it publishes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import realpolitik.extract
from factories import make_claim
from realpolitik.building.checking import _facets, differing_in_form
from realpolitik.errors import RealpolitikError
from realpolitik.model import Claim, CountryCode, Document
from realpolitik.pipeline import Inputs, build_graph
from simple_extraction import SimpleExtractor
from strategies import claims, documents


def _pairs(records: Iterable[Claim] | Iterable[Document]) -> set[object]:
    return {pair for record in records for pair in combinations(_facets(record), 2)}


@given(st.lists(claims(), max_size=8), st.lists(documents(), max_size=8))
def test_all_pairs_of_forms_stay(some_claims: list[Claim], some_documents: list[Document]) -> None:
    """Whatever two fields are like together somewhere, they are in what is validated."""
    assert _pairs(differing_in_form(some_claims)) == _pairs(some_claims)
    assert _pairs(differing_in_form(some_documents)) == _pairs(some_documents)


def test_claims_alike_are_validated_once() -> None:
    """Who does it and where it is said makes no difference; what kind of actor does."""
    claims = [
        make_claim("USA", "sanctions", "VEN"),
        make_claim("FRA", "sanctions", "CHN", document="d2", start=7),
        make_claim("person:ana-prado", "sanctions", "VEN"),
        make_claim("USA", "lends", "VEN"),
    ]

    assert list(differing_in_form(claims)) == [claims[0], claims[2], claims[3]]


class _CarelessExtractor(SimpleExtractor):
    def extract(self, document: Document) -> tuple[Claim, ...]:
        country = CountryCode("Cuba" if "Cuba" in document.text else "CHN")
        return tuple(replace(claim, subject_country=country) for claim in super().extract(document))


def test_nothing_is_published_that_does_not_conform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad claim among many good ones of the same form is found, and the graph stays as it was."""
    monkeypatch.setattr(realpolitik.extract, "Extractor", _CarelessExtractor)
    source, graph = tmp_path / "in", tmp_path / "graph"
    source.mkdir()
    for number in range(12):
        (source / f"{number:02}.txt").write_text("China met Venezuela.", encoding="utf-8")
    build_graph(Inputs(paths=[str(source)]), graph)
    before = (graph / "claims.jsonl").read_bytes()
    (source / "07.txt").write_text("China met Cuba.", encoding="utf-8")

    for output in (graph, tmp_path / "anew"):
        with pytest.raises(RealpolitikError, match=r"nothing was written: 1 finding.*leads to one country"):
            build_graph(Inputs(paths=[str(source)]), output)
    assert not (tmp_path / "anew").exists()
    assert (graph / "claims.jsonl").read_bytes() == before
