"""Who "I" and "we" are: the speaker, and the country that the speaker speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.passages import Passage
from realpolitik.model import ActorId, ActorKind, kind_of

_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})


def first_person(
    passages: Sequence[Passage],
    speakers: dict[tuple[int, int], ActorId],
    countries: dict[ActorId, ActorId],
    host: ActorId | None,
) -> list[Mention]:
    """Resolve "I" to the speaker, "we" to the speaker's country and to the speaker.

    Which of the two a "we" is, its relation decides: who condemns is the speaker, who sends troops the
    country.
    A sentence in somebody's voice without a first person gets an implied mention of the speaker at its root.

    Args:
        passages: The document's.
        speakers: (passage, token) → who speaks there.
        countries: Person or organisation → country or body it speaks for.
        host: Whose voice the document itself is; None where that isn't known.
    """
    found: list[Mention] = []
    for passage in passages:
        words = passage.words
        stated: set[int] = set()  # beginnings of sentences with a first person
        for place, word in enumerate(words.lowers):
            plural = word in _FIRST_PLURAL and words.texts[place] not in ("US", "U.S.")
            if not plural and word not in _FIRST:
                continue
            speaker = speakers.get((passage.index, place))
            if speaker is not None:
                stated.add(words.starts[place])
            found.extend(
                Mention(passage.index, place, place + 1, place, (actor,), Form.SPEAKER)
                for actor in _speaking(speaker, countries, host, plural=plural)
            )
        for start in sorted(set(words.starts) - stated):
            root = next(place for place in range(start, len(words.heads)) if words.heads[place] == place)
            speaker = speakers.get((passage.index, root))
            if speaker is not None and kind_of(speaker) is ActorKind.PERSON:
                found.append(Mention(passage.index, root, root + 1, root, (speaker,), Form.IMPLIED))
    return found


def _speaking(
    speaker: ActorId | None, countries: dict[ActorId, ActorId], host: ActorId | None, *, plural: bool
) -> list[ActorId]:
    if not plural:
        return [speaker] if speaker else []
    if speaker is None:
        return [host] if host else []
    country = countries.get(speaker)
    return [country, speaker] if country else [speaker]
