using System.Buffers;
using System.Collections.Immutable;
using CsCheck;

namespace Bep.Fuzz;

/// <summary>
/// Makes other series of those there are, as authors, tools and merges do: by parts that mean something, at places where they mean
/// something.
/// </summary>
public sealed class Mutations
{
    private static readonly string[] s_markdown =
    [
        "#",
        "# ",
        "##\t",
        "## ",
        "###### x",
        " ##",
        "\n===\n",
        "\n---\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        "* * *\n",
        "```\n",
        "~~~\n",
        "`",
        "``",
        "*",
        "**",
        "_",
        "[",
        "]",
        "](",
        "](x.md)",
        "[a](BEP-1001-a.md)",
        "![",
        "[a]: x.md\n",
        "[^1]",
        "[^1]: x\n",
        "<!-- ",
        "-->",
        "<!-- bep-ignore ",
        "<!-- bep-ignore broken-link: x -->\n",
        "<!-- bep-ignore-file unknown-reference -->\n",
        "<!-- context-for-ai\nparent: BEP-1001\n-->\n",
        "<a id=\"x\">",
        "</a>",
        "<img src=",
        "<details>\n",
        "$$\n",
        "\\",
        "&amp;",
        "<https://a.b/c>",
        "https://a.b/BEP-1001",
        "BEP-1001",
        "BEP-1002",
        "bep 1003",
        "BEP-XXXX",
        "BEP-9999",
        "BEP-",
        "|",
        "| ",
        " |\n",
        "|--|--|\n",
        "| 1001 | A | | |\n",
        "| [1002](BEP-1002-b.md) | B | Min | Draft |\n",
        "| _next_ | _(reserve your number here)_ | | |\n",
        "<<<<<<< HEAD\n",
        "=======\n",
        ">>>>>>> x\n",
        "||||||| base\n",
        "#x",
        "](#a-b)",
        "?x#y",
        "%20",
        "%zz",
        "(skipped)",
    ];

    private static readonly string[] s_yaml =
    [
        "---\n",
        "---",
        "...\n",
        ": ",
        ":",
        ":\n",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        "[Ada",
        "{a: ",
        "? ",
        "&a ",
        "*a",
        "|",
        ">",
        "|-\n  x\n",
        "'",
        "\"",
        "#",
        " # x",
        "!",
        "!!str ",
        "%YAML 1.2\n",
        "%",
        "@",
        "`",
        ",",
        "\t",
        "  ",
        "<<: *a\n",
        "~",
        "null",
        "Author: Ada Park (ada@example.com)\n",
        "Status: Draft\n",
        "Status: Superseded\n",
        "Superseded-By: BEP-1002\n",
        "Created: 2026-01-05\n",
        "Created: 2026/1/5\n",
        "Target-Version: 26.1.0\n",
        "Implemented-Version: 1\n",
        "Author:\n",
        "Status: ",
        "Author: -\n",
        "prefix: ADR\n",
        "digits: 1-8\n",
        "file-names: []\n",
        "file-names: ['{number}.md']\n",
        "registry: none\n",
        "registry: README.md\n",
        "template: README.md\n",
        "template: none\n",
        "next-row: none\n",
        "next-row: '|'\n",
        "rules: [\n",
        "rules:\n  broken-link: off\n",
        "statuses: []\n",
        "statuses: {Draft: , Final: x}\n",
        "transitions: {}\n",
        "fields: []\n",
        "columns: []\n",
        "sections: [A, B]\n",
        "front-matter: none\n",
        "front-matter: preformatted\n",
        "line-limits: {single: 999999}\n",
        "first-number: 99999999\n",
        "folder: ../x\n",
        "trackers: {BA: 'https://x.y/{key}'}\n",
        "change-titles: conventional\n",
        "field-names: {title: Title, number: N}\n",
        "branch-pattern: x/{number}\n",
        "example-numbers: [1001]\n",
        "version-format: YY.MM\n",
    ];

    private static readonly string[] s_oddities =
    [
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\t",
        "\0",
        "\f",
        "\v",
        "\u0085",
        "\u00A0",
        "\u2028",
        "\u2029",
        "\uFEFF",
        "\u200B",
        "\u3000",
        "한글",
        "\u1112\u1161\u11AB",
        "🔦",
        "\uD83D",
        "\uDD26",
        "é",
        "ß",
        "İ",
        "²",
        "٣",
        "\u202E",
        "0",
        "00000000000",
        "99999999999999999999",
        "-1",
        "1001",
        "1002",
        "2026-02-30",
        "0000-00-00",
        "{number}",
        "{slug}",
        "{0}",
        "{",
        "}",
        "$0",
        " ",
        "  \n",
        "/",
        "../",
        "//",
        ".",
        "..",
        "\\",
        "a",
        "A",
        "x.md",
        "none",
        ",",
        ";",
        "@",
        "(",
        ")",
    ];

    private static readonly SearchValues<char> s_signs = SearchValues.Create("\n#[](){}|:-<>`\"'*&");

    private readonly ImmutableArray<(Input Input, Bep.Analysis.Snapshot.Series Series)> _seeds;
    private readonly string[] _donors;

