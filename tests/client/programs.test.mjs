// The programs for other systems than this one, as far as they were built and this one can run them: another architecture's with QEMU, and
// Alpine's in a folder that has neither a C library nor git.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { isNative, linux, programFile, serverCommand } from "../../client/scripts/build.mjs";
import { sysroot } from "../../client/scripts/sysroot.mjs";
import { root, which } from "../../client/scripts/tools.mjs";

const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "beplsp-programs-")));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));
fs.cpSync(path.join(root, "samples"), path.join(scratch, "samples"), { recursive: true });

const portable = ["dotnet", path.join(root, "dist", "server", "bep.dll")];
const emulator = { x64: "qemu-x86_64", arm64: "qemu-aarch64" };

for (const target of linux) {
  const architecture = target.split("-")[1];
  const isForeign = architecture !== process.arch;
  const isAlone = target.startsWith("alpine");

  /** The command that runs this system's program, and the folder with the samples as that program sees it. */
  async function prepared() {
    const program = path.join(scratch, `bep-${target}`);
    fs.copyFileSync(programFile(target), program);
    if (isForeign && isAlone) return [[which(emulator[architecture]), program], scratch];
    if (isForeign) return [[which(emulator[architecture]), "-L", (await sysroot(architecture)).root, program], scratch];
    return isAlone ? [[which("chroot"), scratch, `/bep-${target}`], "/"] : [[program], scratch];
  }

  const cannot =
    (process.platform !== "linux" && "not Linux") ||
    (!fs.existsSync(programFile(target)) && "not built") ||
    (!isNative(target) && "built with the .NET runtime, for a C library that is not here") ||
    (isForeign && !which(emulator[architecture]) && `no ${emulator[architecture]}`) ||
    (!isForeign && isAlone && (process.getuid() !== 0 || !which("chroot")) && "only root changes the root folder");

  test(`the program for ${target} finds what the portable server does`, { skip: cannot }, async () => {
    const [command, folder] = await prepared();
    const found = findings(command, folder);
    assert.deepEqual(found, findings(portable, scratch));
    assert.ok(found.length > 10);
  });

  test(`the program for ${target} serves an agent`, { skip: cannot }, async () => {
    const [[program, ...args], folder] = await prepared();
    // The library that serves agents names its sessions at random; a file of random bytes is device enough, and needs no right to make one.
    fs.mkdirSync(path.join(scratch, "dev"), { recursive: true });
    fs.writeFileSync(path.join(scratch, "dev", "urandom"), randomBytes(65_536));
    const child = spawn(program, [...args, "mcp", path.join(folder, "samples", "proposals")], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (id, method, params) => {
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
      return JSON.parse((await lines.next()).value).result;
    };
    const clientInfo = { name: "test", version: "1" };
    await ask(1, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
    const { tools } = await ask(2, "tools/list", {});
    assert.deepEqual(
      tools.map(({ name }) => name),
      ["list", "read", "search", "context", "check", "next"],
    );
    const { content, isError } = await ask(3, "tools/call", { name: "read", arguments: { proposal: "1002", section: "Motivation" } });
    assert.ok(!isError && content[0].text.startsWith("Source: "), content[0].text);
    child.stdin.end();
    const [status] = await once(child, "exit");
    assert.equal(status, 0);
    // Nothing else needs it.
    fs.rmSync(path.join(scratch, "dev"), { recursive: true });
  });

  test(`the program for ${target} answers an editor`, { skip: cannot }, async () => {
    const [[program, ...args], folder] = await prepared();
    const messages = [
      { id: 1, method: "initialize", params: { processId: null, rootUri: `file://${path.join(folder, "samples")}`, capabilities: {} } },
      { method: "initialized", params: {} },
      { id: 2, method: "shutdown" },
      { method: "exit" },
    ].map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }));
    const input = messages.map((text) => `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`).join("");
    const { status, stdout, stderr } = spawnSync(program, [...args, "lsp"], { input, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const answers = stdout
      .split(/Content-Length: \d+\r\n\r\n/)
      .filter(Boolean)
      .map(JSON.parse);
    assert.ok(answers.find(({ id }) => id === 1).result.capabilities.completionProvider);
    assert.equal(answers.find(({ id }) => id === 2).result, null);
    assert.equal(stderr, "");
  });

  test(`the program for ${target} runs with ${isAlone ? "any C library" : "a C library as old as Debian 11's"}`, {
    skip: (!fs.existsSync(programFile(target)) && "not built") || (!isNative(target) && "built with the .NET runtime"),
  }, () => {
    const { interpreter, newest } = needed(fs.readFileSync(programFile(target)));
    if (isAlone) assert.equal(interpreter, undefined);
    else assert.ok(newest > 0 && newest <= 31, `it needs 2.${newest}`);
  });
}

// They are found by looking for them, and a program without what nothing names could lack some.
test("the program for this system has each rule", () => {
  const rules = fs.readdirSync(path.join(root, "docs", "rules")).filter((file) => file !== "README.md");
  const [program, ...args] = serverCommand();
  for (const rule of rules) {
    const { status, stderr } = spawnSync(program, [...args, "explain", path.basename(rule, ".md")], { encoding: "utf8" });
    assert.equal(status, 0, `${rule}: ${stderr}`);
  }
  assert.ok(rules.length > 50);
});

/** What `bep check` finds in the samples, as lines that can be compared. */
function findings([program, ...args], folder) {
  const all = [...args, "check", path.join(folder, "samples"), "--format", "sarif", "--fail-on", "never"];
  const { status, stdout, stderr } = spawnSync(program, all, { encoding: "utf8", maxBuffer: 1e8 });
  assert.equal(status, 0, stderr);
  const [run] = JSON.parse(stdout).runs;
  const lines = run.results.map(({ ruleId, level, message, locations }) => {
    const { artifactLocation, region } = locations[0].physicalLocation;
    return [path.posix.basename(artifactLocation.uri), region.startLine, region.startColumn, level, ruleId, message.text].join(" ");
  });
  return lines.sort();
}

/** The loader that a program for Linux names, and the newest minor version of glibc 2 whose functions it needs. */
function needed(bytes) {
  const [loader, dynamic] = [3, 2].map((type) => segment(bytes, type));
  const names = dynamic ? bytes.toString("latin1") : "";
  const versions = [...names.matchAll(/\0GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor));
  return { interpreter: loader && bytes.toString("latin1", loader.at, loader.at + loader.size - 1), newest: Math.max(0, ...versions) };
}

/** The first segment of a type in the program header of an ELF file of 64 bits. */
function segment(bytes, type) {
  const at = Number(bytes.readBigUInt64LE(32));
  const [size, count] = [bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
  const headers = Array.from({ length: count }, (_, index) => at + index * size);
  const header = headers.find((place) => bytes.readUInt32LE(place) === type);
  return header && { at: Number(bytes.readBigUInt64LE(header + 8)), size: Number(bytes.readBigUInt64LE(header + 32)) };
}
