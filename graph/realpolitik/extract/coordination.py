"""Names that stand together ("Russia, China and Iran"): what is told of them is told of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from realpolitik.extract.mentions import Form, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_JOINTS = frozenset({",", "and", "or", "the", "&", "both", "as", "well", "nor", "also"})
_UNJOINED = frozenset({Form.PRONOUN, Form.SPEAKER, Form.IMPLIED, Form.PLACE})
_NAMES = frozenset({Form.NAME, Form.SURNAME, Form.GUESS, Form.PLACE, Form.DEMONYM, Form.METONYM})
_LONGEST_JOINT = 4


def coordinated(mentions: list[Mention], doc: Doc) -> list[Mention]:
    """Join the members of a coordination ("China, Russia and Iran") into one mention of them all.

    What is said of one is said of each; the first member's place in the sentence is that of the group.
    """
    groups: list[Mention] = []
    for mention in mentions:
        last = groups[-1] if groups else None
        if last is not None and _joined(last, mention, doc):
            members = last.members or (replace(last),)
            last.members = (*members, mention)
            last.actors = tuple(dict.fromkeys((*last.actors, *mention.actors)))
            last.end = mention.end
        else:
            groups.append(replace(mention, members=()))
    return groups


def _joined(last: Mention, mention: Mention, doc: Doc) -> bool:
    if last.start == mention.start or mention.start < last.end:
        return False
    if {last.form, mention.form} & _UNJOINED or last.inner != mention.inner:
        return False
    if not 0 < mention.start - last.end < _LONGEST_JOINT:
        return False
    between = [doc[place].lower_ for place in range(last.end, mention.start)]
    return _JOINTS.issuperset(between) and "," not in between[1:]


def tokens_of_names(mentions: Iterable[Mention]) -> set[int]:
    """Return the tokens that are parts of names."""
    members = (member for mention in mentions for member in (mention.members or (mention,)))
    return {place for m in members if m.form in _NAMES for place in range(m.start, m.end)}
