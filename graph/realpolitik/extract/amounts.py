"""Sums, quantities and shares: text in, mentions with value, unit and qualifier out.

Only finds and reads; `attachment` decides to which claim a mention belongs.  A number is looked for first,
with one compiled expression, and only around a number are qualifier, currency and counted noun read: numbers
are sparse, so that the search costs next to nothing beside parsing.

The words kept are those of the amount alone: qualifier, number, unit, and the noun counted with its adjectives
("at least 35 more innocent civilians", "46 Kyrgyz fruit lorries").  Times ("two years", "in 2019", "14 May")
are not amounts, and neither are labels ("Resolution 2254", "F-16").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from realpolitik.extract.currencies import code_pattern, currency_code, currency_pattern
from realpolitik.extract.numerals import DIGITS, SCALE, SHORT_SCALE, WORDS, parse_number
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


_QUALIFIERS = {
    "over": "over more than|over|in excess of|upwards of|well over|just over|exceeding|above|far more than",
    "at least": "at least|no fewer than|no less than|not less than|as many as|as much as",
    "up to": "up to|at most|no more than|not more than|a maximum of|maximum",
    "under": "less than|fewer than|under|just under|below",
    "nearly": "nearly|almost|close to|barely|not quite",
    "about": "about|around|some|roughly|approximately|an estimated|estimated|something like|circa|approx.",
    "": "just|only|a mere|merely|exactly|a total of|a combined|a further|another|an additional|all",
}
_QUALIFIERS["over"] = _QUALIFIERS["over"].replace("over more than", "more than")
_QUALIFIER_CODES = {phrase: code or None for code, phrases in _QUALIFIERS.items() for phrase in phrases.split("|")}
# "as many as 300" is an upper bound in news English, whatever it says.
_QUALIFIER_CODES |= {"as many as": "up to", "as much as": "up to"}
# Not part of a sum ("a further €60m"), but part of a noun phrase ("a further forty howitzers").
_NOT_OF_MONEY = re.compile(r"(?:a further|another|an additional|all)\s$", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?<![\w-])(?<!hand\s)(?<!handed\s)(?<!handing\s)(?<!turn\s)(?<!turned\s)(?<!take\s)(?<!took\s)(?<!gave\s)(?:"
    + "|".join(re.escape(p).replace(r"\ ", r"\s") for p in sorted(_QUALIFIER_CODES, key=len, reverse=True))
    + r")\s$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<!\w)(?:something\s)?between\s$", re.IGNORECASE)
_LOOK_BACK = 24  # the longest qualifier and its space

_TIME = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|quarters?|"
    r"(?:am|pm)\b|a\.m\.|p\.m\.|o'clock|o’clock)"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_MEASURES = {
    "tonne": "tonnes?|tons?|metric tons?",
    "kilotonne": "kt|kilotonnes?",
    "barrel": "barrels?|bbl",
    "barrel per day": "bpd|b/d",
    "litre": "litres?|liters?",
    "gallon": "gallons?",
    "kilogram": "kg|kilos?|kilograms?",
    "cubic metre": "cubic metres?|cubic meters?|bcm|m3",
    "cubic foot": "cubic feet|cubic foot",
    "kilometre": "km|kilometres?|kilometers?",
    "mile": "miles?",
    "metre": "metres?|meters?",
    "hectare": "hectares?|ha",
    "acre": "acres?",
    "square kilometre": "square kilometres?|square kilometers?|sq km|km2",
    "megawatt": "megawatts?|MW",
    "gigawatt": "gigawatts?|GW",
    "megawatt hour": r"megawatt[\s-]hours?|MWh",
    "gigawatt hour": r"gigawatt[\s-]hours?|GWh",
    "kilowatt hour": r"kilowatt[\s-]hours?|kWh",
    "time": "times",
}
_MEASURE = "|".join(sorted("|".join(_MEASURES.values()).split("|"), key=len, reverse=True)).replace(" ", r"\s")
_MEASURE_UNITS = [(re.compile(pattern.replace(" ", r"\s")), unit) for unit, pattern in _MEASURES.items()]
_PER = r"(?:\s(?:an?|per|each|every)\s(?P<per>hour|day|week|month|year)\b|\s(?P<adverb>daily|weekly|monthly|annually)\b)"
_PERIODS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year"}

_FRACTION_WORDS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_FRACTION = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine)[\s-](?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?"
    r"(?=[\s.,;:!?)\"'”’]|$)"
)
_VAGUE_SCALE = r"(?:(?:tens|hundreds)\sof\s)?(?:dozens|scores|hundreds|thousands|millions|billions|trillions)"
_WHOLE = r"(?:in\sfull|the\srest|a\smajority|part\sof\sthe\scost|every\s(?:barrel|drop|molecule|cargo))"
# A single unit of force or freight that an article introduces counts as one.
_SINGLE_NOUNS = (
    "aircraft carrier|battalion|brigade|cargo|carrier group|consignment|container|convoy|corvette|cruiser|destroyer|"
    "division|frigate|gunboat|minesweeper|patrol boat|regiment|shipment|squadron|submarine|task force|warship"
)
_SINGLE = rf"an?\s(?:(?!of\s)[\w-]+\s){{0,2}}?(?:{_SINGLE_NOUNS})\b"


@cache
def _number() -> re.Pattern[str]:
    """Return the expression that finds where an amount's number is."""
    return re.compile(
        rf"""
        (?<![\w#])(?<![\d][.,:/-])(?<![A-Z][-–])(?:
          (?P<multi>multi-?(?:m|b|tr)illion-(?P<multiunit>dollar|euro|pound|yen|yuan|rupee))\b
        | (?P<vague>(?i:{_VAGUE_SCALE}))\sof\b
        | (?P<whole>(?i:{_WHOLE}))\b
        | (?P<fraction>(?i:(?:by\s)?{_FRACTION}))
        | (?P<half>(?:[Bb]y\s)?\b[Hh]alf)(?![-\w])(?!\s(?:an?|past|hour|brother|sister)\b)
        | (?P<single>(?i:{_SINGLE}))
        | (?:(?P<sign>{code_pattern()})[\s\u00a0]?)?
          (?P<number>
            (?P<digits>{DIGITS})(?:[\s-]?(?P<scale>(?i:{SCALE})(?:\s(?i:{SCALE}))?|{SHORT_SCALE})(?![\w]))?
          | (?P<words>(?i:{WORDS}))(?![\w])
          )
        )""",
        re.VERBOSE,
    )


