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
import { filesOf, whyNotWritable } from "./writable";

/** Where to look, as the server names it in a command. */
interface Shown {
  readonly uri: string;
  readonly line: string;
  readonly character: string;
  readonly endLine: string;
  readonly endCharacter: string;
}

/** What one change of several files is about, by their addresses. */
interface Together {
  /** The files that it makes, and the names that it gives. */
  readonly files: ReadonlySet<string>;
  /** The texts that it edits, by what they are called before it; of whatever was offered for the same files. */
  readonly texts: Map<string, EditedText>;
  /** Those of its files that have been made or named by now; those that have gone again where it is being taken back. */
  readonly done: Set<string>;
  isTakenBack: boolean;
}

/** A text that a change edits: what it is called before the change, in the edit itself, and afterwards. */
interface EditedText {
  readonly from: string;
  readonly named: string;
  readonly to: string;
}

export class Changes implements Disposable {
  /** The changes of several files that were offered, once each. */
  private readonly offered = new Map<string, Together>();
  /** The change whose files were the last to be all there, or all gone again. */
  private last: Together | undefined;
  /** The documents that have just been undone or redone, and those of them that were while another one was looked at. */
  private readonly undone = new Set<string>();
  private readonly undoneElsewhere = new Set<string>();
  /** The documents that are to be saved as soon as they are unsaved. */
  private readonly unsaved = new Set<string>();
  /** What offered actions make, and where in it writing starts. */
  private readonly toShow = new Map<string, Shown>();
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
      handleApplyEdit: async (parameters, next) => {
        // Visual Studio Code would change the texts nevertheless, and fail when they are saved.
        const failureReason = await whyNotWritable(filesOf(parameters.edit));
        if (failureReason) return { applied: false, failureReason };
        this.prepare(parameters.edit);
        return await next(parameters, CancellationToken.None);
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
        this.arrive(files, false);
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        tell(of(files, FileChangeType.Deleted));
        this.arrive(files, true);
      }),
      workspace.onDidRenameFiles(({ files }) => {
        const [from, to] = [files.map(({ oldUri }) => oldUri), files.map(({ newUri }) => newUri)];
        tell([...of(from, FileChangeType.Deleted), ...of(to, FileChangeType.Created)]);
        this.arrive(from, true);
        this.arrive(to, false);
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
    const files = new Set([
      ...all.filter(CreateFile.is).map(({ uri }) => spelled(uri)),
      ...all.filter(RenameFile.is).map(({ newUri }) => spelled(newUri)),
    ]);
    const texts = all.flatMap((change, i): EditedText[] => {
      if (!TextDocumentEdit.is(change)) return [];
      const named = spelled(change.textDocument.uri);
      const earlier = all.slice(0, i).filter(RenameFile.is).reverse();
      const later = all.slice(i).filter(RenameFile.is);
      const from = earlier.reduce((text, { oldUri, newUri }) => below(text, spelled(newUri), spelled(oldUri)), named);
      const to = later.reduce((text, { oldUri, newUri }) => below(text, spelled(oldUri), spelled(newUri)), named);
      return [{ from, named, to }];
    });
    if (files.size + new Set(texts.map(({ from }) => from)).size < 2) return;
    const key = [...(files.size > 0 ? files : texts.map(({ from }) => from))].join(" ");
    const known = this.offered.get(key) ?? { files, texts: new Map(), done: new Set(), isTakenBack: false };
    for (const text of texts) known.texts.set(text.from, text);
    this.offered.set(key, known);
  }

  /** True for a file that is made together with edits of other files. */
  private isLinked(file: string): boolean {
    return [...this.offered.values()].some(({ files, texts }) => files.has(file) && [...texts.keys()].some((text) => text !== file));
  }

  /**
   * Files that a change made are there, or are gone again. Nothing is saved before all of them are: Visual Studio Code makes one after the other,
   * and a text that is saved meanwhile is written under a name that it has for a moment only.
   */
  private arrive(files: readonly Uri[], isTakenBack: boolean): void {
    for (const file of files.map((uri) => uri.toString()))
      for (const change of this.offered.values()) {
        if (!change.files.has(file)) continue;
        if (change.isTakenBack !== isTakenBack) change.done.clear();
        change.isTakenBack = isTakenBack;
        if (change.done.add(file).size < change.files.size) continue;
        change.done.clear();
        this.last = change;
        // What it makes the editor saves itself, under the names that stand in the edit.
        for (const { from, named, to } of change.texts.values())
          if (this.undone.has(from) || this.undone.has(to) || (!isTakenBack && named !== to)) this.unsaved.add(isTakenBack ? from : to);
      }
    this.settle();
  }

  private edited(text: string, isUndone: boolean): void {
    if (this.untold.length > 0) {
      this.tell(this.untold.splice(0));
      // Whatever is sent takes with it the texts that wait.
      setImmediate(() => this.tell([]));
    }
    const isOfLast = [...(this.last?.texts.values() ?? [])].some(({ from, to }) => text === (this.last?.isTakenBack ? from : to));
    if (isUndone) {
      this.undone.add(text);
      if (text !== window.activeTextEditor?.document.uri.toString()) this.undoneElsewhere.add(text);
      if (isOfLast) this.unsaved.add(text);
      for (const { files, texts } of this.offered.values())
        if (files.size === 0 && [...texts.keys()].some((one) => this.undoneElsewhere.has(one)))
          for (const one of texts.keys()) if (this.undone.has(one)) this.unsaved.add(one);
    } else if (!this.unsaved.has(text)) {
      for (const past of [this.undone, this.undoneElsewhere]) past.clear();
      // Texts of the same change come one after the other, those of renamed files among them.
      if (isOfLast) return;
      this.unsaved.clear();
      this.last = undefined;
    }
  }

  /**
   * On disk all of a change is there, or nothing. Visual Studio Code saves its texts when it is made, but for those in files that it renames;
   * when it is undone, it makes, renames and deletes files at once, and saves no text.
   */
  private settle(): void {
    if (this.unsaved.size === 0) return;
    if (!workspace.getConfiguration("files.refactoring").get<boolean>("autoSave", true)) return;
    for (const document of workspace.textDocuments)
      if (document.isDirty && this.unsaved.delete(document.uri.toString())) void document.save();
  }
}

/** What a file is called after it, or a folder around it, has got another name. */
const below = (file: string, from: string, to: string) =>
  file === from || file.startsWith(`${from}/`) ? to + file.slice(from.length) : file;

/** A document that was made is there to stay: it does not make room for the next one that is looked at. */
const show = (uri: string, options: TextDocumentShowOptions = {}) =>
  window.showTextDocument(Uri.parse(uri), { preview: false, ...options });
