"""Passages: what is parsed, in which case, and where it stands in the document."""

from __future__ import annotations

from collections import Counter

import pytest
from spacy.language import Language

from extraction_probe import make_registry
from factories import make_document
from realpolitik.extract.language import load_pipeline
from realpolitik.extract.names import Gazetteer
from realpolitik.extract.passages import (
    LONGEST_PASSAGE,
    Casing,
    Passage,
    common_words,
    parse_passages,
    sentence_case,
)
from realpolitik.model import Span
from realpolitik.resources import pipeline_path

PROPER = frozenset({"france", "chad", "russia", "ukraine"})


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(None, pipeline_path())


def _passages(
    nlp: Language, text: str, *, headings: tuple[Span, ...] = (), boilerplate: tuple[Span, ...] = ()
) -> list[Passage]:
    return parse_passages(make_document(text, headings=headings, boilerplate=boilerplate), nlp, PROPER)


def _cased(heading: str, *, body: str = "", common: frozenset[str] = frozenset()) -> str:
    casing = Casing(Counter(), Counter(body.split()))
    return sentence_case(heading, casing, PROPER, common)


def test_each_paragraph_is_a_passage(nlp: Language) -> None:
    """Blank lines make no passage; every passage knows where it stands."""
    text = "France met Chad.\n\n  \r\n  Chad met France. "
    passages = _passages(nlp, text)

    assert [(p.index, p.paragraph, p.doc.text) for p in passages] == [
        (0, 0, "France met Chad."),
        (1, 1, "Chad met France."),
    ]
    assert passages[1].span(0, 1).of(text) == "Chad"


def test_boilerplate_is_left_out(nlp: Language) -> None:
    """A paragraph that is boilerplate goes; of one that holds some, the rest stays, at its place."""
    text = "Share this page\nFrance met Chad. SIGN UP NOW. Chad left.\nNext"
    inline = text.index("SIGN")
    spans = (Span(0, 15), Span(inline, inline + 12))
    passages = _passages(nlp, text, boilerplate=spans)

    assert [p.doc.text for p in passages] == ["France met Chad.", "Chad left.", "Next"]
    assert passages[1].span(0, 1).of(text) == "Chad"
    assert passages[1].span(0, 1).start > inline


def test_boilerplate_around_spaces_leaves_no_empty_passage(nlp: Language) -> None:
    """What remains between two boilerplate spans may be nothing."""
    text = "Share   Print"

    assert _passages(nlp, text, boilerplate=(Span(0, 5), Span(8, 13))) == []


@pytest.mark.parametrize(
    "dateline",
    [
        "BERLIN, Nov. 3 (Example Wire) - ",
        "OSLO — ",
        "Lima, Peru, 4 May 2021 – ",
        "NEW YORK (EX) -- ",
    ],
)
def test_datelines_are_set_aside(nlp: Language, dateline: str) -> None:
    """The sentence after a dateline is parsed alone, and its offsets count the dateline."""
    text = f"{dateline}France met Chad."
    (passage,) = _passages(nlp, text)

    assert passage.doc.text == "France met Chad."
    assert passage.span(0, 1) == Span(len(dateline), len(dateline) + 6)


def test_dashes_within_a_sentence_are_no_dateline(nlp: Language) -> None:
    """Only a capitalised place before a dash is one."""
    text = "The talks in Oslo - Norway's third - failed."
    (passage,) = _passages(nlp, text)

    assert passage.doc.text == text


@pytest.mark.parametrize(("prefix", "turn"), [("Q: ", "Q"), ("ANSWER: ", "A"), ("A. ", "A"), ("", "")])
def test_turns_of_an_interview_are_known(nlp: Language, prefix: str, turn: str) -> None:
    """The mark of a question or an answer is taken off the text."""
    (passage,) = _passages(nlp, f"{prefix}France met Chad.")

    assert (passage.turn, passage.doc.text) == (turn, "France met Chad.")


