// The drawn graph: vis-network with our own arcs, labels and marks.

import { controlPoint, fanOut, pointOn } from "./arcs.js";
import { LABELS, Painter } from "./painter.js";
import { categoryColour, inks, isDark } from "./theme.js";

const SHAPES = { country: "dot", organisation: "square", person: "diamond" };
const DASHES = { actual: false, possible: [7, 6], negated: [1.5, 5] };
const FAINT = 0.16;
const SINGLED = 1.9; // times the width
const HEADS_FROM = 0.3; // zoom below which a crowd's arrowheads are too small to see, and slow to draw
const CROWD = 800; // edges beyond which each is drawn fainter

function edgeWidth(row, lightness) {
  const base = { actual: 1.6, possible: 1.4, negated: 1.4 }[row.status];
  return (base + Math.min(row.publishers.length - 1, 4) * 1.15) * lightness;
}

export class Canvas {
  constructor(app, element) {
    this.app = app;
    this.store = app.store;
    this.element = element;
    this.extra = new Set(); // actors that the reader fetched beyond the core
    this.opened = new Set(); // pairs drawn as single relations
    this.rows = new Map(); // what each drawn edge stands for, by its id
    this.looks = new Map();
    this.bows = new Map();
    this.singled = new Set(); // the few edges in question, drawn stronger
    this.heads = true; // whether arrowheads are drawn
    this.hovered = null;
    this.lit = null;
    this.painter = new Painter(this);
    this.build();
  }

  get scale() {
    return this.store.drawing.scale;
  }

  // --- the model -------------------------------------------------------------------------------------------

