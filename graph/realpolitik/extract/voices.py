"""Whose voice each stretch of a document is in: quotations, reported speech, "according to", statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.passages import Passage
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, kind_of

_SUBJECTS = ("nsubj", "nsubj:pass", "obl:agent")
_COMPLEMENTS = frozenset({"ccomp", "parataxis", "xcomp"})
_REPORTS = frozenset(
    ["report", "assessment", "document", "intelligence", "source", "statement", "communique", "article", "study", "poll", "dossier", "cable", "newspaper", "magazine", "broadcaster", "television", "media", "press", "analyst", "expert", "observer", "official", "critic", "resident", "witness"]
)
_LONGEST_SPEAKER = 60  # characters of a speaker given as text


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker: an actor, or the words that the text has for an unknown one."""

    actor: ActorId | None
    text: str | None

    @property
    def label(self) -> str | None:
        """The actor's id, else the words."""
        return self.actor or self.text


class VoiceMap:
    """Who speaks at each token of a document."""

    def __init__(self) -> None:
        self._voices: dict[tuple[int, int], Voice] = {}

    def mark(self, passage: int, tokens: range | Sequence[int], voice: Voice) -> None:
        """Give tokens to a speaker; the innermost attribution, marked last, wins."""
        for token in tokens:
            self._voices[passage, token] = voice

    def at(self, passage: int, token: int) -> Voice | None:
        """Return who speaks at a token; None for the document's own voice."""
        return self._voices.get((passage, token))

    def speakers(self) -> dict[tuple[int, int], ActorId]:
        """Return the tokens at which a known actor speaks."""
        return {place: voice.actor for place, voice in self._voices.items() if voice.actor is not None}


def read_voices(passages: Sequence[Passage], mentions: Sequence[Mention], words: WordLists) -> VoiceMap:
    """Find out who speaks where.

    Reported clauses and quotations go to the subject of their speech verb; a quotation without one goes to
    the last speaker; the paragraphs after "X said:", or a whole first-person statement "by X", go to X.
    """
    voices = VoiceMap()
    by_head: dict[tuple[int, int], Mention] = {}
    for mention in mentions:
        for index in range(mention.start, mention.end):
            by_head.setdefault((mention.passage, index), mention)
    statement = _statement_speaker(passages, mentions)
    last: Voice | None = None
    block: Voice | None = None
    for passage in passages:
        if passage.heading:
            continue
        doc = passage.doc
        quotes = _quotations(doc)
        said = _speech(passage, by_head, words)
        if statement is not None and not quotes and block is None and _first_person(doc):
            voices.mark(passage.index, range(len(doc)), statement)
        if block is not None and not quotes and not said:
            voices.mark(passage.index, range(len(doc)), block)
        if not said and doc.text.rstrip().endswith(":"):
            introduced = _introduced(passage, mentions, words)
            if introduced is not None:
                block = introduced
                continue
        for verb, voice in said:
            voices.mark(passage.index, _reported(verb), voice)
        for phrase_sentence, voice in _according(passage, by_head):
            voices.mark(passage.index, range(phrase_sentence.start, phrase_sentence.end), voice)
        speaker = last
        for start, end in quotes:
            nearest = _nearest_speaker(doc, start, end, said)
            speaker = nearest or speaker
            if speaker is not None and end - start > 3:  # noqa: PLR2004 - scare quotes are nobody's speech
                voices.mark(passage.index, range(start, end), speaker)
        if said:
            last = said[-1][1]
        ends_open = doc.text.rstrip().endswith(":")
        if ends_open and said:
            block = said[-1][1]
        elif said and block is not None and not ends_open:
            block = None
    return voices


def _quotations(doc: Doc) -> list[tuple[int, int]]:
    """Return the token ranges between double quotation marks; an unclosed one runs to the end."""
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    for token in doc:
        if '"' not in token.text:
            continue
        if opened is None:
            opened = token.i + 1
        else:
            ranges.append((opened, token.i))
            opened = None
    if opened is not None and opened < len(doc):
        ranges.append((opened, len(doc)))
    return ranges


