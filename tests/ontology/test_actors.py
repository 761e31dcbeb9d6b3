"""The actor registry that ships: complete, unambiguous where it claims to be, true where we are sure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from realpolitik.model import Actor, ActorKind, slug
from realpolitik.rdf.ontology import read_actor_registry
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

FILES = ("countries", "organisations", "people")

# Written out, so that no library has to be trusted or installed for it.
ISO_3166_1 = frozenset(
    re.findall(
        r"[A-Z]{3}",
        """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH
BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB
CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO
GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN
IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA
MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER
NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU
RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA
TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT
WLF WSM YEM ZAF ZMB ZWE
""",
    )
)

WITHOUT_DEMONYM = {"ATF", "BVT", "HMD", "SGS", "SJM", "UMI", "VAT"}  # nobody lives there, or no word is used
WITHOUT_CAPITAL = {"ATA", "BVT", "HMD", "TKL", "UMI"}
# Their capitals bear the country's name, or one that is mostly something else (The Valley, Male, Kingston).
CAPITAL_UNNAMED = {"AIA", "CCK", "GIB", "HKG", "IOT", "MAC", "MCO", "MDV", "NFK", "SMR", "SPM", "STP"}

ORGANISATION_KINDS = {
    *(
        "agency",
        "armed-group",
        "bank",
        "coalition",
        "company",
        "court",
        "government",
        "international",
        "media",
    ),
    *("movement", "ngo", "parliament", "party", "religious", "subnational", "think-tank", "university"),
}


@pytest.fixture(scope="module")
def registry() -> ActorRegistry:
    return read_actor_registry([resource_path(f"ontology/actors/{name}.ttl") for name in FILES])


def fold(name: str) -> str:
    """Return a name as matching sees it: without accents, stops, hyphens, case and a leading article."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return plain.replace(".", "").replace("-", " ").removeprefix("the ")


def names_of(actor: Actor) -> Iterator[str]:
    yield from (actor.label, *actor.aliases, *actor.demonyms, *actor.metonyms)


def members(registry: ActorRegistry, kind: ActorKind) -> list[Actor]:
    return [actor for actor in registry if actor.kind is kind]


def interval(registry: ActorRegistry, person: str, title: str) -> list[tuple[str | None, str | None]]:
    actor = registry.get(person)
    assert actor is not None, person
    return [(office.start, office.end) for office in actor.offices if office.title == title]


def test_every_iso_country_is_there_and_kosovo(registry: ActorRegistry) -> None:
    assert {actor.id for actor in members(registry, ActorKind.COUNTRY)} == ISO_3166_1 | {"XKX"}


def test_ids_are_slugs_of_labels(registry: ActorRegistry) -> None:
    for actor in registry:
        if actor.kind is not ActorKind.COUNTRY:
            prefix = "org:" if actor.kind is ActorKind.ORGANISATION else "person:"
            assert actor.id == prefix + slug(actor.label)
            assert re.fullmatch(r"(org|person):[a-z0-9]+(-[a-z0-9]+)*", actor.id)


def test_inhabited_countries_have_demonyms(registry: ActorRegistry) -> None:
    without = {actor.id for actor in members(registry, ActorKind.COUNTRY) if not actor.demonyms}
    assert without == WITHOUT_DEMONYM


def test_countries_have_a_capital_or_share_its_name(registry: ActorRegistry) -> None:
    for actor in members(registry, ActorKind.COUNTRY):
        assert actor.same_as[0].startswith("https://sws.geonames.org/"), actor.id
        if not actor.metonyms and actor.id not in WITHOUT_CAPITAL:
            assert actor.id in CAPITAL_UNNAMED


def test_no_name_is_shared_unless_marked_ambiguous(registry: ActorRegistry) -> None:
    usual: dict[str, set[str]] = defaultdict(set)
    for actor in registry:
        ambiguous = {fold(name) for name in actor.ambiguous}
        for name in names_of(actor):
            if fold(name) not in ambiguous:
                usual[fold(name)].add(actor.id)
    assert {name: actors for name, actors in usual.items() if len(actors) > 1} == {}


