using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Git;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp;

/// <summary>Tells a client that asked for it which series there are (the notification `bep/series`), whenever that changes.</summary>
sealed class SeriesAnnouncer(Connection client)
{
    private readonly Dictionary<SeriesLocation, (Inputs Basis, SeriesInfo Info, int Taken)> _known = [];
    private SeriesInfo[]? _announced;

    /// <param name="state">The newest state.</param>
    /// <param name="newErrors">How many new errors a series has; null where that is not known.</param>
    public void Announce(ServerState state, Func<SeriesLocation, int?> newErrors)
    {
        // Nothing is said of a series before somebody has looked what there is in it.
        if (!state.Client.WantsSeries || (state.Series.IsEmpty && !state.IsSearched) || state.Series.Any(loaded => !loaded.Series.IsListed))
            return;
        var now = DateTimeOffset.Now;
        var shared = state
            .Series.GroupBy(loaded => loaded.Place.Name)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet();
        SeriesInfo[] series =
        [
            .. state
                .Series.Select(loaded =>
                    Describe(state, loaded, now) with
                    {
                        Name = NameOf(loaded.Place),
                        NewErrors = newErrors(loaded.Place),
                    }
                )
                .OrderBy(info => info.Folder, StringComparer.Ordinal),
        ];
        if (_announced is not null && series.AsSpan().SequenceEqual(_announced))
            return;
        _announced = series;
        client.Notify("bep/series", new SeriesParams(series), Json.Default.SeriesParams);

        // Two repositories may both have a folder `proposals`.
        string NameOf(SeriesLocation place) => shared.Contains(place.Name) ? $"{Path.GetFileName(place.Root)}/{place.Name}" : place.Name;
    }

    /// <summary>Counting and finding the next number take a look at all numbers: not again after each key that changes neither.</summary>
    private SeriesInfo Describe(ServerState state, LoadedSeries loaded, DateTimeOffset now)
    {
        var (place, series) = loaded;
        var basis = new Inputs(
            series.Files,
            series.RegistryDocument.Facts,
            series.Convention,
            series.ExternalFacts.Branches,
            series.IsComplete
        );
        if (!_known.TryGetValue(place, out var known) || known.Basis != basis)
        {
            var info = new SeriesInfo(
                place.Name,
                state.UriOf(place.Absolute),
                series.RegistryPath.Length > 0 && series.Exists(series.RegistryPath) ? state.UriOf(place, series.RegistryPath) : null,
                series.Convention.Prefix,
                MentionPattern.Of(series.Convention),
                series.Convention.Format(series.NextNumber),
                series.DocumentNumbers.Sum(number => series.PathsOf(number).Count),
                series.IsComplete
            );
            _known[place] = known = (basis, info, TakenNumbers.In(series).Count());
        }

        return known.Info with
        {
            Branches = DescribeBranches(state, series, known.Taken, now),
        };
    }

    // It says how long something is ago, and is another one a minute later.
    private static BranchesInfo? DescribeBranches(ServerState state, Series series, int taken, DateTimeOffset now)
    {
        var view = series.ExternalFacts.Branches;
        if (series.ExternalFacts.IsOutsideRepository || (view.Count == 0 && view.Problem is null))
            return null;
        LocalizableString? concern = taken switch
        {
            0 => null,
            1 => $"1 number is taken there",
            _ => $"{taken} numbers are taken there",
        };
        return new(state.Client.Localize(Reservation.Seen(view, now)), Say(concern), Say(view.Problem), view.HasRemote);

        string? Say(LocalizableString? sentence) => sentence is null ? null : state.Client.Localize(sentence);
    }

    /// <summary>What a description depends on. The files are compared by reference: an edit of a text leaves the set alone.</summary>
    private sealed record Inputs(object Files, DocumentFacts Registry, Convention Convention, BranchView Branches, bool IsComplete);
}
