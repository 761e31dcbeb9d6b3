"""Words that take sides: how a passage frames what it tells.

"Captured" and "kidnapped" name one act and judge it differently.  For some relations the words in use
fall into registers; where two documents choose different registers for one act, that is a difference in
framing.  Words are matched by their beginning, so that one entry covers "kidnap", "kidnapped" and
"kidnapping".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from realpolitik.model import Claim

# relation -> register -> beginnings of words
REGISTERS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "detains": {
            "as an arrest": ("arrest", "apprehen", "detain", "detention", "custody", "extradit"),
            "as a capture": ("captur", "seiz", "taken prisoner", "nabb"),
            "as a crime": ("kidnap", "abduct", "hostage", "snatch"),
        },
        "attacks": {
            "as an operation": ("operation", "mission", "action", "campaign", "interven", "strike", "struck"),
            "as an assault": ("raid", "attack", "assault", "bomb", "onslaught", "shell", "offensive"),
            "as a violation": ("aggress", "invad", "invasion", "incursion", "massacre", "terror"),
        },
        "pressures": {
            "as influence": ("pressur", "leverage", "press", "push", "influence", "squeez"),
            "as interference": ("interfer", "meddl", "destabili", "subver", "undermin", "coerc", "blackmail"),
        },
        "demands": {
            "as a request": ("urg", "ask", "call", "appeal", "press", "push", "seek", "sought"),
            "as an order": ("order", "demand", "dictat", "insist", "ultimatum", "instruct"),
        },
        "rejects": {
            "as a refusal": ("refus", "reject", "declin", "dismiss"),
            "as resistance": ("resist", "defy", "defie", "defian", "stood up", "hold out", "holding out"),
        },
        "deploys-against": {
            "as a presence": ("deploy", "presence", "send", "sent", "mov", "station", "patrol", "exercis"),
            "as a threat": ("build", "mobili", "postur", "encircl", "surround", "mass", "sabre", "saber"),
        },
    }
)  # fmt: skip

_PATTERNS = MappingProxyType(
    {
        relation: {
            register: re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})\w*", re.IGNORECASE)
            for register, beginnings in registers.items()
        }
        for relation, registers in REGISTERS.items()
    }
)


def is_framed(relation: str) -> bool:
    """Tell whether there are words for a relation that judge it.

    >>> is_framed("detains"), is_framed("meets")
    (True, False)
    """
    return relation in REGISTERS


def framing(claim: Claim, trigger: str | None) -> tuple[str, str] | None:
    """Return the register of a claim's words and the word itself; None where the words take no side.

    Args:
        claim: A claim.
        trigger: The words of its trigger; its whole quote is looked at where they are not at hand.
    """
    return register_of(claim.relation, claim.evidence.quote if trigger is None else trigger)


def register_of(relation: str, passage: str) -> tuple[str, str] | None:
    """Return the register of the first words in a passage that judge an act of this relation, and the word.

    >>> register_of("detains", "The president was kidnapped.")
    ('as a crime', 'kidnapped')
    """
    for register, pattern in _PATTERNS.get(relation, {}).items():
        found = pattern.search(passage)
        if found is not None:
            return register, found.group().casefold()
    return None
