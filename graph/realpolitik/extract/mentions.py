"""Mentions: the spans of a document that name an actor, and who is meant.

Registered names come from the gazetteer; people and organisations that no registry knows are found by
capital letters, titles, appositions and key words.  A surname, an acronym in brackets or a shortened name
later in the document is tied to the full one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from spacy.tokens import Doc, Token

from realpolitik.extract.names import Gazetteer, Name, NameKind, fold
from realpolitik.extract.passages import Passage
from realpolitik.extract.wordlists import WordLists
from realpolitik.model import ActorId, ActorKind, CountryCode, kind_of, slug
from realpolitik.vocabulary import ActorRegistry


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
_INSIDE = frozenset(
    {"of", "for", "and", "the", "de", "del", "da", "do", "dos", "la", "le", "les", "sans", "on", "&", "in"}
)
_PERSON_PARTICLES = frozenset(
    {"al", "el", "de", "da", "del", "van", "von", "bin", "ibn", "abu", "ter", "ben", "dos", "di", "la"}
)
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
_APPOSITION_ENDS = frozenset({",", "of", "in", "at", "with", "that", "which", "who", "for", "from", "based"})
_ARTICLES = ("a", "an", "the", "one", "its")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_GENERATION = re.compile(r",?\s+(?:Jr\.?|Sr\.?|II|III|IV)$")
_INITIAL = re.compile(r"[A-Z]\.")


class MentionFinder:
    """Finds the named mentions of a document."""

    def __init__(self, registry: ActorRegistry, gazetteer: Gazetteer, words: WordLists) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self._words = words

    def find(self, passages: list[Passage], cast: Cast, common: frozenset[str]) -> list[Mention]:
        """Return the named mentions in order, and fill `cast`."""
        mentions: list[Mention] = []
        unknown: list[tuple[Passage, int, int]] = []
        found = [list(self._gazetteer.find(passage.doc)) for passage in passages]
        supported = _supported(passages, found, self._registry)
        for passage, names in zip(passages, found, strict=True):
            known = [item for item in names if not item[2].ambiguous or item[2].actor in supported]
            sequences = list(_capitalised(passage, common))
            mentions.extend(self._known(passage, known, sequences, cast, unknown))
        mentions.extend(self._guess(unknown, cast))
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
            for piece_start, piece_end in self._unknown_pieces(doc, start, end, inside):
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
        cast.add(CastMember(actor_id, actor.label, actor.kind, actor.country, words, nouns))

    def _unknown_pieces(
        self, doc: Doc, start: int, end: int, inside: list[tuple[int, int, Name]]
    ) -> Iterator[tuple[int, int]]:
        """Yield the parts of a capitalised sequence that name somebody whom the gazetteer doesn't know."""
        weak = (NameKind.PLACE, NameKind.SURNAME)
        inside = [item for item in inside if not self._after_first_name(doc, start, end, item)]
        strong = [item for item in inside if item[2].kind not in weak]
        if any(item[0] == start and item[1] == end for item in strong):
            return
        keyword = any(fold(doc[i].text) in self._words.organisation_words for i in range(start, end))
        state = any(fold(doc[i].text) in self._words.state_words for i in range(start, end))
        if keyword and not state:
            covered = max((item[1] - item[0] for item in strong), default=0)
            titled = self._behind_title(doc, start, end)
            if titled is not None:
                start = titled  # "White House Press Secretary Jane Smith" is a person
            elif covered < end - start - 1 or not strong:
                yield self._trim_titles(doc, start, end)
                return
        position = start
        for item_start, item_end, name in sorted(inside, key=lambda item: item[0]):
            if name.kind in weak and item_end - item_start < end - start:
                continue  # a town's or a minister's name within a longer name is part of it
            if item_start > position and not self._forename(doc, position, item_start, name.actor):
                yield self._trim_titles(doc, position, item_start)
            position = max(position, item_end)
        if state and strong and position > start:
            return  # "the Norwegian Ministry of Defence" is Norway
        if position < end and not any(item[0] == position and item[1] == end for item in inside):
            yield self._trim_titles(doc, position, end)

    def _behind_title(self, doc: Doc, start: int, end: int) -> int | None:
        """Return where a person's name begins behind an office; None where no office is followed by one."""
        lists = self._words
        offices = [i for i in range(start, end) if fold(doc[i].text) in lists.role_nouns]
        if not offices or not 2 <= end - offices[-1] - 1 <= 3:  # noqa: PLR2004 - given name, initial, family name
            return None
        name = [fold(token.text) for token in doc[offices[-1] + 1 : end]]
        known = lists.organisation_words | lists.state_words | lists.title_words | frozenset(_INSIDE)
        return offices[-1] + 1 if known.isdisjoint(name) else None

    def _forename(self, doc: Doc, position: int, start: int, bearer: ActorId) -> bool:
        """Tell whether the words before a registered family name are its bearer's given names."""
        actor = self._registry.get(bearer)
        if actor is None or actor.kind is not ActorKind.PERSON:
            return False
        given = fold(actor.label.split()[0])
        first = next(
            (doc[i] for i in range(position, start) if fold(doc[i].text) not in self._words.title_words), None
        )
        return first is not None and fold(first.text) == given

    def _after_first_name(self, doc: Doc, start: int, end: int, item: tuple[int, int, Name]) -> bool:
        """Tell whether an ambiguous name is a person's surname here ("Elena Jordan")."""
        first, last, name = item
        lists = self._words
        return (
            name.ambiguous
            and last == end
            and first == start + 1
            and doc[start].pos_ == "PROPN"
            and fold(doc[start].text) not in lists.title_words | lists.not_actors | lists.organisation_words
        )

    def _trim_titles(self, doc: Doc, start: int, end: int) -> tuple[int, int]:
        """Drop title words from the front, and stray words from both ends."""
        while start < end and (
            fold(doc[start].text) in self._words.title_words
            or fold(doc[start].text) in _INSIDE
            or not doc[start].text[0].isalnum()
        ):
            if doc[start].text.lower() in _PERSON_PARTICLES and start + 1 < end:
                break
            start += 1
        while end > start and (fold(doc[end - 1].text) in _INSIDE or not doc[end - 1].text[0].isalnum()):
            end -= 1
        return start, end

    def _surname_fits(self, doc: Doc, start: int, end: int) -> bool:
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
        by_words: dict[tuple[str, ...], ActorId] = {}
        acronyms: dict[str, ActorId] = {}
        for passage, start, end in spans:
            words = _folded(passage.doc, start, end)
            actor = by_words.get(words) or (acronyms.get(words[0]) if len(words) == 1 else None)
            if actor is None and len(words) <= 3:  # noqa: PLR2004 - a surname, with particles at most
                actor = (
                    _by_surname(words, cast)
                    or self._titled_bearer(passage.doc, start, words, cast)
                    or _by_first_name(words, cast)
                )
            form = Form.SURNAME if actor else Form.GUESS
            if actor is None:
                member = self._new_member(passage, start, end, words)
                if member is None:
                    continue
                actor = cast.add(member).id
                by_words[words] = actor
                acronym = _acronym_after(passage.doc, end)
                if acronym and member.kind is ActorKind.ORGANISATION:
                    acronyms[fold(acronym)] = actor
            yield Mention(passage.index, start, end, start, (actor,), form)

    def _titled_bearer(self, doc: Doc, start: int, words: tuple[str, ...], cast: Cast) -> ActorId | None:
        """Return the registered person whom a title and a family name mean ("Secretary Kerry")."""
        before = _previous_word(doc, start)
        if before is None or fold(before.text) not in self._words.title_words:
            return None
        actor = self._gazetteer.bearer(words)
        if actor is not None:
            self._admit(actor, cast)
        return actor

    def _new_member(
        self, passage: Passage, start: int, end: int, words: tuple[str, ...]
    ) -> CastMember | None:
        doc = passage.doc
        label = doc[start:end].text
        kind = self._kind(doc, start, end, words)
        if kind is ActorKind.PERSON:
            name = _GENERATION.sub("", re.sub(r"\b[A-Z]\.\s*", "", label)).strip() or label
            words = words[:-1] if len(words) > 1 and words[-1] in _GENERATIONS else words
            return CastMember(
                ActorId(f"person:{slug(name)}"), name, kind, None, words, feminine=_feminine(doc, start)
            )
        if kind is ActorKind.ORGANISATION:
            acronym = _acronym_after(doc, end)
            identity = slug(acronym or re.sub(r"^(?:The|the)\s+", "", label))
            nouns = frozenset(_organisation_nouns(doc, start, end, self._words))
            return (
                CastMember(ActorId(f"org:{identity}"), label, kind, None, words, nouns) if identity else None
            )
        return None

    def _kind(self, doc: Doc, start: int, end: int, words: tuple[str, ...]) -> ActorKind | None:  # noqa: PLR0911
        lists = self._words
        if any(word in lists.organisation_words for word in words):
            return ActorKind.ORGANISATION
        if any(word in lists.not_actors for word in words):
            return None
        before = _previous_word(doc, start)
        if _organisation_context(doc, start, end, lists):
            return ActorKind.ORGANISATION
        titled = before is not None and fold(before.text) in lists.title_words
        if titled or (
            before is not None and before.lemma_.lower() in lists.role_nouns and before.pos_ != "VERB"
        ):
            return ActorKind.PERSON
        if len(words) == 1:
            if doc[start].text.isupper() and len(doc[start].text) > 2 and doc[start].text.isalpha():  # noqa: PLR2004
                return ActorKind.ORGANISATION
            return self._single(doc, start)
        if self._followed_by_role(doc, end) or self._speaks(doc, start, end):
            return ActorKind.PERSON
        if before is not None and before.text.lower() in ("in", "at", "near", "from", "outside", "off"):
            return None
        return ActorKind.PERSON if len(words) <= 5 and _looks_like_person(doc, start, end) else None  # noqa: PLR2004

    def _single(self, doc: Doc, start: int) -> ActorKind | None:
        """Judge a single unknown capitalised word: a person where it speaks."""
        return ActorKind.PERSON if self._speaks(doc, start, start + 1) else None

    def _followed_by_role(self, doc: Doc, end: int) -> bool:
        if end + 1 >= len(doc) or doc[end].text != ",":
            return False
        return any(
            token.lemma_.lower() in self._words.role_nouns for token in doc[end + 1 : min(end + 9, len(doc))]
        )

    def _speaks(self, doc: Doc, start: int, end: int) -> bool:
        return any(
            token.dep_ == "nsubj" and token.head.lemma_ in self._words.speech_verbs
            for token in doc[start:end]
        )


