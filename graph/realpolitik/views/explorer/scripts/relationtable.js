// The table: the same relations as the graph, row by row, sortable.

import { readablePeriod } from "./days.js";
import { count, el } from "./dom.js";
import { contestedSample, edgeSample } from "./icons.js";
import { relationRow } from "./tables.js";
import { categoryColour, isDark } from "./theme.js";
import { STATUS_WORDS } from "./words.js";

const PAGE = 250;
const HEADS = [
  ["subject", "Who"], ["relation", "does what"], ["object", "to whom"], ["status", "How told"],
  ["claims", "Claims"], ["publishers", "Publishers"], ["first", "Dates"],
];

const collator = new Intl.Collator("en");

export function sortRows(store, rows, column, descending) {
  const keyed = rows.map((row) => [relationRow(store, row)[column], row]);
  const compare = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));
  keyed.sort((one, other) => (descending ? -1 : 1) * compare(one[0], other[0]) || one[1].at - other[1].at);
  return keyed.map(([, row]) => row);
}

function cells(app, row) {
  const { store } = app;
  const relation = store.relations[row.relation];
  const chosen = app.state.selection?.type === "relation" && app.state.selection.ids[0] === row.base.key;
  return el("tr", { "data-relation": row.base.key, class: chosen ? "chosen" : null, css: { "--hue": categoryColour(relation.group, isDark(app.state)) } },
    el("th", { scope: "row" }, store.actors[row.subject].label),
    el("td", {}, el("button", { type: "button", class: "cell-button", on: { click: () => app.select({ type: "relation", ids: [row.base.key] }) } }, edgeSample(row.status, 22), relation.label)),
    el("td", {}, store.actors[row.object].label),
    el("td", {}, STATUS_WORDS[row.status].label, row.contested && contestedSample(), row.contested && el("span", { class: "unseen" }, " contested")),
    el("td", { class: "number" }, row.claims.length),
    el("td", { class: "publishers", title: row.publishers.join(", ") }, row.publishers.join(", ")),
    el("td", { class: "day" }, readablePeriod(row.first, row.last) ?? "no date"));
}

export function drawTable(app) {
  const { column, descending } = app.sorting;
  const rows = sortRows(app.store, app.shown.rows, column, descending);
  const sort = (name) => {
    app.sorting = { column: name, descending: column === name ? !descending : name === "claims" };
    app.redrawOverview();
  };
  const body = el("tbody", {}, rows.slice(0, PAGE).map((row) => cells(app, row)));
  const more = el("button", { type: "button", class: "more", on: { click: () => {
    const done = body.children.length;
    body.append(...rows.slice(done, done + PAGE).map((row) => cells(app, row)));
    if (body.children.length >= rows.length) more.remove();
  } } }, `Show more of ${count(rows.length, "relation")}`);
  return el("div", { class: "table-view" },
    el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Table of relations" }, el("table", { id: "relations-table" },
      el("caption", {}, `${count(rows.length, "relation")}, ${count(app.shown.claims, "claim")}: the same as in the graph`),
      el("thead", {}, el("tr", {}, HEADS.map(([name, title]) => el("th", { scope: "col", "aria-sort": column === name ? (descending ? "descending" : "ascending") : "none" },
        el("button", { type: "button", class: "sort", on: { click: () => sort(name) } }, title))))),
      body)),
    rows.length > PAGE && more);
}
