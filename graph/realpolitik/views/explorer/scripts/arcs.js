// The shape of edges: parallel ones fan out at an even distance, so that each stays in sight and in reach.

// How far the middle of each edge is bowed from the straight line, by edge id.  Edges from A to B bow to one
// side and edges from B to A to the other; a lone edge is straight.
export function fanOut(edges) {
  const pairs = new Map();
  for (const edge of edges) {
    const key = edge.from < edge.to ? `${edge.from}|${edge.to}` : `${edge.to}|${edge.from}`;
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge);
  }
  const bows = new Map();
  for (const group of pairs.values()) {
    const sides = new Map();
    for (const edge of group) sides.set(edge.from, [...(sides.get(edge.from) ?? []), edge]);
    for (const side of sides.values()) {
      const lonely = sides.size === 1 && side.length === 1;
      const step = Math.max(9, Math.min(14, 84 / side.length));
      const shift = sides.size === 1 ? -((side.length - 1) * step) / 2 : 8; // one-sided fans centre on the line
      side.forEach((edge, at) => bows.set(edge.id, lonely ? 0 : shift + at * step));
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
