// The shape of edges: parallel ones fan out at an even distance, so that each stays in sight and in reach.

const WIDEST_TURN = 1.15; // radians by which an edge may leave an actor's mark away from the straight way
const LOOP = 13; // radius of an edge from an actor to itself

// How far the middle of each edge is bowed from the straight line, by edge id.  Edges from A to B bow to one
// side and edges from B to A to the other; a lone edge is straight.  `tie` numbers the two ends of an edge.
export function fanOut(edges) {
  const pairs = new Map();
  for (const edge of edges) {
    const group = pairs.get(edge.tie);
    if (group) group.push(edge);
    else pairs.set(edge.tie, [edge]);
  }
  const bows = new Map();
  for (const group of pairs.values()) {
    if (group.length === 1) {
      bows.set(group[0].id, 0);
      continue;
    }
    const [{ from }] = group;
    const sides = [group.filter((edge) => edge.from === from), group.filter((edge) => edge.from !== from)].filter((side) => side.length);
    for (const side of sides) {
      const step = Math.max(9, Math.min(14, 84 / side.length));
      const shift = sides.length === 1 ? -((side.length - 1) * step) / 2 : 8; // one-sided fans centre on the line
      side.forEach((edge, at) => bows.set(edge.id, shift + at * step));
    }
  }
  return bows;
}

// The control point of a quadratic curve whose middle lies `bow` to the right of the way from one to the other.
export function controlPoint(from, to, bow) {
  const across = to.x - from.x;
  const down = to.y - from.y;
  const length = Math.hypot(across, down) || 1;
  return { x: (from.x + to.x) / 2 + (-down / length) * bow * 2, y: (from.y + to.y) / 2 + (across / length) * bow * 2 };
}

export function pointOn(from, via, to, t) {
  const rest = 1 - t;
  return {
    x: rest * rest * from.x + 2 * rest * t * via.x + t * t * to.x,
    y: rest * rest * from.y + 2 * rest * t * via.y + t * t * to.y,
  };
}

// An edge between two marks, {x, y, size} each: where it begins and ends on their borders, and how it bends.
// The wider it bows, the further aside it ends, so that the heads of a fan don't pile up on one point.
export function curveBetween(from, to, bow) {
  const across = to.x - from.x;
  const down = to.y - from.y;
  const length = Math.hypot(across, down) || 1;
  const way = Math.atan2(down, across);
  const turn = Math.max(-WIDEST_TURN, Math.min(WIDEST_TURN, (bow * 2.6) / (length / 4 + 40)));
  const border = ({ x, y, size }, angle) => ({ x: x + (size + 2.5) * Math.cos(angle), y: y + (size + 2.5) * Math.sin(angle) });
  const start = border(from, way + turn);
  const tip = border(to, way + Math.PI - turn);
  // the curve's middle stays at the bow, whatever its ends
  const middle = { x: (from.x + to.x) / 2 - (down / length) * bow, y: (from.y + to.y) / 2 + (across / length) * bow };
  const via = bow === 0 ? middle : { x: 2 * middle.x - (start.x + tip.x) / 2, y: 2 * middle.y - (start.y + tip.y) / 2 };
  return { start, via, tip };
}

// The circle that an edge from an actor to itself takes, the `nth` of its kind.
export function loopAt({ x, y, size }, nth) {
  const angle = -Math.PI / 4 - nth * (Math.PI / 3);
  const radius = LOOP + 5 * Math.floor(nth / 6);
  const distance = size + radius * 0.72;
  const centre = { x: x + distance * Math.cos(angle), y: y + distance * Math.sin(angle) };
  const reach = size + 2.5;
  const cosine = (distance * distance + radius * radius - reach * reach) / (2 * distance * radius);
  const spread = Math.acos(Math.max(-1, Math.min(1, cosine)));
  const turned = angle + Math.PI + spread;
  const tip = { x: centre.x + radius * Math.cos(turned), y: centre.y + radius * Math.sin(turned) };
  return { centre, radius, tip, towards: turned - Math.PI / 2, far: { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) } };
}

// The square of the distance from a point to a curve, by chords; enough to tell what a reader points at.
export function squareDistance({ start, via, tip }, { x, y }, chords = 12) {
  let best = Infinity;
  let last = start;
  for (let step = 1; step <= chords; step += 1) {
    const next = step === chords ? tip : pointOn(start, via, tip, step / chords);
    best = Math.min(best, squareToSegment(last, next, x, y));
    last = next;
  }
  return best;
}

function squareToSegment(one, other, x, y) {
  const across = other.x - one.x;
  const down = other.y - one.y;
  const square = across * across + down * down || 1;
  const part = Math.max(0, Math.min(1, ((x - one.x) * across + (y - one.y) * down) / square));
  const offX = x - one.x - part * across;
  const offY = y - one.y - part * down;
  return offX * offX + offY * offY;
}
