// How the explorer draws: shapes of edges, which one a point touches, what stays bright, what differs.
// Run with `node --test tests/views/`.

import assert from "node:assert/strict";
import test from "node:test";

const scripts = new URL("../../graph/realpolitik/views/explorer/scripts/", import.meta.url);
const load = (name) => import(new URL(`${name}.js`, scripts));

const { curveBetween, loopAt, pointOn, squareDistance } = await load("arcs");
const { EdgeLayer } = await load("edgelayer");
const { leading, radiusFor } = await load("looks");
const { differencesOf } = await load("differences");
const { unpack } = await load("payload");
const { edgeFor, spotlightOf, targetOf } = await load("spotlight");
const { best } = await load("start");
const { marksOf, readStore } = await load("data");

const near = (one, other, within = 1e-6) => assert.ok(Math.abs(one - other) <= within, `${one} is not ${other}`);
const mark = (x, y, size = 10) => ({ x, y, size });

test("a curve begins and ends on the borders of its marks, and its middle keeps its bow", () => {
  for (const bow of [0, 9, -23, 84]) {
    const [from, to] = [mark(0, 0), mark(200, 0, 20)];
    const { start, via, tip } = curveBetween(from, to, bow);
    near(Math.hypot(start.x, start.y), 12.5);
    near(Math.hypot(tip.x - 200, tip.y), 22.5);
    if (bow) near(pointOn(start, via, tip, 0.5).y, bow);
  }
});

test("the heads of a fan don't pile up on one point", () => {
  const tips = [8, 20, 32, 44].map((bow) => curveBetween(mark(0, 0), mark(240, 0, 20), bow).tip);
  for (let at = 1; at < tips.length; at += 1) assert.ok(Math.hypot(tips[at].x - tips[at - 1].x, tips[at].y - tips[at - 1].y) > 2);
});

test("loops of one actor stand around it, their heads on its border", () => {
  const places = [0, 1, 2].map((nth) => loopAt(mark(50, 50), nth));
  for (const { tip } of places) near(Math.hypot(tip.x - 50, tip.y - 50), 12.5, 0.01);
  assert.ok(Math.hypot(places[0].centre.x - places[1].centre.x, places[0].centre.y - places[1].centre.y) > 15);
});

test("distance to a curve is small on it and grows beside it", () => {
  const curve = curveBetween(mark(0, 0), mark(200, 0), 30);
  const middle = pointOn(curve.start, curve.via, curve.tip, 0.5);
  assert.ok(squareDistance(curve, middle) < 1);
  near(Math.sqrt(squareDistance(curve, { x: middle.x, y: middle.y + 12 })), 12, 0.5);
});

// A layer over marks on a line, 200 apart, without a canvas.
function layer(rows) {
  const group = { light: "#123456", dark: "#abcdef" };
  const canvas = { store: { relations: [{ group, symmetric: false }] }, markAt: (at) => mark(200 * at, 0) };
  const made = new EdgeLayer(canvas);
  const row = (subject, object, tie) => ({ subject, object, relation: 0, status: "actual", claims: [1], publishers: ["p"], base: { tie } });
  made.update(new Map(rows.map(([id, subject, object, tie]) => [id, [row(subject, object, tie)]])), { dark: false, lightness: 1 });
  return made;
}

test("every parallel edge can be touched where it is drawn, and nothing where none is", () => {
  const made = layer([["a", 0, 1, 0], ["b", 0, 1, 0], ["c", 1, 0, 0], ["d", 1, 2, 1], ["loop", 2, 2, 2]]);
  for (const id of ["a", "b", "c", "d", "loop"]) assert.equal(made.at(made.middle(id), 1), id);
  assert.equal(made.at({ x: 100, y: 140 }, 1), null);
  assert.equal(made.edges.get("d").bow, 0);
  assert.equal(made.edges.get("a").look.colour, "#123456");
});

