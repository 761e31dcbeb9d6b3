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
_LONGEST_SCARE_QUOTE = 3  # tokens; a longer quotation is somebody's speech
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
    reader = _VoiceReader(passages, mentions, words)
    for passage in passages:
        if not passage.heading:
            reader.read(passage)
    return reader.voices


class _VoiceReader:
    """Reads a document's passages in order, and keeps in mind who spoke last.

    Attributes:
        voices: What was found so far.
    """

    def __init__(self, passages: Sequence[Passage], mentions: Sequence[Mention], words: WordLists) -> None:
        self.voices = VoiceMap()
        self._mentions = mentions
        self._words = words
        self._by_head: dict[tuple[int, int], Mention] = {}
        for mention in mentions:
            for index in range(mention.start, mention.end):
                self._by_head.setdefault((mention.passage, index), mention)
        self._statement = _statement_speaker(passages, mentions)
        self._last: Voice | None = None
        self._block: Voice | None = None  # whose words the paragraphs after a colon are

    def read(self, passage: Passage) -> None:
        """Mark the voices of one passage."""
        doc = passage.doc
        quotes = _quotations(doc)
        said = _speech(passage, self._by_head, self._words)
        whole = self._whole(doc, quoted=bool(quotes), reported=bool(said))
        if whole is not None:
            self.voices.mark(passage.index, range(len(doc)), whole)
        ends_open = doc.text.rstrip().endswith(":")
        if ends_open and not said:
            introduced = _introduced(passage, self._mentions, self._words)
            if introduced is not None:
                self._block = introduced
                return
        for verb, voice in said:
            self.voices.mark(passage.index, _reported(verb), voice)
        for sentence, voice in _according(passage, self._by_head):
            self.voices.mark(passage.index, range(sentence.start, sentence.end), voice)
        self._mark_quotations(passage, quotes, said)
        if said:
            self._last = said[-1][1]
            self._block = self._last if ends_open else None

    def _whole(self, doc: Doc, *, quoted: bool, reported: bool) -> Voice | None:
        """Return whose words a whole passage is: of a block after a colon, or of a statement."""
        if quoted:
            return None
        if self._block is not None:
            return None if reported else self._block
        return self._statement if _first_person(doc) else None

    def _mark_quotations(
        self, passage: Passage, quotes: list[tuple[int, int]], said: list[tuple[Token, Voice]]
    ) -> None:
        speaker = self._last
        for start, end in quotes:
            speaker = _nearest_speaker(start, end, said) or speaker
            if speaker is not None and end - start > _LONGEST_SCARE_QUOTE:
                self.voices.mark(passage.index, range(start, end), speaker)


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


def _nearest_speaker(start: int, end: int, said: list[tuple[Token, Voice]]) -> Voice | None:
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
