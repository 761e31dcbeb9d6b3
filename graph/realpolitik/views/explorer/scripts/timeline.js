// The timeline: claims by date, with two handles that bound what is shown, and a button that plays it.

import { makeBins, readableDay } from "./days.js";
import { count, el, fill } from "./dom.js";
import { icon } from "./icons.js";

const STEP = 700; // milliseconds per step of the play button
const LONGEST_SPAN = 10; // years

export class Timeline {
  constructor(app) {
    this.app = app;
    const days = app.store.claims.flatMap((claim) => [claim.from, claim.to]).filter(Boolean);
    this.bins = makeBins(days);
    this.timer = null;
    this.build();
  }

  build() {
    if (!this.bins || this.bins.length < 2) {
      fill("timeline", this.bins && el("p", { class: "timeline-one" }, `All dated claims are of ${this.bins[0].label}.`));
      return;
    }
    const last = this.bins.length - 1;
    const slider = (name, label) => el("input", { type: "range", min: 0, max: last, step: 1, class: `handle handle-${name}`, "aria-label": label, on: { input: () => this.slide(name) } });
    this.lower = slider("from", "Show from");
    this.upper = slider("to", "Show until");
    this.playButton = el("button", { type: "button", class: "icon-button", "aria-label": "Play through time", on: { click: () => this.toggle() } }, icon("play"));
    this.bars = el("div", { class: "bars", "aria-hidden": "true", css: { "--bins": this.bins.length } }, this.bins.map(() => el("i", {})));
    this.words = el("p", { class: "timeline-words", id: "timeline-words" });
    this.undated = el("input", { type: "checkbox", id: "undated", on: { change: (event) => this.app.update({ undated: event.target.checked }) } });
    this.undatedLabel = el("label", { for: "undated", class: "undated" }, this.undated, "with undated");
    fill("timeline",
      this.playButton,
      el("div", { class: "track" }, this.bars, this.lower, this.upper,
        el("div", { class: "ends", "aria-hidden": "true" }, el("span", {}, this.bins[0].label), el("span", {}, this.bins[last].label))),
      el("div", { class: "timeline-side" }, this.words, this.undatedLabel,
        this.reset = el("button", { type: "button", class: "quiet", on: { click: () => this.stop() || this.app.update({ from: null, to: null }) } }, "All dates")));
  }

  slide(moved) {
    this.stop();
    let [from, to] = [Number(this.lower.value), Number(this.upper.value)];
    if (from > to) [from, to] = moved === "from" ? [from, from] : [to, to];
    this.choose(from, to);
  }

  choose(from, to) {
    const last = this.bins.length - 1;
    this.app.update({ from: from === 0 ? null : this.bins[from].from, to: to === last ? null : this.bins[to].to });
  }

  // Play keeps a window as wide as the chosen one, or of one twelfth, and moves it through all dates.
  toggle() {
    if (this.timer) {
      this.stop();
      return;
    }
    const last = this.bins.length - 1;
    const [lower, to] = this.places();
    let [from, width] = [lower, to - lower];
    if (width >= last) [from, width] = [0, Math.max(0, Math.ceil(this.bins.length / 12) - 1)];
    else if (to >= last) from = 0;
    const step = () => {
      this.choose(from, Math.min(from + width, last));
      if (from + width >= last) this.stop();
      from += 1;
    };
    this.timer = setInterval(step, STEP);
    this.playButton.replaceChildren(icon("pause"));
    this.playButton.setAttribute("aria-label", "Pause");
    step();
  }

  stop() {
    if (!this.timer) return false;
    clearInterval(this.timer);
    this.timer = null;
    this.playButton.replaceChildren(icon("play"));
    this.playButton.setAttribute("aria-label", "Play through time");
    return false;
  }

  places() {
    const { from, to } = this.app.state;
    const lower = from ? this.bins.findIndex((bin) => bin.to >= from) : 0;
    const upper = to ? this.bins.findLastIndex((bin) => bin.from <= to) : this.bins.length - 1;
    return [lower < 0 ? this.bins.length - 1 : lower, Math.max(upper, 0)];
  }

  // Claims by bin; one that spans more than some years says too little of when to be counted in each.
  heights() {
    const heights = this.bins.map(() => 0);
    this.spans ??= this.app.store.claims.map((claim) => this.binsOf(claim));
    let undated = 0;
    for (const { at, from } of this.app.shown.dated) {
      const span = this.spans[at];
      if (!from) undated += 1;
      else if (span) for (let bin = span[0]; bin <= span[1]; bin += 1) heights[bin] += 1;
    }
    return { heights, undated };
  }

  binsOf({ from, to }) {
    if (!from || Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > LONGEST_SPAN) return null;
    return [this.binOf(from), this.binOf(to)];
  }

  binOf(day) {
    let [low, high] = [0, this.bins.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.bins[middle].from <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  update() {
    if (!this.lower) return;
    const { state } = this.app;
    const [lower, upper] = this.places();
    const { heights, undated } = this.heights();
    const most = Math.max(1, ...heights);
    heights.forEach((height, at) => {
      const bar = this.bars.children[at];
      bar.style.setProperty("--tall", height ? Math.max(0.08, Math.sqrt(height / most)).toFixed(3) : "0");
      bar.className = at >= lower && at <= upper ? "in" : "out";
    });
    this.lower.value = lower;
    this.upper.value = upper;
    this.lower.setAttribute("aria-valuetext", this.bins[lower].label);
    this.upper.setAttribute("aria-valuetext", this.bins[upper].label);
    const bounded = Boolean(state.from || state.to);
    this.words.textContent = bounded ? `${state.from ? readableDay(state.from) : "start"} – ${state.to ? readableDay(state.to) : "end"}` : "All dates";
    this.reset.hidden = !bounded;
    this.undatedLabel.hidden = !(bounded && undated);
    this.undatedLabel.lastChild.textContent = `with ${count(undated, "undated claim")}`;
    this.undated.checked = state.undated;
  }
}
