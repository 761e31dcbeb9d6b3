// The graph as a picture: SVG from the same geometry as the canvas, PNG of the canvas on an opaque ground.

import { controlPoint } from "./arcs.js";
import { svg } from "./dom.js";
import { inks } from "./theme.js";

const PICTURE_FONT = "Helvetica Neue, Arial, Noto Sans, sans-serif";

export function pngBlob(canvas) {
  const drawn = canvas.element.querySelector("canvas");
  const copy = document.createElement("canvas");
  copy.width = drawn.width;
  copy.height = drawn.height;
  const context = copy.getContext("2d");
  context.fillStyle = inks().page;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  return new Promise((resolve) => { copy.toBlob(resolve, "image/png"); });
}

function shape(kind, { x, y }, size, fill, stroke) {
  const look = { fill, stroke, "stroke-width": kind === "person" ? 2 : 1.5 };
  if (kind === "country") return svg("circle", { cx: round(x), cy: round(y), r: size, ...look });
  if (kind === "organisation") return svg("rect", { x: round(x - size), y: round(y - size), width: 2 * size, height: 2 * size, ...look });
  return svg("path", { d: `M${round(x)} ${round(y - size)}L${round(x + size)} ${round(y)}L${round(x)} ${round(y + size)}L${round(x - size)} ${round(y)}Z`, ...look });
}

const round = (number) => Math.round(number * 10) / 10;

function arrow(from, tip, colour) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = (turn) => `${round(tip.x - 9 * Math.cos(angle + turn))} ${round(tip.y - 9 * Math.sin(angle + turn))}`;
  return svg("path", { d: `M${round(tip.x)} ${round(tip.y)}L${corner(0.42)}L${corner(-0.42)}Z`, fill: colour });
}

// A point `distance` before the end of a curve, seen from its control point.
function before(via, end, distance) {
  const length = Math.hypot(end.x - via.x, end.y - via.y) || 1;
  return { x: end.x - ((end.x - via.x) / length) * distance, y: end.y - ((end.y - via.y) / length) * distance };
}

// The sign of a denied or contested relation, at the middle of its edge.
function signShapes(canvas, edge, colours) {
  const rows = canvas.rows.get(edge.id);
  const point = canvas.middle(edge.id);
  const stroke = (d, colour, width) => svg("path", { d, stroke: colour, "stroke-width": width, "stroke-linecap": "round", fill: "none" });
  const at = (lines) => lines.map(([x, y, toX, toY]) => `M${round(point.x + x)} ${round(point.y + y)}L${round(point.x + toX)} ${round(point.y + toY)}`).join("");
  if (rows.some((row) => row.contested)) {
    return [svg("circle", { cx: round(point.x), cy: round(point.y), r: 7, fill: colours.page, stroke: colours.alert, "stroke-width": 1.4 }),
      stroke(at([[-3.2, -1.7, 3.2, -1.7], [-3.2, 1.7, 3.2, 1.7], [2.1, -4.1, -2.1, 4.1]]), colours.alert, 1.4)];
  }
  if (rows.length === 1 && rows[0].status === "negated") return [stroke(at([[-4, -4, 4, 4], [4, -4, -4, 4]]), edge.options.color.color, 2)];
  return [];
}

function edgeShapes(edge, bow) {
  const { from, to } = edge;
  const colour = edge.options.color.color;
  const look = {
    fill: "none", stroke: colour, "stroke-width": edge.options.width, "stroke-linecap": "round",
    "stroke-dasharray": Array.isArray(edge.options.dashes) ? edge.options.dashes.join(" ") : null,
    opacity: edge.options.color.opacity === 1 ? null : edge.options.color.opacity,
  };
  if (from === to) {
    const size = edge.options.selfReference.size;
    return [svg("circle", { cx: round(from.x + size), cy: round(from.y - size), r: size, ...look })];
  }
  const via = controlPoint(from, to, bow);
  const tip = before(via, to, to.options.size + 3);
  const parts = [svg("path", { d: `M${round(from.x)} ${round(from.y)}Q${round(via.x)} ${round(via.y)} ${round(tip.x)} ${round(tip.y)}`, ...look }), arrow(via, tip, colour)];
  if (edge.options.arrows?.from?.enabled) parts.push(arrow(via, before(via, from, from.options.size + 3), colour));
  return parts;
}

export function svgText(canvas, title) {
  const { body } = canvas.network;
  const colours = inks();
  const nodes = body.nodeIndices.map((id) => body.nodes[id]);
  const reach = 90;
  const left = Math.min(0, ...nodes.map((node) => node.x)) - reach;
  const top = Math.min(0, ...nodes.map((node) => node.y)) - reach;
  const wide = Math.max(1, ...nodes.map((node) => node.x)) + reach - left;
  const high = Math.max(1, ...nodes.map((node) => node.y)) + reach - top;
  const edges = [...canvas.rows.keys()].map((id) => body.edges[id]).filter((edge) => edge?.connected);
  const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [left, top, wide, high].map(round).join(" "), width: round(wide), height: round(high), role: "img" },
    svg("title", {}, title),
    svg("rect", { x: round(left), y: round(top), width: round(wide), height: round(high), fill: colours.page }),
    edges.flatMap((edge) => edgeShapes(edge, edge.id.startsWith("r") ? canvas.bows.get(edge.id) ?? 0 : 0)),
    edges.flatMap((edge) => signShapes(canvas, edge, colours)),
    nodes.map((node) => {
      const { kind } = canvas.store.actorById.get(node.id);
      return shape(kind, node, node.options.size, colours[kind], kind === "person" ? colours.nodeLine : colours[kind]);
    }),
    nodes.map((node) => {
      const actor = canvas.store.actorById.get(node.id);
      return svg("text", {
        x: round(node.x), y: round(node.y + node.options.size + 14), "text-anchor": "middle", "font-family": PICTURE_FONT, "font-size": 12.5, fill: colours.ink,
        stroke: colours.page, "stroke-width": 3.5, "paint-order": "stroke", "stroke-linejoin": "round",
        "font-weight": actor.kind === "country" ? 600 : 400, "font-style": actor.kind === "person" ? "italic" : "normal",
      }, actor.label);
    }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}
