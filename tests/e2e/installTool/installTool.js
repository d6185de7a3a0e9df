// For tests only: Microsoft's .NET Install Tool as others see it. It finds nothing, installs what the test named, and writes down what it was asked.
const fs = require("node:fs");
const vscode = require("vscode");

exports.activate = (context) => {
  const { INSTALL_TOOL_LOG: log, INSTALL_TOOL_DOTNET: dotnetPath } = process.env;
  const answer = (command, result) =>
    vscode.commands.registerCommand(command, (asked) => {
      fs.appendFileSync(log, `${JSON.stringify({ command, asked })}\n`);
      return result;
    });
  context.subscriptions.push(answer("dotnet.findPath", undefined), answer("dotnet.acquire", { dotnetPath }));
};
