"""The actors and direct edges that the claims of an index give: who is named, and what is told as fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from realpolitik.building.index import Index
from realpolitik.model import Actor
from realpolitik.rdf.blocks import SubjectBlocks, actor_blocks, edge_blocks
from realpolitik.vocabulary import ActorRegistry


def current_actors(index: Index, registry: ActorRegistry, *, software: str) -> SubjectBlocks:
    """Return the blocks of all actors that claims name, and of all publishers."""
    execute = index.database.execute
    waiting: set[str | None] = set()
    for actor, country in execute("SELECT DISTINCT actor, country FROM names"):
        waiting |= {actor, country}
    waiting |= {speaker for (speaker,) in execute("SELECT DISTINCT speaker FROM speakers")}
    sources = execute("SELECT DISTINCT source FROM documents WHERE source IS NOT NULL").fetchall()
    return actor_blocks(
        _closure(registry, waiting),
        _unregistered(index, registry),
        sources=[source for (source,) in sources],
        software=software,
    )


def _closure(registry: ActorRegistry, waiting: set[str | None]) -> ActorRegistry:
    """Return the known actors among those named, with their countries and the bodies of their offices."""
    found: dict[str, Actor] = {}
    while waiting:
        actor = registry.get(waiting.pop() or "")
        if actor is not None and actor.id not in found:
            found[actor.id] = actor
            waiting |= {actor.country, *(office.of for office in actor.offices)}
    return ActorRegistry(tuple(found.values()))


def _unregistered(index: Index, registry: ActorRegistry) -> Iterator[tuple[str, str, str | None]]:
    """Yield the actors that no registry knows, with the commonest name and the first country of each."""
    labels: dict[str, str] = {}
    rows = index.database.execute(
        "SELECT actor, label FROM names GROUP BY actor, label ORDER BY actor, SUM(claims) DESC, label"
    )
    for actor, label in rows:
        if registry.get(actor) is None:
            labels.setdefault(actor, label)
    countries = dict(
        index.database.execute("SELECT actor, MIN(country) FROM names WHERE country != '' GROUP BY actor")
    )
    for actor, label in labels.items():
        yield actor, label, countries.get(actor)


def current_edges(index: Index, subjects: Iterable[str]) -> Iterator[tuple[str, SubjectBlocks]]:
    """Yield subjects, each with the block of its direct edges; an empty one where it has none any more."""
    for subject in subjects:
        rows = index.database.execute(
            "SELECT DISTINCT relation, object FROM claims WHERE subject = ? AND status = 'actual'", (subject,)
        )
        yield subject, edge_blocks((subject, relation, target) for relation, target in rows)


def add_block(index: Index, graph: str, owner: str, blocks: SubjectBlocks) -> None:
    """Put blocks of an owner that has none yet."""
    index.database.executemany(
        "INSERT INTO shared VALUES (?, ?, ?, ?)",
        [(graph, subject, owner, block) for subject, block in blocks.items()],
    )


def replace_block(
    index: Index, graph: str, owner: str, blocks: SubjectBlocks
) -> tuple[list[bytes], list[bytes]]:
    """Put blocks in the place of an owner's earlier ones; return those that went and those that came."""
    execute = index.database.execute
    # Left to itself, SQLite goes through the whole graph by the primary key, for each of its owners.
    rows = execute(
        "SELECT subject, block FROM shared INDEXED BY shared_by_owner WHERE owner = ? AND graph = ?",
        (owner, graph),
    ).fetchall()
    before = dict(rows)
    if before == blocks:
        return [], []
    gone = {subject: block for subject, block in before.items() if blocks.get(subject) != block}
    come = {subject: block for subject, block in blocks.items() if before.get(subject) != block}
    index.database.executemany(
        "DELETE FROM shared WHERE graph = ? AND subject = ? AND owner = ?",
        [(graph, subject, owner) for subject in gone],
    )
    add_block(index, graph, owner, come)
    return list(gone.values()), list(come.values())


def shared_blocks(index: Index, graph: str) -> Iterator[bytes]:
    """Yield the blocks of a shared graph in order, each subject once."""
    last = None
    rows = index.database.execute(
        "SELECT subject, block FROM shared WHERE graph = ? ORDER BY subject", (graph,)
    )
    for subject, block in rows:
        if subject != last:
            yield block
        last = subject
