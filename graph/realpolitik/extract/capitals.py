"""Capitalised stretches: where a name that no registry knows may begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from realpolitik.extract.names import fold
from realpolitik.extract.passages import Passage, in_dictionary
from realpolitik.extract.wordlists import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

INSIDE = frozenset(
    {"of", "for", "and", "the", "de", "del", "da", "do", "dos", "la", "le", "les", "sans", "on", "&", "in"}
)
PARTICLES = frozenset(
    {"al", "el", "de", "da", "del", "van", "von", "bin", "ibn", "abu", "ter", "ben", "dos", "di", "la"}
)
_INITIAL = re.compile(r"[A-Z]\.")
_HONOUR = frozenset({"H.E.", "H.M.", "H.H.", "H.R.H."})
_OPEN = frozenset({"NOUN", "ADJ", "VERB", "X", "INTJ", "NUM"})
_LONGEST_SYLLABLE = 5  # letters of the second half of "Hye-rim"
_NO_SYLLABLE = re.compile(r".*(?:ed|ing)|led|run|born|era|held|wide|like|only|free|rich|style|era|bound|age")


def capitalised(passage: Passage, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the maximal sequences of capitalised tokens, with the small words that names hold together."""
    doc, texts = passage.doc, passage.words.texts
    position = 0
    while position < len(texts):
        if not texts[position][0].isupper() or not _starts_name(doc[position], common):
            position += 1
            continue
        end = position + 1
        while end < len(doc):
            step = _continuation(doc, position, end, common)
            if not step:
                break
            end += step
        yield position, end
        position = end


def _continuation(doc: Doc, start: int, end: int, common: frozenset[str]) -> int:
    """Return how many tokens from `end` on belong to the name that began at `start`."""
    if _continues_name(doc, end):
        return 1
    if _joins(doc, end) or _owned_by_many(doc, end, common):
        return 2
    if _arabic_article(doc, end) or _of_the(doc, start, end):
        return 3
    if _nickname(doc, end):
        return 4
    return 2 if _syllable(doc, start, end) else 0


def _starts_name(token: Token, common: frozenset[str]) -> bool:
    text = token.text
    if not text[0].isupper() or not any(char.isalpha() for char in text):
        return False
    if token.is_sent_start or token.i == 0 or token.nbor(-1).text in ('"', "'", ":", "-"):
        if token.pos_ == "PROPN" or is_hyphen(token.doc, token.i + 1):
            return not (text.lower() in common and not _next_capital(token))
        return token.pos_ in _OPEN and not in_dictionary(text.lower(), common)
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB") and text != "I"


def _next_capital(token: Token) -> bool:
    doc, following = token.doc, token.i + 1
    if is_hyphen(doc, following):  # "Jean-Bosco"
        following += 1
    return following < len(doc) and doc[following].text[0].isupper()


def is_hyphen(doc: Doc, index: int) -> bool:
    """Tell whether the token at `index` is a hyphen within a word."""
    return (
        0 < index < len(doc) - 1
        and doc[index].text == "-"
        and not doc[index].whitespace_
        and not doc[index - 1].whitespace_
    )


def _continues_name(doc: Doc, index: int) -> bool:
    text = doc[index].text
    previous = doc[index - 1].text
    if text in ("'s", "'", ",") or previous == "'s":
        return False
    if text[0].isupper() and any(char.isalpha() for char in text):
        # A sentence that begins without a stop before it is the parser's mistake ("Karma | Tshering").
        return not doc[index].is_sent_start or previous.endswith(".") or previous[-1].isalpha()
    return bool(_INITIAL.fullmatch(text))


def _joins(doc: Doc, index: int) -> bool:
    """Tell whether the token at `index` holds a name together with the capital after it."""
    if index + 1 >= len(doc) or not doc[index + 1].text[0].isupper():
        return False
    word = doc[index].lower_
    if word == "-":
        return not doc[index - 1].whitespace_
    return word in PARTICLES or word in ("&", "of", "for", "sans", "du", "des")


def _arabic_article(doc: Doc, index: int) -> bool:
    """Tell whether "al-Jaafari" goes on from here, as three tokens."""
    return (
        index + 2 < len(doc)
        and doc[index].lower_ in PARTICLES
        and doc[index + 1].text == "-"
        and doc[index + 2].text[0].isupper()
    )


