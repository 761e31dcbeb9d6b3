"""Extraction seen from near: what relates two marked mentions, and why a claim was made.

Composes rooms as `pipeline` does, for single sentences and claims instead of whole folders.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from realpolitik.errors import InputError, RealpolitikError, SourceUnusableError
from realpolitik.folder import GraphFolder, find_folder
from realpolitik.model import Claim, Document
from realpolitik.model.marked_pair import PairRelation
from realpolitik.pipeline import Inputs, load_vocabulary

if TYPE_CHECKING:
    from realpolitik.extract.explaining import Explanation


def relate_pairs(
    inputs: Inputs,
    *,
    stated: bool = False,
    pipeline: str | None = None,
    actors: Iterable[str] = (),
    relations: Iterable[str] = (),
) -> Iterator[PairRelation]:
    """Yield what relates the two marked mentions of each record, in order.

    Args:
        inputs: Files of records, or "-" for standard input; bad records are skipped.
        stated: Answer only where the text states a relation as surely as a claim must be stated.
        pipeline: Name of an installed spaCy pipeline with UD labels; None for the shipped one.
        actors: Turtle files of further actors.
        relations: Turtle files of further relation types.

    Raises:
        PipelineUnavailableError: The language pipeline cannot be used.
        InputError: There is no good record, or the run is strict and one is bad.
    """
    from realpolitik.extract import Extractor
    from realpolitik.extract.relate_pair import relate_pair
    from realpolitik.ledger.marked_pairs import iter_marked_pairs

    extractor = None
    for path in inputs.paths:
        for pair in iter_marked_pairs(path, stdin=inputs.stdin, on_skip=inputs.skip):
            extractor = extractor or Extractor(*load_vocabulary(actors, relations), pipeline=pipeline)
            yield relate_pair(extractor, pair, stated=stated)
    if extractor is None:
        if len(inputs.skipped) == 1:
            raise inputs.skipped[0]
        raise SourceUnusableError("there is no record that can be read", path=", ".join(inputs.paths))


def explain_claim(claim_id: str, graph: str, *, pipeline: str | None = None) -> Explanation:
    """Return why a claim of a graph was made: its document is read anew.

    Args:
        claim_id: As in claims.jsonl; its first characters are enough where no other claim has them.
        graph: The graph folder.
        pipeline: Name of an installed spaCy pipeline with UD labels; None for the shipped one.

    Raises:
        PipelineUnavailableError: The language pipeline cannot be used.
        InputError: There is no such graph, claim or document.
        RealpolitikError: This extractor doesn't make the claim.
    """
    from realpolitik.extract import Extractor
    from realpolitik.extract.explaining import explain

    folder = find_folder(graph)
    claim = _find_claim(folder, claim_id)
    document = _find_document(folder, claim)
    built_by = _built_by(folder)
    scheme, registry = load_vocabulary(folder.actor_files, folder.relation_files)
    extractor = Extractor(scheme, registry, pipeline=pipeline)
    explanation = explain(extractor, document, claim, built_by=built_by)
    if explanation is None:
        raise RealpolitikError(
            f"claim {claim.id} of document {document.id} is not one that {extractor.version} makes; the "
            f"graph was made by {built_by or 'an unknown version'}: build it anew, or install that version"
        )
    return explanation


def _find_claim(folder: GraphFolder, claim_id: str) -> Claim:
    from realpolitik.ledger import iter_claims

    found = {claim.id: claim for claim in iter_claims(folder.claims) if claim.id.startswith(claim_id)}
    exact = [claim for claim in found.values() if claim.id == claim_id] or list(found.values())
    if not claim_id or not exact:
        problem = f"no claim {claim_id!r}; list the claims with: realpolitik claims --format jsonl"
        raise InputError(problem, path=str(folder.claims))
    if len(exact) > 1:
        raise InputError(
            f"{len(exact)} claims start with {claim_id!r}; give more of the id", path=str(folder.claims)
        )
    return exact[0]


def _find_document(folder: GraphFolder, claim: Claim) -> Document:
    from realpolitik.ledger import iter_documents

    wanted = claim.evidence.document
    for document in iter_documents(folder.documents):
        if document.id == wanted:
            return document
    raise InputError(
        f"no document {wanted!r}, which claim {claim.id} is from; build the graph anew",
        path=str(folder.documents),
    )


def _built_by(folder: GraphFolder) -> str | None:
    report = json.loads(folder.report.read_text(encoding="utf-8"))
    version = report.get("versions", {}).get("extractor")
    return version if isinstance(version, str) else None
