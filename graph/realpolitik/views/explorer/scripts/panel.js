// The panel beside the graph: what is chosen, or where to begin.

import { el, fill } from "./dom.js";
import { pairPanel, relationPanel } from "./evidence.js";
import { icon } from "./icons.js";
import { routePanel } from "./path.js";
import { actorPanel } from "./profile.js";
import { startPanel } from "./start.js";

function panelBody(app, selection) {
  if (!selection) return startPanel(app);
  const { type, ids } = selection;
  if (type === "actor") return actorPanel(app, ids[0]);
  if (type === "pair") return pairPanel(app, ids);
  if (type === "route") return routePanel(app, ids);
  const row = app.shown.byAt.get(app.store.relationshipByKey.get(ids[0]).at);
  if (row) return relationPanel(app, row);
  return [
    el("h2", {}, "Not shown"),
    el("p", { class: "lead" }, "This relation is hidden by the filters. ", el("button", { type: "button", class: "inline", on: { click: () => app.clearFilters() } }, "Show all")),
  ];
}

export function drawPanel(app) {
  const { selection } = app.state;
  const bar = el("div", { class: selection ? "panel-bar" : "panel-bar only-narrow" },
    selection ? el("button", { type: "button", class: "quiet", on: { click: () => app.goBack() } }, icon("back"), app.trail.length ? "Back" : "Start") : el("span", { class: "panel-name" }, "About this graph"),
    el("button", { type: "button", class: "icon-button", "aria-label": "Close", on: { click: () => app.select(null) } }, icon("close")));
  fill("panel", bar, el("div", { class: "panel-body" }, panelBody(app, selection)));
}
