// A claim as a reader sees it: the quote with its parts marked, who says it, where, when, how sure.

import { documentName, marksOf, speakerName } from "./data.js";
import { readableDay, readablePeriod } from "./days.js";
import { el, safeLink } from "./dom.js";
import { icon } from "./icons.js";
import { STATUS_WORDS } from "./words.js";

const MARK_WORDS = { subject: "who acts", object: "to whom", trigger: "what is done" };

// Places are code points; where marks overlap, the one that begins first wins, and the shorter of two.
export function quoteParts(quote, marks) {
  const letters = Array.from(quote);
  const parts = [];
  let at = 0;
  for (const mark of [...marks].sort((one, other) => one.start - other.start || one.end - other.end)) {
    if (mark.start < at || mark.end > letters.length) continue;
    if (mark.start > at) parts.push({ name: null, text: letters.slice(at, mark.start).join("") });
    parts.push({ name: mark.name, text: letters.slice(mark.start, mark.end).join("") });
    at = mark.end;
  }
  if (at < letters.length) parts.push({ name: null, text: letters.slice(at).join("") });
  return parts;
}

export function markedWords(claim, name) {
  return quoteParts(claim.quote, marksOf(claim)).find((part) => part.name === name)?.text ?? null;
}

export function quoteElement(claim) {
  return el("blockquote", { class: "quote" }, quoteParts(claim.quote, marksOf(claim)).map((part) =>
    part.name ? el("mark", { class: `mark-${part.name}`, title: MARK_WORDS[part.name] }, part.text) : part.text));
}

function dateWords(claim) {
  const { when } = claim;
  if (!when) return null;
  const period = readablePeriod(when.start, when.end);
  if (when.text && period && !when.text.includes(period)) return `${period} (“${when.text}”)`;
  return period ?? (when.text ? `“${when.text}”` : null);
}

function amountWords(amount) {
  if (!amount) return null;
  return amount.shared ? `${amount.text} (a total for the group)` : amount.text;
}

export function confidenceWords(confidence) {
  if (confidence >= 0.8) return "high";
  return confidence >= 0.5 ? "fair" : "low";
}

export function claimElement(app, claim, { heading = null } = {}) {
  const { store } = app;
  const document = store.documents[claim.document];
  const speaker = speakerName(store, claim.speaker);
  const known = claim.speaker && store.actorById.get(claim.speaker);
  const facts = [
    ["When", dateWords(claim)],
    ["Amount", amountWords(claim.amount)],
    ["Office", claim.role],
  ].filter(([, value]) => value);
  const title = documentName(document);
  return el(
    "article",
    { class: `claim claim-${claim.status}`, "data-claim": claim.id },
    heading,
    quoteElement(claim),
    el("p", { class: "said" },
      el("span", { class: `status status-${claim.status}`, title: STATUS_WORDS[claim.status].definition }, STATUS_WORDS[claim.status].label),
      speaker
        ? el("span", {}, "said by ", known && known.at < store.involved ? el("button", { type: "button", class: "inline", on: { click: () => app.select({ type: "actor", ids: [known.id] }) } }, speaker) : el("b", {}, speaker))
        : el("span", {}, "in the document’s own words")),
    facts.length > 0 && el("dl", { class: "facts" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    el("p", { class: "source" },
      el("b", {}, document.publisher), " ",
      document.published && [el("span", {}, readableDay(document.published)), " "],
      el("span", { class: "source-title" }, (document.url && safeLink(document.url, [title, icon("link")])) || title), " ",
      el("span", { class: "confidence", title: "The extractor’s estimate that a careful reader would agree" }, `confidence ${confidenceWords(claim.confidence)} (${claim.confidence.toFixed(2)})`)),
  );
}
