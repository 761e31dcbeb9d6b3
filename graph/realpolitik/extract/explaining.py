"""Why a claim was made: mentions, trigger, paths, what weighed, status cues, speaker, and the parse.

A document is read anew and the reading that gave the claim is laid open; nothing is judged a second way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from realpolitik.extract.candidates import Argument
from realpolitik.extract.extractor import Extractor
from realpolitik.extract.mentions import Mention
from realpolitik.extract.model import LinearModel
from realpolitik.extract.pair_reading import PairReading
from realpolitik.extract.passages import Passage
from realpolitik.extract.roles import RoleFact
from realpolitik.model import ActorId, Claim, Document

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHOWN = 10  # features of a reading
_CUES = 4  # of each status


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionNote:
    """How a side of the claim is mentioned.

    Attributes:
        actor: Id of the actor that the claim names.
        label: Its name.
        words: What the text says there.
        form: Name, demonym, pronoun and so on; None for a claim of an office.
        path: The parse's links from the trigger to the mention; None for a claim of an office.
        probability: That the trigger has this mention in this slot.
    """

    actor: str
    label: str
    words: str | None
    form: str | None = None
    path: str | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerNote:
    """The word that states the relation.

    Attributes:
        words: As in the text.
        lemma: The lexicon's entry.
        part_of_speech: Verb, noun or adjective.
        voice: Active, passive or nominal.
        governor: The verb that governs a nominal trigger.
        senses: The relations that it may state.
    """

    words: str
    lemma: str
    part_of_speech: str
    voice: str
    governor: str | None
    senses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A feature and what it adds to the log-odds."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """A word of the sentence's tree, in the order of the drawing."""

    depth: int
    word: str
    part_of_speech: str
    link: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a claim was made.

    Attributes:
        claim: Its id.
        document: Id of its document.
        quote: The passage.
        relation: What it states.
        status: How the passage puts it.
        confidence: How sure the extractor is.
        attributed_to: The speaker; None for the document's own voice.
        subject: The subject's mention.
        object: The object's mention.
        trigger: What states the relation; None for an office that a name's title or apposition tells.
        role: The words of the office, where there is one.
        weighed: What weighed most for and against the reading, heaviest first.
        possible: Probability and cues of status possible.
        negated: Probability and cues of status negated.
        parse: The sentence's tree.
        extractor: Version that explains.
        built_by: Version that made the graph, where that is another one.
    """

    claim: str
    document: str
    quote: str
    relation: str
    status: str
    confidence: float
    attributed_to: str | None
    subject: MentionNote
    object: MentionNote
    trigger: TriggerNote | None
    role: str | None
    weighed: tuple[Weighed, ...]
    possible: tuple[Weighed, ...]
    negated: tuple[Weighed, ...]
    parse: tuple[ParsedWord, ...]
    extractor: str
    built_by: str | None

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)

    def to_text(self) -> str:
        """Return it for a reader."""
        return "\n".join(_lines(self))


def explain(
    extractor: Extractor, document: Document, claim: Claim, *, built_by: str | None = None
) -> Explanation | None:
    """Return why a claim was made; None where this extractor doesn't make it.

    Args:
        extractor: Reads the document anew.
        document: The claim's document.
        claim: The claim to explain.
        built_by: Version of the extractor that made it.
    """
    found = [item for item in extractor.found(document) if item[0].id == claim.id]
    if not found:
        return None
    again, origin = max(found, key=lambda item: item[0].confidence)
    explanation = Explanation(
        claim=again.id,
        document=document.id,
        quote=again.evidence.quote,
        relation=again.relation,
        status=again.status.value,
        confidence=again.confidence,
        attributed_to=again.attributed_to,
        subject=MentionNote(actor=again.subject, label=again.subject_label or again.subject, words=None),
        object=MentionNote(actor=again.object, label=again.object_label or again.object, words=None),
        trigger=None,
        role=next((made.role for made, _ in found if made.role), None),
        weighed=(),
        possible=(),
        negated=(),
        parse=(),
        extractor=extractor.version,
        built_by=None if built_by == extractor.version else built_by,
    )
    if isinstance(origin, RoleFact):
        span = again.evidence.subject
        words = None if span is None else span.of(document.text)
        return replace(explanation, subject=replace(explanation.subject, words=words))
    return _of_reading(extractor, explanation, origin)


def _of_reading(extractor: Extractor, explanation: Explanation, reading: PairReading) -> Explanation:
    sentence = reading.sentence
    features = extractor.status_features(reading)
    model = extractor.model
    ends = (reading.second, reading.first) if reading.reverse else (reading.first, reading.second)
    chances = [
        argument.subject_score if argument is reading.first else argument.object_score for argument in ends
    ]
    subject, object_ = (
        _mention_note(note, argument, chance, sentence.passage)
        for note, argument, chance in zip(
            (explanation.subject, explanation.object), ends, chances, strict=True
        )
    )
    return replace(
        explanation,
        subject=subject,
        object=object_,
        trigger=_trigger_note(reading),
        weighed=_weighed(model.relation, reading.features)[:_SHOWN],
        possible=_cues(model.possible, features),
        negated=_cues(model.negated, features),
        parse=tuple(_tree(reading)),
    )


def _mention_note(note: MentionNote, argument: Argument, chance: float, passage: Passage) -> MentionNote:
    mention = _said(argument.mention, note)
    return replace(
        note,
        words=passage.doc[mention.start : mention.end].text,
        form=mention.form.value,
        path=argument.full,
        probability=round(chance, 3),
    )


def _said(mention: Mention, note: MentionNote) -> Mention:
    return mention.of(ActorId(note.actor))


def _trigger_note(reading: PairReading) -> TriggerNote:
    trigger, context = reading.trigger.trigger, reading.trigger.context
    doc = reading.sentence.passage.doc
    start, end = min(trigger.token, trigger.end - 1), max(trigger.end, trigger.token + 1)
    return TriggerNote(
        words=doc[start:end].text,
        lemma=trigger.lemma.replace("_", " "),
        part_of_speech={"V": "verb", "N": "noun", "A": "adjective"}[trigger.pos],
        voice=context.voice,
        governor=context.governor or None,
        senses=tuple(
            f"{sense.relation}{' (reversed)' if sense.reversed else ''}" for sense in trigger.senses
        ),
    )


def _weighed(model: LinearModel, features: Iterable[str]) -> tuple[Weighed, ...]:
    """Return the features that have a weight, heaviest first."""
    known = {feature: model.weights[feature] for feature in features if feature in model.weights}
    found = [Weighed(feature, round(weight, 3)) for feature, weight in known.items()]
    return tuple(sorted(found, key=lambda item: (-abs(item.weight), item.feature)))


def _cues(model: LinearModel, features: Sequence[str]) -> tuple[Weighed, ...]:
    """Return the probability of a status, and what speaks for it."""
    chance = Weighed("probability", round(model.probability(features), 3))
    return (chance, *[cue for cue in _weighed(model, features) if cue.weight > 0][:_CUES])


def _tree(reading: PairReading) -> Iterator[ParsedWord]:
    """Yield the words of a sentence, each below the one that it depends on."""
    marks: dict[int, list[str]] = {}
    marks.setdefault(reading.trigger.trigger.token, []).append("trigger")
    marks.setdefault(reading.subject.head, []).append("subject")
    marks.setdefault(reading.object.head, []).append("object")
    tokens = reading.sentence.graph.tokens
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i == token.i or token.head.i not in inside]
    waiting: list[tuple[int, Token]] = [(0, token) for token in reversed(roots)]
    while waiting:
        depth, token = waiting.pop()
        yield ParsedWord(depth, token.text, token.pos_, token.dep_, tuple(marks.get(token.i, ())))
        waiting.extend((depth + 1, child) for child in reversed(list(token.children)))


def _lines(told: Explanation) -> Iterator[str]:
    yield f"{told.subject.label} -- {told.relation} --> {told.object.label}"
    yield f"claim       {told.claim}, {told.status}, confidence {told.confidence:.3f}"
    yield f"document    {told.document}"
    yield f"quote       {' '.join(told.quote.split())}"
    yield f"speaker     {told.attributed_to or 'the document itself'}"
    for name, note in (("subject", told.subject), ("object", told.object)):
        yield f"{name:<12}{_mention_line(note)}"
    if told.role:
        yield f"role        {told.role}"
    if told.trigger is None:
        yield "trigger     none: a title or an apposition tells the office"
    else:
        trigger = told.trigger
        governed = f", governed by {trigger.governor}" if trigger.governor else ""
        kind = f"{trigger.part_of_speech}, {trigger.voice}{governed}"
        yield f"trigger     {trigger.words!r}: {trigger.lemma}, {kind}"
        yield f"            may state {', '.join(trigger.senses)}"
    yield from _weights(told)
    for place, word in enumerate(told.parse):
        label = "parse" if not place else ""
        mark = f"  <- {', '.join(word.marks)}" if word.marks else ""
        yield f"{label:<12}{'  ' * word.depth}{word.word}  {word.link} {word.part_of_speech}{mark}"
    yield f"extractor   {told.extractor}"
    if told.built_by:
        yield f"            the graph was made by another: {told.built_by}"


def _weights(told: Explanation) -> Iterator[str]:
    for name, items in (("weighed", told.weighed), ("possible", told.possible), ("negated", told.negated)):
        for place, item in enumerate(items):
            number = f"{item.weight:.3f}" if item.feature == "probability" else f"{item.weight:+.3f}"
            yield f"{name if not place else '':<12}{number:>7}  {item.feature}"


def _mention_line(note: MentionNote) -> str:
    line = f"{note.label} ({note.actor})" if note.label != note.actor else note.actor
    if note.words is None:
        return line
    line += f" as {note.words!r}"
    if note.form is None:
        return line
    return f"{line}, a {note.form}; path {note.path}; probability {note.probability:.3f}"
