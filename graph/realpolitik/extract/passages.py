"""Document → parsed passages: paragraphs without boilerplate, headlines in sentence case, no datelines.

Each paragraph is parsed by itself, so that a headline never runs into the sentence below it, and long
paragraphs are cut at sentence ends, so that memory stays flat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from realpolitik.extract.normalise import AnalysisText, normalise
from realpolitik.extract.parsed_words import ParsedWords
from realpolitik.extract.wordlists import word_lists
from realpolitik.model import Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST_PASSAGE = 4_000  # characters; a parser's memory grows with the passage
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"[A-Z][\w.'’/]*(?:[ -][A-Z(][\w.'’)/]*){{0,4}}"  # a city in any case
    rf"(?:,\s+[A-Z][\w.'’]+(?:\s[A-Z][\w.'’]+)?)?"  # its country
    rf"(?:,?\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?)?"
    rf"(?:\s*\([^)]{{2,40}}\))?\s+(?:-{{1,2}}|–|—)\s+(?=[\"“A-Z])"
)
_TURN = re.compile(r"(?:Q|A|QUESTION|ANSWER|Question|Answer)\s?[:.]\s+")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]*[A-Z])")
_TITLE_SHARE = 0.6  # of a heading's words of four letters and more: then capitals say nothing
_MIN_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """A parsed stretch of a document.

    Attributes:
        index: Its place among the document's passages.
        doc: The parse.
        start: Offset of the parse's first character in the analysis text.
        text: The analysis text of the whole document, with the way back to the text as kept.
        heading: It is a headline or section heading.
        paragraph: Number of the paragraph that it belongs to.
        turn: "Q" or "A" in an interview, else the empty string.
    """

    index: int
    doc: Doc
    start: int
    text: AnalysisText
    heading: bool
    paragraph: int
    turn: str = ""
    _words: ParsedWords | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def words(self) -> ParsedWords:
        """The words of the parse; read once, when they are first asked for."""
        known = self._words
        if known is None:
            known = ParsedWords(self.doc)
            object.__setattr__(self, "_words", known)
        return known

    def span(self, first: int, end: int) -> Span:
        """Return where tokens `first` to `end` (exclusive) stand in the document's text as kept."""
        last = self.doc[end - 1]
        return self.kept(Span(self.doc[first].idx, last.idx + len(last)))

    def kept(self, span: Span) -> Span:
        """Return where a span of the parse's characters stands in the document's text as kept."""
        return Span(self.text.start(self.start + span.start), self.text.end(self.start + span.end))


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    text: str
    heading: bool
    paragraph: int
    turn: str


def parse_passages(document: Document, nlp: Language, proper: frozenset[str]) -> list[Passage]:
    """Parse a document paragraph by paragraph.

    Args:
        document: Its headings and boilerplate spans are honoured.
        nlp: A pipeline with UD labels.
        proper: Lower-case words that belong to names, which a headline's sentence case leaves alone.
    """
    analysed = normalise(document.text)
    cuts = list(_cuts(document, analysed))
    body = _casing(cut.text for cut in cuts if not cut.heading)
    common = common_words(nlp)
    texts = (sentence_case(cut.text, body, proper, common) if cut.heading else cut.text for cut in cuts)
    passages: list[Passage] = []
    for cut, doc in zip(cuts, nlp.pipe(texts, batch_size=32), strict=True):
        passages.append(
            Passage(len(passages), doc, cut.start, analysed, cut.heading, cut.paragraph, cut.turn)
        )
    return passages


def _cuts(document: Document, analysed: AnalysisText) -> Iterator[_Cut]:
    skipped = sorted(document.boilerplate, key=lambda span: span.start)
    headings = {span.start for span in document.headings}
    paragraph = 0
    for match in re.finditer(r"[^\r\n]+", analysed.text):
        start, end = match.span()
        kept = Span(analysed.start(start), analysed.end(end))
        if not match.group().strip():
            continue
        if any(span.start <= kept.start and kept.end <= span.end for span in skipped):
            continue
        inside = [span for span in skipped if span.overlaps(kept)]
        for piece_start, piece_end in _outside(start, end, inside, analysed):
            text = analysed.text[piece_start:piece_end]
            lead = len(text) - len(text.lstrip())
            heading = any(kept.start <= heading < kept.end for heading in headings)
            yield from _sized(piece_start + lead, text.strip(), heading=heading, paragraph=paragraph)
        paragraph += 1


