// A commit's message and the title of a change in its first line.

/** The message with the title in its first line: in place of the title that was put there before, else above all that is written. */
export function withTitle(message: string, title: string, before: string | undefined): string {
  const [first, ...rest] = message.split("\n");
  if (message.trim() === "") return title;
  if (first === title || first === before) return [title, ...rest].join("\n");
  return `${title}\n\n${message}`;
}
