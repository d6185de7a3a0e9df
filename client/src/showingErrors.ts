// Says to the author why something could not be done.
import { window } from "vscode";

export async function showingErrors(action: Promise<unknown>): Promise<void> {
  try {
    await action;
  } catch (error) {
    void window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