def _supported(
    passages: list[Passage], found: list[list[tuple[int, int, Name]]], registry: ActorRegistry
) -> set[ActorId]:
    """Return the actors whom an ambiguous name may mean here.

    Those who are named without doubt too; every country in a document that names two others; a person whose
    country is named; an organisation whose common word is written as a name twice within sentences ("the
    Coalition"), and a coalition once where an armed group is named.
    """
    certain: set[ActorId] = set()
    doubtful: Counter[ActorId] = Counter()
    for passage, names in zip(passages, found, strict=True):
        for start, _, name in names:
            if name.kind in (NameKind.PLACE, NameKind.NOBODY):
                continue
            if not name.ambiguous:
                certain.add(name.actor)
            elif name.kind is not NameKind.METONYM or not passage.heading:
                doubtful[name.actor] += not passage.doc[start].is_sent_start and not passage.heading
    countries = [actor for actor in certain if kind_of(actor) is ActorKind.COUNTRY]
    at_war = any(_kind_of_body(actor, registry) == "armed-group" for actor in certain)
    for actor, within in doubtful.items():
        kind = kind_of(actor)
        if kind is ActorKind.COUNTRY:
            fits = len(countries) > 1
        elif kind is ActorKind.ORGANISATION:
            fits = within > 1 or (within == 1 and at_war and _kind_of_body(actor, registry) == "coalition")
        else:
            fits = within > 0 and _home(actor, registry) in countries
        if fits:
            certain.add(actor)
    return certain


