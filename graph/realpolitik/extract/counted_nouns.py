"""Where the noun phrase ends that a number counts, and its noun in the singular; without a parse.

The head is taken to be the first plural after adjectives and nouns: good enough beside a number, where the
plural is nearly always marked, and it works on text that a parser got wrong.
"""

from __future__ import annotations

import re

from realpolitik.extract.amount_words import amount_words

OF_PHRASE = re.compile(r"\sof\s(?P<determiner>(?:the|our|its|his|her|their|my|your|these|those)\s)?")
"""The start of an "of ..." phrase."""

_WORD = re.compile(r"[\s\u00a0]+(?P<word>[^\W\d_][\w.'’-]*)")
_PRONOUN = re.compile(r"\sof\s(?:it|them|this|that|us|you|those|these|whom|which)\b")
_MODIFIERS = 5  # adjectives and nouns before the head; "three hundred freshly trained Fijian police recruits"
_BARE_WORDS = 2  # of an "of ..." phrase without a determiner: "of blood plasma"
_NOT_PLURAL = ("ss", "us", "'s", "’s")
_SHORTEST_PLURAL = 4
_MAY_GO_ON = ("ese", "Nations", "States")  # "eleven Togolese lorry drivers", "two United Nations vehicles"


def counted(text: str, position: int) -> tuple[int, str | None]:
    """Return the end of the noun phrase after a number, and its noun; without one, the position and None.

    >>> counted("46 Kyrgyz fruit lorries at the border", 2)
    (23, 'lorry')
    """
    lists = amount_words()
    end, unit = position, None
    for step in range(_MODIFIERS + 1):
        found = _WORD.match(text, end)
        if found is None or _stops(found["word"], first=step == 0):
            break
        word = found["word"].rstrip(".")
        end = found.start("word") + len(word)
        noun = singular(word)
        if noun and not (unit is not None and word[0].isupper()):
            position, unit = end, noun
            goes_on = word in lists.modifying_plurals or (word[0].isupper() and word.endswith(_MAY_GO_ON))
            if not goes_on:
                break
        if found["word"].endswith(".") or (unit is not None and word.endswith(("ed", "ing"))):
            break
    return position, unit


def _stops(word: str, *, first: bool) -> bool:
    folded = word.casefold()
    return folded in amount_words().stops and not (first and folded in amount_words().passed)


def singular(word: str) -> str | None:
    """Return the singular of a plural noun; None where the word doesn't look like one.

    >>> singular("lorries"), singular("servicemen"), singular("Vietnamese"), singular("gas")
    ('lorry', 'serviceman', 'Vietnamese', None)
    """
    lower = word.casefold()
    irregular = amount_words().irregular_plurals.get(lower)
    if irregular is not None:
        return irregular
    if lower.endswith("men") and lower != "omen":
        return word[:-2] + "an"
    if word[:1].isupper() and re.search(r"[a-z]ese$", word):
        return word
    doubtful = lower.endswith(_NOT_PLURAL) or (lower.endswith("is") and word[:1].islower())
    if not lower.endswith("s") or doubtful or len(lower) < _SHORTEST_PLURAL:
        return None
    if lower.endswith("ies") and len(lower) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    return word[:-2] if re.search(r"(?:ss|sh|ch|x|zz)es$", lower) else word[:-1]


def part_of_group(text: str, of: re.Match[str]) -> tuple[int, str | None]:
    """Return the end and the noun of what follows "two of": a group's noun, its own number, or a pronoun."""
    pronoun = _PRONOUN.match(text, of.start())
    if pronoun:
        return pronoun.end(), None
    end, unit = counted(text, of.end() - 1)
    return (end, unit) if unit else (of.start(), None)


def of_phrase_end(text: str, end: int, *, bare: bool) -> int:
    """Return the end of an "of ..." phrase at `end`; with `bare`, only of one without a determiner.

    >>> of_phrase_end("80 tonnes of flour to", 9, bare=True)
    18
    """
    of = OF_PHRASE.match(text, end)
    if of is None or (bare and of["determiner"]):
        return end
    pronoun = _PRONOUN.match(text, end)
    if pronoun:
        return end if bare else pronoun.end()
    position = start = of.end() - 1
    for _ in range(_BARE_WORDS if bare else _MODIFIERS + 1):
        found = _WORD.match(text, position)
        if found is None or found["word"].casefold() in amount_words().stops:
            break
        word = found["word"].rstrip(".")
        position = found.start("word") + len(word)
        if found["word"].endswith(".") or (word[0].islower() and singular(word)):
            break
    return position if position > start else end
