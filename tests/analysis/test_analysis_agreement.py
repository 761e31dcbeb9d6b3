"""Corroboration, and which documents count as one voice."""

from __future__ import annotations

import random

import pytest

from factories import make_claim, make_document, make_scheme
from realpolitik.analysis.agreement import Support, corroboration
from realpolitik.analysis.independence import find_copies, find_voices

_WORDS = [f"word{number}" for number in range(400)]
REPORT = " ".join(random.Random(1).choices(_WORDS, k=200))
EDITED = REPORT.replace(" word7 ", " seven ").replace("word11 ", "")
SHORTENED = " ".join(REPORT.split()[:90])
UNRELATED = " ".join(random.Random(2).choices(_WORDS, k=200))


def test_an_edited_and_a_shortened_copy_are_found_and_an_unrelated_text_is_not() -> None:
    texts = {"a": REPORT, "b": EDITED, "c": SHORTENED, "d": UNRELATED, "e": "word1 word2"}
    documents = [make_document(text, id=name) for name, text in texts.items()]

    copies = {(str(copy.first), str(copy.second)): copy for copy in find_copies(documents)}

    assert {("a", "b"), ("a", "c")} <= set(copies)
    assert not any("d" in pair or "e" in pair for pair in copies)
    assert copies["a", "c"].containment == 1.0
    assert copies["a", "c"].resemblance == pytest.approx((90 - 3) / (200 - 3), abs=0.02)


def test_copies_and_documents_of_one_publisher_are_one_voice() -> None:
    documents = [
        make_document(REPORT, id="a", source="AFP"),
        make_document(EDITED, id="b"),
        make_document("Something else.", id="c", source="afp"),
        make_document("A third thing.", id="d"),
    ]

    voices = find_voices(documents[::-1])

    assert voices.groups == (("a", "b", "c"), ("d",))
    assert voices.by_document() == {"a": "a", "b": "a", "c": "a", "d": "d"}


@pytest.mark.parametrize(
    ("claims", "support", "voices"),
    [
        ([("a", None), ("a", None)], Support.SINGLE, 1),
        ([("a", None), ("b", None)], Support.REPEATED, 1),
        ([("a", "org:reuters"), ("d", "org:reuters")], Support.COMMON_ORIGIN, 2),
        ([("a", "org:reuters"), ("d", None)], Support.CORROBORATED, 2),
        ([("a", None), ("unknown", None)], Support.CORROBORATED, 2),
    ],
)
def test_support_counts_independent_voices(
    claims: list[tuple[str, str | None]], support: Support, voices: int
) -> None:
    documents = [make_document(REPORT, id="a"), make_document(EDITED, id="b"), make_document(id="d")]
    told = [
        make_claim("USA", "sanctions", "VEN", document=document, attributed_to=speaker, start=place)
        for place, (document, speaker) in enumerate(claims)
    ]

    (one,) = corroboration(told, documents, make_scheme())

    assert (one.support, one.voices, len(one.claims)) == (support, voices, len(claims))
    assert one.speakers == tuple(sorted({speaker for _, speaker in claims if speaker}))


def test_only_facts_count_symmetric_relations_fold_and_the_best_supported_comes_first() -> None:
    claims = [
        make_claim("VEN", "meets", "person:donald-trump", document="a", object_country="USA"),
        make_claim("USA", "meets", "VEN", document="b"),
        make_claim("CHN", "arms", "VEN", document="a"),
        make_claim("CHN", "lends", "VEN", document="a", status="possible"),
    ]

    found = corroboration(claims, (), make_scheme(), roll_up=True)

    assert [(one.subject, one.relation, one.object, one.voices) for one in found] == [
        ("USA", "meets", "VEN", 2),
        ("CHN", "arms", "VEN", 1),
    ]
