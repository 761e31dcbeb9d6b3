"""Which amount, and which date, belongs to a claim: decided on the parse, from the word that states it.

Tokens and mentions in, one mention or none out.  The mention with the cheapest path in the tree to the
trigger wins, if it is cheap enough.  Within a clause the path costs next to nothing; a clause border costs so
much that at most one is crossed, for the date of "said on Monday that ..." is the saying's, not the said's.
What kind of amount a relation takes is a second measure: loans are in money, the detained are counted.

A mention that no parse can place ("in full", a date in another sentence) is left alone: better none than a
wrong one.  A learned scorer over the same features (logistic regression and boosted trees, cross-validated by
document) did no better than these costs, so that the costs stayed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from realpolitik.extract.amount_words import amount_words
from realpolitik.extract.amounts import AmountMention
from realpolitik.extract.currencies import is_money
from realpolitik.extract.dates import DateMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Mention = TypeVar("Mention", AmountMention, DateMention)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Costs:
    """What a path costs, step by step; calibrated on the open documents by hand, one cost at a time.

    `down` leads from the meeting point to the mention, `up` from the trigger to the meeting point.
    """

    down: float
    up: float
    border_down: float
    border_up: float
    verb_conjunct_down: float
    verb_conjunct_up: float
    xcomp: float
    modifier_down: float  # "April level": the date belongs to the noun
    subject_down: float  # "two destroyers loitered": seldom the amount of what they do
    subject_up: float
    own_clause: float = 1.0  # "the exercise that Vietnam held in April": the noun's own clause
    broken: float = 4.0  # the parser put trigger and mention into different trees of one sentence
    token: float = 0.05
    limit: float = 6.0


_DATE = _Costs(
    down=0.0,
    up=0.5,
    border_down=5.5,
    border_up=5.5,
    verb_conjunct_down=5.5,
    verb_conjunct_up=5.5,
    xcomp=3.0,
    modifier_down=2.0,
    subject_down=0.0,
    subject_up=0.5,
)
_AMOUNT = _Costs(
    down=0.0,
    up=2.0,
    border_down=3.0,
    border_up=3.5,
    verb_conjunct_down=4.5,
    verb_conjunct_up=6.5,
    xcomp=5.0,
    modifier_down=0.0,
    subject_down=3.5,
    subject_up=2.0,
)
_FARTHEST = 20  # tokens; beyond it distance says no more
_GOING_ON = frozenset(",-–—(")
_BORDERS = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "csubj:pass"})
_OWN_CLAUSES = frozenset({"acl", "acl:relcl"})
_MODIFIERS = frozenset({"compound", "nmod:poss", "appos"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_VERBAL = frozenset({"VERB", "AUX"})

_WORDS = amount_words().attachment
_COUNT_IN_MONEY = 0.5
_MONEY_IN_COUNTS = 3.5
_VERDICT_OBJECT = 6.0  # "we condemn the attacks this weekend": the attacks' date, not the verdict's
_VERDICT_REACH = 2
_VAGUE_COST = 5.0


def attached_amount(
    trigger: Token, mentions: Sequence[AmountMention], *, relation: str | None = None
) -> AmountMention | None:
    """Return the amount of the claim that a word states, if it has one.

    Args:
        trigger: The word that states the claim, such as the verb "lent" or the noun "loan".
        mentions: Amounts of the trigger's document in order, in the offsets of its tokens (`Token.idx`).
        relation: The claim's relation, which narrows what amounts it can take; None for any.
    """

    def cost(tokens: Span, mention: AmountMention) -> float | None:
        surcharge = _amount_surcharge(mention, relation)
        return None if surcharge is None else surcharge + _path_cost(trigger, tokens, _AMOUNT)

    return _cheapest(trigger, mentions, cost, _AMOUNT.limit)


def attached_date(
    trigger: Token, mentions: Sequence[DateMention], *, relation: str | None = None
) -> DateMention | None:
    """Return the date of the claim that a word states, if it has one.

    Args:
        trigger: The word that states the claim, such as the verb "lent" or the noun "loan".
        mentions: Dates of the trigger's document in order, in the offsets of its tokens (`Token.idx`).
        relation: The claim's relation, which narrows where its date can stand; None for any.
    """

    def cost(tokens: Span, mention: DateMention) -> float | None:
        surcharge = _date_surcharge(trigger, tokens, mention, relation)
        return None if surcharge is None else surcharge + _path_cost(trigger, tokens, _DATE)

    return _cheapest(trigger, mentions, cost, _DATE.limit)


def _cheapest(
    trigger: Token,
    mentions: Sequence[Mention],
    cost: Callable[[Span, Mention], float | None],
    limit: float,
) -> Mention | None:
    best: Mention | None = None
    for mention, tokens in _in_sentence(trigger, mentions):
        price = cost(tokens, mention)
        if price is not None and price < limit:
            best, limit = mention, price
    return best


def _in_sentence(trigger: Token, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Span]]:
    """Yield the mentions of the trigger's sentence and paragraph, with their tokens."""
    doc = trigger.doc
    start, end = _sentence(trigger)
    first = bisect_left(mentions, start, key=lambda mention: mention.span.start)
    for mention in mentions[first:]:
        if mention.span.start >= end:
            return
        tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if tokens is not None and len(tokens) and not _blank_line_between(doc, trigger.i, tokens.start):
            yield mention, tokens