  build() {
    const { nodes, options } = this.store.drawing;
    this.inks = inks();
    this.nodes = new vis.DataSet(nodes.map((node) => this.nodeOptions(this.store.actorById.get(node.id), node)));
    this.edges = new vis.DataSet([]);
    this.tall = false;
    this.home = new Map(nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
    this.network = new vis.Network(this.element, { nodes: this.nodes, edges: this.edges }, options);
    this.inner = this.element.querySelector(".vis-network");
    this.inner.setAttribute("tabindex", "-1");
    const canvas = this.element.querySelector("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "Network diagram. The table view holds the same relations as text.");
    this.network.on("beforeDrawing", () => this.keepVisible());
    this.network.on("afterDrawing", (context) => this.painter.paint(context));
    this.network.on("click", (event) => this.click(event));
    this.network.on("doubleClick", (event) => this.doubleClick(event));
    this.network.on("hoverNode", (event) => this.hover({ type: "actor", id: event.node }, event));
    this.network.on("hoverEdge", (event) => this.hover({ type: "edge", id: event.edge }, event));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("blurEdge", () => this.hover(null));
    this.network.on("dragStart", () => this.hover(null));
    this.network.on("dragging", () => { this.painter.forget(); });
    this.network.on("zoom", () => { this.painter.forget(); });
    this.network.on("animationFinished", () => { this.painter.forget(); this.redraw(); });
  }

  nodeOptions(actor, node = {}) {
    const size = node.size ?? Math.min(6.5 + 1.45 * Math.sqrt(this.app.shown.strength.get(actor.at) ?? 1), 22);
    return { id: actor.id, shape: SHAPES[actor.kind], size, x: node.x, y: node.y, color: this.nodeColours(actor), borderWidth: actor.kind === "person" ? 2 : 1.5 };
  }

  nodeColours(actor) {
    const background = this.inks[actor.kind];
    const border = actor.kind === "person" ? this.inks.nodeLine : this.inks[actor.kind];
    const both = { background, border };
    return { ...both, highlight: both, hover: both };
  }

  // Which edges are drawn now: single relations, or one edge per ordered pair with the opened pairs singly.
  wantedEdges() {
    const { shown } = this.app;
    const wanted = new Map();
    const all = this.scale === "relations" || (this.app.state.focus && shown.rows.length <= 600);
    const drawn = (at) => this.nodes.get(this.store.actors[at].id) !== null;
    for (const row of shown.rows) {
      if (this.scale === "core" && !(drawn(row.subject) && drawn(row.object))) continue;
      if (all || this.opened.has(row.base.pair)) wanted.set(row.base.id, [row]);
      else {
        const id = `p${this.store.actors[row.subject].id}>${this.store.actors[row.object].id}`;
        if (!wanted.has(id)) wanted.set(id, []);
        wanted.get(id).push(row);
      }
    }
    return wanted;
  }

  // What vis must know to make an edge; how it looks follows from the rows, see dress().
  edgeOptions(id, rows) {
    const [{ subject, object }] = rows;
    return {
      id,
      from: this.store.actors[subject].id,
      to: this.store.actors[object].id,
      color: { color: "#808080", opacity: 1 },
      arrows: { to: { enabled: true, scaleFactor: 0.55 }, from: { enabled: false, scaleFactor: 0.55 } },
      smooth: id.startsWith("r") ? { enabled: true, type: "curvedCW", roundness: 0.2 } : false,
      selfReference: { size: 16, angle: Math.PI / 4, renderBehindTheNode: false },
    };
  }

  look(rows, dark) {
    const row = leading(rows);
    const status = rows.some((each) => each.status === "actual") ? "actual" : row.status;
    return {
      colour: categoryColour(this.store.relations[row.relation].group, dark),
      width: rows.length > 1 ? Math.min(1.2 + Math.sqrt(rows.length) * 0.7, 6) : edgeWidth(row, this.lightness()),
      dashes: DASHES[status],
      mutual: rows.every((each) => this.store.relations[each.relation].symmetric),
    };
  }

  // Looks go straight to vis' edge objects: a round trip through its data sets costs a second at 6,000 edges.
  dress(id) {
    const edge = this.network.body.edges[id];
    const look = this.looks.get(id);
    if (!edge || !look) return;
    const factor = this.lineFactor ?? 1;
    const { options } = edge;
    options.color = { ...options.color, color: look.colour, highlight: look.colour, hover: look.colour };
    options.width = look.width * factor * (this.singled.has(id) ? SINGLED : 1);
    options.dashes = look.dashes && look.dashes.map((part) => part * factor);
    options.arrows.to.enabled = this.heads;
    options.arrows.from.enabled = this.heads && look.mutual;
  }

  // Where many edges share the page, each is drawn a little finer.
  lightness() {
    return Math.max(0.72, Math.min(1, 1.1 - this.store.relationships.length / 500));
  }

  // --- bringing the drawing up to date ---------------------------------------------------------------------

  update() {
    this.inks = inks();
    if (this.scale === "core") this.fetchFocus();
    const wanted = this.wantedEdges();
    this.rows = wanted;
    this.bows = fanOut([...wanted].map(([id, rows]) => ({ id, from: rows[0].subject, to: rows[0].object })));
    const dark = isDark(this.app.state);
    this.looks = new Map([...wanted].map(([id, rows]) => [id, this.look(rows, dark)]));
    const missing = [...wanted].filter(([id]) => !this.network.body.edges[id]);
    if (missing.length) this.edges.add(missing.map(([id, rows]) => this.edgeOptions(id, rows)));
    for (const id of wanted.keys()) this.dress(id);
    this.hideOthers(wanted);
    this.spreadLoops(wanted);
    this.bendEdges();
    if (this.painted !== dark) {
      this.painted = dark;
      this.nodes.update(this.nodes.get().map(({ id }) => ({ id, color: this.nodeColours(this.store.actorById.get(id)) })));
    }
    this.painter.forget();
    this.light();
  }

  // What isn't shown stays with vis but hidden; taking it out and putting it back would be slow.
  hideOthers(wanted) {
    const { nodes, edges } = this.network.body;
    for (const [id, edge] of Object.entries(edges)) edge.options.hidden = !wanted.has(id);
    for (const [id, node] of Object.entries(nodes)) {
      const actor = this.store.actorById.get(id);
      if (actor) node.options.hidden = !this.app.shown.actors.has(actor.at);
    }
    this.network._updateVisibleIndices();
  }

  // Edges of an actor to itself stand around it, each with its own angle.
  spreadLoops(wanted) {
    const loops = new Map();
    for (const [id, rows] of wanted) {
      if (rows[0].subject !== rows[0].object) continue;
      const known = loops.get(rows[0].subject) ?? 0;
      loops.set(rows[0].subject, known + 1);
      const edge = this.network.body.edges[id];
      if (edge) edge.options.selfReference = { ...edge.options.selfReference, size: 14 + 5 * Math.floor(known / 6), angle: Math.PI / 4 + known * Math.PI / 3 };
    }
  }

  // vis bends curves in proportion to their length; here parallel edges keep an even distance instead.
  bendEdges() {
    const { edges } = this.network.body;
    for (const id of this.rows.keys()) {
      const type = edges[id]?.edgeType;
      if (!type || !type._getViaCoordinates || this.bent) continue;
      const prototype = Object.getPrototypeOf(type);
      const bows = () => this.bows;
      prototype._getViaCoordinates = function evenly() {
        return controlPoint(this.from, this.to, bows().get(this.id) ?? 0);
      };
      this.bent = true;
    }
  }

  fetchFocus() {
    const { focus, selection } = this.app.state;
    const wanted = [focus, ...(selection && selection.type !== "relation" ? selection.ids : [])].filter(Boolean);
    if (selection?.type === "relation") {
      const row = this.store.relationshipByKey.get(selection.ids[0]);
      wanted.push(this.store.actors[row.subject].id, this.store.actors[row.object].id);
    }
    for (const id of wanted) this.fetch(id);
    if (focus) this.expand(focus, 120);
  }

  fetch(id, near = null) {
    if (this.nodes.get(id)) return false;
    const actor = this.store.actorById.get(id);
    const ring = this.extra.size;
    const middle = near ? this.network.getPosition(near) : { x: 0, y: 0 };
    const distance = near ? 120 + 9 * Math.floor(ring / 10) : this.outerRadius() + 80;
    const angle = ring * 2.39996; // the golden angle spreads any number of newcomers evenly
    this.extra.add(id);
    this.nodes.add(this.nodeOptions(actor, { x: middle.x + distance * Math.cos(angle), y: middle.y + distance * Math.sin(angle) }));
    return true;
  }

  // Bring the best-attested neighbours of an actor into the drawing; returns how many were missing.
  expand(id, most = 40) {
    const at = this.store.actorById.get(id).at;
    const missing = new Map();
    for (const row of this.app.shown.rows) {
      const other = row.subject === at ? row.object : row.object === at ? row.subject : null;
      if (other === null || this.nodes.get(this.store.actors[other].id)) continue;
      missing.set(other, (missing.get(other) ?? 0) + row.claims.length);
    }
    const best = [...missing].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, most);
    for (const [other] of best) this.fetch(this.store.actors[other].id, id);
    return best.length;
  }

  outerRadius() {
    return Math.max(0, ...[...this.home.values()].map(({ x, y }) => Math.hypot(x, y)));
  }

  // Actors that are shown but not drawn, which only a core has.
  hiddenActors() {
    return [...this.app.shown.actors].filter((at) => !this.nodes.get(this.store.actors[at].id)).length;
  }

  // --- emphasis --------------------------------------------------------------------------------------------

  // What stays bright: what the reader points at, else what is chosen; everything else fades.
  target() {
    if (this.hovered?.type === "actor") return { type: "actor", ids: [this.hovered.id] };
    if (this.hovered?.type === "edge") return { type: "edges", edges: new Set([this.hovered.id]) };
    const { selection } = this.app.state;
    if (!selection) return null;
    if (selection.type === "relation") {
      const base = this.store.relationshipByKey.get(selection.ids[0]);
      const id = this.rows.has(base.id) ? base.id : `p${this.store.actors[base.subject].id}>${this.store.actors[base.object].id}`;
      return this.rows.has(id) ? { type: "edges", edges: new Set([id]) } : null;
    }
    if (selection.type === "pair") {
      const ids = [...this.rows].filter(([, rows]) => selection.ids.includes(this.store.actors[rows[0].subject].id) && selection.ids.includes(this.store.actors[rows[0].object].id));
      return { type: "edges", edges: new Set(ids.map(([id]) => id)), actors: selection.ids };
    }
    if (selection.type === "route") {
      const steps = this.app.route ?? [];
      const edges = steps.map(({ row }) => (this.rows.has(row.base.id) ? row.base.id : `p${this.store.actors[row.subject].id}>${this.store.actors[row.object].id}`));
      return { type: "edges", edges: new Set(edges), actors: selection.ids };
    }
    return { type: "actor", ids: selection.ids };
  }

  // The actors and edges of a target: an actor brings its edges, an edge its ends.
  spotlight(target) {
    if (!target) return null;
    const bright = { actors: new Set(target.actors ?? []), edges: new Set(target.edges ?? []) };
    if (target.type === "actor") {
      bright.actors.add(target.ids[0]);
      const at = this.store.actorById.get(target.ids[0])?.at;
      for (const [id, rows] of this.rows) if (rows[0].subject === at || rows[0].object === at) bright.edges.add(id);
    }
    for (const id of bright.edges) {
      const [row] = this.rows.get(id) ?? [];
      if (row) for (const at of [row.subject, row.object]) bright.actors.add(this.store.actors[at].id);
    }
    return bright;
  }

  light() {
    this.pointedAt = this.target();
    this.lit = this.spotlight(this.pointedAt);
    const { nodes, edges } = this.network.body;
    const calm = this.rows.size > CROWD ? 0.5 : 1;
    const before = this.singled;
    this.singled = new Set(this.pointedAt?.type === "edges" ? this.lit.edges : []);
    for (const id of [...before, ...this.singled]) this.dress(id);
    for (const id of this.rows.keys()) {
      if (!edges[id]) continue;
      const opacity = this.lit ? (this.lit.edges.has(id) ? 1 : FAINT) : calm;
      edges[id].options.color = { ...edges[id].options.color, opacity };
    }
    for (const [id, node] of Object.entries(nodes)) node.options.opacity = !this.lit || this.lit.actors.has(id) ? 1 : 0.22;
    this.redraw();
  }

  // Once, at the next frame, however often it is asked for.
  redraw() {
    this.network.body.emitter.emit("_requestRedraw");
  }

  hover(thing, event = null) {
    if (thing && this.touching) return;
    const same = this.hovered?.id === thing?.id;
    this.hovered = thing;
    this.element.classList.toggle("pointing", Boolean(thing));
    this.app.tooltip(thing && this.describe(thing), event?.pointer?.DOM);
    if (!same) this.light();
  }

  describe(thing) {
    if (thing.type === "actor") return { type: "actor", actor: this.store.actorById.get(thing.id) };
    const rows = this.rows.get(thing.id);
    return rows ? { type: "edge", rows } : null;
  }

  click(event) {
    this.hovered = null;
    this.app.tooltip(null);
    const [node] = event.nodes;
    const edge = node === undefined ? this.network.getEdgeAt(event.pointer.DOM) : undefined;
    if (node !== undefined) this.app.select({ type: "actor", ids: [node] });
    else if (edge !== undefined && this.rows.has(edge)) this.chooseEdge(edge);
    else this.app.select(null);
    this.network.unselectAll();
  }

  chooseEdge(id) {
    const rows = this.rows.get(id);
    if (rows.length === 1) {
      this.app.select({ type: "relation", ids: [rows[0].base.key] });
      return;
    }
    this.opened.add(rows[0].base.pair);
    this.app.select({ type: "pair", ids: [this.store.actors[rows[0].subject].id, this.store.actors[rows[0].object].id] });
    this.update();
  }

  doubleClick(event) {
    if (event.nodes[0] !== undefined) this.app.update({ focus: event.nodes[0], depth: 1 });
  }

  // Where on an edge, from 0 at its beginning to 1 at its end.
  middle(id, t = 0.5) {
    const edge = this.network.body.edges[id];
    if (!edge?.connected) return null;
    if (edge.from === edge.to) return { x: edge.from.x + 22, y: edge.from.y - 22 };
    const via = controlPoint(edge.from, edge.to, id.startsWith("r") ? this.bows.get(id) ?? 0 : 0);
    return pointOn(edge.from, via, edge.to, t);
  }

  // --- moving about ----------------------------------------------------------------------------------------

  // The largest zoom at which every mark and label of what is shown stays in sight.
  fit(animate = true) {
    this.network.canvas.setSize(); // else vis notices a new size later, and moves what was fitted
    this.painter.forget();
    const { clientWidth: wide, clientHeight: high } = this.element;
    const boxes = this.network.body.nodeIndices.map((id) => this.network.body.nodes[id]).map((node, _, { length }) => {
      const label = length > LABELS ? 0 : this.painter.measure(this.context(), this.store.actorById.get(node.id), 12);
      const { size } = this.nodes.get(node.id); // not the one in use, which depends on the zoom that is sought
      return { x: node.x, y: node.y, half: Math.max(size, label / 2), above: size, below: size + 18 };
    });
    if (!boxes.length || !wide) return;
    const covered = this.coveredBelow();
    const room = { wide: Math.max(wide - 32, 80), high: Math.max(high - 84 - covered, 80) };
    const frame = (scale) => ({
      left: Math.min(...boxes.map((box) => box.x * scale - box.half)),
      right: Math.max(...boxes.map((box) => box.x * scale + box.half)),
      top: Math.min(...boxes.map((box) => box.y * scale - box.above)),
      bottom: Math.max(...boxes.map((box) => box.y * scale + box.below)),
    });
    let [low, top] = [0.02, 1.9];
    for (let round = 0; round < 24; round += 1) {
      const middle = (low + top) / 2;
      const tried = frame(middle);
      if (tried.right - tried.left <= room.wide && tried.bottom - tried.top <= room.high) low = middle;
      else top = middle;
    }
    const found = frame(low);
    this.frame = { left: found.left / low, right: found.right / low, top: found.top / low, bottom: found.bottom / low };
    const position = { x: (found.left + found.right) / 2 / low, y: ((found.top + found.bottom) / 2 - 18 + covered / 2) / low }; // chips stand above
    this.network.moveTo({ position, scale: low, animation: animate && !reducedMotion() ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
    this.redraw();
  }

  // On a narrow page the guide lies over the lower part of the graph.
  coveredBelow() {
    const guide = document.querySelector(".guide-card");
    if (!guide) return 0;
    const [card, stage] = [guide.getBoundingClientRect(), this.element.getBoundingClientRect()];
    return card.left < stage.right && card.right > stage.left ? Math.max(0, stage.bottom - card.top) : 0;
  }

  context() {
    return this.element.querySelector("canvas").getContext("2d");
  }

  // A page taller than wide has places of its own, or the same picture turned.
  chooseShape() {
    const { clientWidth: wide, clientHeight: high } = this.element;
    const tall = high > wide * 1.15;
    if (tall === this.tall) return;
    this.tall = tall;
    const { nodes, tall: places } = this.store.drawing;
    this.tall = false;
    this.home = new Map(nodes.map((node, at) => {
      if (!tall) return [node.id, { x: node.x, y: node.y }];
      return [node.id, places[at] ? { x: places[at][0], y: places[at][1] } : { x: node.y, y: node.x }];
    }));
    this.place(Object.fromEntries(this.home));
  }

  // Far out, lines and marks would become too fine to see: they thin out more slowly than the picture.
  keepVisible() {
    const scale = this.network.getScale();
    const [line, mark] = [Math.max(1, Math.min(6, 0.7 / scale) * (this.rows.size > CROWD ? 0.6 : 1)), Math.max(1, Math.min(4, (0.5 * Math.min(1, Math.sqrt(300 / this.nodes.length))) / scale))];
    const heads = this.rows.size <= CROWD || scale > HEADS_FROM;
    if (heads !== this.heads || Math.abs(line / (this.lineFactor ?? 1) - 1) > 0.04) {
      this.heads = heads;
      this.lineFactor = line;
      for (const id of this.rows.keys()) this.dress(id);
    }
    if (Math.abs(mark / (this.markFactor ?? 1) - 1) > 0.04) {
      this.markFactor = mark;
      for (const [id, node] of Object.entries(this.network.body.nodes)) {
        const item = this.nodes.get(id);
        if (!item) continue;
        node.options.size = item.size * mark;
        node.needsRefresh();
      }
      this.painter.forget();
    }
  }

  zoomBy(factor) {
    this.painter.forget();
    this.network.moveTo({ scale: Math.max(0.02, Math.min(6, this.network.getScale() * factor)), animation: reducedMotion() ? false : { duration: 160, easingFunction: "easeInOutQuad" } });
  }

  pan(x, y) {
    const { x: left, y: top } = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.network.moveTo({ position: { x: left + x / scale, y: top + y / scale } });
  }

  centre(id) {
    if (!this.nodes.get(id) || !this.network.body.nodes[id]) return;
    const position = this.network.getPosition(id);
    const screen = this.network.canvasToDOM(position);
    const { clientWidth: wide, clientHeight: high } = this.element;
    if (screen.x > wide * 0.12 && screen.x < wide * 0.88 && screen.y > high * 0.12 && screen.y < high * 0.82) return;
    this.network.moveTo({ position, animation: reducedMotion() ? false : { duration: 300, easingFunction: "easeInOutQuad" } });
  }

  positions() {
    return this.network.getPositions(this.nodes.getIds());
  }

  place(positions) {
    const known = Object.entries(positions).filter(([id, at]) => this.nodes.get(id) && Number.isFinite(at?.x) && Number.isFinite(at?.y));
    this.nodes.update(known.map(([id, { x, y }]) => ({ id, x, y })));
    for (const [id, { x, y }] of known) {
      const node = this.network.body.nodes[id];
      if (node) Object.assign(node, { x, y });
    }
    this.painter.forget();
    this.redraw();
    return known.length;
  }

  reset() {
    this.place(Object.fromEntries(this.home));
    this.fit();
  }
}

export function leading(rows) {
  const rank = { actual: 2, possible: 1, negated: 0 };
  return rows.reduce((best, row) => (rank[row.status] - rank[best.status] || row.claims.length - best.claims.length) > 0 ? row : best);
}

function reducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
