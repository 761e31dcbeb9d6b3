// The menu that saves what is shown, and keeps and brings back where the reader put the actors.

import { announce, count, download, el, recall, remember } from "./dom.js";
import { icon } from "./icons.js";
import { pngBlob, svgText } from "./picture.js";
import { CLAIM_COLUMNS, claimRow, COLUMNS, relationRow, shownClaims, toCsv, toJson } from "./tables.js";
import { writeAddress } from "./address.js";

const placesKey = (app) => `realpolitik-places-${app.payload.key}`;

export function savedView(app) {
  return { format: "realpolitik-view-1", positions: app.canvas.positions(), address: writeAddress(app.state) };
}

// Takes back what savedView gave; anything else is refused in words.
export function restoreView(app, text) {
  const view = parseJson(text);
  if (view?.format !== "realpolitik-view-1" || typeof view.positions !== "object" || view.positions === null) return "This file holds no saved view.";
  if (typeof view.address === "string") app.goTo(view.address);
  const placed = app.canvas.place(view.positions);
  return `Restored the places of ${count(placed, "actor")}.`;
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function loadFile(app) {
  const input = el("input", { type: "file", accept: ".json,application/json", on: { change: async () => {
    const [file] = input.files;
    if (file) app.say(restoreView(app, await file.text()));
  } } });
  input.click();
}

const ACTIONS = [
  ["Picture (PNG)", async (app) => download("realpolitik.png", "image/png", await pngBlob(app.canvas))],
  ["Picture (SVG)", (app) => download("realpolitik.svg", "image/svg+xml", svgText(app.canvas, app.payload.title))],
  ["Relations (CSV)", (app) => download("relations.csv", "text/csv", toCsv(COLUMNS, app.shown.rows.map((row) => relationRow(app.store, row))))],
  ["Claims with quotes (CSV)", (app) => download("claims.csv", "text/csv", toCsv(CLAIM_COLUMNS, shownClaims(app.store, app.shown).map((claim) => claimRow(app.store, claim))))],
  ["Everything shown (JSON)", (app) => download("realpolitik.json", "application/json", toJson(app.store, app.shown))],
  ["Print", () => window.print()],
  ["Light or dark colours", (app) => app.switchTheme(), "only-narrow"],
  null,
  ["Keep this view in the browser", (app) => app.say(remember(placesKey(app), JSON.stringify(savedView(app))) ? "Kept. “Bring back the kept view” restores it." : "This browser keeps nothing for this page; save it as a file instead.")],
  ["Bring back the kept view", (app) => app.say(recall(placesKey(app)) ? restoreView(app, recall(placesKey(app))) : "No view was kept yet.")],
  ["Save this view as a file", (app) => download("realpolitik-view.json", "application/json", JSON.stringify(savedView(app)))],
  ["Open a saved view", (app) => loadFile(app)],
  ["Put all actors back", (app) => app.canvas.reset()],
];

export function drawFileMenu(app) {
  const button = el("button", { type: "button", class: "tool", id: "file-menu-button", "aria-label": "Save or print", "aria-haspopup": "true", "aria-expanded": "false", "aria-controls": "file-menu" }, icon("save"), el("span", {}, "Save"));
  const menu = el("div", { class: "menu", id: "file-menu", hidden: true }, ACTIONS.map((action) =>
    action ? el("button", { type: "button", class: action[2] ? `menu-item ${action[2]}` : "menu-item", on: { click: async () => { close(); await action[1](app); } } }, action[0]) : el("hr", {})));
  const close = () => {
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  button.addEventListener("click", () => {
    menu.hidden = !menu.hidden;
    button.setAttribute("aria-expanded", menu.hidden ? "false" : "true");
    if (!menu.hidden) menu.querySelector("button").focus();
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button")].filter((item) => item.offsetParent);
    const at = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length].focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
      button.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target) && !button.contains(event.target)) close(); });
  announce("");
  return el("div", { class: "menu-holder" }, button, menu);
}
