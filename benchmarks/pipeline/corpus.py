"""Makes training examples of treebank documents, varied afresh for every epoch so that they look like news.

In: documents as tuples of `treebanks.Sentence`. Out: runs of one to a dozen sentences as gold `Doc`s, in
which quotes may be curly, paragraphs end in line breaks, headlines are in title case and lack articles,
*be* and the period, some text is lower-cased or upper-cased, and some open-class words have become words
that nobody ever saw (first letter, last three letters and shape kept), so that the parser learns to do
without knowing the word. All randomness comes from the generator passed in.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from spacy.tokens import Doc
from spacy.vocab import Vocab
from treebanks import Sentence, Word, build_doc

# Shares of runs or sentences that a variation touches. Chosen by reading news, not tuned.
CURLY_SHARE = 0.35
PARAGRAPH_SHARE = 0.6
HEADLINE_SHARE = 0.06
LOWER_SHARE = 0.02
UPPER_SHARE = 0.01
NO_PERIOD_SHARE = 0.03
LINE_BREAK_SHARE = 0.03
UNSEEN_WORD_SHARE = 0.06
# Most words that a run may have where it has more than one sentence. Short runs spare the parser the costly
# oracle that cuts long documents, so that training is 1.6 times as fast.
RUN_WORDS = (1, 40, 60, 80, 100, 120)

_OPEN_CLASSES = {"NOUN", "PROPN", "VERB", "ADJ"}
_SMALL_WORDS = {"ADP", "CCONJ", "DET", "PART", "SCONJ"}
_MIN_UNSEEN_LENGTH = 5
_MAX_HEADLINE_WORDS = 18


def iter_runs(documents: Sequence[Sequence[Sentence]], vocab: Vocab, random: Random) -> Iterator[Doc]:
    """Yield every sentence of `documents` once, in varied runs of neighbours, in random order."""
    runs: list[tuple[Sentence, ...]] = []
    for document in documents:
        start = 0
        while start < len(document):
            words = len(document[start].words)
            limit = random.choice(RUN_WORDS)
            end = start + 1
            while end < len(document) and words + len(document[end].words) <= limit:
                words += len(document[end].words)
                end += 1
            runs.append(tuple(document[start:end]))
            start = end
    random.shuffle(runs)
    for run in runs:
        yield build_doc(vocab, vary(run, random))


def vary(run: Sequence[Sentence], random: Random) -> tuple[Sentence, ...]:
    """Return `run` as another newsroom or keyboard would have written it; the trees stay what they were."""
    sentences = [_hide_words(sentence, random) for sentence in run]
    if random.random() < HEADLINE_SHARE:
        sentences[0] = _as_headline(sentences[0], random)
    sentences = [
        _without_period(sentence) if random.random() < NO_PERIOD_SHARE else sentence for sentence in sentences
    ]
    case = random.random()
    if case < LOWER_SHARE:
        sentences = [_map_forms(sentence, str.lower) for sentence in sentences]
    elif case < LOWER_SHARE + UPPER_SHARE:
        sentences = [_map_forms(sentence, str.upper) for sentence in sentences]
    if random.random() < CURLY_SHARE:
        sentences = [_with_curly_quotes(sentence) for sentence in sentences]
    breaks = random.random() < PARAGRAPH_SHARE
    wraps = random.random() < LINE_BREAK_SHARE
    laid_out = []
    for place, sentence in enumerate(sentences):
        last = place + 1 == len(sentences)
        ends_paragraph = not last and (run[place + 1].opens_paragraph or sentence is not run[place])
        if wraps:
            sentence = _wrap(sentence, random)  # noqa: PLW2901 one more step of the same chain
        if breaks and ends_paragraph and run[place + 1].opens_paragraph:
            sentence = _end_with(sentence, random.choice(("\n\n", "\n\n", "\n")))  # noqa: PLW2901
        laid_out.append(sentence)
    return tuple(laid_out)


def _map_forms(sentence: Sentence, change: object) -> Sentence:
    """Apply a str method to every form."""
    words = tuple(replace(word, form=change(word.form)) for word in sentence.words)  # type: ignore[operator]
    return replace(sentence, words=words)


def _hide_words(sentence: Sentence, random: Random) -> Sentence:
    """Turn some open-class words into words that never occurred."""
    words = []
    for word in sentence.words:
        hidden = word
        if (
            word.upos in _OPEN_CLASSES
            and len(word.form) >= _MIN_UNSEEN_LENGTH
            and word.form.isalpha()
            and random.random() < UNSEEN_WORD_SHARE
        ):
            middle = "".join(
                random.choice(string.ascii_uppercase if letter.isupper() else string.ascii_lowercase)
                for letter in word.form[1:-3]
            )
            hidden = replace(word, form=word.form[0] + middle + word.form[-3:])
        words.append(hidden)
    return replace(sentence, words=tuple(words))


def _without(sentence: Sentence, dropped: set[int]) -> Sentence:
    """Return the sentence without the words at `dropped`, none of which has a dependent that stays."""
    kept = [place for place in range(len(sentence.words)) if place not in dropped]
    moved = {old: new for new, old in enumerate(kept)}
    words = [replace(sentence.words[place], head=moved[sentence.words[place].head]) for place in kept]
    for place in dropped:  # the word before takes over the gap
        if place - 1 in moved:
            words[moved[place - 1]] = replace(
                words[moved[place - 1]],
                space_after=sentence.words[place].space_after,
            )
    return replace(sentence, words=tuple(words))


def _leaves(sentence: Sentence) -> set[int]:
    """Return the places of words without dependents that are not the root."""
    heads = {word.head for word in sentence.words}
    return {
        place for place, word in enumerate(sentence.words) if place not in heads and word.deprel != "ROOT"
    }


def _without_period(sentence: Sentence) -> Sentence:
    """Drop the final period."""
    last = len(sentence.words) - 1
    if last > 0 and sentence.words[last].form == "." and last in _leaves(sentence):
        return _without(sentence, {last})
    return sentence


def _as_headline(sentence: Sentence, random: Random) -> Sentence:
    """Drop articles, forms of *be* and the period, and put the words in title case (most of the time)."""
    if len(sentence.words) > _MAX_HEADLINE_WORDS:
        return sentence
    leaves = _leaves(sentence)
    dropped = {
        place
        for place in leaves
        if (
            sentence.words[place].deprel == "det" and sentence.words[place].form.lower() in {"a", "an", "the"}
        )
        or (sentence.words[place].deprel in {"cop", "aux:pass"} and random.random() < 0.5)  # noqa: PLR2004
        or (place == len(sentence.words) - 1 and sentence.words[place].form == ".")
    }
    headline = _without(sentence, dropped) if len(dropped) < len(sentence.words) else sentence
    if random.random() < 0.25:  # noqa: PLR2004 a quarter of newsrooms write headlines in sentence case
        return headline
    words = tuple(
        word
        if place and word.upos in _SMALL_WORDS
        else replace(word, form=word.form[:1].upper() + word.form[1:])
        for place, word in enumerate(headline.words)
    )
    return replace(headline, words=words)


def _with_curly_quotes(sentence: Sentence) -> Sentence:
    """Replace straight quotes by typographic ones."""
    opened = False
    words = []
    for word in sentence.words:
        form = word.form
        if form == '"':
            closing = word.xpos == "''" or (word.xpos != "``" and opened)
            opened = not closing
            form = "”" if closing else "“"
        elif "'" in form:
            form = "‘" if form == "'" and word.xpos == "``" else form.replace("'", "’")
        words.append(word if form == word.form else replace(word, form=form))
    return replace(sentence, words=tuple(words))


def _end_with(sentence: Sentence, whitespace: str) -> Sentence:
    """Let a whitespace token end the sentence."""
    words = list(sentence.words)
    words[-1] = replace(words[-1], space_after=False)
    words.append(_whitespace_word(whitespace, len(words) - 1))
    return replace(sentence, words=tuple(words))


def _wrap(sentence: Sentence, random: Random) -> Sentence:
    """Break the line somewhere in the middle of the sentence."""
    places = [place for place, word in enumerate(sentence.words[:-1]) if word.space_after]
    if not places:
        return sentence
    at = random.choice(places)
    words = [
        replace(word, head=word.head + (word.head > at), space_after=word.space_after and place != at)
        for place, word in enumerate(sentence.words)
    ]
    words.insert(at + 1, _whitespace_word("\n", at))
    return replace(sentence, words=tuple(words))


def _whitespace_word(whitespace: str, head: int) -> Word:
    """Return a whitespace token as spaCy's tokenizer makes them."""
    return Word(
        form=whitespace,
        lemma=whitespace,
        upos="SPACE",
        xpos="_SP",
        feats="_",
        head=head,
        deprel="dep",
        space_after=False,
    )
