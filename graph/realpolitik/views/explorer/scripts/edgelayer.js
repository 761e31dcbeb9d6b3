// Relations on the canvas, beneath the actors: their shapes, their painting, and which one a point touches.
//
// vis-network could draw edges too; at 6,000 of them it takes seconds to take them in and hides them while the
// graph moves.  This layer keeps plain records and paints all edges of one look with few strokes.

import { curveBetween, fanOut, loopAt, pointOn, squareDistance } from "./arcs.js";
import { DASHES, edgeLook } from "./looks.js";

const FAINT = 0.16;
const SINGLED = 1.9; // times the width
const FINER = 0.75; // likewise, in a crowd
const HEADS_FROM = 0.3; // zoom below which a crowd's arrowheads are too small to see
const AT_A_STROKE = 48; // curves painted at once; very long paths are slow to fill
const REACH = 7; // pixels beside an edge that still touch it

export const CROWD = 800; // edges beyond which each is drawn fainter

export class EdgeLayer {
  constructor(canvas) {
    this.canvas = canvas;
    this.edges = new Map(); // by id: what stands for which rows, from where to where, and how it looks
    this.batches = [];
  }

  get crowded() {
    return this.edges.size > CROWD;
  }

  // `wanted`: rows by edge id.
  update(wanted, { dark, lightness }) {
    const { store } = this.canvas;
    const loops = new Map();
    this.edges = new Map();
    const bent = [];
    for (const [id, rows] of wanted) {
      const [{ subject, object }] = rows;
      const edge = { id, rows, from: this.canvas.markAt(subject), to: this.canvas.markAt(object), bow: 0, loop: null, claims: 0, alpha: 1, drawnWidth: 1, look: null };
      edge.look = edgeLook(store, rows, { dark, lightness });
      for (const row of rows) edge.claims += row.claims.length;
      if (subject === object) {
        edge.loop = loops.get(subject) ?? 0;
        loops.set(subject, edge.loop + 1);
      } else bent.push({ id, from: subject, tie: rows[0].base.tie });
      this.edges.set(id, edge);
    }
    for (const [id, bow] of fanOut(bent)) this.edges.get(id).bow = bow;
    this.bounds = this.crowded ? bounds([...this.edges.values()].map((edge) => edge.claims)) : [0, 0];
  }

  // Edges of one look together, faint ones first.
  sortByLook(lit, singled) {
    const batches = new Map();
    for (const edge of this.edges.values()) {
      const bright = !lit || lit.edges.has(edge.id);
      edge.alpha = lit ? (bright ? 1 : FAINT * this.calm(edge)) : this.calm(edge);
      edge.drawnWidth = edge.look.width * (singled.has(edge.id) ? SINGLED : this.crowded ? FINER : 1);
      const key = `${edge.alpha}|${edge.look.status}|${edge.look.colour}|${Math.round(edge.drawnWidth * 10)}`;
      const batch = batches.get(key);
      if (batch) batch.push(edge);
      else batches.set(key, [edge]);
    }
    this.batches = [...batches.values()].sort((one, other) => one[0].alpha - other[0].alpha || one[0].drawnWidth - other[0].drawnWidth);
  }

  // In a crowd the ties most told stand out, and the many that are told once stay in the background.
  calm({ claims }) {
    if (!this.crowded) return 1;
    const [often, seldom] = this.bounds;
    return claims > often ? 0.72 : claims > seldom ? 0.22 : 0.08;
  }

  paint(context, scale, frame) {
    const factor = this.lineFactor(scale);
    const heads = !this.crowded || scale > HEADS_FROM;
    context.save();
    context.lineCap = "butt";
    for (const batch of this.batches) {
      const [{ alpha, drawnWidth, look: { colour, status } }] = batch;
      const seen = batch.filter((edge) => inFrame(edge, frame));
      if (!seen.length) continue;
      const width = drawnWidth * factor;
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.fillStyle = colour;
      context.lineWidth = width;
      const long = heads ? 5.5 * factor + 2.1 * width : 0;
      const shapes = seen.map((edge) => (edge.loop === null ? curveBetween(edge.from, edge.to, this.bowOf(edge, scale)) : loopAt(edge.from, edge.loop)));
      context.setLineDash(DASHES[status] ? DASHES[status].map((part) => part * factor) : []);
      for (let at = 0; at < shapes.length; at += AT_A_STROKE) strokeAll(context, shapes, seen, at, Math.min(at + AT_A_STROKE, shapes.length), long);
      if (heads) {
        context.setLineDash([]);
        for (let at = 0; at < shapes.length; at += AT_A_STROKE) fillHeads(context, shapes, seen, at, Math.min(at + AT_A_STROKE, shapes.length), long);
      }
    }
    context.restore();
  }

