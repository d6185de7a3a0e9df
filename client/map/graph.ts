// The graph: proposals, what they refer to, and what took whose place.
import cytoscape, { type Core, type ElementDefinition, type LayoutOptions, type NodeSingular, type StylesheetJson } from "cytoscape";
import fcose from "cytoscape-fcose";
import type { MapProposal, MapSeries, Words } from "../src/map/messages";
import { keyOf, make, open, remember, sayProposal, state, type View } from "./page";
import { type Colors, shapeOf, themeColors } from "./theme";

cytoscape.use(fcose);

/** More proposals than these cannot all be named where the whole map is seen; so many of them may be. */
const manyProposals = 60;
const mostHubs = 40;

const labelSize = 11;
const labelWidth = 110;

export class Graph implements View {
  readonly element = make("div", { class: "graph", tabindex: "0", role: "application" });
  private readonly info = make("p", { class: "info", "aria-live": "polite" });
  private readonly canvas = make("div", { class: "canvas" });
  private readonly cy: Core;
  private colors: Colors = themeColors();
  private proposals = new Map<string, MapProposal>();
  private words: Words | undefined;
  private isPlaced = false;
  /** The proposals that most others refer to, the first ones first. */
  private hubs: NodeSingular[] = [];

  constructor() {
    this.element.append(this.canvas, this.info);
    this.cy = cytoscape({ container: this.canvas, layout: { name: "preset" }, minZoom: 0.05, maxZoom: 3, boxSelectionEnabled: false });
    this.cy.on("tap", "node", ({ target }) => {
      const proposal = this.proposals.get(target.id());
      if (proposal) open(proposal);
    });
    this.cy.on("mouseover", "node", ({ target }) => this.focus(target));
    this.cy.on("mouseout", "node", () => this.focus(undefined));
    this.cy.on("viewport", () => {
      state.viewport = { zoom: this.cy.zoom(), pan: this.cy.pan() };
      remember();
    });
    this.cy.on("zoom", () => this.nameHubs());
    this.cy.on("dragfree", "node", () => this.keepPositions());
    this.element.addEventListener("keydown", (event) => this.press(event));
    this.element.addEventListener("blur", () => this.focus(undefined));
    new ResizeObserver(() => this.resized()).observe(this.canvas);
    // The editor's theme is told by classes of the body.
    new MutationObserver(() => this.recolor()).observe(document.body, {
      attributes: true,
      attributeFilter: ["class", "data-vscode-theme-id"],
    });
  }

  show(_series: MapSeries, proposals: readonly MapProposal[], words: Words): void {
    this.words = words;
    this.element.setAttribute("aria-label", `${words.map}. ${words.graphHelp}`);
    this.proposals = new Map(proposals.map((proposal) => [keyOf(proposal), proposal]));
    const wanted = this.elements(proposals);
    const ids = new Set(wanted.map(({ data }) => data.id));
    const cy = this.cy;
    cy.batch(() => {
      cy.elements()
        .filter((one) => !ids.has(one.id()))
        .remove();
      for (const one of wanted) {
        const there = cy.getElementById(String(one.data.id));
        if (there.empty()) cy.add(one);
        else there.data(one.data);
      }
    });
    this.restyle();
    this.place();
    this.findHubs();
  }

  highlight(uri: string): void {
    this.cy.nodes().forEach((node) => {
      node.toggleClass("active", uri !== "" && this.proposals.get(node.id())?.uri === uri && !this.proposals.get(node.id())?.reserved);
    });
  }

