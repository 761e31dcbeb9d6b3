"""Make any number of varied, invented documents, the same for the same seed.

    python benchmarks/generate_documents.py 1000 -o documents.jsonl [--seed 1] [--first 0]

Sentences come from templates with actors, amounts, dates and speakers; actors are drawn as in news, a few
very often and most hardly ever.  Between them stand sentences of common words, so that no two documents are
alike; one in fifty is a lightly edited copy of the document before it, as wire reports are.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from realpolitik.model import ActorKind
from realpolitik.pipeline import load_vocabulary

_TEMPLATES = (
    "{a} lent {b} {money} for {thing}",
    "{a} met {b} in {town} to discuss {thing}",
    "{a} imposed sanctions on {b} over {thing}",
    "{a} never attacked {b}",
    "{a} may have attacked {b} near {town}",
    "{a} attacked {b} with {number} {weapon}",
    "{a} praised {b} for {thing}",
    "{a} condemned {b} over {thing}",
    "{a} sold {number} {weapon} to {b}",
    "{a} could invest {money} in {thing} of {b}",
    "{a} demanded that {b} give up {thing}",
    "{a} signed an agreement with {b} on {thing}",
    "{a} shipped {number} barrels of oil to {b}",
    "{a} threatened {b} with war over {thing}",
    "{a} sent {number} tonnes of food to {b}",
    "{a} refused to talk to {b} about {thing}",
)
_FRAMES = ("{s}.", "{s} in {date}.", "According to {c}, {s}.", "{s}, {c} said.", "On {date}, {s}.")
_WORDS = [
    "harvest",
    "bridge",
    "winter",
    "ledger",
    "orchard",
    "signal",
    "corridor",
    "festival",
    "railway",
    "minister",
    "turbine",
    "archive",
    "lantern",
    "council",
    "border",
    "pipeline",
    "meadow",
    "charter",
    "reservoir",
    "engine",
    "market",
    "shipyard",
    "museum",
    "quarry",
    "schedule",
    "parcel",
    "embassy",
    "glacier",
    "canal",
    "factory",
    "summit",
    "valley",
    "library",
    "courtroom",
    "refinery",
    "coastline",
    "budget",
    "dispute",
    "treaty",
    "inspector",
    "cargo",
    "garrison",
    "harbour",
    "monsoon",
    "textile",
    "copper",
    "timber",
    "vaccine",
    "satellite",
    "ballot",
    "tariff",
    "drought",
    "fishery",
    "smelter",
    "terminal",
    "delegation",
    "census",
    "curriculum",
    "granary",
    "aqueduct",
    "observatory",
    "workshop",
    "convoy",
]
_QUALITIES = [
    "quiet",
    "distant",
    "crowded",
    "narrow",
    "early",
    "late",
    "costly",
    "modest",
    "ancient",
    "northern",
    "southern",
    "wooden",
    "coastal",
    "disputed",
    "careful",
    "sudden",
    "gradual",
    "bitter",
    "generous",
    "secret",
    "public",
    "joint",
    "annual",
    "damaged",
    "empty",
    "unfinished",
    "frozen",
    "rural",
]
_DEEDS = [
    "opened",
    "closed",
    "grew",
    "fell",
    "waited",
    "moved",
    "changed",
    "returned",
    "failed",
    "recovered",
    "shrank",
    "doubled",
    "stalled",
    "reopened",
    "expanded",
    "faded",
    "collapsed",
    "improved",
    "slowed",
    "shifted",
]
_TOWNS = [
    "Lima",
    "Geneva",
    "Doha",
    "Vienna",
    "Nairobi",
    "Hanoi",
    "Oslo",
    "Quito",
    "Riga",
    "Tunis",
    "Baku",
    "Accra",
    "Muscat",
    "Bern",
]
_WEAPONS = ["tanks", "rifles", "drones", "missiles", "aircraft", "shells"]
_SOURCES = ("Harbour Wire", "Northern Post", "Meridian Times", "The Ledger", "Radio Delta", None)


@cache
def _actors() -> tuple[list[str], list[float]]:
    """Return names of actors with cumulative weights that fall as 1 / rank."""
    _, registry = load_vocabulary()
    names = [actor.label for actor in registry if actor.kind is ActorKind.COUNTRY]
    names += [actor.label for actor in registry if actor.kind is not ActorKind.COUNTRY][::4]
    random.Random(0).shuffle(names)
    return names, list(accumulate(1 / rank for rank in range(1, len(names) + 1)))


def _actor(chance: random.Random) -> str:
    names, weights = _actors()
    return chance.choices(names, cum_weights=weights)[0]


def _thing(chance: random.Random) -> str:
    return f"the {chance.choice(_QUALITIES)} {chance.choice(_WORDS)} and its {chance.choice(_WORDS)}"


def _telling(chance: random.Random) -> str:
    told = chance.choice(_TEMPLATES).format(
        a=_actor(chance),
        b=_actor(chance),
        money=f"${chance.randint(1, 900)} {chance.choice(('million', 'billion'))}",
        number=f"{chance.randint(2, 90) * 100:,}",
        thing=_thing(chance),
        town=chance.choice(_TOWNS),
        weapon=chance.choice(_WEAPONS),
    )
    date = f"{chance.choice(('March', 'June', 'October'))} {chance.randint(2001, 2025)}"
    return chance.choice(_FRAMES).format(s=told, c=_actor(chance), date=date)


def _filler(chance: random.Random) -> str:
    words = chance.choice(_QUALITIES), chance.choice(_WORDS), chance.choice(_DEEDS), chance.choice(_QUALITIES)
    rest = chance.choice(_WORDS), chance.choice(_DEEDS), chance.choice(_WORDS)
    return "The {} {} {} while a {} {} {} beside the {}.".format(*words, *rest)


def make_document(number: int, *, seed: int = 1) -> dict[str, Any]:
    """Return one document as a row of JSON Lines; its text has 12 to 30 sentences."""
    is_copy = number % 50 == 49  # noqa: PLR2004 - one in fifty
    chance = random.Random(f"{seed} {number - is_copy}")
    sentences = [
        _telling(chance) if chance.random() < 0.5 else _filler(chance)  # noqa: PLR2004 - every other one
        for _ in range(chance.randint(12, 30))
    ]
    row = {
        "id": f"document-{number:07}",
        "title": f"{chance.choice(_QUALITIES)} {chance.choice(_WORDS)}".capitalize(),
        "text": " ".join(sentences),
        "published": f"{chance.randint(2001, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "source": chance.choice(_SOURCES),
    }
    if is_copy:
        row |= {"text": " ".join(sentences[:-1]), "source": f"Copy Press {number % 7}"}
    return {name: value for name, value in row.items() if value is not None}


def iter_documents(count: int, *, seed: int = 1, first: int = 0) -> Iterator[dict[str, Any]]:
    """Yield documents.

    Args:
        count: How many.
        seed: Another one gives other documents.
        first: Number of the first one.
    """
    for number in range(first, first + count):
        yield make_document(number, seed=seed)


def write_documents(path: Path, count: int, *, seed: int = 1, first: int = 0) -> None:
    """Write documents as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for row in iter_documents(count, seed=seed, first=first):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> None:
    """Write the documents that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    write_documents(arguments.output, arguments.count, seed=arguments.seed, first=arguments.first)


if __name__ == "__main__":
    main()
