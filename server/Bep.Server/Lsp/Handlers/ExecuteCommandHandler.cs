using System.Globalization;
using System.Text.Json;
using Bep.Analysis.Configuration;
using Bep.Analysis.Edits;
using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `workspace/executeCommand`: changes that need a word from their author (a title, a number), or that nobody should work out unasked. The
/// editor is asked to make the edit and to show where it was made; what cannot be done is answered with an error that its author can read.
/// </summary>
static class ExecuteCommandHandler
{
    /// <summary>The commands that there are.</summary>
    public static readonly string[] Names =
    [
        "bep.server.newProposal",
        "bep.server.reserveNumber",
        "bep.server.renumber",
        "bep.server.linkMentions",
        "bep.server.createDocument",
        "bep.server.createSubDocument",
        "bep.server.changeStatus",
        "bep.server.fixAll",
        "bep.server.ignore",
        "bep.server.initialize",
    ];

    public static async Task<CommandResult?> AnswerAsync(
        ServerState state,
        IFiles files,
        Connection client,
        ExecuteCommandParams parameters,
        CancellationToken cancel
    )
    {
        var argument = (parameters.Arguments is [var first, ..] ? first.Deserialize(Json.Default.CommandArgument) : null) ?? new();
        var done = parameters.Command switch
        {
            "bep.server.newProposal" => NewProposal(Promised(Choose(state, argument.Series), argument), TitleIn(argument)),
            "bep.server.reserveNumber" => Reservation(Promised(Choose(state, argument.Series), argument), TitleIn(argument)),
            "bep.server.renumber" => Renumbered(Find(state, argument), argument.Number ?? ""),
            "bep.server.linkMentions" => Linked(Choose(state, argument)),
            "bep.server.createDocument" => Created(Choose(state, argument), argument.Number ?? ""),
            "bep.server.createSubDocument" => SubDocument(Find(state, argument), argument.Title ?? ""),
            "bep.server.changeStatus" => StatusChanged(FindAll(state, argument), argument),
            "bep.server.fixAll" => AllFixed(state, argument, cancel),
            "bep.server.ignore" => Ignored(state, Find(state, argument), argument, cancel),
            "bep.server.initialize" => Initialized(state, files, argument),
            _ => throw new RequestException(ErrorCode.InvalidParams, $"There is no command `{parameters.Command}`."),
        };

        var (loaded, change) = (done.Loaded, done.Change);
        if (!state.Client.AppliesEdits || Translate.Change(state, loaded, change) is not { } edit)
            throw Refused($"This editor does not let a server create files or edit them.");
        var metadata = change.Files.Length > 1 && state.Client.TakesEditMetadata ? new EditMetadata(IsRefactoring: true) : null;
        var applied = Read(
            await client
                .SendRequestAsync(
                    "workspace/applyEdit",
                    new(state.Client.Localize(done.Label), edit, metadata),
                    Json.Default.ApplyEditParams,
                    cancel
                )
                .ConfigureAwait(false),
            Json.Default.ApplyEditResult
        );
        if (applied is not { Applied: true })
            throw Refused(
                applied?.FailureReason is { Length: > 0 } reason
                    ? (LocalizableString)$"The editor did not make the change. {reason}"
                    : $"The editor did not make the change."
            );

        var uri = state.UriOf(loaded.Place, done.Path ?? loaded.Series.RegistryPath);
        if (state.Client.ShowsDocuments && done.Path is not null)
        {
            var selection = Translate.RangeAfter(loaded, change, done.Path, done.Selection);
            await client
                .SendRequestAsync("window/showDocument", new(uri, TakeFocus: true, selection), Json.Default.ShowDocumentParams, cancel)
                .ConfigureAwait(false);
        }
        return new(uri, done.Number);
    }

