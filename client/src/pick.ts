// Asks for something that is often one of a few known things, and may be another one.
import { l10n, type QuickPickItem, window } from "vscode";

/** What to ask for, and what is known. */
interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly known: readonly QuickPickItem[];
}

/** The known thing that was picked, or what was typed; undefined if the author thinks better of it. */
export async function pickOrType({ title, prompt, known }: Question): Promise<string | undefined> {
  if (known.length === 0) return (await window.showInputBox({ title, prompt, ignoreFocusOut: true }))?.trim();
  const pick = window.createQuickPick();
  pick.title = title;
  pick.placeholder = l10n.t("{0}: pick one, or type it", prompt);
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.items = known;
  let other: QuickPickItem | undefined;
  let isOffered = true;
  pick.onDidChangeValue((value) => {
    const typed = value.trim();
    const isOther = typed !== "" && known.every(({ label }) => label !== typed);
    other = isOther ? { label: typed, description: l10n.t("as typed"), alwaysShow: true } : undefined;
    isOffered = !other;
    pick.items = other ? [other, ...known] : known;
  });
  // Who types and confirms at once means what was typed, although it is not on the screen yet.
  pick.onDidChangeActive(([item]) => {
    isOffered ||= item === other;
  });
  return await new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(isOffered ? pick.activeItems[0]?.label : other?.label);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
