"""Contradictions between documents, on cases worked by hand."""

from __future__ import annotations

import random
from typing import Any

import pytest

from factories import make_claim, make_document, make_evidence, make_scheme
from realpolitik.analysis.comparing import contradictions
from realpolitik.analysis.disagreement import Contradiction, ContradictionKind
from realpolitik.model import Amount, Claim, DateBasis, DatePrecision, Document, EventDate, Span

PRESS = make_document("Press TV text on a kidnapping.", id="press", source="Press TV")
WIRE = make_document("Wire text on a capture.", id="wire", source="The Wire")
OTHER = make_document("A third text.", id="other")
DOCUMENTS = (PRESS, WIRE, OTHER)


def found(claims: list[Claim], documents: tuple[Document, ...] = DOCUMENTS) -> tuple[Contradiction, ...]:
    return contradictions(claims, documents, make_scheme())


def kinds(claims: list[Claim], documents: tuple[Document, ...] = DOCUMENTS) -> list[str]:
    return [one.kind.value for one in found(claims, documents)]


def dollars(billions: float, text: str, qualifier: str | None = None, **fields: Any) -> Amount:
    return Amount(text=text, value=billions * 1e9, unit="USD", qualifier=qualifier, **fields)


def year(number: int) -> EventDate:
    return EventDate(
        start=f"{number}-01-01", end=f"{number}-12-31", precision=DatePrecision.YEAR, basis=DateBasis.TEXT
    )


def detention(document: Document, word: str, **fields: Any) -> Claim:
    place = document.text.index(word)
    evidence = make_evidence(
        document=document.id, quote=document.text, trigger=Span(place, place + len(word))
    )
    return make_claim("USA", "detains", "person:nicolas-maduro", evidence=evidence, **fields)


def test_a_fact_here_and_a_denial_there_are_a_contradiction_with_every_claim_on_its_side() -> None:
    told = make_claim("RUS", "arms", "VEN", document="press", confidence=0.5)
    again = make_claim("RUS", "arms", "VEN", document="press", start=90, confidence=0.5)
    denied = make_claim("RUS", "arms", "VEN", document="wire", status="negated", attributed_to="RUS")

    (one,) = found([denied, again, told])

    assert one.kind is ContradictionKind.DENIAL
    assert (one.subject, one.relations, one.object) == ("RUS", ("arms",), "VEN")
    assert [side.stance for side in one.sides] == ["told as a fact", "denied"]
    assert [side.claims for side in one.sides] == [(told.id, again.id), (denied.id,)]
    assert [side.sources for side in one.sides] == [("Press TV",), ("The Wire",)]
    assert [side.speakers for side in one.sides] == [(), ("RUS",)]
    assert one.explanation == "Press TV (press): RUS arms VEN; denied by The Wire (wire), citing RUS."
    assert one.importance == pytest.approx(4 * (1 + 1) * 0.5)  # two voices; the weaker side is sure to 0.5


def test_an_abandoned_policy_in_one_voice_is_a_change_and_no_contradiction() -> None:
    claims = [make_claim("USA", "pressures", "VEN", status=status) for status in ("actual", "negated")]

    assert kinds(claims) == []


def test_within_one_document_a_speaker_can_deny_what_the_document_tells() -> None:
    claims = [
        make_claim("USA", "pressures", "VEN"),
        make_claim("USA", "pressures", "VEN", status="negated", attributed_to="USA", start=50),
    ]

    assert kinds(claims) == ["denial"]


