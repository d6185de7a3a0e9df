using System.Text.RegularExpressions;

namespace Bep.Analysis.Features;

/// <summary>A Markdown file with a number in its name, or in the name of its own folder, and what stands around the number.</summary>
/// <param name="Path">Seen from the folder of the series.</param>
/// <param name="Place">The folders around it that have no number, with a slash at the end: <c>accepted/</c>; empty for none.</param>
/// <param name="Lead">What stands in front of the number: <c>RFC-</c>.</param>
/// <param name="Digits">The number as it is written.</param>
/// <param name="Shape">Its name, and that of its own folder, with <c>{number}</c> and <c>{slug}</c>.</param>
internal sealed partial record NumberedFile(string Path, string Place, string Lead, string Digits, string Shape)
{
    /// <summary>What <c>file-names</c> says of it.</summary>
    public string Form => Place + Shape;

    /// <summary>The letters in front of the number, in capitals.</summary>
    public string Word => string.Concat(Lead.Where(char.IsLetter)).ToUpperInvariant();

    /// <summary>The number.</summary>
    public int Number => int.Parse(Digits);

    /// <summary>The file at <paramref name="path"/>; null where it is none, or one of several in a folder with a number.</summary>
    public static NumberedFile? Read(string path)
    {
        var parts = path.Split('/');
        var (name, folder) = (Name().Match(parts[^1]), parts.Length > 1 ? Folder().Match(parts[^2]) : Match.Empty);
        // What lies in the folder of another is a part of that.
        if (parts[..^1].SkipLast(folder.Success ? 1 : 0).Any(part => Folder().IsMatch(part)))
            return null;
        if (!folder.Success)
            return name.Success ? Make(parts.Length - 1, name, ShapeOf(name) + ".md") : null;
        if (IsMain(parts[^1]))
            return Make(parts.Length - 2, folder, $"{ShapeOf(folder)}/{parts[^1]}");
        // `rfc-1/rfc-1.md`
        var isOwn =
            name.Success
            && name.Groups["number"].Value == folder.Groups["number"].Value
            && (!name.Groups["slug"].Success || name.Groups["slug"].Value == folder.Groups["slug"].Value);
        return isOwn ? Make(parts.Length - 2, folder, $"{ShapeOf(folder)}/{ShapeOf(name)}.md") : null;

        NumberedFile Make(int places, Match match, string shape) =>
            new(
                path,
                string.Concat(parts[..places].Select(part => part + "/")),
                match.Groups["lead"].Value,
                match.Groups["number"].Value,
                shape
            );
    }

    private static string ShapeOf(Match match) =>
        $"{match.Groups["lead"].Value}{{number}}{match.Groups["between"].Value}{(match.Groups["slug"].Success ? "{slug}" : "")}";

    // The file that GitHub shows with the folder, or that a site makes its page of.
    private static bool IsMain(string name) => name.Equals("README.md", StringComparison.OrdinalIgnoreCase) || name == "index.md";

    [GeneratedRegex(@"^(?<lead>(?:\p{L}+[-_. ]?)?)(?<number>[0-9]{1,8})(?:(?<between>[-_. ]+)(?<slug>[^/]+))?\.md$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?<lead>(?:\p{L}+[-_. ]?)?)(?<number>[0-9]{1,8})(?:(?<between>[-_. ]+)(?<slug>.+))?$")]
    private static partial Regex Folder();
}
