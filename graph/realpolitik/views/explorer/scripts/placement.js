// Which labels are written, and where: the most told-about actors first, none over another.

const CELL = 120;

class Grid {
  constructor() {
    this.cells = new Map();
  }

  * keys(box) {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) yield `${x},${y}`;
    }
  }

  add(box) {
    for (const key of this.keys(box)) this.cells.set(key, [...(this.cells.get(key) ?? []), box]);
  }

  isFree(box, owner) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.owner !== owner && box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) return false;
      }
    }
    return true;
  }
}

function candidates(item, gap) {
  const { x, y, radius, width, height } = item;
  const at = (left, top) => ({ left, top, right: left + width, bottom: top + height, owner: item.id });
  return [
    at(x - width / 2, y + radius + gap),
    at(x - width / 2, y - radius - gap - height),
    at(x + radius + gap * 1.5, y - height / 2),
    at(x - radius - gap * 1.5 - width, y - height / 2),
  ];
}

// `items` in order of importance: {id, x, y, radius, width, height, must}, in pixels.  Returns boxes by id.
export function placeLabels(items, { gap = 3, limit = 400 } = {}) {
  const grid = new Grid();
  for (const item of items) {
    grid.add({ left: item.x - item.radius, right: item.x + item.radius, top: item.y - item.radius, bottom: item.y + item.radius, owner: item.id });
  }
  const placed = new Map();
  for (const item of items) {
    if (placed.size >= limit && !item.must) continue;
    const boxes = candidates(item, gap);
    const box = boxes.find((each) => grid.isFree(each, item.id)) ?? (item.must ? boxes[0] : null);
    if (!box) continue;
    grid.add(box);
    placed.set(item.id, box);
  }
  return placed;
}
