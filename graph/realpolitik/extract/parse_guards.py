"""Guards after the dependency parser: faults that it is known for, mended where the words leave no doubt.

In: a parsed `spacy.tokens.Doc` with Universal Dependencies labels. Out: the same `Doc` with some heads,
labels and parts of speech changed (`mend`). `guard` puts that into a pipeline. Knows nothing of actors,
relations or claims. What each guard gives is in benchmarks/pipeline/README.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.extract.parse_tree import ParseTree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PIPE_NAME = "realpolitik_parse_guards"

_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
_PARTICIPLE_TAGS = frozenset({"VBN", "VBD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl", "nsubj:outer"})
_RELATIVE = frozenset({"that", "which", "who", "whom"})
_OBJECT_WORDS = frozenset({"what", "whom", "which"})
_LINKING_VERBS = frozenset({"become", "remain"})
_CLAUSES = frozenset({"advcl", "parataxis", "conj", "ccomp", "xcomp", "acl", "appos", "dep", "list"})
# What a word without dependents must be for a guard to look at it.
_SUSPECT_LABELS = frozenset({"acl", "amod", "appos", "compound", "dep", "mark"})
# Dependents that belong to a clause and never to a noun phrase: they go along when a verb takes a noun's
# place.
_CLAUSE_DEPENDENTS = _SUBJECTS | {
    "aux",
    "aux:pass",
    "mark",
    "advmod",
    "advcl",
    "obl",
    "obl:unmarked",
    "ccomp",
    "parataxis",
    "discourse",
    "vocative",
    "cc",
    "punct",
}


def guard(nlp: Language) -> Language:
    """Put the guards straight after a pipeline's parser, so that the lemmatizer sees the mended verbs."""
    if PIPE_NAME not in nlp.pipe_names:
        type(nlp).component(PIPE_NAME, func=_mend_component)
        nlp.add_pipe(PIPE_NAME, after="parser")
    return nlp


def _mend_component(doc: Doc) -> Doc:
    mend(doc)
    return doc


def mend(doc: Doc) -> int:
    """Mend the faults that the parser is known for, in place; return how many guards changed something.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> doc = Doc(
    ...     Vocab(),
    ...     words=["Both", "have", "reiterated", "support"],
    ...     pos=["PRON", "AUX", "ADJ", "NOUN"],
    ...     tags=["DT", "VBP", "JJ", "NN"],
    ...     heads=[3, 3, 3, 3],
    ...     deps=["nsubj", "aux", "amod", "ROOT"],
    ... )
    >>> mend(doc)
    1
    >>> [(token.text, token.dep_, token.head.text) for token in doc if token.dep_ != "aux"]
    [('Both', 'nsubj', 'reiterated'), ('reiterated', 'ROOT', 'reiterated'), ('support', 'obj', 'reiterated')]
    """
    tree = ParseTree(doc)
    mended = 0
    for token in doc:
        if tree.kids[token.i] or tree.deps[token.i] in _SUSPECT_LABELS:
            mended += any(repair(tree, token) for repair in _GUARDS)
    if mended:
        tree.write()
    return mended


def _verb_lost_in_noun_phrase(tree: ParseTree, token: Token) -> bool:
    """Right "Both have reiterated support" headed by *support*: what follows *have* is the verb."""
    noun = token.i
    if token.pos_ not in _NOMINAL or tree.having(noun, ("cop", "case")):
        return False
    before = [kid for kid in tree.having(noun, (*_SUBJECTS, "aux")) if kid < noun]
    if not before:
        return False
    has_have = any(tree.doc[kid].lemma_ == "have" or tree.doc[kid].text.lower() in _HAVE for kid in before)
    for kid in tree.having(noun, ("amod", "compound")):
        word = tree.doc[kid]
        if not before[-1] < kid < noun:
            continue
        participle = has_have and (word.tag_ in _PARTICIPLE_TAGS or word.text.lower().endswith("ed"))
        if participle or word.tag_ in _FINITE_TAGS:
            movers = [
                mover
                for mover in tree.having(noun, _CLAUSE_DEPENDENTS)
                if mover < kid or tree.deps[mover] not in {"advmod", "cc", "obl"} or mover > noun
            ]
            tree.take_place(kid, noun, "obj")
            tree.make_verb(kid, "VBN" if has_have else "VBD")
            for mover in movers:
                tree.attach(mover, kid, tree.deps[mover])
            return True
    return False


