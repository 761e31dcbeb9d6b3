"""Whose voice each stretch of a document is in: quotations, reported speech, "according to", statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Mention
from realpolitik.extract.passages import Passage
from realpolitik.extract.speakers import SpeakerFinder, Voice, voice_words
from realpolitik.extract.speech import Saying, find_sayings, subject_of
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Voice", "VoiceMap", "read_voices"]

_LONGEST_SCARE_QUOTE = 3  # tokens; a longer quotation is somebody's speech
_REACH_BEFORE = 25  # tokens from a speech verb to the quotation that it introduces
_REACH_AFTER = 12
_EXPLAINED = frozenset({"holds-office", "affiliated", "succeeds"})
_LABEL = 6  # tokens of "MR. JAN DE ROE:" at the start of a turn
_LEAD = 4  # passages in which a document says whose statement it is
_LONG = 40  # tokens: longer passages tell of statements, and are none's heading
_FIRST_PERSON = frozenset({"i", "we", "our", "my"})


class VoiceMap:
    """Who speaks at each token of a document."""

    def __init__(self) -> None:
        self._voices: dict[tuple[int, int], Voice] = {}
        self._quoted: set[tuple[int, int]] = set()

    def mark(
        self, passage: int, tokens: range | Sequence[int], voice: Voice, *, verbatim: bool = False
    ) -> None:
        """Give tokens to a speaker; the innermost attribution, marked last, wins."""
        for token in tokens:
            self._voices[passage, token] = voice
            if verbatim:
                self._quoted.add((passage, token))

    def at(self, passage: int, token: int) -> Voice | None:
        """Return who speaks at a token; None for the document's own voice."""
        return self._voices.get((passage, token))

    def of_claim(self, passage: int, token: int, relation: str) -> Voice | None:
        """Return whom a claim is attributed to.

        Offices and functions are the document's own explanation of who somebody is, even where he is quoted
        or reported; only within quotation marks they are the speaker's.
        """
        if relation in _EXPLAINED and not self.verbatim(passage, token):
            return None
        return self.at(passage, token)

    def verbatim(self, passage: int, token: int) -> bool:
        """Tell whether a token stands in somebody's own words, between quotation marks."""
        return (passage, token) in self._quoted

    def speakers(self) -> dict[tuple[int, int], ActorId]:
        """Return the tokens at which a known actor speaks."""
        return {place: voice.actor for place, voice in self._voices.items() if voice.actor is not None}


