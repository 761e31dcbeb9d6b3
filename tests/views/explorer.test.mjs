// The explorer's scripts that need no page: filters, addresses, names, routes, days, tables, arcs, labels, quotes.
// Run with `node --test tests/views/`.

import assert from "node:assert/strict";
import test from "node:test";

const scripts = new URL("../../graph/realpolitik/views/explorer/scripts/", import.meta.url);
const load = (name) => import(new URL(`${name}.js`, scripts));

const { readStore } = await load("data");
const { freshState, isFiltered, neighbourhood, show } = await load("filters");
const { readAddress, writeAddress } = await load("address");
const { findActors, fold } = await load("names");
const { shortestRoute } = await load("routes");
const { dayNumber, dayText, makeBins, readablePeriod } = await load("days");
const { safeCell, toCsv, toJson } = await load("tables");
const { controlPoint, fanOut, pointOn } = await load("arcs");
const { placeLabels } = await load("placement");
const { quoteParts } = await load("quotes");
const { cellsOf } = await load("matrix");
const { sortRows } = await load("relationtable");

const STATUS = { actual: 0, possible: 1, negated: 2 };

// Claims as [subject, relation, object, status, document, from, to]; actors and relations by name.
function makeStore(rows) {
  const names = [...new Set(rows.flatMap(([subject, , object]) => [subject, object]))].sort();
  const relations = [...new Set(rows.map(([, relation]) => relation))].sort();
  const documents = [...new Set(rows.map((row) => row[4]))].sort();
  const groups = new Map();
  rows.forEach(([subject, relation, object], at) => {
    const key = [subject, relation, object].join("~");
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  const keys = [...groups.keys()].map((key) => key.split("~"));
  const kind = (name) => (name.startsWith("person:") ? "person" : name.startsWith("org:") ? "organisation" : "country");
  return readStore({
    actors: names.map((id) => ({ id, label: id, kind: kind(id) })),
    involved: names.length,
    categories: [{ id: "finance", label: "Finance" }, { id: "force", label: "Force" }],
    relations: relations.map((id) => ({ id, label: id, inverse: id, category: id === "attacks" ? "force" : "finance", symmetric: false })),
    documents: documents.map((id) => ({ id, source: `${id} press`, published: id === "undated" ? undefined : "2020-05-01" })),
    claims: {
      id: rows.map((_, at) => `c${at}`),
      relationship: rows.map(([subject, relation, object]) => [...groups.keys()].indexOf([subject, relation, object].join("~"))),
      turned: [],
      status: rows.map((row) => STATUS[row[3]]),
      passage: rows.map((_, at) => Math.min(at, 1)),
      confidence: rows.map(() => 0.5),
      marks: rows.map(() => 0),
      when: Object.fromEntries(rows.map((row, at) => [at, row[5] && at]).filter(([, when]) => when !== undefined)),
      dates: rows.map((row) => ({ start: row[5], end: row[6] ?? row[5] })),
      passages: {
        document: rows.map((row, at) => documents.indexOf(row[4]) - (at ? documents.indexOf(rows[at - 1][4]) : 0)),
        gap: rows.map(() => 0), size: {}, quote: rows.map((_, at) => `quote ${at}`),
      },
    },
    relationships: {
      subject: keys.map((key) => names.indexOf(key[0])),
      relation: keys.map((key) => relations.indexOf(key[1])),
      object: keys.map((key) => names.indexOf(key[2])),
    },
    drawing: { scale: "relations", nodes: [], edges: [], options: {}, tall: [] },
  });
}

const ROWS = [
  ["AAA", "lends", "BBB", "actual", "d1", "2019-05-01", "2019-05-31"],
  ["AAA", "lends", "BBB", "negated", "d2"],
  ["BBB", "attacks", "CCC", "possible", "d1", "2021-01-01"],
  ["CCC", "lends", "person:dora", "actual", "undated"],
  ["AAA", "attacks", "CCC", "actual", "d2", "2018-01-01", "2022-12-31"],
];

const shownWith = (patch) => {
  const store = makeStore(ROWS);
  return { store, shown: show(store, { ...freshState(), ...patch }) };
};
const hide = (facet, ...values) => ({ hidden: { ...freshState().hidden, [facet]: new Set(values) } });
const keys = ({ shown }) => shown.rows.map((row) => row.base.key);

test("everything is shown at first, and counted once", () => {
  const { store, shown } = shownWith({});
  assert.equal(shown.rows.length, 4);
  assert.equal(shown.claims, 5);
  assert.equal(shown.actors.size, 4);
  assert.equal(isFiltered(freshState()), false);
  assert.deepEqual([...shown.counts.status], [["actual", 3], ["possible", 1], ["negated", 1]]);
  assert.equal(store.relationshipByKey.get("AAA~lends~BBB").claims.length, 2);
});

test("a relation is contested only while both sides are shown", () => {
  const both = shownWith({}).shown.rows[0];
  assert.deepEqual([both.contested, both.status], [true, "actual"]);
  const [denied] = shownWith(hide("status", "actual")).shown.rows;
  assert.deepEqual([denied.contested, denied.status, denied.claims.length], [false, "negated", 1]);
});

test("each facet hides what it names and says what it would bring back", () => {
  assert.deepEqual(keys(shownWith(hide("category", "force"))), ["AAA~lends~BBB", "CCC~lends~person:dora"]);
  assert.deepEqual(keys(shownWith(hide("kind", "person"))).length, 3);
  assert.deepEqual(keys(shownWith(hide("document", "d1"))), ["AAA~lends~BBB", "CCC~lends~person:dora", "AAA~attacks~CCC"]);
  assert.deepEqual(keys(shownWith(hide("publisher", "undated press"))).length, 3);
  assert.deepEqual(keys(shownWith(hide("relation", "lends"))), ["BBB~attacks~CCC", "AAA~attacks~CCC"]);
  assert.equal(shownWith(hide("category", "force")).shown.counts.category.get("force"), 2);
});

test("a date range keeps what overlaps it, and the undated on request", () => {
  const within = (patch) => keys(shownWith({ from: "2019-01-01", to: "2019-12-31", ...patch }));
  assert.deepEqual(within({ undated: false }), ["AAA~lends~BBB", "AAA~attacks~CCC"]);
  assert.deepEqual(within({ undated: true }), ["AAA~lends~BBB", "CCC~lends~person:dora", "AAA~attacks~CCC"]);
});

test("focus keeps the neighbourhood, step by step", () => {
  const { store, shown } = shownWith({});
  const at = store.actorById.get("person:dora").at;
  assert.equal(neighbourhood(store, shown.rows, at, 1).size, 2);
  assert.equal(neighbourhood(store, shown.rows, at, 2).size, 4);
  assert.deepEqual(keys(shownWith({ focus: "person:dora" })), ["CCC~lends~person:dora"]);
});

test("an address says all choices and gives them back", () => {
  const store = makeStore(ROWS);
  const state = { ...freshState(), from: "2019-01-01", undated: false, focus: "person:dora", depth: 2, view: "table", theme: "dark", measure: "force", selection: { type: "relation", ids: ["AAA~lends~BBB"] } };
  state.hidden.publisher.add("d1 press");
  state.hidden.status.add("possible");
  assert.deepEqual(readAddress(store, `#${writeAddress(state)}`), state);
  assert.equal(writeAddress(freshState()), "");
});

test("what an address says wrongly is ignored", () => {
  const store = makeStore(ROWS);
  for (const text of ["#%E0%A4%A", "#from=yesterday&to=2019-1-1", "#show=relation,nothing", "#show=actor", "#focus=%", "#depth=99&view=%3Cscript%3E&theme=pink&matrix=x", "#hide-categories=%,,nonsense&=&&&", "#from=2021-01-01&to=2019-01-01", `#${"a=".repeat(5000)}`]) {
    assert.deepEqual(readAddress(store, text), freshState(), text);
  }
});

test("names are found whatever the accents, best match first", () => {
  assert.equal(fold("Nicolás  "), "nicolas");
  const store = { involved: 3, actors: [
    { at: 0, id: "person:x", label: "Xavier Niger", aliases: [] },
    { at: 1, id: "NER", label: "Niger", aliases: ["Nigerien"] },
    { at: 2, id: "VEN", label: "Venezuela", aliases: ["Caracas", "Miraflores"] },
  ] };
  assert.deepEqual(findActors(store, "niger", new Map()).map(({ actor }) => actor.id), ["NER", "person:x"]);
  assert.deepEqual(findActors(store, "mirafl", new Map()).map(({ actor, alias }) => [actor.id, alias]), [["VEN", "Miraflores"]]);
  assert.deepEqual(findActors(store, "ven", new Map())[0].alias, null);
  assert.deepEqual(findActors(store, "zzz", new Map()), []);
  assert.equal(findActors(store, "", new Map([[2, 5]]))[0].actor.id, "VEN");
});

test("the shortest route is found against the arrows, by the best-told steps", () => {
  const row = (subject, object, status = "actual", publishers = ["p"]) => ({ subject, object, status, publishers, claims: [0] });
  const rows = [row(0, 1), row(2, 1, "possible"), row(2, 1, "actual", ["p", "q"]), row(2, 3), row(9, 9)];
  const route = shortestRoute(rows, 0, 3);
  assert.deepEqual(route.map(({ from, to }) => [from, to]), [[0, 1], [1, 2], [2, 3]]);
  assert.equal(route[1].row, rows[2]);
  assert.equal(shortestRoute(rows, 0, 9), null);
});

test("days are counted without time zones, also long ago", () => {
  assert.equal(dayText(dayNumber("2024-02-29") + 1), "2024-03-01");
  assert.equal(dayText(dayNumber("0099-12-31")), "0099-12-31");
  assert.equal(readablePeriod("2019-05-01", "2019-05-31"), "May 2019");
  assert.equal(readablePeriod("2019-01-01", "2019-12-31"), "2019");
  assert.equal(readablePeriod("2019-05-01", "2019-05-01"), "1 May 2019");
  assert.equal(readablePeriod(null, "2019-05-01"), "until 1 May 2019");
  assert.equal(readablePeriod("2020-02-01", null), "from 1 February 2020");
  assert.equal(readablePeriod(null, null), null);
  assert.equal(readablePeriod("2019-05-02", "2019-06-03"), "2 May 2019 – 3 June 2019");
});

test("bins cover all days without a gap", () => {
  for (const days of [["2019-05-03", "2019-05-20"], ["2019-11-03", "2021-02-20"], ["1950-01-01", "2024-12-31"], ["1200-01-01", "2024-12-31"], ["2020-01-01"]]) {
    const bins = makeBins(days);
    assert.ok(bins.length <= 72, `${bins.length} bins`);
    assert.ok(bins[0].from <= days[0] && bins.at(-1).to >= days.at(-1));
    for (let at = 1; at < bins.length; at += 1) assert.equal(dayNumber(bins[at].from), dayNumber(bins[at - 1].to) + 1);
  }
  assert.equal(makeBins([]), null);
});

test("no cell is taken for a formula", () => {
  for (const cell of ["=1+1", "+1", "-1", "@cmd", "\tx", "  =1", "\r=1"]) assert.match(safeCell(cell), /^"?'/);
  assert.equal(safeCell(-5), "-5");
  assert.equal(safeCell('say "yes", now'), '"say ""yes"", now"');
  assert.equal(safeCell(null), "");
  assert.equal(toCsv(["a", "b"], [{ a: 1, b: "x\ny" }]), '\ufeffa,b\r\n1,"x\ny"\r\n');
});

test("the JSON file holds what is shown", () => {
  const { store, shown } = shownWith(hide("category", "force"));
  const value = JSON.parse(toJson(store, shown));
  assert.deepEqual(value.relations.map((each) => each.relation_id), ["lends", "lends"]);
  assert.equal(value.relations.flatMap((each) => each.claims).length, shown.claims);
  assert.deepEqual(value.actors.map((each) => each.id), ["AAA", "BBB", "CCC", "person:dora"]);
});

test("parallel edges fan out, lone ones are straight", () => {
  const lone = fanOut([{ id: "x", from: 1, tie: 0 }]);
  assert.equal(lone.get("x"), 0);
  const many = Array.from({ length: 12 }, (_, at) => ({ id: `e${at}`, from: at % 2 ? 1 : 2, tie: 7 }));
  const bows = fanOut(many);
  const middles = many.map(({ id, from }) => {
    const [one, other] = from === 1 ? [{ x: 0, y: 0 }, { x: 100, y: 0 }] : [{ x: 100, y: 0 }, { x: 0, y: 0 }];
    return pointOn(one, controlPoint(one, other, bows.get(id)), other, 0.5).y;
  }).sort((one, other) => one - other);
  for (let at = 1; at < middles.length; at += 1) assert.ok(middles[at] - middles[at - 1] >= 8.9, "edges are in reach");
});

test("labels never overlap, and the important ones are written", () => {
  const items = Array.from({ length: 200 }, (_, at) => ({ id: at, x: (at * 37) % 400, y: (at * 53) % 300, radius: 6, width: 60, height: 15, must: false }));
  const placed = [...placeLabels(items)];
  assert.ok(placed.length > 20 && placed.length < 200);
  assert.ok(placed.some(([id]) => id === 0));
  for (const [one, box] of placed) {
    for (const [other, next] of placed) {
      if (one < other) assert.ok(box.right <= next.left || next.right <= box.left || box.bottom <= next.top || next.bottom <= box.top);
    }
  }
  assert.equal(placeLabels([...items.slice(0, 3), { ...items[3], must: true }], { limit: 1 }).size, 2);
});

test("marks in quotes count code points and never overlap", () => {
  const parts = quoteParts("𝒜 lends B", [{ name: "subject", start: 0, end: 1 }, { name: "trigger", start: 2, end: 7 }, { name: "object", start: 5, end: 9 }]);
  assert.deepEqual(parts, [{ name: "subject", text: "𝒜" }, { name: null, text: " " }, { name: "trigger", text: "lends" }, { name: null, text: " B" }]);
  assert.deepEqual(quoteParts("short", [{ name: "object", start: 2, end: 99 }]), [{ name: null, text: "short" }]);
});

test("matrix cells add up to the claims shown", () => {
  const { store, shown } = shownWith({});
  const cells = [...cellsOf(store, shown.rows, "").values()];
  assert.equal(cells.reduce((sum, cell) => sum + cell.claims, 0), shown.claims);
  assert.deepEqual([...cellsOf(store, shown.rows, "force").keys()].length, 2);
});

test("the table sorts numbers as numbers, both ways", () => {
  const { store, shown } = shownWith({});
  assert.equal(sortRows(store, shown.rows, "claims", true)[0].claims.length, 2);
  assert.equal(sortRows(store, shown.rows, "claims", false).at(-1).claims.length, 2);
  assert.equal(sortRows(store, shown.rows, "subject", true)[0].base.key, "CCC~lends~person:dora");
});
