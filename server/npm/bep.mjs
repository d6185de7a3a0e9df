#!/usr/bin/env node
// Runs the `bep.dll` of this package on the machine's .NET, with the same arguments, streams and exit status.
import { spawn } from "node:child_process";
import path from "node:path";

const dotnet = process.env.DOTNET_ROOT ? path.join(process.env.DOTNET_ROOT, "dotnet") : "dotnet";
const server = path.join(import.meta.dirname, "server", "bep.dll");
const child = spawn(dotnet, [server, ...process.argv.slice(2)], { stdio: "inherit" });
// A terminal's Ctrl+C reaches the child by itself; its answer is ours.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill());
child.on("error", () => {
  console.error("bep: .NET 10 is needed, and there is no `dotnet` in DOTNET_ROOT or PATH; see https://dotnet.microsoft.com/download");
  process.exitCode = 2;
});
child.on("exit", (status) => {
  process.exitCode = status ?? 1;
});
