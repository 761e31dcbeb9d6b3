// A box that finds an actor by any of its names: a combobox with a list of matches.

import { announce, count, el } from "./dom.js";
import { icon, kindSample } from "./icons.js";
import { findActors } from "./names.js";
import { KIND_WORDS } from "./words.js";

let boxes = 0;

export function drawFinder(app, { label, placeholder, onChoose, compact = false }) {
  boxes += 1;
  const id = `finder-${boxes}`;
  const list = el("ul", { class: "finder-list", id: `${id}-list`, role: "listbox", "aria-label": "Matching actors", hidden: true });
  const input = el("input", {
    type: "text", id, class: "finder-input", placeholder, autocomplete: "off", spellcheck: "false",
    role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
  });
  let found = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (at) => {
    const chosen = found[at];
    if (!chosen) return;
    input.value = "";
    close();
    onChoose(chosen.actor.id);
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", index === at ? "true" : "false"));
    const option = list.children[at];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  };
  const search = () => {
    found = findActors(app.store, input.value, app.shown.strength);
    list.replaceChildren(...found.map(({ actor, alias }, at) => el("li", { id: `${id}-${at}`, role: "option", "aria-selected": "false", class: "finder-option", on: { mousedown: (event) => { event.preventDefault(); choose(at); } } },
      kindSample(actor.kind), el("span", { class: "finder-name" }, actor.label),
      el("span", { class: "finder-note" }, alias ? `“${alias}”` : app.shown.actors.has(actor.at) ? KIND_WORDS[actor.kind] : "hidden by filters"))));
    if (!found.length) list.replaceChildren(el("li", { class: "finder-none", role: "option", "aria-disabled": "true", "aria-selected": "false", id: `${id}-none` }, "No actor of that name"));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(found.length && input.value ? 0 : -1);
    if (input.value) announce(count(found.length, "match", "matches"));
  };
  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (found.length) mark((active + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(Math.max(active, 0));
    } else if (event.key === "Escape") {
      if (!list.hidden) event.stopPropagation();
      input.value = "";
      close();
    }
  });
  return el("div", { class: compact ? "finder compact" : "finder" },
    el("label", { for: id, class: compact ? "finder-label" : "unseen" }, label),
    el("div", { class: "finder-box" }, icon(compact ? "route" : "search"), input, !compact && el("kbd", { "aria-hidden": "true" }, "/")),
    list);
}
