"""Which amount and which date belong to the word that states a claim."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from realpolitik.extract.amounts import find_amounts
from realpolitik.extract.attachment import attached_amount, attached_date
from realpolitik.extract.dates import find_dates
from realpolitik.resources import pipeline_path


@cache
def _pipeline() -> Language:
    return spacy.load(pipeline_path())


def _doc(text: str) -> Doc:
    return _pipeline()(text)


def _word(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


def _amount(text: str, word: str, relation: str | None = None) -> str | None:
    doc = _doc(text)
    mention = attached_amount(_word(doc, word), find_amounts(text), relation=relation)
    return None if mention is None else mention.amount.text


def _date(text: str, word: str, relation: str | None = None) -> str | None:
    doc = _doc(text)
    mention = attached_date(_word(doc, word), find_dates(text), relation=relation)
    return None if mention is None else mention.date.text


@pytest.mark.parametrize(
    ("text", "trigger", "relation", "amount"),
    [
        ("Norway lent Ghana $300 million last year.", "lent", "lends", "$300 million"),
        ("Ghana received a loan of 40 million euros from Norway.", "loan", "lends", "40 million euros"),
        (
            "Police in Ghana arrested two Norwegian engineers.",
            "arrested",
            "detains",
            "two Norwegian engineers",
        ),
        ("Norway sold Ghana three boats for $9 million.", "sold", "arms", "three boats"),
        ("Norway sold Ghana three boats for $9 million.", "sold", "trades", "$9 million"),
        ("Norway met Ghana and lent it $300 million.", "met", "meets", None),
        ("The two countries met in Oslo.", "met", None, None),
        # The parser takes "lent" for a noun and cuts the sentence at the sign.
        ("Norway has lent Ghana $300 million.", "lent", "lends", "$300 million"),
        ("Norway plans to lend Ghana $300 million.", "plans", "lends", "$300 million"),
        ("Norway, which granted Ghana $300 million, met Togo.", "granted", "lends", "$300 million"),
        ("The army attacked a post 6 km from the border.", "attacked", "attacks", None),
        ("Norway lent Ghana money. It paid back $3 million.", "lent", "lends", None),
    ],
)
def test_attaches_amounts(text: str, trigger: str, relation: str | None, amount: str | None) -> None:
    """The amount is the one of the trigger's clause and of the relation's kind."""
    assert _amount(text, trigger, relation) == amount


@pytest.mark.parametrize(
    ("text", "trigger", "relation", "when"),
    [
        ("Norway lent Ghana $300 million in 2019.", "lent", "lends", "in 2019"),
        ("On Tuesday Norway recalled its ambassador from Ghana.", "recalled", "reduces-ties", "On Tuesday"),
        ("Norway said on Monday that Ghana had attacked a ship.", "said", None, "on Monday"),
        ("Norway said on Monday that Ghana had attacked a ship in March.", "attacked", "attacks", "in March"),
        ("Norway condemned the attack by Ghana this week.", "condemned", "criticizes", None),
        ("Norway lent Ghana money.\n\nIn 2019 it did not.", "lent", "lends", None),
        ("The war that Norway waged with Ghana in 2019 ended.", "war", "attacks", "in 2019"),
        ("Norway wants to attack Ghana on Monday.", "attack", "attacks", "on Monday"),
        ("Norway has twice attacked Ghana.", "attacked", "attacks", None),
        ("The minister of Norway attacked Ghana on Monday.", "minister", "holds-office", None),
    ],
)
def test_attaches_dates(text: str, trigger: str, relation: str | None, when: str | None) -> None:
    """The date is the one of the trigger's clause, and not of the verb that reports it."""
    assert _date(text, trigger, relation) == when


def test_attaches_a_mention_that_holds_the_trigger() -> None:
    """A trigger within an amount has that amount."""
    assert _amount("Egypt keeps eighty advisers in Somalia.", "advisers", "arms") == "eighty advisers"


def test_attaches_nothing_where_nothing_is() -> None:
    """Without mentions there is none."""
    trigger = _word(_doc("Norway lent Ghana money."), "lent")

    assert attached_amount(trigger, ()) is None
    assert attached_date(trigger, ()) is None
