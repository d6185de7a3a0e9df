// Kate, configured as docs/editors.md says, in a window that nobody sees. It opens a file, starts the server and asks by itself for what it
// shows beside the text; what it got is read from the record of their conversation, said as one line of JSON for each step.
import { spawn } from "node:child_process";
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

/** The first result of what Kate asked for by this method. */
const answer = (method) => {
  const ids = messages("in")
    .filter((one) => one.method === method)
    .map(({ id }) => id);
  return messages("out").find((one) => one.method === undefined && ids.includes(one.id) && one.result)?.result;
};

/** Waits until there is something, and returns it. Whoever runs this has a limit of time. */
async function until(look) {
  for (;;) {
    const found = look();
    if (found) return found;
    await pause(50);
  }
}

const kate = spawn("kate", ["-n", "-b", settings.file], { stdio: "ignore" });
const ended = new Promise((resolve) => kate.once("close", resolve));

const published = await until(() =>
  messages("out").find(
    ({ method, params }) => method === "textDocument/publishDiagnostics" && params.uri.endsWith(path.basename(settings.file)),
  ),
);
say(
  "diagnostics",
  published.params.diagnostics.map(({ message }) => message),
);
say("documentSymbols", (await until(() => answer("textDocument/documentSymbol"))).flatMap(namesOf));
kate.kill();
await ended;

function namesOf({ name, children }) {
  return [name, ...(children ?? []).flatMap(namesOf)];
}
