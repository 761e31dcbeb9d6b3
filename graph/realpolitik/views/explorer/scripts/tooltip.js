// The short words beside the pointer.

import { count, el, fill } from "./dom.js";
import { edgeSample, kindSample } from "./icons.js";
import { KIND_WORDS, sentence, support, tally } from "./words.js";

const TIP_RELATIONS = 6;

function words(app, thing) {
  const { store, shown } = app;
  if (thing.type === "actor") {
    const { actor } = thing;
    let relations = 0;
    for (const row of shown.rows) if (row.subject === actor.at || row.object === actor.at) relations += 1;
    return [el("b", {}, kindSample(actor.kind), actor.label), el("span", {}, `${KIND_WORDS[actor.kind]} · ${count(relations, "relation")}`)];
  }
  const { rows } = thing;
  const [row] = rows;
  if (rows.length === 1) {
    return [
      el("b", {}, sentence(store, row)),
      el("span", {}, edgeSample(row.status), `${tally(row)} · ${support(row)}`),
      row.contested && el("span", { class: "tip-contested" }, "Contested"),
    ];
  }
  return [
    el("b", {}, `${store.actors[row.subject].label} → ${store.actors[row.object].label}`),
    rows.slice(0, TIP_RELATIONS).map((each) => el("span", {}, edgeSample(each.status), `${store.relations[each.relation].label} (${each.claims.length})`)),
    rows.length > TIP_RELATIONS && el("span", {}, `and ${rows.length - TIP_RELATIONS} more`),
  ];
}

export function drawTooltip(app, thing, at) {
  const tip = document.getElementById("tooltip");
  tip.hidden = !thing;
  if (!thing) return;
  fill(tip, words(app, thing));
  if (!at) return;
  const stage = document.getElementById("canvas");
  tip.style.setProperty("left", `${Math.max(4, Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8))}px`);
  tip.style.setProperty("top", `${at.y + 18 + tip.offsetHeight > stage.clientHeight ? at.y - tip.offsetHeight - 12 : at.y + 18}px`);
}