    /// <summary>Makes of <paramref name="seeds"/>.</summary>
    public Mutations(IEnumerable<Input> seeds)
    {
        _seeds =
        [
            .. seeds
                .Where(seed => seed.Files.Any(file => file.Content!.Length > 0 && !Input.IsOfBranch(file.Path)))
                .Select(seed => (seed, seed.ToSeries())),
        ];
        _donors =
        [
            .. _seeds.SelectMany(seed => seed.Input.Files).Select(file => file.Content!).Where(content => content.Length > 20).Distinct(),
        ];
        Inputs = Gen.Select(
            Gen.Int[0, _seeds.Length - 1],
            Gen.Select(Gen.UInt, MutationsOfOne.Array[1, 5], (which, changes) => (which, changes)).Array[1, 2],
            (seed, edits) => Make(_seeds[seed], edits)
        );
    }

    /// <summary>Inputs, each with the series that it begins with.</summary>
    public Gen<(Input Input, Bep.Analysis.Snapshot.Series Before)> Inputs { get; }

    private enum Kind
    {
        Insert,
        InsertAtLine,
        Delete,
        DeleteLine,
        Cut,
        Replace,
        Swap,
        Repeat,
        RepeatLine,
        MoveLine,
        Indent,
        LineEnds,
        Splice,
        Top,
    }

    private static Gen<Mutation> MutationsOfOne { get; } =
        Gen.Select(
            Gen.Frequency(
                (8, Kind.Insert),
                (8, Kind.InsertAtLine),
                (4, Kind.Delete),
                (4, Kind.DeleteLine),
                (2, Kind.Cut),
                (6, Kind.Replace),
                (1, Kind.Swap),
                (1, Kind.Repeat),
                (3, Kind.RepeatLine),
                (2, Kind.MoveLine),
                (2, Kind.Indent),
                (1, Kind.LineEnds),
                (3, Kind.Splice),
                (1, Kind.Top)
            ),
            Gen.UInt,
            Gen.UInt,
            Gen.Frequency((4, Gen.OneOf(s_markdown)), (4, Gen.OneOf(s_yaml)), (2, Gen.OneOf(s_oddities))),
            (kind, at, much, words) => new Mutation(kind, at, much, words)
        );

    private (Input Input, Bep.Analysis.Snapshot.Series Before) Make(
        (Input Input, Bep.Analysis.Snapshot.Series Series) seed,
        (uint Which, Mutation[] Changes)[] edits
    )
    {
        var files = seed.Input.Files.RemoveAll(file => Input.IsOfBranch(file.Path));
        var made = ImmutableArray.CreateBuilder<SourceFile>();
        foreach (var (which, changes) in edits)
        {
            var file = files[(int)(which % (uint)files.Length)];
            if (made.Any(other => other.Path == file.Path))
                continue;
            // Now and then a file goes, or one comes.
            var fate = which >> 24;
            if (fate == 0)
                made.Add(new(file.Path, null));
            else
                made.Add(new(fate == 1 ? Renamed(file.Path) : file.Path, changes.Aggregate(file.Content!, Apply)));
        }

        return (seed.Input with { Edits = made.ToImmutable() }, seed.Series);
    }

    private static string Renamed(string path) =>
        path.Contains("1001", StringComparison.Ordinal)
            ? path.Replace("1001", "1002", StringComparison.Ordinal)
            : path.Replace(".md", "-2.md", StringComparison.Ordinal);

    private string Apply(string text, Mutation mutation)
    {
        var (kind, at, much, words) = mutation;
        if (text.Length > 8000)
            return text;
        var place = Place(text, at);
        var line = text.LastIndexOfAny(['\n', '\r'], Math.Max(0, place - 1)) + 1;
        if (place == 0)
            line = 0;
        var end = text.IndexOf('\n', place) is >= 0 and var found ? found + 1 : text.Length;
        var some = Math.Min(text.Length, place + 1 + (int)(much % 8));
        return kind switch
        {
            Kind.Insert => text.Insert(place, words),
            Kind.InsertAtLine => text.Insert(line, much % 2 == 0 ? words : words + "\n"),
            Kind.Delete => text.Remove(place, some - place),
            Kind.DeleteLine => text.Remove(line, end - line),
            Kind.Cut => much % 3 == 0 ? text[place..] : text[..place],
            Kind.Replace => string.Concat(text.AsSpan(0, place), words, text.AsSpan(some)),
            Kind.Swap => string.Concat(text.AsSpan(0, line), text.AsSpan(end), text.AsSpan(line, end - line)),
            Kind.Repeat => text.Insert(place, string.Concat(Enumerable.Repeat(words, (int)(much % 40)))),
            Kind.RepeatLine => text.Insert(end, text[line..end]),
            Kind.MoveLine => Place(text.Remove(line, end - line), much) is var target
                ? text.Remove(line, end - line).Insert(target, text[line..end])
                : text,
            Kind.Indent => text.Insert(
                line,
                (string[])["> ", "- ", "  ", "\t", "    ", "1. ", "# ", "| "] is var marks ? marks[much % 8] : ""
            ),
            Kind.LineEnds => text.ReplaceLineEndings(much % 3 == 0 ? "\r" : "\r\n"),
            Kind.Splice => _donors[much % _donors.Length] is var other && Place(other, at) is var from
                ? text.Insert(line, other.Substring(from, Math.Min(other.Length - from, (int)(at % 200))))
                : text,
            _ => text.Insert(0, words),
        };
    }

    // Half of all places are beside a sign that means something.
    private static int Place(string text, uint at)
    {
        var place = (int)(at % (uint)(text.Length + 1));
        if (at % 2 == 0)
            return place;
        var sign = text.AsSpan(place).IndexOfAny(s_signs);
        return sign < 0 ? place : place + sign + (int)(at / 2 % 2);
    }

    private sealed record Mutation(Kind Kind, uint At, uint Much, string Words);
}
