"""Pronouns and descriptions: who is meant by "it", "both countries", "the regime", "we"."""

from __future__ import annotations

import pytest

from extraction_probe import Probe
from realpolitik.extract.mentions import Form
from realpolitik.extract.salience import Salience
from realpolitik.model import ActorId, ActorKind, Span

MADURO = "person:nicolas-maduro"


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Norway signed the treaty. It also thanked Peru.", "It", ["NOR"]),
        ("Norway recalled its envoy.", "its", ["NOR"]),
        ("Nicolás Maduro spoke in Lima. He praised Norway.", "He", [MADURO]),
        ("Nicolás Maduro spoke in Lima. Oil was his topic.", "his", [MADURO]),
        ("Norway and Peru signed the treaty. They thanked Kenya.", "They", ["NOR+PER"]),
        ("It rained. It is clear that the talks failed.", "It", []),
        ("He spoke.", "He", []),
        ("They left.", "They", []),
        ("Norway said it would leave.", "it", ["NOR"]),
    ],
)
def test_pronouns(probe: Probe, text: str, word: str, meant: list[str]) -> None:
    """They mean whoever was named before and fits; without anybody, nobody."""
    assert probe.meant(text, word) == meant


def test_a_pronoun_is_not_the_subject_of_its_own_clause(probe: Probe) -> None:
    """“Norway praised it” is not about Norway praising itself."""
    assert "NOR" not in probe.meant("Peru waited. Norway praised it.", "it")


def test_gender_tells_persons_apart(probe: Probe) -> None:
    """A title says whom "she" can't mean."""
    text = "Mrs. Mirela Tesk met Mr. Orlan Wick in Norway. She praised Peru."

    assert probe.meant(text, "She") == ["person:mirela-tesk"]


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Russia and China met in Oslo. Both countries condemned Japan.", "Both countries", ["RUS+CHN"]),
        ("Russia and China met in Oslo. The two nations condemned Japan.", "The two nations", ["RUS+CHN"]),
        (
            "Russia, China and Iran met. The three countries condemned Japan.",
            "The three countries",
            ["RUS+CHN+IRN"],
        ),
        ("Snow fell. Both countries condemned Japan.", "Both countries", []),
    ],
)
def test_groups(probe: Probe, text: str, words: str, meant: list[str]) -> None:
    """A group means the coordination of that size; without one, nobody."""
    assert probe.meant(text, words) == meant


def test_two_leaders_are_persons(probe: Probe) -> None:
    """Persons where two were named together, else their countries."""
    persons = "Nicolás Maduro and Xi Jinping met in Oslo. The two leaders condemned Japan."
    countries = "Russia and China met in Oslo. The two leaders condemned Japan."

    assert probe.meant(persons, "The two leaders") == [f"{MADURO}+person:xi-jinping"]
    assert probe.meant(countries, "The two leaders") == ["RUS+CHN"]


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Syria closed the road. The regime denied it.", "The regime", ["SYR"]),
        ("Syria closed the road. The country needs grain.", "The country", ["SYR"]),
        ("Snow fell. The regime denied it.", "The regime", []),
        ("Nicolás Maduro slept. Maduro's government condemned Peru.", "government", ["VEN"]),
        ("The Maduro administration condemned Peru. Nicolás Maduro slept.", "administration", ["VEN"]),
        ("The World Bank met Peru. The bank praised Norway.", "The bank", ["org:world-bank"]),
        ("PDVSA met Peru. The company praised Norway.", "The company", ["org:pdvsa"]),
        (
            "French President Emmanuel Macron flew home. The president condemned Peru.",
            "The president",
            ["person:emmanuel-macron"],
        ),
    ],
)
def test_descriptions(probe: Probe, text: str, words: str, meant: list[str]) -> None:
    """“The regime” is the country, "the bank" the organisation of that kind, "the president" the holder."""
    assert probe.meant(text, words) == meant


def test_the_possessor_of_a_government_is_no_actor_of_its_own(probe: Probe) -> None:
    """“Maduro's government” is Venezuela; Maduro is only part of its name."""
    reading = probe.read("Nicolás Maduro slept. Maduro's government condemned Peru.")
    inner = [m for m in reading.mentions if m.inner]

    assert [m.actors for m in inner] == [(MADURO,)]


