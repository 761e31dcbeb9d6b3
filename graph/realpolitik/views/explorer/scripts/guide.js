// The short guide at the first opening: three sentences, each with the sign that it speaks of.

import { el, fill, recall, remember } from "./dom.js";
import { edgeSample, icon, kindSample } from "./icons.js";

const SEEN = "realpolitik-guide-seen";

const STEPS = [
  { title: "Marks are actors", text: "Countries are circles, organisations squares, people diamonds. Choose one to see whom it deals with and how.", signs: () => ["country", "organisation", "person"].map(kindSample) },
  { title: "Lines are what they do", text: "The colour tells the kind of act, the arrow who acts on whom. Choose a line to read the very sentences behind it.", signs: () => [edgeSample("actual", 40)] },
  { title: "Not every line is a fact", text: "Dashed: possible, such as a plan, demand or forecast. Dotted and crossed: denied. A ring with ≠ marks what some tell and others deny.", signs: () => [edgeSample("possible", 40), edgeSample("negated", 40)] },
];

// Whoever chooses something has understood: the guide goes, and doesn't come back by itself.
export function closeGuide(app) {
  if (!document.querySelector(".guide-card")) return;
  remember(SEEN, "yes");
  const covered = app.canvas.camera.coveredBelow() > 0;
  fill("guide");
  if (covered) app.canvas.camera.fit();
}

export function drawGuide(app, { force = false, step = 0 } = {}) {
  if (!force && (recall(SEEN) || app.store.claims.length === 0)) {
    fill("guide");
    return;
  }
  const end = () => closeGuide(app);
  const { title, text, signs } = STEPS[step];
  const last = step === STEPS.length - 1;
  const next = el("button", { type: "button", class: "action primary", on: { click: () => (last ? end() : drawGuide(app, { force: true, step: step + 1 })) } }, last ? "Start exploring" : "Next");
  fill("guide", el("section", { class: "guide-card", "aria-label": "Short guide", on: { keydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); end(); } } } },
    el("p", { class: "guide-step" }, `${step + 1} of ${STEPS.length}`),
    el("button", { type: "button", class: "icon-button guide-close", "aria-label": "Close the guide", on: { click: end } }, icon("close")),
    el("h2", {}, title, el("span", { class: "guide-signs" }, signs())),
    el("p", {}, text),
    el("div", { class: "guide-buttons" }, !last && el("button", { type: "button", class: "quiet", on: { click: end } }, "Skip"), next)));
  if (step > 0) next.focus();
}
