using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Asks the client to show the server other files than Markdown's too, as long as a person wants references everywhere: to open them, and
/// to ask what they mention.
/// </summary>
sealed class NonMarkdownRegistration(Connection client)
{
    // What people write and git keeps as text. Markdown is not among it: it is asked about anyway.
    private const string Files =
        "**/*.{c,cc,cfg,conf,cpp,cs,css,go,graphql,h,hpp,html,ini,java,js,json,jsx,kt,lua,proto,ps1,py,pyi,rb,rs,rst,scala,sh,sql,svelte,swift,tf,toml,ts,tsx,txt,vue,xml,yaml,yml}";

    // LSP 3.17, TextDocumentSyncKind: the whole text.
    private const int Full = 1;

    private static readonly string[] s_methods =
    [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentLink",
    ];

    private bool _isRegistered;

    /// <summary>Registers or takes back, if the setting has changed. Called on the loop.</summary>
    public void Update(ServerState state)
    {
        var isWanted = state.Client.RegistersSynchronization && state.Settings?.FindsReferencesEverywhere == true;
        if (isWanted == _isRegistered)
            return;
        _isRegistered = isWanted;
        if (isWanted)
            client.AskAndGoOn("client/registerCapability", new([.. s_methods.Select(Describe)]), Json.Default.RegistrationParams);
        else
            client.AskAndGoOn(
                "client/unregisterCapability",
                new([.. s_methods.Select(method => new Unregistration(Id(method), method))]),
                Json.Default.UnregistrationParams
            );
    }

    private static string Id(string method) => $"elsewhere-{method}";

    private static Registration Describe(string method) =>
        new(
            Id(method),
            method,
            new(DocumentSelector: [new("file", Files)], SyncKind: method.EndsWith("didChange", StringComparison.Ordinal) ? Full : null)
        );
}
