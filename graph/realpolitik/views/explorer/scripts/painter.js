// What the page paints on vis' canvas: labels, the words of edges, the signs of contest and denial.

import { KINDS } from "./data.js";
import { placeLabels } from "./placement.js";

export const LABELS = 300; // written at once, at most

const FONT = 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';
const WORDS_ON_EDGES = 14;
const FAINT_SIGN = 0.13;

export class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    this.widths = new Map();
    this.placed = null;
  }

  // Labels are placed anew at the next painting.
  forget() {
    this.placed = null;
  }

  paint(context) {
    const scale = this.canvas.network.getScale();
    const hidden = this.canvas.network.renderer.dragging && this.canvas.store.drawing.options.interaction.hideEdgesOnDrag;
    if (hidden) this.paintMarks(context);
    this.settleLabels(context, scale);
    if (!hidden) {
      this.paintEdgeMarks(context, scale);
      this.paintEdgeWords(context, scale);
    }
    this.paintLabels(context, scale);
    this.canvas.element.dataset.drawn = "yes";
  }

  // While a large graph is dragged, plain marks stand in for vis' own, which take ten times as long.
  paintMarks(context) {
    const { nodes, nodeIndices } = this.canvas.network.body;
    for (const kind of KINDS) {
      context.beginPath();
      for (const id of nodeIndices) {
        const node = nodes[id];
        const { size } = node.options;
        if (this.canvas.store.actorById.get(id).kind !== kind) continue;
        context.moveTo(node.x + size, node.y);
        if (kind === "country") context.arc(node.x, node.y, size, 0, 2 * Math.PI);
        else if (kind === "organisation") context.rect(node.x - size, node.y - size, 2 * size, 2 * size);
        else {
          context.lineTo(node.x, node.y + size);
          context.lineTo(node.x - size, node.y);
          context.lineTo(node.x, node.y - size);
          context.closePath();
        }
      }
      context.fillStyle = this.canvas.inks[kind];
      context.fill();
      context.strokeStyle = this.canvas.inks.nodeLine;
      if (kind === "person") context.stroke();
    }
  }

  paintEdgeMarks(context, scale) {
    const size = Math.min(1, 0.85 / Math.sqrt(scale));
    for (const [id, rows] of this.canvas.rows) {
      const contested = rows.some((row) => row.contested);
      const denied = rows.length === 1 && rows[0].status === "negated";
      if (!contested && !denied) continue;
      const point = this.canvas.middle(id);
      if (!point) continue;
      context.save();
      context.globalAlpha = this.canvas.lit && !this.canvas.lit.edges.has(id) ? FAINT_SIGN : 1;
      context.translate(point.x, point.y);
      context.scale(size, size);
      context.lineCap = "round";
      if (contested) contestedMark(context, this.canvas.inks);
      else deniedMark(context, this.canvas.inks, this.canvas.network.body.edges[id].options.color.color);
      context.restore();
    }
  }

  // The words of the edges in question, where they are few enough to be read.
  paintEdgeWords(context, scale) {
    if (!this.canvas.lit || this.canvas.lit.edges.size > WORDS_ON_EDGES || this.canvas.lit.edges.size === 0) return;
    const size = 11.5 / scale;
    context.save();
    context.font = `500 ${size}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const taken = this.labelBoxes(scale);
    for (const id of this.canvas.lit.edges) {
      const rows = this.canvas.rows.get(id);
      if (!rows) continue;
      const text = rows.length === 1 ? this.canvas.store.relations[rows[0].relation].label : `${rows.length} relations`;
      const half = context.measureText(text).width / 2 + 5 / scale;
      const tall = size * 0.85;
      const places = rows.some((row) => row.contested || row.status === "negated") ? [0.3, 0.7, 0.2] : [0.5, 0.36, 0.64, 0.25, 0.75];
      const spot = places.map((t) => this.canvas.middle(id, t)).find((point) => point && !taken.some((box) => Math.abs(box.x - point.x) < box.half + half && Math.abs(box.y - point.y) < box.tall + tall));
      if (!spot) continue;
      taken.push({ ...spot, half, tall });
      context.strokeStyle = this.canvas.inks.page;
      context.lineWidth = 4.5 / scale;
      context.lineJoin = "round";
      context.strokeText(text, spot.x, spot.y);
      context.fillStyle = this.canvas.inks.ink;
      context.fillText(text, spot.x, spot.y);
    }
    context.restore();
  }

  settleLabels(context, scale) {
    const key = `${scale.toFixed(4)}|${this.canvas.pointedAt ? JSON.stringify([...(this.canvas.lit?.actors ?? [])]) : ""}`;
    if (!this.placed || this.placedFor !== key) {
      this.placed = this.placeLabels(context, scale);
      this.placedFor = key;
    }
  }

  labelBoxes(scale) {
    const { nodes } = this.canvas.network.body;
    return [...this.placed].filter(([id]) => nodes[id] && this.canvas.lit?.actors.has(id)).map(([id, box]) => ({
      x: nodes[id].x + (box.dx + box.width / 2) / scale,
      y: nodes[id].y + (box.dy + box.height / 2) / scale,
      half: box.width / 2 / scale,
      tall: box.height / 2 / scale,
    }));
  }

  paintLabels(context, scale) {
    context.save();
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    const size = labelSize(scale);
    for (const [id, box] of this.placed) {
      const actor = this.canvas.store.actorById.get(id);
      const node = this.canvas.network.body.nodes[id];
      if (!node) continue;
      const x = node.x + box.dx / scale;
      const y = node.y + (box.dy + size * 0.98) / scale;
      context.globalAlpha = this.canvas.lit && !this.canvas.lit.actors.has(id) ? 0.3 : 1;
      context.font = labelFont(actor, size / scale);
      context.lineWidth = 3.5 / scale;
      context.strokeStyle = this.canvas.inks.page;
      context.strokeText(short(actor.label), x, y);
      context.fillStyle = this.canvas.inks.ink;
      context.fillText(short(actor.label), x, y);
    }
    context.restore();
  }

  placeLabels(context, scale) {
    const size = labelSize(scale);
    const { body } = this.canvas.network;
    const items = [];
    for (const id of body.nodeIndices) {
      const node = body.nodes[id];
      const actor = this.canvas.store.actorById.get(id);
      const must = Boolean(this.canvas.lit?.actors.has(id)) && this.canvas.lit.actors.size <= 24;
      const weight = (this.canvas.app.shown.strength.get(actor.at) ?? 0) + (this.canvas.lit?.actors.has(id) ? 1e6 : 0);
      items.push({ id, actor, must, weight, x: node.x * scale, y: node.y * scale, radius: node.options.size * scale, width: 0, height: size * 1.25 });
    }
    items.sort((one, other) => other.weight - one.weight || one.actor.at - other.actor.at);
    for (const item of items.slice(0, 2 * LABELS)) item.width = this.measure(context, item.actor, size);
    const frame = this.canvas.frame && Object.fromEntries(Object.entries(this.canvas.frame).map(([side, place]) => [side, place * scale]));
    const boxes = placeLabels(items, { frame, limit: LABELS, first: items.length > LABELS ? 24 : 8 });
    const placed = new Map();
    for (const item of items) {
      const box = boxes.get(item.id);
      if (box) placed.set(item.id, { dx: box.left - item.x, dy: box.top - item.y, width: item.width, height: item.height });
    }
    return placed;
  }

  measure(context, actor, size) {
    const key = `${actor.id}|${size}`;
    if (!this.widths.has(key)) {
      context.save();
      context.font = labelFont(actor, size);
      this.widths.set(key, context.measureText(short(actor.label)).width);
      context.restore();
    }
    return this.widths.get(key);
  }
}

function short(label) {
  const letters = [...label];
  return letters.length > 30 ? `${letters.slice(0, 28).join("")}…` : label;
}

// Labels grow and shrink a little with the zoom, and never become unreadable.
function labelSize(scale) {
  return Math.round(Math.max(11, Math.min(15, 12.5 * Math.sqrt(scale))) * 2) / 2;
}

function labelFont(actor, size) {
  const style = { country: "600", organisation: "400", person: "italic 400" }[actor.kind];
  return `${style} ${size}px ${FONT}`;
}

function contestedMark(context, colours) {
  context.beginPath();
  context.arc(0, 0, 7, 0, 2 * Math.PI);
  context.fillStyle = colours.page;
  context.fill();
  context.lineWidth = 1.4;
  context.strokeStyle = colours.alert;
  context.stroke();
  context.beginPath();
  for (const [x, y, toX, toY] of [[-3.2, -1.7, 3.2, -1.7], [-3.2, 1.7, 3.2, 1.7], [2.1, -4.1, -2.1, 4.1]]) {
    context.moveTo(x, y);
    context.lineTo(toX, toY);
  }
  context.stroke();
}

function deniedMark(context, colours, colour) {
  for (const [width, stroke] of [[5, colours.page], [2, colour]]) {
    context.beginPath();
    context.moveTo(-4, -4);
    context.lineTo(4, 4);
    context.moveTo(4, -4);
    context.lineTo(-4, 4);
    context.lineWidth = width;
    context.strokeStyle = stroke;
    context.stroke();
  }
}
