using System.CommandLine;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Server.Files;

namespace Bep.Server.Cli;

/// <summary>
/// What the commands that change a series have in common: which series, and whether its files are written or the change is only shown.
/// </summary>
static class EditCommand
{
    /// <summary>Which series.</summary>
    public static Option<string> SeriesOption() =>
        new("--series")
        {
            Description = "The folder of the series, or one around it.",
            DefaultValueFactory = _ => ".",
            HelpName = "folder",
        };

    /// <summary>Shows instead of writing.</summary>
    public static Option<bool> DryRunOption() =>
        new("--dry-run") { Description = "Shows what would change, as a patch, and writes nothing." };

    /// <summary>The one series at <paramref name="path"/>.</summary>
    /// <exception cref="UnusableException">There is none, or several.</exception>
    public static OpenedSeries Open(CommandContext world, string path) =>
        SeriesSource.Read(world, [path]) switch
        {
            [var only] => only,
            var several => throw new UnusableException(
                $"there are several series in {path}; name the folder of one: {string.Join(", ", several.Select(one => one.Place.Name))}"
            ),
        };

    /// <summary>Writes a change, and says what was done; or shows it.</summary>
    /// <param name="world">The world.</param>
    /// <param name="opened">The series.</param>
    /// <param name="isDryRun">True where the change is only shown.</param>
    /// <param name="make">
    /// The change of a series, and what is said of it. It is asked once nobody else can change the files any more, with the series as it is
    /// by then.
    /// </param>
    public static void Carry(
        CommandContext world,
        OpenedSeries opened,
        bool isDryRun,
        Func<OpenedSeries, (Change Change, string Says)> make
    )
    {
        if (isDryRun)
        {
            var (shown, _) = make(opened);
            world.Terminal.WritePatch(PatchOf(world, opened, opened.Series.Apply(shown), shown.Files));
            return;
        }
        using var right = ChangeWriter.Begin(world, opened.Place);
        opened = SeriesSource.ReadAgain(world, opened);
        var (change, says) = make(opened);
        ChangeWriter.Write(opened.Place, opened.Series, opened.Series.Apply(change), change.Files);
        world.Terminal.Output.WriteLine(Terminal.Visible(says));
    }

    /// <summary>What leads from a series to <paramref name="after"/>, in order, as a patch.</summary>
    public static string PatchOf(CommandContext world, OpenedSeries opened, Series after, IEnumerable<FileChange> changes)
    {
        var (files, place) = (Contained.In(world.Files, opened.Place.Root), opened.Place);
        return UnifiedDiff.Of(opened.Series, after, changes.OfType<FileChange.Rename>(), path =>
            TextFile.HasMark(files, place.AbsoluteOf(path))
        );
    }

    /// <summary>What stands between the commas of <paramref name="given"/>; a file's name may have some itself.</summary>
    public static string[] Listed(OpenedSeries opened, string given) =>
        opened.Place.RelativeOf(Path.GetFullPath(given)) is { } path && opened.Series.Find(path) is not null
            ? [given]
            : given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The document that <paramref name="given"/> names: a number, as people write it, or a file.</summary>
    /// <exception cref="UnusableException">There is none, or several.</exception>
    public static Document DocumentOf(OpenedSeries opened, string given)
    {
        var (place, series, _) = opened;
        if (place.RelativeOf(Path.GetFullPath(given)) is { } path && series.Find(path) is { Number: not null } named)
            return named;
        var number = NumberOf(series, given);
        return series.PathsOf(number).Select(series.Find).OfType<Document>().ToArray() switch
        {
            [var only] => only,
            [] => throw new UnusableException($"{series.Convention.Format(number)} has no document"),
            var several => throw new UnusableException(
                $"{series.Convention.Format(number)} has several documents; name one of {string.Join(", ", several.Select(document => place.AbsoluteOf(document.Path)))}"
            ),
        };
    }

    /// <summary>The number in <c>BEP-1055</c>, <c>bep 1055</c> or <c>1055</c>.</summary>
    /// <exception cref="UnusableException">It is not a number.</exception>
    public static ProposalNumber NumberOf(Series series, string given)
    {
        var digits = given.StartsWith(series.Convention.Prefix, StringComparison.OrdinalIgnoreCase)
            ? given[series.Convention.Prefix.Length..].TrimStart('-', ' ')
            : given;
        return digits.Length is > 0 and <= 9 && digits.All(char.IsAsciiDigit)
            ? new(int.Parse(digits))
            : throw new UnusableException(
                $"`{given}` is no number of a proposal, such as {series.Convention.Format(series.Convention.FirstNumber)}"
            );
    }
}
