// The evidence panel: for one relation, or all between two actors, every claim with its quote.

import { differenceSections, pairDifferences } from "./differences.js";
import { count, el } from "./dom.js";
import { contestedSample, edgeSample, icon, kindSample } from "./icons.js";
import { claimElement, markedWords } from "./quotes.js";
import { categoryColour, isDark } from "./theme.js";
import { sentence, STATUS_WORDS, support, tally } from "./words.js";

const FIRST = 12; // claims written out before "show more"

export function actorButton(app, at) {
  const actor = app.store.actors[at];
  return el("button", { type: "button", class: "actor-link", on: { click: () => app.select({ type: "actor", ids: [actor.id] }) } }, kindSample(actor.kind), actor.label);
}

export function relationHeading(app, row, level = "h2") {
  const relation = app.store.relations[row.relation];
  return el("div", { class: "relation-head", css: { "--hue": categoryColour(relation.group, isDark(app.state)) } },
    el(level, { class: "relation-title" },
      actorButton(app, row.subject),
      el("span", { class: "relation-verb", title: relation.definition }, edgeSample(row.status, 30), el("span", {}, relation.label)),
      actorButton(app, row.object)));
}

// Different publishers' words for the same act, each shown as that publisher's.
function wordings(app, row) {
  const { store } = app;
  const words = new Map();
  for (const at of row.claims) {
    const claim = store.claims[at];
    const text = markedWords(claim, "trigger");
    if (!text || text.length > 40) continue;
    const key = text.toLowerCase();
    if (!words.has(key)) words.set(key, { text, publishers: new Set() });
    const { source } = store.documents[claim.document];
    if (source) words.get(key).publishers.add(source);
  }
  if (words.size < 2) return null;
  return el("p", { class: "wordings" }, el("span", { class: "wordings-title" }, "In their words: "),
    [...words.values()].slice(0, 8).map(({ text, publishers }, at) => [at > 0 && " · ", el("q", {}, text), publishers.size > 0 && ` (${[...publishers].join(", ")})`]));
}

function sortedClaims(app, row) {
  const order = { actual: 0, possible: 1, negated: 2 };
  return row.claims.map((at) => app.store.claims[at])
    .sort((one, other) => order[one.status] - order[other.status] || other.confidence - one.confidence || one.at - other.at);
}

function claimList(app, claims) {
  const list = el("div", { class: "claims" }, claims.slice(0, FIRST).map((claim) => claimElement(app, claim)));
  if (claims.length > FIRST) {
    const more = el("button", { type: "button", class: "more", on: { click: () => more.replaceWith(...claims.slice(FIRST).map((claim) => claimElement(app, claim))) } }, `Show ${claims.length - FIRST} more claims`);
    list.append(more);
  }
  return list;
}

function sideBySide(app, claims) {
  const told = claims.filter((claim) => claim.status === "actual");
  const denied = claims.filter((claim) => claim.status === "negated");
  const rest = claims.filter((claim) => claim.status === "possible");
  const column = (title, status, members) => el("section", { class: `side side-${status}` },
    el("h3", {}, edgeSample(status, 30), title, el("span", { class: "side-count" }, members.length)), claimList(app, members));
  return [
    el("p", { class: "contested-note" }, contestedSample(), el("span", {}, "Contested: some passages tell this as fact, others deny it. Both are shown; neither is chosen.")),
    el("div", { class: "sides" }, column("Told as fact", "actual", told), column("Denied", "negated", denied)),
    rest.length > 0 && column("Possible", "possible", rest),
  ];
}

export function relationPanel(app, row) {
  const claims = sortedClaims(app, row);
  const pair = app.shown.rows.filter((other) => other.at !== row.at && ((other.subject === row.subject && other.object === row.object) || (other.subject === row.object && other.object === row.subject)));
  return [
    relationHeading(app, row),
    el("p", { class: "tally" }, `${support(row)}: ${tally(row)}`),
    wordings(app, row),
    row.contested ? sideBySide(app, claims) : claimList(app, claims),
    differenceSections(app, row),
    pair.length > 0 && el("section", { class: "also" },
      el("h3", {}, "Also between the two"),
      relationList(app, pair, { most: 30 })),
  ];
}

// A list of relations, each a button that opens its evidence.
export function relationList(app, rows, { most = 200, perspective = null } = {}) {
  const dark = isDark(app.state);
  const item = (row) => {
    const relation = app.store.relations[row.relation];
    const inward = perspective !== null && row.object === perspective && row.subject !== perspective;
    const words = perspective === null
      ? sentence(app.store, row)
      : inward ? [el("b", {}, relation.inverse), " ", app.store.actors[row.subject].label] : [el("b", {}, relation.label), " ", app.store.actors[row.object].label];
    return el("li", { css: { "--hue": categoryColour(relation.group, dark) } },
      el("button", { type: "button", class: "relation-item", "data-relation": row.base.key, on: { click: () => app.select({ type: "relation", ids: [row.base.key] }) } },
        edgeSample(row.status, 26),
        el("span", { class: "relation-words" }, words),
        row.contested && contestedSample(),
        row.contested && el("span", { class: "unseen" }, "contested"),
        row.status !== "actual" && el("span", { class: "hint" }, STATUS_WORDS[row.status].short),
        el("span", { class: "item-count", "aria-label": count(row.claims.length, "claim") }, row.claims.length)));
  };
  const list = el("ul", { class: "relations" }, rows.slice(0, most).map(item));
  if (rows.length > most) {
    const more = el("li", {}, el("button", { type: "button", class: "more", on: { click: () => more.replaceWith(...rows.slice(most).map(item)) } }, `Show ${rows.length - most} more`));
    list.append(more);
  }
  return list;
}

export function pairPanel(app, [one, other]) {
  const [first, second] = [app.store.actorById.get(one).at, app.store.actorById.get(other).at];
  const rows = app.shown.rows.filter((row) => (row.subject === first && row.object === second) || (row.subject === second && row.object === first));
  const half = (from, to) => {
    const members = rows.filter((row) => row.subject === from && row.object === to).sort((a, b) => b.claims.length - a.claims.length);
    return members.length > 0 && el("section", { class: "also" },
      el("h3", {}, app.store.actors[from].label, icon("arrow"), app.store.actors[to].label), relationList(app, members, {}));
  };
  return [
    el("h2", { class: "pair-title" }, actorButton(app, first), el("span", { class: "and" }, "and"), actorButton(app, second)),
    el("p", { class: "tally" }, rows.length ? `${count(rows.length, "relation")}; choose one to read its quotes` : "Nothing between them is shown with these filters."),
    half(first, second),
    first !== second && half(second, first),
    pairDifferences(app, rows),
  ];
}
