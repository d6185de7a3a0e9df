// For tests only: carries out functions with Visual Studio Code's API that a test sends to a loopback port with a secret.
const fs = require("node:fs");
const http = require("node:http");
const vscode = require("vscode");

exports.activate = (context) => {
  const { BRIDGE_FILE: file, BRIDGE_SECRET: secret } = process.env;
  if (!file || !secret) return;
  const server = http.createServer(async (request, response) => {
    if (request.headers.authorization !== secret) {
      response.writeHead(403).end();
      return;
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    let answer;
    try {
      const { source, args } = JSON.parse(body);
      const value = await new Function("vscode", "args", `return (${source})(vscode, ...args)`)(vscode, args);
      answer = { value: value ?? null };
    } catch (error) {
      answer = { error: String(error?.stack ?? error) };
    }
    const plain = JSON.stringify(answer, (_, value) => (value instanceof vscode.Uri ? value.toString() : value));
    response.writeHead(200, { "content-type": "application/json" }).end(plain);
  });
  // The file appears complete or not at all: whoever waits for it may read it at once.
  server.listen(0, "127.0.0.1", () => {
    fs.writeFileSync(`${file}.new`, String(server.address().port));
    fs.renameSync(`${file}.new`, file);
  });
  context.subscriptions.push({ dispose: () => server.close() });
};
