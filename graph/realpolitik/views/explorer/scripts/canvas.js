// The drawn graph: vis-network holds, draws and moves the actors; the edge layer paints their relations.

import { Camera } from "./camera.js";
import { EdgeLayer } from "./edgelayer.js";
import { nodeColours, radiusFor, SHAPES } from "./looks.js";
import { Painter } from "./painter.js";
import { Pointer } from "./pointer.js";
import { spotlightOf, targetOf } from "./spotlight.js";
import { inks, isDark } from "./theme.js";
import { Widening } from "./widening.js";

const FOCUSED_SINGLY = 600; // relations of a neighbourhood that are drawn one by one in a large graph too
const VIS_DRAWS = 100; // actors that vis draws itself; more are painted together, ten times as fast
const DIM = 0.22;

export class Canvas {
  constructor(app, element) {
    this.app = app;
    this.store = app.store;
    this.element = element;
    this.scale = app.store.drawing.scale;
    this.marks = new Map(); // by actor's id: {id, at, kind, x, y, size, base, node}; `node` is vis' own
    this.byAt = []; // the same by the actor's number
    this.opened = new Set(); // pairs drawn as single relations
    this.wanted = new Map(); // rows by the id of the edge that stands for them
    this.lit = null;
    this.inks = inks();
    this.painter = new Painter(this);
    this.edges = new EdgeLayer(this);
    this.camera = new Camera(this);
    this.widening = new Widening(this);
    this.ready = false;
    this.build();
    this.pointer = new Pointer(this);
    this.ready = true;
  }

  // --- actors ----------------------------------------------------------------------------------------------

  build() {
    const { nodes, options, tall } = this.store.drawing;
    const { clientWidth: wide, clientHeight: high } = this.element;
    this.tall = high > wide * 1.15;
    this.home = homes(this.store, nodes, this.tall && tall);
    this.dark = isDark(this.app.state);
    nodes.actor.forEach((at, place) => this.addMark(this.store.actors[at], nodes.size[place]));
    this.plain = this.marks.size > VIS_DRAWS;
    this.nodes = new vis.DataSet(this.plain ? [] : this.allOptions());
    this.network = new vis.Network(this.element, { nodes: this.nodes, edges: [] }, options);
    if (this.plain) this.network.renderer._drawNodes = (context) => this.painter.paintMarks(context);
    else this.joinNodes();
    this.element.querySelector(".vis-network").setAttribute("tabindex", "-1");
    const drawn = this.element.querySelector("canvas");
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", "Network diagram. The table view holds the same relations as text.");
    this.network.on("beforeDrawing", (context) => this.paintBelow(context));
    this.network.on("afterDrawing", (context) => this.painter.paint(context));
  }

  addMark(actor, size) {
    const { x, y } = this.home.get(actor.id);
    const mark = { id: actor.id, at: actor.at, kind: actor.kind, x, y, size, base: size, node: null };
    this.marks.set(actor.id, mark);
    this.byAt[actor.at] = mark;
    return mark;
  }

  // What vis must know of an actor to draw it, drag it, and tell when it's pointed at.
  nodeOptions({ id, kind, x, y, size }) {
    return { id, shape: SHAPES[kind], size, x, y, color: nodeColours(kind, this.inks), borderWidth: kind === "person" ? 2 : 1.5 };
  }

  allOptions() {
    return [...this.marks.values()].map((mark) => this.nodeOptions(mark));
  }

  // vis takes longer to take in two thousand actors than the page to draw them: they are drawn first.
  handOver() {
    if (!this.plain || this.nodes.length) return;
    this.nodes.add(this.allOptions());
    this.joinNodes();
    this.hideOthers();
  }

  joinNodes() {
    const { nodes } = this.network.body;
    for (const mark of this.marks.values()) mark.node = nodes[mark.id] ?? null;
  }

  addActor(id, place) {
    const actor = this.store.actorById.get(id);
    this.home.set(id, place);
    const mark = this.addMark(actor, radiusFor(this.app.shown.strength.get(actor.at) ?? 1, this.store.drawing.most));
    this.markFactor = null;
    if (this.plain && !this.nodes.length) return;
    this.nodes.add(this.nodeOptions(mark));
    mark.node = this.network.body.nodes[id];
  }

  isDrawn(id) {
    return this.marks.has(id);
  }

  mark(id) {
    return this.marks.get(id);
  }

  markAt(at) {
    return this.byAt[at];
  }

  shownMarks() {
    return [...this.marks.values()].filter(({ at }) => this.app.shown.actors.has(at));
  }

  // Actors that are shown but not drawn, which only a core has.
  hiddenActors() {
    if (this.scale !== "core") return 0;
    let hidden = 0;
    for (const at of this.app.shown.actors) if (!this.markAt(at)) hidden += 1;
    return hidden;
  }

  canExpand(id) {
    return this.scale === "core" && this.widening.canExpand(id);
  }

  // --- bringing the drawing up to date ---------------------------------------------------------------------

  // Which edges are drawn now: single relations, or one edge per ordered pair with the opened pairs singly.
  wantedEdges() {
    const { shown, state } = this.app;
    const wanted = new Map();
    const all = this.scale === "relations" || (state.focus && shown.rows.length <= FOCUSED_SINGLY);
    for (const row of shown.rows) {
      if (this.scale === "core" && !(this.markAt(row.subject) && this.markAt(row.object))) continue;
      if (all || this.opened.has(row.base.pair)) {
        wanted.set(row.base.id, [row]);
        continue;
      }
      const rows = wanted.get(row.base.pairId);
      if (rows) rows.push(row);
      else wanted.set(row.base.pairId, [row]);
    }
    return wanted;
  }

