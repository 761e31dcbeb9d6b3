"""Voices: who says what in a document."""

from __future__ import annotations

import pytest

from extraction_probe import Probe, make_parse, make_passage
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.voices import Voice, VoiceMap, read_voices
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorId, Span

MACRON = "person:emmanuel-macron"


@pytest.mark.parametrize(
    ("text", "word", "speaker"),
    [
        ("Russia attacked Ukraine.", "attacked", None),
        ("Norway said that Russia had attacked Ukraine.", "attacked", "NOR"),
        ("Russia attacked Ukraine, Emmanuel Macron said.", "attacked", MACRON),
        ('"Russia attacked Ukraine at dawn," said Emmanuel Macron.', "attacked", MACRON),
        ('Emmanuel Macron said: "Russia attacked Ukraine at dawn."', "attacked", MACRON),
        ('Emmanuel Macron said: "Russia attacked Ukraine at dawn', "attacked", MACRON),
        ("According to Norway, Russia attacked Ukraine.", "attacked", "NOR"),
        ("Russia attacked Ukraine, according to NATO.", "attacked", "org:nato"),
        ("Two senior diplomats said that Russia had attacked Ukraine.", "attacked", "Two senior diplomats"),
        ("Norway met Peru.", "Peru", None),
    ],
)
def test_reported_speech_and_quotations(probe: Probe, text: str, word: str, speaker: str | None) -> None:
    """The speaker is an actor where the text names one, else the text's own words."""
    assert probe.voice_at(text, word) == speaker


def test_curly_quotation_marks_count(probe: Probe) -> None:
    """Typography makes no difference."""
    text = "\u201cRussia attacked Ukraine at dawn,\u201d said Emmanuel Macron."

    assert probe.voice_at(text, "attacked") == MACRON


def test_quotations_run_over_sentences_and_speakers(probe: Probe) -> None:
    """A second quotation, without a speech verb, is the last speaker's."""
    text = (
        '"Russia attacked Ukraine. Poland will answer soon," said Emmanuel Macron.\n'
        '"Turkey will mediate between the two of them in the spring."'
    )

    assert probe.voice_at(text, "answer") == MACRON
    assert probe.voice_at(text, "mediate") == MACRON


def test_scare_quotes_are_nobody_s_speech(probe: Probe) -> None:
    """A word or two in quotation marks stay in the document's own voice."""
    assert probe.voice_at('Norway saw a "grave error" in Peru.', "grave") is None


def test_a_block_after_a_colon_is_the_speaker_s(probe: Probe) -> None:
    """Until somebody else speaks."""
    text = (
        "Emmanuel Macron said:\nRussia attacked Ukraine.\nPoland sent tanks.\n"
        "Norway said that Peru had voted.\nTurkey closed the straits."
    )

    assert probe.voice_at(text, "attacked") == MACRON
    assert probe.voice_at(text, "tanks") == MACRON
    assert probe.voice_at(text, "voted") == "NOR"
    assert probe.voice_at(text, "straits") is None


def test_a_statement_in_the_first_person_is_its_author_s(probe: Probe) -> None:
    """The headline says whose statement it is; what tells of the speaker is nobody's."""
    headline = "Statement by Emmanuel Macron on the attack"
    text = f"{headline}\nWe condemn the attack on Ukraine.\nFrance sent tents.\nEmmanuel Macron saw Snow."
    headings = (Span(0, len(headline)),)

    assert probe.voice_at(text, "condemn", headings=headings) == MACRON
    assert probe.voice_at(text, "tents", headings=headings) == MACRON
    assert probe.voice_at(text, "Snow", headings=headings) is None


def test_the_innermost_attribution_wins() -> None:
    """What is marked last holds; an unknown speaker is no actor."""
    voices = VoiceMap()
    voices.mark(0, range(5), Voice(ActorId("NOR"), None))
    voices.mark(0, [2, 3], Voice(None, "a diplomat"))

    inner, outer = voices.at(0, 2), voices.at(0, 1)
    assert inner is not None
    assert outer is not None
    assert (inner.label, outer.label) == ("a diplomat", "NOR")
    assert voices.at(1, 2) is None
    assert (0, 2) not in voices.speakers()
    assert voices.speakers()[0, 1] == "NOR"