def _speech(
    passage: Passage, by_head: dict[tuple[int, int], Mention], words: WordLists
) -> list[tuple[Token, Voice]]:
    """Return the speech verbs of a passage with their speakers, in order."""
    found: list[tuple[Token, Voice]] = []
    for token in passage.doc:
        if token.pos_ not in ("VERB", "AUX") or token.lemma_ not in words.speech_verbs:
            continue
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is None and token.dep_ == "conj":
            subject = next((child for child in token.head.children if child.dep_ in _SUBJECTS), None)
        if subject is None:
            continue
        reports = any(child.dep_ in _COMPLEMENTS for child in token.children)
        quoted = '"' in token.sent.text or passage.doc.text.rstrip().endswith(":")
        if not reports and not quoted and token.lemma_ != "say":
            continue
        found.append((token, _voice(passage, subject, by_head)))
    return found


def _voice(passage: Passage, subject: Token, by_head: dict[tuple[int, int], Mention]) -> Voice:
    mention = by_head.get((passage.index, subject.i))
    if mention is None:
        mention = next(
            (
                by_head[passage.index, child.i]
                for child in subject.children
                if child.dep_ in ("appos", "flat", "nmod:desc") and (passage.index, child.i) in by_head
            ),
            None,
        )
    if mention is not None and mention.actors and mention.form is not Form.PLACE:
        return Voice(mention.actors[0], None)
    return Voice(None, _noun_phrase(subject))


def _noun_phrase(head: Token) -> str:
    left = min(token.i for token in head.subtree)
    stop = head.i + 1
    for child in head.rights:
        if child.dep_ in ("nmod", "flat", "compound") and child.i - head.i < 6:  # noqa: PLR2004
            stop = max(stop, max(token.i for token in child.subtree) + 1)
        else:
            break
    text = head.doc[max(left, head.i - 8) : stop].text.strip(" ,\"'")
    return text[:_LONGEST_SPEAKER]


def _reported(verb: Token) -> list[int]:
    """Return the tokens of what a speech verb reports."""
    reported: list[int] = []
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS:
            reported.extend(token.i for token in child.subtree)
    if verb.dep_ == "parataxis":  # "The talks failed, he said."
        own = {token.i for token in verb.subtree}
        reported.extend(token.i for token in verb.head.subtree if token.i not in own)
    return reported


def _according(passage: Passage, by_head: dict[tuple[int, int], Mention]) -> list[tuple[TokenSpan, Voice]]:
    found: list[tuple[TokenSpan, Voice]] = []
    doc = passage.doc
    for token in doc:
        if token.text.lower() != "according" or token.i + 2 > len(doc):
            continue
        head = token.head if token.dep_ == "case" else None
        if head is None:
            after = [
                t
                for t in doc[token.i + 1 : min(token.i + 14, len(doc))]
                if t.pos_ in ("NOUN", "PROPN", "PRON")
            ]
            head = after[0] if after else None
        if head is not None:
            found.append((token.sent, _voice(passage, head, by_head)))
    return found


def _nearest_speaker(doc: Doc, start: int, end: int, said: list[tuple[Token, Voice]]) -> Voice | None:
    """Return the speaker of the speech verb that stands outside a quotation, in or beside its sentence."""
    best: tuple[int, Voice] | None = None
    for verb, voice in said:
        if start <= verb.i < end:
            continue
        distance = start - verb.i if verb.i < start else verb.i - end
        after = verb.i > end
        if distance > 25 or (after and distance > 12):  # noqa: PLR2004 - farther ones introduce something else
            continue
        if best is None or distance < best[0]:
            best = (distance, voice)
    return best[1] if best else None


def _statement_speaker(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Voice | None:
    """Return who makes the statement that the whole document is, if a headline says so."""
    for passage in passages[:2]:
        lowered = passage.doc.text.lower()
        if not any(word in lowered for word in ("statement", "remarks", "speech", "message", "comment")):
            continue
        for mention in mentions:
            if mention.passage == passage.index and kind_of(mention.actors[0]) is ActorKind.PERSON:
                return Voice(mention.actors[0], None)
    return None


def _introduced(passage: Passage, mentions: Sequence[Mention], words: WordLists) -> Voice | None:
    """Return who is introduced by a paragraph that ends in a speech verb and a colon, whatever the parse."""
    verbs = [token.i for token in passage.doc[-4:] if token.lemma_ in words.speech_verbs]
    if not verbs:
        return None
    people = [
        mention
        for mention in mentions
        if mention.passage == passage.index
        and mention.start < verbs[-1]
        and kind_of(mention.actors[0]) is ActorKind.PERSON
    ]
    return Voice(people[-1].actors[0], None) if people else None


def _first_person(doc: Doc) -> bool:
    return any(token.text.lower() in ("i", "we", "our", "my") or token.text == "us" for token in doc)
