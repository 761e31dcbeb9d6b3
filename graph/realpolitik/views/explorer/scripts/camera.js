// Where the reader looks: fitting all in, zooming, moving, bringing one actor into sight.

const FINEST = 0.02;
const CLOSEST = 6;
const LARGEST_FIT = 1.9; // a handful of actors need not fill the page
const ABOVE = 18; // pixels that the page's own marks take at the top

export class Camera {
  constructor(canvas) {
    this.canvas = canvas;
    this.frame = null; // of the picture as fitted; labels stay inside it
  }

  get network() {
    return this.canvas.network;
  }

  // The largest zoom at which every mark and label of what is shown stays in sight.
  fit(animate = true) {
    this.network.canvas.setSize(); // else vis notices a new size later, and moves what was fitted
    this.canvas.painter.forget();
    const { clientWidth: wide, clientHeight: high } = this.canvas.element;
    const boxes = this.boxes();
    if (!boxes.length || !wide) return;
    const covered = this.coveredBelow();
    const room = { wide: Math.max(wide - 32, 80), high: Math.max(high - 60 - covered, 80) };
    let [low, top] = [FINEST, LARGEST_FIT];
    for (let round = 0; round < 16; round += 1) {
      const middle = (low + top) / 2;
      const tried = frameOf(boxes, middle);
      if (tried.right - tried.left <= room.wide && tried.bottom - tried.top <= room.high) low = middle;
      else top = middle;
    }
    const found = frameOf(boxes, low);
    this.frame = { left: found.left / low, right: found.right / low, top: found.top / low, bottom: found.bottom / low };
    const position = { x: (found.left + found.right) / 2 / low, y: ((found.top + found.bottom) / 2 - ABOVE + covered / 2) / low };
    this.network.moveTo({ position, scale: low, animation: animate && !reducedMotion() ? { duration: 350, easingFunction: "easeInOutQuad" } : false });
  }

  boxes() {
    const marks = this.canvas.shownMarks();
    const labels = marks.length <= this.canvas.painter.mostLabels();
    return marks.map(({ at, x, y, base }) => {
      const label = labels ? this.canvas.painter.measure(this.canvas.context(), this.canvas.store.actors[at], 12) : 0;
      return { x, y, half: Math.max(base, label / 2), above: base, below: base + 18 };
    });
  }

  // On a narrow page the guide lies over the lower part of the graph.
  coveredBelow() {
    const guide = document.querySelector(".guide-card");
    if (!guide) return 0;
    const [card, stage] = [guide.getBoundingClientRect(), this.canvas.element.getBoundingClientRect()];
    return card.left < stage.right && card.right > stage.left ? Math.max(0, stage.bottom - card.top) : 0;
  }

  zoomBy(factor) {
    this.canvas.painter.forget();
    const scale = Math.max(FINEST, Math.min(CLOSEST, this.network.getScale() * factor));
    this.network.moveTo({ scale, animation: reducedMotion() ? false : { duration: 160, easingFunction: "easeInOutQuad" } });
  }

  pan(x, y) {
    const { x: left, y: top } = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.network.moveTo({ position: { x: left + x / scale, y: top + y / scale } });
  }

  centre(id) {
    if (!this.canvas.isDrawn(id)) return;
    const { x, y } = this.canvas.mark(id);
    const screen = this.network.canvasToDOM({ x, y });
    const { clientWidth: wide, clientHeight: high } = this.canvas.element;
    if (screen.x > wide * 0.12 && screen.x < wide * 0.88 && screen.y > high * 0.12 && screen.y < high * 0.82) return;
    this.network.moveTo({ position: { x, y }, animation: reducedMotion() ? false : { duration: 300, easingFunction: "easeInOutQuad" } });
  }

  // What of the picture is in sight, in its own measures.
  view() {
    const { translation, scale } = this.network.body.view;
    const { clientWidth: wide, clientHeight: high } = this.canvas.element;
    return { left: -translation.x / scale, right: (wide - translation.x) / scale, top: -translation.y / scale, bottom: (high - translation.y) / scale };
  }
}

function frameOf(boxes, scale) {
  const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const box of boxes) {
    frame.left = Math.min(frame.left, box.x * scale - box.half);
    frame.right = Math.max(frame.right, box.x * scale + box.half);
    frame.top = Math.min(frame.top, box.y * scale - box.above);
    frame.bottom = Math.max(frame.bottom, box.y * scale + box.below);
  }
  return frame;
}

export function reducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
