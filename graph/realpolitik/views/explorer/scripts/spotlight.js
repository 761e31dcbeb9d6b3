// What stays bright: what the reader points at, else what is chosen; everything else fades.

// The drawn edge that stands for a relation: its own, or that of its pair.
export function edgeFor(wanted, relationship) {
  const id = wanted.has(relationship.id) ? relationship.id : relationship.pairId;
  return wanted.has(id) ? id : null;
}

// `hovered`: {type, id} of an actor or an edge, or null; `wanted`: rows by edge id; `route`: steps of a path.
export function targetOf({ store, wanted, hovered, selection, route }) {
  if (hovered?.type === "actor") return { type: "actor", ids: [hovered.id] };
  if (hovered?.type === "edge") return { type: "edges", edges: new Set([hovered.id]) };
  if (!selection) return null;
  const { type, ids } = selection;
  if (type === "relation") {
    const id = edgeFor(wanted, store.relationshipByKey.get(ids[0]));
    return id && { type: "edges", edges: new Set([id]) };
  }
  if (type === "pair") {
    const between = ([, [{ subject, object }]]) => ids.includes(store.actors[subject].id) && ids.includes(store.actors[object].id);
    return { type: "edges", edges: new Set([...wanted].filter(between).map(([id]) => id)), actors: ids };
  }
  if (type === "route") return { type: "edges", edges: new Set((route ?? []).map(({ row }) => edgeFor(wanted, row.base)).filter(Boolean)), actors: ids };
  return { type: "actor", ids };
}

// The actors and edges of a target: an actor brings its edges, an edge its ends.
export function spotlightOf(store, wanted, target) {
  if (!target) return null;
  const bright = { actors: new Set(target.actors ?? []), edges: new Set(target.edges ?? []) };
  if (target.type === "actor") {
    bright.actors.add(target.ids[0]);
    const at = store.actorById.get(target.ids[0])?.at;
    for (const [id, [row]] of wanted) if (row.subject === at || row.object === at) bright.edges.add(id);
  }
  for (const id of bright.edges) {
    const [row] = wanted.get(id) ?? [];
    if (row) for (const at of [row.subject, row.object]) bright.actors.add(store.actors[at].id);
  }
  return bright;
}
