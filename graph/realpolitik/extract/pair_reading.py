"""What a trigger may say of two mentions, in the sentence that both stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.extract.candidates import Argument, TriggerContext
from realpolitik.extract.feature_groups import FeatureGroup, logit
from realpolitik.extract.mentions import Mention
from realpolitik.extract.model import LinearModel
from realpolitik.extract.passages import Passage
from realpolitik.extract.sentence_graph import SentenceGraph
from realpolitik.extract.triggers import Trigger
from realpolitik.extract.voices import Voice
from realpolitik.model import ActorId, ActorKind, Span, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan

_NO_PERSON_OBJECT = frozenset(
    {
        "lends",
        "sells-oil",
        "arms",
        "aids",
        "trades",
        "invests",
        "repays",
        "energy-deal",
        "holds-office",
        "affiliated",
    }
)


@dataclass(slots=True)
class TriggerReading:
    """A trigger with its surroundings and its arguments."""

    trigger: Trigger
    context: TriggerContext
    arguments: list[Argument]
    voice: Voice | None
    surroundings: list[str]


@dataclass(slots=True)
class SentenceReading:
    """A sentence with its mentions and triggers."""

    passage: Passage
    sentence: TokenSpan
    graph: SentenceGraph
    mentions: list[Mention]
    shapes: list[str]
    triggers: list[TriggerReading]
    roles: dict[ActorId, frozenset[ActorId]]
    countries: dict[ActorId, ActorId]

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return self.passage.span(self.sentence.start, self.sentence.end)


@dataclass(slots=True)
class PairReading:
    """One trigger stating one relation between two mentions: a claim, if it is probable enough."""

    sentence: SentenceReading
    trigger: TriggerReading
    relation: str
    reverse: bool
    first: Argument  # the grammatical subject
    second: Argument
    groups: tuple[FeatureGroup, ...]
    _actors: list[tuple[ActorId, ActorId]] | None = None

    @property
    def features(self) -> list[str]:
        """What the relation model weighs."""
        return [name for group in self.groups for name in group.names]

    def logit(self, model: LinearModel) -> float:
        """Return the log-odds of the reading by the relation model."""
        return logit(model, self.groups)

    @property
    def subject(self) -> Mention:
        """The mention of the relation's subject."""
        return self.second.mention if self.reverse else self.first.mention

    @property
    def object(self) -> Mention:
        """The mention of the relation's object."""
        return self.first.mention if self.reverse else self.second.mention

    def actors(self) -> list[tuple[ActorId, ActorId]]:
        """Return every pair of distinct actors that the mentions stand for and the relation admits."""
        if self._actors is None:
            self._actors = list(self._admitted())
        return self._actors

    def _admitted(self) -> Iterator[tuple[ActorId, ActorId]]:
        same = self.first is self.second
        for subject in self.subject.actors:
            for object_ in self.object.actors:
                if subject == object_ or (same and subject > object_):
                    continue
                if self.relation == "holds-office" and object_ not in self.sentence.roles.get(
                    subject, {object_}
                ):
                    continue  # the title already says whose office it is
                if admits(self.relation, subject, object_):
                    yield subject, object_


def admits(relation: str, subject: ActorId, object_: ActorId) -> bool:
    """Tell whether a relation may hold between actors of these kinds."""
    if relation in _NO_PERSON_OBJECT and kind_of(object_) is ActorKind.PERSON:
        return False
    if relation == "holds-office" and kind_of(subject) is not ActorKind.PERSON:
        return False
    if relation == "succeeds":
        return kind_of(subject) is ActorKind.PERSON and kind_of(object_) is ActorKind.PERSON
    return True
