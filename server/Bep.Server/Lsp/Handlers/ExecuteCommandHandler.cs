using System.Text.Json;
using Bep.Analysis.Checking;
using Bep.Analysis.Features;
using Bep.Analysis.Text;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `workspace/executeCommand`: a new proposal, or only its number. The editor is asked to make the edit and to show where it was made; what
/// cannot be done is answered with an error that its author can read.
/// </summary>
static class ExecuteCommandHandler
{
    public static async Task<NewProposalResult?> AnswerAsync(
        ServerState state, Connection client, ExecuteCommandParams given, CancellationToken cancel)
    {
        var argument = given.Arguments is [var first, ..] ? first.Deserialize(Json.Default.NewProposalArgument) : null;
        var title = argument?.Title?.Trim() is { Length: > 0 } text ? text : throw Refused("A proposal needs a title.");
        var loaded = Choose(state, argument.Series);
        var done = given.Command switch
        {
            "bep.server.newProposal" => NewProposal(loaded, title),
            "bep.server.reserveNumber" => Reservation(loaded, title),
            _ => throw new RequestException(ErrorCode.InvalidParams, $"There is no command `{given.Command}`."),
        };

        if (!state.Client.AppliesEdits || Translate.Change(state, loaded, done.Change) is not { } edit)
            throw Refused("This editor does not let a server create files or edit them.");
        var label = $"Reserve {done.Number}";
        var applied = Read(
            await client.Ask("workspace/applyEdit", new(label, edit), Json.Default.ApplyEditParams, cancel).ConfigureAwait(false), Json.Default.ApplyEditResult);
        if (applied is not { Applied: true }) throw Refused($"The editor did not make the change. {applied?.FailureReason}".TrimEnd());

        var uri = state.UriOf(loaded.Place, done.Path);
        if (state.Client.ShowsDocuments)
        {
            var selection = Translate.RangeAfter(loaded, done.Change, done.Path, done.Selection);
            await client.Ask("window/showDocument", new(uri, TakeFocus: true, selection), Json.Default.ShowDocumentParams, cancel).ConfigureAwait(false);
        }
        return new(uri, done.Number);
    }

    private static LoadedSeries Choose(ServerState state, string? folder)
    {
        if (folder is null && state.Series is [var only]) return only;
        if (state.Series.IsEmpty) throw Refused("No series of proposals is open.");
        if (folder is null) throw Refused($"There are several series; say which: {string.Join(", ", state.Series.Select(loaded => loaded.Place.Name))}.");
        var path = Uris.ToPath(folder);
        return state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == path) ?? throw Refused($"There is no series in {folder}.");
    }

    private static Outcome NewProposal(LoadedSeries loaded, string title)
    {
        var made = Analysis.Features.NewProposal.Create(loaded.Series, title, out var refusal) ?? throw Refused(refusal!);
        return new(made.Change, made.Path, loaded.Series.Convention.Format(made.Number), made.Start);
    }

    private static Outcome Reservation(LoadedSeries loaded, string title)
    {
        var series = loaded.Series;
        var row = Reserve.Row(series, series.NextNumber, title, series.Surroundings.Author, series.Convention.FirstStatus, path: null)
            ?? throw Refused($"{series.RegistryPath} has no registry table to reserve a number in.");
        var written = row.NewText.Trim();
        var start = row.Span.Start + row.NewText.IndexOf(written, StringComparison.Ordinal);
        return new(
            Change.Of(series.RegistryPath, row), series.RegistryPath, series.Convention.Format(series.NextNumber), new(start, start + written.Length));
    }

    private static T? Read<T>(ReadOnlyMemory<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        json.IsEmpty ? default : JsonSerializer.Deserialize(json.Span, type);

    private static RequestException Refused(string reason) => new(ErrorCode.RequestFailed, reason);

    /// <summary>What a command does.</summary>
    /// <param name="Change">The edit.</param>
    /// <param name="Path">The file to look at next.</param>
    /// <param name="Number">The number reserved, as it is read.</param>
    /// <param name="Selection">Where in that file, after the edit.</param>
    private sealed record Outcome(Change Change, string Path, string Number, TextSpan Selection);
}