test("what is pointed at is bright with its ends, before what is chosen", () => {
  const base = { id: "r0", pairId: "pA>B" };
  const row = { subject: 0, object: 1, base };
  const store = { actors: [{ id: "A", at: 0 }, { id: "B", at: 1 }, { id: "C", at: 2 }], relationshipByKey: new Map([["key", base]]) };
  store.actorById = new Map(store.actors.map((each) => [each.id, each]));
  const wanted = new Map([["pA>B", [row]], ["r7", [{ subject: 1, object: 2, base: { id: "r7" } }]]]);
  const relation = { type: "relation", ids: ["key"] };

  assert.equal(edgeFor(wanted, base), "pA>B");
  const chosen = targetOf({ store, wanted, hovered: null, selection: relation, route: null });
  assert.deepEqual([...chosen.edges], ["pA>B"]);
  const pointed = targetOf({ store, wanted, hovered: { type: "actor", id: "B" }, selection: relation, route: null });
  const bright = spotlightOf(store, wanted, pointed);
  assert.deepEqual([...bright.actors].sort(), ["A", "B", "C"]);
  assert.deepEqual([...bright.edges].sort(), ["pA>B", "r7"]);
  assert.equal(targetOf({ store, wanted: new Map(), hovered: null, selection: relation, route: null }), null);
  assert.equal(spotlightOf(store, wanted, null), null);
});

test("told as fact leads, then the more claims; marks grow with claims up to the largest", () => {
  const row = (status, claims) => ({ status, claims: Array(claims) });
  const fact = row("actual", 1);
  assert.equal(leading([row("possible", 9), fact, row("negated", 20)]), fact);
  assert.ok(radiusFor(4, 50) > radiusFor(1, 50));
  near(radiusFor(9000, 9000), 22);
});

test("the best few are those that sorting would put first", () => {
  const values = [5, 3, 9, 1, 7, 7, 2];
  const compare = (one, other) => other - one;
  assert.deepEqual(best(values, 3, compare), [9, 7, 7]);
  assert.deepEqual(best(values, 20, compare), [...values].sort(compare));
  assert.deepEqual(best([], 3, compare), []);
});

test("a difference is told while two of its sides are shown", () => {
  const difference = { at: 0, kind: "amount", text: "", sides: [{ stance: "2", claims: [0, 1] }, { stance: "7", claims: [2] }] };
  const store = { differencesByClaim: new Map([[0, [difference]], [1, [difference]], [2, [difference]]]) };
  assert.equal(differencesOf(store, [0, 2], () => true).length, 1);
  assert.deepEqual(differencesOf(store, [0], (claim) => claim !== 0)[0].sides[0].claims, [1]);
  assert.equal(differencesOf(store, [0], (claim) => claim !== 2).length, 0);
  assert.equal(differencesOf(store, [5], () => true).length, 0);
});

test("packed data come back as they were", async () => {
  const text = JSON.stringify({ label: "中国 ع 😀".repeat(50) });
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const packed = Buffer.from(await new Response(stream).arrayBuffer()).toString("base64");
  assert.equal(await unpack(`\n${packed}\n`), text);
});

test("claims get back their parties, passages and marks from the columns", () => {
  const store = readStore({
    actors: ["A", "B"].map((id) => ({ id, label: id, kind: "country" })), involved: 2,
    categories: [{ id: "talks", label: "Talks" }],
    relations: [{ id: "meets", label: "meets", inverse: "meets", category: "talks", symmetric: true }],
    documents: [{ id: "one", published: "2020-01-02" }, { id: "two" }],
    claims: {
      id: ["x", "y", "z"], relationship: [0, 0, 0], turned: [1], status: [0, 1, 2], passage: [0, 1, 1], confidence: [1, 1, 1],
      marks: [[0, 1, -1, -1, 4, 6], 0, 0], when: [null, null, 0], speaker: { 1: "B" }, dates: [{ start: "2019-05-01", end: "2019-05-31" }],
      passages: { document: [0, 0, 1], gap: [10, 1, 4], size: {}, quote: ["😀 met", "again", "so"] },
    },
    relationships: { subject: [0], relation: [0], object: [1] },
    differences: [{ kind: "wording", text: "", sides: [["one", [0]], ["other", [2]]] }],
    drawing: {},
  });
  assert.deepEqual(store.claims.map(({ subject, object }) => [subject, object]), [[0, 1], [1, 0], [0, 1]]);
  assert.deepEqual(store.claims.map(({ quote, start }) => [quote, start]), [["😀 met", 10], ["again", 16], ["so", 4]]);
  assert.deepEqual(store.claims.map(({ from }) => from), ["2020-01-02", "2020-01-02", "2019-05-01"]);
  assert.deepEqual(store.relationships[0].claims, [0, 1, 2]);
  assert.deepEqual(marksOf(store.claims[0]).map(({ name, start }) => [name, start]), [["subject", 0], ["trigger", 4]]);
  assert.equal(store.claims[1].speaker, "B");
  assert.equal(store.differencesByClaim.get(2).length, 1);
});
