"""Reported speech in one passage: which tokens are told in whose voice, and by which words.

Each `Saying` is one attribution: a clause under a speech verb, what somebody denies, is accused of or called
upon to do, the content of a claim or report, "according to".  Quotation marks are read by voices.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.extract.passages import Passage
from realpolitik.extract.speakers import SpeakerFinder, Voice, voice_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_CLAUSES = ("ccomp", "parataxis")
_SHARING = ("conj", "xcomp", "advcl", "acl")  # links over which a verb borrows its head's subject
_AUXILIARY = frozenset({"had", "has", "have", "would", "was", "were", "is", "are", "will", "could", "might"})
_SAYING = frozenset({"NOUN", "VERB", "AUX"})  # parts of speech of words that attribute, but for "according"
_DEPTH = 4
_LONGEST_ASIDE = 8  # tokens of "the minister said in Lagos on Monday", before or after its verb


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution.

    Attributes:
        verb: The word that attributes: a speech verb, a noun or "according".
        voice: Who speaks.
        tokens: What is told in that voice.
        clause: A whole clause is told, so that a quotation beside it is the same speaker's.
    """

    verb: Token
    voice: Voice
    tokens: tuple[int, ...]
    clause: bool


def find_sayings(passage: Passage, speakers: SpeakerFinder) -> list[Saying]:
    """Return the attributions of a passage in order of place."""
    found: list[Saying] = []
    words = passage.words
    for place, part in enumerate(words.parts):
        if part not in _SAYING and words.lowers[place] != "according" and words.lemmas[place] != "according":
            continue
        for saying in _sayings_at(passage, passage.doc[place], speakers):
            found.append(saying)
            if saying.clause:
                speakers.last = saying.voice
    return found


