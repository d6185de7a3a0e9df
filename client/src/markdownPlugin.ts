// The plugin for the preview's Markdown: finds a document's front matter, its mentions of proposals and its links, and asks how each looks.
import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";

/** How that looks which is found, as HTML. The preview tells its renderers for which document they are asked; the parser never knows. */
export interface Looks<Environment> {
  /** In place of the front matter, in a text with or without a title of its own; undefined where that stays as it is. */
  header(environment: Environment, isTitled: boolean): string | undefined;
  /** The pattern of a mention, with the number as its first group; undefined where nothing is one. */
  mentionPattern(environment: Environment): string | undefined;
  /** In place of a mention. */
  mention(environment: Environment, text: string, number: string): string;
  /** Behind a link. */
  afterLink(environment: Environment, target: string): string;
}

export function extendMarkdownIt<Environment>(md: MarkdownIt, looks: Looks<Environment>): MarkdownIt {
  const { rules } = md.renderer;
  const { escapeHtml } = md.utils;

  // The tokens are kept for as long as the text stays the same, and the preview sets its own rule for the front matter after ours.
  md.core.ruler.push("bep", (state) => {
    for (const token of state.tokens) {
      if (token.type === "front_matter") token.type = "bep_front_matter";
      if (token.type === "inline") mark(token.children ?? []);
    }
  });
  rules.bep_front_matter = (tokens, at, options, environment: Environment, self) =>
    looks.header(
      environment,
      tokens.some(({ type, tag }) => type === "heading_open" && tag === "h1"),
    ) ??
    self.rules.front_matter?.(tokens, at, options, environment, self) ??
    "";
  const text = rules.text;
  rules.text = (tokens, at, options, environment: Environment, self) => {
    const { content = "", meta } = tokens[at] ?? {};
    const pattern = meta?.bepMayMention ? looks.mentionPattern(environment) : undefined;
    if (pattern === undefined) return text?.(tokens, at, options, environment, self) ?? escapeHtml(content);
    let html = "";
    let end = 0;
    for (const match of content.matchAll(new RegExp(pattern, "g"))) {
      html += escapeHtml(content.slice(end, match.index)) + looks.mention(environment, match[0], match[1] ?? "");
      end = match.index + match[0].length;
    }
    return html + escapeHtml(content.slice(end));
  };
  const close = rules.link_close;
  rules.link_close = (tokens, at, options, environment: Environment, self) => {
    const end = close?.(tokens, at, options, environment, self) ?? self.renderToken(tokens, at, options);
    return end + looks.afterLink(environment, String(tokens[at]?.meta?.bepTarget ?? ""));
  };
  return md;
}

/** A tag of an element in which nobody expects a link. */
const tagAroundNoLink = /^<(\/?)(a|code|kbd|samp|var|tt|button|math)(?![\w-])/i;

/** Marks texts in which a mention may become a link, and lets the end of a link know where it leads. Texts stay texts: a heading's anchor is made of them. */
function mark(tokens: readonly Token[]): void {
  const targets: string[] = [];
  const openElements = new Map<string, number>();
  tokens.forEach((token, at) => {
    const [, slash, element = ""] = (token.type === "html_inline" && tagAroundNoLink.exec(token.content)) || [];
    if (token.type === "link_open") targets.push(String(token.attrGet("href") ?? ""));
    else if (token.type === "link_close") token.meta = { ...token.meta, bepTarget: targets.pop() };
    else if (token.type === "text") token.meta = { ...token.meta, bepMayMention: targets.length === 0 };
    else if (slash === "") openElements.set(element.toLowerCase(), at);
    else if (slash === "/")
      for (const inner of tokens.slice(openElements.get(element.toLowerCase()) ?? at, at))
        if (inner.type === "text") inner.meta = { ...inner.meta, bepMayMention: false };
  });
}
