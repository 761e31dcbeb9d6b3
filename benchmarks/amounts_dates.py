"""Measure how amounts and dates are found, and attached to the right claim, against claims made by readers.

    python benchmarks/amounts_dates.py [--shared ../shared] [--claims claims.jsonl] [--show amount|when]

Two questions are asked, of the open part and of the held-out part alike:

found     is the reader's amount or date among what the finder sees in the document, word for word
          ("exactly"), or overlapping ("nearly")?
attached  given the reader's claim, is its amount or date the one attached (nearly)?  A claim for which the
          reader noted none counts against whatever is attached to it.

The readers' claims name no trigger, so that one is guessed from the quote: the word of the relation nearest
to the two actors in the tree.  A wrong guess counts against the attachment, so that these figures are a lower
bound; "sure" rows hold only claims whose guess leaves little doubt.  With `--claims`, the extractor's own
claims are taken instead: those that agree with a reader's in actors, relation and place.

`--show` prints what went wrong in the open part; the held-out part is read by nobody.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, Token

from realpolitik.extract.amounts import AmountMention, find_amounts
from realpolitik.extract.attachment import attached_amount, attached_date
from realpolitik.extract.dates import DateMention, find_dates
from realpolitik.model import Span
from realpolitik.rdf.ontology import read_actor_registry
from realpolitik.resources import pipeline_path, resource_path
from realpolitik.vocabulary.registry import ActorRegistry

_REFERENCE = date(2025, 6, 30)  # any: only the words are compared
_THIRD = 3
_SHORTEST_NAME = 4
_SURE_DISTANCE = 5  # steps in the tree from the trigger to both actors together
_BESIDE_QUOTE = 300  # characters; a reader's amount may stand in the quote's sentence, outside of the quote
_FIELDS = ("amount", "when")
_STATING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
_COMMON = frozenset("republic united democratic people the state".split())  # noqa: SIM905 - a list of words

Row = dict[str, Any]
Words = tuple[Span, str]


@dataclass(slots=True)
class Tally:
    """Counts of one field in one part."""

    gold: int = 0
    exact: int = 0
    near: int = 0
    predicted: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def cells(self) -> str:
        """Return the figures as cells of a table."""
        recall = self.right / self.gold if self.gold else 0.0
        precision = self.right / self.predicted if self.predicted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = [count / self.gold if self.gold else 0.0 for count in (self.exact, self.near)]
        return " | ".join([str(self.gold), *(f"{value:.2f}" for value in (*shares, precision, recall, f1))])


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read here.

    Attributes:
        doc: Its parse.
        found: Amounts and dates found, by field.
    """

    doc: Doc
    amounts: tuple[AmountMention, ...]
    dates: tuple[DateMention, ...]

    def words(self, name: str) -> list[Words]:
        """Return where the mentions of a field stand, and their words."""
        if name == "amount":
            return [(mention.span, mention.amount.text) for mention in self.amounts]
        return [(mention.span, mention.date.text or "") for mention in self.dates]

    def attached(self, name: str, trigger: Token, relation: str) -> Words | None:
        """Return the mention that is attached to the claim of a trigger."""
        if name == "amount":
            amount = attached_amount(trigger, self.amounts, relation=relation)
            return None if amount is None else (amount.span, amount.amount.text)
        dated = attached_date(trigger, self.dates, relation=relation)
        return None if dated is None else (dated.span, dated.date.text or "")


def is_held_out(document: str) -> bool:
    """Tell whether a document belongs to the part that nobody reads while rules are written."""
    if document.startswith("b0"):
        return document.startswith("b05")
    if document[:3].isdigit() and document[3:4] == "_":
        return False
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % _THIRD == 0


