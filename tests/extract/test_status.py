"""Status: what the words around a trigger tell of it."""

from __future__ import annotations

from extraction_probe import make_parse
from realpolitik.extract.candidates import SentenceGraph
from realpolitik.extract.status import status_features
from realpolitik.extract.triggers import Trigger


def _features(*rows: str, token: int, heading: bool = False) -> set[str]:
    doc = make_parse(*rows)
    trigger = Trigger(token, token + 1, doc[token].lemma_, "V", ())
    return set(status_features(SentenceGraph(doc[:]), trigger, "meets", heading=heading))


def test_plain_statements_have_no_negation() -> None:
    """The relation, the lemma and the kind of passage are told."""
    found = _features("France France PROPN 1 nsubj", "met meet VERB 1 ROOT", token=1)

    assert {"rel=meets", "lem=meet|V", "head=False", "negs=0"} <= found
    assert not [feature for feature in found if feature.startswith(("neg0", "aux", "mark"))]


def test_auxiliaries_and_negations_are_told_with_their_level() -> None:
    """“Will not meet”: one auxiliary, one negation, at the trigger itself."""
    found = _features(
        "France France PROPN 3 nsubj",
        "will will AUX 3 aux",
        "not not PART 3 advmod",
        "meet meet VERB 3 ROOT",
        token=3,
        heading=True,
    )

    assert {"aux0=will", "neg0=not", "neg|VERB0", "negs=1", "before=will", "head=True"} <= found
    assert "adv0=not" not in found


def test_governing_verbs_are_climbed() -> None:
    """“Never denied that it may soon meet”: what stands above counts, at its own level."""
    found = _features(
        "France France PROPN 2 nsubj",
        "never never ADV 2 advmod",
        "denied deny VERB 2 ROOT",
        "that that SCONJ 6 mark",
        "it it PRON 6 nsubj",
        "soon soon ADV 6 advmod",
        "met meet VERB 2 ccomp",
        token=6,
    )

    assert {"up1=deny", "up=deny|ccomp", "neg1=never", "mark0=that", "adv0=soon", "reported"} <= found


def test_adverbs_far_up_belong_to_other_claims() -> None:
    """From the second level on, only negations count."""
    found = _features(
        "maybe maybe ADV 1 advmod",
        "hopes hope VERB 1 ROOT",
        "try try VERB 1 xcomp",
        "meet meet VERB 2 xcomp",
        token=3,
    )

    assert not [feature for feature in found if feature.startswith("adv")]
