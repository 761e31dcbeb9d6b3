// The legend, which is also the filter: every sign explained, counted, and switched on and off.

import { documentName, KINDS, STATUSES } from "./data.js";
import { el, fill, readable } from "./dom.js";
import { contestedSample, edgeSample, icon, kindSample } from "./icons.js";
import { isFiltered } from "./filters.js";
import { categoryColour, isDark } from "./theme.js";
import { KIND_PLURALS, STATUS_WORDS } from "./words.js";

const LISTED = 60; // entries of one section, the most told first

function toggle(app, facet, value) {
  const hidden = new Set(app.state.hidden[facet]);
  if (!hidden.delete(value)) hidden.add(value);
  app.update({ hidden: { ...app.state.hidden, [facet]: hidden } });
}

function only(app, facet, value, all) {
  const { hidden } = app.state;
  const alone = !hidden[facet].has(value) && hidden[facet].size === all.length - 1;
  app.update({ hidden: { ...hidden, [facet]: new Set(alone ? [] : all.filter((each) => each !== value)) } });
}

function row(app, { facet, value, label, all, sample = null, definition = null, colour = null }) {
  const id = `legend-${facet}-${all.indexOf(value)}`;
  const box = el("input", { type: "checkbox", id, on: { change: () => toggle(app, facet, value) } });
  const number = el("span", { class: "choice-count" });
  const item = el(
    "li",
    { css: colour ? { "--hue": colour } : {}, "data-facet": facet, "data-value": value },
    el("label", { for: id, title: definition }, box, sample, el("span", { class: "choice-name" }, label), number),
    all.length > 1 && el("button", { type: "button", class: "only", "aria-label": `Only ${label}`, on: { click: () => only(app, facet, value, all) } }, "only"),
  );
  const entry = { facet, value, item, box, number, told: null };
  refresh(app, entry);
  app.legendRows.push(entry);
  return item;
}

// Brings an entry up to date, and touches the page only where something changed.
function refresh(app, entry) {
  const on = !app.state.hidden[entry.facet].has(entry.value);
  const number = app.shown.counts[entry.facet].get(entry.value) ?? 0;
  const told = `${readable(number)} ${on ? "shown" : "hidden"}`;
  if (told === entry.told) return;
  entry.told = told;
  entry.box.checked = on;
  entry.item.className = on ? "choice" : "choice off";
  entry.number.textContent = readable(number);
  entry.number.setAttribute("aria-label", told);
}

function section(app, name, title, unit, body, { open = true } = {}) {
  const known = app.folds.get(name);
  const details = el(
    "details",
    { class: "legend-section", open: known ?? open, on: { toggle: (event) => app.folds.set(name, event.target.open) } },
    el("summary", {}, el("h2", {}, title), unit && el("span", { class: "unit" }, unit), icon("chevron")),
    body,
  );
  return details;
}

function categories(app) {
  const { store } = app;
  const dark = isDark(app.state);
  const all = store.categories.map((each) => each.id);
  const relations = store.relations.map((each) => each.id);
  return el("ul", { class: "choices" }, store.categories.map((category) => {
    const colour = categoryColour(category, dark);
    const members = store.relations.filter((each) => each.category === category.id);
    const head = row(app, { facet: "category", value: category.id, label: category.label, all, sample: edgeSample(), definition: category.definition, colour });
    const open = app.folds.get(`category-${category.id}`) ?? false;
    head.append(el(
      "button",
      { type: "button", class: "unfold", "aria-expanded": open ? "true" : "false", "aria-label": `Relations of ${category.label}`, on: { click: () => { app.folds.set(`category-${category.id}`, !open); app.redrawLegend(); } } },
      icon("chevron"),
    ));
    if (open) {
      head.append(el("ul", { class: "choices nested" }, members.map((relation) => row(app, { facet: "relation", value: relation.id, label: relation.label, all: relations, definition: relation.definition, colour }))));
    }
    return head;
  }));
}

function choices(app, facet, all, describe) {
  const { hidden } = app.state;
  const listed = all.filter((value, at) => at < LISTED || hidden[facet].has(value));
  return el("ul", { class: "choices" }, listed.map((value) => row(app, { facet, value, all, ...describe(value) })),
    all.length > listed.length && el("li", { class: "fine" }, `and ${all.length - listed.length} more with fewer claims`));
}

function signs() {
  const sign = (sample, text) => el("li", {}, sample, el("span", {}, text));
  return el("ul", { class: "signs" },
    sign(edgeSample(), "points from who acts to whom"),
    sign(el("span", { class: "widths", "aria-hidden": "true" }, el("i", {}), el("i", {}), el("i", {})), "thicker: more publishers tell it"),
    sign(contestedSample(), "contested: told as fact and denied"),
    sign(el("span", { class: "sizes", "aria-hidden": "true" }, el("i", {}), el("i", {}), el("i", {})), "larger: more claims name the actor"));
}

// The entries change only with what is folded out, with the colours, and where a choice brings a rare one in.
function shapeOfLegend(app) {
  const { document: documents, publisher } = app.state.hidden;
  return JSON.stringify([isDark(app.state), [...app.folds].filter(([name]) => name.startsWith("category-")), [...documents].sort(), [...publisher].sort()]);
}

export function drawLegend(app) {
  const shape = shapeOfLegend(app);
  if (app.legendShape !== shape) {
    app.legendShape = shape;
    buildLegend(app);
  } else for (const entry of app.legendRows) refresh(app, entry);
  document.getElementById("legend-all").disabled = !isFiltered(app.state);
}

function buildLegend(app) {
  const { store } = app;
  const focused = document.activeElement?.id;
  const scrolled = document.getElementById("legend").scrollTop;
  const documents = store.sources.map((each) => each.id);
  const byId = new Map(store.sources.map((each) => [each.id, each]));
  const involved = store.actors.slice(0, store.involved);
  app.legendRows = [];
  fill(
    "legend",
    el("div", { class: "legend-head" },
      el("p", { class: "legend-title" }, "Legend and filters"),
      el("button", { type: "button", class: "quiet", id: "legend-all", on: { click: () => app.clearFilters() } }, "Show all"),
      el("button", { type: "button", class: "icon-button sheet-close", "aria-label": "Close the legend", on: { click: () => app.sheet(null) } }, icon("close"))),
    section(app, "category", "What is done", "relations", categories(app)),
    section(app, "status", "How it is told", "claims", choices(app, "status", STATUSES, (value) => ({ label: STATUS_WORDS[value].label, definition: STATUS_WORDS[value].definition, sample: edgeSample(value) }))),
    section(app, "kind", "Who", "actors", choices(app, "kind", KINDS.filter((kind) => involved.some((each) => each.kind === kind)), (value) => ({ label: KIND_PLURALS[value], sample: kindSample(value) }))),
    section(app, "signs", "Signs", null, signs()),
    section(app, "publisher", "Publishers", "claims", choices(app, "publisher", store.publishers, (value) => ({ label: value, definition: value })), { open: store.publishers.length <= 8 }),
    section(app, "document", "Documents", "claims", choices(app, "document", documents, (value) => ({ label: documentName(byId.get(value)), definition: documentName(byId.get(value)) })), { open: false }),
  );
  if (scrolled) document.getElementById("legend").scrollTop = scrolled;
  if (focused) document.getElementById(focused)?.focus();
}
