// Kate, configured as docs/editors.md says, in a window that nobody sees: what an author would do with the keyboard, said as one line of
// JSON for each step. What Kate shows is read from its window's title and from the files it saves, the rest from what it and the server say.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const settings = JSON.parse(process.env.BEP_TEST);
const record = process.env.BEP_RECORD;
const say = (step, value) => fs.appendFileSync(process.env.BEP_OUTPUT, `${JSON.stringify({ step, value })}\n`);

/** The messages in a half of the record, as far as it is complete. */
function messages(half) {
  const bytes = fs.existsSync(`${record}.${half}`) ? fs.readFileSync(`${record}.${half}`) : Buffer.alloc(0);
  const found = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n\r\n", at);
    if (end < 0) return found;
    const length = Number(/Content-Length: *(\d+)/.exec(bytes.toString("latin1", at, end))?.[1]);
    if (bytes.length < end + 4 + length) return found;
    found.push(JSON.parse(bytes.toString("utf8", end + 4, end + 4 + length)));
    at = end + 4 + length;
  }
}

/** The results of what Kate asked for by this method. */
const answers = (method) => {
  const ids = messages("in")
    .filter((one) => one.method === method)
    .map(({ id }) => id);
  return messages("out")
    .filter((one) => one.method === undefined && ids.includes(one.id) && one.result)
    .map(({ result }) => result);
};

const xdotool = (...args) => {
  try {
    return execFileSync("xdotool", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
};

/** Waits until there is something, and returns it; after the time, undefined. */
async function until(look, milliseconds = 20_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > end) return undefined;
    await pause(50);
  }
}

/**
 * Carries a command out by its name in Kate's command bar, until it has the effect. Kate does not say when the bar is open, so each
 * attempt gives it more time than the one before.
 */
async function perform(command, effect, then = async () => undefined) {
  for (let attempt = 1; attempt <= 6; attempt++) {
    xdotool("windowfocus", window);
    xdotool("key", "--clearmodifiers", "ctrl+alt+i");
    await pause(400 * attempt);
    xdotool("type", "--delay", "20", command);
    await pause(300 * attempt);
    xdotool("key", "Return");
    await then(attempt);
    const found = await until(effect, 2_000 * attempt);
    if (found) return found;
    xdotool("key", "Escape");
  }
  return undefined;
}

const open = (place) => ["-n", "-b", "-l", String(place.line + 1), "-c", String(place.character + 1), settings.file];
const title = () => xdotool("getwindowname", window);
const start = async (place) => {
  const kate = spawn("kate", open(place), { stdio: "ignore" });
  const found = await until(() => xdotool("search", "--onlyvisible", "--name", path.basename(settings.file)).split("\n")[0]);
  return { kate, found };
};

let window;
{
  const { kate, found } = await start(settings.reference);
  window = found;
  const published = await until(() =>
    messages("out").find(
      ({ method, params }) => method === "textDocument/publishDiagnostics" && params.uri.endsWith(path.basename(settings.file)),
    ),
  );
  say(
    "diagnostics",
    (published?.params.diagnostics ?? []).map(({ message }) => message),
  );
  say("documentSymbols", ((await until(() => answers("textDocument/documentSymbol")[0])) ?? []).flatMap(namesOf));
  const references = await perform("Find References", () => answers("textDocument/references")[0]);
  say(
    "references",
    (references ?? []).map(({ uri }) => path.basename(decodeURIComponent(uri))),
  );
  const file = await perform("Go to Definition", () => title().includes(settings.target) && title().split(/ | /)[0].trim());
  say("definition", {
    file,
    line: fs
      .readFileSync(path.join(path.dirname(settings.file), settings.target), "utf8")
      .split("\n")
      .find((line) => line.startsWith("# ")),
  });
  kate.kill();
}
{
  const { kate, found } = await start(settings.heading);
  window = found;
  await until(() => answers("textDocument/documentSymbol").length > 1);
  // The name is asked for in a dialogue, with the old one in it.
  await perform(
    "Rename",
    () => answers("textDocument/rename")[0],
    async (attempt) => {
      await pause(400 * attempt);
      xdotool("key", "ctrl+a");
      xdotool("type", "--delay", "20", "Design");
      xdotool("key", "Return");
    },
  );
  // While Kate saves, there may be no file for a moment.
  const renamed = () => fs.existsSync(settings.file) && fs.readFileSync(settings.file, "utf8").split("\n")[settings.heading.line];
  await until(() => {
    xdotool("windowfocus", window);
    xdotool("key", "--clearmodifiers", "ctrl+s");
    return renamed() === "## Design";
  });
  say("rename", renamed());
  kate.kill();
}

function namesOf({ name, children }) {
  return [name, ...(children ?? []).flatMap(namesOf)];
}