  zoom(factor: number): void {
    const { width, height } = this.canvas.getBoundingClientRect();
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: width / 2, y: height / 2 } });
  }

  fit(): void {
    this.cy.fit(undefined, 24);
    // A handful of proposals need not fill the window.
    if (this.cy.zoom() > 1.2) {
      this.cy.zoom(1.2);
      this.cy.center();
    }
  }

  png(): string {
    return this.cy.png({ output: "base64", full: true, scale: 2, bg: this.colors.background, maxWidth: 8000, maxHeight: 8000 });
  }

  /** The graph as a picture of its own, in the colours of the moment. */
  svg(): string {
    const { x1, y1, w, h } = this.cy.elements().boundingBox({});
    const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
    const n = (value: number) => value.toFixed(1);
    const lines = this.cy.edges().map((edge) => {
      const [from, to] = [edge.source().position(), edge.target().position()];
      const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      const end = { x: to.x - ((to.x - from.x) / length) * 18, y: to.y - ((to.y - from.y) / length) * 18 };
      const replaces = edge.hasClass("successor");
      return `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(end.x)}" y2="${n(end.y)}" stroke="${replaces ? this.colors.successor : this.colors.line}" stroke-width="${replaces ? 3 : 1.2}"${replaces ? ' stroke-dasharray="8 5"' : ""} marker-end="url(#${replaces ? "s" : "a"})"/>`;
    });
    const nodes = this.cy.nodes().map((node) => {
      const proposal = this.proposals.get(node.id());
      if (!proposal) return "";
      const { x, y } = node.position();
      const color = this.colors.stages[proposal.stage];
      const dash = proposal.reserved ? ' stroke-dasharray="3 3"' : "";
      return `<g><title>${escaped(this.words ? sayProposal(proposal, this.words) : proposal.id)}</title><circle cx="${n(x)}" cy="${n(y)}" r="14" fill="${proposal.reserved ? this.colors.background : color}" stroke="${color}" stroke-width="2"${dash}/><text x="${n(x)}" y="${n(y + 28)}">${escaped(labelOf(proposal))}</text></g>`;
    });
    const marker = (id: string, color: string) =>
      `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${color}"/></marker>`;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${n(x1 - 20)} ${n(y1 - 20)} ${n(w + 40)} ${n(h + 60)}" font-family="system-ui, sans-serif" font-size="11" text-anchor="middle" fill="${this.colors.text}">
<defs>${marker("a", this.colors.line)}${marker("s", this.colors.successor)}</defs>
<rect x="${n(x1 - 20)}" y="${n(y1 - 20)}" width="${n(w + 40)}" height="${n(h + 60)}" fill="${this.colors.background}"/>
${[...lines, ...nodes].join("\n")}
</svg>
`;
  }

  private elements(proposals: readonly MapProposal[]): ElementDefinition[] {
    // A number that two documents have leads to the first of them.
    const byId = new Map<string, string>();
    for (const proposal of proposals) if (!byId.has(proposal.id)) byId.set(proposal.id, keyOf(proposal));
    const nodes = proposals.map((proposal) => ({
      data: { id: keyOf(proposal), label: labelOf(proposal), stage: proposal.stage },
      classes: proposal.reserved ? "reserved" : "",
      position: state.positions[keyOf(proposal)] ?? { x: 0, y: 0 },
    }));
    const edges = proposals.flatMap((proposal) =>
      [...new Set([...proposal.refersTo, ...(proposal.successor ? [proposal.successor] : [])])].flatMap((id) => {
        const [source, target] = [keyOf(proposal), byId.get(id)];
        if (!target || target === source) return [];
        const classes = id === proposal.successor ? "successor" : "";
        return [{ data: { id: `${source} → ${target} ${classes}`, source, target }, classes }];
      }),
    );
    return [...nodes, ...edges];
  }

  /** Finds places for what has none yet; what the author has seen somewhere stays near there. */
  private place(): void {
    const nodes = this.cy.nodes();
    const fresh = nodes.filter((node) => !state.positions[node.id()]);
    if (nodes.empty()) return;
    if (fresh.nonempty()) {
      fresh.forEach((node, at) => {
        node.position(this.startOf(node, at));
      });
      const isNew = fresh.length === nodes.length;
      const options = {
        name: "fcose",
        quality: "default",
        // The same proposals make the same map.
        randomize: false,
        animate: false,
        fit: false,
        nodeSeparation: 90,
        nodeDimensionsIncludeLabels: nodes.length <= 300,
        idealEdgeLength: nodes.length <= 300 ? 90 : 110,
        nodeRepulsion: 9000,
        packComponents: false,
        tile: true,
        tilingPaddingHorizontal: 44,
        tilingPaddingVertical: 34,
        numIter: nodes.length > 300 ? 500 : 2500,
        fixedNodeConstraint: isNew
          ? undefined
          : (nodes.toArray() as NodeSingular[])
              .filter((node) => state.positions[node.id()] !== undefined)
              .map((node) => ({ nodeId: node.id(), position: { ...node.position() } })),
      };
      this.cy.layout(options as unknown as LayoutOptions).run();
      // Windows and titles are wide; numbers alone need no more room to one side than to the other.
      if (isNew && nodes.length <= 300)
        nodes.forEach((node) => {
          node.position("x", node.position("x") * 1.4);
        });
      this.keepPositions();
    }
    if (this.isPlaced) return;
    this.isPlaced = true;
    if (state.viewport) this.cy.viewport(state.viewport);
    else this.fit();
  }

  private startOf(node: NodeSingular, at: number): { x: number; y: number } {
    const known = node.neighborhood("node").filter((other) => state.positions[other.id()] !== undefined);
    // A sunflower's spiral spreads them evenly, and always in the same way.
    const [turn, distance] = [at * 2.39996, 60 * Math.sqrt(at + 1)];
    const centre = known.nonempty() ? (known.first() as NodeSingular).position() : { x: 0, y: 0 };
    const reach = known.nonempty() ? 90 : distance;
    return { x: centre.x + reach * Math.cos(turn), y: centre.y + reach * Math.sin(turn) };
  }

  private keepPositions(): void {
    this.cy.nodes().forEach((node) => {
      const { x, y } = node.position();
      state.positions[node.id()] = { x: Math.round(x), y: Math.round(y) };
    });
    remember();
  }

  /** A map that was drawn while it could not be seen had no size to fit into. */
  private resized(): void {
    this.cy.resize();
    if (!state.viewport && this.cy.nodes().nonempty()) this.fit();
  }

  private recolor(): void {
    this.colors = themeColors();
    this.restyle();
  }

  private restyle(): void {
    this.cy.style(styleOf(this.colors, this.cy.nodes().length));
  }

  private findHubs(): void {
    for (const node of this.hubs) node.removeClass("hub").removeStyle();
    const nodes = this.cy.nodes().toArray() as NodeSingular[];
    const referrers = new Map(nodes.map((node) => [node, node.indegree(false)]));
    const byReferrers = nodes.sort((one, other) => (referrers.get(other) ?? 0) - (referrers.get(one) ?? 0));
    this.hubs = nodes.length > manyProposals ? byReferrers.slice(0, mostHubs).filter((node) => (referrers.get(node) ?? 0) > 2) : [];
    this.nameHubs();
  }

  /** Where there are too many proposals to name them all, those that most others refer to are named from afar, as far as there is room. */
  private nameHubs(): void {
    const zoom = this.cy.zoom();
    const size = Math.max(labelSize, 12 / zoom);
    const [width, height] = [labelWidth * (size / labelSize), size * 3];
    const named: NodeSingular[] = [];
    for (const node of this.hubs) {
      const { x, y } = node.position();
      if (named.every((other) => Math.abs(other.position("x") - x) > width || Math.abs(other.position("y") - y) > height)) named.push(node);
    }
    this.cy.batch(() => {
      for (const node of this.hubs) {
        const isNamed = named.includes(node);
        node.toggleClass("hub", isNamed);
        if (isNamed) node.style({ "font-size": size, "text-max-width": `${width}px` });
        else node.removeStyle();
      }
    });
  }

  /** Brings forward a proposal with its connections, and says what it is. */
  private focus(node: NodeSingular | undefined): void {
    this.cy.elements().removeClass("near far chosen");
    const proposal = node && this.proposals.get(node.id());
    this.info.textContent = proposal && this.words ? sayProposal(proposal, this.words) : "";
    if (!node) return;
    const near = node.closedNeighborhood();
    this.cy.elements().difference(near).addClass("far");
    near.addClass("near");
    node.addClass("chosen");
  }

  private press(event: KeyboardEvent): void {
    const directions: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const direction = directions[event.key];
    const chosen = this.cy.nodes(".chosen");
    if (direction) this.step(chosen.nonempty() ? chosen.first() : undefined, direction);
    else if (event.key === "Enter" && chosen.nonempty()) {
      const proposal = this.proposals.get(chosen.first().id());
      if (proposal) open(proposal);
    } else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.fit();
    else if (event.key === "Escape") this.focus(undefined);
    else return;
    event.preventDefault();
  }

  /** Goes to the nearest proposal in a direction. */
  private step(from: NodeSingular | undefined, [dx, dy]: readonly [number, number]): void {
    const active = this.cy.nodes(".active");
    if (!from) {
      const first = active.nonempty() ? active.first() : this.cy.nodes().first();
      if (first) this.choose(first as NodeSingular);
      return;
    }
    const here = from.position();
    let best: { node: NodeSingular; cost: number } | undefined;
    this.cy.nodes().forEach((node) => {
      const { x, y } = node.position();
      const along = (x - here.x) * dx + (y - here.y) * dy;
      const across = Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx);
      const cost = along + 2 * across;
      if (along > 1 && (!best || cost < best.cost)) best = { node, cost };
    });
    if (best) this.choose(best.node);
  }

  private choose(node: NodeSingular): void {
    this.focus(node);
    const { x, y } = node.renderedPosition();
    const { width, height } = this.canvas.getBoundingClientRect();
    if (x < 40 || y < 40 || x > width - 40 || y > height - 40) this.cy.center(node);
  }
}

const labelOf = ({ number, id, title }: MapProposal): string => `${number ?? id} ${title}`;

/** A large map shows numbers until it is zoomed into; a small one has room for titles. */
function styleOf(colors: Colors, count: number): StylesheetJson {
  const size = count > 300 ? 22 : 28;
  return [
    {
      selector: "node",
      style: {
        width: size,
        height: size,
        shape: (node: NodeSingular) => shapeOf(node.data("stage")),
        "background-color": (node: NodeSingular) => colors.stages[node.data("stage") as MapProposal["stage"]],
        "border-width": 2,
        "border-color": colors.border,
        label: "data(label)",
        color: colors.text,
        "font-size": labelSize,
        "font-family": "system-ui, sans-serif",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-wrap": "wrap",
        "text-max-width": `${labelWidth}px`,
        "text-background-color": colors.background,
        "text-background-opacity": 0.8,
        "text-background-padding": "1px",
        "min-zoomed-font-size": count > 300 ? 6 : 5,
      },
    },
    {
      selector: "node.reserved",
      style: {
        "background-opacity": 0.1,
        "border-style": "dashed",
        "border-color": (node: NodeSingular) => colors.stages[node.data("stage") as MapProposal["stage"]],
      },
    },
    {
      selector: "edge",
      style: {
        width: 1.2,
        "line-color": colors.line,
        "target-arrow-color": colors.line,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        "curve-style": "straight",
        opacity: count > 300 ? 0.45 : 0.7,
      },
    },
    {
      selector: "edge.successor",
      style: {
        width: 3,
        "line-style": "dashed",
        "line-color": colors.successor,
        "target-arrow-color": colors.successor,
        "arrow-scale": 1.2,
        opacity: 1,
      },
    },
    { selector: "node.hub", style: { width: size * 1.6, height: size * 1.6, "font-weight": "bold", "z-index": 1 } },
    { selector: ".far", style: { opacity: 0.2 } },
    { selector: "edge.near", style: { width: 2, "line-color": colors.focus, "target-arrow-color": colors.focus, opacity: 1 } },
    { selector: "node.active", style: { "border-width": 5, "border-color": colors.focus, "font-weight": "bold" } },
    { selector: "node.chosen", style: { "border-width": 5, "border-color": colors.focus } },
  ] as unknown as StylesheetJson;
}