_HAVE = frozenset({"have", "has", "had", "'ve", "’ve"})


def _main_verb_taken_for_clause(tree: ParseTree, token: Token) -> bool:
    """Right "The spokeswoman, Ann Lee, confirmed …" headed by *spokeswoman*: the finite verb is the head."""
    verb, noun = token.i, tree.heads[token.i]
    if (
        token.tag_ not in _FINITE_TAGS
        or token.pos_ != "VERB"
        or tree.deps[verb] not in {"acl", "appos", "amod"}
    ):
        return False
    if noun > verb or tree.heads[noun] != noun or tree.doc[noun].pos_ not in _NOMINAL:
        return False
    if tree.having(verb, (*_SUBJECTS, "mark", "aux", "aux:pass")) or tree.having(
        noun, ("cop", "case", *_SUBJECTS)
    ):
        return False
    if any(
        tree.doc[kid].pos_ in {"VERB", "AUX"} and kid != verb for kid in tree.having(noun, _CLAUSES - {"acl"})
    ):
        return False
    movers = [
        kid
        for kid in tree.kids[noun]
        if kid > verb
        or (kid < noun and tree.deps[kid] in {"mark", "cc", "obl", "advmod", "advcl", "discourse"})
    ]
    tree.take_place(verb, noun, "nsubj")
    for mover in movers:
        tree.attach(mover, verb, tree.deps[mover])
    return True


def _verb_taken_for_adjective(tree: ParseTree, token: Token) -> bool:
    """Right a verb that has a subject of its own, or is finite after a comma, and yet modifies a noun."""
    verb, noun = token.i, tree.heads[token.i]
    if token.pos_ != "VERB" or tree.deps[verb] not in {"amod", "compound"} or noun < verb:
        return False
    if tree.before(verb, ("nsubj", "nsubj:pass")):
        if tree.having(noun, ("case", "cop", "aux")):
            return False
        movers = [kid for kid in tree.having(noun, _CLAUSE_DEPENDENTS | {"conj"}) if not verb < kid < noun]
        tree.take_place(verb, noun, "obj")
        for mover in movers:
            if tree.deps[mover] != "conj" or tree.doc[mover].pos_ == "VERB":
                tree.attach(mover, verb, tree.deps[mover])
        return True
    top = tree.top(noun)
    if token.tag_ not in {"VBD", "VBZ"} or verb == 0 or tree.doc[verb - 1].text != "," or top > verb:
        return False
    if tree.doc[top].pos_ not in _NOMINAL or tree.having(top, ("cop", "case", *_SUBJECTS)):
        return False
    tree.take_place(verb, top, "nsubj")
    tree.attach(noun, verb, "obj")
    for mover in [kid for kid in tree.kids[top] if kid > verb]:
        tree.attach(mover, verb, tree.deps[mover])
    return True


def _relative_clause_taken_for_main(tree: ParseTree, token: Token) -> bool:
    """Right "Jordan, who was born in Lagos, limped off" headed by *born*, which has two subjects."""
    verb = token.i
    subjects = [kid for kid in tree.having(verb, ("nsubj", "nsubj:pass")) if kid < verb]
    if len(subjects) < 2 or tree.doc[subjects[1]].text.lower() not in {"who", "which"}:  # noqa: PLR2004
        return False
    subject = subjects[0]
    candidates = [
        kid
        for kid in tree.having(verb, ("advcl", "parataxis", "conj", "ccomp", "xcomp"))
        if kid > verb
        and tree.doc[kid].tag_ in _FINITE_TAGS | {"VBN"}
        and not tree.having(kid, (*_SUBJECTS, "aux", "aux:pass", "mark"))
        and tree.doc[kid - 1].text in {",", ")", "—", "–"}
    ]
    if not candidates:
        return False
    main = candidates[-1]
    movers = [kid for kid in tree.kids[verb] if kid > main] + tree.having(verb, ("mark",))
    tree.take_place(main, verb, "acl:relcl")
    tree.attach(subject, main, "nsubj")
    tree.attach(verb, subject, "acl:relcl")
    for mover in movers:
        tree.attach(mover, main, tree.deps[mover])
    return True


