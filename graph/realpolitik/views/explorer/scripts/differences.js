// Where tellings of one matter differ other than in fact and denial: the sides beside each other, none chosen.

import { count, el } from "./dom.js";
import { contestedSample } from "./icons.js";
import { claimElement } from "./quotes.js";
import { sentence } from "./words.js";

const SHOWN = 3; // differences of one relation
const QUOTED = 3; // claims of one side

const TITLES = {
  denial: "Told as fact and denied", amount: "Different amounts", figure: "One figure, told of different things",
  conduct: "Cooperation in one telling, force in another", wording: "Words that judge differently", certainty: "A fact for some, a possibility for others",
};

// Those of some claims of which at least two sides are shown, the most important first.
export function differencesOf(store, claims, isShown) {
  const found = new Map();
  for (const claim of claims) for (const each of store.differencesByClaim.get(claim) ?? []) found.set(each.at, each);
  return [...found.values()].sort((one, other) => one.at - other.at)
    .map((each) => ({ ...each, sides: each.sides.map((side) => ({ ...side, claims: side.claims.filter(isShown) })).filter((side) => side.claims.length) }))
    .filter((each) => each.sides.length > 1);
}

function sideElement(app, { stance, claims }) {
  return el("section", { class: "side" },
    el("h4", {}, el("span", { class: "stance", title: stance }, stance), el("span", { class: "side-count" }, claims.length)),
    el("div", { class: "claims" }, claims.slice(0, QUOTED).map((at) => claimElement(app, app.store.claims[at]))),
    claims.length > QUOTED && el("p", { class: "fine" }, `and ${count(claims.length - QUOTED, "more claim")}`));
}

const shownWithin = (app) => (at) => {
  const holder = app.shown.byAt.get(app.store.claims[at].relationship);
  return Boolean(holder?.claims.includes(at));
};

const isTold = (row) => ({ kind }) => kind !== "conduct" && !(kind === "denial" && row.contested);

// What differs in the tellings of one relation; how two actors deal with each other belongs to the pair.
export function differenceSections(app, row) {
  return sections(app, differencesOf(app.store, row.claims, shownWithin(app)).filter(isTold(row)));
}

export function pairDifferences(app, rows) {
  return sections(app, differencesOf(app.store, rows.flatMap((row) => row.claims), shownWithin(app)));
}

// Those of everything shown, for the reader who begins: one line each, that leads to the relation.
export function tellingDifferences(app, most) {
  const { store, shown } = app;
  if (!store.differencesByClaim.size) return [];
  const claims = shown.rows.flatMap((row) => row.claims);
  const found = differencesOf(store, claims, shownWithin(app));
  return found.flatMap((each) => {
    const rows = each.sides.flatMap((side) => side.claims).map((at) => shown.byAt.get(store.claims[at].relationship));
    const row = rows.find((held) => isTold(held)(each));
    return row ? [{ ...each, row }] : [];
  }).slice(0, most);
}

export function differenceItems(app, found) {
  return el("ul", { class: "relations" }, found.map(({ kind, row }) => el("li", {},
    el("button", { type: "button", class: "relation-item", on: { click: () => app.select({ type: "relation", ids: [row.base.key] }) } },
      contestedSample(), el("span", { class: "relation-words" }, el("b", {}, TITLES[kind] ?? "Told differently"), ": ", sentence(app.store, row))))));
}

function sections(app, found) {
  return found.slice(0, SHOWN).map((each) => el("section", { class: "difference", "data-difference": each.kind },
    el("h3", {}, contestedSample(), TITLES[each.kind] ?? "Told differently"),
    each.kind === "figure" && el("p", { class: "difference-text" }, each.text),
    el("div", { class: each.sides.length > 2 ? "sides many" : "sides" }, each.sides.map((side) => sideElement(app, side)))));
}
