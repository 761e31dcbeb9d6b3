"""Mentions: the spans of a document that name an actor, and who is meant.

Registered names come from the gazetteer; people and organisations that no registry knows are found by
capital letters, titles, appositions and key words.  A surname, an acronym in brackets or a shortened name
later in the document is tied to the full one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from realpolitik.extract.capitals import capitalised, is_hyphen
from realpolitik.extract.document_names import meant_names
from realpolitik.extract.name_pieces import NamePieces, forenames
from realpolitik.extract.names import Gazetteer, Name, NameKind, fold
from realpolitik.extract.naming import (
    NameJudge,
    Place,
    acronym_after,
    is_feminine,
    organisation_nouns,
    previous_word,
)
from realpolitik.extract.passages import Passage
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, CountryCode, kind_of, slug
from realpolitik.vocabulary import ActorRegistry

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Form(StrEnum):
    """How an actor is mentioned."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    SURNAME = "surname"
    PLACE = "place"
    GUESS = "guess"  # a name that no registry knows
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    SPEAKER = "speaker"  # I, we
    IMPLIED = "implied"  # the speaker, where the words have no first person


@dataclass(slots=True)
class Mention:
    """A span of tokens that stands for one or more actors.

    Attributes:
        passage: Index of the passage.
        start: First token.
        end: Token after the last.
        head: The token whose syntactic links are the mention's own.
        actors: Who is meant; several for a group such as "both countries".
        form: How.
        inner: It stands within a larger mention ("Iraqi" in "the Iraqi foreign minister, X").
        role: Title or office words that go with a person's name.
        members: The mentions that a coordination joins; empty for a single one.
    """

    passage: int
    start: int
    end: int
    head: int
    actors: tuple[ActorId, ...]
    form: Form
    inner: bool = False
    role: str | None = None
    members: tuple[Mention, ...] = ()

    def of(self, actor: ActorId) -> Mention:
        """Return the member of a coordination that names this actor; the mention itself outside one."""
        return next((member for member in self.members if actor in member.actors), self)


@dataclass(slots=True)
class CastMember:
    """An actor of the document, with what the document tells of it."""

    id: ActorId
    label: str
    kind: ActorKind
    country: CountryCode | None = None
    words: tuple[str, ...] = ()  # folded words of the name
    nouns: frozenset[str] = frozenset()  # what the text calls it: "bank", "militia"
    feminine: bool | None = None


@dataclass(slots=True)
class Cast:
    """Everybody whom the document mentions."""

    members: dict[ActorId, CastMember] = field(default_factory=dict)

    def add(self, member: CastMember) -> CastMember:
        """Add an actor, or return the one that is there."""
        return self.members.setdefault(member.id, member)


_FORM = {
    NameKind.NAME: Form.NAME,
    NameKind.DEMONYM: Form.DEMONYM,
    NameKind.METONYM: Form.METONYM,
    NameKind.SURNAME: Form.SURNAME,
    NameKind.PLACE: Form.PLACE,
}
# How a text may call a registered organisation of some kind.
_NOUNS_OF_KIND = {
    "armed-group": frozenset(
        {
            "group",
            "militia",
            "militant",
            "terrorist",
            "rebel",
            "insurgent",
            "movement",
            "organisation",
            "organization",
            "jihadist",
            "insurgency",
        }
    ),
    "company": frozenset({"company", "firm", "group", "conglomerate", "producer"}),
    "bank": frozenset({"bank", "lender"}),
    "international": frozenset({"organisation", "organization", "bloc", "body", "union", "alliance"}),
    "coalition": frozenset({"coalition", "alliance"}),
    "agency": frozenset({"agency"}),
    "party": frozenset({"party"}),
    "media": frozenset({"network", "newspaper"}),
    "ngo": frozenset({"group", "charity", "organisation", "organization", "watchdog"}),
    "court": frozenset({"court", "tribunal"}),
}
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_GENERATION = re.compile(r",?\s+(?:Jr\.?|Sr\.?|II|III|IV)$")


