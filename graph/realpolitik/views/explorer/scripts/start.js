// What the panel shows before anything is chosen: what this is, the sources, and places to begin.

import { documentName } from "./data.js";
import { readableDay } from "./days.js";
import { differenceItems, tellingDifferences } from "./differences.js";
import { count, el, safeLink } from "./dom.js";
import { relationList } from "./evidence.js";
import { icon, kindSample } from "./icons.js";

const BEGINNINGS = 6;
const DIFFERENCES = 4;
const SOURCES = 12;

const strongest = (rows, most) => best(rows, most, (one, other) => other.publishers.length - one.publishers.length || other.claims.length - one.claims.length || one.at - other.at);

// The first few of what would be sorted, without sorting the rest.
export function best(values, most, compare) {
  const kept = [];
  for (const value of values) {
    if (kept.length === most && compare(value, kept[most - 1]) >= 0) continue;
    let place = kept.length;
    while (place > 0 && compare(value, kept[place - 1]) < 0) place -= 1;
    kept.splice(place, 0, value);
    if (kept.length > most) kept.pop();
  }
  return kept;
}

function sources(app) {
  const { store, shown } = app;
  const claims = new Map();
  for (const row of shown.rows) for (const at of row.claims) claims.set(store.claims[at].document, (claims.get(store.claims[at].document) ?? 0) + 1);
  const ranked = [...claims].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  return el("section", { class: "sources" }, el("h3", {}, "Sources"),
    el("ul", { class: "source-list" }, ranked.slice(0, SOURCES).map(([at, number]) => {
      const document = store.documents[at];
      const title = documentName(document);
      return el("li", {},
        el("span", { class: "source-name" }, (document.url && safeLink(document.url, title)) || title),
        el("span", { class: "source-line" }, [document.publisher, document.published && readableDay(document.published), count(number, "claim")].filter(Boolean).join(" · ")));
    })),
    ranked.length > SOURCES && el("p", { class: "fine" }, `and ${ranked.length - SOURCES} more, in the legend`));
}

export function startPanel(app) {
  const { store, shown } = app;
  if (!store.claims.length) return [el("h2", {}, "Nothing to show"), el("p", { class: "lead" }, "No claim was found in the documents that were read.")];
  const contested = strongest(shown.rows.filter((row) => row.contested), 4);
  const differing = tellingDifferences(app, DIFFERENCES);
  const actors = best(shown.strength, BEGINNINGS, (one, other) => other[1] - one[1] || one[0] - other[0]);
  return [
    el("h2", {}, "Reading this graph"),
    el("p", { class: "lead" }, "Each line is something that one actor does to another, as a document tells it. Choose a line to read the quotes behind it, an actor to see all its relations."),
    el("p", { class: "fine only-narrow" }, document.getElementById("summary").textContent),
    el("p", { class: "fine" }, "It shows what sources say, true or not: found by a program, with errors, so read the quote before you rely on it."),
    shown.rows.length === 0 && el("p", { class: "lead" }, "Nothing is left with these filters. ", el("button", { type: "button", class: "inline", on: { click: () => app.clearFilters() } }, "Show all")),
    actors.length > 0 && el("section", {}, el("h3", {}, "Most told about"), el("ul", { class: "pills" }, actors.map(([at]) =>
      el("li", {}, el("button", { type: "button", class: "pill", on: { click: () => app.select({ type: "actor", ids: [store.actors[at].id] }) } }, kindSample(store.actors[at].kind), store.actors[at].label))))),
    contested.length > 0 && el("section", {}, el("h3", {}, "Contested"), relationList(app, contested, {})),
    differing.length > 0 && el("section", {}, el("h3", {}, "Told differently"), differenceItems(app, differing)),
    shown.rows.length > 0 && el("section", {}, el("h3", {}, "Most widely told"), relationList(app, strongest(shown.rows, BEGINNINGS), {})),
    sources(app),
    el("p", { class: "fine keys" }, "Keys: ", el("kbd", {}, "/"), " search, ", el("kbd", {}, "g"), " graph, ", el("kbd", {}, "m"), " matrix, ", el("kbd", {}, "t"), " table, ", el("kbd", {}, "Esc"), " back. On the graph, arrows move and ", el("kbd", {}, "+"), " ", el("kbd", {}, "−"), " zoom."),
    el("p", { class: "fine" }, el("button", { type: "button", class: "inline", on: { click: () => app.openGuide() } }, icon("help"), " Show the short guide")),
  ];
}