  // In a crowd seen from afar a bow of a pixel or two costs more than it tells.
  bowOf(edge, scale) {
    return this.crowded && Math.abs(edge.bow) * scale < 4 ? 0 : edge.bow;
  }

  // Far out, lines would become too fine to see: they thin out more slowly than the picture.
  lineFactor(scale) {
    return Math.max(1, Math.min(6, 0.7 / scale) * (this.crowded ? 0.6 : 1));
  }

  shapeOf(id) {
    const edge = this.edges.get(id);
    return edge && (edge.loop === null ? curveBetween(edge.from, edge.to, edge.bow) : loopAt(edge.from, edge.loop));
  }

  // A place on an edge, from 0 at its beginning to 1 at its end.
  middle(id, t = 0.5) {
    const shape = this.shapeOf(id);
    if (!shape) return null;
    return shape.far ?? pointOn(shape.start, shape.via, shape.tip, t);
  }

  // The edge nearest to a point of the picture, if one is near enough to be meant.
  at(point, scale) {
    let best = null;
    let nearest = (REACH / scale) ** 2;
    for (const edge of this.edges.values()) {
      const reach = Math.sqrt(nearest) + Math.abs(edge.bow);
      const { from, to } = edge;
      if (edge.loop === null && (point.x < Math.min(from.x, to.x) - reach || point.x > Math.max(from.x, to.x) + reach || point.y < Math.min(from.y, to.y) - reach || point.y > Math.max(from.y, to.y) + reach)) continue;
      const distance = edge.loop === null ? squareDistance(curveBetween(from, to, edge.bow), point) : squareToRing(loopAt(from, edge.loop), point);
      if (distance < nearest) [best, nearest] = [edge.id, distance];
    }
    return best;
  }
}

// The numbers of claims that one in twelve, and a half, of all edges exceed.
function bounds(claims) {
  const sorted = Float64Array.from(claims).sort();
  return [sorted[Math.floor(sorted.length * 0.92)], sorted[Math.floor(sorted.length * 0.5)]];
}

function inFrame({ from, to, bow, loop }, frame) {
  const margin = Math.abs(bow) + (loop === null ? 0 : 60);
  return !(Math.max(from.x, to.x) + margin < frame.left || Math.min(from.x, to.x) - margin > frame.right ||
    Math.max(from.y, to.y) + margin < frame.top || Math.min(from.y, to.y) - margin > frame.bottom);
}

function squareToRing({ centre, radius }, point) {
  return (Math.hypot(point.x - centre.x, point.y - centre.y) - radius) ** 2;
}

// A point `distance` before the end of a curve, seen from its control point.
export function before(via, end, distance) {
  const length = Math.hypot(end.x - via.x, end.y - via.y) || 1;
  const part = Math.min(distance / length, 0.9);
  return { x: end.x - (end.x - via.x) * part, y: end.y - (end.y - via.y) * part };
}

function strokeAll(context, shapes, edges, first, end, long) {
  context.beginPath();
  for (let at = first; at < end; at += 1) {
    const shape = shapes[at];
    if (shape.centre) {
      context.moveTo(shape.centre.x + shape.radius, shape.centre.y);
      context.arc(shape.centre.x, shape.centre.y, shape.radius, 0, 2 * Math.PI);
      continue;
    }
    const { via } = shape;
    const from = edges[at].look.mutual ? before(via, shape.start, long * 0.8) : shape.start;
    const tip = before(via, shape.tip, long * 0.8);
    context.moveTo(from.x, from.y);
    if (edges[at].bow === 0) context.lineTo(tip.x, tip.y);
    else context.quadraticCurveTo(via.x, via.y, tip.x, tip.y);
  }
  context.stroke();
}

function fillHeads(context, shapes, edges, first, end, long) {
  context.beginPath();
  for (let at = first; at < end; at += 1) {
    const shape = shapes[at];
    if (shape.centre) head(context, shape.tip, shape.towards, long);
    else {
      head(context, shape.tip, Math.atan2(shape.tip.y - shape.via.y, shape.tip.x - shape.via.x), long);
      if (edges[at].look.mutual) head(context, shape.start, Math.atan2(shape.start.y - shape.via.y, shape.start.x - shape.via.x), long);
    }
  }
  context.fill();
}

function head(context, tip, angle, long) {
  context.moveTo(tip.x, tip.y);
  context.lineTo(tip.x - long * Math.cos(angle + 0.4), tip.y - long * Math.sin(angle + 0.4));
  context.lineTo(tip.x - long * Math.cos(angle - 0.4), tip.y - long * Math.sin(angle - 0.4));
  context.closePath();
}