def test_a_country_s_own_government_is_no_second_mention(probe: Probe) -> None:
    """“The Syrian government” is named by its adjective."""
    mentions = probe.mentions("Peru waited. The Syrian government condemned Norway.")

    assert [m for m in mentions if m[2] is Form.DESCRIPTION] == []


def test_we_and_i_are_the_speaker(probe: Probe) -> None:
    """“I” is the speaker, "we" the speaker and the speaker's country; without a speaker, nobody."""
    text = 'Emmanuel Macron said: "We condemn Russia today. I thank Poland for its help."'

    assert probe.meant(text, "We") == ["FRA", "person:emmanuel-macron"]
    assert probe.meant(text, "I") == ["person:emmanuel-macron"]
    assert probe.meant("I left.", "I") == []


def test_a_speaker_without_a_first_person_is_implied(probe: Probe) -> None:
    """What is said in somebody's voice may be that person's own act: praise, blame."""
    text = '"Russia attacked Ukraine at dawn. It must withdraw," said Emmanuel Macron.'

    assert [m[1] for m in probe.mentions(text) if m[2] is Form.IMPLIED] == ["person:emmanuel-macron"]


def test_we_of_a_document_is_its_host(probe: Probe) -> None:
    """A statement without a speaker speaks for the country that it is about."""
    text = "Norway stands by Peru. Norway has always been a friend. We thank Peru."

    assert probe.meant(text, "We") == ["NOR"]
    assert probe.read(text).host == "NOR"


def test_salience_prefers_what_is_near_and_subjects() -> None:
    """Distinct actors of the wanted kinds, best first; what lies too far back is forgotten."""
    salience = Salience()
    salience.add(0, 0, [ActorId("NOR")], subject=False)
    salience.add(1, 0, [ActorId("PER"), ActorId("org:pdvsa")], subject=True)
    salience.add(1, 4, [ActorId("KEN")], subject=False)

    assert salience.recent(1, (ActorKind.COUNTRY,)) == ["PER", "KEN", "NOR"]
    assert salience.recent(1, (ActorKind.PERSON,)) == []
    assert salience.recent(5, (ActorKind.COUNTRY,), limit=4) == ["PER", "KEN"]


def test_resolved_mentions_stand_in_order(probe: Probe) -> None:
    """Names and pronouns together, by place."""
    reading = probe.read("Norway recalled its envoy.\nIt thanked Peru.")
    places = [(m.passage, m.start) for m in reading.mentions]

    assert places == sorted(places)
    assert {m.form for m in reading.mentions} >= {Form.NAME, Form.PRONOUN}


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Norway asked Peru to recall its envoy.", "its", ["PER"]),
        ("Norway waited, hoping to sell its gas.", "its", ["NOR"]),
        ("Russia and China recalled their envoys.", "their", ["RUS+CHN"]),
        ("Peru waited. Its envoy left.", "Its", ["PER"]),
        ("Peru waited in the rain. They thanked Kenya.", "They", ["PER"]),
    ],
)
def test_possessives_follow_the_syntax(probe: Probe, text: str, word: str, meant: list[str]) -> None:
    """Whoever controls the verb owns what the verb acts on; else who was named last."""
    assert probe.meant(text, word) == meant


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("PDVSA met Peru. The bank praised Norway.", "The bank", []),
        ("GriD fighters left Peru. The group praised Norway.", "The group", ["org:grid-group"]),
        ("NATO and PDVSA met. The terrorist group praised Norway.", "The terrorist group", []),
        (
            "Chatham House met Peru. This organisation praised Norway.",
            "This organisation",
            ["org:chatham-house"],
        ),
        ("The United Nations met Peru. The party praised Norway.", "The party", []),
        ("Peru waited. The general slept.", "The general", []),
        ("Norway met Peru. Governments failed.", "Governments", []),
    ],
)
def test_organisations_must_be_what_they_are_called(
    probe: Probe, text: str, words: str, meant: list[str]
) -> None:
    """A body of states is no party, and a company no bank."""
    assert probe.meant(text, words) == meant


