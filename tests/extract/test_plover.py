"""PLOVER event types: the relation's own, or AGREE where the words promise."""

from __future__ import annotations

import pytest

from extraction_probe import make_parse
from factories import make_relation
from realpolitik.extract.plover import plover_code
from realpolitik.model import Relation, Status

COOPERATES = make_relation("cooperates", plover=("AGREE", "COOPERATE"))
AIDS = make_relation("aids", plover=("AID",))
MEETS = make_relation("meets", plover=("CONSULT",), symmetric=True)
ATTACKS = make_relation("attacks", plover=("ASSAULT",))


def test_structural_relations_have_no_event_type() -> None:
    """An office is no event."""
    doc = make_parse("president president NOUN 0 ROOT")

    assert plover_code(make_relation("holds-office"), doc[0], Status.ACTUAL) is None


@pytest.mark.parametrize(
    ("lemma", "code"),
    [("treaty", "AGREE"), ("sign", "AGREE"), ("exercise", "COOPERATE"), ("partner", "COOPERATE")],
)
def test_agreements_are_kept_apart_from_deeds(lemma: str, code: str) -> None:
    """A treaty is agreed; an exercise is done."""
    doc = make_parse(f"{lemma} {lemma} NOUN 0 ROOT")

    assert plover_code(COOPERATES, doc[0], Status.ACTUAL) == code


@pytest.mark.parametrize(
    ("status", "code"), [(Status.ACTUAL, "AGREE"), (Status.POSSIBLE, "AGREE"), (Status.NEGATED, "AID")]
)
def test_a_promised_deed_is_an_agreement(status: Status, code: str) -> None:
    """“Agreed to send aid” is AGREE, unless it is denied."""
    doc = make_parse(
        "agreed agree VERB 0 ROOT", "to to PART 2 mark", "send send VERB 0 xcomp", "aid aid NOUN 2 obj"
    )

    assert plover_code(AIDS, doc[3], status) == code


@pytest.mark.parametrize(
    "rows",
    [
        ("aid aid NOUN 0 ROOT",),
        ("sent send VERB 0 ROOT", "aid aid NOUN 0 obj"),
        ("promised promise VERB 0 ROOT", "and and CCONJ 2 cc", "aid aid NOUN 0 conj"),
        (*(f"w w VERB {i + 1} xcomp" for i in range(5)), "promise promise VERB 5 ROOT"),
    ],
)
def test_a_promise_elsewhere_changes_nothing(rows: tuple[str, ...]) -> None:
    """Only a promise that governs the trigger, and is near, makes an agreement of it."""
    doc = make_parse(*rows)
    trigger = next((token for token in doc if token.text == "aid"), doc[0])

    assert plover_code(AIDS, trigger, Status.ACTUAL) == "AID"


def test_force_is_never_an_agreement() -> None:
    """A vow to attack is still of the attack's own type."""
    doc = make_parse("vowed vow VERB 0 ROOT", "to to PART 2 mark", "attack attack VERB 0 xcomp")

    assert plover_code(ATTACKS, doc[2], Status.POSSIBLE) == "ASSAULT"


@pytest.mark.parametrize(
    ("relation", "rows", "status", "code"),
    [
        (
            AIDS,
            ("refuses refuse VERB 0 ROOT", "to to PART 2 mark", "aid aid VERB 0 xcomp"),
            "possible",
            "REJECT",
        ),
        (AIDS, ("will will AUX 2 aux", "not not PART 2 advmod", "aid aid VERB 2 ROOT"), "negated", "REJECT"),
        (AIDS, ("will will AUX 1 aux", "aid aid VERB 1 ROOT"), "possible", "AGREE"),
        (AIDS, ("will will AUX 1 aux", "send send VERB 1 ROOT", "aid aid NOUN 1 obj"), "possible", "AGREE"),
        (AIDS, ("plans plan VERB 0 ROOT", "to to PART 2 mark", "aid aid VERB 0 xcomp"), "possible", "AGREE"),
        (
            AIDS,
            ("said say VERB 0 ROOT", "would would AUX 2 aux", "aid aid VERB 0 ccomp"),
            "possible",
            "AGREE",
        ),
        (AIDS, ("would would AUX 1 aux", "aid aid VERB 1 ROOT"), "possible", "AID"),
        (AIDS, ("refuses refuse VERB 0 ROOT", "aid aid NOUN 0 obj"), "negated", "AID"),
        (MEETS, ("refuses refuse VERB 0 ROOT", "talks talk NOUN 0 obj"), "negated", "REJECT"),
        (MEETS, ("seeks seek VERB 0 ROOT", "talks talk NOUN 0 obj"), "possible", "REQUEST"),
        (
            ATTACKS,
            ("threatens threaten VERB 0 ROOT", "to to PART 2 mark", "attack attack VERB 0 xcomp"),
            "possible",
            "THREATEN",
        ),
        (AIDS, ("suspended suspend VERB 0 ROOT", "aid aid NOUN 0 obj"), "negated", "SANCTION"),
        (ATTACKS, ("halted halt VERB 0 ROOT", "attacks attack NOUN 0 obj"), "negated", "YIELD"),
        (
            ATTACKS,
            ("refused refuse VERB 0 ROOT", "halt halt VERB 0 xcomp", "attacks attack NOUN 1 obj"),
            "actual",
            "ASSAULT",
        ),
    ],
)
def test_what_is_refused_intended_threatened_or_ended_is_not_the_deed(
    relation: Relation, rows: tuple[str, ...], status: str, code: str
) -> None:
    """Each has a type of its own; a noun that is refused or asked for is mostly the other side's deed."""
    doc = make_parse(*rows)
    trigger = next(token for token in doc if token.lemma_ in ("aid", "talk", "attack"))

    assert plover_code(relation, trigger, Status(status)) == code


def test_what_another_is_asked_to_refuse_is_not_refused() -> None:
    """Whoever refuses to ask Mali to aid says nothing of whether it aids."""
    doc = make_parse(
        "refused refuse VERB 0 ROOT",
        "asking ask VERB 0 xcomp",
        "Mali Mali PROPN 3 nsubj",
        "aids aid VERB 1 ccomp",
    )

    assert plover_code(AIDS, doc[3], Status.POSSIBLE) == "AID"
