"""One document, read: passages, who is mentioned where, who holds which office, who speaks where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.extract.coreference import Resolver
from realpolitik.extract.first_person import first_person
from realpolitik.extract.homes import dateline_country, host_country
from realpolitik.extract.mentions import Cast, Mention, MentionFinder
from realpolitik.extract.names import Gazetteer
from realpolitik.extract.passages import Passage, common_words, parse_passages
from realpolitik.extract.roles import RoleFact, RoleReader
from realpolitik.extract.voices import VoiceMap, read_voices
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, Document
from realpolitik.vocabulary import ActorRegistry

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Reading:
    """What the later steps need of a document.

    Attributes:
        document: As received.
        passages: Parsed paragraphs.
        mentions: All mentions, named and resolved, in order of place.
        cast: Everybody mentioned.
        roles: Offices and functions that the text states.
        voices: Who speaks where.
        countries: Person or organisation → the country or body it acts for.
        host: The country whose voice the document is; None where that isn't known.
    """

    document: Document
    passages: list[Passage]
    mentions: list[Mention]
    cast: Cast
    roles: list[RoleFact]
    voices: VoiceMap
    countries: dict[ActorId, ActorId]
    host: ActorId | None


class Reader:
    """Reads documents."""

    def __init__(
        self, registry: ActorRegistry, gazetteer: Gazetteer, words: WordLists, nlp: Language
    ) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self._words = words
        self._nlp = nlp
        self._finder = MentionFinder(registry, gazetteer, words)

    def read(self, document: Document) -> Reading:
        """Read one document."""
        passages = parse_passages(document, self._nlp, self._gazetteer.proper)
        cast = Cast()
        named = self._finder.find(passages, cast, common_words(self._nlp))
        known = self._known_countries(named)
        dateline = dateline_country(passages, self._gazetteer, self._nlp)
        host = host_country(passages, named, self._words, dateline)
        roles = RoleReader(self._words, cast, known, dateline or host).read(passages, named)
        countries = dict(known)
        for fact in roles:
            countries.setdefault(fact.subject, fact.body)
        offices: dict[str, list[ActorId]] = {}
        for fact in roles:
            offices.setdefault(fact.noun, []).append(fact.subject)
        for actor in dict.fromkeys(mention.actors[0] for mention in named):
            entry = self._registry.get(actor)
            for office in entry.offices if entry else ():
                offices.setdefault(office.title.split()[-1].lower(), []).append(actor)
        resolver = Resolver(self._words, cast, passages, offices, countries, _titles(roles))
        mentions = resolver.resolve(named)
        voices = read_voices(passages, mentions, self._words)
        mentions = sorted(
            [*mentions, *first_person(passages, voices.speakers(), countries, host)],
            key=lambda mention: (mention.passage, mention.start, -mention.end),
        )
        return Reading(document, passages, mentions, cast, roles, voices, countries, host)

    def _known_countries(self, named: list[Mention]) -> dict[ActorId, ActorId]:
        known: dict[ActorId, ActorId] = {}
        for mention in named:
            actor = mention.actors[0]
            entry = self._registry.get(actor)
            if entry is None or entry.kind is ActorKind.COUNTRY:
                continue
            if entry.country is not None:
                known[actor] = ActorId(entry.country)
            elif entry.offices:
                known[actor] = entry.offices[-1].of
        return known


def _titles(roles: list[RoleFact]) -> dict[ActorId, frozenset[str]]:
    """Return the words of the titles that a document gives each person."""
    found: dict[ActorId, set[str]] = {}
    for fact in roles:
        found.setdefault(fact.subject, set()).update((fact.role or "").lower().split())
    return {person: frozenset(words) for person, words in found.items()}
