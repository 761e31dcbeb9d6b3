"""Sums, quantities and shares: text in, mentions with value, unit and qualifier out.

Only finds and reads; `attachment` decides to which claim a mention belongs.  A number is looked for first,
with one compiled expression, and only around a number are qualifier, currency and counted noun read: numbers
are sparse, so that the search costs next to nothing beside parsing.

The words kept are the amount's alone: qualifier, number, unit, and the noun counted with its adjectives ("at
least 35 more innocent civilians", "46 Kyrgyz fruit lorries").  Times ("two years", "in 2019", "14 May")
are not amounts, and neither are labels ("Resolution 2254", "F-16").  Of a range the value is the lower end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from realpolitik.extract.amount_patterns import (
    FRACTION_WORDS,
    MONTH,
    TIME,
    counts_after_year,
    money_pattern,
    number_pattern,
    qualifier_pattern,
    rate_pattern,
    unit_pattern,
)
from realpolitik.extract.amount_words import amount_words
from realpolitik.extract.counted_nouns import OF_PHRASE, counted, of_phrase_end, part_of_group
from realpolitik.extract.currencies import currency_code
from realpolitik.extract.numerals import SHORT_SCALE, parse_number
from realpolitik.model import Amount, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountMention:
    """Where an amount stands, and what it says.

    Attributes:
        span: Offsets into the text searched.
        amount: The amount as read; `shared` is False, for only a claim can be one of a group's.
    """

    span: Span
    amount: Amount

    def as_shared(self) -> AmountMention:
        """Return the mention as a group's total, to be repeated on the claim of each member.

        >>> find_amounts("$5 billion in loans")[0].as_shared().amount.shared
        True
        """
        return replace(self, amount=replace(self.amount, shared=True))


_LOOK_BACK = 24  # characters; the longest qualifier and its space
_BARE_LIMIT = 3000  # larger bare numbers are years, codes and postal numbers
_FEW = 10  # characters of a phrasal verb's first word
# Not part of a sum ("a further €60m"), but part of a noun phrase ("a further forty howitzers").
_NOT_OF_SUMS = re.compile(r"(?:a further|another|an additional|all)\s$", re.IGNORECASE)
# "handed over nine boxes", not "over nine boxes"
_PHRASAL = re.compile(r"\b(?:hand|turn|tak|took|gave|giv|hold|held|fl[iey]|mov|roll)\w*\s$")
_BETWEEN = re.compile(r"(?<!\w)(?:something\s)?between\s$", re.IGNORECASE)
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|and|or)\s")
_CONJUNCTIONS = frozenset({"and", "or"})
_LONGEST_NUMBER = 40  # characters
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTH_BEFORE = re.compile(rf"{MONTH}\.?\s$")
_DAY_OF_MONTH = re.compile(rf"(?:\s?[-–]\s?|\s(?:and|to|or)\s)\d\d?\s{MONTH}")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*|[Gg]roup of|[Aa]ged?|Nos?\.)\s$")
_BARE_END = re.compile(r"[\s.,;:)\"'”’]|$")
_TIME_AFTER = re.compile(rf"\s{TIME}\b")
_NOUN_AFTER = re.compile(r"\s(?P<noun>[a-z]+)\b")


def find_amounts(text: str) -> tuple[AmountMention, ...]:
    """Return the amounts in a text, in order and without overlap.

    Args:
        text: Any text, normalised or raw.

    >>> [mention.amount.text for mention in find_amounts("It lent over $30 billion and two oil tankers.")]
    ['over $30 billion', 'two oil tankers']
    >>> amount = find_amounts("duties of up to 18 percent")[0].amount
    >>> amount.value, amount.unit, amount.qualifier
    (18.0, 'percent', 'up to')
    """
    return tuple(_scan(text))


@dataclass(slots=True)
class _Draft:
    """An amount while it is read: what was found, and what is known of it so far."""

    text: str
    start: int
    end: int
    floor: int  # end of the mention before; a qualifier doesn't reach back beyond it
    value: float | None = None
    unit: str | None = None
    qualifier: str | None = None

    def qualified(self, *, sum_of: bool) -> _Draft:
        """Take in the qualifiers before the start; for a sum, only those that are part of it."""
        for _ in range(2):
            before = qualifier_pattern().search(
                self.text, max(self.floor, self.start - _LOOK_BACK), self.start
            )
            if before is None or (sum_of and _NOT_OF_SUMS.match(before[0])):
                break
            words = re.sub(r"\s", " ", before[0].strip().casefold())
            if words == "over" and _PHRASAL.search(self.text, max(0, before.start() - _FEW), before.start()):
                break
            self.start = before.start()
            self.qualifier = self.qualifier or amount_words().qualifiers[words]
        return self

    def mention(self) -> AmountMention:
        """Return the finished mention."""
        words = self.text[self.start : self.end]
        amount = Amount(text=words, value=self.value, unit=self.unit, qualifier=self.qualifier)
        return AmountMention(span=Span(self.start, self.end), amount=amount)


def _scan(text: str) -> Iterator[AmountMention]:
    position = 0
    while found := number_pattern().search(text, position):
        mention = _read(found, _Draft(text, found.start(), found.end(), position))
        position = found.end() if mention is None else max(mention.span.end, found.end())
        if mention is not None:
            yield mention


def _read(found: re.Match[str], draft: _Draft) -> AmountMention | None:
    """Read the amount around a number; None where the number is a time, a label or a pronoun."""
    if found["multi"]:
        draft.unit = currency_code(found["multi_unit"])
        return draft.mention()
    if found["single"]:
        draft.value, draft.unit = 1.0, found["single"].rsplit(None, 1)[-1].casefold()
        draft.end = of_phrase_end(draft.text, draft.end, bare=True)
        return draft.mention()
    if found["whole"]:
        whole = found["whole"].casefold().startswith(("every", "in"))
        draft.value, draft.unit = (100.0, "percent") if whole else (None, None)
        return draft.qualified(sum_of=True).mention()
    if found["fraction"] or found["half"]:
        return _read_share(found, draft)
    if found["vague"]:
        return _read_vague(found, draft)
    return _read_number(found, draft)


def _read_share(found: re.Match[str], draft: _Draft) -> AmountMention | None:
    """Read "two thirds of the gas", "by half"."""
    if _TIME_AFTER.match(draft.text, draft.end):
        return None
    draft.value, draft.unit = 50.0, "percent"
    if found["fraction"]:
        count, part = re.split(r"[\s-]", found["fraction"].casefold().removeprefix("by").strip(), maxsplit=1)
        noun = _NOUN_AFTER.match(draft.text, draft.end)
        if not part.endswith("s") and noun and noun["noun"] not in amount_words().stops:
            return None  # "a third tanker" is an ordinal
        pieces = 1.0 if count in {"a", "an"} else parse_number(count)
        draft.value = round(100.0 * pieces / FRACTION_WORDS[part.rstrip("s")], 4)
    draft.end = of_phrase_end(draft.text, draft.end, bare=False)
    return draft.qualified(sum_of=True).mention()


def _read_vague(found: re.Match[str], draft: _Draft) -> AmountMention | None:
    """Read "hundreds of soldiers", "billions of dollars": a unit without a number."""
    money = money_pattern().match(draft.text, found.end())
    if money:
        draft.end, draft.unit = money.end(), currency_code(money["money"])
    elif _TIME_AFTER.match(draft.text, found.end()):
        return None
    else:
        draft.end, draft.unit = counted(draft.text, found.end())
    return draft.qualified(sum_of=True).mention() if draft.unit else None


def _read_number(found: re.Match[str], draft: _Draft) -> AmountMention | None:
    """Read what has a number: a sum where a sign or a unit says so, else a count."""
    if not found["sign"] and (_is_short_scale(found) or _is_label(found)):
        return None
    draft.value = parse_number(found["number"])
    draft.unit = currency_code(found["sign"]) if found["sign"] else None
    after = unit_pattern().match(draft.text, draft.end)
    second = None if after else _second_of_range(draft)
    if second:
        if second["scale"] and not found["scale"]:  # "$5-7 billion"
            draft.value = parse_number(f"{found['number']} {second['scale']}")
        after = unit_pattern().match(draft.text, draft.end)
    if after and after["time"]:
        return None
    if after and not found["sign"]:
        _take_unit(after, draft)
    if draft.unit is None:
        return _read_count(found, draft)
    rate = rate_pattern().match(draft.text, draft.end)
    if rate:
        period = rate["per"] or amount_words().periods[rate["adverb"]]
        draft.unit, draft.end = f"{draft.unit} per {period}", rate.end()
    elif after and after["measure"]:
        draft.end = of_phrase_end(draft.text, draft.end, bare=True)
    draft.qualified(sum_of=True)
    if second and not draft.qualifier:
        between = _BETWEEN.search(draft.text, max(draft.floor, draft.start - _LOOK_BACK), draft.start)
        draft.start, draft.qualifier = between.start() if between else draft.start, "between"
    return draft.mention()


def _is_short_scale(found: re.Match[str]) -> bool:
    """Tell whether "6 m" or "5k" stands without sign or currency: metres and runs, not money."""
    if found["scale"] is None or not re.fullmatch(SHORT_SCALE, found["scale"]):
        return False
    return money_pattern().match(found.string, found.end()) is None


def _take_unit(after: re.Match[str], draft: _Draft) -> None:
    if after["percent"]:
        draft.unit, draft.end = "percent", after.end()
    elif after["measure"]:
        draft.unit, draft.end = amount_words().measures[re.sub(r"\s", " ", after["measure"])], after.end()
    elif after["money"] and (code := currency_code(after["money"])):
        draft.unit, draft.end = code, after.end()


def _second_of_range(draft: _Draft) -> re.Match[str] | None:
    """Return the second number of "5 to 7 percent", and move the end behind it.

    A range that "and" or "or" joins needs a sign on both sides: "five and seven" are two numbers.
    """
    joint = _RANGE.match(draft.text, draft.end)
    if joint is None:
        return None
    # Cut off, for right after a hyphen a number is otherwise a label's.
    second = number_pattern().match(draft.text[joint.end() : joint.end() + _LONGEST_NUMBER])
    if second is None or not second["number"] or (joint[0].strip() in _CONJUNCTIONS and not second["sign"]):
        return None
    draft.end = joint.end() + second.end()
    return second


def _is_label(found: re.Match[str]) -> bool:
    """Tell whether a bare number is a year, a day of a month, a clock time or the number of a thing."""
    start, end, text = found.start(), found.end(), found.string
    before = text[max(0, start - _LOOK_BACK) : start]
    if _MONTH_BEFORE.search(before) or _DAY_OF_MONTH.match(text, end):
        return True
    if found["digits"] is None or found["scale"]:
        return False
    if _YEAR.fullmatch(found["digits"]):
        return not counts_after_year().match(text, end)
    if before.endswith(("/", ":")) or re.match(r"[/:]\d", text[end : end + 2]):
        return True
    return before.rstrip().endswith(amount_words().numbered)


def _read_count(found: re.Match[str], draft: _Draft) -> AmountMention | None:
    """Read a number that counts things: with its noun, as part of a group, or alone."""
    one = found["number"].casefold() == "one"
    end, unit = counted(draft.text, draft.end)
    if unit is None or one:
        end, unit = _of_group(draft, one=one)
    elif unit in amount_words().group:
        end = of_phrase_end(draft.text, end, bare=False)
    alone = unit is None and end <= draft.end
    draft.qualified(sum_of=alone)
    if unit is None and ((alone and one) or not _may_be_bare(found, draft, end)):
        return None
    draft.end, draft.unit = max(end, draft.end), unit
    return draft.mention()


def _of_group(draft: _Draft, *, one: bool) -> tuple[int, str | None]:
    """Return the end and the noun of "two of our lorry drivers", "five of nine units"."""
    of = OF_PHRASE.match(draft.text, draft.end)
    if of is None or (one and not of["determiner"]):  # "one of" alone is a pronoun
        return draft.end, None
    number = number_pattern().match(draft.text, of.end())
    if number and number["number"]:
        end, unit = counted(draft.text, number.end())
        return max(end, number.end()), unit
    return part_of_group(draft.text, of)


def _may_be_bare(found: re.Match[str], draft: _Draft, end: int) -> bool:
    """Tell whether a number without a noun can be an amount ("wounding seven"), and not a name's part."""
    if found["digits"] and _NAME_BEFORE.search(draft.text, max(0, draft.start - _LOOK_BACK), draft.start):
        return False
    large = (draft.value or 0.0) > _BARE_LIMIT and not found["scale"]
    return not large and _BARE_END.match(draft.text, end) is not None
