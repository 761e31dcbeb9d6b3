// The page comes alive here: one state, one computation of what is shown, and every part drawn from it.

import { readAddress, writeAddress } from "./address.js";
import { Canvas } from "./canvas.js";
import { readStore } from "./data.js";
import { announce, count, el, fill } from "./dom.js";
import { pairPanel, relationPanel } from "./evidence.js";
import { drawFileMenu } from "./files.js";
import { freshState, isFiltered, show } from "./filters.js";
import { closeGuide, drawGuide } from "./guide.js";
import { edgeSample, icon, kindSample } from "./icons.js";
import { drawLegend } from "./legend.js";
import { drawMatrix } from "./matrix.js";
import { findRoute, routePanel } from "./path.js";
import { actorPanel } from "./profile.js";
import { drawTable } from "./relationtable.js";
import { drawFinder } from "./search.js";
import { startPanel } from "./start.js";
import { applyTheme, isDark, onSystemTheme } from "./theme.js";
import { Timeline } from "./timeline.js";
import { KIND_WORDS, sentence, support, tally } from "./words.js";

const VIEWS = [["graph", "Graph"], ["matrix", "Matrix"], ["table", "Table"]];

class App {
  constructor(payload) {
    this.payload = payload;
    this.store = readStore(payload);
    this.folds = new Map([["publisher", this.store.publishers.length <= 8]]);
    this.sorting = { column: "claims", descending: true };
    this.trail = [];
    this.state = readAddress(this.store, location.hash.length > 1 ? location.hash : payload.start);
    this.shown = show(this.store, this.state);
    applyTheme(this.state);
    this.canvas = new Canvas(this, document.getElementById("canvas"));
    this.timeline = new Timeline(this);
    this.drawFrame();
    this.draw();
    if (this.state.selection || !this.store.claims.length) this.sheet("panel");
    else drawGuide(this);
    this.canvas.chooseShape();
    this.canvas.fit(false);
    this.listen();
  }

  // --- changing what is shown ------------------------------------------------------------------------------

  update(patch, { remember = true } = {}) {
    Object.assign(this.state, patch);
    this.shown = show(this.store, this.state);
    this.draw();
    if ("focus" in patch || "depth" in patch) this.canvas.fit();
    if (remember) this.writeHash();
    announce(this.summary());
  }

  select(selection, { back = false } = {}) {
    if (!back && this.state.selection) this.trail.push(this.state.selection);
    if (!selection) this.trail = [];
    this.state.selection = selection;
    if (selection) closeGuide(this);
    if (selection?.type === "route") this.route = findRoute(this, selection.ids);
    if (this.canvas.scale === "core" && selection) this.canvas.update();
    this.drawPanel();
    this.canvas.light();
    if (selection?.type === "actor") this.canvas.centre(selection.ids[0]);
    if (this.state.view === "table") this.markRow();
    this.sheet(selection ? "panel" : null);
    this.writeHash();
    const panel = document.getElementById("panel");
    panel.scrollTop = 0;
    if (selection) panel.focus({ preventScroll: true });
  }

  clearFilters() {
    const fresh = freshState();
    this.update({ hidden: fresh.hidden, from: null, to: null, undated: true, focus: null, depth: 1 });
  }

  goTo(address) {
    this.state = readAddress(this.store, address);
    this.update({});
    applyTheme(this.state);
  }

  writeHash() {
    const address = writeAddress(this.state);
    this.written = address;
    try {
      history.replaceState(null, "", `#${address}`);
    } catch {
      // a page within a notebook's frame has no address of its own
    }
  }

  canExpand(id) {
    return this.canvas.scale === "core" && !this.state.focus && this.shown.rows.some((row) => {
      const at = this.store.actorById.get(id).at;
      const other = row.subject === at ? row.object : row.object === at ? row.subject : null;
      return other !== null && !this.canvas.nodes.get(this.store.actors[other].id);
    });
  }

  expand(id) {
    this.canvas.fetch(id);
    const added = this.canvas.expand(id);
    this.canvas.update();
    this.draw();
    this.say(`Drew ${count(added, "more actor")}.`);
  }

  // --- drawing ---------------------------------------------------------------------------------------------

  summary() {
    const { rows, actors, claims } = this.shown;
    return `${count(rows.length, "relation")} between ${count(actors.size, "actor")}, ${count(claims, "claim")}`;
  }

  share() {
    const { rows, actors } = this.shown;
    const all = this.store.relationships.length;
    if (rows.length === all) return `All ${count(all, "relation")}, ${count(actors.size, "actor")}`;
    return `${rows.length.toLocaleString("en")} of ${count(all, "relation")}, ${actors.size.toLocaleString("en")} of ${count(this.store.involved, "actor")}`;
  }

