// The graph: proposals, what they refer to, and what took whose place.
import cytoscape, { type Core, type ElementDefinition, type LayoutOptions, type NodeSingular, type StylesheetJson } from "cytoscape";
import fcose from "cytoscape-fcose";
import type { MapProposal, MapSeries, Words } from "../src/map/messages";
import { keyOf, make, open, remember, sayProposal, state, type View } from "./page";
import { type Colors, shapeOf, themeColors } from "./theme";

cytoscape.use(fcose);

/** In so large a map those that most others refer to stand out, so many of them at most. */
const manyProposals = 60;
const mostHubs = 40;

/** In one larger than this proposals are smaller, and not all are named from afar. */
const largeMap = 300;

/** How large a label is in the map's own units, and how small it may be seen. */
const labelSize = 11;
const labelWidth = 110;
const labelMargin = 4;
const readableSize = 10;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export class Graph implements View {
  readonly element = make("div", { class: "graph", tabindex: "0", role: "application" });
  private readonly info = make("p", { class: "info", "aria-live": "polite" });
  private readonly canvas = make("div", { class: "canvas" });
  private readonly cy: Core;
  private colors: Colors = themeColors();
  private proposals = new Map<string, MapProposal>();
  private words: Words | undefined;
  private isPlaced = false;
  /** All proposals, those that most others refer to first. */
  private byReferrers: NodeSingular[] = [];
  private labelSize = labelSize;

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
    this.cy.on("zoom", () => this.label());
    this.cy.on("dragfree", "node", () => {
      this.keepPositions();
      this.label();
    });
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
    this.rank();
    this.restyle();
    this.place();
    this.label();
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
    // Whoever sees it all goes on seeing it all, however large the window becomes.
    state.viewport = undefined;
    remember();
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
      const color = this.colors.categories[proposal.category];
      const dash = proposal.reserved ? ' stroke-dasharray="3 3"' : "";
      return `<g><title>${escaped(this.words ? sayProposal(proposal, this.words) : proposal.id)}</title><circle cx="${n(x)}" cy="${n(y)}" r="14" fill="${proposal.reserved ? this.colors.background : color}" stroke="${color}" stroke-width="2"${dash}/><text x="${n(x)}" y="${n(y + 28)}">${escaped(titleOf(proposal))}</text></g>`;
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
      data: { id: keyOf(proposal), number: proposal.number ?? proposal.id, title: titleOf(proposal), category: proposal.category },
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
        nodeDimensionsIncludeLabels: nodes.length <= largeMap,
        // The more arrows there are, the more room they need to be told apart.
        idealEdgeLength: nodes.length <= largeMap ? 90 * Math.min(3, Math.max(1, this.cy.edges().length / nodes.length / 2)) : 110,
        nodeRepulsion: 9000,
        packComponents: false,
        tile: true,
        tilingPaddingHorizontal: 44,
        tilingPaddingVertical: 34,
        numIter: nodes.length > largeMap ? 500 : 2500,
        fixedNodeConstraint: isNew
          ? undefined
          : (nodes.toArray() as NodeSingular[])
              .filter((node) => state.positions[node.id()] !== undefined)
              .map((node) => ({ nodeId: node.id(), position: { ...node.position() } })),
      };
      this.cy.layout(options as unknown as LayoutOptions).run();
      if (isNew) this.fill();
      this.keepPositions();
    }
    if (this.isPlaced) return;
    this.isPlaced = true;
    if (state.viewport) this.cy.viewport(state.viewport);
    else this.fit();
  }

  /** Stretches the map to the shape of the window. */
  private fill(): void {
    const { w, h } = this.cy.elements().boundingBox({});
    const { width, height } = this.canvas.getBoundingClientRect();
    const stretch = height > 0 && h > 0 ? Math.min(2, Math.max(0.5, width / height / (w / h))) : 1;
    this.cy.nodes().forEach((node) => {
      node.position({ x: node.position("x") * Math.max(1, stretch), y: node.position("y") / Math.min(1, stretch) });
    });
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

  private resized(): void {
    this.cy.resize();
    if (!state.viewport && this.cy.nodes().nonempty()) this.fit();
  }

  private recolor(): void {
    this.colors = themeColors();
    this.restyle();
  }

  private restyle(): void {
    this.cy.style(styleOf(this.colors, this.cy.nodes().length, this.cy.edges().length, this.labelSize));
  }

  private rank(): void {
    const nodes = this.cy.nodes().toArray() as NodeSingular[];
    const referrers = new Map(nodes.map((node) => [node, node.indegree(false)]));
    this.byReferrers = nodes.sort((one, other) => (referrers.get(other) ?? 0) - (referrers.get(one) ?? 0));
    const hubs = nodes.length > manyProposals ? Math.min(mostHubs, nodes.length / 10) : 0;
    for (const [at, node] of this.byReferrers.entries()) node.toggleClass("hub", at < hubs && (referrers.get(node) ?? 0) > 2);
  }

  /**
   * Names proposals with number and title, or with the number alone, as far as there is room: no label lies over another one, nor over a proposal.
   * In a large map that is seen from afar only those are named that stand out, over whatever is there.
   */
  private label(): void {
    const size = Math.max(labelSize, readableSize / this.cy.zoom());
    const isFar = this.byReferrers.length > largeMap && size > 1.6 * labelSize;
    const taken = isFar ? [] : this.byReferrers.map(boxOf);
    const isFree = (box: Box) =>
      taken.every((other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom);
    const widths = [labelWidth, labelWidth * 0.6].map((width) => width * (size / labelSize));
    const labelOf = (node: NodeSingular): { label: string; width: number } => {
      const names: string[] = isFar && !node.hasClass("hub") ? [] : [node.data("title"), node.data("number")];
      for (const label of names)
        for (const width of widths) {
          const box = labelBoxOf(node, label, size, width);
          if (!isFree(box)) continue;
          taken.push(box);
          return { label, width };
        }
      return { label: "", width: labelWidth };
    };
    this.cy.batch(() => {
      for (const node of this.byReferrers) {
        const { label, width } = labelOf(node);
        if (node.data("label") !== label || node.data("width") !== width) node.data({ label, width });
      }
    });
    if (size === this.labelSize) return;
    this.labelSize = size;
    this.restyle();
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

const titleOf = ({ number, id, title }: MapProposal): string => `${number ?? id} ${title}`;

function boxOf(node: NodeSingular): Box {
  const { x, y } = node.position();
  const radius = node.width() / 2;
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/** About where a label will be: below its proposal, on as many lines as its words need. Letters of the East are twice as wide as the others. */
function labelBoxOf(node: NodeSingular, text: string, size: number, width: number): Box {
  const lengthOf = (word: string) => [...word].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 1 : 0.58), 0) * size;
  const lines: number[] = [];
  for (const word of text.split(" ").map(lengthOf)) {
    const longer = (lines.at(-1) ?? Number.POSITIVE_INFINITY) + size / 3 + word;
    if (longer <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const { bottom } = boxOf(node);
  const [x, half] = [node.position("x"), Math.max(...lines) / 2];
  return { left: x - half, top: bottom + 2, right: x + half, bottom: bottom + labelMargin + lines.length * size * 1.1 };
}

function styleOf(colors: Colors, count: number, arrows: number, size: number): StylesheetJson {
  const width = count > largeMap ? 22 : 28;
  const isDense = count > largeMap || arrows > 3 * count;
  return [
    {
      selector: "node",
      style: {
        width,
        height: width,
        shape: (node: NodeSingular) => shapeOf(node.data("category")),
        "background-color": (node: NodeSingular) => colors.categories[node.data("category") as MapProposal["category"]],
        "border-width": 2,
        "border-color": colors.border,
        label: "data(label)",
        color: colors.text,
        "font-size": size,
        "font-family": "system-ui, sans-serif",
        "text-valign": "bottom",
        "text-margin-y": labelMargin,
        "text-wrap": "wrap",
        "text-max-width": "data(width)",
        "text-outline-color": colors.background,
        "text-outline-width": size / 6,
      },
    },
    {
      selector: "node.reserved",
      style: {
        "background-opacity": 0.1,
        "border-style": "dashed",
        "border-color": (node: NodeSingular) => colors.categories[node.data("category") as MapProposal["category"]],
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
        opacity: isDense ? 0.4 : 0.7,
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
    { selector: "node.hub", style: { width: width * 1.4, height: width * 1.4, "font-weight": "bold", "z-index": 1 } },
    { selector: ".far", style: { opacity: 0.2 } },
    { selector: "node.near", style: { label: "data(title)", "z-index": 2 } },
    { selector: "edge.near", style: { width: 2, "line-color": colors.focus, "target-arrow-color": colors.focus, opacity: 1 } },
    { selector: "node.active", style: { "border-width": 5, "border-color": colors.focus, "font-weight": "bold" } },
    { selector: "node.chosen", style: { "border-width": 5, "border-color": colors.focus } },
  ] as unknown as StylesheetJson;
}
