// The actors' names on the canvas: which are written, where, and how.

import { placeLabels } from "./placement.js";

export const FONT = 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';

const ROOM = 4600; // square pixels of page for each label, lest they fill it
const FEWEST = 30;
const MOST = 300;
const LONGEST = 30; // letters

export class Labels {
  constructor(canvas) {
    this.canvas = canvas;
    this.widths = new Map();
    this.placed = null;
  }

  // Labels are placed anew at the next painting.
  forget() {
    this.placed = null;
  }

  most() {
    const { clientWidth, clientHeight } = this.canvas.element;
    return Math.max(FEWEST, Math.min(MOST, Math.round((clientWidth * clientHeight) / ROOM)));
  }

  settle(context, scale) {
    if (this.placed && this.canvas.network.renderer.dragging) return; // they move along; settled when let go
    const { lit, camera } = this.canvas;
    const crowded = this.canvas.marks.size > this.most();
    const { left, top } = crowded ? camera.view() : { left: 0, top: 0 };
    const key = `${scale.toFixed(4)}|${left.toFixed(0)}|${top.toFixed(0)}|${this.canvas.pointedAt ? [...(lit?.actors ?? [])].join() : ""}`;
    if (this.placed && this.placedFor === key) return;
    this.placed = this.place(context, scale, crowded && camera.view());
    this.placedFor = key;
  }

  // `view`: where to look for actors, in a graph whose names can't all be written.
  place(context, scale, view) {
    const size = labelSize(scale);
    const { lit, store, app, camera } = this.canvas;
    const most = this.most();
    const margin = 60 / scale;
    const items = [];
    for (const { id, at, x, y, size: radius } of this.canvas.shownMarks()) {
      if (view && (x < view.left - margin || x > view.right + margin || y < view.top - margin || y > view.bottom + margin)) continue;
      const bright = Boolean(lit?.actors.has(id));
      const weight = (app.shown.strength.get(at) ?? 0) + (bright ? 1e6 : 0);
      items.push({ id, at, must: bright && lit.actors.size <= 24, weight, x: x * scale, y: y * scale, radius: radius * scale, width: 0, height: size * 1.25 });
    }
    items.sort((one, other) => other.weight - one.weight || one.at - other.at);
    for (const item of items.slice(0, 2 * most)) item.width = this.measure(context, store.actors[item.at], size);
    const within = view || camera.frame;
    const frame = within && Object.fromEntries(Object.entries(within).map(([side, place]) => [side, place * scale]));
    const boxes = placeLabels(items, { frame, limit: most, first: items.length > most ? 24 : 8 });
    const placed = new Map();
    for (const item of items) {
      const box = boxes.get(item.id);
      if (box) placed.set(item.id, { dx: box.left - item.x, dy: box.top - item.y, width: item.width, height: item.height });
    }
    return placed;
  }

  // Where the names of the actors in question stand, so that words of edges can keep clear of them.
  litBoxes(scale) {
    return [...this.placed].filter(([id]) => this.canvas.lit?.actors.has(id)).map(([id, box]) => {
      const { x, y } = this.canvas.mark(id);
      return { x: x + (box.dx + box.width / 2) / scale, y: y + (box.dy + box.height / 2) / scale, half: box.width / 2 / scale, tall: box.height / 2 / scale };
    });
  }

  paint(context, scale) {
    const { store, lit, inks } = this.canvas;
    const size = labelSize(scale);
    context.save();
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = inks.page;
    context.fillStyle = inks.ink;
    for (const kind of Object.keys(STYLES)) {
      context.font = labelFont(kind, size / scale);
      for (const [id, box] of this.placed) {
        const mark = this.canvas.mark(id);
        if (mark?.kind !== kind) continue;
        const text = short(store.actors[mark.at].label);
        const [x, y] = [mark.x + box.dx / scale, mark.y + (box.dy + size * 0.98) / scale];
        context.globalAlpha = lit && !lit.actors.has(id) ? 0.3 : 1;
        context.strokeText(text, x, y);
        context.fillText(text, x, y);
      }
    }
    context.restore();
  }

  measure(context, actor, size) {
    const key = `${actor.at}|${size}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      const font = labelFont(actor.kind, size);
      if (this.measuring !== font || context.font !== this.measured) {
        context.font = font;
        this.measuring = font;
        this.measured = context.font;
      }
      width = context.measureText(short(actor.label)).width;
      this.widths.set(key, width);
    }
    return width;
  }
}

const STYLES = { country: "600", organisation: "400", person: "italic 400" };

function short(label) {
  if (label.length <= LONGEST) return label;
  const letters = [...label];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 2).join("").trimEnd()}…` : label;
}

// Labels grow and shrink a little with the zoom, and never become unreadable.
function labelSize(scale) {
  return Math.round(Math.max(11, Math.min(15, 12.5 * Math.sqrt(scale))) * 2) / 2;
}

function labelFont(kind, size) {
  return `${STYLES[kind]} ${size}px ${FONT}`;
}