  update() {
    if (this.scale === "core") this.widening.fetchChosen(this.app.state);
    const dark = isDark(this.app.state);
    if (dark !== this.dark) {
      this.dark = dark;
      this.inks = inks();
      if (this.nodes.length) this.nodes.update([...this.marks.values()].map(({ id, kind }) => ({ id, color: nodeColours(kind, this.inks) })));
    }
    this.wanted = this.wantedEdges();
    this.edges.update(this.wanted, { dark, lightness: this.lightness() });
    this.hideOthers();
    this.painter.forget();
    this.light();
  }

  // Where many edges share the page, each is drawn a little finer.
  lightness() {
    return Math.max(0.72, Math.min(1, 1.1 - this.store.relationships.length / 500));
  }

  // What isn't shown stays with vis but hidden; taking it out and putting it back would be slow.
  hideOthers() {
    for (const { node, at } of this.marks.values()) if (node) node.options.hidden = !this.app.shown.actors.has(at);
    this.network._updateVisibleIndices();
  }

  light() {
    const { selection } = this.app.state;
    this.pointedAt = targetOf({ store: this.store, wanted: this.wanted, hovered: this.pointer?.hovered, selection, route: this.app.route });
    this.lit = spotlightOf(this.store, this.wanted, this.pointedAt);
    this.edges.sortByLook(this.lit, this.pointedAt?.type === "edges" ? this.lit.edges : new Set());
    if (!this.plain) for (const { id, node } of this.marks.values()) node.options.opacity = !this.lit || this.lit.actors.has(id) ? 1 : DIM;
    this.redraw();
  }

  chooseEdge(id) {
    const rows = this.wanted.get(id);
    if (rows.length === 1) {
      this.app.select({ type: "relation", ids: [rows[0].base.key] });
      return;
    }
    this.opened.add(rows[0].base.pair);
    const { actors } = this.store;
    this.app.select({ type: "pair", ids: [actors[rows[0].subject].id, actors[rows[0].object].id] });
    this.update();
  }

  // --- painting --------------------------------------------------------------------------------------------

  // Once, at the next frame, however often it is asked for.
  redraw() {
    this.network.body.emitter.emit("_requestRedraw");
  }

  context() {
    return this.element.querySelector("canvas").getContext("2d");
  }

  paintBelow(context) {
    if (!this.ready) return;
    const scale = this.network.getScale();
    this.keepVisible(scale);
    this.edges.paint(context, scale, this.camera.view());
  }

  // Far out, marks would become too small to see: they shrink more slowly than the picture.
  keepVisible(scale) {
    const factor = Math.max(1, Math.min(4, (0.5 * Math.min(1, Math.sqrt(300 / this.marks.size))) / scale));
    if (this.markFactor && Math.abs(factor / this.markFactor - 1) <= 0.04) return;
    this.markFactor = factor;
    for (const mark of this.marks.values()) {
      mark.size = mark.base * factor;
      if (!mark.node || mark.node.options.size === mark.size) continue;
      mark.node.options.size = mark.size;
      mark.node.needsRefresh();
    }
    this.painter.forget();
  }

  // --- places ----------------------------------------------------------------------------------------------

  // Actors that the reader drags.
  follow(ids, { settle = false } = {}) {
    const places = this.network.getPositions(ids);
    for (const [id, place] of Object.entries(places)) Object.assign(this.marks.get(id), place);
    if (settle) this.nodes.update(Object.entries(places).map(([id, { x, y }]) => ({ id, x, y })));
    this.painter.forget();
  }

  positions() {
    return Object.fromEntries([...this.marks.values()].map(({ id, x, y }) => [id, { x: Math.round(x), y: Math.round(y) }]));
  }

  place(positions) {
    const known = Object.entries(positions).filter(([id, at]) => this.isDrawn(id) && Number.isFinite(at?.x) && Number.isFinite(at?.y));
    for (const [id, { x, y }] of known) {
      const mark = this.marks.get(id);
      Object.assign(mark, { x, y });
      if (mark.node) Object.assign(mark.node, { x, y });
    }
    if (this.nodes.length) this.nodes.update(known.map(([id, { x, y }]) => ({ id, x, y })));
    this.painter.forget();
    this.redraw();
    return known.length;
  }

  // A page taller than wide has places of its own, or the same picture turned.
  chooseShape() {
    const { clientWidth: wide, clientHeight: high } = this.element;
    const tall = high > wide * 1.15;
    if (tall === this.tall) return;
    this.tall = tall;
    for (const [id, place] of homes(this.store, this.store.drawing.nodes, tall && this.store.drawing.tall)) this.home.set(id, place);
    this.place(Object.fromEntries(this.home));
  }

  reset() {
    this.place(Object.fromEntries(this.home));
    this.camera.fit();
  }
}

// Places by actor's id; `tall`: places for a tall page, or empty to turn the wide ones.
function homes(store, nodes, tall) {
  return new Map(nodes.actor.map((at, place) => {
    const [x, y] = [nodes.x[place], nodes.y[place]];
    if (!tall) return [store.actors[at].id, { x, y }];
    return [store.actors[at].id, tall[place] ? { x: tall[place][0], y: tall[place][1] } : { x: y, y: x }];
  }));
}
