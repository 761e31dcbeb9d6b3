// The page's few pictograms, drawn for it on a 16-pixel grid.

import { svg } from "./dom.js";

const STROKES = {
  search: ["M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9z", "M10.4 10.4L14 14"],
  close: ["M4 4l8 8", "M12 4l-8 8"],
  plus: ["M8 3.5v9", "M3.5 8h9"],
  minus: ["M3.5 8h9"],
  fit: ["M2.5 6V2.5H6", "M10 2.5h3.5V6", "M13.5 10v3.5H10", "M6 13.5H2.5V10"],
  play: ["M5 3.2l7.5 4.8L5 12.8z"],
  pause: ["M5.5 3.5v9", "M10.5 3.5v9"],
  sun: ["M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6z", "M8 1.4v1.4", "M8 13.2v1.4", "M1.4 8h1.4", "M13.2 8h1.4", "M3.3 3.3l1 1", "M11.7 11.7l1 1", "M12.7 3.3l-1 1", "M4.3 11.7l-1 1"],
  moon: ["M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z"],
  save: ["M8 2.5v7.4", "M4.8 7L8 10.2L11.2 7", "M2.8 11v2.5h10.4V11"],
  help: ["M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 0 0 0-12.4z", "M6.2 6.3a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2", "M8 11.3v.1"],
  filter: ["M2.5 4h11", "M4.5 8h7", "M6.5 12h3"],
  graph: ["M4 4.2a1.7 1.7 0 1 0 0-.1z", "M12 6.2a1.7 1.7 0 1 0 0-.1z", "M6 13a1.7 1.7 0 1 0 0-.1z", "M5.5 4.6l4.9 1.2", "M4.4 5.7l1.2 5.6", "M10.9 7.3l-3.6 4.4"],
  matrix: ["M2.8 2.8h10.4v10.4H2.8z", "M2.8 6.3h10.4", "M2.8 9.7h10.4", "M6.3 2.8v10.4", "M9.7 2.8v10.4"],
  table: ["M2.5 3.5h11", "M2.5 6.5h11", "M2.5 9.5h11", "M2.5 12.5h11"],
  back: ["M9.5 3.5L5 8l4.5 4.5"],
  arrow: ["M3 8h10", "M9.5 4.5L13 8l-3.5 3.5"],
  route: ["M3.5 12.5a1.5 1.5 0 1 0 0-.1z", "M12.5 3.6a1.5 1.5 0 1 0 0-.1z", "M5 12.3h4.5a2.2 2.2 0 0 0 0-4.4h-3a2.2 2.2 0 0 1 0-4.4H11"],
  focus: ["M8 5.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 0 0 0-4.8z", "M8 1.5v2.2", "M8 12.3v2.2", "M1.5 8h2.2", "M12.3 8h2.2"],
  chevron: ["M4.5 6.2L8 9.8l3.5-3.6"],
  link: ["M6.5 4H3.5v8.5H12V9.5", "M9 3.5h3.5V7", "M12.3 3.7L7.4 8.6"],
};

export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, class: "icon", "aria-hidden": "true", focusable: "false" },
    STROKES[name].map((d) => svg("path", { d })),
  );
}

// Samples for the legend: a stretch of edge and the mark of an actor.
export function edgeSample(kind = "actual", width = 26) {
  return svg(
    "svg",
    { viewBox: `0 0 ${width} 10`, width, height: 10, class: `sample sample-${kind}`, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: `M1 5H${width - 6}`, class: "sample-line" }),
    svg("path", { d: `M${width - 7} 1.6L${width - 0.5} 5L${width - 7} 8.4z`, class: "sample-head" }),
    kind === "negated" ? svg("path", { d: `M${width / 2 - 6} 1.5l6 7m0-7l-6 7`, class: "sample-cross" }) : null,
  );
}

export function kindSample(kind) {
  const shapes = {
    country: svg("circle", { cx: 7, cy: 7, r: 5 }),
    organisation: svg("rect", { x: 2.4, y: 2.4, width: 9.2, height: 9.2 }),
    person: svg("path", { d: "M7 1.2L12.8 7L7 12.8L1.2 7z" }),
  };
  return svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, class: `kind-sample kind-${kind}`, "aria-hidden": "true", focusable: "false" }, shapes[kind]);
}

export function contestedSample() {
  return svg(
    "svg",
    { viewBox: "0 0 16 16", width: 16, height: 16, class: "contested-sample", "aria-hidden": "true", focusable: "false" },
    svg("circle", { cx: 8, cy: 8, r: 6.6 }),
    svg("path", { d: "M4.8 6.4h6.4M4.8 9.6h6.4M10.2 3.9L5.8 12.1" }),
  );
}
