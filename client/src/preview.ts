// Proposals in Visual Studio Code's own Markdown preview: a header instead of the raw front matter, references as links, and statuses.
import path from "node:path";
import type MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";
import { commands, type Disposable, l10n, TabInputWebview, Uri, window } from "vscode";
import type { ProposalList, Proposals } from "./proposals";
import type { Proposal } from "./protocol";

/** What the preview tells its renderers. Only while it renders does it know which document that is for. */
interface Environment {
  readonly currentDocument?: Uri;
}

/** Anything that could be a proposal's number; which of them are is known when it is rendered. */
const mention = /(?<![\p{L}\p{N}_/.-])\p{L}[\p{L}\p{N}]*-\d{1,7}(?![\p{L}\p{N}_-])/gu;

/** Extends the preview; the Markdown extension calls it once. */
export function extendMarkdownIt(md: MarkdownIt, proposals: Proposals): MarkdownIt {
  const rules = md.renderer.rules;
  const escapeHtml = md.utils.escapeHtml;
  const preview = new Preview(proposals, escapeHtml);

  // The tokens are kept for as long as the text stays the same, and the preview sets its own rule for the front matter after ours.
  md.core.ruler.push("bep", (state) => {
    for (const token of state.tokens) {
      if (token.type === "front_matter") token.type = "bep_front_matter";
      if (token.type === "inline" && token.children) token.children = markMentions(token.children, state);
    }
  });
  rules.bep_front_matter = (tokens, at, options, env: Environment, self) =>
    preview.header(env) ?? self.rules.front_matter?.(tokens, at, options, env, self) ?? "";
  rules.bep_mention = (tokens, at, _options, env: Environment) => {
    const text = tokens[at]?.content ?? "";
    return preview.reference(env, text) ?? escapeHtml(text);
  };
  const close = rules.link_close;
  rules.link_close = (tokens, at, options, env: Environment, self) => {
    const end = close?.(tokens, at, options, env, self) ?? self.renderToken(tokens, at, options);
    return end + preview.badgeOf(env, String(tokens[at]?.meta?.bepTarget ?? ""));
  };
  return md;
}

/** Shows in open previews what has changed in other documents. The editor makes the whole page anew for that, which is seen as a blink. */
export function refreshPreviews(proposals: Proposals): Disposable {
  let shown = "";
  return proposals.onDidChange(() => {
    const now = JSON.stringify(proposals.all.map(({ statuses, proposals: all }) => [statuses, all.map(inPreviews)]));
    if (now === shown) return;
    shown = now;
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    if (tabs.some(({ input }) => input instanceof TabInputWebview && input.viewType.includes("markdown.preview")))
      void commands.executeCommand("markdown.preview.refresh");
  });
}

/** What of a proposal previews show. */
const inPreviews = ({ refersTo, parts, changed, registered, ...shown }: Proposal): Partial<Proposal> => shown;

/** Makes tokens of their own of what looks like a number, and lets the end of a link know where it leads. */
function markMentions(tokens: readonly Token[], state: StateCore): Token[] {
  const targets: string[] = [];
  return tokens.flatMap((token) => {
    if (token.type === "link_open") targets.push(String(token.attrGet("href") ?? ""));
    if (token.type === "link_close") token.meta = { ...token.meta, bepTarget: targets.pop() };
    return token.type === "text" && targets.length === 0 ? split(token, state) : [token];
  });
}

function split(token: Token, state: StateCore): Token[] {
  const parts: Token[] = [];
  let end = 0;
  const add = (type: string, content: string) => {
    if (content === "") return;
    const part = new state.Token(type, "", 0);
    part.content = content;
    part.level = token.level;
    parts.push(part);
  };
  for (const match of token.content.matchAll(mention)) {
    add("text", token.content.slice(end, match.index));
    add("bep_mention", match[0]);
    end = match.index + match[0].length;
  }
  if (end === 0) return [token];
  add("text", token.content.slice(end));
  return parts;
}

class Preview {
  constructor(
    private readonly proposals: Proposals,
    private readonly escapeHtml: (text: string) => string,
  ) {}

  /** The head of a proposal; undefined in another document. */
  header({ currentDocument }: Environment): string | undefined {
    const found = currentDocument && this.proposals.find(currentDocument.toString());
    if (!found || found.proposal.uri !== currentDocument.toString()) return undefined;
    const { list, proposal } = found;
    const facts: [string, string][] = [
      [l10n.t("Authors"), this.escapeHtml(proposal.authors.join(", "))],
      [l10n.t("Created"), this.escapeHtml(proposal.created)],
      [l10n.t("Target version"), this.escapeHtml(proposal.targetVersion)],
      [l10n.t("Implemented in"), this.escapeHtml(proposal.implementedVersion)],
      [l10n.t("Superseded by"), proposal.successor ? this.link(list, proposal.successor, currentDocument) : ""],
    ];
    const shown = facts.filter(([, value]) => value !== "").map(([name, value]) => `<dt>${this.escapeHtml(name)}</dt><dd>${value}</dd>`);
    return `<section class="bep-header" aria-label="${this.escapeHtml(proposal.id)}"><p><strong>${this.escapeHtml(proposal.id)}</strong>${this.badge(proposal)}</p><dl>${shown.join("")}</dl></section>\n`;
  }

  /** A mention as a link with its status; undefined for a number that no proposal of the series has. */
  reference({ currentDocument }: Environment, id: string): string | undefined {
    const list = currentDocument && this.listOf(currentDocument);
    if (!currentDocument || !list?.proposals.some((one) => one.id === id)) return undefined;
    return this.link(list, id, currentDocument);
  }

  /** The status behind a link to a proposal's document; nothing behind any other. */
  badgeOf({ currentDocument }: Environment, target: string): string {
    const file = target.split(/[?#]/)[0];
    if (!currentDocument || !file || /^[a-z][a-z\d+.-]*:/i.test(file)) return "";
    const list = this.listOf(currentDocument);
    const uri = Uri.joinPath(currentDocument, "..", decode(file)).toString();
    const proposal = uri === currentDocument.toString() ? undefined : list?.proposals.find((one) => !one.reserved && one.uri === uri);
    return proposal ? this.badge(proposal) : "";
  }

  private link(list: ProposalList, id: string, from: Uri): string {
    const proposal = list.proposals.find((one) => one.id === id && !one.reserved) ?? list.proposals.find((one) => one.id === id);
    if (!proposal) return this.escapeHtml(id);
    const own = proposal.uri === from.toString();
    if (proposal.reserved || own) return own ? this.escapeHtml(id) : `${this.escapeHtml(id)}${this.badge(proposal)}`;
    const href = this.escapeHtml(encodeURI(path.posix.relative(path.posix.dirname(from.path), Uri.parse(proposal.uri).path)));
    return `<a href="${href}" data-href="${href}" title="${this.escapeHtml(proposal.title)}">${this.escapeHtml(id)}</a>${this.badge(proposal)}`;
  }

  /** The status, in the line of what it is said of. */
  private badge({ status, category, reserved, successor }: Proposal): string {
    const shown = reserved ? "other" : successor ? "superseded" : category;
    const words = reserved ? l10n.t("reserved") : status;
    return words ? `&nbsp;<span class="bep-status bep-${shown}">${this.escapeHtml(words)}</span>` : "";
  }

  private listOf(document: Uri): ProposalList | undefined {
    return this.proposals.all.find(({ series }) => document.toString().startsWith(`${Uri.parse(series.folder).toString()}/`));
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
