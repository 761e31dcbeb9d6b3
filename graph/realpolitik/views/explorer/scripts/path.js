// The path panel: the shortest way between two actors, with a quote for every step.

import { count, el } from "./dom.js";
import { actorButton, relationHeading } from "./evidence.js";
import { claimElement } from "./quotes.js";
import { shortestRoute } from "./routes.js";
import { STATUS_WORDS, tally } from "./words.js";

export function findRoute(app, [one, other]) {
  return shortestRoute(app.shown.rows, app.store.actorById.get(one).at, app.store.actorById.get(other).at);
}

function bestClaim(app, row) {
  const order = { actual: 0, possible: 1, negated: 2 };
  return row.claims.map((at) => app.store.claims[at]).sort((one, other) => order[one.status] - order[other.status] || other.confidence - one.confidence || one.at - other.at)[0];
}

export function routePanel(app, ids) {
  const [first, last] = ids.map((id) => app.store.actorById.get(id).at);
  const route = app.route;
  const title = el("h2", { class: "pair-title" }, actorButton(app, first), el("span", { class: "and" }, "to"), actorButton(app, last));
  if (!route) return [title, el("p", { class: "tally" }, "No path joins them in what is shown. Fewer filters may open one.")];
  return [
    title,
    el("p", { class: "tally" }, `${count(route.length, "step")}, the fewest there are. An edge may point either way; a path is no evidence that one end acts on the other.`),
    el("ol", { class: "route" }, route.map(({ row }) => el("li", {},
      relationHeading(app, row, "h3"),
      el("p", { class: "fine" }, row.status === "actual" ? tally(row) : `${STATUS_WORDS[row.status].label}: ${tally(row)}`),
      claimElement(app, bestClaim(app, row)),
      row.claims.length > 1 && el("button", { type: "button", class: "more", on: { click: () => app.select({ type: "relation", ids: [row.base.key] }) } }, `All ${row.claims.length} claims`)))),
  ];
}