def read_voices(passages: Sequence[Passage], mentions: Sequence[Mention], words: WordLists) -> VoiceMap:
    """Find out who speaks where.

    Reported clauses and quotations go to the subject of their speech verb; a quotation without one goes to
    the last speaker; the paragraphs after "X said:", a whole first-person statement "by X", and the answers
    of an interview with X go to X.
    """
    reader = _VoiceReader(passages, mentions, words)
    for passage in passages:
        reader.read(passage)
    return reader.voices


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Tokens of a passage in one voice."""

    tokens: Sequence[int]
    voice: Voice
    verbatim: bool


class _VoiceReader:
    """Reads a document's passages in order, and keeps in mind who spoke last.

    Attributes:
        voices: What was found so far.
    """

    def __init__(self, passages: Sequence[Passage], mentions: Sequence[Mention], words: WordLists) -> None:
        self.voices = VoiceMap()
        self._mentions = mentions
        self._words = words
        self._speakers = SpeakerFinder(mentions)
        self._wrapped = any('""' in passage.words.text for passage in passages)
        self._statement = _statement_speaker(passages, mentions)
        self._guest = _interviewed(passages, mentions)
        self._turns = _labelled_turns(passages, mentions)
        self._block: Voice | None = None  # whose words the paragraphs after a colon are
        self._block_personal = False  # its words have a first person

    def read(self, passage: Passage) -> None:
        """Mark the voices of one passage."""
        doc, text = passage.doc, passage.words.text
        sayings = find_sayings(passage, self._speakers)
        if passage.heading:
            if not voice_words().notes.isdisjoint(passage.words.lemmas):
                self._block = None
            for saying in sayings:
                self.voices.mark(passage.index, saying.tokens, saying.voice)
            return
        quotes = [] if '"' not in text else _quotations(doc, wrapped=self._wrapped)
        clauses = [saying for saying in sayings if saying.clause]
        whole = self._whole(passage, clauses, quoted=bool(quotes))
        if whole is not None:
            self.voices.mark(passage.index, range(len(doc)), whole)
            self._speakers.last = whole
        ends_open = text.rstrip(" \"'").endswith(":")
        if ends_open and not clauses:
            introduced = self._issuing(passage) or _introduced(passage, self._mentions, self._words)
            if introduced is not None:
                self._open(introduced)
                return
        personal = whole is not None and whole.actor is not None
        stretches = [
            _Stretch(saying.tokens, saying.voice, verbatim=False)
            for saying in sayings
            if not (personal and saying.voice.text == "reports")
        ]
        stretches += self._quoted(passage, quotes, clauses, whole)
        for stretch in sorted(stretches, key=lambda item: -len(item.tokens)):
            self.voices.mark(passage.index, stretch.tokens, stretch.voice, verbatim=stretch.verbatim)
        if ends_open and clauses:
            self._open(clauses[-1].voice)

    def _issuing(self, passage: Passage) -> Voice | None:
        """Return whose "following statement" a paragraph announces."""
        words, statements = passage.words, voice_words().statements
        for place, lemma in enumerate(words.lemmas):
            if words.deps[place] == "obj" and lemma in statements:
                subject = subject_of(passage.doc[words.heads[place]])
                return self._speakers.of(passage.index, subject) if subject is not None else None
        return None

    def _open(self, voice: Voice) -> None:
        self._block = voice
        self._block_personal = False
        self._speakers.last = voice

    def _whole(self, passage: Passage, sayings: Sequence[Saying], *, quoted: bool) -> Voice | None:
        """Return whose words a whole passage is: an answer, of a block after a colon, or of a statement."""
        if passage.turn:
            return self._guest
        if passage.index in self._turns:
            return self._turns[passage.index]
        personal = _first_person(passage)
        if self._block is not None:
            self._block_personal = self._block_personal or (personal and not quoted)
            others = [saying for saying in sayings if saying.voice != self._block]
            told = self._told_of(passage, self._block)
            if told or (sayings and not self._block_personal and (others or quoted)):
                self._block = None
            else:
                return self._block
        if self._statement is None or self._told_of(passage, self._statement):
            return None
        return self._statement if not quoted or personal else None

    def _told_of(self, passage: Passage, voice: Voice) -> bool:
        """Tell whether a passage tells of a speaker in the third person."""
        if voice.actor is None:
            return False
        lowers = passage.words.lowers
        return any(
            dep.startswith("nsubj")
            and lowers[place] not in _FIRST_PERSON
            and self._speakers.actor_at(passage.index, place) == voice.actor
            for place, dep in enumerate(passage.words.deps)
        )

    def _quoted(
        self,
        passage: Passage,
        quotes: list[tuple[int, int]],
        sayings: list[Saying],
        whole: Voice | None,
    ) -> list[_Stretch]:
        found: list[_Stretch] = []
        speaker = whole or self._speakers.last
        for start, end in quotes:
            if end - start <= _LONGEST_SCARE_QUOTE:
                continue
            voice = (
                _nearest_speaker(start, end, sayings)
                or self._governing(passage, start, end, sayings)
                or speaker
            )
            if voice is not None:
                speaker = voice
                found.append(_Stretch(range(start, end), voice, verbatim=True))
        return found

    def _governing(self, passage: Passage, start: int, end: int, sayings: Sequence[Saying]) -> Voice | None:
        """Return whose words a quoted part of a sentence is: of its clause's subject, if that can speak."""
        doc = passage.doc
        root = next((t for t in doc[start:end] if not start <= t.head.i < end and t.dep_ != "punct"), None)
        if root is None or root.head == root:
            return None
        inside = next(
            (s for s in sorted(sayings, key=lambda s: len(s.tokens)) if root.head.i in s.tokens), None
        )
        for ancestor in root.ancestors:
            if ancestor.pos_ != "VERB" or start <= ancestor.i < end:
                continue
            subject = subject_of(ancestor)
            if subject is not None and not start <= subject.i < end:
                return self._speakers.of(passage.index, subject)
        return inside.voice if inside else None


