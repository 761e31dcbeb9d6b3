// The graph as a picture: SVG from the same geometry as the canvas, PNG of the canvas on an opaque ground.

import { svg } from "./dom.js";
import { before } from "./edgelayer.js";
import { DASHES } from "./looks.js";
import { CONTESTED_STROKES, DENIED_STROKES } from "./painter.js";
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

function arrow(from, tip, colour, long) {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const corner = (turn) => `${round(tip.x - long * Math.cos(angle + turn))} ${round(tip.y - long * Math.sin(angle + turn))}`;
  return svg("path", { d: `M${round(tip.x)} ${round(tip.y)}L${corner(0.4)}L${corner(-0.4)}Z`, fill: colour });
}

// The sign of a denied or contested relation, at the middle of its edge.
function signShapes(canvas, { id, rows, look }, colours) {
  const point = canvas.edges.middle(id);
  const stroke = (d, ink, width) => svg("path", { d, stroke: ink, "stroke-width": width, "stroke-linecap": "round", fill: "none" });
  const at = (lines) => lines.map(([x, y, toX, toY]) => `M${round(point.x + x)} ${round(point.y + y)}L${round(point.x + toX)} ${round(point.y + toY)}`).join("");
  if (rows.some((row) => row.contested)) {
    return [svg("circle", { cx: round(point.x), cy: round(point.y), r: 7, fill: colours.page, stroke: colours.alert, "stroke-width": 1.4 }), stroke(at(CONTESTED_STROKES), colours.alert, 1.4)];
  }
  return rows.length === 1 && rows[0].status === "negated" ? [stroke(at(DENIED_STROKES), look.colour, 2)] : [];
}

function edgeShapes(canvas, edge) {
  const { colour, width, status, mutual } = edge.look;
  const shape = canvas.edges.shapeOf(edge.id);
  const long = 5.5 + 2.1 * width;
  const drawn = {
    fill: "none", stroke: colour, "stroke-width": round(width), "stroke-dasharray": DASHES[status]?.join(" "),
    opacity: edge.alpha === 1 ? null : edge.alpha,
  };
  if (shape.centre) return [svg("circle", { cx: round(shape.centre.x), cy: round(shape.centre.y), r: shape.radius, ...drawn })];
  const { start, via, tip } = shape;
  const from = mutual ? before(via, start, long * 0.8) : start;
  const to = before(via, tip, long * 0.8);
  const parts = [svg("path", { d: `M${round(from.x)} ${round(from.y)}Q${round(via.x)} ${round(via.y)} ${round(to.x)} ${round(to.y)}`, ...drawn }), arrow(via, tip, colour, long)];
  if (mutual) parts.push(arrow(via, start, colour, long));
  return parts;
}

export function svgText(canvas, title) {
  const colours = inks();
  const marks = canvas.shownMarks();
  const reach = 90;
  const reduce = (pick, side) => marks.reduce((best, mark) => pick(best, mark[side]), 0);
  const left = reduce(Math.min, "x") - reach;
  const top = reduce(Math.min, "y") - reach;
  const wide = reduce(Math.max, "x") + reach - left;
  const high = reduce(Math.max, "y") + reach - top;
  const edges = [...canvas.edges.edges.values()];
  const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [left, top, wide, high].map(round).join(" "), width: round(wide), height: round(high), role: "img" },
    svg("title", {}, title),
    svg("rect", { x: round(left), y: round(top), width: round(wide), height: round(high), fill: colours.page }),
    edges.flatMap((edge) => edgeShapes(canvas, edge)),
    edges.flatMap((edge) => signShapes(canvas, edge, colours)),
    marks.map((mark) => shape(mark.kind, mark, round(mark.base), colours[mark.kind], mark.kind === "person" ? colours.nodeLine : colours[mark.kind])),
    marks.map(({ at, kind, x, y, base }) => svg("text", {
      x: round(x), y: round(y + base + 14), "text-anchor": "middle", "font-family": PICTURE_FONT, "font-size": 12.5, fill: colours.ink,
      stroke: colours.page, "stroke-width": 3.5, "paint-order": "stroke", "stroke-linejoin": "round",
      "font-weight": kind === "country" ? 600 : 400, "font-style": kind === "person" ? "italic" : "normal",
    }, canvas.store.actors[at].label)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}