def _claims(shared: Path) -> Iterator[tuple[str, Row]]:
    for kind, name in (("real", "claims.dev.jsonl"), ("invented", "claims.invented.jsonl")):
        for line in (shared / "gold" / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("subject"):
                yield kind, row


def _text(shared: Path, document: str) -> str:
    for folder in ("gold/docs", "gold/invented", "seeds"):
        path = shared / folder / f"{document}.txt"
        if path.exists():
            return path.read_text(encoding="utf-8")
    raise SystemExit(f"{document}: no such document under {shared}")


def _names(actor: str, registry: ActorRegistry) -> frozenset[str]:
    known = registry.get(actor)
    words = {word for word in actor.partition(":")[2].split("-") if len(word) >= _SHORTEST_NAME}
    if known is not None:
        for name in (known.label, *known.aliases, *known.demonyms, *known.metonyms):
            words |= {
                word.casefold() for word in name.split() if len(word) >= _SHORTEST_NAME or word.isupper()
            }
    return frozenset(words - _COMMON)


def _distance(token: Token, other: Token) -> int:
    above = [other, *other.ancestors]
    for steps, node in enumerate((token, *token.ancestors)):
        if node in above:
            return steps + above.index(node)
    return abs(token.i - other.i) + len(above)


def guess_trigger(
    doc: Doc, row: Row, stems: tuple[str, ...], registry: ActorRegistry
) -> tuple[Token, bool] | None:
    """Return the word that most likely states a reader's claim, and whether there is little doubt."""
    quote = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    if quote is None or not len(quote):
        return None
    sides = [_names(row[side], registry) for side in ("subject", "object")]
    anchors = [[token for token in quote if token.lower_ in names] for names in sides]
    stated = [token for token in quote if token.lower_.startswith(stems) and token.pos_ in _STATING]

    def cost(token: Token) -> tuple[int, int]:
        far = sum(min(_distance(token, anchor) for anchor in side) for side in anchors if side)
        return far - 2 * (token.pos_ == "VERB"), token.i

    best = min(stated or [token for token in quote if token.pos_ == "VERB"] or [quote.root], key=cost)
    return best, bool(stated) and all(anchors) and cost(best)[0] <= _SURE_DISTANCE


def _gold_words(text: str, row: Row, name: str) -> Words | None:
    """Return where a reader's amount or date stands; the quote's start where the words aren't the text's."""
    if not row.get(name):
        return None
    words = str(row[name]).strip('"“”')
    first, last = row["start"], row["end"]
    for low, high in ((first, last), (max(0, first - _BESIDE_QUOTE), last + _BESIDE_QUOTE)):
        start = text.find(words, low, high)
        if start >= 0:
            return Span(start, start + len(words)), words
    return Span(first, first), words


def _count(tally: Tally, row: Row, gold: Words | None, found: list[Words], chosen: Words | None) -> None:
    tally.predicted += chosen is not None
    right = False
    if gold is not None:
        tally.gold += 1
        tally.exact += any(span.overlaps(gold[0]) and words == gold[1] for span, words in found)
        tally.near += any(span.overlaps(gold[0]) for span, _ in found)
        right = chosen is not None and (
            chosen[0].overlaps(gold[0]) or chosen[1].casefold() == gold[1].casefold()
        )
        tally.right += right
    if not right and (gold or chosen):
        state = "missed" if chosen is None else "wrong" if gold else "spurious"
        quote = " ".join(row["quote"].split())
        tally.wrong.append(
            f"{state:8} {row['doc']} {row['relation']} "
            f"gold={gold and gold[1]!r} chosen={chosen and chosen[1]!r} | {quote}"
        )


def measure_guessed(shared: Path, registry: ActorRegistry) -> dict[tuple[str, str, str, str], Tally]:
    """Attach to the readers' claims by guessed triggers; return counts by kind, part, field and trigger."""
    stems = tomllib.loads(Path(__file__).with_name("trigger_stems.toml").read_text(encoding="utf-8"))
    nlp = spacy.load(pipeline_path())
    readings: dict[str, Reading] = {}
    tallies: dict[tuple[str, str, str, str], Tally] = defaultdict(Tally)
    for kind, row in _claims(shared):
        if row["doc"] not in readings:
            text = _text(shared, row["doc"])
            readings[row["doc"]] = Reading(nlp(text), find_amounts(text), find_dates(text, _REFERENCE))
        reading = readings[row["doc"]]
        guess = guess_trigger(reading.doc, row, tuple(stems[row["relation"]].split()), registry)
        for name in _FIELDS:
            chosen = reading.attached(name, guess[0], row["relation"]) if guess else None
            gold = _gold_words(reading.doc.text, row, name)
            part = "held out" if is_held_out(row["doc"]) else "open"
            for trigger in ("any", "sure") if guess and guess[1] else ("any",):
                _count(tallies[kind, part, name, trigger], row, gold, reading.words(name), chosen)
    return tallies


def measure_extracted(shared: Path, claims: Path) -> dict[tuple[str, str, str, str], Tally]:
    """Compare the extractor's own amounts and dates on the claims that it shares with the readers."""
    extracted: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for line in claims.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        extracted[tuple(row[key] for key in ("doc", "subject", "relation", "object"))].append(row)
    tallies: dict[tuple[str, str, str, str], Tally] = defaultdict(Tally)
    for kind, row in _claims(shared):
        text = _text(shared, row["doc"])
        place = Span(row["start"], row["end"])
        same = extracted[tuple(row[key] for key in ("doc", "subject", "relation", "object"))]
        match = next((one for one in same if Span(one["start"], one["end"]).overlaps(place)), None)
        if match is None:
            continue
        for name in _FIELDS:
            chosen = _gold_words(text, match, name)
            part = "held out" if is_held_out(row["doc"]) else "open"
            found = [chosen] if chosen else []
            _count(tallies[kind, part, name, "own"], row, _gold_words(text, row, name), found, chosen)
    return tallies


def main() -> None:
    """Print the table, and with --show what went wrong in the open part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--claims", type=Path, help="claims.jsonl of a build over the same documents")
    parser.add_argument("--show", choices=_FIELDS)
    options = parser.parse_args()
    if options.claims:
        tallies = measure_extracted(options.shared, options.claims)
    else:
        registry = read_actor_registry(sorted(resource_path("ontology/actors").glob("*.ttl")))
        tallies = measure_guessed(options.shared, registry)
    print("| documents | part | field | trigger | in gold | exactly | nearly | precision | recall | F1 |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for (kind, part, name, trigger), tally in sorted(tallies.items()):
        print(f"| {kind} | {part} | {name} | {trigger} | {tally.cells()} |")
        if options.show == name and part == "open" and trigger != "sure":
            print("\n".join(tally.wrong), file=sys.stderr)


if __name__ == "__main__":
    main()
