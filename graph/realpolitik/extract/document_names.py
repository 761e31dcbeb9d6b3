"""Which registered actor a name means in this document, where the registry alone can't tell.

An acronym is what the document itself spells out; "Peru's Congress" is not the one in Washington; a seat
of an international body is its own country's capital where the document is about that country; a word that
is a name only sometimes needs support.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from realpolitik.extract.names import Gazetteer, Name, NameKind, fold
from realpolitik.extract.naming import acronym_after
from realpolitik.extract.passages import Passage
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorId, ActorKind, kind_of
from realpolitik.vocabulary import ActorRegistry

if TYPE_CHECKING:
    from spacy.tokens import Doc

Known = tuple[int, int, Name]  # first token, token after the last, whose name it is

_NATIONAL = frozenset({"parliament", "agency", "court", "bank", "government"})  # every state has its own
_SMALL = frozenset(
    {"of", "the", "for", "and", "on", "in", "to", "de", "du", "des", "del", "la", "le", "-", "'s", "&"}
)
_LONGEST_FORM = 16  # tokens of what an acronym stands for
_SHARED = 0.5  # of a spelt-out name's words that a registered one has, where both are one name


def meant_names(
    passages: Sequence[Passage],
    found: Sequence[Sequence[Known]],
    registry: ActorRegistry,
    gazetteer: Gazetteer,
) -> list[list[Known]]:
    """Return the registered names that mean somebody in this document, as it means them.

    Args:
        passages: The document's.
        found: What the gazetteer finds in each of them.
        registry: Who is registered.
        gazetteer: It knows which capitals are seats of international bodies.
    """
    spelt = _spelt_out(passages, found, registry)
    settled = [list(names) for names in found]
    if spelt:
        pairs = zip(passages, settled, strict=True)
        settled = [_with_acronyms(passage.doc, names, spelt) for passage, names in pairs]
    disowned: set[ActorId] = set()
    for number, (passage, names) in enumerate(zip(passages, settled, strict=True)):
        foreign = {place for place in range(len(names)) if _is_foreign(passage.doc, names, place, registry)}
        if foreign:
            disowned |= {names[place][2].actor for place in foreign}
            settled[number] = [item for place, item in enumerate(names) if place not in foreign]
    settled = _at_home(passages, settled, registry, gazetteer)
    supported = _supported(passages, settled, registry, disowned)
    return [
        [item for item in names if not item[2].ambiguous or item[2].actor in supported] for names in settled
    ]


def _spelt_out(
    passages: Sequence[Passage], found: Sequence[Sequence[Known]], registry: ActorRegistry
) -> dict[str, ActorId | None]:
    """Return whose acronyms the document spells out ("Defence Force (ADF)"); None for the unregistered."""
    spelt: dict[str, ActorId | None] = {}
    for passage, names in zip(passages, found, strict=True):
        if "(" not in passage.doc.text:
            continue
        for token in passage.doc:
            acronym = acronym_after(passage.doc, token.i) if token.text == "(" else None
            start = _long_form(passage.doc, token.i, acronym) if acronym else None
            if acronym is None or start is None or acronym in spelt:
                continue
            actor = _bearer(passage.doc, start, token.i, names)
            registered = next((n.actor for s, _, n in names if s == token.i + 1 and n.acronym), None)
            if actor is None and registered is None:
                continue  # nobody whom the registry knows: the document's own names
            if actor is None and registered and _is_called(registered, passage.doc, start, token.i, registry):
                actor = registered
            spelt[acronym] = actor
    return spelt


def _long_form(doc: Doc, end: int, acronym: str) -> int | None:
    """Return where the words before a bracket begin whose capitals are the acronym's letters."""
    letters = [char for char in acronym.upper() if char.isalpha()]
    for index in range(end - 1, max(-1, end - 1 - _LONGEST_FORM), -1):
        text = doc[index].text
        if text[0].isupper():
            if not letters or text[0] != letters.pop():
                return None
            if not letters:
                return index
        elif text.lower() not in _SMALL:
            return None
    return None


def _bearer(doc: Doc, start: int, end: int, names: Sequence[Known]) -> ActorId | None:
    """Return whose a spelt-out name is: who is registered so, or the country whose force it is."""
    inside = [item for item in names if start <= item[0] and item[1] <= end]
    whole = next((item[2].actor for item in inside if item[0] == start and item[1] == end), None)
    if whole is not None:
        return whole
    if fold(doc[end - 1].text) not in word_lists().state_words:
        return None
    return next((item[2].actor for item in inside if kind_of(item[2].actor) is ActorKind.COUNTRY), None)


def _is_called(actor: ActorId, doc: Doc, start: int, end: int, registry: ActorRegistry) -> bool:
    """Tell whether a spelt-out name is a variant of a registered one."""
    entry = registry.get(actor)
    if entry is None:
        return False
    said = {fold(token.text) for token in doc[start:end] if token.text[0].isupper()}
    known = {fold(word) for name in (entry.label, *entry.aliases) for word in name.split()}
    return len(said & known) >= _SHARED * len(said)


def _with_acronyms(doc: Doc, names: Sequence[Known], spelt: Mapping[str, ActorId | None]) -> list[Known]:
    """Return the names of a passage, its acronyms read as the document spells them out."""
    kept = [item for item in names if item[1] - item[0] > 1 or doc[item[0]].text not in spelt]
    taken = {index for start, end, _ in kept for index in range(start, end)}
    for token in doc:
        actor = spelt.get(token.text)
        if actor is not None and token.i not in taken:
            kept.append((token.i, token.i + 1, Name(actor, NameKind.NAME, acronym=True)))
    return sorted(kept, key=lambda item: item[0])


