"""What the page knows: every claim, its evidence, and only what some claim uses."""

from __future__ import annotations

import base64
import gzip
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import pytest

from explorer_pages import published, small_world
from factories import make_actor, make_claim, make_document, make_evidence, make_scheme
from realpolitik.analysis import relationships
from realpolitik.model import Claim, ClaimId, Span
from realpolitik.views import page
from realpolitik.views.differences import difference_rows
from realpolitik.views.explorer import summarize
from realpolitik.views.payload import build_payload, gather_cast
from realpolitik.vocabulary import ActorRegistry


def payload_of(*claims: Claim, registry: ActorRegistry | None = None) -> dict[str, Any]:
    """Return the payload of claims of the default document."""
    scheme, documents = make_scheme(), [make_document()]
    return build_payload(
        documents=documents,
        claims=claims,
        relationships=relationships(claims, documents, scheme),
        scheme=scheme,
        cast=gather_cast(claims, registry or ActorRegistry(())),
    )


def test_every_claim_keeps_its_quote_and_parties() -> None:
    """Column by column, a row says what the claim said."""
    world = small_world()
    scheme = make_scheme()
    data = build_payload(
        documents=world.documents,
        claims=world.claims,
        relationships=relationships(world.claims, world.documents, scheme),
        scheme=scheme,
        cast=gather_cast(world.claims, ActorRegistry(tuple(world.actors))),
    )
    columns, ties = data["claims"], data["relationships"]
    passages = columns["passages"]
    documents = list(accumulate(passages["document"]))
    end, starts = 0, []
    for at, gap in enumerate(passages["gap"]):
        follows = at > 0 and documents[at] == documents[at - 1]
        starts.append(gap + end if follows else gap)
        end = starts[-1] + len(passages["quote"][at])

    for at, (claim, passage) in enumerate(zip(world.claims, accumulate(columns["passage"]), strict=True)):
        assert data["documents"][documents[passage]]["id"] == claim.evidence.document
        assert starts[passage] == claim.evidence.span.start
        assert passages["quote"][passage] == claim.evidence.quote
        tie = columns["relationship"][at]
        parties = (data["actors"][ties["subject"][tie]]["id"], data["actors"][ties["object"][tie]]["id"])
        assert parties[:: -1 if at in columns["turned"] else 1] == (claim.subject, claim.object)
        assert data["relations"][ties["relation"][tie]]["id"] == claim.relation


def test_a_shared_passage_is_kept_once() -> None:
    """Two claims of one passage point at the same row."""
    data = payload_of(make_claim("CHN"), make_claim("RUS"))

    assert data["claims"]["passage"] == [0, 0]
    assert len(data["claims"]["passages"]["quote"]) == 1


def test_marks_count_from_the_quote_and_leave_out_what_lies_outside() -> None:
    """A mention before the quote cannot be marked in it."""
    evidence = make_evidence(
        quote="lent Sudria money", start=8, subject=Span(0, 7), object=Span(13, 19), trigger=Span(8, 12)
    )

    data = payload_of(make_claim(evidence=evidence))

    assert data["claims"]["marks"] == [[-1, -1, 5, 11, 0, 4]]


def test_the_legend_lists_only_what_some_claim_uses() -> None:
    """A switch for what isn't there would lie."""
    data = payload_of(make_claim(relation="arms"))

    assert [each["id"] for each in data["relations"]] == ["arms"]
    assert [each["id"] for each in data["categories"]] == ["arms"]


def test_the_registry_names_actors_and_whoever_they_answer_to() -> None:
    """A person's country is in the cast though no claim names it, yet it isn't counted as involved."""
    registry = ActorRegistry(
        (make_actor("person:ada", "Ada B.", country="NOR"), make_actor("NOR", "Norland"))
    )

    data = payload_of(make_claim("person:ada", "meets", "VEN"), registry=registry)

    assert [each["label"] for each in data["actors"]] == ["VEN", "Ada B.", "Norland"]
    assert data["involved"] == 2


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ([], "No claims: the documents hold none, or none that was asked for."),
        ([make_claim()], "1 relation between 2 actors, as told in 1 claim from 1 document."),
    ],
)
def test_the_summary_counts_in_words(claims: list[Claim], sentence: str) -> None:
    """One sentence for people, right in number."""
    documents = [make_document()]
    found = relationships(claims, documents, make_scheme())

    said = summarize(
        documents=documents,
        claims=claims,
        relationships=found,
        actors=len({c.subject for c in claims} | {c.object for c in claims}),
    )

    assert said == sentence


def test_the_summary_tells_publishers_and_years() -> None:
    """From which sources, and of when, is part of the first sight."""
    world = small_world()
    found = relationships(world.claims, world.documents, make_scheme())

    said = summarize(documents=world.documents, claims=world.claims, relationships=found, actors=5)

    assert said.endswith("9 claims from 3 documents by 2 publishers, 2019–2020.")


@dataclass(frozen=True)
class Told:
    """A side, or a difference, as analysis gives them."""

    stance: str = ""
    claims: tuple[ClaimId, ...] = ()
    kind: str = "amount"
    explanation: str = "Two figures."
    sides: tuple[Told, ...] = ()


def test_a_difference_is_kept_while_the_page_holds_two_sides() -> None:
    """Claims that a page leaves out leave no empty column behind."""
    one, other = make_claim("CHN"), make_claim("RUS", start=9)
    sides = (Told("two", (one.id,)), Told("seven", (other.id, ClaimId("gone"))))

    kept = difference_rows([Told(sides=sides)], {one.id: 0, other.id: 1})
    left = difference_rows([Told(sides=sides)], {one.id: 0})

    assert kept == [{"kind": "amount", "text": "Two figures.", "sides": [["two", [0]], ["seven", [1]]]}]
    assert left == []


def test_a_column_that_most_claims_fill_has_no_keys() -> None:
    """Coded events all have a date: a key each would take more room than the date."""
    dated = [make_claim("CHN", start=at, when=published("2020-01-02")) for at in range(3)]

    assert payload_of(*dated)["claims"]["when"] == [0, 0, 0]
    assert payload_of(dated[0], make_claim("RUS"), make_claim("IRN"))["claims"]["when"] == {"0": 0}


def test_packed_data_are_the_same_for_the_same_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Large data are packed, without a clock, and nothing is lost."""
    monkeypatch.setattr(page, "_PLAIN_UP_TO", 10)
    text = '{"label":"' + "é" * 500 + '"}'

    kind, packed = page.pack(text)

    assert (kind, packed) == page.pack(text)
    assert kind == "application/gzip"
    assert gzip.decompress(base64.b64decode(packed)).decode() == text
    assert len(packed) < len(text)
