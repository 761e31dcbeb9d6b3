// The page's data: JSON columns in, plain objects that the other scripts share out.  Never changed afterwards.

export const STATUSES = ["actual", "possible", "negated"];
export const KINDS = ["country", "organisation", "person"];
export const NO_PUBLISHER = "Publisher not known";

const MARK_NAMES = ["subject", "object", "trigger"];

// Parts of a quote that are marked, in code points.
export function marksOf({ places }) {
  if (!places) return [];
  return MARK_NAMES.map((name, at) => ({ name, start: places[2 * at], end: places[2 * at + 1] }))
    .filter((mark) => mark.start >= 0 && mark.end > mark.start);
}

const sumUp = (steps) => {
  let last = 0;
  return steps.map((step) => (last += step));
};

function readPassages({ document, gap, size, quote }) {
  const documents = sumUp(document);
  let end = 0;
  return quote.map((words, at) => {
    const start = at > 0 && documents[at - 1] === documents[at] ? end + gap[at] : gap[at];
    end = start + (size[at] ?? lengthOf(words));
    return { document: documents[at], start, quote: words };
  });
}

// In code points, as the offsets are; most passages hold nothing that takes two units.
function lengthOf(text) {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

function readClaims(payload, documents) {
  const { claims: columns, relationships } = payload;
  const rare = (name, at) => columns[name]?.[at] ?? null;
  const passages = readPassages(columns.passages);
  const turned = new Set(columns.turned);
  return sumUp(columns.passage).map((place, at) => {
    const { document, start, quote } = passages[place];
    const relationship = columns.relationship[at];
    const [one, other] = [relationships.subject[relationship], relationships.object[relationship]];
    const when = columns.dates[rare("when", at)] ?? null;
    const published = documents[document].published ?? null;
    const dated = when && (when.start || when.end);
    return {
      at, id: columns.id[at], relationship, document, start, quote, when,
      subject: turned.has(at) ? other : one,
      relation: relationships.relation[relationship],
      object: turned.has(at) ? one : other,
      status: STATUSES[columns.status[at]],
      statusAt: columns.status[at],
      confidence: columns.confidence[at],
      places: columns.marks[at],
      speaker: rare("speaker", at),
      amount: rare("amount", at),
      role: rare("role", at),
      // the day it happened, where the passage says; else the day it was published
      from: dated ? when.start ?? when.end : published,
      to: dated ? when.end ?? when.start : published,
    };
  });
}

function readPairs(relationships, actors) {
  const pairs = new Map();
  for (const each of relationships) {
    const key = `${each.subject}>${each.object}`;
    const back = `${each.object}>${each.subject}`;
    let pair = pairs.get(key);
    if (!pair) {
      pair = { id: `p${actors[each.subject].id}>${actors[each.object].id}`, relationships: [], tie: pairs.get(back)?.tie ?? pairs.size };
      pairs.set(key, pair);
    }
    pair.relationships.push(each.at);
    each.pair = key;
    each.pairId = pair.id; // names the edge that stands for all relations of the pair
    each.tie = pair.tie; // numbers the two actors, whichever acts
  }
  return pairs;
}

// Where tellings differ, by each claim that is on a side.
function readDifferences(payload) {
  const byClaim = new Map();
  const differences = (payload.differences ?? []).map(({ kind, text, sides }, at) => ({ at, kind, text, sides: sides.map(([stance, claims]) => ({ stance, claims })) }));
  for (const each of differences) {
    for (const claim of each.sides.flatMap((side) => side.claims)) {
      const known = byClaim.get(claim);
      if (known) known.push(each);
      else byClaim.set(claim, [each]);
    }
  }
  return byClaim;
}

export function readStore(payload) {
  const actors = payload.actors.map((actor, at) => ({ aliases: [], offices: [], country: null, ...actor, at }));
  const documents = payload.documents.map((each, at) => ({
    title: null, source: null, published: null, url: null, ...each, at, publisher: each.source ?? NO_PUBLISHER,
  }));
  const categories = payload.categories.map((each, at) => ({ ...each, at }));
  const categoryById = new Map(categories.map((each) => [each.id, each]));
  const relations = payload.relations.map((each, at) => ({ ...each, at, group: categoryById.get(each.category) }));
  const columns = payload.relationships;
  const relationships = columns.subject.map((subject, at) => ({
    at, subject, id: `r${at}`,
    relation: columns.relation[at],
    object: columns.object[at],
    claims: [],
    key: [actors[subject].id, relations[columns.relation[at]].id, actors[columns.object[at]].id].join("~"),
  }));
  const claims = readClaims(payload, documents);
  for (const { at, relationship } of claims) relationships[relationship].claims.push(at);
  const told = new Map();
  for (const { document } of claims) told.set(document, (told.get(document) ?? 0) + 1);
  const sources = [...told].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([at]) => documents[at]);
  const publishers = [...new Set(sources.map((each) => each.publisher))];
  for (const each of documents) each.publisherAt = publishers.indexOf(each.publisher);
  return {
    actors, documents, categories, relations, relationships, claims,
    involved: payload.involved,
    differencesByClaim: readDifferences(payload),
    drawing: payload.drawing,
    pairs: readPairs(relationships, actors),
    actorById: new Map(actors.map((each) => [each.id, each])),
    relationshipByKey: new Map(relationships.map((each) => [each.key, each])),
    sources, // the documents that some claim comes from, those with most claims first
    publishers,
  };
}

export function documentName(document) {
  return document.title || document.id;
}

// Whoever a passage names as speaker: an actor's label where the id is known, else the words as they stand.
export function speakerName(store, speaker) {
  if (!speaker) return null;
  return store.actorById.get(speaker)?.label ?? speaker.replace(/^(org|person):/, "").replaceAll("-", " ");
}