def test_speech_verbs_without_a_subject_are_nobody_s() -> None:
    """A joined verb borrows the subject of the first; one without any speaks for nobody."""
    joined = make_parse(
        "Envoys envoy NOUN 1 nsubj",
        "came come VERB 1 ROOT",
        "and and CCONJ 3 cc",
        "said say VERB 1 conj",
        "Peru Peru PROPN 5 nsubj",
        "won win VERB 3 ccomp",
    )
    bare = make_parse("Said say VERB 0 ROOT", "Peru Peru PROPN 2 nsubj", "won win VERB 0 ccomp")
    passages = [make_passage(joined), make_passage(bare, index=1)]
    voices = read_voices(passages, [], word_lists())

    assert voices.at(0, 5) == Voice(None, "Envoys")
    assert voices.at(1, 2) is None


def test_claims_name_their_speaker(probe: Probe) -> None:
    """A claim in somebody's voice is attributed; one in the document's own isn't."""
    said = probe.claims("Norway said that Russia had attacked Ukraine.", threshold=0.05)
    told = probe.claims("Russia attacked Ukraine.", threshold=0.05)

    assert {c.attributed_to for c in said if (c.subject, c.object) == ("RUS", "UKR")} == {"NOR"}
    assert {c.attributed_to for c in told} == {None}


@pytest.mark.parametrize(
    ("text", "word", "speaker"),
    [
        ("According to two diplomats from the region, Russia attacked Ukraine.", "attacked", "two diplomats"),
        (
            "According to the chairman of the board, Russia attacked Ukraine.",
            "attacked",
            "chairman of the board",
        ),
        ("Russia attacked Ukraine, according to residents.", "attacked", "residents"),
        ("Russia acted according.", "acted", None),
    ],
)
def test_unknown_speakers_are_given_in_words(probe: Probe, text: str, word: str, speaker: str | None) -> None:
    """The noun phrase of the text stands for whom nobody can name."""
    voice = probe.voice_at(text, word)

    assert voice is None if speaker is None else speaker in (voice or "")


def test_a_colon_introduces_whatever_the_parse() -> None:
    """A paragraph that ends in a speech verb and a colon hands the next one to the person named in it."""
    introduction = make_parse("Macron Macron PROPN 1 dep", "says say NOUN 1 ROOT", ": : PUNCT 1 punct")
    nobody = make_parse("Then then ADV 1 advmod", "says say NOUN 1 ROOT", ": : PUNCT 1 punct")
    silent = make_parse("Macron Macron PROPN 0 ROOT", ": : PUNCT 0 punct")
    block = make_parse("Peru Peru PROPN 1 nsubj", "won win VERB 1 ROOT")
    speaker = Mention(0, 0, 1, 0, (ActorId(MACRON),), Form.NAME)
    spoken = [
        read_voices([make_passage(first), make_passage(block, index=1)], people, word_lists()).at(1, 1)
        for first, people in ((introduction, [speaker]), (nobody, []), (silent, [speaker]))
    ]

    assert spoken == [Voice(ActorId(MACRON), None), None, None]


def test_appositions_tell_who_a_speaker_is(probe: Probe) -> None:
    """“The chancellor, Orlan Tesk, said” is Tesk's voice."""
    text = "The German chancellor, Orlan Tesk, said that Russia had attacked Ukraine."

    assert probe.voice_at(text, "attacked") == "person:orlan-tesk"


def test_headlines_report_too(probe: Probe) -> None:
    """What a headline says that somebody said is told in that voice."""
    headline = "Norway said Russia attacked Ukraine"

    assert probe.voice_at(headline, "attacked", headings=(Span(0, len(headline)),)) == "NOR"
