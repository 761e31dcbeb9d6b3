"""A look into extraction, step by step, and parses written by hand, for tests that need no language model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from factories import make_actor, make_document
from realpolitik.extract import Extractor
from realpolitik.extract.mentions import Form, Mention
from realpolitik.extract.normalise import AnalysisText
from realpolitik.extract.passages import Passage
from realpolitik.extract.reading import Reading
from realpolitik.extract.roles import RoleFact
from realpolitik.model import Actor, ActorId, Claim, CountryCode, Office
from realpolitik.vocabulary import ActorRegistry

_COUNTRIES = """
ARM Armenia Armenian Yerevan | AZE Azerbaijan Azerbaijani Baku | BRA Brazil Brazilian Brasília
CAN Canada Canadian Ottawa | CHN China Chinese Beijing | COL Colombia Colombian Bogotá
CUB Cuba Cuban Havana | DEU Germany German Berlin | EGY Egypt Egyptian Cairo
FRA France French Paris | GHA Ghana Ghanaian Accra | IND India Indian Delhi
IRN Iran Iranian Tehran | IRQ Iraq Iraqi Baghdad | ISR Israel Israeli Jerusalem
JPN Japan Japanese Tokyo | KEN Kenya Kenyan Nairobi | MLI Mali Malian Bamako
MEX Mexico Mexican - | NOR Norway Norwegian Oslo | PAK Pakistan Pakistani Islamabad
PER Peru Peruvian Lima | POL Poland Polish Warsaw | RUS Russia Russian Moscow
SRB Serbia Serbian Belgrade | SWE Sweden Swedish Stockholm | SYR Syria Syrian Damascus
TUR Turkey Turkish Ankara | UKR Ukraine Ukrainian Kyiv | VEN Venezuela Venezuelan Caracas
VNM Vietnam Vietnamese Hanoi | ZMB Zambia Zambian Lusaka | CHL Chile Chilean Santiago
"""


def make_registry() -> ActorRegistry:
    """Return a small registry with every sort of name in it."""
    entries = _COUNTRIES.replace("\n", "|").split("|")
    return ActorRegistry((*(_country(*entry.split()) for entry in entries if entry.strip()), *_OTHERS))


def _country(code: str, name: str, demonym: str, capital: str) -> Actor:
    except_in = {"IND": ("Indian Ocean",), "MEX": ("Gulf of Mexico",)}.get(code, ())
    return make_actor(
        code,
        name,
        demonyms=(demonym, demonym + "s"),
        metonyms=() if capital == "-" else (capital,),
        except_in=except_in,
    )


def _office(title: str, of: str) -> tuple[Office, ...]:
    return (Office(title=title, of=ActorId(of)),)


_OTHERS = (
    make_actor(
        "USA",
        "United States",
        aliases=("US", "U.S.", "USA", "America"),
        demonyms=("American",),
        metonyms=("Washington",),
    ),
    make_actor(
        "GEO",
        "Georgia",
        demonyms=("Georgian",),
        metonyms=("Tbilisi",),
        ambiguous=("Georgia", "Georgian"),
        except_in=("Atlanta, Georgia",),
    ),
    make_actor("JOR", "Jordan", demonyms=("Jordanian",), metonyms=("Amman",), ambiguous=("Jordan",)),
    make_actor("org:nato", "NATO", organisation_kind="international"),
    make_actor("org:united-nations", "United Nations", aliases=("UN", "U.N.")),
    make_actor("org:pdvsa", "PDVSA", country=CountryCode("VEN"), organisation_kind="company"),
    make_actor("org:chatham-house", "Chatham House"),
    make_actor("org:world-bank", "World Bank", organisation_kind="bank"),
    make_actor("org:grid-group", "GriD", organisation_kind="armed-group"),
    make_actor("org:river-alliance", "river alliance", organisation_kind="coalition"),
    make_actor("org:coalition", "Coalition", ambiguous=("Coalition",)),
    make_actor(
        "org:us-congress",
        "US Congress",
        aliases=("Congress",),
        ambiguous=("Congress",),
        country=CountryCode("USA"),
        organisation_kind="parliament",
    ),
    make_actor("org:ndf", "NDF", aliases=("Northern Desert Front",), organisation_kind="armed-group"),
    make_actor("org:liberation", "Libération", organisation_kind="media"),
    make_actor("BEL", "Belgium", demonyms=("Belgian",), metonyms=("Brussels",), ambiguous=("Brussels",)),
    make_actor(
        "org:european-union", "European Union", aliases=("EU", "Brussels"), organisation_kind="international"
    ),
    make_actor(
        "person:nicolas-maduro",
        "Nicolás Maduro",
        family_name="Maduro",
        country=CountryCode("VEN"),
        offices=_office("President", "VEN"),
    ),
    make_actor("person:xi-jinping", "Xi Jinping", family_name="Xi", offices=_office("President", "CHN")),
    make_actor("person:sergey-lavrov", "Sergey Lavrov", family_name="Lavrov", country=CountryCode("RUS")),
    make_actor("person:emmanuel-macron", "Emmanuel Macron", family_name="Macron", country=CountryCode("FRA")),
    make_actor("person:ana-lopez", "Ana Lopez", family_name="Lopez", country=CountryCode("PER")),
    make_actor("person:eva-lopez", "Eva Lopez", family_name="Lopez", country=CountryCode("PER")),
)


@dataclass(frozen=True, slots=True)
class Probe:
    """Shows what each step of extraction makes of a text."""

    extractor: Extractor

    def read(self, text: str, **fields: Any) -> Reading:
        """Return the reading of a document with this text."""
        return self.extractor.read(make_document(text, **fields))

    def mentions(self, text: str, **fields: Any) -> list[tuple[str, str, Form]]:
        """Return the words, the actors (joined by "+") and the form of each mention."""
        reading = self.read(text, **fields)
        return [(words(reading, found), "+".join(found.actors), found.form) for found in reading.mentions]

    def meant(self, text: str, name: str, **fields: Any) -> list[str]:
        """Return whom the mentions with these words mean, in order."""
        return [actors for found, actors, _ in self.mentions(text, **fields) if found == name]

    def roles(self, text: str, **fields: Any) -> list[RoleFact]:
        """Return the roles that a text states."""
        return self.read(text, **fields).roles

    def voice_at(self, text: str, word: str, **fields: Any) -> str | None:
        """Return who speaks at the first token that is this word."""
        reading = self.read(text, **fields)
        for passage in reading.passages:
            for token in passage.doc:
                if token.text == word:
                    voice = reading.voices.at(passage.index, token.i)
                    return voice.label if voice else None
        raise AssertionError(f"no token {word!r} in {text!r}")

    def claims(self, text: str, *, threshold: float | None = None, **fields: Any) -> tuple[Claim, ...]:
        """Return the claims of a document with this text."""
        return self.extractor.extract(make_document(text, **fields), threshold=threshold)

    def triples(self, text: str, **fields: Any) -> set[tuple[str, str, str]]:
        """Return who stands how to whom."""
        return {(claim.subject, claim.relation, claim.object) for claim in self.claims(text, **fields)}


def words(reading: Reading, mention: Mention) -> str:
    """Return the words of a mention."""
    return reading.passages[mention.passage].doc[mention.start : mention.end].text


def make_parse(*rows: str) -> Doc:
    """Return a parse from rows "word lemma POS head label", the head as a place in the text."""
    cells: Sequence[list[str]] = [row.split() for row in rows]
    return Doc(
        _vocab(),
        words=[cell[0] for cell in cells],
        lemmas=[cell[1] for cell in cells],
        pos=[cell[2] for cell in cells],
        heads=[int(cell[3]) for cell in cells],
        deps=[cell[4] for cell in cells],
        tags=[cell[5] if len(cell) > 5 else "" for cell in cells],
    )


@cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab


def make_passage(doc: Doc, *, heading: bool = False, index: int = 0) -> Passage:
    """Return a passage that is a whole document by itself."""
    return Passage(index, doc, 0, AnalysisText(doc.text), heading, index)
