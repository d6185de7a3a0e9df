// Proposals in Visual Studio Code's own Markdown preview: a header instead of the raw front matter, references as links, and statuses.
import path from "node:path";
import type MarkdownIt from "markdown-it";
import { commands, type Disposable, l10n, TabInputWebview, Uri, window } from "vscode";
import { categoryOf } from "./categories";
import { extendMarkdownIt, type Looks } from "./markdownPlugin";
import type { ProposalList, Proposals } from "./proposals";
import type { Proposal } from "./protocol";

/** What the preview tells its renderers. Only while it renders does it know which document that is for. */
interface Environment {
  readonly currentDocument?: Uri;
}

/** Extends the preview; the Markdown extension calls it once. */
export const extendPreview = (md: MarkdownIt, proposals: Proposals): MarkdownIt =>
  extendMarkdownIt(md, new Preview(proposals, md.utils.escapeHtml));

/** Shows in open previews what has changed in other documents. The editor makes the whole page anew for that, which is seen as a blink. */
export function refreshPreviews(proposals: Proposals): Disposable {
  let shown = "";
  return proposals.onDidChange(() => {
    const now = JSON.stringify(
      proposals.all.map(({ series, statuses, proposals: all }) => [series.mention, statuses, all.map(inPreviews)]),
    );
    if (now === shown) return;
    shown = now;
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    if (tabs.some(({ input }) => input instanceof TabInputWebview && input.viewType.includes("markdown.preview")))
      void commands.executeCommand("markdown.preview.refresh");
  });
}

/** What of a proposal previews show. */
const inPreviews = ({ refersTo, parts, changed, registered, ...shown }: Proposal): Partial<Proposal> => shown;

class Preview implements Looks<Environment> {
  constructor(
    private readonly proposals: Proposals,
    private readonly escapeHtml: (text: string) => string,
  ) {}

  /** The head of a proposal; undefined in another document. */
  header({ currentDocument }: Environment, isTitled: boolean): string | undefined {
    const found = currentDocument && this.proposals.find(currentDocument.toString());
    if (!found || found.proposal.uri !== currentDocument.toString()) return undefined;
    const { list, proposal } = found;
    const facts: [string, string][] = [
      [l10n.t("Authors"), this.escapeHtml(proposal.authors.join(", "))],
      [l10n.t("Created"), this.escapeHtml(proposal.created)],
      [l10n.t("Target version"), this.escapeHtml(proposal.targetVersion)],
      [l10n.t("Implemented in"), this.escapeHtml(proposal.implementedVersion)],
      [l10n.t("Superseded by"), this.link(list, ({ id }) => id === proposal.successor, proposal.successor ?? "", currentDocument)],
    ];
    const shown = facts.filter(([, value]) => value !== "").map(([name, value]) => `<dt>${this.escapeHtml(name)}</dt><dd>${value}</dd>`);
    // Where a field is the title, nothing else shows it.
    const title = isTitled ? "" : ` ${this.escapeHtml(proposal.title)}`;
    return `<section class="bep-header" aria-label="${this.escapeHtml(proposal.id)}"><p><strong>${this.escapeHtml(proposal.id)}</strong>${title}${this.badge(proposal)}</p><dl>${shown.join("")}</dl></section>\n`;
  }

  mentionPattern({ currentDocument }: Environment): string | undefined {
    return currentDocument && this.listOf(currentDocument)?.series.mention;
  }

  /** A link with the status of the proposal that has the number; where none has, the text alone. */
  mention({ currentDocument }: Environment, text: string, number: string): string {
    const list = currentDocument && this.listOf(currentDocument);
    const isMeant = (proposal: Proposal) => Number(proposal.number) === Number(number);
    return list ? this.link(list, isMeant, text, currentDocument) : this.escapeHtml(text);
  }

  /** The status after a link to a proposal's document; nothing after any other. */
  afterLink({ currentDocument }: Environment, target: string): string {
    const file = target.split(/[?#]/)[0];
    if (!currentDocument || !file || /^[a-z][a-z\d+.-]*:/i.test(file)) return "";
    const list = this.listOf(currentDocument);
    const uri = Uri.joinPath(currentDocument, "..", decode(file)).toString();
    const proposal = uri === currentDocument.toString() ? undefined : list?.proposals.find((one) => !one.reserved && one.uri === uri);
    return proposal ? this.badge(proposal) : "";
  }

  private link(list: ProposalList, isMeant: (proposal: Proposal) => boolean, text: string, from: Uri): string {
    const proposal = list.proposals.find((one) => isMeant(one) && !one.reserved) ?? list.proposals.find(isMeant);
    if (!proposal) return this.escapeHtml(text);
    const own = proposal.uri === from.toString();
    if (proposal.reserved || own) return own ? this.escapeHtml(text) : `${this.escapeHtml(text)}${this.badge(proposal)}`;
    const href = this.escapeHtml(encodeURI(path.posix.relative(path.posix.dirname(from.path), Uri.parse(proposal.uri).path)));
    return `<a href="${href}" data-href="${href}" title="${this.escapeHtml(proposal.title)}">${this.escapeHtml(text)}</a>${this.badge(proposal)}`;
  }

  /** The status, in the line of what it is said of. */
  private badge(proposal: Proposal): string {
    const category = proposal.reserved ? "other" : categoryOf(proposal);
    const words = proposal.reserved ? l10n.t("reserved") : proposal.status;
    return words ? `&nbsp;<span class="bep-status bep-${category}">${this.escapeHtml(words)}</span>` : "";
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
