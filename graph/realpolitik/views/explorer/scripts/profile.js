// The profile of an actor: names, offices over time, partners by weight of evidence, relations by category.

import { documentName } from "./data.js";
import { readableDay } from "./days.js";
import { count, el } from "./dom.js";
import { actorButton, relationList } from "./evidence.js";
import { icon, kindSample } from "./icons.js";
import { drawFinder } from "./search.js";
import { categoryColour, isDark } from "./theme.js";
import { KIND_WORDS } from "./words.js";

const PARTNERS = 8;

function officeList(app, offices) {
  return el("section", { class: "offices" }, el("h3", {}, "Offices held"), el("ol", { class: "office-list" }, offices.map((office) => {
    const of = app.store.actorById.get(office.of);
    const years = [office.start && readableDay(office.start), office.end && readableDay(office.end)];
    const period = office.start && !office.end ? `since ${years[0]}` : years.filter(Boolean).join(" – ");
    return el("li", {}, el("b", {}, office.title), ", ", of && of.at < app.store.involved ? actorButton(app, of.at) : of?.label ?? office.of, period && el("span", { class: "period" }, period));
  })));
}

function officeYears({ start, end }) {
  if (!start && !end) return null;
  if (!end) return `since ${start.slice(0, 4)}`;
  return start ? `${start.slice(0, 4)}–${end.slice(0, 4)}` : `until ${end.slice(0, 4)}`;
}

function holders(app, actor) {
  const found = app.store.actors.slice(0, app.store.involved).flatMap((person) => person.offices.filter((office) => office.of === actor.id).map((office) => ({ person, office })));
  if (!found.length) return null;
  found.sort((one, other) => (one.office.start ?? "").localeCompare(other.office.start ?? ""));
  return el("section", { class: "offices" }, el("h3", {}, "Office-holders in these documents"), el("ol", { class: "office-list" }, found.map(({ person, office }) =>
    el("li", {}, actorButton(app, person.at), ` ${office.title}`, el("span", { class: "period" }, officeYears(office))))));
}

export function partners(app, at) {
  const found = new Map();
  for (const row of app.shown.rows) {
    const other = row.subject === at ? row.object : row.object === at ? row.subject : null;
    if (other === null || other === at) continue;
    const known = found.get(other) ?? { at: other, claims: 0, categories: new Map() };
    known.claims += row.claims.length;
    const group = app.store.relations[row.relation].group;
    known.categories.set(group, (known.categories.get(group) ?? 0) + row.claims.length);
    found.set(other, known);
  }
  return [...found.values()].sort((one, other) => other.claims - one.claims || one.at - other.at);
}

function partnerList(app, at) {
  const ranked = partners(app, at);
  if (!ranked.length) return null;
  const most = ranked[0].claims;
  const dark = isDark(app.state);
  return el("section", { class: "partners" }, el("h3", {}, "Partners by number of claims"), el("ol", { class: "partner-list" }, ranked.slice(0, PARTNERS).map((partner) =>
    el("li", {}, el("button", { type: "button", class: "partner", on: { click: () => app.select({ type: "pair", ids: [app.store.actors[at].id, app.store.actors[partner.at].id] }) } },
      kindSample(app.store.actors[partner.at].kind),
      el("span", { class: "partner-name" }, app.store.actors[partner.at].label),
      el("span", { class: "bar", "aria-hidden": "true" }, [...partner.categories].sort((one, other) => one[0].at - other[0].at).map(([group, claims]) =>
        el("i", { css: { "--hue": categoryColour(group, dark), "--part": `${(100 * claims) / most}%` } }))),
      el("span", { class: "item-count", "aria-label": count(partner.claims, "claim") }, partner.claims))))),
  ranked.length > PARTNERS && el("p", { class: "fine" }, `and ${ranked.length - PARTNERS} more, listed below`));
}

function byCategory(app, at, rows) {
  return app.store.categories.map((category) => {
    const members = rows.filter((row) => app.store.relations[row.relation].category === category.id).sort((one, other) => other.claims.length - one.claims.length);
    return members.length > 0 && el("section", { class: "by-category", css: { "--hue": categoryColour(category, isDark(app.state)) } },
      el("h3", {}, category.label), relationList(app, members, { most: 6, perspective: at }));
  });
}

export function actorPanel(app, id) {
  const actor = app.store.actorById.get(id);
  const rows = app.shown.rows.filter((row) => row.subject === actor.at || row.object === actor.at);
  const country = actor.country && app.store.actorById.get(actor.country);
  const documents = new Set(rows.flatMap((row) => row.claims.map((claim) => app.store.claims[claim].document)));
  const focused = app.state.focus === id;
  return [
    el("h2", { class: "actor-title" }, kindSample(actor.kind), actor.label),
    el("p", { class: "tally" }, [KIND_WORDS[actor.kind], country ? `acts for or belongs to ${country.label}` : null, `${count(rows.length, "relation")} in ${count(documents.size, "document")}`].filter(Boolean).join(" · ")),
    actor.aliases.length > 0 && el("p", { class: "fine" }, `Also: ${actor.aliases.slice(0, 6).join(", ")}`),
    el("div", { class: "actions" },
      el("button", { type: "button", class: "action", "aria-pressed": focused ? "true" : "false", on: { click: () => app.update({ focus: focused ? null : id, depth: 1 }) } }, icon("focus"), focused ? "Show everyone" : "Show only its neighbours"),
      app.canExpand(id) && el("button", { type: "button", class: "action", on: { click: () => app.expand(id) } }, icon("plus"), "Draw its neighbours")),
    el("div", { class: "path-finder" }, drawFinder(app, { label: "Find a path to", placeholder: "another actor", onChoose: (other) => other !== id && app.select({ type: "route", ids: [id, other] }), compact: true })),
    actor.offices.length > 0 && officeList(app, actor.offices),
    partnerList(app, actor.at),
    actor.kind !== "person" && holders(app, actor),
    rows.length === 0 && el("p", { class: "fine" }, "Nothing about this actor is shown with these filters."),
    byCategory(app, actor.at, rows),
    documents.size > 0 && el("p", { class: "fine" }, `Told in: ${[...documents].slice(0, 12).map((at) => documentName(app.store.documents[at])).join("; ")}`),
  ];
}
