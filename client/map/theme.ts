// The editor's colours, for what is drawn on a canvas. Shapes say the same as colours, for those who cannot tell these apart.
import type { MapProposal } from "../src/map/messages";

type StatusCategory = MapProposal["category"];

export interface Colors {
  readonly background: string;
  readonly text: string;
  readonly border: string;
  readonly line: string;
  readonly focus: string;
  readonly successor: string;
  readonly categories: Readonly<Record<StatusCategory, string>>;
}

export function themeColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  const color = (...names: string[]) =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value !== "") ?? "#808080";
  const background = color("editor-background");
  const faint = opaque(color("disabledForeground", "descriptionForeground"), background);
  return {
    background,
    text: color("editor-foreground", "foreground"),
    border: color("contrastBorder", "editor-background"),
    line: color("descriptionForeground", "foreground"),
    focus: color("focusBorder", "contrastActiveBorder"),
    successor: color("charts-purple", "foreground"),
    categories: {
      draft: color("charts-yellow"),
      discussed: color("charts-orange"),
      accepted: color("charts-blue"),
      implemented: color("charts-green"),
      rejected: color("charts-red"),
      withdrawn: faint,
      superseded: faint,
      other: faint,
    },
  };
}

/** What a colour that one can look through looks like on another one: the graph library draws it without what is behind it. */
function opaque(color: string, background: string): string {
  const pixel = new OffscreenCanvas(1, 1).getContext("2d");
  if (!pixel) return color;
  for (const paint of [background, color]) {
    pixel.fillStyle = paint;
    pixel.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

export const shapeOf = (category: StatusCategory): string =>
  ({
    draft: "ellipse",
    discussed: "pentagon",
    accepted: "round-rectangle",
    implemented: "round-hexagon",
    rejected: "diamond",
    withdrawn: "triangle",
    superseded: "vee",
    other: "ellipse",
  })[category];