def _owned_by_many(doc: Doc, index: int, common: frozenset[str]) -> bool:
    """Tell whether a possessive is part of a name: "Farmers' Union", "People's League"."""
    if doc[index].text not in ("'", "'s") or index + 1 >= len(doc):
        return False
    owner, body = doc[index - 1].lower_, fold(doc[index + 1].text)
    if not doc[index + 1].text[0].isupper() or body not in word_lists().organisation_words:
        return False
    plural = (
        owner.endswith("s") if doc[index].text == "'" else owner in ("people", "women", "men", "children")
    )
    return plural and in_dictionary(owner, common)


def _nickname(doc: Doc, index: int) -> bool:
    """Tell whether a nickname in quotation marks stands within a name from here on."""
    if index + 3 >= len(doc) or doc[index].text != '"' or doc[index + 2].text != '"':
        return False
    return (
        doc[index + 1].text[0].isupper()
        and doc[index + 3].text[0].isupper()
        and doc[index + 3].pos_ == "PROPN"
    )


def _of_the(doc: Doc, start: int, index: int) -> bool:
    """Tell whether a league's name goes on with "of the East"."""
    return (
        index + 2 < len(doc)
        and doc[index].lower_ in ("of", "for")
        and doc[index + 1].text == "the"
        and doc[index + 2].text[0].isupper()
        and index - start > 1
        and fold(doc[index - 1].text) in word_lists().organisation_words - word_lists().state_words
    )


def _syllable(doc: Doc, start: int, index: int) -> bool:
    """Tell whether "-rim" ends a given name ("Moon Hye-rim"), not a compound ("North Sea-led")."""
    if index + 1 >= len(doc) or doc[index].text != "-" or index - start < 2:  # noqa: PLR2004 - a family name first
        return False
    tail = doc[index + 1].text
    glued = not doc[index].whitespace_ and not doc[index - 1].whitespace_
    short = tail.isalpha() and tail.islower() and len(tail) <= _LONGEST_SYLLABLE
    head = doc[index - 1]
    return glued and short and head.text[0].isupper() and not _NO_SYLLABLE.fullmatch(tail)


def trim_titles(doc: Doc, start: int, end: int, common: frozenset[str]) -> tuple[int, int]:
    """Drop titles from the front of a person's name, and stray words from both ends."""
    lists = word_lists()
    first = start
    while start < end and (
        fold(doc[start].text) in lists.title_words
        or doc[start].text in _HONOUR
        or fold(doc[start].text) in INSIDE
        or not doc[start].text[0].isalnum()
        or _leads_title(doc, start, end)
    ):
        if doc[start].text.lower() in PARTICLES and start + 1 < end:
            break
        start += 1
    word = fold(doc[start].text) if start < end else ""
    if first < start < end - 2 and word.endswith(("er", "or")) and in_dictionary(word, common):
        start += 1  # "Chief Observer Jane Roe"
    return start, _trimmed_end(doc, start, end)


def _leads_title(doc: Doc, index: int, end: int) -> bool:
    """Tell whether a word only stands before a title ("February President Roe")."""
    lists = word_lists()
    word, following = fold(doc[index].text), fold(doc[index + 1].text) if index + 1 < end else ""
    return word in lists.not_actors and following in lists.title_words


def trim_body(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Drop an office from the front of an organisation's name ("President of the General Assembly")."""
    lists = word_lists()
    index = start
    while index < end and (fold(doc[index].text) in lists.title_words | INSIDE or doc[index].text in _HONOUR):
        office = fold(doc[index].text) in lists.office_nouns or doc[index].text.endswith(".")
        behind = fold(doc[index + 1].text) if index + 1 < end else ""
        index += 1
        if office and behind not in lists.organisation_words:
            start = index
    while start < end and (fold(doc[start].text) in INSIDE - PARTICLES or not doc[start].text[0].isalnum()):
        start += 1
    return start, _trimmed_end(doc, start, end)


def _trimmed_end(doc: Doc, start: int, end: int) -> int:
    while end > start and (fold(doc[end - 1].text) in INSIDE or not doc[end - 1].text[0].isalnum()):
        end -= 1
    return end