def _subject_taken_for_second_object(tree: ParseTree, token: Token) -> bool:
    """Right "They left. Oslo has called …" run together: the last object is the next verb's subject."""
    verb = token.i
    objects = [kid for kid in tree.having(verb, ("obj",)) if kid > verb]
    if len(objects) < 2:  # noqa: PLR2004
        return False
    for clause in tree.having(verb, ("parataxis", "conj", "ccomp")):
        finite = tree.doc[clause].tag_ in _FINITE_TAGS or tree.having(clause, ("aux", "aux:pass"))
        if clause > objects[-1] and finite and not tree.having(clause, _SUBJECTS):
            passive = tree.having(clause, ("aux:pass",))
            tree.attach(objects[-1], clause, "nsubj:pass" if passive else "nsubj")
            return True
    return False


_DATIVE_VERBS = frozenset(
    """
    accord afford allot allow assign award bring buy cause cost deal deliver deny extend feed forgive
    give grant guarantee hand lend loan offer owe pass pay pledge promise read refuse reimburse repay
    sell send serve ship show supply teach tell vote wire wish write
    """.split(),  # noqa: SIM905 a list of strings would fill the screen
)


# Verbs whose second bare complement says what the first one is: "called the account a fabrication".
_NAMING_VERBS = frozenset(
    {"appoint", "brand", "call", "consider", "declare", "deem", "dub", "elect", "label", "make", "name"},
)
_NOT_BETWEEN_OBJECTS = frozenset({",", ";", ":", "and", "or", "(", ".", "—", "–", "-", "'", '"', "“", "”"})


def _second_of_two_objects(tree: ParseTree, token: Token) -> bool:
    """Right "gives Minsk a loan" and "calls it a lie" with two direct objects: one of them is none."""
    objects = [kid for kid in tree.having(token.i, ("obj",)) if kid > token.i]
    if len(objects) != 2:  # noqa: PLR2004
        return False
    first, second = objects
    between = {tree.doc[place].text for place in range(first, second)}
    if between & _NOT_BETWEEN_OBJECTS or any("\n" in text for text in between):
        return False
    lemma = token.lemma_.lower() or token.text.lower()
    if lemma in _DATIVE_VERBS:
        tree.attach(first, token.i, "iobj")
    elif lemma in _NAMING_VERBS:
        tree.attach(second, token.i, "xcomp")
    else:
        return False
    return True


def _question_word_as_second_subject(tree: ParseTree, token: Token) -> bool:
    """Right "What does the minister do" with two subjects: the question word is the object."""
    subjects = [kid for kid in tree.having(token.i, ("nsubj",)) if kid < token.i]
    if len(subjects) != 2 or tree.having(token.i, ("obj", "cop")):  # noqa: PLR2004
        return False
    if tree.doc[subjects[0]].text.lower() not in _OBJECT_WORDS or token.pos_ != "VERB":
        return False
    tree.attach(subjects[0], token.i, "obj")
    return True


