"""Named mentions: registered names, and people and organisations that no registry knows."""

from __future__ import annotations

import pytest

from extraction_probe import Probe, make_registry
from realpolitik.extract.mentions import Cast, CastMember, Form, Mention, country_of
from realpolitik.model import ActorId, ActorKind, CountryCode, Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway met Peru.", {("Norway", "NOR", Form.NAME), ("Peru", "PER", Form.NAME)}),
        (
            "The Norwegian envoy left Lima.",
            {("Norwegian", "NOR", Form.DEMONYM), ("Lima", "PER", Form.METONYM)},
        ),
        ("The U.S. thanked NATO.", {("U.S.", "USA", Form.NAME), ("NATO", "org:nato", Form.NAME)}),
        ("Ships crossed the Indian Ocean to Kenya.", {("Kenya", "KEN", Form.NAME)}),
        ("Rigs in the Gulf of Mexico were shut by Brazil.", {("Brazil", "BRA", Form.NAME)}),
        ("Poland praised the Middle East.", {("Poland", "POL", Form.NAME)}),
        ("The weather was mild.", set()),
    ],
)
def test_registered_names(probe: Probe, text: str, found: set[tuple[str, str, Form]]) -> None:
    """Names, nationalities and capitals are mentions; longer phrases that only contain one are not."""
    assert set(probe.mentions(text)) == found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Georgia signed a treaty with Turkey and Armenia.", ["GEO"]),
        ("Voters in Georgia queued in the rain. Georgia counts slowly.", []),
        ("Tbilisi closed the pass. Georgia will open it in May.", ["GEO"]),
        ("Turkey and Armenia met in Atlanta, Georgia.", []),
        ("The United States and Georgia have signed a treaty.", ["GEO"]),
        ("Norway thanked Georgia's foreign minister.", ["GEO"]),
        ("Norway thanked Georgia's governor.", []),
    ],
)
def test_ambiguous_names_need_support(probe: Probe, text: str, meant: list[str]) -> None:
    """Another name of the same country, or two other countries, say that the country is meant."""
    assert probe.meant(text, "Georgia") == meant


def test_first_names_hide_ambiguous_surnames(probe: Probe) -> None:
    """A person called Jordan is no country, even among countries."""
    meant = probe.meant("Elena Jordan flew to Norway and Peru. Jordan praised Norway.", "Elena Jordan")

    assert meant == ["person:elena-jordan"]


def test_common_words_name_an_organisation_only_when_written_so_twice(probe: Probe) -> None:
    """“The Coalition” within two sentences is a name; at a sentence's start it may be any word."""
    twice = "Later the Coalition bombed a depot. Iran said the Coalition had missed."
    once = "Coalition talks failed in Oslo."

    assert set(probe.meant(twice, "Coalition")) == {"org:coalition"}
    assert probe.meant(once, "Coalition") == []


def test_surnames_follow_full_names(probe: Probe) -> None:
    """Registered or not, the last name alone is the same person."""
    text = (
        "Nicolás Maduro met Brannok Teveld, the Norwegian foreign minister. "
        "Maduro thanked Norway. Teveld praised Peru."
    )

    assert probe.meant(text, "Maduro") == ["person:nicolas-maduro"]
    assert probe.meant(text, "Brannok Teveld") == probe.meant(text, "Teveld") == ["person:brannok-teveld"]


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("President Xi flew to Norway.", "Xi", ["person:xi-jinping"]),
        ("Foreign Minister Lavrov flew to Norway.", "Lavrov", ["person:sergey-lavrov"]),
        ("Minister Lopez flew to Norway.", "Lopez", ["person:lopez"]),
    ],
)
def test_a_title_and_a_family_name_mean_the_one_bearer(
    probe: Probe, text: str, name: str, meant: list[str]
) -> None:
    """Where two registered persons share the name, it stays a person of its own."""
    assert probe.meant(text, name) == meant


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("President Orlan Tesk met the envoy of Norway.", "Orlan Tesk", "person:orlan-tesk"),
        ("Orlan Tesk, a lawyer from Lima, praised Norway.", "Orlan Tesk", "person:orlan-tesk"),
        ("Mirela J. Tesk said that Norway had agreed.", "Mirela J. Tesk", "person:mirela-tesk"),
        ("Norway said Abdul al-Tesk had left.", "Abdul al-Tesk", "person:abdul-al-tesk"),
        ("Norway praised the Halden Institute.", "Halden Institute", "org:halden-institute"),
        ("The oil company Vexoil sued Norway.", "Vexoil", "org:vexoil"),
        ("Vexoil, a Norwegian oil company, sued Peru.", "Vexoil", "org:vexoil"),
        ("Fighters of the KLDF attacked Peru.", "KLDF", "org:kldf"),
        ("Vexoil & Tarn Holdings sued Peru.", "Vexoil & Tarn Holdings", "org:vexoil-tarn-holdings"),
    ],
)
def test_unknown_names_are_judged_by_what_stands_around(
    probe: Probe, text: str, name: str, actor: str
) -> None:
    """Titles, appositions and speech make a person; key words, nouns and capitals an organisation."""
    assert probe.meant(text, name) == [actor]