  draw() {
    if (this.state.selection?.type === "route") this.route = findRoute(this, this.state.selection.ids);
    this.canvas.update();
    this.timeline.update();
    this.drawChips();
    this.drawViews();
    this.redrawLegend();
    this.redrawOverview();
    this.drawPanel();
  }

  redrawLegend() {
    drawLegend(this);
  }

  redrawOverview() {
    const { view } = this.state;
    const overview = document.getElementById("overview");
    overview.hidden = view === "graph";
    document.getElementById("workbench").dataset.view = view;
    document.getElementById("stage").dataset.view = view;
    if (view === "table") fill(overview, drawTable(this));
    else if (view === "matrix") fill(overview, drawMatrix(this));
    else fill(overview);
  }

  markRow() {
    const key = this.state.selection?.type === "relation" ? this.state.selection.ids[0] : null;
    for (const row of document.querySelectorAll("#relations-table tbody tr")) row.classList.toggle("chosen", row.dataset.relation === key);
  }

  drawFrame() {
    fill("search", drawFinder(this, { label: "Find an actor", placeholder: "Find a country, person, company …", onChoose: (id) => this.select({ type: "actor", ids: [id] }) }));
    const themeButton = el("button", { type: "button", class: "icon-button", id: "theme-button", on: { click: () => this.switchTheme() } });
    fill("tools", drawFileMenu(this), themeButton,
      el("button", { type: "button", class: "icon-button", "aria-label": "Show the short guide", on: { click: () => this.openGuide() } }, icon("help")));
    const button = (name, label, action) => el("button", { type: "button", class: "icon-button", "aria-label": label, on: { click: action } }, icon(name));
    fill("zoom", button("plus", "Zoom in", () => this.canvas.zoomBy(1.3)), button("minus", "Zoom out", () => this.canvas.zoomBy(1 / 1.3)), button("fit", "Show the whole graph", () => this.canvas.fit()));
    this.drawThemeButton();
  }

  drawThemeButton() {
    const dark = isDark(this.state);
    const button = document.getElementById("theme-button");
    button.setAttribute("aria-label", dark ? "Change to light colours" : "Change to dark colours");
    button.replaceChildren(icon(dark ? "sun" : "moon"));
  }

  switchTheme() {
    this.state.theme = isDark(this.state) ? "light" : "dark";
    applyTheme(this.state);
    this.drawThemeButton();
    this.update({});
  }

  drawViews() {
    const current = this.state.view;
    fill("views", VIEWS.map(([view, label]) => el("button", { type: "button", class: "view", "aria-pressed": view === current ? "true" : "false", "data-view": view, on: { click: () => this.update({ view }) } }, icon(view), el("span", {}, label))),
      el("button", { type: "button", class: "view only-narrow", "aria-pressed": "false", on: { click: () => this.sheet("legend") } }, icon("filter"), el("span", {}, "Filters")));
  }

  drawChips() {
    const { state, store, shown } = this;
    const chips = [el("span", { class: "chip shown-count", id: "shown-count" }, this.share())];
    const unseen = this.canvas.hiddenActors();
    if (unseen) chips.push(el("span", { class: "chip" }, `${count(unseen, "actor")} hidden: search for one, or draw an actor’s neighbours`));
    if (state.focus) {
      const depth = (number) => el("button", { type: "button", class: "step", "aria-pressed": state.depth === number ? "true" : "false", "aria-label": `${count(number, "step")} away`, on: { click: () => this.update({ depth: number }) } }, number);
      chips.push(el("span", { class: "chip focus-chip" }, icon("focus"), `Around ${store.actorById.get(state.focus).label}, steps:`, depth(1), depth(2), depth(3),
        el("button", { type: "button", class: "step", "aria-label": "Leave the neighbourhood", on: { click: () => this.update({ focus: null, depth: 1 }) } }, icon("close"))));
    }
    if (isFiltered({ ...state, focus: null })) chips.push(el("button", { type: "button", class: "chip chip-button", on: { click: () => this.clearFilters() } }, `Filtered: ${count(store.relationships.length - shown.rows.length, "relation")} left out`, icon("close")));
    fill("chips", chips);
  }

  drawPanel() {
    const { selection } = this.state;
    const back = selection && el("div", { class: "panel-bar" },
      el("button", { type: "button", class: "quiet", on: { click: () => this.goBack() } }, icon("back"), this.trail.length ? "Back" : "Start"),
      el("button", { type: "button", class: "icon-button", "aria-label": "Close", on: { click: () => this.select(null) } }, icon("close")));
    fill("panel", back, el("div", { class: "panel-body" }, this.panelBody(selection)));
  }

