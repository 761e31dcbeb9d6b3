// A graph too large to be drawn whole opens on its core; here the reader's choices bring more of it in.

const AT_ONCE = 40; // neighbours drawn by one request
const AROUND_FOCUS = 120;
const GOLDEN = 2.39996; // the golden angle spreads any number of newcomers evenly

export class Widening {
  constructor(canvas) {
    this.canvas = canvas;
    this.fetched = 0;
  }

  // Whatever is chosen or in focus must be drawn.
  fetchChosen({ focus, selection }) {
    const { store } = this.canvas;
    const wanted = [focus, ...(selection && selection.type !== "relation" ? selection.ids : [])].filter(Boolean);
    if (selection?.type === "relation") {
      const base = store.relationshipByKey.get(selection.ids[0]);
      wanted.push(store.actors[base.subject].id, store.actors[base.object].id);
    }
    for (const { row } of (selection?.type === "route" && this.canvas.app.route) || []) wanted.push(store.actors[row.subject].id, store.actors[row.object].id);
    for (const id of wanted) this.fetch(id);
    if (focus) this.expand(focus, AROUND_FOCUS);
  }

  fetch(id, near = null) {
    const { canvas } = this;
    if (canvas.isDrawn(id)) return;
    const middle = near ? canvas.mark(near) : { x: 0, y: 0 };
    const distance = near ? 120 + 9 * Math.floor(this.fetched / 10) : this.outerRadius() + 80;
    const angle = this.fetched * GOLDEN;
    this.fetched += 1;
    canvas.addActor(id, { x: middle.x + distance * Math.cos(angle), y: middle.y + distance * Math.sin(angle) });
  }

  // Bring the best-attested neighbours of an actor into the drawing; returns how many were missing.
  expand(id, most = AT_ONCE) {
    const { store } = this.canvas;
    const missing = new Map();
    for (const row of this.canvas.app.shown.rows) {
      const other = otherEnd(row, store.actorById.get(id).at);
      if (other === null || this.canvas.isDrawn(store.actors[other].id)) continue;
      missing.set(other, (missing.get(other) ?? 0) + row.claims.length);
    }
    const best = [...missing].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, most);
    for (const [other] of best) this.fetch(store.actors[other].id, id);
    return best.length;
  }

  canExpand(id) {
    const { app, store } = this.canvas;
    const { at } = store.actorById.get(id);
    return !app.state.focus && app.shown.rows.some((row) => {
      const other = otherEnd(row, at);
      return other !== null && !this.canvas.isDrawn(store.actors[other].id);
    });
  }

  outerRadius() {
    let most = 0;
    for (const { x, y } of this.canvas.home.values()) most = Math.max(most, Math.hypot(x, y));
    return most;
  }
}

function otherEnd(row, at) {
  if (row.subject === at) return row.object;
  return row.object === at ? row.subject : null;
}
