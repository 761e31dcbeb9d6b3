"""Differences of which one side is a passage that no claim was made of."""

from __future__ import annotations

from factories import make_actor, make_claim, make_document, make_evidence, make_scheme
from realpolitik.analysis.comparing import contradictions
from realpolitik.analysis.disagreement import Contradiction
from realpolitik.model import Amount, Claim, Document, Span
from realpolitik.vocabulary import ActorRegistry

LOAN = make_document("China has lent Venezuela over $30 billion since 2000.", id="loan")
DEALS = make_document(
    "Nothing here. From Beijing and Moscow, Caracas obtained deals worth more than $30 billion. It rained.",
    id="deals",
)
REGISTRY = ActorRegistry(
    (
        make_actor("CHN", "China", metonyms=("Beijing",)),
        make_actor("VEN", "Venezuela", metonyms=("Caracas",)),
        make_actor("USA", "United States", aliases=("US",), demonyms=("American",)),
        make_actor("person:nicolas-maduro", "Nicolás Maduro"),
    )
)


def loan() -> Claim:
    amount = Amount(text="over $30 billion", value=3e10, unit="USD", qualifier="over")
    return make_claim("CHN", "lends", "VEN", document="loan", quote=LOAN.text, amount=amount, confidence=0.5)


def capture(word: str, document: Document) -> Claim:
    place = document.text.index(word)
    evidence = make_evidence(
        document=document.id, quote=document.text, trigger=Span(place, place + len(word))
    )
    return make_claim("USA", "detains", "person:nicolas-maduro", evidence=evidence)


def found(claims: list[Claim], *documents: Document) -> tuple[Contradiction, ...]:
    return contradictions(claims, documents, make_scheme(), registry=REGISTRY, search_passages=True)


def test_a_figure_in_a_passage_without_claims_stands_beside_the_claim() -> None:
    """With its words and offsets, and the names by which it calls a party."""
    (one,) = found([loan()], LOAN, DEALS)

    assert (one.kind.value, one.subject, one.object) == ("figure", "CHN", "VEN")
    assert [side.claims for side in one.sides] == [(loan().id,), ()]
    (passage,) = one.sides[1].passages
    assert passage.quote.startswith("From Beijing and Moscow")
    assert passage.quote.endswith("$30 billion.")
    assert DEALS.text[passage.span.start : passage.span.end] == passage.quote
    assert one.sides[1].documents == ("deals",)
    assert one.importance == 3 * 2 * 0.5


def test_another_figure_other_parties_and_copies_are_no_difference() -> None:
    """Nor what the claim's own document says again."""
    other_sum = make_document("Beijing gave Caracas $31 billion.", id="other")
    other_parties = make_document("Paris gave Chad $30 billion.", id="strangers")
    again = make_document(LOAN.text + " China said $30 billion again.", id="again", source="One Wire")
    own = make_document(LOAN.text, id="loan", source="One Wire")

    assert found([loan()], LOAN, other_sum, other_parties) == ()
    assert found([loan()], own, again) == ()
    assert contradictions([loan()], (LOAN, DEALS), make_scheme(), registry=REGISTRY) == ()


def test_sums_are_read_in_the_usual_spellings() -> None:
    """With a scale in letters or words, thousands separators, and none."""
    for text in ("$30bn", "$30 Billion", "$30,000 million", "$30,000,000,000"):
        document = make_document(f"Beijing gave Caracas {text} then.", id="spelt")
        assert len(found([loan()], LOAN, document)) == 1, text


def test_a_capture_here_is_a_kidnapping_there_though_no_claim_says_so() -> None:
    """Only where the passage names who does it and to whom."""
    wire = make_document("US forces captured Nicolás Maduro.", id="wire")
    press = make_document("After the American raid Maduro was kidnapped. Others were kidnapped.", id="press")

    (one,) = found([capture("captured", wire)], wire, press)

    assert one.kind.value == "wording"
    assert "“kidnapped” also in press" in one.explanation
    assert [passage.quote for passage in one.sides[1].passages] == [
        "After the American raid Maduro was kidnapped."
    ]


def test_what_claims_tell_already_is_not_told_again() -> None:
    """A difference between two claims is found once."""
    wire = make_document("US forces captured Nicolás Maduro.", id="wire")
    press = make_document("The American forces kidnapped Maduro.", id="press")

    (one,) = found([capture("captured", wire), capture("kidnapped", press)], wire, press)

    assert all(side.claims and not side.passages for side in one.sides)
