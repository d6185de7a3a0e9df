// Leads the author of a new proposal from one place that the template leaves to write to the next, with Tab, until Escape or another document.
// The places are asked for each time, and nothing is inserted beforehand: a snippet would be a change of its own, to be undone after the
// creation's one step, and would forget its stops with the first edit elsewhere.
import { commands, Disposable, l10n, Position, Selection, type TextEditor, Uri, window } from "vscode";
import type { PlaceToFill } from "./protocol";
import type { Server } from "./server";
import { showingErrors } from "./showingErrors";

export class FillIn implements Disposable {
  /** The document that Tab leads through. */
  private document: string | undefined;
  private hint: Disposable | undefined;
  private readonly subscription: Disposable;

  constructor(private readonly server: Server) {
    this.subscription = Disposable.from(
      commands.registerCommand("bep.nextPlaceToFill", () => showingErrors(this.go(true))),
      commands.registerCommand("bep.previousPlaceToFill", () => showingErrors(this.go(false))),
      commands.registerCommand("bep.endFillingIn", () => this.end()),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor && editor.document.uri.toString() !== this.document) this.end();
      }),
    );
  }

  dispose(): void {
    this.end();
    this.subscription.dispose();
  }

  /** A document was made from the template. */
  begin(uri: string): void {
    this.end();
    this.document = Uri.parse(uri).toString();
    this.hint = window.setStatusBarMessage(l10n.t("Tab leads to the next place to fill in, Escape ends that"));
    void commands.executeCommand("setContext", "bep.fillingIn", true);
  }

  private end(): void {
    if (!this.document) return;
    this.document = undefined;
    this.hint?.dispose();
    void commands.executeCommand("setContext", "bep.fillingIn", false);
  }

  private async go(isForward: boolean): Promise<void> {
    const editor = window.activeTextEditor;
    // An item of a list that is only begun is moved in or out, as ever.
    if (editor && /^\s*(?:[-*+]|\d+[.)])\s*$/.test(editor.document.lineAt(editor.selection.active.line).text)) {
      await commands.executeCommand(isForward ? "tab" : "outdent");
      return;
    }
    const places = editor && (await this.server.ask("bep/placesToFill", { textDocument: { uri: editor.document.uri.toString() } }));
    if (!places) throw new Error(l10n.t("Open a proposal first: its template says what is to be filled in."));
    const place = placeFrom(places, editor.selection, isForward);
    if (place) await show(editor, place);
    else {
      this.end();
      window.setStatusBarMessage(l10n.t("Nothing is left to fill in"), 5000);
    }
  }
}

const startOf = ({ range: { start } }: PlaceToFill): Position => new Position(start.line, start.character);
const endOf = ({ range: { end } }: PlaceToFill): Position => new Position(end.line, end.character);

/** The next place after the cursor, or before it; after the last one comes the first. Where the cursor is already is not the next one. */
export function placeFrom(places: readonly PlaceToFill[], at: Selection, isForward: boolean): PlaceToFill | undefined {
  const others = places.filter((place) => !(startOf(place).isBeforeOrEqual(at.start) && endOf(place).isAfterOrEqual(at.end)));
  return isForward
    ? (others.find((place) => startOf(place).isAfterOrEqual(at.end)) ?? others[0])
    : (others.findLast((place) => endOf(place).isBeforeOrEqual(at.start)) ?? others.at(-1));
}

/** Selects what is to be replaced; below a heading without text, makes room for it first. */
async function show(editor: TextEditor, place: PlaceToFill): Promise<void> {
  const { room } = place;
  let selection = new Selection(startOf(place), endOf(place));
  if (room !== undefined) {
    const isThere = editor.document.getText(selection) === room;
    if (!isThere && !(await editor.edit((edit) => edit.replace(selection, room)))) return;
    const start = new Position(place.range.start.line + 2, 0);
    selection = new Selection(start, start);
  }
  editor.selection = selection;
  editor.revealRange(selection);
}
