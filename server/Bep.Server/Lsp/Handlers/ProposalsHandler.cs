using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/proposals`: all proposals of a series, for a view of them.</summary>
static class ProposalsHandler
{
    public static ProposalsResult? Answer(ServerState state, ProposalsParams parameters, CancellationToken cancel)
    {
        var path = Uris.ToPath(parameters.Series);
        if (state.Series.FirstOrDefault(loaded => loaded.Place.Absolute == path) is not { } loaded)
            return null;
        var (series, convention) = (loaded.Series, loaded.Series.Convention);
        var statuses = convention.Statuses.Select(status => new StatusInfo(
            status.Name,
            status.Description,
            [.. convention.NextOf(status.Name)],
            convention.IsSettled(status.Name),
            CategoryOf(convention, status.Name)
        ));
        return new(
            [.. statuses],
            [.. ProposalList.Of(series).Select(entry => Describe(state, loaded, entry))],
            [.. ProposalsInFlight.Of(series).Select(proposal => Describe(state, loaded, proposal))],
            ProposalList.ReaderOf(series)
        );
    }

    /// <summary>What the proposal with <paramref name="number"/>, or a document without one, is called in a list.</summary>
    public static string IdOf(Convention convention, ProposalNumber? number, string? path) =>
        number is { } known ? convention.Format(known) : Paths.Name(path ?? "");

    private static string CategoryOf(Convention convention, string status) =>
        StatusCategories.Of(convention, status).ToString().ToLowerInvariant();

    private static InFlightInfo Describe(ServerState state, LoadedSeries loaded, ProposalInFlight proposal)
    {
        var (entry, convention) = (proposal.Entry, loaded.Series.Convention);
        return new(
            convention.Format(entry.Number!.Value),
            convention.Digitize(entry.Number.Value),
            entry.Title,
            entry.Status,
            CategoryOf(convention, entry.Status),
            proposal.Source is { } source && state.Client.AsksForContents
                ? new RevisionFile(RevisionFile.Branch, loaded.Place.AbsoluteOf(entry.Path!), source.Name).Uri
                : null,
            [.. entry.Authors],
            entry.Created,
            entry.TargetVersion,
            [.. proposal.Branches.Select(branch => new BranchInfo(branch.Name, branch.Author, branch.Day))]
        );
    }

    private static ProposalInfo Describe(ServerState state, LoadedSeries loaded, ProposalEntry entry)
    {
        var (place, convention) = (loaded.Place, loaded.Series.Convention);
        return new(
            IdOf(convention, entry.Number, entry.Path),
            entry.Number is { } number ? convention.Digitize(number) : null,
            entry.Title,
            entry.Status,
            CategoryOf(convention, entry.Status),
            state.UriOf(place, entry.Path ?? loaded.Series.RegistryPath),
            entry.Row is { } row ? Translate.Range(loaded.Series.RegistryDocument.Text, row) : null,
            [.. entry.Authors],
            entry.Created,
            entry.TargetVersion,
            entry.ImplementedVersion,
            entry.Successor is { } successor ? convention.Format(successor) : null,
            [.. entry.RefersTo.Select(convention.Format)],
            [.. entry.Parts.Select(part => new PartInfo(state.UriOf(place, part.Path), part.Title))],
            entry.Changed?.ToUnixTimeSeconds(),
            entry.IsRegistered,
            entry.CitedSince is { Length: > 0 } release && !convention.IsSettled(entry.Status) ? release : null
        );
    }
}