def _is_foreign(doc: Doc, names: Sequence[Known], place: int, registry: ActorRegistry) -> bool:
    """Tell whether a state body's name is another country's: "Peru's Congress", "the Senate of Chile"."""
    start, end, name = names[place]
    entry = registry.get(name.actor)
    if entry is None or entry.country is None or entry.organisation_kind not in _NATIONAL:
        return False
    before = names[place - 1] if place else None
    after = names[place + 1] if place + 1 < len(names) else None
    owner = None
    if before is not None and doc[before[1] : start].text in ("", "'s", "'"):
        owner = before[2]
    elif after is not None and doc[end : after[0]].text.lower() in ("of", "of the"):
        owner = after[2]
    if owner is None or owner.kind is NameKind.NOBODY or kind_of(owner.actor) is not ActorKind.COUNTRY:
        return False
    return owner.actor != ActorId(entry.country)


def _at_home(
    passages: Sequence[Passage],
    found: Sequence[list[Known]],
    registry: ActorRegistry,
    gazetteer: Gazetteer,
) -> list[list[Known]]:
    """Read "Brussels" as Belgium's where the document names Belgium, and the Union by no other name."""
    seats: dict[ActorId, set[ActorId]] = {}  # body → countries of the towns that stand for it here
    certain: set[ActorId] = set()
    for passage, names in zip(passages, found, strict=True):
        for start, end, name in names:
            country = gazetteer.seat(passage.doc, start, end)
            if country is not None and _kind_of_body(name.actor, registry) == "international":
                seats.setdefault(name.actor, set()).add(country)
            elif name.kind in (NameKind.NAME, NameKind.DEMONYM):
                certain.add(name.actor)
    moved = {body for body, countries in seats.items() if body not in certain and countries & certain}
    if not moved:
        return list(found)

    def settled(doc: Doc, item: Known) -> Known:
        country = gazetteer.seat(doc, item[0], item[1]) if item[2].actor in moved else None
        if country is None or country not in certain:
            return item
        return item[0], item[1], Name(country, NameKind.METONYM, acronym=False)

    return [
        [settled(passage.doc, item) for item in names] for passage, names in zip(passages, found, strict=True)
    ]


def _supported(
    passages: Sequence[Passage],
    found: Sequence[Sequence[Known]],
    registry: ActorRegistry,
    disowned: AbstractSet[ActorId],
) -> set[ActorId]:
    """Return the actors whom an ambiguous name may mean here.

    Those who are named without doubt too; every country in a document that names two others, beside another
    ("the United States and Jordan") or with a government ("Jordan's king"); a person whose country is named;
    an organisation whose common word is written as a name twice within sentences ("the Coalition"), and a
    coalition once where an armed group is named.
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
    backed = {
        name.actor
        for passage, names in zip(passages, found, strict=True)
        for place, (start, end, name) in enumerate(names)
        if name.ambiguous
        and (_beside_country(passage.doc, names, place) or _governed(passage.doc, start, end))
    }
    at_war = any(_kind_of_body(actor, registry) == "armed-group" for actor in certain)
    for actor, within in doubtful.items():
        kind = kind_of(actor)
        if kind is ActorKind.COUNTRY:
            fits = len(countries) > 1 or actor in backed
        elif kind is ActorKind.ORGANISATION:
            fits = within > 1 or (within == 1 and _fits_once(actor, registry, at_war=at_war))
            home = _home(actor, registry)
            fits = fits and actor not in disowned and (home is None or home in countries)
        else:
            fits = within > 0 and _home(actor, registry) in countries
        if fits:
            certain.add(actor)
    return certain


def _beside_country(doc: Doc, names: Sequence[tuple[int, int, Name]], place: int) -> bool:
    """Tell whether a name is joined to a country's ("the United States and Jordan")."""
    start, end, _ = names[place]
    for other_start, other_end, other in names[max(0, place - 1) : place + 2]:
        certain = not other.ambiguous and other.kind in (NameKind.NAME, NameKind.METONYM)
        if not certain or kind_of(other.actor) is not ActorKind.COUNTRY:
            continue
        between = {token.lower_ for token in doc[min(end, other_end) : max(start, other_start)]}
        if not between.isdisjoint({"and", "&"}) and between <= {"and", "&", "the", ","}:
            return True
    return False


def _governed(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a country's own government stands beside a name ("Georgia's foreign minister")."""
    nouns = word_lists().national_nouns
    if end < len(doc) and doc[end].text == "'s":
        return any(token.lemma_.lower() in nouns for token in doc[end + 1 : end + 4])
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lemma_.lower() in nouns


def _fits_once(actor: ActorId, registry: ActorRegistry, *, at_war: bool) -> bool:
    """Tell whether an ambiguous name needs to be written but once: the UN's bodies, a coalition at war."""
    kind = _kind_of_body(actor, registry)
    return kind == "international" or (kind == "coalition" and at_war)


def _kind_of_body(actor: ActorId, registry: ActorRegistry) -> str | None:
    known = registry.get(actor)
    return known.organisation_kind if known else None


def _home(actor: ActorId, registry: ActorRegistry) -> ActorId | None:
    """Return the country that a registered person or body acts for."""
    known = registry.get(actor)
    if known is None:
        return None
    if known.country is not None:
        return ActorId(known.country)
    return known.offices[-1].of if known.offices else None