def _quotations(doc: Doc, *, wrapped: bool) -> list[tuple[int, int]]:
    """Return the token ranges between double quotation marks; an unclosed one runs to the end.

    Args:
        doc: A passage.
        wrapped: Its document doubles quotation marks and sets lines between single ones, as CSV files do.
    """
    text = doc.text
    marks = [token for token in doc if '"' in token.text]
    if wrapped and text.startswith('"') and text.rstrip().endswith('"'):
        marks = [token for token in marks if not (token.idx == 0 and token.text == '"')]
        if marks and marks[-1].i == len(doc) - 1 and marks[-1].text == '"':
            marks.pop()
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    last = -2
    for token in marks:
        doubled = token.i == last + 1 and wrapped
        last = token.i
        if doubled:
            if opened is not None:
                opened = token.i + 1
            continue
        if opened is None:
            opened = token.i + 1
        else:
            ranges.append((opened, token.i))
            opened = None
    if opened is not None and opened < len(doc):
        ranges.append((opened, len(doc)))
    return ranges


def _nearest_speaker(start: int, end: int, sayings: Sequence[Saying]) -> Voice | None:
    """Return the speaker of the speech verb that stands outside a quotation, in or beside its sentence."""
    best: tuple[int, Voice] | None = None
    for saying in sayings:
        place = saying.verb.i
        if start <= place < end:
            continue
        distance = start - place if place < start else place - end
        after = place > end
        if distance > _REACH_BEFORE or (after and distance > _REACH_AFTER):
            continue
        if best is None or distance < best[0]:
            best = (distance, saying.voice)
    return best[1] if best else None


def _people(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[Mention]:
    inside = {passage.index for passage in passages}
    return [m for m in mentions if m.passage in inside and kind_of(m.actors[0]) is ActorKind.PERSON]


def _statement_speaker(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Voice | None:
    """Return who makes the statement that the whole document is, if a headline says so and it has an "I"."""
    words = voice_words()
    personal = any(_first_person(passage) for passage in passages)
    for passage in passages[:_LEAD]:
        lemmas = set(passage.words.lemmas)
        if lemmas & words.attributions or (
            personal and lemmas & words.statements and len(passage.doc) < _LONG
        ):
            for mention in _people([passage], mentions):
                return Voice(mention.actors[0], None)
    return None


def _interviewed(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Voice | None:
    """Return who answers in a document of questions and answers: the first person of its lead."""
    if not any(passage.turn == "A" for passage in passages):
        return None
    lead = []
    for passage in passages:
        if passage.turn:
            break
        lead.append(passage)
    named = _people(lead, mentions) or _people(passages, mentions)
    talking = [m for m in named if _talks(passages[m.passage].doc[m.head])]
    return Voice((talking or named)[0].actors[0], None) if named else None


def _labelled_turns(passages: Sequence[Passage], mentions: Sequence[Mention]) -> dict[int, Voice | None]:
    """Return who speaks in the paragraphs of a transcript, where each turn opens with a name and a colon.

    Paragraphs without a label go on with the turn; askers who are only called "Question" are nobody.
    """
    labels: dict[int, tuple[Voice | None, bool]] = {}
    for passage in passages:
        colon = next((token.i for token in passage.doc[:_LABEL] if token.text == ":"), None)
        if colon is None or colon == 0 or colon + 1 >= len(passage.doc) or passage.turn:
            continue
        if not all(token.text[0].isupper() or token.text in ".-'" for token in passage.doc[:colon]):
            continue
        named = [m for m in _people([passage], mentions) if m.start < colon]
        voice = Voice(named[-1].actors[0], None) if named else None
        labels[passage.index] = (voice, voice is not None)
    known = [voice for voice, is_named in labels.values() if is_named]
    if not known or len(labels) < 2:  # noqa: PLR2004 - a single name with a colon may be anything
        return {}
    turns: dict[int, Voice | None] = {}
    current: Voice | None = None
    for passage in passages[min(labels) :]:
        if passage.index in labels:
            current = labels[passage.index][0]
        turns[passage.index] = current
    return turns


def _talks(head: Token) -> bool:
    return head.dep_.startswith("nsubj") and head.head.lemma_ in (
        "speak", "talk", "say", "answer", "tell", "reply", "take", "meet", "receive", "respond",
    )  # fmt: skip


def _introduced(passage: Passage, mentions: Sequence[Mention], words: WordLists) -> Voice | None:
    """Return who is introduced by a paragraph that ends in a speech verb and a colon, whatever the parse."""
    verbs = [token.i for token in passage.doc[-4:] if token.lemma_ in words.speech_verbs]
    if not verbs:
        return None
    people = [mention for mention in _people([passage], mentions) if mention.start < verbs[-1]]
    return Voice(people[-1].actors[0], None) if people else None


def _first_person(passage: Passage) -> bool:
    return not _FIRST_PERSON.isdisjoint(passage.words.lowers) or "us" in passage.words.texts
