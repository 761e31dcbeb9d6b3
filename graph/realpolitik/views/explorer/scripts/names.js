// Finding actors by any of their names, whatever the accents and the case.

export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

const foldedNames = new WeakMap(); // by actor: all its names, folded once

function namesOf(actor) {
  if (!foldedNames.has(actor)) {
    const names = [actor.label, ...actor.aliases, actor.id];
    foldedNames.set(actor, names.map((name) => ({ name, folded: fold(name) })));
  }
  return foldedNames.get(actor);
}

// 0 is best; null when nothing matches.  A label beats an alias, a beginning beats a word's beginning beats the middle.
function rank(names, query) {
  let best = null;
  names.forEach(({ name, folded }, at) => {
    const found = folded.indexOf(query);
    if (found < 0) return;
    const place = folded === query ? 0 : found === 0 ? 1 : /[\s\-.(]/.test(folded[found - 1]) ? 2 : 3;
    const score = place * 2 + (at > 0 ? 1 : 0);
    if (best === null || score < best.score) best = { score, name: at > 0 ? name : null };
  });
  return best;
}

// Actors that take part in claims, best match first; `alias` tells which other name matched.
export function findActors(store, query, strength, limit = 8) {
  const folded = fold(query);
  const found = [];
  for (const actor of store.actors.slice(0, store.involved)) {
    const match = folded ? rank(namesOf(actor), folded) : { score: 9, name: null };
    if (match) found.push({ actor, alias: match.name === actor.id ? null : match.name, score: match.score, weight: strength.get(actor.at) ?? 0 });
  }
  found.sort((one, other) => one.score - other.score || other.weight - one.weight || one.actor.label.localeCompare(other.actor.label));
  return found.slice(0, limit);
}