def _kind_of_body(actor: ActorId, registry: ActorRegistry) -> str | None:
    known = registry.get(actor)
    return known.organisation_kind if known else None


def _home(actor: ActorId, registry: ActorRegistry) -> ActorId | None:
    """Return the country that a registered person acts for."""
    known = registry.get(actor)
    if known is None:
        return None
    if known.country is not None:
        return ActorId(known.country)
    return known.offices[-1].of if known.offices else None


def _folded(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    return tuple(fold(token.text) for token in doc[start:end] if token.text[0].isalnum())


def _capitalised(passage: Passage, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the maximal sequences of capitalised tokens, with the small words that names hold together."""
    doc = passage.doc
    position = 0
    while position < len(doc):
        if not _starts_name(doc[position], common):
            position += 1
            continue
        end = position + 1
        while end < len(doc):
            if _continues_name(doc, end):
                end += 1
            elif _joins(doc, end):
                end += 2
            elif _arabic_article(doc, end):
                end += 3
            else:
                break
        yield position, end
        position = end


def _starts_name(token: Token, common: frozenset[str]) -> bool:
    text = token.text
    if not text[0].isupper() or not any(char.isalpha() for char in text):
        return False
    if token.is_sent_start or token.i == 0 or token.nbor(-1).text in ('"', "'", ":", "-"):
        return token.pos_ == "PROPN" and not (text.lower() in common and not _next_capital(token))
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB") and text != "I"


def _next_capital(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).text[0].isupper()


def _continues_name(doc: Doc, index: int) -> bool:
    text = doc[index].text
    previous = doc[index - 1].text
    if text in ("'s", "'", ",") or previous == "'s":
        return False
    if text[0].isupper() and any(char.isalpha() for char in text):
        return not doc[index].is_sent_start or previous.endswith(".")
    return bool(_INITIAL.fullmatch(text))


def _joins(doc: Doc, index: int) -> bool:
    """Tell whether the token at `index` holds a name together with the capital after it."""
    if index + 1 >= len(doc) or not doc[index + 1].text[0].isupper():
        return False
    word = doc[index].lower_
    if word == "-":
        return not doc[index - 1].whitespace_
    return word in _PERSON_PARTICLES or word in ("&", "of", "for", "sans", "du", "des")


def _arabic_article(doc: Doc, index: int) -> bool:
    """Tell whether "al-Jaafari" goes on from here, as three tokens."""
    return (
        index + 2 < len(doc)
        and doc[index].lower_ in _PERSON_PARTICLES
        and doc[index + 1].text == "-"
        and doc[index + 2].text[0].isupper()
    )


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


def _acronym_after(doc: Doc, end: int) -> str | None:
    """Return the acronym in brackets after a name, with any hyphenated part."""
    if end + 2 >= len(doc) or doc[end].text not in ("(", "["):
        return None
    close = next((i for i in range(end + 1, min(end + 6, len(doc))) if doc[i].text in (")", "]")), None)
    if close is None:
        return None
    inside = doc[end + 1 : close].text.strip("\"' ")
    return inside if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z][\w-]*", inside) and len(inside) <= 10 else None  # noqa: PLR2004


def _previous_word(doc: Doc, start: int) -> Token | None:
    if start == 0:
        return None
    before = doc[start - 1]
    if before.text in (",", '"') and start > 1:
        before = doc[start - 2]
    return before


_FEMININE_TITLES = frozenset(
    {
        "ms",
        "mrs",
        "miss",
        "madame",
        "queen",
        "princess",
        "baroness",
        "lady",
        "spokeswoman",
        "chairwoman",
        "congresswoman",
    }
)
_MASCULINE_TITLES = frozenset(
    {"mr", "sir", "king", "prince", "lord", "sheikh", "spokesman", "chairman", "congressman", "monsieur"}
)


def _feminine(doc: Doc, start: int) -> bool | None:
    for token in doc[max(0, start - 3) : start]:
        word = fold(token.text)
        if word in _FEMININE_TITLES:
            return True
        if word in _MASCULINE_TITLES:
            return False
    return None


def _organisation_context(doc: Doc, start: int, end: int, lists: WordLists) -> bool:
    """Tell whether words around a name call it a firm, a party, a group."""
    return next(_organisation_nouns(doc, start, end, lists), None) is not None


def _organisation_nouns(doc: Doc, start: int, end: int, lists: WordLists) -> Iterator[str]:
    """Yield the nouns around a name that say what organisation it is: before it, after it, in apposition."""
    before = start - 1
    while before >= max(0, start - 3):
        token = doc[before]
        if token.lemma_.lower() in lists.organisation_nouns and token.pos_ in ("NOUN", "PROPN", "ADJ"):
            yield token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PUNCT") or token.text in (".", ";", ":", '"'):
            break
        before -= 1
    if end >= len(doc):
        return
    if doc[end].lemma_.lower() in lists.organisation_nouns and doc[end].pos_ in ("NOUN", "PROPN"):
        yield doc[end].lemma_.lower()
    yield from _apposed_nouns(doc, end, lists)


def _apposed_nouns(doc: Doc, end: int, lists: WordLists) -> Iterator[str]:
    """Yield the organisation nouns of an apposition: ", a Norwegian oil company"."""
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in _ARTICLES:
        return
    for token in doc[end + 2 : min(end + 8, len(doc))]:
        lemma = token.lemma_.lower()
        if token.lower_ in _APPOSITION_ENDS:
            return
        if lemma in lists.organisation_nouns:
            yield lemma
        elif lemma in lists.role_nouns:
            return  # ", a fellow at a think-tank": a person


def _looks_like_person(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a span of two to five capitalised words may be a person's name."""
    span = doc[start:end]
    if any(token.text.lower() in ("of", "for", "&", "and") for token in span):
        return False
    if 2 <= len(span) <= 4 and all(token.pos_ == "PROPN" for token in span if token.text[0].isalpha()):  # noqa: PLR2004
        return True
    head = next((token for token in span if token.head.i < start or token.head.i >= end), span[0])
    follower = doc[end] if end < len(doc) else None
    if follower is not None and follower.text == "'s":
        return True
    return head.dep_ in (
        "nsubj",
        "nsubj:pass",
        "obj",
        "appos",
        "conj",
        "obl:agent",
        "nmod",
        "obl",
        "flat",
        "iobj",
        "ROOT",
        "nmod:desc",
    )


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
