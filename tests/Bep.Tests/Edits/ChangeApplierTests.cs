using System.Collections.Immutable;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Tests.Edits;

/// <summary>Changes that are carried out on a snapshot, as an editor does on files; and all that is safe, one after the other.</summary>
public sealed class ChangeApplierTests
{
    private static readonly Series s_series = Fixture
        .Read("-- BEP-1001-a.md --\n# A\n-- BEP-1001/b.md --\n# B\n-- BEP-1001/c.png --\n-- BEP-10011/d.md --\n# D\n")
        .ToSeries();

    [Fact]
    public void Files_change_in_order()
    {
        var after = s_series.Apply(
            new([
                new FileChange.Create("new.md", "# New\n"),
                new FileChange.Edit("new.md", [TextEdit.Insert(5, "er")]),
                new FileChange.Rename("BEP-1001-a.md", "BEP-1002-a.md"),
                new FileChange.Edit("BEP-1002-a.md", [TextEdit.Insert(3, "!")]),
                new FileChange.Rename("BEP-1001", "BEP-1002"),
            ])
        );
        Assert.Equal(
            ["BEP-10011/d.md: # D", "BEP-1002-a.md: # A!", "BEP-1002/b.md: # B", "new.md: # Newer"],
            after
                .DocumentsAndMessages.Where(document => document.Text.Length > 0)
                .Select(document => $"{document.Path}: {document.Text.Content.TrimEnd()}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(["BEP-1002/c.png"], after.Files.Paths.Where(path => path.EndsWith(".png", StringComparison.Ordinal)));
        Assert.Equal(["BEP-1002-a.md"], after.PathsOf(new(1002)));
        Assert.Empty(after.PathsOf(new(1001)));
        // What it was made from stays as it was.
        Assert.Equal(["BEP-1001-a.md"], s_series.PathsOf(new(1001)));
    }

    public static TheoryData<string, FileChange> Impossible() =>
        new()
        {
            { "There is no gone.md to edit.", new FileChange.Edit("gone.md", [TextEdit.Insert(0, "x")]) },
            { "There is a BEP-1001-a.md already.", new FileChange.Create("BEP-1001-a.md", "") },
            { "There is a BEP-1001/c.png already.", new FileChange.Create("BEP-1001/c.png", "") },
            { "There is a BEP-1001-a.md already.", new FileChange.Rename("BEP-1001/b.md", "BEP-1001-a.md") },
            { "There is a BEP-10011 already.", new FileChange.Rename("BEP-1001", "BEP-10011") },
        };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_change_for_another_snapshot_is_refused(string reason, FileChange change) =>
        Assert.Equal(reason, Assert.Throws<InvalidOperationException>(() => s_series.Apply(new([change]))).Message);

    [Theory]
    [InlineData(0, 2, 1, 3)]
    [InlineData(1, 3, 0, 2)]
    [InlineData(0, 3, 1, 1)]
    public void Edits_that_overlap_are_no_change(int start, int end, int otherStart, int otherEnd) =>
        Assert.StartsWith(
            "Edits of a.md overlap.",
            Assert
                .Throws<ArgumentException>(() =>
                    Change.Of("a.md", new TextEdit(new(start, end), "x"), new TextEdit(new(otherStart, otherEnd), "y"))
                )
                .Message
        );

    [Fact]
    public void Edits_that_touch_are_put_in_order()
    {
        var edit = (FileChange.Edit)
            Change.Of("a.md", new TextEdit(new(2, 4), "b"), new TextEdit(new(0, 2), "a"), TextEdit.Insert(4, "c")).Files[0];
        Assert.Equal(["a", "b", "c"], edit.Edits.Select(one => one.NewText));
    }

    // A status in another letter case and a date in another form are fixed without asking; a misspelt status is not.
    private static readonly Series s_faulty = Fixture
        .Read(
            "-- BEP-0000-template.md --\n---\n# Status: Draft | Accepted\nStatus: Draft\n---\n# Title\n-- BEP-1001-a.md --\n---\nStatus: draft\nCreated: 2026/1/5\n---\n# A\n-- BEP-1002-b.md --\n---\nStatus: draft\nCreated: 2026/1/6\n---\n# B\n-- BEP-1003-c.md --\n---\nStatus: Drafft\n---\n# C\n"
        )
        .ToSeries();

    [Fact]
    public void All_that_is_safe_is_fixed()
    {
        var result = BatchFixes.Apply(s_faulty, RuleBook.Default, paths: null, BatchFixes.Safe);
        Assert.Equal(
            ["BEP-1001-a.md unknown-status", "BEP-1001-a.md date-format", "BEP-1002-b.md unknown-status", "BEP-1002-b.md date-format"],
            result.Steps.Select(step => $"{step.Finding.Path} {step.Finding.Rule.Name}")
        );
        Assert.Equal("---\nStatus: Draft\nCreated: 2026-01-06\n---\n# B\n", result.Series.Find("BEP-1002-b.md")!.Text.Content);
        Assert.Equal("---\nStatus: Drafft\n---\n# C\n", result.Series.Find("BEP-1003-c.md")!.Text.Content);
        // Each was found in the series as it was by then.
        Assert.Equal([s_faulty], result.Steps.Take(1).Select(step => step.Before));
        Assert.Contains(
            "Status: Draft\nCreated: 2026-01-05",
            result.Steps[2].Before.Find("BEP-1001-a.md")!.Text.Content,
            StringComparison.Ordinal
        );
        Assert.All(result.Steps, step => Assert.True(step.Fix.IsSafe));
    }

    [Fact]
    public void Only_what_is_wanted_is_fixed()
    {
        var one = BatchFixes.Apply(s_faulty, RuleBook.Default, new HashSet<string> { "BEP-1002-b.md" }, BatchFixes.Safe);
        Assert.Equal(["BEP-1002-b.md", "BEP-1002-b.md"], one.Steps.Select(step => step.Finding.Path));
        var dates = BatchFixes.Apply(s_faulty, RuleBook.Default, paths: null, (before, finding) =>
            finding.Rule.Name == "date-format" ? BatchFixes.Safe(before, finding) : null
        );
        Assert.Equal(["date-format", "date-format"], dates.Steps.Select(step => step.Finding.Rule.Name));
        Assert.Equal("---\nStatus: draft\nCreated: 2026-01-05\n---\n# A\n", dates.Series.Find("BEP-1001-a.md")!.Text.Content);
        Assert.Empty(BatchFixes.Apply(s_faulty, RuleBook.Default, new HashSet<string>(), BatchFixes.Safe).Steps);
        Assert.Empty(
            BatchFixes
                .Apply(
                    s_faulty,
                    new(new Dictionary<string, Severity?> { ["unknown-status"] = null, ["date-format"] = null }.ToImmutableDictionary()),
                    null,
                    BatchFixes.Safe
                )
                .Steps.Where(step => step.Finding.Rule.Name is "unknown-status" or "date-format")
        );
    }

    [Fact]
    public void What_is_known_is_told_from_what_is_new()
    {
        const string Before = "[x](gone.md)\n\n[y](gone.md)\n\n[y](gone.md)\n",
            After = "New.\n\n[y](gone.md)\n\n[x](gone.md)\n\n[z](gone.md)\n\n[y](gone.md)\n\n[y](gone.md)\n\n[x](away.md)\n";
        var known = BaselineFindings.In(Fixture.Read("-- a.md --\n" + Before).ToSeries());
        var series = Fixture.Read("-- a.md --\n" + After + "-- b.md --\n[x](gone.md)\n").ToSeries();
        var found = RuleBook.Default.CheckAll(series).Where(finding => finding.Rule.Name == "broken-link").ToList();
        Assert.Equal(
            ["a.md 2 True", "a.md 4 True", "a.md 6 True", "a.md 8 True", "a.md 10 True", "a.md 12 False", "b.md 0 False"],
            found.Select(finding => $"{Place(finding)} {known.Has(series, finding)}")
        );
        // As many as were known: the fourth of its kind is new.
        Assert.Equal(["a.md 8", "a.md 10", "a.md 12", "b.md 0"], known.Without(series, found).Select(Place));
        Assert.Equal(found, BaselineFindings.None.Without(series, found));

        string Place(Finding finding) => $"{finding.Path} {series.Find(finding.Path)!.Text.LineAt(finding.Span.Start)}";
    }
}