def _sayings_at(passage: Passage, token: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    words = voice_words()
    lemma = token.lemma_.lower()
    if lemma == "according" or token.lower_ == "according":
        yield from _according(passage, token, speakers)
    elif token.pos_ == "NOUN":
        if lemma in words.sayings:
            yield from _content(passage, token, speakers)
    elif token.pos_ in ("VERB", "AUX"):
        if lemma in words.denying or lemma in words.dismissing:
            yield from _denied(passage, token, speakers)
        if lemma in words.accusing:
            yield from _accused(passage, token, speakers)
        if lemma == "claim":
            yield from _claimed(passage, token, speakers)
        elif lemma in words.stressing:
            yield from _stressed(passage, token, speakers)
        if lemma in words.saying or _with_particle(token) in words.saying or _makes_clear(token):
            yield from _said(passage, token, speakers)


def subject_of(verb: Token, depth: int = _DEPTH) -> Token | None:
    """Return the subject of a verb, its own or the one that it shares with the verb above it."""
    nearest = _nearest_subject(verb)
    if nearest is not None:
        return nearest
    for child in verb.rights:
        if child.dep_ in _SUBJECTS:
            return child
    agent = next((child for child in verb.children if child.dep_ == "obl:agent"), None)
    if agent is not None:
        return agent
    if depth and verb.dep_ in _SHARING and verb.head != verb:
        if verb.head.pos_ in ("VERB", "AUX", "ADJ"):
            return subject_of(verb.head, depth - 1)
        if verb.dep_ == "acl":
            return verb.head
    return None


def _speaker(passage: Passage, verb: Token, speakers: SpeakerFinder) -> Voice | None:
    agent = next((child for child in verb.children if child.dep_ == "obl:agent"), None)
    subject = agent or subject_of(verb)
    if subject is not None and subject.i < verb.i:
        subject = _after_clause(verb, subject)
    return speakers.of(passage.index, subject) if subject is not None else None


def _after_clause(verb: Token, subject: Token) -> Token:
    """Right "They bombed Ukraine, an official said" with the official as *Ukraine*'s apposition."""
    before = subject.i > 0 and subject.nbor(-1)
    clause = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    apposed = next((child for child in subject.children if child.dep_ == "appos" and child.i < verb.i), None)
    if clause is None or apposed is None or not before or before.is_punct:
        return subject
    return apposed if before.i >= clause.i else subject


def _said(passage: Passage, verb: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    words = voice_words()
    clauses = list(_complements(verb))
    text = passage.words.text
    quoted = ('"' in text and any('"' in t.text for t in verb.sent)) or text.rstrip().endswith(":")
    lemma = verb.lemma_.lower()
    finite = [child for child in clauses if _finite(child)]
    if lemma in words.clause_only and not finite:
        return
    inserted = verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _marked(verb, "as"))
    aside = () if clauses else _around_aside(verb)
    if not clauses and not inserted and not quoted and not aside:
        return
    voice = _speaker(passage, verb, speakers)
    if voice is None:
        return
    tokens: list[int] = []
    for clause in clauses:
        tokens.extend(_reported(verb, clause))
    if inserted and not clauses:
        own = {token.i for token in verb.subtree}
        tokens.extend(token.i for token in verb.head.subtree if token.i not in own)
    tokens.extend(aside)
    yield Saying(verb, voice, tuple(tokens), clause=True)


def _complements(verb: Token) -> Iterator[Token]:
    """Yield the clauses that a speech verb reports, also those that hang on its complements.

    In "said in a statement that …" and "made it clear that …" the clause hangs on *statement* and *clear*; a
    bare participle joined to the verb ("said that it had paid and offered …") belongs to what it reports.
    """
    for child in verb.children:
        if child.dep_ in _CLAUSES and child.pos_ != "PUNCT":
            yield child
        elif child.dep_ in ("obl", "xcomp", "advmod") and child.i > verb.i:
            for deeper in child.children:
                if deeper.dep_ in ("acl", "ccomp", "acl:relcl") and _marked(deeper, "that"):
                    yield deeper
        elif child.dep_ == "conj" and _bare_participle(child) and verb.tag_ != "VBN":
            yield child


def _bare_participle(verb: Token) -> bool:
    return verb.tag_ == "VBN" and not any(
        child.dep_ in (*_SUBJECTS, "aux", "aux:pass") for child in verb.children
    )


def _around_aside(verb: Token) -> tuple[int, ...]:
    """Return the tokens around ", the minister said on Monday," whatever the parse makes of them."""
    doc, sentence = verb.doc, verb.sent
    subject = _nearest_subject(verb)
    if any(child.dep_ == "obj" for child in verb.rights) and verb.lemma_ not in ("tell", "inform"):
        return ()  # "boasts the largest reserves" reports nothing
    if subject is None or subject.i > verb.i or verb.i - subject.i > _LONGEST_ASIDE:
        return ()
    first = min(token.i for token in subject.subtree if token.i >= sentence.start)
    if first <= sentence.start + 1 or doc[first - 1].text not in (",", '"', "-", "–", "—"):
        return ()
    last = next(
        (t.i for t in doc[verb.i : sentence.end] if t.text in (",", ";", ".", "-", "–", "—")), sentence.end
    )
    if last - verb.i > _LONGEST_ASIDE:
        return ()
    stop = next((t.i for t in doc[last : sentence.end] if t.text == ";"), sentence.end)
    start = max((t.i for t in doc[sentence.start : first] if t.text == ";"), default=sentence.start)
    return tuple(i for i in range(start, stop) if not first <= i < last)


def _nearest_subject(verb: Token) -> Token | None:
    return next((child for child in reversed(list(verb.lefts)) if child.dep_ in _SUBJECTS), None)


def _reported(verb: Token, clause: Token) -> Iterator[int]:
    """Yield the tokens of a reported clause, but not what the speaker went on to do.

    In "said that it had paid and recalled its envoy" the tenses tell that *recalled* stands beside *said*.
    """
    dropped: set[int] = set()
    shifted = any(child.lower_ in _AUXILIARY for child in clause.children if child.dep_.startswith("aux"))
    if shifted and verb.tag_ == "VBD" and verb.i < clause.i:
        for child in clause.children:
            plain = child.dep_ == "conj" and child.tag_ == "VBD" and child.pos_ == "VERB"
            if plain and not any(
                kid.dep_ in (*_SUBJECTS, "aux", "aux:pass", "mark") for kid in child.children
            ):
                dropped.update(token.i for token in child.subtree)
    for token in clause.subtree:
        if token.i not in dropped:
            yield token.i


def _finite(clause: Token) -> bool:
    return any(child.dep_ in (*_SUBJECTS, "expl", "cop") for child in clause.children)


def _marked(clause: Token, *words: str) -> bool:
    return any(child.dep_ in ("mark", "case") and child.lower_ in words for child in clause.children)


def _with_particle(verb: Token) -> str:
    particle = next((child.lower_ for child in verb.children if child.dep_ == "compound:prt"), "")
    return f"{verb.lemma_.lower()}_{particle}"


def _makes_clear(verb: Token) -> bool:
    return verb.lemma_ in ("make", "be") and any(
        child.lower_ in ("clear", "plain", "known") for child in verb.children
    )


def _denied(passage: Passage, verb: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    """Yield what somebody denies, or turns away as others' saying."""
    words = voice_words()
    lemma = verb.lemma_.lower()
    tokens: list[int] = []
    for child in verb.children:
        clause = child.dep_ in ("ccomp", "xcomp", "advcl") and child.i > verb.i
        thing = child.dep_ in ("obj", "obl", "nsubj:pass")
        saying = child.lemma_.lower() in words.sayings | words.documents
        if lemma in words.denying:
            if clause or thing:
                tokens.extend(token.i for token in child.subtree)
        elif (thing and saying) or (child.dep_ == "ccomp" and lemma in words.dismissing):
            tokens.extend(token.i for token in child.subtree)
    voice = _speaker(passage, verb, speakers) if tokens and not _not_denied(verb) else None
    if voice is not None:
        yield Saying(verb, voice, tuple(tokens), clause=False)


def _claimed(passage: Passage, verb: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    """Yield the deed that somebody claims, or claims responsibility for: "attacks claimed by the group"."""
    deed = next((child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")), None)
    if deed is not None and deed.lemma_ in ("responsibility", "credit"):
        deed = next((child for child in (*deed.children, *verb.children) if _marked(child, "for")), deed)
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"
    relative = verb.dep_ == "acl:relcl" and any(
        token.lower_ in ("which", "that") for token in passage.doc[max(0, verb.left_edge.i - 1) : verb.i]
    )
    if participle or relative:
        deed = verb.head
    elif deed is not None and deed.lower_ == "which" and verb.dep_ == "advcl":
        deed = next((child for child in verb.head.children if child.dep_ == "obj"), None)
    if deed is None or deed.pos_ not in ("NOUN", "NUM"):
        return
    voice = _speaker(passage, verb, speakers)
    if voice is None:
        return
    own = {token.i for token in verb.subtree} if deed == verb.head else set()
    tokens = {token.i for token in deed.subtree} - own
    if deed == verb.head and deed.dep_ in ("nsubj", "nsubj:pass"):
        tokens |= {token.i for token in deed.head.subtree} - own  # "attacks claimed by X have killed ten"
    yield Saying(verb, voice, tuple(sorted(tokens)), clause=False)


def _stressed(passage: Passage, verb: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    """Yield the thing that somebody stresses or reiterates: "reiterated Norway's support for Peru"."""
    things = [
        child
        for child in verb.children
        if child.dep_ == "obj" and child.pos_ == "NOUN" and not any(kid.pos_ == "PRON" for kid in child.lefts)
    ]  # "its commitment" is the speaker's own deed
    subject = subject_of(verb) if things else None
    if subject is None or subject.pos_ == "PRON":
        return
    voice = _speaker(passage, verb, speakers)
    if voice is not None and voice.actor is not None:
        yield Saying(verb, voice, tuple(token.i for thing in things for token in thing.subtree), clause=False)


def _not_denied(verb: Token) -> bool:
    """Tell whether a denial is itself denied or held back: "declined to deny", "did not rebut"."""
    if any(child.dep_ == "advmod" and child.lower_ in ("not", "n't", "never") for child in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in (
        "decline",
        "refuse",
        "fail",
        "stop",
        "refrain",
    )


def _accused(passage: Passage, verb: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    """Yield what somebody is accused of."""
    tokens: list[int] = []
    for child in verb.children:
        charge = child.dep_ in ("obl", "advcl", "xcomp") and _marked(child, "of", "for", "with", "over")
        if child.i > verb.i and (charge or child.dep_ == "ccomp"):
            tokens.extend(token.i for token in child.subtree)
        elif child.dep_ == "obj":
            for deeper in child.children:
                if deeper.dep_ in ("nmod", "acl") and _marked(deeper, "of"):
                    tokens.extend(token.i for token in deeper.subtree)
    passive = any(child.dep_ in ("aux:pass", "nsubj:pass") for child in verb.children)
    if not tokens or (passive and not any(child.dep_ == "obl:agent" for child in verb.children)):
        return
    voice = _speaker(passage, verb, speakers)
    if voice is not None:
        yield Saying(verb, voice, tuple(tokens), clause=False)


def _content(passage: Passage, noun: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    """Yield the content of a claim, an accusation or a report."""
    words = voice_words()
    tokens: list[int] = []
    voice: Voice | None = None
    for child in noun.children:
        case = next((kid.lower_ for kid in child.children if kid.dep_ in ("case", "mark")), "")
        clause = child.dep_ in ("acl", "ccomp", "acl:relcl") and case in ("that", "of")
        if clause or (child.dep_ == "nmod" and case in ("of", "about")):
            tokens.extend(token.i for token in child.subtree)
        elif child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and case in ("by", "from")):
            voice = voice or speakers.of(passage.index, child)
    if not tokens:
        return
    dismissed = noun.head.lemma_.lower() in words.dismissing and not _not_denied(noun.head)
    if dismissed:
        return
    told_of = noun.dep_ == "nsubj" and not any(child.dep_ == "expl" for child in noun.head.children)
    if voice is None and noun.lemma_.lower() in words.sourceless and not told_of:
        voice = Voice(None, "reports") if noun.lemma_.lower() == "report" else None
    if voice is not None:
        yield Saying(noun, voice, tuple(tokens), clause=False)


def _according(passage: Passage, token: Token, speakers: SpeakerFinder) -> Iterator[Saying]:
    """Yield what is told "according to" somebody: the clause, up to where another one joins it."""
    head = _accorded(token)
    voice = speakers.of(passage.index, head) if head is not None else None
    if head is None or voice is None:
        return
    doc, sentence = passage.doc, token.sent
    phrase = {t.i for t in head.subtree} if head.head != head else set(range(token.i, head.i + 1))
    start = max((t.i for t in doc[sentence.start : token.i] if t.text == ";"), default=sentence.start)
    opens = token.i <= sentence.start + 1
    stop = next(
        (t.i for t in doc[token.i : sentence.end] if t.text == ";" or (not opens and _joins(t, phrase))),
        sentence.end,
    )
    yield Saying(token, voice, tuple(i for i in range(start, stop) if i not in phrase), clause=True)


def _accorded(token: Token) -> Token | None:
    """Return the head of the phrase after "according to"."""
    if token.dep_ == "case":
        return token.head
    after = token.doc[token.i + 1 : token.i + 14]
    head = next((t for t in after if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    while head is not None and head.dep_ in ("compound", "amod", "flat") and head.head.i > token.i:
        head = head.head
    return head


def _joins(token: Token, phrase: set[int]) -> bool:
    """Tell whether a word joins another clause, after a comma: ", and its radio speaks of …"."""
    return (
        token.i not in phrase
        and token.dep_ == "cc"
        and token.head.pos_ in ("VERB", "AUX")
        and token.doc[token.i - 1].text == ","
    )