  panelBody(selection) {
    if (!selection) return startPanel(this);
    if (selection.type === "actor") return actorPanel(this, selection.ids[0]);
    if (selection.type === "pair") return pairPanel(this, selection.ids);
    if (selection.type === "route") return routePanel(this, selection.ids);
    const row = this.shown.byAt.get(this.store.relationshipByKey.get(selection.ids[0]).at);
    if (row) return relationPanel(this, row);
    return [el("h2", {}, "Not shown"), el("p", { class: "lead" }, "This relation is hidden by the filters. ", el("button", { type: "button", class: "inline", on: { click: () => this.clearFilters() } }, "Show all"))];
  }

  goBack() {
    this.select(this.trail.pop() ?? null, { back: true });
  }

  openGuide() {
    this.sheet(null);
    if (this.state.view !== "graph") this.update({ view: "graph" });
    drawGuide(this, { force: true });
  }

  // On a narrow page the legend and the panel are sheets over the graph; one at a time.
  sheet(name) {
    document.getElementById("workbench").dataset.sheet = name ?? "";
  }

  say(text) {
    announce(text);
    clearTimeout(this.saying);
    const note = el("span", { class: "chip note" }, text);
    document.getElementById("chips").append(note);
    this.saying = setTimeout(() => note.remove(), 6000);
  }

  tooltip(thing, at = null) {
    const tip = document.getElementById("tooltip");
    tip.hidden = !thing;
    if (!thing) return;
    if (thing.type === "actor") {
      const { actor } = thing;
      const relations = this.shown.rows.filter((row) => row.subject === actor.at || row.object === actor.at).length;
      fill(tip, el("b", {}, kindSample(actor.kind), actor.label), el("span", {}, `${KIND_WORDS[actor.kind]} · ${count(relations, "relation")}`));
    } else if (thing.rows.length === 1) {
      const [row] = thing.rows;
      fill(tip, el("b", {}, sentence(this.store, row)), el("span", {}, edgeSample(row.status), `${tally(row)} · ${support(row)}`), row.contested && el("span", { class: "tip-contested" }, "Contested"));
    } else {
      const [row] = thing.rows;
      fill(tip, el("b", {}, `${this.store.actors[row.subject].label} → ${this.store.actors[row.object].label}`),
        thing.rows.slice(0, 6).map((each) => el("span", {}, edgeSample(each.status), `${this.store.relations[each.relation].label} (${each.claims.length})`)),
        thing.rows.length > 6 && el("span", {}, `and ${thing.rows.length - 6} more`));
    }
    if (!at) return;
    const stage = document.getElementById("canvas");
    tip.style.setProperty("left", `${Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8)}px`);
    tip.style.setProperty("top", `${at.y + 18 + tip.offsetHeight > stage.clientHeight ? at.y - tip.offsetHeight - 12 : at.y + 18}px`);
  }

  // --- keys, size, system ----------------------------------------------------------------------------------

  listen() {
    document.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("hashchange", () => {
      if (decodeURI(location.hash.slice(1)) !== decodeURI(this.written ?? "")) this.goTo(location.hash);
    });
    onSystemTheme(() => { this.drawThemeButton(); this.update({}); });
    const stage = document.getElementById("canvas");
    stage.setAttribute("tabindex", "0");
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", "Graph. Arrow keys move it, plus and minus zoom. Use the search or the table to choose an actor or a relation.");
    let narrow = window.innerWidth;
    window.addEventListener("resize", () => {
      if (Math.abs(window.innerWidth - narrow) < 80) return;
      narrow = window.innerWidth;
      this.canvas.chooseShape();
      this.canvas.fit(false);
    });
    this.canvas.network.on("dragEnd", ({ nodes }) => {
      const places = this.canvas.network.getPositions(nodes);
      this.canvas.nodes.update(Object.entries(places).map(([id, { x, y }]) => ({ id, x, y })));
      this.canvas.painter.forget();
    });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(input|select|textarea)$/i.test(event.target.tagName) && !["checkbox", "range"].includes(event.target.type);
    if (event.key === "Escape") {
      if (document.getElementById("workbench").dataset.sheet === "legend") this.sheet(null);
      else if (this.state.selection) this.goBack();
      return;
    }
    if (typing) return;
    if (event.key === "/") {
      event.preventDefault();
      document.querySelector("#search input").focus();
      return;
    }
    const view = { g: "graph", m: "matrix", t: "table" }[event.key];
    if (view) {
      this.update({ view });
      return;
    }
    if (document.activeElement?.id === "canvas") this.moveByKey(event);
  }

  moveByKey(event) {
    const moves = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
    if (moves[event.key]) {
      event.preventDefault();
      this.canvas.pan(...moves[event.key]);
    }
    if (event.key === "+" || event.key === "=") this.canvas.zoomBy(1.3);
    if (event.key === "-") this.canvas.zoomBy(1 / 1.3);
    if (event.key === "0") this.canvas.fit();
  }
}

window.realpolitik = new App(JSON.parse(document.getElementById("data").textContent));