    private static LoadedSeries Choose(ServerState state, string? folder)
    {
        if (folder is null && state.Series is [var only])
            return only;
        if (state.Series.IsEmpty)
            throw Refused($"No series of proposals is open.");
        if (folder is null)
            throw Refused($"There are several series; say which: {string.Join(", ", state.Series.Select(loaded => loaded.Place.Name))}.");
        var path = Uris.ToPath(folder);
        return state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == path) ?? throw Refused($"There is no series in {folder}.");
    }

    private static LoadedSeries Choose(ServerState state, CommandArgument argument) =>
        argument.Uri is null ? Choose(state, argument.Series) : Find(state, argument).Loaded;

    private static (LoadedSeries Loaded, Document Document) Find(ServerState state, CommandArgument argument)
    {
        if (state.Series.IsEmpty)
            throw Refused($"No series of proposals is open.");
        if (argument.Uri is not { } uri)
            throw Refused($"Say which document is meant.");
        return state.TryFind(uri, out var loaded, out var document)
            ? (loaded, document)
            : throw Refused($"{uri} is not a document of a series.");
    }

    private static (LoadedSeries Loaded, Document[] Documents) FindAll(ServerState state, CommandArgument argument)
    {
        if (argument.Uris is not { Length: > 0 } uris)
        {
            var (loaded, document) = Find(state, argument);
            return (loaded, [document]);
        }
        var found = uris.Distinct().Select(uri => Find(state, argument with { Uri = uri })).ToList();
        return found.All(one => one.Loaded.Place == found[0].Loaded.Place)
            ? (found[0].Loaded, [.. found.Select(one => one.Document)])
            : throw Refused($"These documents are of several series; change those of one at a time.");
    }

    private static string TitleIn(CommandArgument argument) =>
        argument.Title?.Trim() is { Length: > 0 } title ? title : throw Refused($"A proposal needs a title.");

    // What an author was shown is what is done, or nothing.
    private static LoadedSeries Promised(LoadedSeries loaded, CommandArgument argument)
    {
        var next = loaded.Series.Convention.Format(loaded.Series.NextNumber);
        return argument.Number is null || argument.Number == next
            ? loaded
            : throw Refused($"{argument.Number} has been taken in the meantime; the next number is {next}.");
    }

    private static Outcome NewProposal(LoadedSeries loaded, string title)
    {
        var made = Made(Bep.Analysis.Edits.NewProposal.Create(loaded.Series, title));
        var number = loaded.Series.Convention.Format(made.Number);
        return Making(loaded, $"Reserve {number}", made.Change, number);
    }

    private static Outcome Reservation(LoadedSeries loaded, string title)
    {
        var series = loaded.Series;
        var row = Reserve.Row(series, series.NextNumber, title, series.ExternalFacts.Author, series.Convention.FirstStatus, path: null)
            ?? throw Refused($"{series.RegistryPath} has no registry table to reserve a number in.");
        var number = series.Convention.Format(series.NextNumber);
        return new(loaded, $"Reserve {number}", Change.Of(series.RegistryPath, row), series.RegistryPath, number, Trimmed(row));
    }

    private static Outcome Created(LoadedSeries loaded, string number)
    {
        var convention = loaded.Series.Convention;
        var row = loaded.Series.Registry?.Rows.FirstOrDefault(row =>
            row.Number is { } known && (convention.Format(known) == number || convention.Digitize(known) == number)
        )
            ?? throw Refused($"{number} is not reserved.");
        var name = convention.Format(row.Number!.Value);
        var change = ReservedDocument.Create(loaded.Series, row.Number.Value)
            ?? throw Refused($"{name} has a document already, or more than one row, or no title to make a document of.");
        return Making(loaded, $"Create {name}", change, name);
    }

    private static Outcome Renumbered((LoadedSeries Loaded, Document Document) found, string number)
    {
        var (loaded, document) = found;
        var convention = loaded.Series.Convention;
        if (document.Number is null)
            throw Refused($"{document.Name} has no number.");
        var change = Made(Rename.ToNumber(loaded.Series, document, number));
        var now = convention.Format(Rename.ReadNumber(convention, number)!.Value);
        return new(loaded, $"Renumber {convention.Format(document.Number.Value)} to {now}", change, null, now, default);
    }

    private static Outcome Linked(LoadedSeries loaded) =>
        Linking.InAll(loaded.Series) is { Files.IsEmpty: false } change
            ? new(loaded, $"Link all mentions", change, null, "", default)
            : throw Refused($"Every mention that can be a link is one.");

    private static Outcome AllFixed(ServerState state, CommandArgument argument, CancellationToken cancel)
    {
        var loaded = Choose(state, argument);
        var (series, rule) = (loaded.Series, argument.Rule ?? "");
        string[] paths = argument.Uri is null ? [.. FixAll.Paths(series)] : [Find(state, argument).Document.Path];
        var rules = state.Rules.RememberingOf(series);
        return FixAll.In(series, rules, paths, rule, argument.Way ?? "", cancel) is { } change
            ? new(loaded, $"Fix all `{rule}`", change, null, "", default)
            : throw Refused($"Nothing that `{rule}` finds can be fixed so.");
    }

    private static Outcome SubDocument((LoadedSeries Loaded, Document Document) found, string title)
    {
        var change = Made(SubDocuments.Create(found.Loaded.Series, found.Document, title));
        var number = found.Loaded.Series.Convention.Format(found.Document.Number!.Value);
        var made = change.Files.OfType<FileChange.Create>().Single();
        return Making(found.Loaded, $"Create {Paths.Name(made.Path)}", change, number);
    }

    // The author goes on in the file that is made.
    private static Outcome Making(LoadedSeries loaded, LocalizableString label, Change change, string number)
    {
        var made = change.Files.OfType<FileChange.Create>().Single();
        return new(loaded, label, change, made.Path, number, made.Start);
    }

    private static Outcome StatusChanged((LoadedSeries Loaded, Document[] Documents) found, CommandArgument argument)
    {
        var (loaded, convention) = (found.Loaded, found.Loaded.Series.Convention);
        Document[] documents = [.. found.Documents.Select(Meant)];
        ProposalNumber? successor = null;
        if (argument.Successor is { } text)
            successor = Rename.ReadNumber(convention, text)
                ?? throw Refused($"`{text}` is not a number; for example: {convention.Format(loaded.Series.NextNumber)}.");
        var change = Made(
            StatusChange.To(loaded.Series, documents, argument.Status ?? "", new(argument.Version, successor, argument.Reason))
        );
        return new(
            loaded,
            $"Change the status to {argument.Status}",
            change,
            null,
            documents is [{ Number: { } number }] ? convention.Format(number) : "",
            default
        );

        // The row of a proposal speaks for its document.
        Document Meant(Document document) =>
            document.Kind != DocumentKind.Registry || argument.Number is not { } written ? document
            : Rename.ReadNumber(convention, written) is { } own && loaded.Series.DocumentOf(own) is { } owner ? owner
            : throw Refused($"No document has the number {written}.");
    }

    // In another file, its author sees what was written there.
    private static Outcome Ignored(
        ServerState state,
        (LoadedSeries Loaded, Document Document) found,
        CommandArgument argument,
        CancellationToken cancel
    )
    {
        var (loaded, document) = found;
        if (
            !int.TryParse(argument.Line, CultureInfo.InvariantCulture, out var line)
            || !int.TryParse(argument.Character, CultureInfo.InvariantCulture, out var character)
            || !Enum.TryParse<IgnoredWhere>(argument.Where, ignoreCase: true, out var where)
        )
            throw Refused($"Say what is to be ignored, and where.");
        var offset = Translate.Offset(document.Text, new(line, character));
        var fix = state
            .Rules.Check(document, loaded.Series, cancel)
            .Where(finding => finding.Rule.Name == argument.Rule && finding.Span.Touches(offset))
            .Select(finding => Ignore.At(loaded.Series, document, finding, where))
            .FirstOrDefault(fix => fix is not null)
            ?? throw Refused($"`{argument.Rule ?? ""}` finds nothing there any more.");
        var file = fix.Change.Files.Single();
        var end = file switch
        {
            FileChange.Create create => create.Content.TrimEnd().Length,
            FileChange.Edit { Edits: [var edit] } => Trimmed(edit).End,
            _ => 0,
        };
        return new(loaded, fix.Title, fix.Change, file.Path == document.Path ? null : file.Path, "", TextSpan.At(end));
    }

    // The configuration says how the series is written, and whoever has it made reads it.
    private static Outcome Initialized(ServerState state, IFiles files, CommandArgument argument)
    {
        if (argument.Series is not { } folder || Uris.ToPath(folder) is not { } path || !state.IsOpened(path))
            throw Refused($"Say which folder is meant, in one that is open.");
        if (argument.Preset is { } preset && Preset.All.All(one => one.Name != preset))
            throw Refused($"There is no preset `{preset}`; there are {string.Join(", ", Preset.All.Select(one => one.Name))}.");
        var facts = new ExternalFacts(DateOnly.FromDateTime(DateTime.Now), null);
        var (place, before, change, _) = Made(FolderSetup.Of(files, path, argument.Preset, facts));
        var configuration = Paths.Join(place.Folder, ConfigurationReader.FileName);
        return new(new(place, before), $"Set up {place.Name}", change, configuration, "", default);
    }

    // What is written without the line ends around it.
    private static TextSpan Trimmed(TextEdit edit)
    {
        var written = edit.NewText.Trim();
        var start = edit.Span.Start + edit.NewText.IndexOf(written, StringComparison.Ordinal);
        return new(start, start + written.Length);
    }

    private static T? Read<T>(ReadOnlyMemory<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        json.IsEmpty ? default : JsonSerializer.Deserialize(json.Span, type);

    private static T Made<T>(Attempt<T> attempt)
        where T : class => attempt.Value ?? throw Refused(attempt.Refusal ?? $"There is nothing to change.");

    private static RequestException Refused(LocalizableString reason) => new(ErrorCode.RequestFailed, reason);

    /// <summary>What a command does.</summary>
    /// <param name="Loaded">The series.</param>
    /// <param name="Label">What it is called in the editor's list of what can be undone.</param>
    /// <param name="Change">The edit.</param>
    /// <param name="Path">The file to look at next; null for the one that is looked at.</param>
    /// <param name="Number">The number in question, as it is read.</param>
    /// <param name="Selection">Where in that file, after the edit.</param>
    private sealed record Outcome(
        LoadedSeries Loaded,
        LocalizableString Label,
        Change Change,
        string? Path,
        string Number,
        TextSpan Selection
    );
}
