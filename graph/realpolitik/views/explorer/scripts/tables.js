// What is shown, as rows for the table and for CSV and JSON files.

import { documentName, speakerName } from "./data.js";

export const COLUMNS = ["subject", "relation", "object", "category", "status", "contested", "claims", "told_as_fact", "possible", "denied", "documents", "publishers", "first", "last"];

export function relationRow(store, row) {
  const relation = store.relations[row.relation];
  return {
    subject: store.actors[row.subject].label,
    relation: relation.label,
    object: store.actors[row.object].label,
    category: relation.group.label,
    status: row.status,
    contested: row.contested ? "yes" : "no",
    claims: row.claims.length,
    told_as_fact: row.count.actual,
    possible: row.count.possible,
    denied: row.count.negated,
    documents: row.documents,
    publishers: row.publishers.join("; "),
    first: row.first ?? "",
    last: row.last ?? "",
  };
}

// A cell that a spreadsheet would take for a formula begins with an apostrophe instead.
export function safeCell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value !== "number" && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(columns, rows) {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return `\ufeff${lines.map((line) => line.map(safeCell).join(",")).join("\r\n")}\r\n`;
}

export const CLAIM_COLUMNS = ["subject", "relation", "object", "status", "said_by", "quote", "document", "publisher", "published", "url", "when", "amount", "role", "confidence", "id"];

export function claimRow(store, claim) {
  const document = store.documents[claim.document];
  return {
    subject: store.actors[claim.subject].label,
    relation: store.relations[claim.relation].label,
    object: store.actors[claim.object].label,
    status: claim.status,
    said_by: speakerName(store, claim.speaker) ?? "",
    quote: claim.quote,
    document: documentName(document),
    publisher: document.publisher,
    published: document.published ?? "",
    url: document.url ?? "",
    when: claim.when?.text ?? "",
    amount: claim.amount?.text ?? "",
    role: claim.role ?? "",
    confidence: claim.confidence,
    id: claim.id,
  };
}

export function shownClaims(store, shown) {
  return shown.rows.flatMap((row) => row.claims.map((claim) => store.claims[claim]));
}

export function toJson(store, shown) {
  const actors = [...shown.actors].sort((one, other) => one - other).map((at) => {
    const { id, label, kind, country } = store.actors[at];
    return { id, label, kind, country };
  });
  const relations = shown.rows.map((row) => ({
    ...relationRow(store, row),
    subject_id: store.actors[row.subject].id,
    relation_id: store.relations[row.relation].id,
    object_id: store.actors[row.object].id,
    claims: row.claims.map((claim) => claimRow(store, store.claims[claim])),
  }));
  return JSON.stringify({ actors, relations }, null, 1);
}
