// The query page: a library of questions, an editor, and the endpoint's answers as a table.
"use strict";
(() => {
  const PREFIXES = {
    organisation: "https://w3id.org/realpolitik/actor/org/",
    person: "https://w3id.org/realpolitik/actor/person/",
    actor: "https://w3id.org/realpolitik/actor/",
    category: "https://w3id.org/realpolitik/category/",
    claim: "https://w3id.org/realpolitik/claim/",
    document: "https://w3id.org/realpolitik/document/",
    office: "https://w3id.org/realpolitik/office/",
    graph: "https://w3id.org/realpolitik/graph/",
    rp: "https://w3id.org/realpolitik/ns#",
    rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    owl: "http://www.w3.org/2002/07/owl#",
    xsd: "http://www.w3.org/2001/XMLSchema#",
    skos: "http://www.w3.org/2004/02/skos/core#",
    prov: "http://www.w3.org/ns/prov#",
    oa: "http://www.w3.org/ns/oa#",
    schema: "https://schema.org/",
    dcterms: "http://purl.org/dc/terms/",
  };
  const OWN = "https://w3id.org/realpolitik/";
  const SHOWN = 1000;
  const FIRST = "# Who lends to whom, and in whose words?\nSELECT ?lender ?borrower ?quote WHERE {\n"
    + "    ?claim rp:relation rp:lends ;\n           rp:subject/rdfs:label ?lender ;\n"
    + "           rp:object/rdfs:label ?borrower ;\n           rp:evidence/oa:hasSelector/oa:exact ?quote .\n}\n";
  const KEYWORDS = ["SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "GRAPH", "BIND", "VALUES", "MINUS",
    "ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "CONSTRUCT", "DESCRIBE", "ASK", "COUNT", "EXISTS"];
  const byId = (id) => document.getElementById(id);
  let running = null;
  let library = [];

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // --- asking -------------------------------------------------------------------------------------------------
  const ask = (query, { accept, limit, signal } = {}) => fetch(`/sparql${limit ? `?limit=${limit}` : ""}`, {
    method: "POST",
    body: query,
    signal,
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
  });

  const bindings = async (query) => {
    const response = await ask(query, { accept: "application/sparql-results+json" });
    return response.ok ? (await response.json()).results.bindings : [];
  };

  const tell = (problem) => {
    byId("problem").textContent = problem;
    byId("problem").hidden = !problem;
  };

  async function run() {
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    const query = editor.text;
    tell("");
    byId("notes").replaceChildren();
    byId("status").textContent = "Running";
    byId("stop").hidden = false;
    history.replaceState(null, "", `#query=${encodeURIComponent(query)}`);
    const started = performance.now();
    try {
      const response = await ask(query, {
        accept: "application/sparql-results+json, text/turtle;q=0.9, application/problem+json;q=0.1",
        limit: SHOWN + 1,
        signal: mine.signal,
      });
      const notes = response.headers.get("Realpolitik-Note");
      if (notes) byId("notes").append(...notes.split(/, (?=this graph)/).map((note) => element("li", {}, note)));
      await (response.ok ? show(response, query) : refuse(response));
      if (response.ok) byId("status").textContent += `, ${((performance.now() - started) / 1000).toFixed(2)} s`;
    } catch (error) {
      byId("status").textContent = "";
      if (error.name === "AbortError") byId("status").textContent = "Stopped";
      else tell("The answer broke off: it was beyond a limit of the server, or the server ended.");
    } finally {
      if (running === mine) {
        running = null;
        byId("stop").hidden = true;
      }
    }
  }

  async function refuse(response) {
    byId("status").textContent = "";
    byId("answer").replaceChildren();
    byId("downloads").hidden = true;
    const isTold = (response.headers.get("Content-Type") || "").includes("problem+json");
    const problem = isTold ? await response.json() : { detail: await response.text() };
    tell(problem.line ? `Line ${problem.line}, column ${problem.column}: ${problem.detail}` : problem.detail);
    if (!problem.line) return;
    const line = editor.view.state.doc.line(Math.min(problem.line, editor.view.state.doc.lines));
    const from = Math.min(line.from + problem.column - 1, line.to);
    const word = /^[\w?$:"'-]*/.exec(line.text.slice(from - line.from))[0];
    editor.select(from, Math.min(from + Math.max(word.length, 1), line.to));
  }

  // --- answers ------------------------------------------------------------------------------------------------
  async function show(response, query) {
    if (matchMedia("(max-width: 760px)").matches) byId("answer-title").scrollIntoView();
    const isTriples = (response.headers.get("Content-Type") || "").startsWith("text/turtle");
    if (isTriples) {
      const text = await response.text();
      byId("answer").replaceChildren(element("pre", {}, text || "# no triples"));
      byId("status").textContent = text ? "Triples" : "No triples";
      offer(query, [["Turtle", "text/turtle", "ttl"], ["JSON-LD", "application/ld+json", "jsonld"]]);
      return;
    }
    const result = await response.json();
    offer(query, [["CSV", "text/csv", "csv"], ["JSON", "application/sparql-results+json", "json"]]);
    if ("boolean" in result) {
      byId("answer").replaceChildren(element("p", { className: "verdict" }, result.boolean ? "Yes" : "No"));
      byId("status").textContent = result.boolean ? "Yes" : "No";
      return;
    }
    const rows = result.results.bindings;
    byId("status").textContent = rows.length > SHOWN ? `First ${SHOWN} rows; a download has all`
      : `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
    byId("answer").replaceChildren(rows.length ? table(result.head.vars, rows.slice(0, SHOWN))
      : element("p", { className: "hint" }, "No rows."));
    byId("answer").scrollTo(0, 0);
  }

  function table(names, rows) {
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
    const body = rows.map((row) => element("tr", {}, ...names.map((name) => cell(row[name]))));
    return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  }

  function cell(term) {
    if (!term) return element("td");
    if (term.type === "uri") return element("td", {}, link(term.value));
    if (term.type !== "literal") return element("td", {}, term.type === "bnode" ? `_:${term.value}` : JSON.stringify(term.value));
    const isLong = term.value.length > 40;
    const isNumber = /#(integer|decimal|double|float|int|long)$/.test(term.datatype || "");
    const made = element("td", { className: isNumber ? "number" : isLong ? "long" : "" }, term.value);
    if (term["xml:lang"] && term["xml:lang"] !== "en") made.append(" ", element("small", {}, term["xml:lang"]));
    return made;
  }

  function link(iri) {
    if (iri.startsWith(OWN)) { // nothing of ours is on the web for sure: it is described from this graph
      const made = element("button", { type: "button", title: `Describe ${iri}` }, short(iri));
      made.addEventListener("click", () => {
        editor.text = `DESCRIBE <${iri}>\n`;
        run();
      });
      return made;
    }
    return /^https?:/.test(iri) ? element("a", { href: iri, rel: "noopener noreferrer", target: "_blank" }, short(iri)) : iri;
  }

  function short(iri) {
    const prefix = Object.keys(PREFIXES).find((name) => iri.startsWith(PREFIXES[name]));
    const local = prefix && iri.slice(PREFIXES[prefix].length);
    return prefix && /^[\w.%-]+$/.test(local) ? `${prefix}:${local}` : iri;
  }

  function offer(query, kinds) {
    byId("downloads").replaceChildren(...kinds.map(([name, type, ending]) => {
      const button = element("button", { type: "button" }, `Download ${name}`);
      button.addEventListener("click", () => download(query, type, ending));
      return button;
    }));
    byId("downloads").hidden = false;
  }

  async function download(query, type, ending) {
    try {
      const response = await ask(query, { accept: `${type}, application/problem+json;q=0.1` });
      if (!response.ok) {
        await refuse(response);
        return;
      }
      const address = URL.createObjectURL(await response.blob());
      element("a", { href: address, download: `answer.${ending}` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch {
      tell("The download broke off: the answer has more rows than this server sends. Add a LIMIT.");
    }
  }

  // --- named queries ------------------------------------------------------------------------------------------
  async function loadLibrary() {
    library = await (await fetch("/queries")).json();
    const first = element("option", { value: "" }, "Choose a question");
    byId("named").replaceChildren(first, ...library.map(({ name, title }) => element("option", { value: name }, title)));
  }

  function choose() {
    const chosen = library.find(({ name }) => name === byId("named").value);
    byId("description").textContent = chosen ? chosen.description : "";
    const form = byId("parameters");
    form.replaceChildren();
    if (!chosen) return;
    for (const parameter of chosen.parameters) {
      const id = `parameter-${parameter.name}`;
      const input = element("input", {
        id,
        name: parameter.name,
        required: parameter.required,
        value: chosen.values[parameter.name] || parameter.default || "",
        autocomplete: "off",
      });
      const hint = element("small", {}, ` ${parameter.description}`);
      form.append(element("label", { htmlFor: id }, parameter.name, hint), input);
    }
    form.append(element("button", { type: "submit", className: "primary" }, "Ask"));
  }

  async function askNamed(event) {
    event.preventDefault();
    const values = new URLSearchParams(new FormData(byId("parameters")));
    const response = await fetch(`/queries/${encodeURIComponent(byId("named").value)}?${values}`);
    if (!response.ok) {
      tell((await response.json()).detail);
      return;
    }
    editor.text = (await response.text()).replace(/^#\+.*\n/gm, "").trimStart();
    run();
  }

  // --- completion ---------------------------------------------------------------------------------------------
  const once = (load) => {
    let promise = null;
    return () => (promise ??= load().catch(() => []));
  };
  const terms = once(async () => (await bindings(
    "SELECT DISTINCT ?term ?label WHERE { GRAPH graph:vocabulary { ?term rdfs:label ?label } } LIMIT 2000",
  )).map(({ term, label }) => ({ label: short(term.value), detail: label.value, type: "property" })));
  const actors = once(async () => (await bindings(
    "SELECT DISTINCT ?label WHERE { GRAPH graph:actors { ?actor rdfs:label ?label } "
    + "FILTER(STRSTARTS(STR(?actor), STR(actor:))) } LIMIT 5000",
  )).map(({ label }) => ({ label: `@"${label.value}"`, type: "constant" })));

  async function complete(context) {
    const actor = context.matchBefore(/@"?[^"\n]*/);
    if (actor) {
      const isClosed = context.state.sliceDoc(context.pos, context.pos + 1) === '"';
      return { from: actor.from, to: context.pos + (isClosed ? 1 : 0), options: await actors() };
    }
    const variable = context.matchBefore(/\?\w*/);
    if (variable) {
      const names = new Set(editor.text.match(/\?\w+/g));
      names.delete(variable.text);
      return { from: variable.from, options: [...names].map((label) => ({ label, type: "variable" })) };
    }
    const word = context.matchBefore(/[\w-]+:?[\w-]*/);
    if (!word && !context.explicit) return null;
    const from = word ? word.from : context.pos;
    const options = word && word.text.includes(":") ? await terms()
      : [...KEYWORDS.map((label) => ({ label, type: "keyword" })),
        ...Object.keys(PREFIXES).map((name) => ({ label: `${name}:`, type: "namespace" }))];
    return { from, options, validFor: /^[\w-]+:?[\w-]*$/ };
  }

  // --- start --------------------------------------------------------------------------------------------------
  const given = new URLSearchParams(location.hash.slice(1)).get("query");
  const editor = window.realpolitikEditor({
    parent: byId("editor"),
    text: given || FIRST,
    nonce: document.body.dataset.nonce,
    label: "SPARQL query",
    complete,
    run,
  });
  window.realpolitikQuery = { editor, run };
  byId("run").addEventListener("click", run);
  byId("stop").addEventListener("click", () => running && running.abort());
  byId("named").addEventListener("change", choose);
  byId("parameters").addEventListener("submit", askNamed);
  loadLibrary().catch(() => tell("The named queries could not be loaded."));
  fetch("/health").then((response) => response.json()).then(({ documents, claims }) => {
    if (claims) byId("about").textContent = `${claims.toLocaleString("en")} claims from ${documents.toLocaleString("en")} documents`;
  }).catch(() => undefined);
})();
