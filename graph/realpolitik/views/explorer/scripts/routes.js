// The shortest way from one actor to another over what is shown, whichever way the edges point.

// Rows that lead from one actor to the other, or null; among equally short ways the best-attested steps win.
export function shortestRoute(rows, from, to) {
  const ways = new Map();
  const add = (at, next, row) => {
    if (!ways.has(at)) ways.set(at, new Map());
    const steps = ways.get(at);
    const known = steps.get(next);
    if (!known || weight(row) > weight(known)) steps.set(next, row);
  };
  for (const row of rows) {
    if (row.subject === row.object) continue;
    add(row.subject, row.object, row);
    add(row.object, row.subject, row);
  }
  const came = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !came.has(to)) {
    const next = [];
    for (const at of edge) {
      const steps = [...(ways.get(at) ?? [])].sort((one, other) => weight(other[1]) - weight(one[1]) || one[0] - other[0]);
      for (const [neighbour, row] of steps) {
        if (came.has(neighbour)) continue;
        came.set(neighbour, { at, row });
        next.push(neighbour);
      }
    }
    edge = next;
  }
  if (!came.has(to)) return null;
  const route = [];
  for (let at = to; came.get(at); at = came.get(at).at) route.unshift({ row: came.get(at).row, from: came.get(at).at, to: at });
  return route;
}

// Told as fact beats possible beats denied; then more publishers, then more claims.
function weight(row) {
  const told = { actual: 2, possible: 1, negated: 0 }[row.status];
  return told * 1e6 + row.publishers.length * 1e3 + Math.min(row.claims.length, 999);
}
