using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Bep.Analysis.Checking;
using Bep.Analysis.Configuration;
using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;
using Bep.Server.Lsp;

namespace Bep.Tests.Rules;

/// <summary>
/// Whatever is done to the registry, the template, the configuration, documents and files, in whatever order: the findings that an editor
/// has after each step are those of the series read afresh. The variable <c>BEP_STEPS</c> says how many steps are made for each seed,
/// <c>BEP_SEED</c> with which one to begin.
/// </summary>
public sealed partial class StructuralTests
{
    private const string Message = ".git/COMMIT_EDITMSG";

    private static readonly string[] s_numbers = ["1000", "1001", "1002", "1003", "1004", "1007", "0000"];

    // Whole files to go back to.
    private static readonly (string Path, string[] Texts)[] s_files =
    [
        (
            "README.md",
            [
                "# Proposals\n\n| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1001-a.md) | A | Ada | Draft |\n| [1002](BEP-1002-b.md) | B | - | Accepted |\n| 1003 | C | - | Draft |\n| _next_ | _(reserve your number here)_ | | |\n",
                "# Proposals\n\n| Number | Title | Author | Status |\n|--|--|--|--|\n",
                "# Proposals\n\nNo table.\n",
                "",
                "| Status | Description |\n|--|--|\n| Draft | d |\n| Done | e |\n\n| From | To |\n|--|--|\n| Draft | Done |\n\n| Number | Title | Author | Status |\n|--|--|--|--|\n| [1001](BEP-1001-a.md) | A | Ada | Done |\n",
            ]
        ),
        (
            "BEP-0000-template.md",
            [
                "---\nAuthor: Full Name (email@example.com)\nStatus: Draft # Status: Draft | Accepted | Implemented\nCreated: YYYY-MM-DD\n---\n\n# Title\n\n## Motivation\n\nSay why.\n\n## Design\n",
                "---\nAuthor:\nStatus:\n---\n# Title\n\n## Why\n",
                "",
            ]
        ),
        (
            ".bep.yaml",
            [
                "rules: { missing-section: off, broken-link: warning }\n",
                "statuses: [Draft, Done]\n",
                "prefix: ADR\n",
                "registry: none\n",
                "registry: INDEX.md\n",
                "template: other.md\n",
                "rules: [\n",
                "",
                "fields: { Author: required, Reviewer: optional }\n",
                "sections: [Why, How]\n",
                "file-names: ['{number}-{slug}.md']\n",
                "---\n",
                "digits: 3\n",
                "issues: { BA: 'https://example.com/{key}' }\n",
            ]
        ),
        (
            "BEP-1001-a.md",
            [
                "---\nAuthor: Ada (a@example.com)\nStatus: Draft\nCreated: 2026-01-01\n---\n\n# BEP-1001: A\n\n## Motivation\n\nBEP-1002, [x](BEP-1001/x.md#old), [c](BEP-1003-c.md).\n",
            ]
        ),
        (
            "BEP-1002-b.md",
            [
                "---\nAuthor: Bo (b@example.com)\nStatus: Superseded\nSuperseded-By: BEP-1001\n---\n# B\n\nBEP-1001 and BEP-1007 ![y](BEP-1002/y.png)\n",
            ]
        ),
        ("BEP-1003-c.md", ["---\nStatus: Accepted\n---\n# C\n\n## Anchor\n\n[a](BEP-1001-a.md#motivation)\n"]),
        ("BEP-1001-Other_One.md", ["# BEP-1001: Other\n\nBEP-1003\n"]),
        (
            "BEP-1001/x.md",
            ["<!-- context-for-ai\nparent: BEP-1001 (A)\ndepends-on: [z.md, BEP-1003]\n-->\n\n# X\n\n## Old\n\nBEP-1002 [z](z.md)\n"]
        ),
        ("BEP-1001/z.md", ["# Z\n"]),
        ("BEP-1003/BEP-1003-c.md", ["# C\n"]),
        ("drafts/BEP-1003-c.md", ["---\nStatus: Draft\n---\n# C\n"]),
        ("BEP-XXXX-d.md", ["# D, after BEP-1003\n\nBEP-1002\n"]),
        ("INDEX.md", ["| Number | Title | Author | Status |\n|--|--|--|--|\n| [1002](BEP-1002-b.md) | B | - | Draft |\n"]),
        ("other.md", ["---\nStatus: Draft\n---\n# Title\n\n## Other\n"]),
        ("ADR-0001-e.md", ["# E\n\nADR-0002 BEP-1001\n"]),
        ("notes.md", ["# Notes\n\nBEP-1001, [b](BEP-1002-b.md), [i](INDEX.md)\n"]),
        (Message, ["BEP-1001 (update): A thing\n", "BEP-1004 (new): New\n"]),
    ];

