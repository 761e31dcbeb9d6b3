// What a reader has chosen, and what is therefore shown.  Everything that counts or draws asks here, so that
// legend, graph, table, matrix and exports cannot disagree.

import { KINDS, STATUSES } from "./data.js";

const FACETS = ["category", "relation", "status", "kind", "document", "publisher", "date"];
const BIT = Object.fromEntries(FACETS.map((name, at) => [name, 1 << at]));

export function freshState() {
  return {
    hidden: { category: new Set(), relation: new Set(), status: new Set(), kind: new Set(), document: new Set(), publisher: new Set() },
    from: null, to: null, undated: true,
    focus: null, depth: 1,
    selection: null,
    view: "graph", measure: "", theme: null,
  };
}

export function isFiltered(state) {
  return Boolean(state.from || state.to || state.focus || Object.values(state.hidden).some((set) => set.size));
}

function withinDates(claim, state) {
  if (!state.from && !state.to) return true;
  if (!claim.from && !claim.to) return state.undated;
  const first = claim.from ?? claim.to;
  const last = claim.to ?? claim.from;
  return (!state.to || first <= state.to) && (!state.from || last >= state.from);
}

// Which facets reject a claim, as bits; 0 means that it is shown.
function rejections(store, state, claim) {
  const { hidden } = state;
  const relation = store.relations[claim.relation];
  const document = store.documents[claim.document];
  let bits = 0;
  if (hidden.category.has(relation.category)) bits |= BIT.category;
  if (hidden.relation.has(relation.id)) bits |= BIT.relation;
  if (hidden.status.has(claim.status)) bits |= BIT.status;
  if (hidden.kind.size && (hidden.kind.has(store.actors[claim.subject].kind) || hidden.kind.has(store.actors[claim.object].kind))) bits |= BIT.kind;
  if (hidden.document.has(document.id)) bits |= BIT.document;
  if (hidden.publisher.has(document.publisher)) bits |= BIT.publisher;
  if (!withinDates(claim, state)) bits |= BIT.date;
  return bits;
}

// Actors within `depth` steps of one, over the relationships given.
export function neighbourhood(store, relationships, actor, depth) {
  const neighbours = new Map();
  const tie = (one, other) => (neighbours.get(one) ?? neighbours.set(one, new Set()).get(one)).add(other);
  for (const each of relationships) {
    tie(each.subject, each.object);
    tie(each.object, each.subject);
  }
  const near = new Set([actor]);
  let edge = [actor];
  for (let step = 0; step < depth; step += 1) {
    edge = edge.flatMap((at) => [...(neighbours.get(at) ?? [])].filter((next) => !near.has(next) && near.add(next)));
  }
  return near;
}

function summarise(store, at, claims) {
  const base = store.relationships[at];
  const count = { actual: 0, possible: 0, negated: 0 };
  const documents = new Set();
  const publishers = new Set();
  for (const claim of claims) {
    count[store.claims[claim].status] += 1;
    documents.add(store.claims[claim].document);
    publishers.add(store.documents[store.claims[claim].document].publisher);
  }
  const days = claims.flatMap((claim) => [store.claims[claim].from, store.claims[claim].to]).filter(Boolean).sort();
  return {
    at, base, claims, count,
    subject: base.subject, object: base.object, relation: base.relation,
    documents: documents.size,
    publishers: [...publishers].sort(),
    status: count.actual ? "actual" : count.possible ? "possible" : "negated",
    contested: count.actual > 0 && count.negated > 0,
    first: days[0] ?? null,
    last: days.at(-1) ?? null,
  };
}

function facetCounts(store, bits, within) {
  const counts = Object.fromEntries(FACETS.map((name) => [name, new Map()]));
  const add = (facet, value, unit) => {
    const map = counts[facet];
    if (!map.has(value)) map.set(value, new Set());
    map.get(value).add(unit);
  };
  for (const claim of store.claims) {
    if (claim.relationship === undefined || !within(claim)) continue;
    const failed = bits[claim.at];
    const relation = store.relations[claim.relation];
    const document = store.documents[claim.document];
    const passes = (facet) => (failed & ~BIT[facet]) === 0;
    if (passes("category")) add("category", relation.category, claim.relationship);
    // a relation that its category hides would stay hidden: count it as if the category were shown
    if ((failed & ~(BIT.relation | BIT.category)) === 0) add("relation", relation.id, claim.relationship);
    if (passes("status")) add("status", claim.status, claim.at);
    if (passes("document")) add("document", document.id, claim.at);
    if (passes("publisher")) add("publisher", document.publisher, claim.at);
    if (passes("date")) add("date", claim.at, claim.at);
    if (passes("kind")) {
      for (const actor of [claim.subject, claim.object]) add("kind", store.actors[actor].kind, actor);
    }
  }
  return Object.fromEntries(FACETS.map((name) => [name, new Map([...counts[name]].map(([value, units]) => [value, units.size]))]));
}

export function show(store, state) {
  const bits = store.claims.map((claim) => rejections(store, state, claim));
  let rows = store.relationships
    .map((each) => [each.at, each.claims.filter((claim) => bits[claim] === 0)])
    .filter(([, claims]) => claims.length > 0)
    .map(([at, claims]) => summarise(store, at, claims));
  const focus = state.focus ? store.actorById.get(state.focus) : null;
  let near = null;
  if (focus) {
    near = neighbourhood(store, rows, focus.at, state.depth);
    rows = rows.filter((row) => near.has(row.subject) && near.has(row.object));
  }
  const actors = new Set(focus ? [focus.at] : []);
  const strength = new Map();
  for (const row of rows) {
    for (const actor of new Set([row.subject, row.object])) {
      actors.add(actor);
      strength.set(actor, (strength.get(actor) ?? 0) + row.claims.length);
    }
  }
  const within = near ? (claim) => near.has(claim.subject) && near.has(claim.object) : () => true;
  return {
    rows, actors, strength,
    byAt: new Map(rows.map((row) => [row.at, row])),
    claims: rows.reduce((sum, row) => sum + row.claims.length, 0),
    counts: facetCounts(store, bits, within),
    dated: store.claims.filter((claim) => claim.relationship !== undefined && (bits[claim.at] & ~BIT.date) === 0 && within(claim)),
  };
}

export const FACET_VALUES = { status: STATUSES, kind: KINDS };