@cache
def _after() -> re.Pattern[str]:
    """Return the expression that reads the unit right after a number."""
    return re.compile(
        rf"""
          (?P<percent>(?:\s?%|[\s-](?i:per\scent|percent(?:age\spoints?)?)\b)(?:\s(?:stake|share|interest)\b)?)
        | [\s-](?P<money>{currency_pattern()}|[A-Z]{{3}}\b)
        | [\s-]?(?P<measure>{_MEASURE})\b
        | (?P<time>[\s-]{_TIME}(?:-old)?|-year-old|-strong|[\s]{_MONTH}|(?:st|nd|rd|th)\b)
        """,
        re.VERBOSE,
    )


_RANGE = re.compile(r"\s?(?:–|—|-|\sto\s|\sand\s|\sor\s)\s?")
_WORD_AFTER = re.compile(r"[\s\u00a0]+([^\W\d_][\w.'’-]*)")
_STOPS = frozenset(
    "a about above according across after against ago all along also although amid among an and another are around as at "
    "away back be because been before behind being below between both but by came can could did do does down during "
    "each either else even ever every few first for from further got had has have he her here him his how however i if "
    "in inside instead into is it its just last later led left less made many may meanwhile might more most must near "
    "never next no nor not now of off on once one only onto or other our out outside over own past per rather said "
    "says several shall she should since so some still such than that the their them then there these they this those "
    "though through throughout till to today together told tomorrow too took toward towards under until up upon us was "
    "we went were what when where whether which while who whom whose why will with within without worth would yet "
    "yesterday you your".split()
)
_PASSED = frozenset("more other new further additional".split())
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "troops": "soldier",
    "police": "police",
    "personnel": "person",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "crew": "crew member",
    "staff": "staff member",
    "fishermen": "fisherman",
    "airmen": "airman",
    "policemen": "policeman",
    "servicemen": "serviceman",
    "gunmen": "gunman",
    "feet": "foot",
    "cattle": "cattle",
    "sheep": "sheep",
    "media": "medium",
    "data": "data",
}
_NOT_PLURAL = ("ss", "us", "'s", "’s")
# Plurals that more often stand before a noun ("police boats").
_WEAK = frozenset("police aircraft crew staff media data troops".split())
_GROUP_NOUNS = frozenset("member citizen national cargo consignment shipment".split())
_MAXIMUM_MODIFIERS = 5
_OF_PHRASE = re.compile(r"\sof\s(?P<determiner>(?:the|our|its|his|her|their|my|your|these|those)\s)?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_LABEL = re.compile(
    r"(?:[A-Z][\w’'-]*|[Nn]os?\.|[Rr]esolution|[Aa]rticle|[Pp]aragraph|[Ss]ection|[Cc]hapter|[Pp]age|[Gg]roup of|aged?)\s$"
)
_MONTH_BEFORE = re.compile(rf"{_MONTH}\.?\s$")
_BARE_LIMIT = 3000  # larger bare numbers are years, codes and postal numbers


