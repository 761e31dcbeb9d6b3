"""A stand-in for the extractor that knows the sentences of `generate_documents` and reads them at once.

With it, a benchmark measures all of a build but extraction, up to a hundred thousand documents in minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from realpolitik.model import Amount, Claim, Document, Evidence, RelationId, Span, Status
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_VERBS = {
    "lent": "lends",
    "met": "meets",
    "imposed sanctions on": "sanctions",
    "never attacked": "attacks",
    "may have attacked": "attacks",
    "attacked": "attacks",
    "praised": "supports",
    "condemned": "criticizes",
    "demanded that": "demands",
    "signed an agreement with": "cooperates",
    "threatened": "threatens",
}
_SENTENCE = re.compile(r"[^.]+\.")
_TOLD = re.compile(
    rf"(?:According to (?P<c>[^,]+), )?(?:On \w+ \d+, )?(?P<a>.+?) (?P<v>{'|'.join(_VERBS)}) (?P<rest>.+)"
)
_MONEY = re.compile(r"\$(\d+) (million|billion)")
_UNITS = {"million": 1e6, "billion": 1e9}
_LONGEST_NAME = 6


class TemplateExtractor:
    """Finds the claims of generated sentences."""

    version = "templates 1"

    def __init__(
        self, scheme: RelationScheme, registry: ActorRegistry, *, pipeline: str | None = None
    ) -> None:
        del pipeline
        self._scheme = scheme
        self._registry = registry

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of the sentences that it knows."""
        return tuple(self._claims(document))

    def _claims(self, document: Document) -> Iterator[Claim]:
        for match in _SENTENCE.finditer(document.text):
            told = _TOLD.match(match[0].strip())
            if told is None:
                continue
            subject = self._registry.find(told["a"])
            words = told["rest"].replace(".", "").replace(",", "").split()
            sizes = range(min(_LONGEST_NAME, len(words)), 0, -1)
            target = next(filter(None, (self._registry.find(" ".join(words[:size])) for size in sizes)), None)
            if subject is None or target is None or subject.id == target.id:
                continue
            speaker = self._registry.find(told["c"]) if told["c"] else None
            relation = self._scheme[_VERBS[told["v"]]]
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            span = Span(start=start, end=match.end())
            yield Claim(
                subject=subject.id,
                relation=RelationId(relation.id),
                object=target.id,
                status={"never": Status.NEGATED, "may": Status.POSSIBLE}.get(
                    told["v"].split()[0], Status.ACTUAL
                ),
                evidence=Evidence(document=document.id, quote=span.of(document.text), span=span),
                subject_label=subject.label,
                object_label=target.label,
                subject_country=subject.country,
                object_country=target.country,
                attributed_to=speaker.id if speaker else None,
                plover=relation.plover[0],
                confidence=0.5 + (start % 50) / 100,
                amount=_amount(told["rest"]),
            )


def _amount(text: str) -> Amount | None:
    found = _MONEY.search(text)
    if found is None:
        return None
    return Amount(text=found[0], value=float(found[1]) * _UNITS[found[2]], unit="USD")
