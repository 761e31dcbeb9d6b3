"""Candidates: paths of the parse, and what surrounds a trigger."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from extraction_probe import make_parse
from realpolitik.extract.candidates import (
    arguments,
    joint_features,
    mention_shape,
    object_features,
    pair_features,
    sense_features,
    subject_features,
    trigger_context,
)
from realpolitik.extract.feature_groups import FeatureGroup
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.model import LinearModel
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.triggers import Sense, Trigger
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorId


@pytest.fixture(scope="module")
def condemned() -> Doc:
    """“France and Mali condemned attacks by Chad”."""
    return make_parse(
        "France France PROPN 3 nsubj",
        "and and CCONJ 2 cc",
        "Mali Mali PROPN 0 conj",
        "condemned condemn VERB 3 ROOT",
        "attacks attack NOUN 3 obj",
        "by by ADP 6 case",
        "Chad Chad PROPN 4 nmod",
    )


def _trigger(token: int, lemma: str, pos: str = "V") -> Trigger:
    return Trigger(token, token + 1, lemma, pos, (Sense("criticizes", reversed=False),))


def _mention(token: int, actor: str, form: Form = Form.NAME, *, inner: bool = False) -> Mention:
    return Mention(0, token, token + 1, token, (ActorId(actor),), form, inner=inner)


@pytest.mark.parametrize(
    ("source", "target", "path"),
    [
        (3, 0, ("A0", "A0", 1)),
        (3, 2, ("A0 conj", "A0", 2)),
        (3, 6, ("A1 A0", "A1 A0", 2)),
        (6, 0, ("^A0 ^A1 A0", "^A0 ^A1 A0", 3)),
        (3, 3, ("", "", 0)),
    ],
)
def test_paths_name_every_step(condemned: Doc, source: int, target: int, path: tuple[str, str, int]) -> None:
    """Steps up carry a mark; who acts is A0, who is acted upon A1; lean paths leave coordination out."""
    assert SentenceGraph(condemned[:]).path(source, target) == path


@pytest.mark.parametrize(
    ("rows", "trigger", "agent", "patient"),
    [
        (("Mali Mali PROPN 1 nsubj", "hit hit VERB 1 ROOT", "Chad Chad PROPN 1 obj"), 1, 0, 2),
        (
            (
                "Chad Chad PROPN 2 nsubj:pass",
                "was be AUX 2 aux:pass",
                "hit hit VERB 2 ROOT",
                "by by ADP 4 case",
                "Mali Mali PROPN 2 obl:agent",
            ),
            2,
            4,
            0,
        ),
    ],
)
def test_actives_and_passives_share_their_labels(
    rows: tuple[str, ...], trigger: int, agent: int, patient: int
) -> None:
    """Who hits is A0 and who is hit is A1, however it is put."""
    graph = SentenceGraph(make_parse(*rows)[:])

    assert graph.path(trigger, agent)[0] == "A0"
    assert graph.path(trigger, patient)[0] == "A1"


def test_prepositions_are_named() -> None:
    """A path tells "with Chad" from "against Chad"."""
    doc = make_parse("met meet VERB 0 ROOT", "with with ADP 2 case", "Chad Chad PROPN 0 obl")

    assert SentenceGraph(doc[:]).path(0, 2)[0] == "obl:with"


def test_long_paths_are_all_alike() -> None:
    """Beyond six steps a path says no more than that."""
    doc = make_parse("a a VERB 0 ROOT", *(f"w w NOUN {i} nmod" for i in range(8)))

    assert SentenceGraph(doc[:]).path(0, 8) == ("far", "far", 8)


def test_words_of_two_sentences_have_no_path() -> None:
    """Nothing leads from one root to the other."""
    doc = make_parse("a a VERB 0 ROOT", "b b VERB 1 ROOT")

    assert SentenceGraph(doc[:]).path(0, 1)[0] == "none"


def test_chains_end_at_the_sentence() -> None:
    """A graph of part of a document never looks outside."""
    doc = make_parse("a a VERB 0 ROOT", "b b NOUN 0 obj", "c c NOUN 1 nmod")
    graph = SentenceGraph(doc[1:3])

    assert graph.chain(2) == [2, 1]


@pytest.mark.parametrize(
    ("rows", "token", "pos", "voice"),
    [
        (("hit hit VERB 0 ROOT",), 0, "V", "active"),
        (("was be AUX 1 aux:pass", "hit hit VERB 1 ROOT"), 1, "V", "passive"),
        (("towns town NOUN 0 ROOT", "hit hit VERB 0 acl VBN"), 1, "V", "passive-acl"),
        (("towns town NOUN 0 ROOT", "hitting hit VERB 0 acl VBG"), 1, "V", "active-acl"),
        (("hits hit NOUN 0 ROOT",), 0, "N", "nominal"),
    ],
)
def test_the_voice_of_a_trigger(rows: tuple[str, ...], token: int, pos: str, voice: str) -> None:
    """Active, passive, or a noun."""
    doc = make_parse(*rows)

    assert trigger_context(SentenceGraph(doc[:]), _trigger(token, "hit", pos)).voice == voice


@pytest.mark.parametrize(
    ("verb", "governor"), [("sent", "give"), ("received", "take"), ("halted", "refuse"), ("saw", "other")]
)
def test_a_noun_is_judged_by_its_governor(verb: str, governor: str) -> None:
    """Giving, taking or refusing aid are three things."""
    lemma = {"sent": "send", "received": "receive", "halted": "halt", "saw": "see"}[verb]
    active = make_parse(f"{verb} {lemma} VERB 0 ROOT", "aid aid NOUN 0 obj")
    passive = make_parse("aid aid NOUN 2 nsubj:pass", "was be AUX 2 aux:pass", f"{verb} {lemma} VERB 2 ROOT")
    found = trigger_context(SentenceGraph(active[:]), _trigger(1, "aid", "N"))
    turned = trigger_context(SentenceGraph(passive[:]), _trigger(0, "aid", "N"))

    assert (found.governor, found.governor_class) == (lemma, governor)
    assert (turned.governor, turned.governor_class) == (f"{lemma}/pass", f"{governor}/pass")


def test_a_noun_without_a_verb_has_no_governor() -> None:
    """Its own negation is seen."""
    doc = make_parse("no no DET 1 det", "aid aid NOUN 1 ROOT")
    context = trigger_context(SentenceGraph(doc[:]), _trigger(1, "aid", "N"))

    assert (context.governor_class, context.negated) == ("none", True)


def test_shapes_tell_kind_form_and_place() -> None:
    """A nationality before "government" is the government; before "oil" it is not."""
    doc = make_parse(
        "French French ADJ 1 amod",
        "troops troop NOUN 1 ROOT",
        "Malian Malian ADJ 3 amod",
        "oil oil NOUN 1 obj",
    )
    graph, words = SentenceGraph(doc[:]), word_lists()

    assert mention_shape(_mention(0, "FRA", Form.DEMONYM), graph, words) == "Cdemo+gov"
    assert mention_shape(_mention(2, "MLI", Form.DEMONYM), graph, words) == "Cdemo+mod"
    assert mention_shape(_mention(1, "org:nato", Form.GUESS), graph, words) == "Ogues"
    assert mention_shape(_mention(1, "person:x", inner=True), graph, words) == "Pname!"


def test_arguments_and_pairs_have_features(condemned: Doc) -> None:
    """Both know the direction: a subject's features are not an object's."""
    graph = SentenceGraph(condemned[:])
    trigger = _trigger(3, "condemn")
    context = trigger_context(graph, trigger)
    mentions = [_mention(0, "FRA"), _mention(6, "TCD")]
    shapes = ["Cname", "Cname"]
    subject, object_ = arguments(graph, trigger, context, mentions, shapes, speaker=ActorId("FRA"))

    assert "full=A0|V" in subject.features
    assert "speaker=True|A0" in subject.features
    assert "full=A1 A0|V" in object_.features

    sense = trigger.senses[0]
    assert {"R=criticizes", "W=criticizes|c:attack"} <= set(
        sense_features(sense, trigger, context, ["c:attack"])
    )
    assert "Rs=criticizes||A0" in subject_features(sense, trigger, context, subject)
    assert "Ro=criticizes||A0" in object_features(sense, trigger, object_)
    assert "Rk=criticizes|CC" in joint_features(sense, trigger, subject, object_)
    assert "ord=so|active" in pair_features(trigger, context, subject, object_, reverse=False)
    assert "ord=os|activer" in pair_features(trigger, context, object_, subject, reverse=True)


def test_shared_features_are_weighed_once() -> None:
    """The sum is kept for each model that asks, and it is that of the names."""
    group = FeatureGroup(["a", "b", "b", "unknown"])
    weights = {"a": 1.0, "b": -0.25}
    model, other = LinearModel(weights, bias=9.0), LinearModel({"a": 2.0}, bias=0.0)

    assert (group.weighed(model), group.weighed(other)) == (0.5, 2.0)

    weights["a"] = 7.0
    assert (group.weighed(model), group.weighed(LinearModel(weights, bias=9.0))) == (0.5, 6.5)


def test_distances_are_put_into_classes() -> None:
    """From beside the trigger to far off: five classes, and what lies between is counted."""
    size = 30
    doc = make_parse("hit hit VERB 0 ROOT", *("w w NOUN 0 obj" for _ in range(size)))
    graph, trigger = SentenceGraph(doc[:]), _trigger(0, "hit")
    places = (1, 3, 7, 14, 20)
    mentions = [_mention(place, f"org:o{place}") for place in places]
    found = arguments(graph, trigger, trigger_context(graph, trigger), mentions, ["Oname"] * 5, speaker=None)
    classes = [next(f for f in argument.features if f.startswith("side=")) for argument in found]

    assert classes == ["side=>|0|V|0", "side=>|1|V|1", "side=>|2|V|2", "side=>|3|V|3", "side=>|4|V|3"]