def find_amounts(text: str) -> tuple[AmountMention, ...]:
    """Return the amounts in a text, in order and without overlap.

    Args:
        text: Any text, normalised or raw.

    >>> [mention.amount.text for mention in find_amounts("It lent over $30 billion and sent two oil tankers.")]
    ['over $30 billion', 'two oil tankers']
    >>> amount = find_amounts("duties of up to 18 percent")[0].amount
    >>> amount.value, amount.unit, amount.qualifier
    (18.0, 'percent', 'up to')
    """
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[AmountMention]:
    position = 0
    number = _number()
    while found := number.search(text, position):
        mention = _read(text, found, position)
        position = found.end() if mention is None else max(mention.span.end, found.end())
        if mention is not None:
            yield mention


def _read(text: str, found: re.Match[str], floor: int) -> AmountMention | None:
    """Read the amount around a number; None where the number is a time, a label or a pronoun."""
    if found["multi"]:
        return _mention(text, found.start(), found.end(), None, currency_code(found["multiunit"]), None)
    if found["single"]:
        unit = found["single"].rsplit(None, 1)[-1]
        return _mention(text, found.start(), _extend_of(text, found.end(), plain=True), 1.0, unit, None)
    if found["fraction"] or found["half"] or found["whole"]:
        return _read_share(text, found, floor)
    if found["vague"]:
        return _read_vague(text, found, floor)
    return _read_number(text, found, floor)


def _read_share(text: str, found: re.Match[str], floor: int) -> AmountMention | None:
    start, qualifier = _qualify(text, found.start(), floor)
    if found["whole"]:
        value: float | None = 100.0 if re.match(r"every|in\sfull", found["whole"], re.IGNORECASE) else None
        return _mention(text, start, found.end(), value, "percent" if value else None, qualifier)
    if found["half"]:
        value = 50.0
    else:
        count, part = re.split(r"[\s-]", found["fraction"].casefold().removeprefix("by "), maxsplit=1)
        value = 100.0 * (1.0 if count in {"a", "an"} else parse_number(count)) / _FRACTION_WORDS[part.rstrip("s")]
        time_of_day = re.match(rf"\s(?:of\san?\s)?{_TIME}|\s(?:time|night|day)\b|\s(?!of\b)[a-z]+s?\b", text[found.end() :])
        # "a third tanker", "one fifth column": an ordinal, not a share.
        if time_of_day and not part.endswith("s") and not re.match(_SHARE_FOLLOWS, text[found.end() :]):
            return None
        if re.match(rf"\s{_TIME}", text[found.end() :]):
            return None
    return _mention(text, start, _extend_of(text, found.end(), plain=False), round(value, 4), "percent", qualifier)


_SHARE_FOLLOWS = re.compile(rf"\s(?:{'|'.join(sorted(_STOPS))})\b")


def _read_vague(text: str, found: re.Match[str], floor: int) -> AmountMention | None:
    """Read "hundreds of soldiers", "billions of dollars": a unit without a number."""
    start, qualifier = _qualify(text, found.start(), floor)
    money = re.compile(rf"\s({currency_pattern()})").match(text, found.end())
    if money:
        return _mention(text, start, money.end(), None, currency_code(money[1]), qualifier)
    if re.compile(rf"\s{_TIME}").match(text, found.end()):
        return None
    end, unit = _counted(text, found.end())
    return _mention(text, start, end, None, unit, qualifier) if unit else None