def _sentence(trigger: Token) -> tuple[int, int]:
    """Return the first and the end character of the trigger's sentence.

    A parser that loses the verb may end a sentence anywhere ("The bank lent Ghana | $300 million in 2019"):
    a piece that no full stop ends goes on in the next.
    """
    doc, sentence = trigger.doc, trigger.sent
    first, end = sentence.start, sentence.end
    while first > 0 and not _ends_sentence(doc[first - 1]):
        first = doc[first - 1].sent.start
    while end < len(doc) and not _ends_sentence(doc[end - 1]):
        end = doc[end].sent.end
    return doc[first].idx, doc[end - 1].idx + len(doc[end - 1])


def _ends_sentence(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text not in _GOING_ON)


def _blank_line_between(doc: Doc, one: int, other: int) -> bool:
    """Tell whether a paragraph ends between two tokens that the parser took for one sentence."""
    return any(token.text.count("\n") > 1 for token in doc[min(one, other) : max(one, other)])


def _amount_surcharge(mention: AmountMention, relation: str | None) -> float | None:
    """Return what an amount of the wrong kind costs; None where the relation can't take it."""
    unit = (mention.amount.unit or "").partition(" per ")[0]
    if relation in _WORDS["without_amount"] or unit in _WORDS["parties"]:
        return None
    if unit in _WORDS["distances"] and relation not in _WORDS["in_distance"]:
        return None
    money = unit == "percent" or is_money(unit)
    if relation in _WORDS["in_counts"] and money:
        return _MONEY_IN_COUNTS
    return _COUNT_IN_MONEY if relation in _WORDS["in_money"] and unit and not money else 0.0


def _date_surcharge(trigger: Token, tokens: Span, mention: DateMention, relation: str | None) -> float | None:
    """Return what a vague or a displaced date costs; None where it is no date, or can't be the claim's."""
    words = (mention.date.text or "").casefold()
    if words == "twice" or (
        len(tokens) == 1 and tokens.root.dep_ == "mark"
    ):  # "once Sarajevo handed over ..."
        return None
    if relation in _WORDS["of_structure"] and tokens.root.head != trigger:
        return None
    surcharge = _VAGUE_COST if words in _WORDS["vague_dates"] else 0.0
    if relation in _WORDS["verdicts"] and tokens.root.i - trigger.i > _VERDICT_REACH:
        surcharge += _VERDICT_OBJECT
    return surcharge


def _path_cost(trigger: Token, tokens: Span, costs: _Costs) -> float:
    """Return the cost of the way in the tree from the trigger to a mention's head."""
    if tokens.start <= trigger.i < tokens.end:
        return 0.0
    above = {token.i: steps for steps, token in enumerate((trigger, *trigger.ancestors))}
    way_up = (trigger, *trigger.ancestors)
    cost = costs.token * min(abs(tokens.root.i - trigger.i), _FARTHEST)
    node = tokens.root
    while node.i not in above:
        if node.head == node:
            return cost + costs.broken
        own = node.head == trigger and node.dep_ in _OWN_CLAUSES and trigger.pos_ in _NOMINAL
        cost += costs.own_clause if own else _step_down(node, costs)
        node = node.head
    return cost + sum(_step_up(token, costs) for token in way_up[: above[node.i]])


def _step_down(token: Token, costs: _Costs) -> float:
    relation = token.dep_
    if relation == "conj":
        return costs.verb_conjunct_down if token.pos_ in _VERBAL else costs.down
    if relation in _BORDERS:
        return costs.border_down
    if relation == "xcomp":
        return costs.xcomp
    if relation.startswith("nsubj"):
        return costs.subject_down
    return costs.modifier_down if relation in _MODIFIERS else costs.down


def _step_up(token: Token, costs: _Costs) -> float:
    relation = token.dep_
    if relation == "conj":
        return costs.verb_conjunct_up if token.pos_ in _VERBAL else costs.up
    if relation in _BORDERS:
        return costs.border_up
    if relation == "xcomp":
        return costs.xcomp
    if relation.startswith("nsubj"):
        return costs.subject_up
    return 0.0 if relation in _MODIFIERS else costs.up
