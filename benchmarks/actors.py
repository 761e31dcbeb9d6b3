r"""Do the sentences of gold claims mention the claims' actors, and are resolved mentions right?

    python benchmarks/actors.py --gold ../shared/gold --seeds ../shared/seeds [--show KIND] [--only real]

Recall: a gold claim is in reach where a sentence of its evidence mentions both its actors, or where its
office or function is read; where it isn't, the table tells by what the sentence has instead of the missing
one.  Precision: gold names no actor of a mention, only those of claims, so what is counted is how many
mentions of each form stand in sentences with claims and mean an actor of one of these, an actor of another
claim of the document, or nobody whom the gold knows.  Held-out documents are left alone.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from gold import GoldClaim, GoldDocument, read_gold, read_training
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from realpolitik.extract.extractor import Extractor
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.names import fold
from realpolitik.extract.passages import Passage
from realpolitik.extract.reading import Reading
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import ActorId, kind_of
from realpolitik.pipeline import load_vocabulary
from realpolitik.vocabulary import ActorRegistry

FIRST = frozenset({"i", "me", "my", "we", "our", "ours", "mine", "myself", "ourselves"})
THIRD = frozenset(
    {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
    | {"it", "its", "itself", "they", "them", "their", "theirs", "themselves"}
)
COUNTED = frozenset({"both", "two", "three", "four", "pair", "sides", "each"})
FIRST_LEFT_OUT = "c05"  # made by pattern, and what came after the first rounds
LEAST_NAME = 4  # letters of a word that may stand for a name
STRUCTURE = ("holds-office", "affiliated")
FOUND = ("here", "elsewhere", "nobody")
RESOLVED = (Form.PRONOUN, Form.DESCRIPTION, Form.SPEAKER, Form.IMPLIED)


@dataclass(slots=True)
class Miss:
    """An actor of a gold claim that is no mention of its evidence; `found` says who is."""

    document: str
    actor: str
    kind: str
    claim: GoldClaim
    text: str
    found: str


@dataclass(slots=True)
class Tally:
    """Counts of one group of documents."""

    claims: int = 0
    reached: int = 0
    misses: list[Miss] = field(default_factory=list)
    mentions: Counter[tuple[str, str]] = field(default_factory=Counter)


def sentences_of(reading: Reading) -> Iterator[tuple[Passage, TokenSpan, int, int]]:
    """Yield the sentences with their place in the document's text."""
    for passage in reading.passages:
        for sentence in passage.doc.sents:
            span = passage.span(sentence.start, sentence.end)
            yield passage, sentence, span.start, span.end


def tally(reading: Reading, gold: GoldDocument, registry: ActorRegistry, counts: Tally) -> None:
    """Count one document."""
    sentences = list(sentences_of(reading))
    there: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        for passage, sentence, _, _ in sentences:
            if passage.index == mention.passage and sentence.start <= mention.head < sentence.end:
                there[passage.index, sentence.start].append(mention)
    everybody = {_alias(gold, a) for mention in reading.mentions for a in mention.actors}
    roles = {(_alias(gold, fact.subject), _alias(gold, fact.body)) for fact in reading.roles}
    told: dict[tuple[int, int], set[str]] = defaultdict(set)
    for claim in gold.claims:
        counts.claims += 1
        inside = [s for s in sentences if s[2] < claim.end and claim.start < s[3]]
        places = [(p.index, s.start) for p, s, _, _ in inside]
        for place in places:
            told[place] |= {claim.subject, claim.object}
        present = [{_alias(gold, a) for m in there[place] for a in m.actors} for place in places]
        structural = (claim.subject, claim.object) in roles and claim.relation in STRUCTURE
        if structural or any({claim.subject, claim.object} <= actors for actors in present):
            counts.reached += 1
            continue
        together = set().union(*present)
        missing = [actor for actor in (claim.subject, claim.object) if actor not in together]
        text = gold.document.text[claim.start : claim.end]
        found = "; ".join(_shown(reading, m) for place in places for m in there[place])
        for actor in missing or [claim.object]:
            kind = _kind(actor, inside, everybody, registry, reading) if missing else "another sentence"
            counts.misses.append(Miss(gold.document.id, actor, kind, claim, text, found))
    _count_mentions(gold, there, told, counts)


def _shown(reading: Reading, mention: Mention) -> str:
    words: str = reading.passages[mention.passage].doc[mention.start : mention.end].text
    return f"{words} = {','.join(mention.actors)}"


def _count_mentions(
    gold: GoldDocument,
    there: dict[tuple[int, int], list[Mention]],
    told: dict[tuple[int, int], set[str]],
    counts: Tally,
) -> None:
    """Count whom the mentions in sentences with claims mean."""
    known = {actor for claim in gold.claims for actor in (claim.subject, claim.object)}
    for place, mentions in there.items():
        for mention in mentions if place in told else ():
            who = {_alias(gold, actor) for actor in mention.actors}
            found = "here" if who & told[place] else "elsewhere" if who & known else "nobody"
            counts.mentions[mention.form.value, found] += 1


