using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Text;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>
/// `textDocument/references`: everything that means the thing under the cursor, in the series; and for a person who wants that, the
/// mentions of a proposal in the other text files that git tracks. A repository can be large: a client that gave tokens is told that it is
/// searched, and gets what the series has before that (LSP 3.17, "Partial Result Progress").
/// </summary>
static class ReferencesHandler
{
    public static async Task<Location[]?> AnswerAsync(
        ServerState state,
        IGit git,
        Connection client,
        ReferenceParams parameters,
        CancellationToken cancel
    )
    {
        ProposalNumber? number;
        IEnumerable<NavigationTarget> places;
        if (state.TryFind(parameters.TextDocument.Uri, out var loaded, out var document))
        {
            var offset = Translate.Offset(document.Text, parameters.Position);
            number = References.NumberAt(loaded.Series, document, offset);
            places = References.To(loaded.Series, document, offset, parameters.Context.IncludeDeclaration);
        }
        else if (NonMarkdownFile.At(state, parameters.TextDocument, parameters.Position) is var (other, _, mention))
        {
            (loaded, number) = (other, mention.Value);
            places = References.To(loaded.Series, mention.Value, parameters.Context.IncludeDeclaration);
        }
        else
        {
            return null;
        }

        Location[] found = [.. places.Select(place => Translate.Location(state, loaded, place.Path, place.NameSpan))];
        if (number is not { } wanted || state.Settings?.FindsReferencesEverywhere != true)
            return found;

        Tell(found);
        Report(new("begin", Title: $"BEP: searching for {loaded.Series.Convention.Format(wanted)}"));
        Location[] elsewhere;
        try
        {
            elsewhere = [.. await FindElsewhereAsync(state, loaded, git, wanted, cancel).ConfigureAwait(false)];
        }
        catch (GitException)
        {
            elsewhere = [];
        }
        finally
        {
            Report(new("end"));
        }
        // Who gets the parts gets all of the answer in parts.
        if (parameters.PartialResultToken is null)
            return [.. found, .. elsewhere];
        Tell(elsewhere);
        return [];

        void Tell(Location[] part)
        {
            if (parameters.PartialResultToken is { } token)
                client.Notify("$/progress", new(token, part), Json.Default.PartialLocationsParams);
        }

        void Report(ProgressValue value)
        {
            if (parameters.WorkDoneToken is { } token)
                client.Notify("$/progress", new(token, value), Json.Default.WorkDoneProgressParams);
        }
    }

    private static async Task<IEnumerable<Location>> FindElsewhereAsync(
        ServerState state,
        LoadedSeries loaded,
        IGit git,
        ProposalNumber number,
        CancellationToken cancel
    )
    {
        var (place, convention) = (loaded.Place, loaded.Series.Convention);
        var lines = await git.GrepAsync(place.Root, convention.Format(number), place.Folder, cancel).ConfigureAwait(false);
        return lines
            .GroupBy(line => line.Path)
            .Where(file => loaded.Series.Find(file.Key) is null)
            .SelectMany(file =>
            {
                // What is open may differ from what is on the disk.
                var uri = state.UriOf(place, file.Key);
                return state.Open.TryGetValue(place.AbsoluteOf(file.Key), out var open)
                    ? Mentions(open.Text.Content).Select(span => new Location(uri, Translate.Range(open.Text, span)))
                    : file.SelectMany(line =>
                        Mentions(line.Text).Select(span => new Location(uri, new(new(line.Line, span.Start), new(line.Line, span.End))))
                    );
            });

        IEnumerable<TextSpan> Mentions(string text) =>
            PlainMentions.In(convention, text).Where(mention => mention.Value == number).Select(mention => mention.Span);
    }
}
