// The server's changes of files, as Visual Studio Code makes them: one step to undo, nothing half done on disk, and what was made is opened.
import { Disposable, Position, Selection, type TextDocumentShowOptions, Uri, window, workspace } from "vscode";
import {
  CancellationToken,
  type CodeAction,
  type Command,
  CreateFile,
  FileChangeType,
  type FileEvent,
  type Middleware,
  RenameFile,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageclient/node";
import { spelled } from "./proposals";

/** Where to look, as the server names it in a command. */
interface Shown {
  readonly uri: string;
  readonly line: string;
  readonly character: string;
  readonly endLine: string;
  readonly endCharacter: string;
}

/** What one change is about, by its addresses: the files that it makes or renames, and the texts that it edits. */
interface Together {
  readonly files: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

export class Changes implements Disposable {
  /** The changes of several files that were offered, once each. */
  private readonly offered = new Map<string, Together>();
  /** What has just been undone or redone: in which documents, in which of them while another one was looked at, and which files. */
  private readonly undone = new Set<string>();
  private readonly undoneElsewhere = new Set<string>();
  private readonly moved = new Set<string>();
  /** The documents that have just been given another name, and whose texts are changed as well. */
  private readonly renamed = new Set<string>();
  /** What offered actions make, and where in it writing starts. */
  private readonly toShow = new Map<string, Shown>();
  /** The changes that these names were given by. */
  private renaming: Together[] = [];
  /** Files that were made, of which the server hears with the next text. */
  private readonly untold: FileEvent[] = [];
  private readonly subscription: Disposable;

  /** Stands between the server and the library that carries out what it says. */
  readonly middleware: Middleware = {
    sendRequest: async (type, parameters, token, next) => {
      const answer = await next(type, parameters, token);
      const method = typeof type === "string" ? type : type.method;
      if (method === "textDocument/codeAction")
        for (const action of (answer ?? []) as (Command | CodeAction)[]) if ("edit" in action) this.take(action);
      if (method === "textDocument/rename") this.prepare((answer ?? undefined) as WorkspaceEdit | undefined);
      return answer;
    },
    workspace: {
      handleApplyEdit: (parameters, next) => {
        this.prepare(parameters.edit);
        return next(parameters, CancellationToken.None);
      },
    },
    window: {
      showDocument: async ({ uri, selection: at }) => {
        const selection = at && new Selection(at.start.line, at.start.character, at.end.line, at.end.character);
        await show(uri, selection && { selection });
        return { success: true };
      },
    },
  };

  constructor(private readonly tell: (changes: FileEvent[]) => void) {
    const of = (files: readonly Uri[], type: FileChangeType) =>
      files.filter(({ scheme }) => scheme === "file").map((file) => ({ uri: file.toString(), type }));
    this.subscription = Disposable.from(
      // The editor's watchers tell a second later, and the library texts after a quarter of one: a file and the link to it come together.
      workspace.onDidCreateFiles(({ files }) => {
        const created = of(files, FileChangeType.Created);
        for (const { uri } of created) this.showMade(uri);
        this.untold.push(...created.filter(({ uri }) => this.isLinked(uri)));
        tell(created.filter(({ uri }) => !this.isLinked(uri)));
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        tell(of(files, FileChangeType.Deleted));
        this.move(files);
      }),
      workspace.onDidRenameFiles(({ files }) => {
        const [from, to] = [files.map(({ oldUri }) => oldUri), files.map(({ newUri }) => newUri)];
        tell([...of(from, FileChangeType.Deleted), ...of(to, FileChangeType.Created)]);
        for (const { oldUri, newUri } of files) {
          const within = (text: string) => text === oldUri.toString() || text.startsWith(`${oldUri}/`);
          this.renaming = this.changesOf(newUri.toString());
          for (const { texts } of this.renaming)
            for (const text of texts) if (within(text)) this.renamed.add(newUri + text.slice(oldUri.toString().length));
        }
        this.move([...from, ...to]);
      }),
      workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges, reason }) => {
        if (contentChanges.length > 0) this.edited(uri.toString(), reason !== undefined);
        this.settle();
      }),
      workspace.onDidOpenTextDocument(() => this.settle()),
    );
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /**
   * What an action makes is shown when it is made. As a command of the action it now and then was not: making a file asks for new actions, and
   * with the old ones Visual Studio Code forgets their commands.
   */
  private take(action: CodeAction): void {
    this.prepare(action.edit);
    if (action.command?.command !== "bep.showDocument") return;
    const [shown] = (action.command.arguments ?? []) as Shown[];
    if (shown) this.toShow.set(spelled(shown.uri), shown);
    delete action.command;
  }

  private showMade(uri: string): void {
    const shown = this.toShow.get(uri);
    if (!shown) return;
    this.toShow.delete(uri);
    const { line, character, endLine, endCharacter } = shown;
    void show(uri, { selection: new Selection(new Position(+line, +character), new Position(+endLine, +endCharacter)) });
  }

  /**
   * A file is made with its text: the protocol can only insert it afterwards, and until that is saved the file is empty. The insertion stays as
   * an edit that changes nothing, for Visual Studio Code undoes edits of several files together, and that of one file only while it is open.
   */
  private prepare(edit: WorkspaceEdit | undefined): void {
    const all = edit?.documentChanges ?? [];
    for (const [i, change] of all.entries()) {
      const next = all[i + 1];
      if (!CreateFile.is(change) || !TextDocumentEdit.is(next) || next.textDocument.uri !== change.uri) continue;
      const [insertion] = next.edits;
      if (!insertion || !("newText" in insertion)) continue;
      Object.assign(change, { options: { contents: new TextEncoder().encode(insertion.newText) } });
      insertion.newText = "";
    }
    const texts = new Set(all.filter(TextDocumentEdit.is).map(({ textDocument }) => spelled(textDocument.uri)));
    const files = new Set([
      ...all.filter(CreateFile.is).map(({ uri }) => spelled(uri)),
      ...all.filter(RenameFile.is).map(({ newUri }) => spelled(newUri)),
    ]);
    if (texts.size + files.size > 1) this.offered.set([...files, ...texts].join(" "), { files, texts });
  }

  private changesOf(file: string): Together[] {
    return [...this.offered.values()].filter(({ files }) => files.has(file));
  }

  /** True for a file that is made together with edits of other files. */
  private isLinked(file: string): boolean {
    return this.changesOf(file).some(({ texts }) => [...texts].some((text) => text !== file));
  }

  private move(files: readonly Uri[]): void {
    for (const file of files) this.moved.add(file.toString());
    this.settle();
  }

  private edited(text: string, isUndone: boolean): void {
    if (this.untold.length > 0) {
      this.tell(this.untold.splice(0));
      // Whatever is sent takes with it the texts that wait.
      setImmediate(() => this.tell([]));
    }
    if (isUndone) {
      this.undone.add(text);
      if (text !== window.activeTextEditor?.document.uri.toString()) this.undoneElsewhere.add(text);
    } else if (!this.renamed.has(text)) {
      for (const past of [this.undone, this.undoneElsewhere, this.moved]) past.clear();
      // Texts of the same change come one after the other, those of renamed files among them.
      if (!this.renaming.some(({ texts }) => texts.has(text))) {
        this.renamed.clear();
        this.renaming = [];
      }
    }
  }

  /**
   * On disk all of a change is there, or nothing. Visual Studio Code saves its texts when it is made, but for those in files that it renames;
   * when it is undone, it makes, renames and deletes files at once, and saves no text.
   */
  private settle(): void {
    if (this.renamed.size + this.undone.size === 0) return;
    if (!workspace.getConfiguration("files.refactoring").get<boolean>("autoSave", true)) return;
    const taken = [...this.offered.values()].filter(
      ({ files, texts }) => [...files].some((file) => this.moved.has(file)) || [...texts].some((text) => this.undoneElsewhere.has(text)),
    );
    for (const document of workspace.textDocuments) {
      const text = document.uri.toString();
      const isUndone = this.undone.has(text) && taken.some(({ texts }) => texts.has(text));
      if (document.isDirty && (this.renamed.delete(text) || isUndone)) void document.save();
    }
  }
}

/** A document that was made is there to stay: it does not make room for the next one that is looked at. */
const show = (uri: string, options: TextDocumentShowOptions = {}) =>
  window.showTextDocument(Uri.parse(uri), { preview: false, ...options });