def _read_number(text: str, found: re.Match[str], floor: int) -> AmountMention | None:
    value = parse_number(found["number"])
    start, end = found.span()
    unit = currency_code(found["sign"]) if found["sign"] else None
    if not found["sign"]:
        if _is_short_scale(found):
            return None
        if _is_label(text, found):
            return None
    after = _after().match(text, end)
    second = None if after else _second_of_range(text, end)
    if second:
        end, after = second.end(), _after().match(text, second.end())
    per = None
    if after and after["time"]:
        return None
    if after and not found["sign"]:
        unit, end = _unit_after(after, unit, end)
    if unit is None and not found["sign"]:
        return _read_count(text, found, value, end, floor)
    if per is None and (per := re.compile(_PER).match(text, end)):
        unit, end = f"{unit} per {per['per'] or _PERIODS[per['adverb']]}", per.end()
    if unit is not None and after and after["measure"]:
        end = _extend_of(text, end, plain=True)
    start, qualifier = _qualify(text, start, floor, money=True)
    if second and not qualifier:
        between = _BETWEEN.search(text, max(floor, start - _LOOK_BACK), start)
        start, qualifier = (between.start() if between else start), "between"
    return _mention(text, start, end, value, unit, qualifier)


def _is_short_scale(found: re.Match[str]) -> bool:
    """Tell whether "6 m" or "5k" stands without a sign: metres and runs, not money."""
    short = found["scale"] is not None and re.fullmatch(SHORT_SCALE, found["scale"]) is not None
    return short and not re.compile(rf"\s{currency_pattern()}").match(found.string, found.end())


def _unit_after(after: re.Match[str], unit: str | None, end: int) -> tuple[str | None, int]:
    if after["percent"]:
        return "percent", after.end()
    if after["money"] and (code := currency_code(after["money"])):
        return code, after.end()
    if after["measure"]:
        for pattern, name in _MEASURE_UNITS:
            if pattern.fullmatch(after["measure"]):
                return name, after.end()
    return unit, end


def _second_of_range(text: str, end: int) -> re.Match[str] | None:
    """Return the second number of "5 to 7 percent", if its first has no unit of its own."""
    joint = _RANGE.match(text, end)
    second = _number().match(text, joint.end()) if joint else None
    if second is None or not second["number"] or (joint and joint[0].strip() in {"and", "or"} and not second["sign"]):
        return None
    return second


def _is_label(text: str, found: re.Match[str]) -> bool:
    """Tell whether a bare number is a year, a day of a month, an ordinal or the number of a thing."""
    start, end = found.span()
    before = text[max(0, start - _LOOK_BACK) : start]
    if _MONTH_BEFORE.search(before):
        return True
    digits = found["digits"]
    if digits is None or found["scale"]:
        return False
    if _YEAR.match(digits):
        return not re.match(rf"\s(?:{_MEASURE}|{currency_pattern()}|%|per\s?cent|soldiers|troops|people)\b", text[end:])
    if before.endswith(("/", ":")) or re.match(r"[/:]\d", text[end : end + 2]):
        return True
    return before[:-1].endswith(("Resolution", "Article", "Annex", "Chapter", "Section", "No.", "no.", "paragraph"))


def _read_count(text: str, found: re.Match[str], value: float, end: int, floor: int) -> AmountMention | None:
    """Read a number that counts things: with its noun, as part of a group, or alone."""
    one = found["number"].casefold() == "one"
    noun_end, unit = _counted(text, end)
    if unit is None or one:
        of = _OF_PHRASE.match(text, end)
        if of and (of["determiner"] or not one):
            noun_end, unit = _part_of_group(text, of)
    elif unit in _GROUP_NOUNS:
        noun_end = _extend_of(text, noun_end, plain=False)
    start, qualifier = _qualify(text, found.start(), floor, money=unit is None)
    if unit is None:
        label = _LABEL.search(text, max(0, start - _LOOK_BACK), start) and found["digits"]
        if (one and noun_end <= end) or label or (value > _BARE_LIMIT and not found["scale"]) or not re.match(r"[\s.,;:)\"'”’]|$", text[end : end + 1]):
            return None
        noun_end = max(noun_end, end)
    return _mention(text, start, noun_end, value, unit, qualifier)