def test_a_fellow_at_an_institute_is_a_person(probe: Probe) -> None:
    """The nouns of an apposition after the function are another's."""
    for apposition in ("a senior fellow at Chatham House", "a reporter with a news agency"):
        text = f"Anna Brightwater, {apposition}, praised Kenya."

        assert probe.meant(text, "Anna Brightwater") == ["person:anna-brightwater"]


@pytest.mark.parametrize(
    "text",
    [
        "They met on Monday in Room Seven.",
        "The Tarn Valley Treaty expired.",
        "Talks on the Ilmen River failed.",
    ],
)
def test_capitals_alone_name_nobody(probe: Probe, text: str) -> None:
    """Days, treaties, rivers and rooms are no actors."""
    assert [found for found in probe.mentions(text) if found[2] is Form.GUESS] == []


def test_acronyms_in_brackets_name_the_organisation(probe: Probe) -> None:
    """Before and after, the acronym is the organisation that the text introduces."""
    text = "The Northern Relief Foundation (NRLF) praised Peru. Norway thanked the NRLF."

    assert set(probe.meant(text, "NRLF")) == {"org:nrlf"}
    assert probe.meant(text, "Northern Relief Foundation") == ["org:nrlf"]


def test_ministries_are_their_country(probe: Probe) -> None:
    """A state's own body is no organisation: its country's name stands for it."""
    mentions = probe.mentions("The Norwegian Foreign Ministry summoned the envoy of Peru.")

    assert ("Norwegian", "NOR", Form.DEMONYM) in mentions
    assert not [found for found in mentions if found[1].startswith("org:")]


def test_towns_are_places_of_their_country(probe: Probe) -> None:
    """A town is known by its country, but is no actor by itself."""
    assert ("Bergen", "NOR", Form.PLACE) in probe.mentions("Peru opened an office in Bergen.")


def test_mentions_know_where_they_stand(probe: Probe) -> None:
    """In order of place, each with a head of its own, within a document with odd characters."""
    text = "\u201cThe o\ufb03ce\u201d: Norway\u2019s\u00a0envoy met Nicolás Maduro\u2026"
    reading = probe.read(text)
    spans = [reading.passages[m.passage].span(m.start, m.end) for m in reading.mentions]

    assert [span.of(text) for span in spans] == ["Norway", "Nicolás Maduro"]
    assert all(m.start <= m.head < m.end for m in reading.mentions)
    assert spans == sorted(spans)
    assert Span(spans[1].end, spans[1].end + 1).of(text) == "\u2026"


def test_a_feminine_title_is_noted(probe: Probe) -> None:
    """Pronouns look at it later."""
    cast = probe.read("Mrs. Mirela Tesk met Mr. Orlan Wick of Norway.").cast.members

    assert cast[ActorId("person:mirela-tesk")].feminine is True
    assert cast[ActorId("person:orlan-wick")].feminine is False


def test_coordinations_hand_out_their_members() -> None:
    """Of a joint mention, each actor has its own place."""
    first = Mention(0, 0, 1, 0, (ActorId("NOR"),), Form.NAME)
    second = Mention(0, 2, 3, 2, (ActorId("PER"),), Form.NAME)
    both = Mention(0, 0, 3, 0, (ActorId("NOR"), ActorId("PER")), Form.NAME, members=(first, second))

    assert both.of(ActorId("PER")) is second
    assert both.of(ActorId("KEN")) is both
    assert first.of(ActorId("NOR")) is first


def test_countries_of_actors() -> None:
    """A country is its own; the document goes before the registry; unknown is unknown."""
    cast = Cast()
    cast.add(CastMember(ActorId("org:pdvsa"), "PDVSA", ActorKind.ORGANISATION))
    cast.add(CastMember(ActorId("person:a"), "A", ActorKind.PERSON, CountryCode("PER")))
    registry = make_registry()

    assert country_of(ActorId("NOR"), cast, registry) == "NOR"
    assert country_of(ActorId("person:a"), cast, registry) == "PER"
    assert country_of(ActorId("org:pdvsa"), cast, registry) == "VEN"
    assert country_of(ActorId("org:nobody"), cast, registry) is None


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("Norway's Skarvoil bought a field in Peru.", "Skarvoil", ["org:skarvoil"]),
        ("Skagen Energi of Norway drills off Peru.", "Skagen Energi", ["org:skagen-energi"]),
        ("Vantrell, which pumps oil in Peru, left Norway.", "Vantrell", ["org:vantrell"]),
        ("Peru fined two companies, Brixa Metra and Tolvan Arkos.", "Tolvan Arkos", ["org:tolvan-arkos"]),
        ("Peru fined a firm called Brixa Metra.", "Brixa Metra", ["org:brixa-metra"]),
        ("Peru sued Harrow & Pell.", "Harrow & Pell", ["org:harrow-pell"]),
        ("Vostok Lines sued Peru.", "Vostok Lines", ["org:vostok-lines"]),
        ("The union leader Primo Mamani met Peru.", "Primo Mamani", ["person:primo-mamani"]),
        ("Peru's oil trader Albrant left.", "Albrant", ["org:albrant"]),
        ('"No," said Josef Mwakio, the union\'s chairman.', "Josef Mwakio", ["person:josef-mwakio"]),
        ("Peru met Rolan Betz, who had come from Norway.", "Rolan Betz", ["person:rolan-betz"]),
        ("Shells hit the town of Marsa Tidra, Peru said.", "Marsa Tidra", []),
        ("Peru sued a Santiago agency, the Oficina Delta.", "Oficina Delta", ["org:oficina-delta"]),
    ],
)
def test_what_stands_around_a_name_tells_what_it_is(
    probe: Probe, text: str, name: str, meant: list[str]
) -> None:
    """Owners, appositions, "which", lists and titles say whether a name is a firm's or a person's."""
    assert probe.meant(text, name) == meant


