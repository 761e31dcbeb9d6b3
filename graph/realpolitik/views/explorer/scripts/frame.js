// The frame of the page: search, views, tools, zoom, and the chips that say what is shown.

import { count, el, fill, readable } from "./dom.js";
import { drawFileMenu } from "./files.js";
import { isFiltered } from "./filters.js";
import { icon } from "./icons.js";
import { drawFinder } from "./search.js";
import { isDark } from "./theme.js";

const VIEWS = [["graph", "Graph"], ["matrix", "Matrix"], ["table", "Table"]];
const DEPTHS = [1, 2, 3];

const iconButton = (name, label, action, attributes = {}) =>
  el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: action }, ...attributes }, icon(name));

export function drawFrame(app) {
  fill("search", drawFinder(app, { label: "Find an actor", placeholder: "Find a country, person, company …", onChoose: (id) => app.select({ type: "actor", ids: [id] }) }));
  fill("tools",
    iconButton("search", "Find an actor", () => openSearch(), { class: "icon-button only-narrow", id: "search-button" }),
    drawFileMenu(app),
    el("button", { type: "button", class: "icon-button only-wide", id: "theme-button", on: { click: () => app.switchTheme() } }),
    iconButton("help", "Show the short guide", () => app.openGuide(), { class: "icon-button only-wide" }),
    iconButton("help", "About this graph and its sources", () => app.openStart(), { class: "icon-button only-narrow" }));
  closeSearchWhenLeft();
  fill("zoom",
    iconButton("plus", "Zoom in", () => app.canvas.camera.zoomBy(1.3)),
    iconButton("minus", "Zoom out", () => app.canvas.camera.zoomBy(1 / 1.3)),
    iconButton("fit", "Show the whole graph", () => app.canvas.camera.fit()));
  drawThemeButton(app);
}

// On a narrow page the search lies over the masthead while it's used.
export function openSearch() {
  document.getElementById("masthead").classList.add("searching");
  document.querySelector("#search input").focus();
}

function closeSearchWhenLeft() {
  document.getElementById("search").addEventListener("focusout", () => document.getElementById("masthead").classList.remove("searching"));
}

export function drawThemeButton(app) {
  const dark = isDark(app.state);
  const button = document.getElementById("theme-button");
  const words = dark ? "Change to light colours" : "Change to dark colours";
  button.setAttribute("aria-label", words);
  button.setAttribute("title", words);
  button.replaceChildren(icon(dark ? "sun" : "moon"));
}

export function drawViews(app) {
  const current = app.state.view;
  const focused = document.activeElement?.dataset?.view;
  const filtered = isFiltered(app.state);
  fill("views", VIEWS.map(([view, label]) => el("button", { type: "button", class: "view", "aria-pressed": view === current ? "true" : "false", "data-view": view, on: { click: () => app.update({ view }) } }, icon(view), el("span", {}, label))),
    el("button", { type: "button", class: filtered ? "view only-narrow marked" : "view only-narrow", on: { click: () => app.sheet("legend") } }, icon("filter"), el("span", {}, "Filters"), filtered && el("span", { class: "unseen" }, "in use")));
  if (focused) document.querySelector(`.view[data-view="${focused}"]`)?.focus();
}

// How much of everything is shown, in words.
export function share({ shown: { rows, actors }, store }) {
  const all = store.relationships.length;
  if (rows.length === all) return `All ${count(all, "relation")}, ${count(actors.size, "actor")}`;
  return `${readable(rows.length)} of ${count(all, "relation")}, ${readable(actors.size)} of ${count(store.involved, "actor")}`;
}

function focusChip(app) {
  const { state, store } = app;
  const step = (number) => el("button", { type: "button", class: "step", "aria-pressed": state.depth === number ? "true" : "false", "aria-label": `${count(number, "step")} away`, on: { click: () => app.update({ depth: number }) } }, number);
  return el("span", { class: "chip focus-chip" }, icon("focus"), `Around ${store.actorById.get(state.focus).label}, steps:`, DEPTHS.map(step),
    el("button", { type: "button", class: "step", "aria-label": "Leave the neighbourhood", on: { click: () => app.update({ focus: null, depth: 1 }) } }, icon("close")));
}

export function drawChips(app) {
  const { state, store, shown } = app;
  const unseen = app.canvas.hiddenActors();
  const whole = shown.rows.length === store.relationships.length;
  fill("chips",
    el("span", { class: whole ? "chip shown-count whole" : "chip shown-count", id: "shown-count" }, share(app)),
    unseen > 0 && el("span", { class: "chip" }, `${count(unseen, "actor")} hidden: search for one, or draw an actor’s neighbours`),
    state.focus && focusChip(app),
    isFiltered({ ...state, focus: null }) && el("button", { type: "button", class: "chip chip-button", on: { click: () => app.clearFilters() } }, `Filtered: ${count(store.relationships.length - shown.rows.length, "relation")} left out`, icon("close")));
}