@pytest.mark.parametrize(("first", "second", "expected"), [(1999, 2018, []), (2018, 2018, ["denial"])])
def test_what_is_told_of_different_times_does_not_clash(first: int, second: int, expected: list[str]) -> None:
    claims = [
        make_claim("RUS", "arms", "VEN", document="press", when=year(first)),
        make_claim("RUS", "arms", "VEN", document="wire", status="negated", when=year(second)),
    ]

    assert kinds(claims) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (dollars(30, "over $30 billion", "over"), dollars(50, "$50 billion"), []),
        (dollars(30, "over $30 billion", "over"), dollars(20, "$20 billion"), ["amount"]),
        (dollars(30, "about $30 billion", "about"), dollars(35, "$35 billion"), []),
        (dollars(30, "up to $30 billion", "up to"), dollars(50, "$50 billion"), ["amount"]),
        (dollars(30, "under $30 billion", "under"), dollars(20, "$20 billion"), []),
        (dollars(30, "$30 billion"), dollars(30.5, "$30.5 billion"), []),
        (dollars(30, "$30 billion", shared=True), dollars(10, "$10 billion"), []),
        (dollars(30, "$30 billion"), Amount(text="two tankers", value=2, unit="tanker"), []),
        (dollars(30, "$30 billion"), Amount(text="billions"), []),
    ],
)
def test_amounts_clash_only_when_they_cannot_both_hold(
    one: Amount, other: Amount, expected: list[str]
) -> None:
    claims = [
        make_claim("CHN", "lends", "VEN", document="press", amount=one),
        make_claim("CHN", "lends", "VEN", document="wire", amount=other),
    ]

    assert [kind for kind in kinds(claims) if kind == "amount"] == expected


def test_the_sides_of_differing_amounts_are_the_figures() -> None:
    claims = [
        make_claim("CHN", "lends", "VEN", document="press", amount=dollars(30, "$30 billion")),
        make_claim("CHN", "lends", "VEN", document="wire", amount=dollars(60, "$60 billion")),
    ]

    (one,) = found(claims)

    assert [side.stance for side in one.sides] == ["$30 billion", "$60 billion"]
    assert one.explanation == (
        "CHN lends VEN: $30 billion in Press TV (press); $60 billion in The Wire (wire)."
    )


def test_one_figure_for_different_things_is_told_once() -> None:
    """Over $30 billion: loans from China here, loans from four states there, arms in a third passage."""
    text = "over $30 billion"
    states = ("CHN", "CUB", "IRN", "RUS")
    claims = [
        make_claim("CHN", "lends", "VEN", document="wire", amount=dollars(30, text, "over")),
        *(
            make_claim(state, "lends", "VEN", document="other", amount=dollars(30, text, shared=True))
            for state in states
        ),
        make_claim("CHN", "arms", "VEN", document="other", start=80, amount=dollars(30, text)),
    ]

    (one,) = found(claims)

    assert one.kind is ContradictionKind.FIGURE
    assert one.relations == ("arms", "lends")
    assert {side.stance: (len(side.claims), side.documents) for side in one.sides} == {
        "CHN, CUB, IRN, RUS lends VEN": (4, ("other",)),
        "CHN arms VEN": (1, ("other",)),
        "CHN lends VEN": (1, ("wire",)),
    }
    assert one.explanation.startswith("One figure, over $30 billion, for different things. ")


def test_small_counts_and_percentages_are_no_shared_figure() -> None:
    for amount in (Amount(text="two", value=2, unit="ship"), Amount(text="200%", value=200, unit="percent")):
        claims = [
            make_claim("CHN", "lends", "VEN", document="wire", amount=amount),
            make_claim("CHN", "arms", "VEN", document="other", amount=amount),
        ]

        assert kinds(claims) == []


def test_capture_here_and_kidnapping_there_differ_in_wording() -> None:
    captured, kidnapped = detention(WIRE, "capture"), detention(PRESS, "kidnapping")

    (one,) = found([captured, kidnapped])

    assert one.kind is ContradictionKind.WORDING
    assert one.object == "person:nicolas-maduro"
    assert {side.stance: side.claims for side in one.sides} == {
        "as a capture: “capture”": (captured.id,),
        "as a crime: “kidnapping”": (kidnapped.id,),
    }


