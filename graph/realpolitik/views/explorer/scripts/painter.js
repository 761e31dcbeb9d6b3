// What the page paints over the actors: their names, the words of edges, the signs of contest and denial.

import { KINDS } from "./data.js";
import { FONT, Labels } from "./labels.js";

const WORDS_ON_EDGES = 14;
const FAINT_SIGN = 0.13;
const DIMMED = 0.22;
const MARKS_AT_ONCE = 64;

export class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    this.labels = new Labels(canvas);
  }

  forget() {
    this.labels.forget();
  }

  mostLabels() {
    return this.labels.most();
  }

  measure(context, actor, size) {
    return this.labels.measure(context, actor, size);
  }

  paint(context) {
    const { network, element } = this.canvas;
    if (!this.canvas.ready) return; // vis draws once while it is made
    const scale = network.getScale();
    this.labels.settle(context, scale);
    this.paintEdgeMarks(context, scale);
    this.paintEdgeWords(context, scale);
    this.labels.paint(context, scale);
    if (!element.dataset.drawn) this.first(element);
  }

  first(element) {
    element.dataset.drawn = "yes";
    setTimeout(() => this.canvas.handOver(), 0);
  }

  // The actors of a large graph, all of one kind together.
  paintMarks(context) {
    const { lit } = this.canvas;
    const marks = this.canvas.shownMarks();
    const bright = lit ? marks.filter(({ id }) => lit.actors.has(id)) : marks;
    if (lit) this.paintKinds(context, marks.filter(({ id }) => !lit.actors.has(id)), DIMMED);
    this.paintKinds(context, bright, 1);
    return { drawExternalLabels: null };
  }

  paintKinds(context, marks, alpha) {
    context.save();
    context.globalAlpha = alpha;
    context.lineWidth = Math.max(2, 1.4 / this.canvas.network.getScale());
    for (const kind of KINDS) {
      const alike = marks.filter((mark) => mark.kind === kind);
      context.fillStyle = this.canvas.inks[kind];
      context.strokeStyle = this.canvas.inks.nodeLine;
      for (let at = 0; at < alike.length; at += MARKS_AT_ONCE) {
        context.beginPath();
        for (const mark of alike.slice(at, at + MARKS_AT_ONCE)) markPath(context, mark);
        context.fill();
        if (kind === "person") context.stroke();
      }
    }
    context.restore();
  }

  paintEdgeMarks(context, scale) {
    const { edges, lit, inks } = this.canvas;
    const size = Math.min(1, 0.85 / Math.sqrt(scale));
    for (const { id, rows, look } of edges.edges.values()) {
      const contested = rows.some((row) => row.contested);
      const denied = rows.length === 1 && rows[0].status === "negated";
      if (!contested && !denied) continue;
      const point = edges.middle(id);
      context.save();
      context.globalAlpha = lit && !lit.edges.has(id) ? FAINT_SIGN : 1;
      context.translate(point.x, point.y);
      context.scale(size, size);
      context.lineCap = "round";
      if (contested) contestedMark(context, inks);
      else deniedMark(context, inks, look.colour);
      context.restore();
    }
  }

  // The words of the edges in question, where they are few enough to be read.
  paintEdgeWords(context, scale) {
    const { edges, lit, store, inks } = this.canvas;
    if (!lit || lit.edges.size > WORDS_ON_EDGES || lit.edges.size === 0) return;
    const size = 11.5 / scale;
    context.save();
    context.font = `500 ${size}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.strokeStyle = inks.page;
    context.fillStyle = inks.ink;
    context.lineWidth = 4.5 / scale;
    context.lineJoin = "round";
    const taken = this.labels.litBoxes(scale);
    for (const id of lit.edges) {
      const rows = edges.edges.get(id)?.rows;
      if (!rows) continue;
      const text = rows.length === 1 ? store.relations[rows[0].relation].label : `${rows.length} relations`;
      const half = context.measureText(text).width / 2 + 5 / scale;
      const tall = size * 0.85;
      const signed = rows.some((row) => row.contested || row.status === "negated");
      const places = signed ? [0.3, 0.7, 0.2] : [0.5, 0.36, 0.64, 0.25, 0.75];
      const free = (point) => !taken.some((box) => Math.abs(box.x - point.x) < box.half + half && Math.abs(box.y - point.y) < box.tall + tall);
      const spot = places.map((t) => edges.middle(id, t)).find(free);
      if (!spot) continue;
      taken.push({ ...spot, half, tall });
      context.strokeText(text, spot.x, spot.y);
      context.fillText(text, spot.x, spot.y);
    }
    context.restore();
  }
}

function markPath(context, { kind, x, y, size }) {
  context.moveTo(x + size, y);
  if (kind === "country") context.arc(x, y, size, 0, 2 * Math.PI);
  else if (kind === "organisation") context.rect(x - size, y - size, 2 * size, 2 * size);
  else {
    context.lineTo(x, y + size);
    context.lineTo(x - size, y);
    context.lineTo(x, y - size);
    context.closePath();
  }
}

export const CONTESTED_STROKES = [[-3.2, -1.7, 3.2, -1.7], [-3.2, 1.7, 3.2, 1.7], [2.1, -4.1, -2.1, 4.1]];
export const DENIED_STROKES = [[-4, -4, 4, 4], [4, -4, -4, 4]];

function strokeLines(context, lines) {
  context.beginPath();
  for (const [x, y, toX, toY] of lines) {
    context.moveTo(x, y);
    context.lineTo(toX, toY);
  }
  context.stroke();
}

function contestedMark(context, colours) {
  context.beginPath();
  context.arc(0, 0, 7, 0, 2 * Math.PI);
  context.fillStyle = colours.page;
  context.fill();
  context.lineWidth = 1.4;
  context.strokeStyle = colours.alert;
  context.stroke();
  strokeLines(context, CONTESTED_STROKES);
}

function deniedMark(context, colours, colour) {
  for (const [width, stroke] of [[5, colours.page], [2, colour]]) {
    context.lineWidth = width;
    context.strokeStyle = stroke;
    strokeLines(context, DENIED_STROKES);
  }
}