def test_ambiguous_names_are_names_of_the_actor(registry: ActorRegistry) -> None:
    for actor in registry:
        assert set(actor.ambiguous) <= set(names_of(actor)), actor.id


def test_names_are_listed_once_and_trimmed(registry: ActorRegistry) -> None:
    for actor in registry:
        names = list(names_of(actor))
        assert len(names) == len(set(names)), actor.id
        assert all(name and name == " ".join(name.split()) for name in names), actor.id


def test_exceptions_contain_a_name_and_name_nobody(registry: ActorRegistry) -> None:
    taken = {fold(name) for actor in registry for name in names_of(actor)}
    for actor in registry:
        for phrase in actor.except_in:
            assert fold(phrase) not in taken, phrase
            assert any(
                f" {fold(name)} " in f" {fold(phrase).replace(',', '')} " for name in names_of(actor)
            ), phrase


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        *[("US", "USA"), ("U.S.", "USA"), ("UK", "GBR"), ("UAE", "ARE"), ("DPRK", "PRK"), ("PRC", "CHN")],
        *[
            ("Burma", "MMR"),
            ("Holland", "NLD"),
            ("Ivory Coast", "CIV"),
            ("Spaniards", "ESP"),
            ("Emirati", "ARE"),
        ],
        *[
            ("Kremlin", "RUS"),
            ("Miraflores", "VEN"),
            ("Élysée", "FRA"),
            ("Blue House", "KOR"),
            ("Kiev", "UKR"),
        ],
        *[
            ("Nigerian", "NGA"),
            ("Nigerien", "NER"),
            ("Dominican", "DOM"),
            ("Korea", "KOR"),
            ("Guinean", "GIN"),
        ],
        *[("ISIS", "org:islamic-state"), ("Daesh", "org:islamic-state"), ("al-Qaeda", "org:al-qaida")],
        *[
            ("U.N.", "org:united-nations"),
            ("Security Council", "org:un-security-council"),
            ("EU", "org:european-union"),
        ],
        *[
            ("International Monetary Fund", "org:imf"),
            ("Petróleos de Venezuela", "org:pdvsa"),
            ("IS", "org:islamic-state"),
        ],
        *[
            ("US Central Command", "org:centcom"),
            ("SDF", "org:syrian-democratic-forces"),
            ("AP", "org:associated-press"),
        ],
        *[
            ("Icesi University", "org:universidad-icesi"),
            ("KCNA", "org:kcna"),
            ("HRW", "org:human-rights-watch"),
        ],
        *[("Brussels", "org:european-union"), ("Revolutionary Guards", "IRN"), ("Pentagon", "USA")],
        *[
            ("Guaido", "person:juan-guaido"),
            ("Xi", "person:xi-jinping"),
            ("Lula", "person:luiz-inacio-lula-da-silva"),
        ],
        *[
            ("Kim Jong-un", "person:kim-jong-un"),
            ("Bush", "person:george-w-bush"),
            ("Zelenskyy", "person:volodymyr-zelensky"),
        ],
    ],
)
def test_usual_names_lead_to_their_actor(registry: ActorRegistry, name: str, actor: str) -> None:
    assert registry.resolve(name) == actor


@pytest.mark.parametrize("name", ["Georgia", "Jordan", "Chad", "Niger", "Guinea", "Congo", "Washington"])
def test_homonyms_are_marked(registry: ActorRegistry, name: str) -> None:
    found = registry.find(name)
    assert found is not None
    assert name in found.ambiguous


def test_organisations_have_a_known_kind(registry: ActorRegistry) -> None:
    kinds = {actor.organisation_kind for actor in members(registry, ActorKind.ORGANISATION)}
    assert kinds == ORGANISATION_KINDS


def test_persons_have_a_family_name_out_of_their_names(registry: ActorRegistry) -> None:
    for actor in members(registry, ActorKind.PERSON):
        assert actor.family_name, actor.id
        known = " ".join(fold(name) for name in names_of(actor))
        assert fold(actor.family_name) in known, actor.id