class MentionFinder:
    """Finds the named mentions of a document."""

    def __init__(self, registry: ActorRegistry, gazetteer: Gazetteer, words: WordLists) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self._words = words
        self._forenames = forenames(registry)
        self._prepare(frozenset())

    def _prepare(self, common: frozenset[str]) -> None:
        self._common = common
        self._judge = NameJudge(self._words, self._forenames, common)
        self._pieces = NamePieces(self._registry, self._words, self._forenames, common)

    def find(self, passages: list[Passage], cast: Cast, common: frozenset[str]) -> list[Mention]:
        """Return the named mentions in order, and fill `cast`."""
        if common is not self._common:
            self._prepare(common)
        mentions: list[Mention] = []
        unknown: list[tuple[Passage, int, int]] = []
        found = [list(self._gazetteer.find(passage.doc, passage.words.texts)) for passage in passages]
        found = meant_names(passages, found, self._registry, self._gazetteer)
        for passage, known in zip(passages, found, strict=True):
            sequences = list(capitalised(passage, common))
            mentions.extend(self._known(passage, known, sequences, cast, unknown))
        mentions.extend(self._guess(unknown, cast))
        _rename(passages, mentions, cast)
        mentions.sort(key=lambda mention: (mention.passage, mention.start, -mention.end))
        return [_headed(passages[mention.passage].doc, mention) for mention in mentions]

    def _known(
        self,
        passage: Passage,
        known: list[tuple[int, int, Name]],
        sequences: list[tuple[int, int]],
        cast: Cast,
        unknown: list[tuple[Passage, int, int]],
    ) -> Iterator[Mention]:
        doc = passage.doc
        taken: list[tuple[int, int]] = []
        for first, end in sequences:
            start = max([first, *(item[1] for item in known if item[0] < first < item[1])])
            inside = [item for item in known if start <= item[0] and item[1] <= end]
            for piece_start, piece_end in self._pieces.unknown(doc, start, end, inside):
                unknown.append((passage, piece_start, piece_end))
                taken.append((piece_start, piece_end))
        for start, end, name in known:
            if name.kind is NameKind.NOBODY:
                continue
            if any(left <= start and end <= right for left, right in taken):
                continue
            if name.kind is NameKind.SURNAME and not self._surname_fits(doc, start, end):
                continue
            if name.kind is NameKind.PLACE and not self._place_fits(doc, start, end):
                if end - start == 1:
                    unknown.append((passage, start, end))  # it may still be somebody's family name
                continue
            self._admit(name.actor, cast)
            yield Mention(passage.index, start, end, start, (name.actor,), _FORM[name.kind])

    def _admit(self, actor_id: ActorId, cast: Cast) -> None:
        actor = self._registry.get(actor_id)
        if actor is None:
            cast.add(CastMember(actor_id, actor_id, ActorKind.COUNTRY, CountryCode(actor_id)))
            return
        words = tuple(fold(word) for word in actor.label.split())
        nouns = _NOUNS_OF_KIND.get(actor.organisation_kind or "", frozenset())
        if actor.kind is ActorKind.ORGANISATION:
            long = (alias.split() for alias in (actor.label, *actor.aliases) if " " in alias)
            nouns |= {fold(words[-1]) for words in long} & self._words.organisation_words
        cast.add(CastMember(actor_id, actor.label, actor.kind, actor.country, words, nouns))

    def _surname_fits(self, doc: Doc, start: int, end: int) -> bool:
        if is_hyphen(doc, end) or is_hyphen(doc, start - 1):
            return False  # the "Jean" of "Jean-Bosco"
        following = doc[end] if end < len(doc) else None
        before = doc[start - 1] if start else None
        glued = following is not None and following.text[0].isupper() and following.pos_ == "PROPN"
        first_name = (
            before is not None
            and before.pos_ == "PROPN"
            and before.text[0].isupper()
            and fold(before.text) not in self._words.title_words
        )
        return not glued and not first_name

    def _place_fits(self, doc: Doc, start: int, end: int) -> bool:
        before = doc[start - 1] if start else None
        following = doc[end] if end < len(doc) else None
        if before is not None and before.pos_ == "PROPN" and before.text[0].isupper():
            return before.dep_ == "punct"
        if following is not None and following.pos_ == "PROPN" and following.text[0].isupper():
            return False
        return doc[start].pos_ in ("PROPN", "NOUN", "ADJ")

    def _guess(self, unknown: list[tuple[Passage, int, int]], cast: Cast) -> Iterator[Mention]:
        """Decide for each unknown name whether it is a person, an organisation, or nothing for us."""
        spans = [(p, s, e) for p, s, e in unknown if e > s]
        spans.sort(key=lambda item: -(item[2] - item[1]))  # full names first, surnames after
        places: dict[tuple[str, ...], list[Place]] = {}
        for passage, start, end in spans:
            places.setdefault(_folded(passage.doc, start, end), []).append((passage.doc, start, end))
        by_words: dict[tuple[str, ...], ActorId | None] = {}
        acronyms: dict[str, ActorId] = {}
        for passage, start, end in spans:
            words = _folded(passage.doc, start, end)
            actor = by_words.get(words) or (acronyms.get(words[0]) if len(words) == 1 else None)
            if actor is None and len(words) <= 3:  # noqa: PLR2004 - a surname, with particles at most
                actor = (
                    _by_surname(words, cast)
                    or self._titled_bearer(passage.doc, start, words, cast)
                    or _by_first_name(words, cast)
                    or self._short_name(words, cast)
                )
            form = Form.SURNAME if actor else Form.GUESS
            if actor is None and words not in by_words:
                member = self._new_member(passage.doc, start, end, words, places[words])
                actor = by_words[words] = cast.add(member).id if member else None
                acronym = acronym_after(passage.doc, end)
                if actor and member and acronym and member.kind is ActorKind.ORGANISATION:
                    acronyms[fold(acronym)] = actor
            if actor is not None:
                yield Mention(passage.index, start, end, start, (actor,), form)

    def _short_name(self, words: tuple[str, ...], cast: Cast) -> ActorId | None:
        """Return the organisation of the document that "the Guard" shortens: the last so called."""
        if len(words) != 1 or words[0] not in self._words.organisation_words:
            return None
        found = None
        for member in cast.members.values():
            if member.kind is ActorKind.ORGANISATION and words[0] in member.words and len(member.words) > 1:
                found = member.id if found is None or member.words[-1] == words[0] else found
        return found

    def _titled_bearer(self, doc: Doc, start: int, words: tuple[str, ...], cast: Cast) -> ActorId | None:
        """Return the registered person whom a title and a family name mean ("Secretary Kerry")."""
        before = previous_word(doc, start)
        if before is None or fold(before.text) not in self._words.title_words:
            return None
        actor = self._gazetteer.bearer(words)
        if actor is not None:
            self._admit(actor, cast)
        return actor

    def _new_member(
        self, doc: Doc, start: int, end: int, words: tuple[str, ...], places: Sequence[Place]
    ) -> CastMember | None:
        label = doc[start:end].text
        kind = self._judge.kind(words, places)
        if kind is ActorKind.PERSON:
            plain = re.sub(r"\b[A-Z]\.\s*|\"[^\"]*\"\s*", "", label)
            name = _GENERATION.sub("", plain).strip() or label
            words = words[:-1] if len(words) > 1 and words[-1] in _GENERATIONS else words
            feminine = next(
                (sex for sex in (is_feminine(d, s) for d, s, _ in places) if sex is not None), None
            )
            return CastMember(ActorId(f"person:{slug(name)}"), name, kind, None, words, feminine=feminine)
        if kind is ActorKind.ORGANISATION:
            acronym = next((found for found in (acronym_after(d, e) for d, _, e in places) if found), None)
            identity = slug(acronym or re.sub(r"^(?:The|the)\s+", "", label))
            nouns = frozenset(noun for place in places for noun in organisation_nouns(*place, self._words))
            return (
                CastMember(ActorId(f"org:{identity}"), label, kind, None, words, nouns) if identity else None
            )
        return None