def _relative_pronoun_as_marker(tree: ParseTree, token: Token) -> bool:
    """Right "the aid that the group sent" with *that* for a marker: it is the object, or the subject."""
    verb = tree.heads[token.i]
    if token.text.lower() not in _RELATIVE or tree.deps[token.i] not in {"mark", "dep"} or verb < token.i:
        return False
    if tree.deps[verb] not in {"acl", "acl:relcl"} or tree.doc[verb].pos_ != "VERB" or token.i == 0:
        return False
    noun = tree.heads[verb]
    if noun >= token.i or tree.doc[noun].lemma_.lower() in _CONTENT_NOUNS:
        return False
    if not tree.having(verb, _SUBJECTS):
        tree.attach(token.i, verb, "nsubj:pass" if tree.having(verb, ("aux:pass",)) else "nsubj")
    elif not tree.having(verb, ("obj", "ccomp", "xcomp", "obl", "cop", "nsubj:pass")):
        tree.attach(token.i, verb, "obj")
    else:
        return False
    tree.deps[verb] = "acl:relcl"
    return True


# Nouns that a that-clause tells the content of: "the claim that X invaded" has no gap.
_CONTENT_NOUNS = frozenset(
    """
    accusation agreement allegation announcement argument assertion assessment assurance belief case
    charge claim complaint concern conclusion condition confirmation conviction decision demand denial
    doubt evidence expectation fact fear finding guarantee hint hope idea impression indication
    insistence likelihood message news notion opinion pledge possibility prediction promise proof
    proposal prospect reason report reminder request risk rumor rumour sense sign signal speculation
    statement suggestion suspicion threat understanding view warning way word
    """.split(),  # noqa: SIM905 a list of strings would fill the screen
)


def _complement_of_linking_verb(tree: ParseTree, token: Token) -> bool:
    """Right "became its president" with an object: what one becomes is a predicate."""
    if token.lemma_.lower() not in _LINKING_VERBS:
        return False
    objects = tree.having(token.i, ("obj",))
    for place in objects:
        tree.attach(place, token.i, "xcomp")
    return bool(objects)


_CLAUSE_LABELS = _CLAUSES | {"ROOT", "acl:relcl", "advcl:relcl", "csubj"}
_NOUN_DEPENDENTS = frozenset({"det", "amod", "compound", "nummod", "nmod", "flat", "nmod:poss"})
_DO_AND_MODALS = frozenset(
    {"do", "does", "did", "will", "would", "shall", "should", "may", "might", "can", "could", "must", "'ll"},
)


def _verb_tagged_as_noun(tree: ParseTree, token: Token) -> bool:
    """Right "It no longer sells to Oslo" with a noun *sells*: what has a subject and no copula is a verb."""
    place, text = token.i, token.text.lower()
    if token.pos_ not in {"NOUN", "PROPN"} or tree.deps[place] not in _CLAUSE_LABELS:
        return False
    if len(tree.before(place, ("nsubj", "nsubj:pass"))) != 1 or tree.having(place, ("cop", "case")):
        return False
    if place in tree.retagged or tree.before(place, _NOUN_DEPENDENTS):
        return False
    helpers = {tree.doc[kid].text.lower() for kid in tree.having(place, ("aux", "aux:pass"))}
    modal = bool(helpers & _DO_AND_MODALS)
    governs = bool(tree.having(place, ("obj", "ccomp", "xcomp", "compound:prt")))
    if text.endswith("ed"):
        tag = "VBN" if helpers else "VBD"
    elif modal or (not helpers and governs and not text.endswith("s")):
        tag = "VB" if modal else "VBP"
    elif text.endswith("s") and not helpers:
        tag = "VBZ"
    else:
        return False
    tree.make_verb(place, tag)
    for kid in tree.having(place, ("nmod",)):
        tree.attach(kid, place, "obl")
    return True


# Pasts of verbs that no noun or adjective looks like.
_PAST_FORMS = frozenset(
    """
    ate began bought brought came chose drew fought forbade forgave froze gave lent met outbid overthrew
    paid repaid sent shrank sought sold spoke stole struck swore threw told took undertook went withdrew
    withheld woke wrote
    """.split(),  # noqa: SIM905 a list of strings would fill the screen
)
_SENTENCE_ENDS = frozenset({".", "!", "?", ";", ":"})
_OBJECTS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})


