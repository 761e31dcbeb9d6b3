// Where tellings of one matter differ other than in fact and denial: the sides beside each other, none chosen.

import { count, el } from "./dom.js";
import { contestedSample } from "./icons.js";
import { claimElement } from "./quotes.js";

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
    el("h4", {}, el("span", {}, stance), el("span", { class: "side-count" }, claims.length)),
    el("div", { class: "claims" }, claims.slice(0, QUOTED).map((at) => claimElement(app, app.store.claims[at]))),
    claims.length > QUOTED && el("p", { class: "fine" }, `and ${count(claims.length - QUOTED, "more claim")}`));
}

export function differenceSections(app, row) {
  const isShown = (at) => {
    const holder = app.shown.byAt.get(app.store.claims[at].relationship);
    return Boolean(holder?.claims.includes(at));
  };
  const found = differencesOf(app.store, row.claims, isShown).filter(({ kind }) => !(kind === "denial" && row.contested));
  return found.slice(0, SHOWN).map((each) => el("section", { class: "difference", "data-difference": each.kind },
    el("h3", {}, contestedSample(), TITLES[each.kind] ?? "Told differently"),
    el("p", { class: "difference-text" }, each.text),
    el("div", { class: each.sides.length > 2 ? "sides many" : "sides" }, each.sides.map((side) => sideElement(app, side)))));
}
