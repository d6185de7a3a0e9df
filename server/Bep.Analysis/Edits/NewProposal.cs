using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>A proposal that is about to be: its number is reserved and its document made from the template, in one change.</summary>
/// <param name="Number">The number reserved.</param>
/// <param name="Path">The document, relative to the root.</param>
/// <param name="Change">Creates the document and puts its row into the registry.</param>
public sealed record NewProposal(ProposalNumber Number, string Path, Change Change)
{
    // File systems take 255 bytes; a Hangul syllable is three of them.
    private const int LongestSlug = 72;

    /// <summary>A proposal called <paramref name="title"/>, by the author at the keyboard, from today.</summary>
    /// <param name="series">The series.</param>
    /// <param name="title">One line of text.</param>
    public static Attempt<NewProposal> Create(Series series, string title)
    {
        var (convention, number) = (series.Convention, series.NextNumber);
        // An author who types `BEP-1055: Title` means the title.
        title = convention.WithoutNumber(title.Trim());
        var path = Paths.Join(series.Folder, convention.FileName(number, SlugOf(series, title)));
        if (Refuse(series, title, path) is { } refusal)
            return refusal;

        var change = new Change([TemplateCopy.Create(series, number, title, convention.FirstStatus, path)]);
        if (Reserve.Row(series, number, title, series.ExternalFacts.Author, convention.FirstStatus, path) is { } row)
            change = change.And(Change.Of(series.RegistryPath, row));
        return new NewProposal(number, path, change);
    }

    private static LocalizableString? Refuse(Series series, string title, string path)
    {
        var convention = series.Convention;
        if (Retitling.Refuse(title) is { } reason)
            return reason;
        if (!series.IsComplete && series.Template is null)
            return $"The proposals are still being read; try again in a moment.";
        if (series.Registry is null && series.RegistryPath.Length > 0)
            return $"{series.RegistryPath} has no registry table ({string.Join(", ", convention.Columns)}) to reserve a number in.";
        if (!convention.TryReadPath(series.Folder, path, out var number, out _) || number is null)
            return $"No number of {convention.Digits} digits is left.";
        return series.Exists(path) ? (LocalizableString)$"{path} already exists." : null;
    }

    /// <summary>The slug of a title, with what the series has between words.</summary>
    internal static string SlugOf(Series series, string title) => SlugOf(title).Replace('-', series.SlugSeparator);

    /// <summary>The slug of a title, cut between words where it would be too long for a file name.</summary>
    internal static string SlugOf(string title)
    {
        var slug = Slug.OfTitle(title);
        if (slug.Length <= LongestSlug)
            return slug;
        var hyphen = slug.LastIndexOf('-', LongestSlug);
        var end =
            hyphen > LongestSlug / 2 ? hyphen
            : char.IsHighSurrogate(slug[LongestSlug - 1]) ? LongestSlug - 1
            : LongestSlug;
        return slug[..end];
    }
}
