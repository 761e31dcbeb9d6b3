// Which labels are written, and where: the most told-about actors first, none over another.

const CELL = 120;
const BESIDE = 4; // free room between two labels of one line

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
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  // How many things of other owners the box would cover, counted up to `most`.
  covered(box, most = Infinity) {
    let found = 0;
    const [left, right] = [Math.floor(box.left / CELL), Math.floor(box.right / CELL)];
    const [top, bottom] = [Math.floor(box.top / CELL), Math.floor(box.bottom / CELL)];
    for (let x = left; x <= right; x += 1) {
      for (let y = top; y <= bottom; y += 1) {
        for (const other of this.cells.get(`${x},${y}`) ?? []) {
          if (other.owner !== box.owner && box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) found += 1;
          if (found >= most) return found;
        }
      }
    }
    return found;
  }
}

function candidates(item, gap) {
  const { x, y, radius, width, height } = item;
  const at = (left, top) => ({ left, top, right: left + width, bottom: top + height, owner: item.id });
  const beside = radius * 0.75 + gap;
  return [
    at(x - width / 2, y + radius + gap),
    at(x - width / 2, y - radius - gap - height),
    at(x + radius + gap * 1.5, y - height / 2),
    at(x - radius - gap * 1.5 - width, y - height / 2),
    at(x + beside, y + beside),
    at(x - beside - width, y + beside),
    at(x + beside, y - beside - height),
    at(x - beside - width, y - beside - height),
  ];
}

// A label leaves the frame only with its mark.
function staysInside(frame, item, box) {
  return !frame || item.x < frame.left || item.x > frame.right || (box.left >= frame.left - 6 && box.right <= frame.right + 6);
}

// `items` in order of importance: {id, x, y, radius, width, height, must}, in pixels.  Returns boxes by id.
// No label lies over another; the first few, and those that must be written, may lie over a mark.
export function placeLabels(items, { gap = 3, limit = 400, first = 8, frame = null } = {}) {
  const marks = new Grid();
  const labels = new Grid();
  for (const { id, x, y, radius } of items) marks.add({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius, owner: id });
  const placed = new Map();
  items.forEach((item, rank) => {
    if (!item.must && (placed.size >= limit || rank >= 2 * limit)) return;
    const box = bestBox(item, { gap, frame, marks, labels, bold: item.must || rank < first });
    if (!box) return;
    labels.add({ ...box, left: box.left - BESIDE, right: box.right + BESIDE });
    placed.set(item.id, box);
  });
  return placed;
}

function bestBox(item, { gap, frame, marks, labels, bold }) {
  const boxes = candidates(item, gap);
  let [best, fewest] = [null, Infinity];
  for (const box of boxes) {
    if (labels.covered(box, 1) || !staysInside(frame, item, box)) continue;
    const under = marks.covered(box, bold ? Infinity : 1);
    if (under === 0) return box;
    if (bold && under < fewest) [best, fewest] = [box, under];
  }
  return best ?? (item.must ? boxes[0] : null);
}