def _alias(gold: GoldDocument, actor: str) -> str:
    return gold.aliases.get(actor, actor)


def _kind(
    actor: str,
    inside: list[tuple[Passage, TokenSpan, int, int]],
    everybody: set[str],
    registry: ActorRegistry,
    reading: Reading,
) -> str:
    """Tell what the sentence has instead of the actor's mention."""
    nowhere = actor not in everybody
    tokens = [token for _, sentence, _, _ in inside for token in sentence]
    words = {fold(token.text) for token in tokens}
    names = _names(actor, registry)
    if names & words:
        return "name, known elsewhere" if not nowhere else "name, never found"
    if nowhere:
        text = {fold(token.text) for passage in reading.passages for token in passage.doc}
        return "never found, named elsewhere" if names & text else "never named"
    cues = (("first person", FIRST), ("counted group", COUNTED), ("third person", THIRD))
    cue = next((name for name, group in cues if words & group), None)
    return cue or _by_noun(actor, tokens)


def _by_noun(actor: str, tokens: list[Token]) -> str:
    """Tell whether a noun of the sentence may describe the actor."""
    lists = word_lists()
    lemmas = {token.lemma_.lower() for token in tokens if token.pos_ in ("NOUN", "PROPN", "ADJ")}
    nouns = {
        "country": lists.government_nouns | lists.country_nouns,
        "person": lists.person_nouns | lists.role_nouns,
        "organisation": lists.group_nouns | lists.organisation_nouns,
    }
    if lemmas & nouns[kind_of(ActorId(actor)).value]:
        return "description"
    return "nothing"


def _names(actor: str, registry: ActorRegistry) -> set[str]:
    """Return the telling words of an actor's names."""
    entry = registry.get(ActorId(actor))
    names = [actor.partition(":")[2].replace("-", " ")]
    if entry is not None:
        names = [entry.label, *entry.aliases, *entry.demonyms, *entry.metonyms]
    return {
        fold(word)
        for name in names
        for word in name.split()
        if len(word) >= LEAST_NAME or (word.isupper() and len(word) > 1)
    } - {"government", "republic", "kingdom", "state", "states", "united", "administration", "people"}


def report(name: str, counts: Tally) -> None:
    """Print the tables of a group."""
    share = counts.reached / counts.claims
    print(f"{name}: {counts.reached} of {counts.claims} claims in reach = {share:.3f}")
    sorts = ("country", "organisation", "person")
    kinds = Counter((miss.kind, kind_of(ActorId(miss.actor)).value) for miss in counts.misses)
    for kind, _ in Counter(miss.kind for miss in counts.misses).most_common():
        print(f"    {kind:34}" + "  ".join(f"{kinds[kind, sort]:4} {sort}" for sort in sorts))
    groups = [(form.value, (form,)) for form in Form] + [("all resolved", RESOLVED)]
    for label, forms in groups:
        numbers = [sum(counts.mentions[f.value, found] for f in forms) for found in FOUND]
        if sum(numbers):
            row = "  ".join(f"{found} {number:5}" for found, number in zip(FOUND, numbers, strict=True))
            print(f"    {label:14}{row}  {numbers[0] / sum(numbers):.3f}")


def measure(extractor: Extractor, documents: Iterable[GoldDocument], registry: ActorRegistry) -> Tally:
    """Read the documents, and count."""
    counts = Tally()
    for gold in documents:
        tally(extractor.read(gold.document), gold, registry, counts)
    return counts


def main() -> None:
    """Print the table by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--only", choices=("real", "invented", "training"))
    parser.add_argument("--show", metavar="KIND", help='list the misses of a kind; "all" for every kind')
    arguments = parser.parse_args()
    scheme, registry = load_vocabulary()
    extractor = Extractor(scheme, registry)
    gold = list(read_gold(arguments.gold, arguments.seeds, held_out=False))
    training = list(takewhile(lambda d: d.document.id < FIRST_LEFT_OUT, read_training()))
    groups = {
        "real": [d for d in gold if d.real],
        "invented": [d for d in gold if not d.real],
        "training": training,
    }
    for name, documents in groups.items():
        if arguments.only not in (None, name):
            continue
        counts = measure(extractor, documents, registry)
        report(name, counts)
        for miss in counts.misses:
            if arguments.show in ("all", miss.kind):
                triple = f"{miss.claim.subject} {miss.claim.relation} {miss.claim.object}"
                print(f"{miss.kind} | {miss.document} | {miss.actor} | {triple}")
                print(f"        {' '.join(miss.text.split())}")
                print(f"        {miss.found}")


if __name__ == "__main__":
    main()
