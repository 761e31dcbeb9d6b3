"""What changed between two graphs: documents, claims and relationships.

Rows of documents.jsonl and claims.jsonl flow in, in the order of the files, and changes flow out.  Rows are
compared document by document as they come, so that two large graphs never lie in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from realpolitik.vocabulary import RelationScheme

RawRow = Mapping[str, object]
Triple = tuple[str, str, str]
KINDS = ("document", "claim", "relation")
_STATUSES = ("actual", "possible", "negated")  # the strongest first
_SAID = ("start", "end", "subject", "relation", "object", "attributed_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphChange:
    """One thing that is not as it was.

    Attributes:
        change: "added", "removed" or "changed".
        what: "document", "claim" or "relation".
        id: Of the document or claim; None for a relation.
        subject: Actor id, for claims and relations.
        relation: Relation id, likewise.
        object: Actor id, likewise.
        subject_label: Name of the subject.
        object_label: Name of the object.
        before: Status in the old graph: the strongest that a claim has; None where there is none.
        after: The same in the new graph.
        claims_before: Number of claims of a relation in the old graph.
        claims_after: The same in the new graph.
        fields: What differs in a document or claim that changed.
        document: Where a claim stands.
        quote: What it stands on; the title of a document.
    """

    change: str
    what: str
    id: str | None = None
    subject: str | None = None
    relation: str | None = None
    object: str | None = None
    subject_label: str | None = None
    object_label: str | None = None
    before: str | None = None
    after: str | None = None
    claims_before: int | None = None
    claims_after: int | None = None
    fields: tuple[str, ...] = ()
    document: str | None = None
    quote: str | None = None


def change_row(change: GraphChange) -> dict[str, object]:
    """Return a change as a row.

    >>> change_row(GraphChange(change="added", what="document", id="d1"))["id"]
    'd1'
    """
    return {
        "change": change.change,
        "what": change.what,
        "id": change.id,
        "subject": change.subject,
        "relation": change.relation,
        "object": change.object,
        "subject_label": change.subject_label,
        "object_label": change.object_label,
        "before": change.before,
        "after": change.after,
        "claims_before": change.claims_before,
        "claims_after": change.claims_after,
        "fields": list(change.fields),
        "document": change.document,
        "quote": change.quote,
    }


def compare_documents(old: Iterable[RawRow], new: Iterable[RawRow]) -> Iterator[GraphChange]:
    """Yield the documents that came, went or changed.

    Args:
        old: Rows of documents.jsonl, sorted by id.
        new: The same of the new graph.
    """
    for name, before, after in _side_by_side(_grouped(old, "id"), _grouped(new, "id")):
        first, second = (rows[0] if rows else None for rows in (before, after))
        if first == second:
            continue
        shown = second or first or {}
        title = shown.get("title")
        yield GraphChange(
            change=_kind(first, second),
            what="document",
            id=name,
            fields=_differing(first, second),
            document=name,
            quote=str(title) if title else None,
        )


@dataclass(slots=True)
class ClaimComparison:
    """Compares claims, and notes what it takes to compare relationships afterwards.

    Attributes:
        scheme: Says which relations have no direction.
        touched: Relationships of claims that changed.
        before: Statuses of the claims of each relationship in the old graph.
        after: The same in the new graph.
    """

    scheme: RelationScheme
    touched: dict[Triple, tuple[str, str]] = field(default_factory=dict)
    before: dict[Triple, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    after: dict[Triple, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def claims(self, old: Iterable[RawRow], new: Iterable[RawRow]) -> Iterator[GraphChange]:
        """Yield the claims that came, went or changed.

        Args:
            old: Rows of claims.jsonl, sorted by document.
            new: The same of the new graph.
        """
        for _, before, after in _side_by_side(_grouped(old, "doc"), _grouped(new, "doc")):
            for rows, counts in ((before, self.before), (after, self.after)):
                for row in rows:
                    counts[self._folded(row)][str(row["status"])] += 1
            if before != after:
                yield from self._changed(before, after)

    def relations(self) -> Iterator[GraphChange]:
        """Yield the relationships that came, went or changed their status; after all claims."""
        for triple in sorted(self.touched):
            before, after = self.before.get(triple), self.after.get(triple)
            first, second = _strongest(before), _strongest(after)
            if first == second:
                continue
            subject_label, object_label = self.touched[triple]
            yield GraphChange(
                change=_kind(first, second),
                what="relation",
                subject=triple[0],
                relation=triple[1],
                object=triple[2],
                subject_label=subject_label,
                object_label=object_label,
                before=first,
                after=second,
                claims_before=before.total() if before else 0,
                claims_after=after.total() if after else 0,
            )

    def _changed(self, before: list[RawRow], after: list[RawRow]) -> Iterator[GraphChange]:
        for _, old, new in _side_by_side(_by_saying(before), _by_saying(after)):
            gone = [row for row in old if row not in new]
            come = [row for row in new if row not in old]
            for at in range(max(len(gone), len(come))):
                first = gone[at] if at < len(gone) else None
                second = come[at] if at < len(come) else None
                yield self._change(first, second)

    def _change(self, first: RawRow | None, second: RawRow | None) -> GraphChange:
        row = second or first
        assert row is not None
        self._touch(row)
        return GraphChange(
            change=_kind(first, second),
            what="claim",
            id=_text(row, "id"),
            subject=_text(row, "subject"),
            relation=_text(row, "relation"),
            object=_text(row, "object"),
            subject_label=_text(row, "subject_label"),
            object_label=_text(row, "object_label"),
            before=_text(first, "status"),
            after=_text(second, "status"),
            fields=_differing(first, second),
            document=_text(row, "doc"),
            quote=_text(row, "quote"),
        )

    def _touch(self, row: RawRow) -> None:
        folded = self._folded(row)
        names = str(row.get("subject_label", "")), str(row.get("object_label", ""))
        self.touched[folded] = names if folded[0] == row["subject"] else (names[1], names[0])

    def _folded(self, row: RawRow) -> Triple:
        subject, relation, object_ = str(row["subject"]), str(row["relation"]), str(row["object"])
        known = self.scheme.get(relation)
        if known is not None and known.symmetric and object_ < subject:
            return object_, relation, subject
        return subject, relation, object_


def _grouped(rows: Iterable[RawRow], key: str) -> Iterator[tuple[str, list[RawRow]]]:
    for name, group in groupby(rows, key=lambda row: str(row[key])):
        yield name, list(group)


def _by_saying(rows: list[RawRow]) -> Iterator[tuple[str, list[RawRow]]]:
    found: dict[str, list[RawRow]] = defaultdict(list)
    for row in rows:
        found[repr([row.get(name) for name in _SAID])].append(row)
    yield from sorted(found.items())


def _side_by_side(
    old: Iterator[tuple[str, list[RawRow]]], new: Iterator[tuple[str, list[RawRow]]]
) -> Iterator[tuple[str, list[RawRow], list[RawRow]]]:
    """Merge two sorted sequences of groups by their names."""
    first, second = next(old, None), next(new, None)
    while first is not None or second is not None:
        if second is None or (first is not None and first[0] < second[0]):
            assert first is not None
            yield first[0], first[1], []
            first = next(old, None)
        elif first is None or second[0] < first[0]:
            yield second[0], [], second[1]
            second = next(new, None)
        else:
            yield first[0], first[1], second[1]
            first, second = next(old, None), next(new, None)


def _kind(first: object, second: object) -> str:
    if first is None:
        return "added"
    return "removed" if second is None else "changed"


def _differing(first: RawRow | None, second: RawRow | None) -> tuple[str, ...]:
    if first is None or second is None:
        return ()
    names = dict.fromkeys((*first, *second))
    return tuple(name for name in names if name != "id" and first.get(name) != second.get(name))


def _strongest(counts: Counter[str] | None) -> str | None:
    return next((status for status in _STATUSES if counts and counts[status]), None)


def _text(row: RawRow | None, name: str) -> str | None:
    value = row.get(name) if row is not None else None
    return str(value) if value is not None else None
