// The matrix: who does what to whom at a glance, the most told-about actors along both sides.

import { count, el, readable } from "./dom.js";
import { categoryColour, isDark } from "./theme.js";

const SIDE = 24;

// Cells by "subject>object": relations, claims, and claims by category; only `category` where one is given.
export function cellsOf(store, rows, category) {
  const cells = new Map();
  for (const row of rows) {
    const { group } = store.relations[row.relation];
    if (category && group.id !== category) continue;
    const key = `${row.subject}>${row.object}`;
    const cell = cells.get(key) ?? { subject: row.subject, object: row.object, relations: 0, claims: 0, contested: false, groups: new Map() };
    cell.relations += 1;
    cell.claims += row.claims.length;
    cell.contested ||= row.contested;
    cell.groups.set(group, (cell.groups.get(group) ?? 0) + row.claims.length);
    cells.set(key, cell);
  }
  return cells;
}

function ranked(cells) {
  const [out, into] = [new Map(), new Map()];
  for (const cell of cells.values()) {
    out.set(cell.subject, (out.get(cell.subject) ?? 0) + cell.claims);
    into.set(cell.object, (into.get(cell.object) ?? 0) + cell.claims);
  }
  const order = (map) => [...map].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  return { subjects: order(out), objects: order(into) };
}

export function drawMatrix(app) {
  const { store, state } = app;
  const cells = cellsOf(store, app.shown.rows, state.measure);
  const { subjects, objects } = ranked(cells);
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell.claims));
  const dark = isDark(state);
  const chooser = el("select", { id: "matrix-category", on: { change: (event) => app.update({ measure: event.target.value }) } },
    el("option", { value: "" }, "every kind"), store.categories.map((category) => el("option", { value: category.id }, category.label)));
  chooser.value = state.measure;
  const cell = (subject, object) => {
    const found = cells.get(`${subject}>${object}`);
    if (!found) return el("td", { class: subject === object ? "self" : null });
    const [main] = [...found.groups].sort((one, other) => other[1] - one[1] || one[0].at - other[0].at)[0];
    const size = 0.34 + 0.66 * Math.sqrt(found.claims / most);
    const words = `${store.actors[subject].label} to ${store.actors[object].label}: ${count(found.relations, "relation")}, ${count(found.claims, "claim")}, mostly ${main.label}${found.contested ? ", contested" : ""}`;
    return el("td", {}, el("button", {
      type: "button", class: found.contested ? "cell contested" : "cell", title: words, "aria-label": words,
      css: { "--hue": categoryColour(main, dark), "--size": size.toFixed(2) },
      on: { click: () => app.select({ type: "pair", ids: [store.actors[subject].id, store.actors[object].id] }) },
    }, el("i", {})));
  };
  const [rows, columns] = [subjects.slice(0, SIDE), objects.slice(0, SIDE)];
  const left = [[subjects, rows, "acting"], [objects, columns, "acted upon"]].filter(([all, shown]) => all.length > shown.length).map(([all, shown, what]) => `${readable(all.length - shown.length)} more ${what}`);
  return el("div", { class: "matrix-view" },
    el("p", { class: "matrix-head" }, el("label", { for: "matrix-category" }, "Claims by who acts (rows) on whom (columns), "), chooser,
      left.length > 0 && el("span", { class: "fine" }, ` Not in this matrix: ${left.join(", ")}; the table has all.`)),
    rows.length === 0 ? el("p", { class: "lead" }, "Nothing of this kind is shown.") : el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Matrix of who acts on whom" },
      el("table", { class: "matrix" },
        el("thead", {}, el("tr", {}, el("td", { class: "corner" }), columns.map(([at]) => el("th", { scope: "col" }, el("span", {}, store.actors[at].label))))),
        el("tbody", {}, rows.map(([subject]) => el("tr", {}, el("th", { scope: "row" }, store.actors[subject].label), columns.map(([object]) => cell(subject, object))))))));
}
