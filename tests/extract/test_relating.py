"""Relating: coordinations, what may stand beside what, and who may be in which relation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from extraction_probe import Probe, make_parse
from realpolitik.extract.coordination import coordinated
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.pair_reading import PairReading, SentenceReading, TriggerReading, admits
from realpolitik.extract.relating import all_arguments, compatible, pair_readings
from realpolitik.model import ActorId


def _mention(token: int, actor: str, form: Form = Form.NAME, *, inner: bool = False) -> Mention:
    return Mention(0, token, token + 1, token, (ActorId(actor),), form, inner=inner)


def _joined(text: str, mentions: list[Mention]) -> list[tuple[str, ...]]:
    doc = make_parse(*(f"{word} {word} NOUN 0 dep" for word in text.split()))
    return [mention.actors for mention in coordinated(mentions, doc)]


@pytest.mark.parametrize(
    ("text", "places", "groups"),
    [
        ("China , Russia and Iran met", (0, 2, 4), [("A0", "A2", "A4")]),
        ("China and Russia met Iran", (0, 2, 4), [("A0", "A2"), ("A4",)]),
        ("China , Russia , and Iran met", (0, 2, 5), [("A0", "A2", "A5")]),
        ("China as well as Russia met", (0, 4), [("A0", "A4")]),
        ("China met Russia", (0, 2), [("A0",), ("A2",)]),
        ("China Russia", (0, 1), [("A0",), ("A1",)]),
    ],
)
def test_coordinations_are_one_mention(
    text: str, places: tuple[int, ...], groups: list[tuple[str, ...]]
) -> None:
    """Members joined by commas and "and" share what is said of them; others stay apart."""
    assert _joined(text, [_mention(place, f"A{place}") for place in places]) == groups


@pytest.mark.parametrize(
    "second",
    [_mention(2, "A2", Form.PRONOUN), _mention(2, "A2", Form.PLACE), _mention(2, "A2", inner=True)],
)
def test_pronouns_places_and_parts_of_titles_are_not_joined(second: Mention) -> None:
    """“Russia and it” may be anything."""
    assert _joined("China and Russia", [_mention(0, "A0"), second]) == [("A0",), ("A2",)]


def test_joining_leaves_the_mentions_as_they_are() -> None:
    """The group is a new mention that knows its members."""
    doc = make_parse("China China PROPN 0 ROOT", "and and CCONJ 2 cc", "Russia Russia PROPN 0 conj")
    mentions = [_mention(0, "CHN"), _mention(2, "RUS")]
    (group,) = coordinated(mentions, doc)

    assert [m.actors for m in mentions] == [("CHN",), ("RUS",)]
    assert (group.start, group.end) == (0, 3)
    assert group.of(ActorId("RUS")).start == 2


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "admitted"),
    [
        ("lends", "NOR", "PER", True),
        ("lends", "NOR", "person:a", False),
        ("holds-office", "person:a", "PER", True),
        ("holds-office", "org:a", "PER", False),
        ("succeeds", "person:a", "person:b", True),
        ("succeeds", "person:a", "PER", False),
        ("criticizes", "org:a", "person:b", True),
    ],
)
def test_relations_admit_kinds_of_actors(relation: str, subject: str, object_: str, admitted: bool) -> None:
    """Nobody lends to a person, and only persons hold offices."""
    assert admits(relation, ActorId(subject), ActorId(object_)) is admitted


def _sentence(probe: Probe, text: str) -> SentenceReading:
    (sentence,) = probe.extractor.sentences(probe.read(text))
    return sentence


def test_sentences_without_two_actors_have_no_triggers(probe: Probe) -> None:
    """One actor can stand in no relation; a sentence without any is not even kept."""
    sentences = probe.extractor.sentences(probe.read("Snow fell. Norway condemned the weather."))

    assert [sentence.triggers for sentence in sentences] == [[]]


def test_a_sentence_knows_its_place_and_its_arguments(probe: Probe) -> None:
    """Every mention is an argument of every trigger."""
    text = "Snow fell. Norway condemned Peru."
    sentence = _sentence(probe, text)
    condemned = [item for item in sentence.triggers if item.trigger.lemma == "condemn"]

    assert sentence.span.of(text) == "Norway condemned Peru."
    assert [argument.mention.actors for argument in condemned[0].arguments] == [("NOR",), ("PER",)]
    assert len(list(all_arguments([sentence]))) == 2 * len(sentence.triggers)


def test_pairs_need_likely_arguments(probe: Probe) -> None:
    """Unlikely arguments make no reading; likely ones make one of each direction and sense."""
    sentence = _sentence(probe, "Norway condemned Peru.")
    unscored = list(pair_readings(sentence))
    for _, argument in all_arguments([sentence]):
        argument.subject_score = argument.object_score = 0.5
    scored = list(pair_readings(sentence))

    assert unscored == []
    assert {(r.relation, *pair) for r in scored for pair in r.actors()} >= {
        ("criticizes", "NOR", "PER"),
        ("criticizes", "PER", "NOR"),
    }
    assert all(reading.features for reading in scored)


def test_two_meet_among_themselves(probe: Probe) -> None:
    """“Norway and Peru met”: one mention is subject and object, for symmetric relations only."""
    sentence = _sentence(probe, "Norway and Peru met in the spring.")
    for _, argument in all_arguments([sentence]):
        argument.subject_score = argument.object_score = 0.9
    found = {(r.relation, *pair) for r in pair_readings(sentence) for pair in r.actors()}

    assert ("meets", "NOR", "PER") in found
    assert ("meets", "PER", "NOR") not in found


@dataclass(slots=True)
class _Pair:
    """As much of a reading as compatibility looks at."""

    trigger: object
    subject: str
    object: str
    relation: str = "meets"

    def actors(self) -> list[tuple[str, str]]:
        return [(self.subject, self.object)]


def _kept(*pairs: tuple[float, str, str]) -> list[str]:
    trigger = object()
    readings = [(confidence, cast("PairReading", _Pair(trigger, s, o))) for confidence, s, o in pairs]
    return [f"{cast('_Pair', r).subject}{cast('_Pair', r).object}" for _, r in compatible(readings)]


def test_a_trigger_states_no_relation_and_its_reverse() -> None:
    """The best reading stands, and what shares its subject or object and is nearly as sure."""
    assert _kept((0.5, "a", "b"), (0.9, "b", "a")) == ["ba"]
    assert _kept((0.9, "a", "b"), (0.8, "a", "c"), (0.3, "a", "d")) == ["ab", "ac"]
    assert _kept((0.9, "a", "b"), (0.6, "a", "b")) == ["ab", "ab"]
    assert _kept((0.9, "a", "b"), (0.8, "c", "d")) == ["ab"]
    assert _kept((0.9, "a", "b"), (0.8, "b", "b")) == ["ab"]


def test_triggers_are_judged_by_themselves() -> None:
    """Two words may state opposite directions."""
    first = cast("PairReading", _Pair(TriggerReading, "a", "b"))
    second = cast("PairReading", _Pair(SentenceReading, "b", "a"))

    assert len(compatible([(0.9, first), (0.6, second)])) == 2


def test_of_two_actors_only_what_is_nearly_as_sure_stands() -> None:
    """Offices stand however sure the rest is."""
    first = cast("PairReading", _Pair(TriggerReading, "a", "b"))
    second = cast("PairReading", _Pair(SentenceReading, "b", "a"))
    third = cast("PairReading", _Pair(SentenceReading, "b", "c"))
    office = cast("PairReading", _Pair(object, "a", "b", "holds-office"))
    kept = [r for _, r in compatible([(0.9, first), (0.4, second), (0.3, third), (0.2, office)])]

    assert first in kept
    assert second not in kept
    assert office in kept
