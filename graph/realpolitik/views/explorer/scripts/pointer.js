// What the reader's pointer does on the canvas: pointing, clicking, dragging actors.

export class Pointer {
  constructor(canvas) {
    this.canvas = canvas;
    this.hovered = null;
    this.listen();
  }

  listen() {
    const { network, element, painter } = this.canvas;
    network.on("click", (event) => this.click(event));
    network.on("doubleClick", (event) => this.doubleClick(event));
    network.on("hoverNode", ({ node, pointer }) => this.hover({ type: "actor", id: node }, pointer.DOM));
    network.on("blurNode", () => this.hover(null));
    network.on("dragStart", () => this.hover(null));
    network.on("dragging", ({ nodes }) => { if (nodes.length) this.canvas.follow(nodes); });
    network.on("dragEnd", ({ nodes }) => { if (nodes.length) this.canvas.follow(nodes, { settle: true }); });
    network.on("zoom", () => painter.forget());
    network.on("animationFinished", () => { painter.forget(); this.canvas.redraw(); });
    element.addEventListener("pointermove", (event) => this.move(event));
    element.addEventListener("pointerleave", () => this.hover(null));
  }

  placeOf(event) {
    const frame = this.canvas.element.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  // vis tells which actor is pointed at; for relations the edge layer is asked, at most once a frame.
  move(event) {
    if (event.pointerType === "touch" || event.buttons || this.hovered?.type === "actor" || this.waiting) return;
    this.waiting = true;
    const place = this.placeOf(event);
    requestAnimationFrame(() => {
      this.waiting = false;
      if (this.hovered?.type === "actor") return;
      const id = this.edgeAt(place);
      if (id || this.hovered) this.hover(id ? { type: "edge", id } : null, place);
    });
  }

  edgeAt(place) {
    const { network, edges } = this.canvas;
    if (network.getNodeAt(place) !== undefined) return null;
    return edges.at(network.DOMtoCanvas(place), network.getScale());
  }

  hover(thing, place = null) {
    const same = this.hovered?.id === thing?.id;
    this.hovered = thing;
    this.canvas.element.classList.toggle("pointing", Boolean(thing));
    this.canvas.app.tooltip(thing && this.describe(thing), place);
    if (!same) this.canvas.light();
  }

  describe({ type, id }) {
    if (type === "actor") return { type, actor: this.canvas.store.actorById.get(id) };
    const rows = this.canvas.wanted.get(id);
    return rows ? { type, rows } : null;
  }

  click({ nodes: [node], pointer }) {
    const { app, network } = this.canvas;
    this.hovered = null;
    app.tooltip(null);
    const edge = node === undefined ? this.edgeAt(pointer.DOM) : null;
    if (node !== undefined) app.select({ type: "actor", ids: [node] });
    else if (edge !== null) this.canvas.chooseEdge(edge);
    else app.select(null);
    network.unselectAll();
  }

  doubleClick({ nodes: [node] }) {
    if (node !== undefined) this.canvas.app.update({ focus: node, depth: 1 });
  }
}
