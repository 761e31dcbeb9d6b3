// The sentences of the page: relations, statuses and counts in words a reader knows.

import { NO_PUBLISHER } from "./data.js";
import { count } from "./dom.js";

export const STATUS_WORDS = {
  actual: { label: "Told as fact", short: "fact", definition: "The passage tells it as something that is or was so, whoever says it." },
  possible: { label: "Possible", short: "possible", definition: "Planned, wanted, demanded, offered or predicted: it may come about or not." },
  negated: { label: "Denied", short: "denied", definition: "The passage says that it is not so." },
};

export const KIND_WORDS = { country: "Country", organisation: "Organisation", person: "Person" };
export const KIND_PLURALS = { country: "Countries", organisation: "Organisations", person: "People" };

export function sentence(store, row) {
  return `${store.actors[row.subject].label} ${store.relations[row.relation].label} ${store.actors[row.object].label}`;
}

export function tally(row) {
  const parts = [];
  if (row.count.actual) parts.push(`${row.count.actual} told as fact`);
  if (row.count.possible) parts.push(`${row.count.possible} possible`);
  if (row.count.negated) parts.push(`${row.count.negated} denied`);
  return parts.join(", ");
}

export function support(row) {
  const known = row.publishers.filter((publisher) => publisher !== NO_PUBLISHER).length;
  const by = known > 0 ? ` by ${count(known, "publisher")}` : "";
  return `${count(row.claims.length, "claim")} from ${count(row.documents, "document")}${by}`;
}