def test_headings_are_put_into_sentence_case(nlp: Language) -> None:
    """A Title Case headline keeps the capitals of names and its length; the offsets are the document's."""
    text = "France Meets Chad For New Talks\nFrance met Chad."
    heading, body = _passages(nlp, text, headings=(Span(0, 31),))

    assert (heading.heading, body.heading) == (True, False)
    assert heading.doc.text == "France meets Chad for new talks"
    assert heading.span(3, 4).of(text) == "For"


def test_long_paragraphs_are_cut_at_sentence_ends(nlp: Language) -> None:
    """The pieces follow each other without a gap and belong to one paragraph."""
    sentence = "France met Chad in the spring and again in the autumn. "
    text = (sentence * 100).strip()
    passages = _passages(nlp, text)

    assert len(passages) > 1
    assert {p.paragraph for p in passages} == {0}
    assert all(len(p.doc.text) <= LONGEST_PASSAGE for p in passages)
    assert "".join(p.doc.text for p in passages) == text
    assert passages[1].span(0, 1).of(text) == "France"


@pytest.mark.parametrize(
    ("text", "longest"), [("word " * 1000, LONGEST_PASSAGE), ("x" * 9000, LONGEST_PASSAGE)]
)
def test_paragraphs_without_sentence_ends_are_cut_too(nlp: Language, text: str, longest: int) -> None:
    """At a space where there is one, else anywhere."""
    passages = _passages(nlp, text)

    assert len(passages) > 1
    assert max(len(p.doc.text) for p in passages) <= longest
    assert "".join(p.doc.text for p in passages) == text.strip()


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("France Attacks Chad Over Stolen Grain", "France attacks Chad over stolen grain"),
        ("FRANCE ATTACKS CHAD OVER STOLEN GRAIN", "France attacks Chad over stolen grain"),
        ("France attacks Chad over stolen grain", "France attacks Chad over stolen grain"),
        ("Attacks Fall", "Attacks Fall"),  # too short to tell
        ("Attacks Over NATO Grain Anger Brannok", "Attacks over NATO grain anger Brannok"),
        ("", ""),
    ],
)
def test_capitals_of_a_heading_stay_for_names_only(heading: str, expected: str) -> None:
    """Names, acronyms and words of no dictionary keep their capital, and so does the first word."""
    common = frozenset({"attack", "steal", "stolen", "grain", "fall", "anger"})

    assert _cased(heading, common=common) == expected


def test_the_body_overrules_the_dictionary() -> None:
    """A word that the text writes in lower case is none of a name, and the other way round."""
    casing = Casing(Counter({"grain": 2}), Counter({"brannok": 1}))
    heading = "Old Grain Angers Brannok Today"

    assert (
        sentence_case(heading, casing, PROPER, frozenset({"grain", "anger"}))
        == "Old Grain angers brannok Today"
    )
    assert "Grain" in sentence_case(heading.upper(), casing, PROPER, frozenset({"grain"}))


def test_sentence_case_never_changes_the_length() -> None:
    """Letters whose lower case is longer stay as they are."""
    heading = "İSTANBUL MEETING ANGERS FRANCE DEEPLY"

    assert len(_cased(heading)) == len(heading)


def test_a_heading_without_letters_stays() -> None:
    """Numbers have no case."""
    assert _cased("2021 — 2022") == "2021 — 2022"


def test_a_pipeline_without_a_dictionary_has_no_common_words(nlp: Language) -> None:
    """The shipped one has one; a bare pipeline has none, and nothing fails."""
    import spacy

    assert {"attack", "oil"} <= common_words(nlp)
    assert common_words(nlp) is common_words(nlp)
    assert common_words(spacy.blank("en")) == frozenset()


def test_names_of_the_gazetteer_keep_their_capitals(nlp: Language) -> None:
    """Every word of a registered name is proper."""
    proper = Gazetteer(make_registry(), nlp).proper

    assert {"venezuela", "venezuelan", "caracas", "maduro", "united"} <= proper
