// The keyboard: everything that a pointer does, without one.

import { openSearch } from "./frame.js";

const VIEW_KEYS = { g: "graph", m: "matrix", t: "table" };
const MOVES = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };

export function listenToKeys(app) {
  const stage = document.getElementById("canvas");
  stage.setAttribute("tabindex", "0");
  stage.setAttribute("role", "group");
  stage.setAttribute("aria-label", "Graph. Arrow keys move it, plus and minus zoom. Use the search or the table to choose an actor or a relation.");
  document.addEventListener("keydown", (event) => press(app, event));
}

function press(app, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (document.getElementById("workbench").dataset.sheet === "legend") app.sheet(null);
    else if (app.state.selection) app.goBack();
    return;
  }
  if (/^(input|select|textarea)$/i.test(event.target.tagName) && !["checkbox", "range"].includes(event.target.type)) return;
  if (event.key === "/") {
    event.preventDefault();
    openSearch();
    return;
  }
  if (Object.hasOwn(VIEW_KEYS, event.key)) app.update({ view: VIEW_KEYS[event.key] });
  else if (document.activeElement?.id === "canvas") moveByKey(app.canvas.camera, event);
}

function moveByKey(camera, event) {
  if (Object.hasOwn(MOVES, event.key)) {
    event.preventDefault();
    camera.pan(...MOVES[event.key]);
  }
  if (event.key === "+" || event.key === "=") camera.zoomBy(1.3);
  if (event.key === "-") camera.zoomBy(1 / 1.3);
  if (event.key === "0") camera.fit();
}