def test_a_headline_needs_no_article(probe: Probe) -> None:
    """“Chancellor flies home”: the only one of the document."""
    headline = "Chancellor flies to Peru for talks"
    text = f"{headline}\nOrlan Tesk, the chancellor of Germany, praised Peru."

    assert probe.meant(text, "Chancellor", headings=(Span(0, len(headline)),)) == ["person:orlan-tesk"]


def test_far_antecedents_are_forgotten(probe: Probe) -> None:
    """Some paragraphs later, "both countries" may be any two."""
    text = "Russia and China met.\n" + "Snow fell.\n" * 8 + "Both countries condemned Japan."

    assert probe.meant(text, "Both countries") == []


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Norway met Peru in May. Kenya called on both sides to talk.", "both sides", ["NOR+PER"]),
        ("Norway met Peru in May. Kenya said the two would talk again.", "two", ["NOR+PER"]),
        ("Kenya spoke. Norway praised both countries, India and China.", "both countries", ["IND+CHN"]),
        ("Norway sold fish to Peru and sent an envoy to both.", "both", []),
        ("Norway met Peru. Kenya fined two companies.", "two companies", []),
    ],
)
def test_groups_leave_out_who_acts_on_them(probe: Probe, text: str, words: str, meant: list[str]) -> None:
    """Who calls on both sides is neither; a number without an article names nobody known."""
    assert probe.meant(text, words) == meant


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Peru voted. Peru counted. Norway watched. Kenya armed the junta.", "the junta", ["PER"]),
        ("Peru voted. Norway shut its embassy.", "embassy", ["NOR"]),
        ("Norway spoke. The authorities in Erbon met Kenya.", "The authorities", []),
        ("Norway armed the Coastal Guard. Kenya fined the student group.", "the student group", []),
    ],
)
def test_governments_and_groups(probe: Probe, text: str, words: str, meant: list[str]) -> None:
    """A government is theirs of whom the text talks most, or who own it; a described group is new."""
    assert probe.meant(text, words) == meant


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (
            "Russia, China and Iran met. Norway cut ties with these countries.",
            "these countries",
            ["RUS+CHN+IRN"],
        ),
        (
            "Norway's premier Orlan Tesk met Nicolás Maduro. They discussed oil.",
            "They",
            ["person:orlan-tesk+" + MADURO],
        ),
        ("Norway met Peru. They agreed to trade.", "They", ["NOR+PER"]),
        ("Norway urged Peru to close or sell its ports.", "its", ["PER"]),
        (
            "The Foreign Secretary left. The Norwegian Foreign Secretary, Orlan Tesk, spoke.",
            "The Foreign Secretary",
            ["person:orlan-tesk"],
        ),
        ("Norway's foreign minister, Orlan Tesk, spoke. The prime minister left.", "The prime minister", []),
        (
            "Norway's foreign minister, Orlan Tesk, spoke. Peru met the Norwegian foreign minister.",
            "minister",
            ["person:orlan-tesk"],
        ),
    ],
)
def test_lists_pairs_and_titles(probe: Probe, text: str, words: str, meant: list[str]) -> None:
    """“These countries” is the last list, "they" who met are both, and a title fits all of its words."""
    assert probe.meant(text, words) == meant


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Norway and Peru met in Oslo. The Parties signed a protocol.", "The Parties", ["NOR+PER"]),
        (
            "Norway met Peru in Oslo. The two sides talked. The sides will meet again.",
            "The sides",
            ["PER+NOR"],
        ),
        ("Norway and Peru signed. Parties to the treaty may leave.", "Parties", []),
        (
            "Foreign Minister Jens Hovland met Foreign Minister Ana Quispe. The Ministers praised Mali.",
            "The Ministers",
            ["person:jens-hovland+person:ana-quispe"],
        ),
        ("Norway spoke with Peru. They closed their skies to each other.", "They", ["NOR+PER"]),
        (
            (
                "Norway and Peru quarrel. Norway sued Peru. Peru sued Norway. Iran and Iraq left. "
                "Both countries met."
            ),
            "Both countries",
            ["PER+NOR"],
        ),
    ],
)
def test_the_two_who_meet(probe: Probe, text: str, words: str, meant: list[str]) -> None:
    """“The Parties” of a communiqué are the pair that it is about."""
    assert [actors for actors in probe.meant(text, words) if "+" in actors] == meant
