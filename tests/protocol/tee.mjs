// Stands between an editor and the server and keeps what either says: `tee.mjs RECORD COMMAND…` writes RECORD.in and RECORD.out.
import { spawn } from "node:child_process";
import fs from "node:fs";

const [record, command, ...args] = process.argv.slice(2);
const server = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
process.stdin.on("data", (data) => {
  fs.appendFileSync(`${record}.in`, data);
  server.stdin.write(data);
});
process.stdin.on("end", () => server.stdin.end());
server.stdout.on("data", (data) => {
  fs.appendFileSync(`${record}.out`, data);
  process.stdout.write(data);
});
server.on("exit", (code) => process.exit(code ?? 1));