    private static readonly string[] s_others =
    [
        "BEP-1002/y.png",
        "BEP-1001/unused.png",
        "BEP-1004-e.md/inside.txt",
        "BEP-1003/k.svg",
        "picture.png",
    ];

    private static readonly string[] s_lines =
    [
        "| 1004 | New | - | Draft |",
        "| [1001](BEP-1001-a.md) | A | - | Draft |",
        "| [1003](BEP-1003-c.md) | C | Ada | Accepted |",
        "| [1002](drafts/BEP-1003-c.md) | C | Ada | Accepted |",
        "| _next_ | _(reserve your number here)_ | | |",
        "| 1007 | _(skipped)_ | | |",
        "| x |",
        "<<<<<<< HEAD",
        "=======",
        ">>>>>>> other",
        "| Number | Title | Author | Status |",
        "|--|--|--|--|",
        "",
        "",
        "---",
        "Status: Draft",
        "Status: Superseded",
        "Superseded-By: BEP-1002",
        "Superseded-By: BEP-1003",
        "Author: Ada (a@example.com)",
        "Created: 2026-01-05",
        "Created-Version: 26.1.0",
        "Target-Version: 25.9",
        "Implemented-Version: 26.1.0",
        "# Title",
        "# BEP-1002: A",
        "# B",
        "## Motivation",
        "## Why",
        "## Anchor",
        "### Old",
        "Text.",
        "BEP-1001 BEP-1003",
        "BEP-1687",
        "bep 1002",
        "[x](BEP-1001/x.md)",
        "[y](BEP-1002/y.png)",
        "[n](BEP-1004-new.md)",
        "[c](BEP-1003-c.md#anchor)",
        "[p](picture.png)",
        "[r](README.md)",
        "[up](../guide.md#old)",
        "[d](BEP-1001/)",
        "<a id=\"anchor\"></a>",
        "<!-- bep-ignore unknown-reference: x -->",
        "<!-- bep-ignore-file broken-link: x -->",
        "```",
        "The main document has at most 10 lines.",
        "- BEP-1002",
        "https://git.example.com/a/a/blob/main/BEP-1002-b.md#b",
        "<!-- context-for-ai",
        "depends-on: [BEP-1002, x.md]",
        "parent: BEP-1001",
        "-->",
        "rules: { registry-gap: off }",
        "severity: hint",
        "BA-1234",
        "<!--",
        "| Status | Description |",
        "| Done | d |",
    ];

    private static readonly ImmutableArray<IGrouping<Reach, Rule>> s_byReach = [.. RuleBook.Rules.GroupBy(rule => rule.Reach)];

    private readonly Dictionary<string, string> _texts = [];
    private readonly HashSet<string> _others = [];
    private (string Path, string[] Texts)[] _pool = s_files;

