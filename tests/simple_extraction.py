"""An extractor for tests of everything around extraction: it reads "NAME met NAME" and the like, at once."""

from __future__ import annotations

import re

from realpolitik.errors import PipelineUnavailableError
from realpolitik.model import Claim, Document, Evidence, RelationId, Span, Status
from realpolitik.vocabulary import ActorRegistry, RelationScheme

_VERBS = {"met": "meets", "lent": "lends", "attacked": "attacks", "praised": "supports"}
_SENTENCE = re.compile(rf"(\w+) (?:(may have|never) )?({'|'.join(_VERBS)}) (\w+)[^.]*\.")
_STATUSES = {"may have": Status.POSSIBLE, "never": Status.NEGATED}


class SimpleExtractor:
    """Finds claims in sentences of one fixed form."""

    version = "simple 1"

    def __init__(
        self, scheme: RelationScheme, registry: ActorRegistry, *, pipeline: str | None = None
    ) -> None:
        if pipeline is not None:
            raise PipelineUnavailableError(f"no language pipeline {pipeline!r}; install it with pip")
        self._scheme = scheme
        self._registry = registry

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of the sentences that it knows how to read."""
        return tuple(
            claim for match in _SENTENCE.finditer(document.text) if (claim := self._read(document, match))
        )

    def _read(self, document: Document, match: re.Match[str]) -> Claim | None:
        subject, object_ = self._registry.find(match[1]), self._registry.find(match[4])
        if subject is None or object_ is None:
            return None
        relation = self._scheme[_VERBS[match[3]]]
        return Claim(
            subject=subject.id,
            relation=RelationId(relation.id),
            object=object_.id,
            status=_STATUSES.get(match[2], Status.ACTUAL),
            evidence=Evidence(document=document.id, quote=match[0], span=Span(*match.span())),
            subject_label=subject.label,
            object_label=object_.label,
            subject_country=subject.country,
            object_country=object_.country,
            plover=relation.plover[0],
        )
