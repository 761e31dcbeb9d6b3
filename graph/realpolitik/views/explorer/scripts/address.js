// The reader's choices as the part of the address behind "#", and back.  Whatever isn't understood is ignored.

import { KINDS, STATUSES } from "./data.js";
import { freshState } from "./filters.js";

const VIEW_NAMES = ["graph", "matrix", "table"];
const THEMES = ["light", "dark"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const HIDDEN = { category: "categories", relation: "relations", status: "statuses", kind: "kinds", document: "documents", publisher: "publishers" };

// Commas part values; a comma within one is doubled-escaped by encodeURIComponent before joining.
const join = (values) => [...values].map(encodeURIComponent).join(",");
const split = (text) => text.split(",").map(decodePart).filter((part) => part !== null && part !== "");

function decodePart(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function writeAddress(state) {
  const parts = [];
  const put = (name, value) => parts.push(`${name}=${value}`);
  for (const [facet, name] of Object.entries(HIDDEN)) {
    if (state.hidden[facet].size) put(`hide-${name}`, join([...state.hidden[facet]].sort()));
  }
  if (state.from) put("from", state.from);
  if (state.to) put("to", state.to);
  if (!state.undated) put("undated", "no");
  if (state.focus) put("focus", encodeURIComponent(state.focus));
  if (state.focus && state.depth !== 1) put("depth", state.depth);
  if (state.view !== "graph") put("view", state.view);
  if (state.measure) put("matrix", encodeURIComponent(state.measure));
  if (state.theme) put("theme", state.theme);
  if (state.selection) put("show", join([state.selection.type, ...state.selection.ids]));
  return parts.join("&");
}

function readSelection(store, text) {
  const [type, ...ids] = split(text);
  const known = (id) => store.actorById.has(id);
  if (type === "relation" && ids.length === 1 && store.relationshipByKey.has(ids[0])) return { type, ids };
  if (type === "actor" && ids.length === 1 && known(ids[0])) return { type, ids };
  if ((type === "pair" || type === "route") && ids.length === 2 && ids.every(known)) return { type, ids };
  return null;
}

function knownValues(store) {
  return {
    category: new Set(store.categories.map((each) => each.id)),
    relation: new Set(store.relations.map((each) => each.id)),
    status: new Set(STATUSES),
    kind: new Set(KINDS),
    document: new Set(store.documents.map((each) => each.id)),
    publisher: new Set(store.publishers),
  };
}

const READERS = {
  from: (state, value) => { if (DAY.test(value)) state.from = value; },
  to: (state, value) => { if (DAY.test(value)) state.to = value; },
  undated: (state, value) => { if (value === "no") state.undated = false; },
  focus: (state, value, { store }) => { if (store.actorById.has(decodePart(value))) state.focus = decodePart(value); },
  depth: (state, value) => { if (/^[1-4]$/.test(value)) state.depth = Number(value); },
  view: (state, value) => { if (VIEW_NAMES.includes(value)) state.view = value; },
  matrix: (state, value, { known }) => { if (known.category.has(decodePart(value))) state.measure = decodePart(value); },
  theme: (state, value) => { if (THEMES.includes(value)) state.theme = value; },
  show: (state, value, { store }) => { state.selection = readSelection(store, value); },
};

export function readAddress(store, text) {
  const state = freshState();
  const known = knownValues(store);
  for (const part of String(text).replace(/^#/, "").split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    const name = part.slice(0, cut);
    const value = part.slice(cut + 1);
    const facet = Object.keys(HIDDEN).find((each) => `hide-${HIDDEN[each]}` === name);
    if (facet) for (const each of split(value)) if (known[facet].has(each)) state.hidden[facet].add(each);
    if (Object.hasOwn(READERS, name)) READERS[name](state, value, { store, known });
  }
  if (state.from && state.to && state.from > state.to) state.from = state.to = null;
  return state;
}