    public static TheoryData<int> Seeds
    {
        get
        {
            var first = int.Parse(Environment.GetEnvironmentVariable("BEP_SEED") ?? "1", CultureInfo.InvariantCulture);
            return [.. Enumerable.Range(first, 6)];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Findings_after_each_step_are_those_of_a_fresh_look(int seed)
    {
        var random = new Random(seed);
        var steps = int.Parse(Environment.GetEnvironmentVariable("BEP_STEPS") ?? "400", CultureInfo.InvariantCulture);
        var folder = seed % 2 == 0 ? "" : "proposals";
        var externalFacts = new ExternalFacts(new(2026, 2, 1), "Ada (a@example.com)");
        // A series of few files is often without one that others take for granted.
        _pool = seed % 3 == 0 ? s_files[..5] : s_files;
        foreach (var (path, texts) in _pool)
            _texts[In(folder, path)] = texts[0];
        _texts.Remove(In(folder, ".bep.yaml"));
        var series = Fresh(folder, externalFacts);
        var related = new RelatedPlaces();
        var store = LookAtAll(series, related);
        for (var step = 1; step <= steps; step++)
        {
            var (what, after, changed) = Step(random, folder, series);
            var fresh = Fresh(folder, externalFacts);
            var expected = LookAtAll(fresh, new());
            var moved = related.MovedSince(series, after, changed).ToList();
            // What each rule says that it looks at is enough for it.
            foreach (var rules in s_byReach)
            {
                var looked = Affected.Between(series, after, changed, rules.Key).Concat(moved).ToHashSet();
                foreach (var path in expected.Keys.Union(store.Keys).Where(path => !looked.Contains(path)))
                    Same(Of(store, path, rules), Of(expected, path, rules), $"what a rule with {rules.Key} looks at, {path}");
            }

            foreach (var path in Affected.Between(series, after, changed).Concat(moved).Distinct().ToList())
            {
                store.Remove(path);
                if (Look(after, path, related) is { } findings)
                    store[path] = findings;
            }
            series = after;
            Assert.Equal(fresh.PathsLinkedOutside.Order(), series.PathsLinkedOutside.Order());
            foreach (var path in expected.Keys.Union(store.Keys))
                Same(store.GetValueOrDefault(path, []), expected.GetValueOrDefault(path, []), path);

            void Same(string[] has, string[] wants, string where) =>
                Assert.True(
                    has.SequenceEqual(wants),
                    $"seed {seed}, step {step}: {what}\nIn {where} there are\n{string.Join('\n', has.Except(wants))}\nand not\n{string.Join('\n', wants.Except(has))}\n\nthe texts are\n{string.Join("\n", _texts.Select(text => $"-- {text.Key} --\n{text.Value}"))}"
                );
        }

        static string[] Of(Dictionary<string, string[]> store, string path, IEnumerable<Rule> rules) =>
            [
                .. store
                    .GetValueOrDefault(path, [])
                    .Where(finding => rules.Any(rule => finding.StartsWith(rule.Name + " ", StringComparison.Ordinal))),
            ];
    }

    private (string What, Series After, List<string> Changed) Step(Random random, string folder, Series series)
    {
        switch (random.Next(_pool.Length < s_files.Length ? 6 : 12))
        {
            case 0:
                var (name, texts) = _pool[random.Next(_pool.Length)];
                return Write(folder, series, In(folder, name), texts[random.Next(texts.Length)]);
            case 1:
                return Delete(folder, series, Any(random));
            case 2:
                var moved = Any(random);
                var to = In(folder, _pool[random.Next(_pool.Length)].Path);
                if (to == moved || !_texts.ContainsKey(moved) || _texts.ContainsKey(to))
                    goto default;
                var text = _texts[moved];
                var (_, between, gone) = Delete(folder, series, moved);
                var (_, after, come) = Write(folder, between, to, text);
                return ($"{moved} is now {to}", after, [.. gone, .. come]);
            case 3:
                var other = In(folder, s_others[random.Next(s_others.Length)]);
                var exists = !_others.Remove(other);
                if (exists)
                    _others.Add(other);
                return Folders(
                    folder,
                    $"{other} {(exists ? "comes" : "goes")}",
                    exists ? series.WithFile(other) : series.Without(other),
                    series,
                    [other]
                );
            default:
                // The files that others depend on are edited more often than the rest.
                var path = random.Next(2) == 0 ? Any(random) : In(folder, s_files[random.Next(4)].Path);
                return Write(folder, series, path, Edited(random, _texts.GetValueOrDefault(path, "")));
        }
    }

    private string Any(Random random) =>
        _texts.Count == 0 ? "README.md" : _texts.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(_texts.Count));

    private static string Edited(Random random, string text)
    {
        var lines = text.Split('\n').ToList();
        var at = random.Next(lines.Count);
        switch (random.Next(8))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[random.Next(lines.Count)]);
                break;
            case 2:
                (lines[at], lines[0]) = (lines[0], lines[at]);
                break;
            case 3:
                lines[at] = lines[at]
                    .Replace(s_numbers[random.Next(s_numbers.Length)], s_numbers[random.Next(s_numbers.Length)], StringComparison.Ordinal);
                break;
            case 4:
                lines.RemoveAll(line => line.StartsWith('|'));
                break;
            case 5 when lines[at].Length > 0:
                lines[at] = lines[at].Remove(random.Next(lines[at].Length), 1);
                break;
            default:
                lines.Insert(at, s_lines[random.Next(s_lines.Length)]);
                break;
        }
        // Texts do not grow without end.
        return string.Join('\n', lines.Take(40));
    }

    private (string What, Series After, List<string> Changed) Write(string folder, Series series, string path, string text)
    {
        _texts[path] = text;
        return Folders(
            folder,
            $"{path} becomes\n{text}\n",
            series.With(DocumentParser.Parse(path, new(text), series.Folder, series.BaseConvention)),
            series,
            [path]
        );
    }

    private (string What, Series After, List<string> Changed) Delete(string folder, Series series, string path)
    {
        _texts.Remove(path);
        return Folders(folder, $"{path} goes", series.Without(path), series, [path]);
    }

    // A folder is there as long as something is in it.
    private (string What, Series After, List<string> Changed) Folders(
        string folder,
        string what,
        Series after,
        Series before,
        List<string> changed
    )
    {
        foreach (var above in changed.SelectMany(Above).Distinct().ToList())
        {
            if (above.Length == 0 || above == folder || above.StartsWith('.'))
                continue;
            after = Files().Any(path => Paths.IsBelow(above, path)) ? after.WithFile(above) : after.Without(above);
            if (before.Exists(above) != after.Exists(above))
                changed.Add(above);
        }
        return (what, after, changed);
    }

    private IEnumerable<string> Files() => _texts.Keys.Where(path => path != Message).Concat(_others);

    private static IEnumerable<string> Above(string path)
    {
        for (var at = Paths.Folder(path); at.Length > 0; at = Paths.Folder(at))
            yield return at;
    }

    private Series Fresh(string folder, ExternalFacts externalFacts)
    {
        var configuration = new[] { folder, "" }
            .Select(place => Paths.Join(place, ConfigurationReader.FileName))
            .Where(_texts.ContainsKey)
            .Select(path => DocumentParser.Parse(path, new(_texts[path]), Paths.Folder(path), Convention.Default))
            .FirstOrDefault(document => ConfigurationReader.IsFor(document, folder));
        var basis = ConfigurationReader.BaseConvention(configuration, folder);
        var files = Files().Concat(Files().SelectMany(Above)).Where(path => path != folder);
        return Series.Create(
            folder,
            basis,
            externalFacts,
            files,
            _texts.Select(text => DocumentParser.Parse(text.Key, new(text.Value), folder, basis)),
            isComplete: true
        );
    }

    private static Dictionary<string, string[]> LookAtAll(Series series, RelatedPlaces related) =>
        series
            .DocumentsAndMessages.Select(document => (document.Path, Findings: Look(series, document.Path, related)))
            .Where(one => one.Findings is not null)
            .ToDictionary(one => one.Path, one => one.Findings!);

    // As the editor is told, and what it is offered.
    private static string[]? Look(Series series, string path, RelatedPlaces related)
    {
        var findings = series.Find(path) is { } document ? RuleBook.Default.Check(document, series) : [];
        related.Note(path, findings);
        return findings.IsEmpty ? null : [.. findings.Select(Whole)];
    }

    // Fixes are worked out again when somebody asks for them; only then the number that they give matters.
    private static string Whole(Finding finding) =>
        $"{finding.Rule.Name} {finding.Span.Start}-{finding.Span.End} {finding.Severity} {finding.Tag} {finding.Message} [{string.Join("; ", finding.Fixes.Select(fix => Given().Replace(fix.Title.ToString(), "$1 the next")))}]"
        + string.Concat(finding.Related.Select(related => $" ({related.Path} {related.Span.Start}-{related.Span.End} {related.Message})"));

    [GeneratedRegex(@"\b(Renumber .* to|Reserve|Rename the file to) \S+")]
    private static partial Regex Given();

    private static string In(string folder, string path) => path == Message ? path : Paths.Join(folder, path);
}