def test_actors_act_for_and_hold_offices_of_known_actors(registry: ActorRegistry) -> None:
    for actor in registry:
        assert actor.country is None or registry.get(actor.country) is not None, actor.id
        for office in actor.offices:
            assert registry.get(office.of) is not None, (actor.id, office.of)


def test_offices_are_in_order_and_not_reversed(registry: ActorRegistry) -> None:
    for actor in registry:
        starts = [office.start or "" for office in actor.offices]
        assert starts == sorted(starts), actor.id
        for office in actor.offices:
            if office.start and office.end:
                known = min(len(office.start), len(office.end))
                assert office.start[:known] <= office.end[:known], actor.id


@pytest.mark.parametrize(
    ("country", "title"),
    [
        ("USA", "President"),
        ("RUS", "President"),
        ("FRA", "President"),
        ("VEN", "President"),
        ("GBR", "Prime Minister"),
    ],
)
def test_one_holder_of_an_office_at_a_time(registry: ActorRegistry, country: str, title: str) -> None:
    terms = sorted(
        (office.start or "", office.end or "9999", actor.id)
        for actor in members(registry, ActorKind.PERSON)
        for office in actor.offices
        if office.of == country and office.title == title and (office.start or "") > "1990"
    )
    assert len(terms) > 1
    for (_, end, _), (start, _, _) in pairwise(terms):
        assert end <= start


def test_offices_of_the_corpus(registry: ActorRegistry) -> None:
    assert interval(registry, "person:nicolas-maduro", "President") == [("2013-04-19", "2026-01-03")]
    assert interval(registry, "person:delcy-rodriguez", "Interim President") == [("2026-01", None)]
    assert interval(registry, "person:hugo-chavez", "President") == [("1999-02-02", "2013-03-05")]
    trump = [("2017-01-20", "2021-01-20"), ("2025-01-20", None)]
    assert interval(registry, "person:donald-trump", "President") == trump
    assert interval(registry, "person:joe-biden", "President") == [("2021-01-20", "2025-01-20")]
    assert interval(registry, "person:vladimir-putin", "President")[-1] == ("2012-05-07", None)
    assert registry.get("person:juan-guaido").country is None  # type: ignore[union-attr]


@pytest.mark.parametrize("name", FILES)
def test_files_are_sorted_by_id(name: str) -> None:
    text = resource_path(f"ontology/actors/{name}.ttl").read_text(encoding="utf-8")
    subjects = re.findall(r"^(?:actor|organisation|person):(\S+) a ", text, flags=re.MULTILINE)
    assert subjects == sorted(subjects)
    assert len(subjects) == len(set(subjects))


def test_the_example_of_the_readme_loads(registry: ActorRegistry, tmp_path: Path) -> None:
    readme = resource_path("ontology/actors/README.md").read_text(encoding="utf-8")
    example = re.findall(r"```turtle\n(.*?)```", readme, flags=re.DOTALL)
    assert len(example) == 1
    own = tmp_path / "mine.ttl"
    own.write_text(example[0], encoding="utf-8")

    joined = read_actor_registry([resource_path(f"ontology/actors/{name}.ttl") for name in FILES] + [own])

    assert len(joined) == len(registry) + 2
    assert joined.resolve("Orinoco Drilling Company") == "org:orinoco-drilling"
    assert joined.resolve("Land of Bolívar") == "VEN"
    assert joined.resolve("Caracas") == "VEN"
    chair = joined.get("person:ana-ficticia")
    assert chair is not None
    assert [(office.of, office.start, office.end) for office in chair.offices] == [
        ("org:orinoco-drilling", "2021-04", "2024")
    ]


def test_the_readme_lists_the_kinds_in_use() -> None:
    readme = resource_path("ontology/actors/README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.splitlines() if line.startswith("| `rp:organisationKind`"))
    assert set(re.findall(r"`([a-z-]+)`", row)) == ORGANISATION_KINDS
