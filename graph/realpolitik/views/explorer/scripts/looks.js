// How actors and relations look: colour by kind of act, dash by status, width by publishers, shape by kind of actor.

import { categoryColour } from "./theme.js";

export const SHAPES = { country: "dot", organisation: "square", person: "diamond" };
export const DASHES = { actual: null, possible: [7, 6], negated: [1.5, 5] };

const RANK = { actual: 2, possible: 1, negated: 0 };

// The relation that speaks for several: told as fact before possible before denied, then by claims.
export function leading(rows) {
  let best = rows[0];
  for (const row of rows) if ((RANK[row.status] - RANK[best.status] || row.claims.length - best.claims.length) > 0) best = row;
  return best;
}

export function edgeLook(store, rows, { dark, lightness }) {
  const row = rows.length > 1 ? leading(rows) : rows[0];
  const base = row.status === "actual" ? 1.6 : 1.4;
  return {
    colour: categoryColour(store.relations[row.relation].group, dark),
    width: rows.length > 1 ? Math.min(1.2 + Math.sqrt(rows.length) * 0.7, 6) : (base + Math.min(row.publishers.length - 1, 4) * 1.15) * lightness,
    status: row.status,
    mutual: rows.every((each) => store.relations[each.relation].symmetric),
  };
}

export function nodeColours(kind, inks) {
  const background = inks[kind];
  const border = kind === "person" ? inks.nodeLine : inks[kind];
  const both = { background, border };
  return { ...both, highlight: both, hover: both };
}

// As the places of the first actors were computed with, see drawing.py.
export function radiusFor(claims, most) {
  return most <= 114 ? 6.5 + 1.45 * Math.sqrt(claims) : 4.5 + 17.5 * Math.sqrt(Math.min(1, claims / most));
}