def test_the_same_word_twice_and_a_word_without_register_are_no_difference() -> None:
    again = make_document("Another text on a capture.", id="again")
    plain = make_document("What became of him.", id="plain")

    assert kinds([detention(WIRE, "capture"), detention(again, "capture")], (WIRE, again)) == []
    assert kinds([detention(WIRE, "capture"), detention(plain, "became")], (WIRE, plain)) == []


def test_words_of_unnamed_sources_in_one_document_are_one_voice_and_those_of_actors_are_not() -> None:
    def told_by(speaker: str) -> list[str]:
        quotes = ("US forces captured him.", "US forces kidnapped him.")
        return kinds([
            make_claim("USA", "detains", "VEN", quote=quotes[0], attributed_to="USA"),
            make_claim("USA", "detains", "VEN", quote=quotes[1], start=50, attributed_to=speaker),
        ])  # fmt: skip

    assert told_by("VEN") == ["wording"]
    assert told_by("USA") == []


def test_a_meeting_in_one_and_a_raid_in_another_differ_in_conduct() -> None:
    met = make_claim("VEN", "meets", "USA", document="wire")
    raided = make_claim("person:donald-trump", "attacks", "VEN", document="press", subject_country="USA")

    (one,) = found([met, raided])

    assert one.kind is ContradictionKind.CONDUCT
    assert [side.stance for side in one.sides] == ["USA meets VEN", "USA attacks VEN"]
    assert [side.claims for side in one.sides] == [(met.id,), (raided.id,)]


def test_who_tells_of_both_the_meeting_and_the_raid_is_on_no_peaceful_side() -> None:
    claims = [
        make_claim("USA", "meets", "VEN", document="wire"),
        make_claim("USA", "attacks", "VEN", document="wire", start=50),
        make_claim("USA", "attacks", "VEN", document="press"),
    ]

    assert kinds(claims) == []


def test_a_fact_here_and_a_possibility_there_differ_in_certainty() -> None:
    claims = [
        make_claim("USA", "threatens", "VEN", document="press"),
        make_claim("USA", "threatens", "VEN", document="wire", status="possible"),
    ]

    assert kinds(claims) == ["certainty"]
    assert kinds([*claims, make_claim("USA", "threatens", "VEN", document="wire", start=50)]) == []


def test_copies_and_one_publishers_documents_do_not_contradict_each_other() -> None:
    second = make_document("More from the same house.", id="press-2", source="press tv")
    claims = [
        make_claim("USA", "threatens", "VEN", document="press"),
        make_claim("USA", "threatens", "VEN", document="press-2", status="possible"),
    ]

    assert kinds(claims, (PRESS, second)) == []


def test_offices_and_what_an_actor_does_to_its_own_country_are_left_out() -> None:
    maduro = "person:nicolas-maduro"
    claims = [
        make_claim(maduro, "holds-office", "VEN", document="press", subject_country="VEN"),
        make_claim(maduro, "holds-office", "VEN", document="wire", status="negated", subject_country="VEN"),
        make_claim(maduro, "threatens", "VEN", document="press", subject_country="VEN"),
        make_claim(maduro, "threatens", "VEN", document="wire", status="negated", subject_country="VEN"),
    ]

    assert kinds(claims) == []


def test_the_gravest_come_first_and_the_order_of_claims_does_not_matter() -> None:
    claims = [
        make_claim("USA", "threatens", "VEN", document="press"),
        make_claim("USA", "threatens", "VEN", document="wire", status="possible"),
        make_claim("RUS", "arms", "VEN", document="press"),
        make_claim("RUS", "arms", "VEN", document="wire", status="negated"),
        detention(WIRE, "capture"),
        detention(PRESS, "kidnapping"),
    ]
    expected = found(claims)

    assert [one.kind.value for one in expected] == ["denial", "wording", "certainty"]
    assert found(random.Random(3).sample(claims, len(claims))) == expected


def test_nothing_to_compare_gives_nothing() -> None:
    assert found([]) == ()
    assert found([make_claim(document="not among the documents")], ()) == ()