def _rename(passages: Sequence[Passage], mentions: Sequence[Mention], cast: Cast) -> None:
    """Give registered surnames and towns to those of the document who bear these names.

    "Pillay" is the Rohan Pillay whom the text has introduced, not a registered one whom it never names in
    full; "Ocampos" is its minister, not a town.
    """
    full = {m.actors[0] for m in mentions if m.end - m.start > 1}
    bearers: dict[str, ActorId] = {}
    for member in cast.members.values():
        if len(member.words) > 1 and member.id in full:
            if member.kind is ActorKind.PERSON:
                bearers[member.words[-1]] = member.id
            elif member.kind is ActorKind.ORGANISATION:
                bearers.setdefault(member.words[0], member.id)
    for mention in mentions:
        actor = mention.actors[0]
        place = mention.form is Form.PLACE
        if mention.end - mention.start > 1 or actor in full:
            continue
        if not place and kind_of(actor) is not ActorKind.PERSON:
            continue
        bearer = bearers.get(fold(passages[mention.passage].doc[mention.start].text))
        if bearer is None or bearer == actor or (not place and kind_of(bearer) is not ActorKind.PERSON):
            continue
        mention.actors, mention.form = (bearer,), Form.SURNAME


def _folded(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    return tuple(fold(token.text) for token in doc[start:end] if token.text[0].isalnum())


def _by_surname(words: tuple[str, ...], cast: Cast) -> ActorId | None:
    found = None
    for member in cast.members.values():
        if (
            member.kind is ActorKind.PERSON
            and len(member.words) > len(words)
            and member.words[-len(words) :] == words
        ):
            found = member.id
    if found is None and len(words) == 1:
        for member in cast.members.values():
            if member.kind is ActorKind.PERSON and len(member.words) > 2 and words[0] == member.words[-2]:  # noqa: PLR2004
                found = member.id
            if (
                member.kind is ActorKind.ORGANISATION
                and len(member.words) > 1
                and words[0] == member.words[0]
            ):
                found = found or member.id
    return found


def _by_first_name(words: tuple[str, ...], cast: Cast) -> ActorId | None:
    """Return the one person of the document who is called so ("Karim")."""
    if len(words) != 1:
        return None
    found = [
        member.id
        for member in cast.members.values()
        if member.kind is ActorKind.PERSON and len(member.words) > 1 and member.words[0] == words[0]
    ]
    return found[0] if len(found) == 1 else None


def _headed(doc: Doc, mention: Mention) -> Mention:
    """Give a mention the token whose head lies outside it."""
    for index in range(mention.start, mention.end):
        head = doc[index].head.i
        if head == index or not mention.start <= head < mention.end:
            mention.head = index
            if doc[index].dep_ != "punct":
                break
    return mention


def country_of(actor: ActorId, cast: Cast, registry: ActorRegistry) -> CountryCode | None:
    """Return the country that an actor acts for, as the document or the registry tells."""
    if kind_of(actor) is ActorKind.COUNTRY:
        return CountryCode(actor)
    member = cast.members.get(actor)
    if member is not None and member.country is not None:
        return member.country
    known = registry.get(actor)
    return known.country if known else None