def test_all_places_of_a_name_count_together(probe: Probe) -> None:
    """A firm that only speaks is a firm where another sentence calls it so."""
    text = "Albrant said it would fight. Peru has sued the company Albrant."

    assert probe.meant(text, "Albrant") == ["org:albrant", "org:albrant"]


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("The Taita Farmers' Union met Peru.", "Taita Farmers' Union", ["org:taita-farmers-union"]),
        ("Norway met the envoy, Moon Hye-rim.", "Moon Hye-rim", ["person:moon-hye-rim"]),
        ("Norway met Lt. Col. Apol Nkund.", "Apol Nkund", ["person:apol-nkund"]),
        ('Norway met Brig. Gen. Orlan "Tex" Coth.', 'Orlan "Tex" Coth', ["person:orlan-coth"]),
        ("Norway met Baroness Elsa Crone.", "Elsa Crone", ["person:elsa-crone"]),
        (
            "The National Salvation Front met Norway.",
            "National Salvation Front",
            ["org:national-salvation-front"],
        ),
        (
            "The Civic League of the East met Norway.",
            "Civic League of the East",
            ["org:civic-league-of-the-east"],
        ),
        (
            "Norway met the Government of National Accord.",
            "Government of National Accord",
            ["org:government-of-national-accord"],
        ),
        ("The Foreign Ministry met Norway.", "Ministry", []),
    ],
)
def test_where_names_begin_and_end(probe: Probe, text: str, name: str, meant: list[str]) -> None:
    """Possessives of many, ranks, nicknames, given names with a hyphen and titles don't break a name."""
    assert probe.meant(text, name) == meant


def test_short_names_of_organisations(probe: Probe) -> None:
    """“The Guard” is the one that was named in full; without any, it is nobody."""
    named = "The Coastal Guard sailed. Peru thanked the Guard."

    assert probe.meant(named, "Guard") == ["org:coastal-guard"]
    assert probe.meant("Peru thanked the Guard.", "Guard") == []


def test_a_registered_surname_yields_to_a_namesake(probe: Probe) -> None:
    """Rohan Maduro isn't Nicolás, and neither is "Maduro" in his story."""
    text = "Peru jailed Rohan Maduro. Norway asked for Maduro."

    assert probe.meant(text, "Rohan Maduro") == probe.meant(text, "Maduro") == ["person:rohan-maduro"]


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        (
            "Jean-Bosco Habarurema, a colonel, has bought ore from Mali.",
            "Jean-Bosco Habarurema",
            "person:jean-bosco-habarurema",
        ),
        ("Dasho Karma Tashi met India's foreign secretary.", "Karma Tashi", "person:karma-tashi"),
        ("Sepoy Imran Sahil was killed in Mali.", "Imran Sahil", "person:imran-sahil"),
        (
            "Group Captain Lachlan Meredy flew to Peru. Group Captain Meredy praised Peru.",
            "Meredy",
            "person:lachlan-meredy",
        ),
        ("Foreign Minister Jens Sørbæk of Norway left.", "Jens Sørbæk", "person:jens-sorbaek"),
        ("The hacker group known as Ghost Crane struck Peru.", "Ghost Crane", "org:ghost-crane"),
        ("Iran armed the Indian proxy Fitna al Khwar.", "Fitna al Khwar", "org:fitna-al-khwar"),
    ],
)
def test_titles_hyphens_and_nouns_before_names(probe: Probe, text: str, name: str, meant: str) -> None:
    """A title is no part of a name, a hyphen is; letters that English lacks are written in English ones."""
    assert meant in probe.meant(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ministers exchanged views on Mali.", "Ministers"),
        ("Both Member States thanked Mali.", "Member States"),
        ("QA-31, a statement, was sent to Mali.", "QA-31"),
        ("Norway feared the Khmer Verte in Mali.", "Khmer Verte"),
        ("Ships left Thomas Shoal.", "Thomas Shoal"),
    ],
)
def test_what_is_no_person(probe: Probe, text: str, name: str) -> None:
    """Several of a sort, numbers, and what has an article are no persons."""
    assert not [actor for actor in probe.meant(text, name) if actor.startswith("person:")]