def _part_of_group(text: str, of: re.Match[str]) -> tuple[int, str | None]:
    """Read what follows "two of": the group's noun, the group's own number, or a pronoun."""
    pronoun = re.compile(r"\sof\s(?:them|us|you|those|these|whom|which)\b").match(text, of.start())
    if pronoun:
        return pronoun.end(), None
    number = _number().match(text, of.end())
    if number and number["number"]:
        end, unit = _counted(text, number.end())
        return max(end, number.end()), unit
    return _counted(text, of.end() - 1)


def _counted(text: str, position: int) -> tuple[int, str | None]:
    """Return the end of the noun phrase that a number counts, and its noun in the singular.

    Without a parse the head is the first plural after adjectives and nouns; a capitalised plural ("United
    Nations") gives way to a plural right after it.
    """
    end, unit = position, None
    for step in range(_MAXIMUM_MODIFIERS + 1):
        word = _WORD_AFTER.match(text, end)
        if word is None or (word[1].casefold() in _STOPS and not (step == 0 and word[1].casefold() in _PASSED)):
            break
        plain = word[1].rstrip(".")
        singular = _singular(plain)
        end = word.start(1) + len(plain)
        if singular and not (unit is not None and plain[0].isupper()):
            position, unit = end, singular
            if plain not in _WEAK and (plain[0].islower() or not plain.endswith(("ese", "Nations", "States"))):
                break
        if word[1].endswith((".", "ed", "ing")) and unit is not None:
            break
    return position, unit


def _singular(word: str) -> str | None:
    """Return the singular of a plural noun; None where the word doesn't look like one."""
    lower = word.casefold()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("men") and len(lower) > len("omen"):
        return lower[:-2] + "an"
    doubtful = lower.endswith(_NOT_PLURAL) or (lower.endswith("is") and word[0].islower())
    if not lower.endswith("s") or doubtful or len(lower) <= len("gas"):
        return word if re.search(r"[a-z]ese$", word) and word[0].isupper() else None
    stem = lower[:-1] if not word[0].isupper() else word[:-1]
    if stem.endswith("ie") and len(stem) > len("pie"):
        return stem[:-2] + "y"
    return stem[:-1] if re.search(r"(?:ss|sh|ch|x|zz)e$", stem) else stem


def _extend_of(text: str, end: int, *, plain: bool) -> int:
    """Return the end of an "of ..." phrase at `end`; with `plain`, of one without a determiner only."""
    of = _OF_PHRASE.match(text, end)
    if of is None or (plain and of["determiner"]):
        return end
    if not plain and re.match(r"\sof\s(?:it|them|this|that)\b", text[end:]):
        return end + len(re.match(r"\sof\s\w+", text[end:])[0])  # type: ignore[index]
    position = of.end() - 1
    for _ in range(2 if plain else _MAXIMUM_MODIFIERS + 1):
        word = _WORD_AFTER.match(text, position)
        if word is None or word[1].casefold() in _STOPS:
            break
        position = word.start(1) + len(word[1].rstrip("."))
        if word[1].endswith(".") or (_singular(word[1]) and word[1][0].islower()):
            break
    return position if position > of.end() else end


def _qualify(text: str, start: int, floor: int, *, money: bool = False) -> tuple[int, str | None]:
    """Return where the amount starts with its qualifiers, and the qualifier's code."""
    code: str | None = None
    for _ in range(2):
        before = _BEFORE.search(text, max(floor, start - _LOOK_BACK), start)
        if before is None or (money and _NOT_OF_MONEY.match(before[0])):
            break
        start = before.start()
        code = code or _QUALIFIER_CODES[re.sub(r"\s", " ", before[0].strip().casefold())]
    return start, code


def _mention(
    text: str, start: int, end: int, value: float | None, unit: str | None, qualifier: str | None
) -> AmountMention:
    amount = Amount(text=text[start:end], value=value, unit=unit, qualifier=qualifier)
    return AmountMention(span=Span(start, end), amount=amount)
