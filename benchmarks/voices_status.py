"""How often a claim with the right triple has the right speaker, and the right status.

    python benchmarks/voices_status.py --gold ../shared/gold --seeds ../shared/seeds [--held-out]

Measured with the shipped weights; train_relations.py prints the same table of its cross-validation.  For each
gold claim whose subject, relation and object were found, the surest claim that says so in the same passage is
compared (in the document, where none is in the passage).  A speaker is right if it is the same actor, or,
where the gold has words, if the content words of one are among the other's.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gold import GoldClaim, GoldDocument, read_gold

from realpolitik.extract import Extractor
from realpolitik.extract.relating import SYMMETRIC
from realpolitik.model import Claim, Status
from realpolitik.pipeline import load_vocabulary

_EMPTY = frozenset("the a an of and two three some in by to its his her their".split())  # noqa: SIM905
_CODE_LENGTH = 3

Triple = tuple[str, str, str]


@dataclass(slots=True)
class Tally:
    """Counts over the gold claims of some documents.

    Attributes:
        speakers: Gold claims with a speaker.
        spoken: Of these, the ones whose triple was found.
        right: Of these, the ones with the right speaker.
        untold: Gold claims in the document's own voice whose triple was found.
        silent: Of these, the ones given to nobody.
        statuses: Gold status and found status → number, of the gold claims whose triple was found.
    """

    speakers: int = 0
    spoken: int = 0
    right: int = 0
    untold: int = 0
    silent: int = 0
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, gold: GoldClaim, found: Sequence[Claim], aliases: Mapping[str, str]) -> None:
        """Count one gold claim with the claims that have its triple."""
        self.speakers += gold.attributed_to is not None
        if not found:
            return
        best = max(found, key=lambda claim: claim.confidence or 0.0)
        said = [claim.status.value for claim in found]
        self.statuses[gold.status, gold.status if gold.status in said else best.status.value] += 1
        speaker = aliases.get(best.attributed_to or "", best.attributed_to)
        if gold.attributed_to is None:
            self.untold += 1
            self.silent += speaker is None
        else:
            self.spoken += 1
            self.right += same_speaker(aliases.get(gold.attributed_to, gold.attributed_to), speaker)


def same_speaker(gold: str, found: str | None) -> bool:
    """Tell whether two speakers are the same.

    >>> same_speaker("two lawyers", "the lawyers"), same_speaker("NOR", "a Norwegian")
    (True, False)
    """
    if found is None or gold == found:
        return gold == found
    if _is_actor(gold) or _is_actor(found):
        return False
    one, other = _words(gold), _words(found)
    return bool(one and other) and (one <= other or other <= one)


def _is_actor(speaker: str) -> bool:
    return ":" in speaker or (len(speaker) == _CODE_LENGTH and speaker.isupper())


def _words(speaker: str) -> set[str]:
    return {word for word in re.findall(r"\w+", speaker.lower()) if word not in _EMPTY}


def tally(
    documents: Sequence[GoldDocument], claims: Mapping[str, Sequence[Claim]], threshold: float
) -> Tally:
    """Compare what was found above a threshold with the gold; claims of roles have no threshold."""
    counts = Tally()
    for document in documents:
        by_triple: dict[Triple, list[Claim]] = {}
        for claim in claims.get(document.document.id, ()):
            if claim.evidence.trigger is None or (claim.confidence or 0.0) >= threshold:
                key = _key(claim.subject, claim.relation, claim.object, document.aliases)
                by_triple.setdefault(key, []).append(claim)
        for gold in document.claims:
            found = by_triple.get(_key(gold.subject, gold.relation, gold.object, document.aliases), [])
            near = [c for c in found if c.evidence.span.start < gold.end and gold.start < c.evidence.span.end]
            counts.add(gold, near or found, document.aliases)
    return counts


def _key(subject: str, relation: str, object_: str, aliases: Mapping[str, str]) -> Triple:
    one, other = aliases.get(subject, subject), aliases.get(object_, object_)
    if relation in SYMMETRIC and other < one:
        one, other = other, one
    return one, relation, other


def print_tallies(
    documents: Sequence[GoldDocument], claims: Mapping[str, Sequence[Claim]], threshold: float
) -> None:
    """Print speakers and statuses, for real and invented documents apart."""
    for name, group in (
        ("real", [d for d in documents if d.real]),
        ("invented", [d for d in documents if not d.real]),
    ):
        if not group:
            continue
        counts = tally(group, claims, threshold)
        print(
            f"{name:9}speaker right {_share(counts.right, counts.spoken)} of those found, "
            f"{_share(counts.right, counts.speakers)} of all; nobody where nobody speaks "
            f"{_share(counts.silent, counts.untold)}"
        )
        total = sum(counts.statuses.values())
        same = sum(number for (gold, found), number in counts.statuses.items() if gold == found)
        print(f"{'':9}status right {_share(same, total)}; gold by found {' '.join(map(str, Status))}")
        for gold in Status:
            row = "  ".join(f"{counts.statuses[gold.value, found.value]:4}" for found in Status)
            print(f"{'':18}{gold.value:10}{row}")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "0/0"


def main() -> None:
    """Measure the shipped extractor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true", help="the held-out third")
    arguments = parser.parse_args()
    extractor = Extractor(*load_vocabulary())
    documents = list(read_gold(arguments.gold, arguments.seeds, held_out=arguments.held_out))
    claims = {d.document.id: extractor.extract(d.document) for d in documents}
    print_tallies(documents, claims, 0.0)


if __name__ == "__main__":
    main()
