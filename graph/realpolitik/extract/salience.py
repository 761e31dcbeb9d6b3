"""Who was named up to a place in a document, alone and in company, the likeliest to be meant first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.passages import Passage
from realpolitik.model import ActorId, ActorKind, kind_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_RECENT_PASSAGES = 4  # how far back an antecedent may lie; further ones were wrong more often than right


@dataclass(slots=True)
class Salience:
    """What was named up to here.

    Attributes:
        order: Passage, token, actor, and whether as a subject, of each mention, the most recent last.
    """

    order: list[tuple[int, int, ActorId, bool]] = field(default_factory=list)

    def add(self, passage: int, token: int, actors: Iterable[ActorId], *, subject: bool) -> None:
        """Note a mention."""
        for actor in actors:
            self.order.append((passage, token, actor, subject))

    def recent(
        self, passage: int, kinds: tuple[ActorKind, ...], limit: int = _RECENT_PASSAGES
    ) -> list[ActorId]:
        """Return distinct actors of some kinds, best candidate first: near before far, subjects preferred."""
        scored: dict[ActorId, float] = {}
        for position, (where, _, actor, subject) in enumerate(self.order):
            if passage - where > limit or kind_of(actor) not in kinds:
                continue
            weight = position + (3.0 if subject else 0.0) - 2.0 * (passage - where)
            scored[actor] = max(scored.get(actor, float("-inf")), weight)
        return sorted(scored, key=lambda actor: -scored[actor])

    def in_order(self, actors: Sequence[ActorId]) -> tuple[ActorId, ...]:
        """Return actors in the order in which they were last named."""
        last = {entry[2]: place for place, entry in enumerate(self.order)}
        return tuple(sorted(actors, key=lambda actor: last[actor]))


def named_group(
    passages: Sequence[Passage],
    current: int,
    salience: Salience,
    size: int | None,
    kinds: tuple[ActorKind, ...],
    *,
    barred: frozenset[ActorId],
) -> tuple[ActorId, ...]:
    """Return the latest coordination of actors ("Russia and China"), none of them barred.

    Args:
        passages: The document's.
        current: Index of the passage that refers to them.
        salience: Who was named before.
        size: How many; None for any number from two on.
        kinds: Their kinds.
        barred: Who can't be meant.
    """

    def fits(members: set[ActorId]) -> bool:
        return len(members) == size if size is not None else len(members) > 1

    run: list[tuple[int, int, ActorId]] = []
    for where, place, actor, _ in reversed(salience.order):
        if current - where > _RECENT_PASSAGES:
            break
        if kind_of(actor) not in kinds or actor in barred:
            continue
        if run and run[-1][0] == where and _coordinated(passages[where].doc, place, run[-1][1]):
            run.append((where, place, actor))
            continue
        if fits({entry[2] for entry in run}):
            break
        run = [(where, place, actor)]
    members = tuple(dict.fromkeys(entry[2] for entry in reversed(run)))
    return members if fits(set(members)) else ()


def last_group(passage: Passage, token: Token, salience: Salience) -> tuple[ActorId, ...]:
    """Return the members of the latest coordination of actors before a plural pronoun."""
    doc = passage.doc
    recent = [entry for entry in salience.order if entry[0] == passage.index and entry[1] < token.i]
    if len(recent) < 2:  # noqa: PLR2004 - a group has two members at least
        return ()
    last = recent[-1]
    members = [last]
    for entry in reversed(recent[:-1]):
        if _coordinated(doc, entry[1], members[-1][1]):
            members.append(entry)
        else:
            break
    if len(members) < 2:  # noqa: PLR2004
        return ()
    return tuple(dict.fromkeys(entry[2] for entry in reversed(members)))


def _coordinated(doc: Doc, left: int, right: int) -> bool:
    start = left + 1
    while start < right and doc[start].text[0].isupper():
        start += 1  # the rest of the name
    between = [token.text.lower() for token in doc[start:right]]
    return bool(between) and all(word in (",", "and", "or", "the", "&", "as", "well") for word in between)


def pairs_together(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Counter[frozenset[ActorId]]:
    """Count in how many sentences two actors are named together."""
    sentences: dict[tuple[int, int], set[ActorId]] = {}
    for mention in mentions:
        if mention.form is not Form.PLACE:
            start = passages[mention.passage].words.starts[mention.head]
            sentences.setdefault((mention.passage, start), set()).add(mention.actors[0])
    return Counter(
        frozenset(pair) for actors in sentences.values() for pair in combinations(sorted(actors), 2)
    )
