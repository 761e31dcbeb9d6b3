"""Triggers: which words may state which relation."""

from __future__ import annotations

import pytest

from extraction_probe import make_parse
from factories import make_relation
from realpolitik.extract.triggers import Sense, Trigger, TriggerLexicon
from realpolitik.vocabulary import RelationScheme


@pytest.fixture(scope="module")
def lexicon(scheme: RelationScheme) -> TriggerLexicon:
    return TriggerLexicon(scheme)


def _found(lexicon: TriggerLexicon, *rows: str) -> list[Trigger]:
    return list(lexicon.find(make_parse(*rows)[:]))


def _relations(trigger: Trigger) -> set[str]:
    return {sense.relation for sense in trigger.senses}


def test_a_verb_states_what_the_lexicon_says(lexicon: TriggerLexicon) -> None:
    """It is found by its lemma, with every relation that it may state."""
    (trigger,) = _found(
        lexicon, "France France PROPN 1 nsubj", "condemned condemn VERB 1 ROOT", "Chad Chad PROPN 1 obj"
    )

    assert (trigger.token, trigger.end, trigger.lemma, trigger.pos) == (1, 2, "condemn", "V")
    assert "criticizes" in _relations(trigger)


def test_reversed_lists_turn_the_direction(lexicon: TriggerLexicon) -> None:
    """Who borrows is the object of lends."""
    (borrowed,) = _found(lexicon, "borrowed borrow VERB 0 ROOT")
    (lent,) = _found(lexicon, "lent lend VERB 0 ROOT")

    assert {(sense.relation, sense.reversed) for sense in borrowed.senses} >= {("lends", True)}
    assert {(sense.relation, sense.reversed) for sense in lent.senses} >= {("lends", False)}


@pytest.mark.parametrize(
    ("rows", "lemma", "token", "end"),
    [
        (("called call VERB 0 ROOT", "on on ADP 2 case", "Chad Chad PROPN 0 obl"), "call_on", 0, 2),
        (("cut cut VERB 0 ROOT", "it it PRON 0 obj", "off off ADP 0 compound:prt"), "cut_off", 0, 3),
        (("travel travel NOUN 1 compound", "ban ban NOUN 1 ROOT"), "travel_ban", 1, 2),
        (
            ("show show NOUN 0 ROOT", "of of ADP 2 case", "force force NOUN 0 nmod"),
            "show_of_force",
            0,
            3,
        ),
    ],
)
def test_triggers_of_several_words(
    lexicon: TriggerLexicon, rows: tuple[str, ...], lemma: str, token: int, end: int
) -> None:
    """They win over their first word alone; the head of a compound is its last word."""
    first = _found(lexicon, *rows)[0]

    assert (first.lemma, first.token, first.end) == (lemma, token, end)


def test_words_of_a_phrase_stand_near_each_other(lexicon: TriggerLexicon) -> None:
    """What is far off belongs to something else."""
    filler = [f"w{i} w{i} ADV 0 advmod" for i in range(4)]
    lemmas = [t.lemma for t in _found(lexicon, "cut cut VERB 0 ROOT", *filler, "off off ADP 0 advmod")]

    assert "cut" in lemmas
    assert "cut_off" not in lemmas


def test_a_phrase_ends_with_its_sentence(lexicon: TriggerLexicon) -> None:
    """What follows belongs to another."""
    doc = make_parse("cut cut VERB 0 ROOT", "off off ADP 0 advmod")

    assert next(trigger.lemma for trigger in lexicon.find(doc[:])) == "cut_off"
    assert "cut_off" not in [trigger.lemma for trigger in lexicon.find(doc[:1])]


def test_other_parts_of_speech_state_nothing(lexicon: TriggerLexicon) -> None:
    """A name that looks like a trigger, or a preposition, is none."""
    assert _found(lexicon, "attack attack ADP 0 ROOT", "strike strike DET 0 det") == []


def test_doubtful_tags_are_looked_up_twice(lexicon: TriggerLexicon) -> None:
    """A noun at the root may be a verb that the tagger took for one, and a verb in a noun's place a noun."""
    (praised,) = _found(lexicon, "condemn condemn NOUN 0 ROOT")
    (loan,) = _found(lexicon, "sent send X 0 ROOT", "embargo embargo VERB 0 obj")

    assert praised.pos == "V"
    assert loan.lemma == "embargo"


def test_relations_outside_the_scheme_have_no_triggers() -> None:
    """A scheme may leave relations out."""
    lexicon = TriggerLexicon(RelationScheme((make_relation("meets"),), ()))
    found = _found(lexicon, "met meet VERB 0 ROOT", "and and CCONJ 2 cc", "lent lend VERB 0 conj")

    assert [(trigger.lemma, _relations(trigger)) for trigger in found] == [("meet", {"meets"})]


@pytest.mark.parametrize(
    ("frame", "row", "pos", "reverse"),
    [
        ("verb: dispatch, mothball", "mothballed mothball VERB 0 ROOT", "V", False),
        ("reversed noun: consignee", "consignee consignee NOUN 0 ROOT", "N", True),
        ("adjective: beholden", "beholden beholden ADJ 0 ROOT", "A", False),
        ("verb: , mothball,", "mothball mothball VERB 0 ROOT", "V", False),
        (": mothball", "mothball mothball VERB 0 ROOT", "V", False),
    ],
)
def test_users_add_triggers(frame: str, row: str, pos: str, reverse: bool) -> None:
    """A relation's frames name the part of speech, the direction and the lemmas."""
    lexicon = TriggerLexicon(RelationScheme((make_relation("salutes", frames=(frame,)),), ()))
    (trigger,) = _found(lexicon, row)

    assert trigger.pos == pos
    assert trigger.senses == (Sense("salutes", reverse),)


def test_users_add_phrases() -> None:
    """A trigger of several words is written with spaces."""
    relation = make_relation("salutes", frames=("verb: tip hat",))
    lexicon = TriggerLexicon(RelationScheme((relation,), ()))
    (trigger,) = _found(lexicon, "tipped tip VERB 0 ROOT", "his his PRON 2 nmod:poss", "hat hat NOUN 0 obj")

    assert (trigger.lemma, trigger.token, trigger.end) == ("tip_hat", 0, 3)


def test_every_relation_but_the_user_s_has_triggers(scheme: RelationScheme) -> None:
    """The shipped lexicon leaves no shipped relation without a word."""
    senses = {sense.relation for table in TriggerLexicon(scheme)._senses.values() for sense in table.values()}

    assert senses == {relation.id for relation in scheme}
