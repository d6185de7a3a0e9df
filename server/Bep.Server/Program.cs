// Where the program starts. `bep lsp` comes first and touches nothing else: the editor waits for it.
using Bep.Server;
using Bep.Server.Cli;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Lsp;

#if DEBUG
// For whoever looks at the start with a debugger (.vscode/launch.json).
while (Environment.GetEnvironmentVariable("BEP_WAIT_FOR_DEBUGGER") == "1" && !System.Diagnostics.Debugger.IsAttached)
    Thread.Sleep(100);
#endif

if (args is not ["lsp", ..])
    return CommandLine.Run(args, Terminal.Current);

if (args.Contains("--trace-startup"))
    StartupTrace.Begin();

// Standard output belongs to the protocol.
var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
Console.SetOut(Console.Error);
return LanguageServer.Run(input, output, new Disk(), new GitCommand(new Disk()));