def _outside(start: int, end: int, spans: list[Span], analysed: AnalysisText) -> Iterator[tuple[int, int]]:
    """Yield the stretches of start..end (analysis offsets) that no span (document offsets) covers."""
    if not spans:
        yield start, end
        return
    kept_from: int | None = None
    for offset in range(start, end + 1):
        place = analysed.start(offset)
        covered = offset == end or any(span.start <= place < span.end for span in spans)
        if covered and kept_from is not None:
            if analysed.text[kept_from:offset].strip():
                yield kept_from, offset
            kept_from = None
        elif not covered and kept_from is None:
            kept_from = offset


def _sized(start: int, text: str, *, heading: bool, paragraph: int) -> Iterator[_Cut]:
    turn = ""
    prefix = _TURN.match(text)
    if prefix:
        turn = prefix.group()[0].upper()
    else:
        prefix = _DATELINE.match(text)
    if prefix and not heading:
        start += prefix.end()
        text = text[prefix.end() :]
    while len(text) > LONGEST_PASSAGE:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, LONGEST_PASSAGE)]
        cut = ends[-1] if ends else (text.rfind(" ", 1, LONGEST_PASSAGE) + 1 or LONGEST_PASSAGE)
        yield _Cut(start, text[:cut], heading, paragraph, turn)
        start += cut
        text = text[cut:]
    if text.strip():
        yield _Cut(start, text, heading, paragraph, turn)


@dataclass(frozen=True, slots=True)
class Casing:
    """How words are written in running text, away from sentence starts."""

    capitalised: Counter[str]
    lower: Counter[str]


def _casing(texts: Iterator[str]) -> Casing:
    capitalised: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        previous_end = 0
        for match in _WORD.finditer(text):
            word = match.group()
            gap = text[previous_end : match.start()]
            previous_end = match.end()
            if word[0].islower():
                lower[word] += 1
            elif match.start() > 0 and not any(mark in gap for mark in '.!?:"'):
                capitalised[word.lower()] += 1
    return Casing(capitalised, lower)


_COMMON: dict[int, frozenset[str]] = {}


def common_words(nlp: Language) -> frozenset[str]:
    """Return lower-case words of the language's dictionary, as far as the pipeline ships one."""
    key = id(nlp)
    if key not in _COMMON:
        words: set[str] = set()
        if "lemmatizer" in nlp.pipe_names:
            lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
            if "lemma_index" in lookups.tables:
                for table in lookups.get_table("lemma_index").values():
                    words.update(table)
        _COMMON[key] = frozenset(words)
    return _COMMON[key]


def sentence_case(text: str, body: Casing, proper: frozenset[str], common: frozenset[str]) -> str:
    """Return a Title Case or ALL CAPS heading in sentence case, character for character as long.

    A word keeps its capital where the body writes it so, where it belongs to a known name, or where
    no dictionary has it.
    """
    long_words = [word for word in _WORD.findall(text) if len(word) > _MIN_TITLE_WORDS]
    capitals = sum(word[0].isupper() for word in long_words)
    if len(long_words) < _MIN_TITLE_WORDS or capitals < _TITLE_SHARE * len(long_words):
        return text
    shouted = text.isupper()

    def recase(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        if word[0].islower() or len(lower) != len(word):
            return word
        if word.isupper() and not shouted and len(word) > 1:
            return word
        if body.capitalised[lower] > body.lower[lower]:
            return word.capitalize() if shouted else word
        if body.lower[lower] or (lower not in proper and in_dictionary(lower, common)):
            return lower
        return word.capitalize() if shouted else word

    first = _WORD.search(text)
    recased = _WORD.sub(recase, text)
    if first is None:
        return recased
    return recased[: first.start()] + text[first.start()] + recased[first.start() + 1 :]


_ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("'s", ""),
)


def in_dictionary(word: str, common: frozenset[str]) -> bool:
    """Tell whether a lower-case word, or what it is inflected from, is no name."""
    if word in word_lists().function_words:
        return True
    return any(
        word.endswith(ending)
        and len(word) > len(ending) + 1
        and word[: len(word) - len(ending)] + stem in common
        for ending, stem in _ENDINGS
    )
