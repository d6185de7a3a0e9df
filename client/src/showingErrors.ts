// Says to the author why something could not be done, and offers what can be done about it.
import { commands, window } from "vscode";

/** A reason with a command that helps. */
export class Remediable extends Error {
  constructor(
    message: string,
    readonly remedy: { readonly title: string; readonly command: string },
  ) {
    super(message);
  }
}

export async function showingErrors(action: Promise<unknown>): Promise<void> {
  try {
    await action;
  } catch (error) {
    // Nobody waits for the answer: the message may stay for as long as the author likes.
    void say(error);
  }
}

async function say(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const remedy = error instanceof Remediable ? error.remedy : undefined;
  const answer = await window.showErrorMessage(message, ...(remedy ? [remedy.title] : []));
  if (remedy && answer === remedy.title) await commands.executeCommand(remedy.command);
}
