// One state, one computation of what is shown, and every part drawn from it.

import { readAddress, writeAddress } from "./address.js";
import { Canvas } from "./canvas.js";
import { readStore } from "./data.js";
import { announce, count, el, fill } from "./dom.js";
import { freshState, show } from "./filters.js";
import { drawChips, drawFrame, drawThemeButton, drawViews } from "./frame.js";
import { closeGuide, drawGuide } from "./guide.js";
import { drawLegend } from "./legend.js";
import { drawMatrix } from "./matrix.js";
import { drawPanel } from "./panel.js";
import { findRoute } from "./path.js";
import { drawTable } from "./relationtable.js";
import { applyTheme, isDark } from "./theme.js";
import { Timeline } from "./timeline.js";
import { drawTooltip } from "./tooltip.js";

export class App {
  constructor(payload) {
    this.payload = payload;
    this.store = readStore(payload);
    this.folds = new Map([["publisher", this.store.publishers.length <= 8]]);
    this.sorting = { column: "claims", descending: true };
    this.trail = [];
    this.state = readAddress(this.store, location.hash.length > 1 ? location.hash : payload.start);
    this.shown = show(this.store, this.state);
    applyTheme(this.state);
    drawFrame(this);
    this.timeline = new Timeline(this);
    this.canvas = new Canvas(this, document.getElementById("canvas"));
    this.draw();
    if (this.state.selection || !this.store.claims.length) this.sheet("panel");
    else drawGuide(this);
    this.canvas.camera.fit(false);
  }

  // --- changing what is shown ------------------------------------------------------------------------------

  update(patch, { remember = true } = {}) {
    Object.assign(this.state, patch);
    this.shown = show(this.store, this.state);
    this.draw();
    if ("focus" in patch || "depth" in patch) this.canvas.camera.fit();
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
    drawPanel(this);
    this.canvas.light();
    if (selection?.type === "actor") this.canvas.camera.centre(selection.ids[0]);
    if (this.state.view === "table") this.markRow();
    this.sheet(selection ? "panel" : null);
    this.writeHash();
    const panel = document.getElementById("panel");
    panel.scrollTop = 0;
    if (selection) panel.focus({ preventScroll: true });
  }

  goBack() {
    this.select(this.trail.pop() ?? null, { back: true });
  }

  clearFilters() {
    this.update({ hidden: freshState().hidden, from: null, to: null, undated: true, focus: null, depth: 1 });
  }

  switchTheme() {
    this.state.theme = isDark(this.state) ? "light" : "dark";
    applyTheme(this.state);
    drawThemeButton(this);
    this.update({});
  }

  goTo(address) {
    this.state = readAddress(this.store, address);
    this.update({});
    applyTheme(this.state);
  }

  // After the drawing: telling the browser takes longer than the rest of a small change.
  writeHash() {
    this.written = writeAddress(this.state);
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      try {
        history.replaceState(null, "", `#${this.written}`);
      } catch {
        // a page within a notebook's frame has no address of its own
      }
    }, 0);
  }

  canExpand(id) {
    return this.canvas.canExpand(id);
  }

  expand(id) {
    this.canvas.widening.fetch(id);
    const added = this.canvas.widening.expand(id);
    this.draw();
    this.say(`Drew ${count(added, "more actor")}.`);
  }

  // --- drawing ---------------------------------------------------------------------------------------------

  summary() {
    const { rows, actors, claims } = this.shown;
    return `${count(rows.length, "relation")} between ${count(actors.size, "actor")}, ${count(claims, "claim")}`;
  }

  draw() {
    if (this.state.selection?.type === "route") this.route = findRoute(this, this.state.selection.ids);
    this.canvas.update();
    this.timeline.update();
    drawChips(this);
    drawViews(this);
    this.redrawLegend();
    this.redrawOverview();
    drawPanel(this);
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
    else if (overview.firstChild) fill(overview);
  }

  markRow() {
    const key = this.state.selection?.type === "relation" ? this.state.selection.ids[0] : null;
    for (const row of document.querySelectorAll("#relations-table tbody tr")) row.classList.toggle("chosen", row.dataset.relation === key);
  }

  // What the graph is and where it comes from, which a narrow page has no room to show at first.
  openStart() {
    closeGuide(this);
    if (this.state.selection) this.select(null);
    this.sheet("panel");
    document.getElementById("panel").focus({ preventScroll: true });
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
    document.querySelector(".chip.note")?.remove();
    const note = el("span", { class: "chip note" }, text);
    document.getElementById("chips").append(note);
    this.saying = setTimeout(() => note.remove(), 6000);
  }

  tooltip(thing, at = null) {
    drawTooltip(this, thing, at);
  }
}
