using Bep.Analysis.Features;
using Bep.Analysis.Model;
using Bep.Server.Files;
using Bep.Server.Protocol;

namespace Bep.Server.Lsp.Handlers;

/// <summary>`bep/foldersToSetUp`: the folders of which `bep.server.initialize` would make series.</summary>
static class FoldersToSetUpHandler
{
    // Each is read to see whether it can be set up.
    private const int Most = 5;

    public static FoldersToSetUpResult? Answer(ServerState state, IFiles files, FoldersToSetUpParams parameters, CancellationToken cancel)
    {
        var facts = new ExternalFacts(DateOnly.FromDateTime(DateTime.Now), null);
        var folders = parameters.Folder is { } named
            ? new[] { Uris.ToPath(named) }.OfType<string>().Where(state.IsOpened)
            : state
                .Folders.SelectMany(folder => SeriesFinder.Unconfigured(files, folder))
                .Where(folder => state.SeriesAt(folder) is null)
                .Distinct()
                .Take(Most);
        return new(
            [
                .. from folder in folders
                where !cancel.IsCancellationRequested
                let setup = FolderSetup.Of(files, folder, null, facts).Value
                    // Who names a folder names a preset as well.
                    ?? (parameters.Folder is null ? null : FolderSetup.Of(files, folder, FolderSetup.UsualPreset, facts).Value)
                where setup is not null && (!setup.IsNew || parameters.Folder is not null)
                select new FolderToSetUpInfo(state.UriOf(folder), setup.IsNew),
            ],
            [.. Preset.All.Select(preset => new PresetInfo(preset.Name, preset.Description))]
        );
    }
}