def _past_taken_for_noun(tree: ParseTree, token: Token) -> bool:
    """Right "Qatar lent Sudan $2 billion" with a compound noun *lent*, and the rest as sentences apart."""
    place = token.i
    if token.pos_ in {"VERB", "AUX"} or token.text.lower() not in _PAST_FORMS:
        return False
    names = tree.before(place, ("compound", "nmod", "nmod:desc", "flat", "amod"))
    if not names or names[-1] != place - 1 or tree.doc[place - 1].pos_ not in _NOMINAL:
        return False
    if tree.having(place, ("case", "det", "cop")) or tree.deps[place] not in _CLAUSE_LABELS:
        return False
    tree.make_verb(place, "VBD")
    tree.attach(names[-1], place, "nsubj")
    for name in names[:-1]:
        tree.attach(name, names[-1], tree.deps[name])
    objects: list[int] = []
    for other in range(place + 1, len(tree.doc)):
        if tree.doc[other].text in _SENTENCE_ENDS or "\n" in tree.doc[other].text:
            break
        if tree.heads[other] == other:
            nominal = tree.doc[other].pos_ in _OBJECTS
            tree.attach(other, place, "obj" if nominal else "dep")
            objects += [other] if nominal else []
    if len(objects) > 1:
        tree.attach(objects[0], place, "iobj")
    return True


def _have_taken_for_auxiliary(tree: ParseTree, token: Token) -> bool:
    """Right "which has claims on it" headed by *claims*: *have* with a bare noun is the verb."""
    noun = token.i
    helpers = tree.before(noun, ("aux", "aux:pass", "cop"))
    if token.pos_ != "NOUN" or len(helpers) != 1 or tree.deps[noun] not in _CLAUSE_LABELS:
        return False
    verb = helpers[0]
    if tree.doc[verb].text.lower() not in _HAVE or token.tag_ not in {"NN", "NNS"} or noun in tree.retagged:
        return False
    if not tree.before(noun, ("nsubj",)) or token.text.lower().endswith("ed"):
        return False
    movers = [
        kid for kid in tree.having(noun, _CLAUSE_DEPENDENTS) if kid < verb or tree.deps[kid] != "advmod"
    ]
    tree.take_place(verb, noun, "obj")
    tree.make_verb(verb, tree.doc[verb].tag_)
    for mover in movers:
        tree.attach(mover, verb, tree.deps[mover])
    return True


def _speaker_taken_for_object(tree: ParseTree, token: Token) -> bool:
    """Right '"It is over," warned its envoy' with *envoy* for an object: it is the speaker."""
    verb = token.i
    if (token.lemma_.lower() or token.text.lower()) not in _SPEECH_VERBS or tree.having(verb, _SUBJECTS):
        return False
    before = tree.doc[verb - 1].text if verb else ""
    says = before == "," and token.lemma_ == "say"
    if token.tag_ not in _FINITE_TAGS or not (before in _QUOTE_ENDS or says):
        return False
    objects = [kid for kid in tree.having(verb, ("obj", "iobj")) if kid > verb]
    if not objects:
        return False
    tree.attach(objects[0], verb, "nsubj")
    return True


_QUOTE_ENDS = frozenset({'"', "”", "''"})
_SPEECH_VERBS = frozenset(
    """
    add admit announce answer argue ask assert claim comment complain concede conclude confirm continue
    declare explain insist joke maintain note observe predict protest read remark reply report respond
    retort say state stress vow warn write
    """.split(),  # noqa: SIM905 a list of strings would fill the screen
)

_GUARDS = (
    _verb_lost_in_noun_phrase,
    _main_verb_taken_for_clause,
    _verb_taken_for_adjective,
    _relative_clause_taken_for_main,
    _subject_taken_for_second_object,
    _second_of_two_objects,
    _question_word_as_second_subject,
    _relative_pronoun_as_marker,
    _complement_of_linking_verb,
    _verb_tagged_as_noun,
    _past_taken_for_noun,
    _have_taken_for_auxiliary,
    _speaker_taken_for_object,
)
