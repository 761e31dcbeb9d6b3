"""Where a document comes from, and whose "we" it is: the country of its dateline, issuer or voice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.names import Gazetteer
from realpolitik.extract.passages import Passage
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_LEAD = 3  # passages that may name the issuer, or hold nothing but place and date
_LONGEST_DATELINE = 9  # tokens of "Podgorica, 14 October 2025"
_FIRST_PLURAL = frozenset({"we", "our", "ours", "ourselves"})
_NUMBER = re.compile(r"\d")
_ISSUED, _DATED, _STANCE, _SUBJECT, _OTHER = 8.0, 6.0, 12.0, 3.0, -6.0
_BEARERS = frozenset({"nmod:poss", "amod", "compound", "nmod", "nmod:desc"})


def dateline_country(passages: Sequence[Passage], gazetteer: Gazetteer, nlp: Language) -> ActorId | None:
    """Return the country of the first dateline ("LUANDA, March 3 -"); None without one."""
    for passage in passages[: 2 * _LEAD]:
        line = passage.text.text.rfind("\n", 0, passage.start) + 1
        prefix = passage.text.text[line : passage.start].strip()
        doc = nlp.make_doc(prefix) if prefix and not passage.turn else None
        if doc is None and len(passage.doc) <= _LONGEST_DATELINE and _NUMBER.search(passage.doc.text):
            doc = passage.doc if not any(token.pos_ in ("VERB", "AUX") for token in passage.doc) else None
        for start, _, name in gazetteer.find(doc) if doc is not None else ():
            if start == 0 and kind_of(name.actor) is ActorKind.COUNTRY:
                return name.actor
    return None


def host_country(
    passages: Sequence[Passage], mentions: Sequence[Mention], words: WordLists, dateline: ActorId | None
) -> ActorId | None:
    """Guess whose "we" a document without a speaker is; None where every country is told of as of others.

    It is above all the country that does in the third person what governments do in their statements
    (condemn, welcome, remain), whose government issues the document, or whose town its dateline names.  A
    country that stands beside a "we" in the same sentence is somebody else.
    """
    counts: dict[ActorId, float] = defaultdict(float)
    if dateline is not None:
        counts[dateline] += _DATED
    ours, personal = _first_persons(passages)
    for mention in mentions:
        actor = mention.actors[0]
        named = mention.form in (Form.NAME, Form.DEMONYM, Form.METONYM)
        if not named or kind_of(actor) is not ActorKind.COUNTRY:
            continue
        head = passages[mention.passage].doc[mention.head]
        subject = head.dep_.startswith("nsubj")
        counts[actor] += not _located(passages[mention.passage].doc, mention)
        if (mention.passage, passages[mention.passage].words.starts[mention.head]) in ours:
            counts[actor] += _OTHER
        elif subject:
            counts[actor] += _SUBJECT * (mention.passage in personal)
        if subject and _predicate(head.head) & words.stance_words:
            counts[actor] += _STANCE
        if mention.passage < _LEAD and _issues(passages[mention.passage].doc, head, words):
            counts[actor] += _ISSUED
    if not counts:
        return None
    best = max(counts, key=lambda actor: counts[actor])
    return best if counts[best] > 0 else None


def _first_persons(passages: Sequence[Passage]) -> tuple[set[tuple[int, int]], set[int]]:
    """Return the sentences with an unquoted "we" (passage, first token), and the passages with an "I"."""
    ours: set[tuple[int, int]] = set()
    personal: set[int] = set()
    for passage in passages:
        doc = passage.doc
        strings = doc.vocab.strings
        plural = {strings[word] for word in _FIRST_PLURAL}
        words: list[int] = doc.to_array("LOWER").tolist()
        if plural.isdisjoint(words) and strings["i"] not in words:
            continue
        personal.add(passage.index)
        for place, word in enumerate(words):
            if word in plural:
                sentence = doc[place].sent
                if '"' not in sentence.text:
                    ours.add((passage.index, sentence.start))
    return ours, personal


def _located(doc: Doc, mention: Mention) -> bool:
    """Tell whether a capital is only where something happens ("progress in Vienna")."""
    return (
        mention.form is Form.METONYM and mention.start > 0 and doc[mention.start - 1].lower_ in ("in", "at")
    )


def _issues(doc: Doc, head: Token, words: WordLists) -> bool:
    """Tell whether a government is who issues a paper: "Statement of the Government of Norway"."""
    body = head.head
    if head.dep_ not in _BEARERS or body.lemma_.lower() not in words.government_nouns:
        return False
    return any(
        token.lemma_.lower() in ("statement", "declaration", "communique", "communiqué", "remark", "release")
        for token in doc[: body.i]
    )


def _predicate(verb: Token) -> set[str]:
    """Return the words that say what a subject does: its verb, or the adjective behind a copula."""
    return {verb.lemma_.lower()} | {child.lemma_.lower() for child in verb.children if child.dep_ == "cop"}
