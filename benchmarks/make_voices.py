"""Make training_documents/c05: passives, nominals and their actives, since few annotated sentences have them.

    python benchmarks/make_voices.py

Patterns filled with countries at random, from a fixed seed: the same files every time.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

FOLDER = Path(__file__).with_name("training_documents")
LINES = 10
FILLS = 3
COUNTRIES = {
    "Norway": "NOR", "Peru": "PER", "Kenya": "KEN", "Poland": "POL", "Vietnam": "VNM", "Morocco": "MAR",
    "Chile": "CHL", "Pakistan": "PAK", "Russia": "RUS", "China": "CHN", "Iran": "IRN", "Turkey": "TUR",
    "Ukraine": "UKR", "Egypt": "EGY", "Ghana": "GHA", "Japan": "JPN", "Sudan": "SDN", "Serbia": "SRB",
    "Cuba": "CUB", "France": "FRA", "Germany": "DEU", "India": "IND", "Israel": "ISR", "Yemen": "YEM",
    "Angola": "AGO", "Brazil": "BRA", "Canada": "CAN", "Mexico": "MEX", "Armenia": "ARM", "Libya": "LBY",
    "Venezuela": "VEN", "Colombia": "COL", "Rwanda": "RWA", "Eritrea": "ERI", "Qatar": "QAT",
    "Malaysia": "MYS",
}  # fmt: skip
TAILS = ("", "", " on Monday", " last week", " in May", ", officials said", " over the weekend", " again")
# Relation, participle or past form, where the two are the same.
PLAIN = """
attacks attacked bombed shelled invaded struck raided
criticizes condemned criticised denounced accused rebuked blamed
supports praised backed supported endorsed defended applauded
pressures pressured squeezed destabilised coerced
threatens threatened
demands urged pressed
rejects rebuffed defied snubbed
recognizes recognised
arms armed equipped
investigates sued investigated
sanctions sanctioned blacklisted
""".strip()
# Relation, then a pattern in which {a} is the subject of the relation and {b} its object.
PATTERNS = (
    ("attacks", "A border post of {b} was destroyed by {a}{tail}."),
    ("attacks", "The invasion of {b} by {a} began at dawn{tail}."),
    ("attacks", "Air strikes were carried out on {b} by {a}{tail}."),
    ("detains", "Two sailors from {b} were arrested by {a}{tail}."),
    ("detains", "The capture of three officers of {b} by {a} was confirmed{tail}."),
    ("criticizes", "A report on the port has been condemned as false by {a}, which blamed {b}{tail}."),
    ("criticizes", "Condemnation of {b} came from {a}{tail}."),
    ("supports", "Support for {b} was voiced by {a}{tail}."),
    ("supports", "{b} has the backing of {a}{tail}."),
    ("sanctions", "Sanctions were imposed on {b} by {a}{tail}."),
    ("sanctions", "The sanctions placed on {b} by {a} took effect{tail}."),
    ("sanctions", "An embargo on {b} was announced by {a}{tail}."),
    ("pressures", "{b} has come under pressure from {a}{tail}."),
    ("arms", "Missiles were supplied to {b} by {a}{tail}."),
    ("arms", "{b} was sold forty tanks by {a}{tail}."),
    ("arms", "Weapons from {a} were delivered to {b}{tail}."),
    ("arms", "{b} received helicopters from {a}{tail}."),
    ("lends", "{b} was lent $2 billion by {a}{tail}."),
    ("lends", "A loan of $300 million was granted to {b} by {a}{tail}."),
    ("lends", "{b} borrowed $1 billion from {a}{tail}."),
    ("lends", "{b} obtained a credit line from {a}{tail}."),
    ("aids", "Food aid was sent to {b} by {a}{tail}."),
    ("aids", "{b} received medical aid from {a}{tail}."),
    ("sells-oil", "Crude oil was sold to {b} by {a}{tail}."),
    ("sells-oil", "Crude from {a} was bought by {b}{tail}."),
    ("sells-oil", "{b} imports oil from {a}{tail}."),
    ("repays", "The loan from {b} was repaid by {a}{tail}."),
    ("reduces-ties", "The ambassador of {b} was expelled by {a}{tail}."),
    ("reduces-ties", "Relations with {b} were cut by {a}{tail}."),
    ("deploys-against", "Troops were massed on the border with {b} by {a}{tail}."),
    ("spies-on", "Officials in {b} were spied on by {a}{tail}."),
    ("concedes", "Restrictions on {b} were eased by {a}{tail}."),
    ("concedes", "Two prisoners were released to {b} by {a}{tail}."),
    ("invests", "A railway in {b} was built by {a}{tail}."),
    ("requests", "Help was requested from {b} by {a}{tail}."),
    ("rejects", "The proposal made by {b} was rejected by {a}{tail}."),
    ("demands", "{b} was told by {a} to withdraw its troops{tail}."),
)


def main() -> None:
    """Write the documents and their claims."""
    chance = random.Random(5)
    sentences = [sentence for pattern in _patterns() for sentence in _filled(pattern, chance)]
    chance.shuffle(sentences)
    rows: list[dict[str, object]] = []
    for number, start in enumerate(range(0, len(sentences), LINES), 1):
        name = f"c05_{number:02d}"
        text = "The world in brief\n\n"
        for relation, subject, object_, sentence in sentences[start : start + LINES]:
            row = {
                "doc": name,
                "subject": subject,
                "relation": relation,
                "object": object_,
                "status": "actual",
            }
            span = {"start": len(text), "end": len(text) + len(sentence)}
            rows.append({**row, "attributed_to": None, "quote": sentence, **span, "core": True})
            text += f"{sentence}\n\n"
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    (FOLDER / "claims.c05.jsonl").write_text(lines, encoding="utf-8", newline="\n")


def _patterns() -> list[tuple[str, str]]:
    patterns = list(PATTERNS)
    for line in PLAIN.splitlines():
        relation, *verbs = line.split()
        for verb in verbs:
            patterns += [
                (relation, f"{{a}} {verb} {{b}}{{tail}}."),
                (relation, f"{{b}} was {verb} by {{a}}{{tail}}."),
                (relation, f"{{b}} has been {verb} by {{a}}{{tail}}."),
            ]
    return patterns


def _filled(pattern: tuple[str, str], chance: random.Random) -> list[tuple[str, str, str, str]]:
    relation, words = pattern
    filled = []
    for _ in range(FILLS if pattern in PATTERNS else 1):
        one, other = chance.sample(sorted(COUNTRIES), 2)
        sentence = words.format(a=one, b=other, tail=chance.choice(TAILS))
        filled.append((relation, COUNTRIES[one], COUNTRIES[other], sentence))
    return filled


if __name__ == "__main__":
    main()
