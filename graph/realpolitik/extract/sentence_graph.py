"""The tree of a sentence made ready for paths from a trigger to a mention, which a model weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from realpolitik.extract.parsed_words import ParsedWords

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

_LONGEST_PATH = 6
_LONGEST_CHAIN = 60
_TRANSPARENT = frozenset({"conj", "appos", "flat", "compound", "nmod:desc"})
_AGENTS = ("obl:by", "nmod:by", "obl:agent")
_CASED = frozenset({"obl", "nmod", "advcl", "acl", "obl:agent", "obl:unmarked", "nmod:unmarked"})


def is_passive(verb: Token) -> bool:
    """Tell whether a verb form is passive: by its auxiliary, or as a participle after its noun."""
    if any(child.dep_ == "aux:pass" for child in verb.children):
        return True
    return verb.dep_ in ("acl", "amod", "advcl") and verb.tag_ == "VBN"


class Node(NamedTuple):
    """A token's link to its head, as the paths name it."""

    label: str
    transparent: bool


class SentenceGraph:
    """The dependency tree of a sentence, made ready for paths.

    Attributes:
        start: Where the sentence begins in its passage.
        tokens: Its tokens.
        words: The words of the whole passage.
        children: What depends on each token, by places in the sentence.
    """

    def __init__(self, sentence: TokenSpan, words: ParsedWords | None = None) -> None:
        """Make ready.

        Args:
            sentence: Of a parsed text.
            words: Those of the whole text, where they have been read already.
        """
        self.start = start = sentence.start
        self.tokens: list[Token] = list(sentence)
        self.words = words or ParsedWords(sentence.doc)
        end = sentence.end
        self.children = [
            [child - start for child in children if start <= child < end]
            for children in self.words.children[start:end]
        ]
        self._nodes: dict[int, Node] = {}
        self._chains: dict[int, list[int]] = {}
        self._paths: dict[tuple[int, int], tuple[str, str, int]] = {}

    def _node(self, index: int) -> Node:
        found = self._nodes.get(index)
        if found is None:
            found = self._nodes[index] = self._named(index)
        return found

    def _named(self, index: int) -> Node:
        """Name a token's link so that passives and actives share it: A0 acts, A1 is acted upon."""
        words = self.words
        dep = label = words.deps[index]
        if label in _CASED:
            case = next(
                (
                    words.lowers[child]
                    for child in words.children[index]
                    if words.deps[child] in ("case", "mark")
                ),
                "",
            )
            label = f"{label.split(':')[0]}:{case}" if case else label
        if label == "nsubj":
            label = "A1" if self._is_passive(index) else "A0"
        elif label in ("nsubj:pass", "obj"):
            label = "A1"
        elif label in _AGENTS and (words.parts[words.heads[index]] != "VERB" or self._is_passive(index)):
            label = "A0"
        return Node(label, dep in _TRANSPARENT)

    def _is_passive(self, index: int) -> bool:
        """Tell whether the head of a word is passive."""
        return is_passive(self.tokens[index - self.start].head)

    def chain(self, index: int) -> list[int]:
        """Return a token and its ancestors up to the root."""
        found = self._chains.get(index)
        if found is None:
            found = [index]
            heads, start, end = self.words.heads, self.start, self.start + len(self.tokens)
            while True:
                head = heads[index]
                if head == index or not start <= head < end or len(found) > _LONGEST_CHAIN:
                    break
                found.append(head)
                index = head
            self._chains[found[0]] = found
        return found

    def meeting(self, source: int, target: int) -> int | None:
        """Return the lowest token that two hang on, which may be one of them; None across sentences."""
        above = self.chain(source)
        for index in self.chain(target):
            if index in above:
                return index
        return None

    def path(self, source: int, target: int) -> tuple[str, str, int]:
        """Return the path between two tokens: full, without transparent links, and its length."""
        found = self._paths.get((source, target))
        if found is None:
            found = self._paths[source, target] = self._path(source, target)
        return found

    def _path(self, source: int, target: int) -> tuple[str, str, int]:
        meet = self.meeting(source, target)
        if meet is None:
            return "none", "none", 99
        up, down = self.chain(source), self.chain(target)
        rise = up[: up.index(meet)]
        fall = down[: down.index(meet)][::-1]
        if len(rise) + len(fall) > _LONGEST_PATH:
            return "far", "far", len(rise) + len(fall)
        nodes = [self._node(index) for index in (*rise, *fall)]
        steps = [label for label, _ in nodes]
        steps[: len(rise)] = [f"^{label}" for label in steps[: len(rise)]]
        lean = [step for step, (_, transparent) in zip(steps, nodes, strict=True) if not transparent]
        return " ".join(steps), " ".join(lean), len(steps)
