using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>
/// Tells a client that hears of it later (LSP 3.17, dynamic registration) that the registries of the open series can be formatted, and no other
/// document: an editor that formats Markdown by other means is not to ask its author which of the two it shall be.
/// </summary>
sealed class FormattingRegistration(Connection client)
{
    private const string Method = "textDocument/formatting";

    private string[] _registered = [];
    private int _registration;

    /// <summary>Registers again if there are other registries now. Called on the loop.</summary>
    public void Update(ServerState state)
    {
        if (!state.Client.RegistersFormatting)
            return;
        string[] registries =
        [
            .. from loaded in state.Series
            where loaded.Series.RegistryDocument is { Text.Length: > 0 }
            select loaded.Place.AbsoluteOf(loaded.Series.RegistryDocument.Path).Replace('\\', '/') into path
            orderby path
            select path,
        ];
        if (registries.AsSpan().SequenceEqual(_registered))
            return;
        var before = _registered.Length > 0 ? _registration : 0;
        _registered = registries;
        if (before > 0)
            client.AskAndGoOn("client/unregisterCapability", new([new(Id(before), Method)]), Json.Default.UnregistrationParams);
        if (registries.Length > 0)
            client.AskAndGoOn(
                "client/registerCapability",
                new([
                    new(
                        Id(++_registration),
                        Method,
                        new(DocumentSelector: [.. registries.Select(path => new DocumentFilter("file", Globs.Escape(path)))])
                    ),
                ]),
                Json.Default.RegistrationParams
            );
    }

    private static string Id(int registration) => $"formatting-{registration}";
}
