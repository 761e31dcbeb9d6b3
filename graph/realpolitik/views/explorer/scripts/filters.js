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

const flags = (values, hidden) => values.map((value) => (hidden.has(value) ? 1 : 0));

// Which facets reject each claim, as bits; 0 means that it is shown.
function rejections(store, { hidden, ...state }) {
  const relations = flags(store.relations.map((each) => each.id), hidden.relation);
  const categories = flags(store.relations.map((each) => each.category), hidden.category);
  const statuses = flags(STATUSES, hidden.status);
  const kinds = hidden.kind.size ? flags(store.actors.map((each) => each.kind), hidden.kind) : null;
  const documents = flags(store.documents.map((each) => each.id), hidden.document);
  const publishers = flags(store.documents.map((each) => each.publisher), hidden.publisher);
  const bits = new Uint8Array(store.claims.length);
  for (const claim of store.claims) {
    const { relation, document } = claim;
    bits[claim.at] = (categories[relation] && BIT.category) | (relations[relation] && BIT.relation) | (statuses[claim.statusAt] && BIT.status)
      | (kinds && (kinds[claim.subject] || kinds[claim.object]) ? BIT.kind : 0)
      | (documents[document] && BIT.document) | (publishers[document] && BIT.publisher)
      | (withinDates(claim, state) ? 0 : BIT.date);
  }
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

function summarise(store, base, claims) {
  const count = { actual: 0, possible: 0, negated: 0 };
  const documents = new Set();
  let [first, last] = [null, null];
  for (const at of claims) {
    const claim = store.claims[at];
    count[claim.status] += 1;
    documents.add(claim.document);
    for (const day of [claim.from, claim.to]) {
      if (day && (first === null || day < first)) first = day;
      if (day && (last === null || day > last)) last = day;
    }
  }
  return {
    at: base.at, base, claims, count, first, last,
    subject: base.subject, object: base.object, relation: base.relation,
    documents: documents.size,
    publishers: [...new Set([...documents].map((at) => store.documents[at].publisher))].sort(),
    status: count.actual ? "actual" : count.possible ? "possible" : "negated",
    contested: count.actual > 0 && count.negated > 0,
  };
}

// A relationship of which every claim is shown always has the same summary: made once.
function rowOf(store, base, bits) {
  if (base.claims.every((claim) => bits[claim] === 0)) {
    base.whole ??= summarise(store, base, base.claims);
    return base.whole;
  }
  const claims = base.claims.filter((claim) => bits[claim] === 0);
  return claims.length ? summarise(store, base, claims) : null;
}

// How many relations, claims or actors each entry of the legend stands for, given all other choices.
function facetCounts(store, bits, within) {
  const zeros = (values) => new Uint32Array(values.length);
  const [category, relation] = [zeros(store.categories), zeros(store.relations)];
  const [status, document, publisher] = [zeros(STATUSES), zeros(store.documents), zeros(store.publishers)];
  const party = new Uint8Array(store.actors.length);
  const passes = (failed, facet) => (failed & ~BIT[facet]) === 0;
  for (const base of store.relationships) {
    if (!within(base)) continue;
    let [inCategory, inRelation] = [false, false];
    for (const at of base.claims) {
      const failed = bits[at];
      const claim = store.claims[at];
      inCategory ||= passes(failed, "category");
      // a relation that its category hides would stay hidden: count it as if the category were shown
      inRelation ||= (failed & ~(BIT.relation | BIT.category)) === 0;
      if (passes(failed, "status")) status[claim.statusAt] += 1;
      if (passes(failed, "document")) document[claim.document] += 1;
      if (passes(failed, "publisher")) publisher[store.documents[claim.document].publisherAt] += 1;
      if (passes(failed, "kind")) party[claim.subject] = party[claim.object] = 1;
    }
    if (inCategory) category[store.relations[base.relation].group.at] += 1;
    if (inRelation) relation[base.relation] += 1;
  }
  const kind = new Map(KINDS.map((each) => [each, 0]));
  party.forEach((counted, at) => { if (counted) kind.set(store.actors[at].kind, kind.get(store.actors[at].kind) + 1); });
  const named = (values, numbers) => new Map(values.map((value, at) => [value, numbers[at]]));
  const ids = (values) => values.map((each) => each.id);
  return {
    category: named(ids(store.categories), category), relation: named(ids(store.relations), relation), status: named(STATUSES, status),
    kind, document: named(ids(store.documents), document), publisher: named(store.publishers, publisher),
  };
}

export function show(store, state) {
  const bits = rejections(store, state);
  let rows = store.relationships.map((base) => rowOf(store, base, bits)).filter(Boolean);
  const focus = state.focus ? store.actorById.get(state.focus) : null;
  let near = null;
  if (focus) {
    near = neighbourhood(store, rows, focus.at, state.depth);
    rows = rows.filter((row) => near.has(row.subject) && near.has(row.object));
  }
  const actors = new Set(focus ? [focus.at] : []);
  const strength = new Map();
  const add = (actor, claims) => {
    actors.add(actor);
    strength.set(actor, (strength.get(actor) ?? 0) + claims);
  };
  let claims = 0;
  for (const row of rows) {
    claims += row.claims.length;
    add(row.subject, row.claims.length);
    if (row.object !== row.subject) add(row.object, row.claims.length);
  }
  const within = near ? ({ subject, object }) => near.has(subject) && near.has(object) : () => true;
  return {
    rows, actors, strength, claims,
    byAt: new Map(rows.map((row) => [row.at, row])),
    counts: facetCounts(store, bits, within),
    dated: store.claims.filter((claim) => (bits[claim.at] & ~BIT.date) === 0 && within(claim)),
  };
}

export const FACET_VALUES = { status: STATUSES, kind: KINDS };
