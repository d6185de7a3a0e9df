using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Tests.Cli;
using Bep.Tests.Server;

namespace Bep.Tests.Files;

/// <summary>
/// Changes that were interrupted, and journals that nobody of ours wrote. That a command may be killed anywhere, tests/torture tries.
/// </summary>
public sealed class JournalTests : IDisposable
{
    private const string Tides = "proposals/BEP-1001-tide-tables.md",
        Moved = "proposals/BEP-1005-tide-tables.md",
        Hours = "proposals/BEP-1000-quiet-hours.md",
        Made = "proposals/BEP-1002-fog-horn.md";

    private readonly TempFolder _folder = TempFolder.WithSeries();
    private readonly SeriesLocation _place;
    private readonly ImmutableArray<Step> _steps;

    public JournalTests()
    {
        _place = new(_folder.Root, "proposals");
        _steps =
        [
            new(StepKind.Write, Hours, Old: Bytes(Hours), New: [.. Bytes(Hours), .. "More.\n"u8]),
            new(StepKind.Write, Tides, Old: Bytes(Tides), New: "# Short\n"u8.ToArray()),
            new(StepKind.Move, Tides, Moved),
            new(StepKind.Create, Made, New: "# Fog Horn\n"u8.ToArray()),
        ];
    }

    private Contained Files => Contained.In(new Disk(), _folder.Root);

    [Fact]
    public void A_change_is_made_and_leaves_nothing_behind()
    {
        Journal.Carry(Files, _place, _steps);
        Assert.Equal("# Short\n", Read(Moved));
        Assert.Equal("# Fog Horn\n", Read(Made));
        Assert.EndsWith("More.\n", Read(Hours));
        Assert.False(File.Exists(_folder.PathOf(Tides)) || Journal.IsThere(Files, _place));
    }

    [Fact]
    public void A_change_that_cannot_be_made_is_taken_back()
    {
        var before = Samples.Read(_folder.Root);
        // What is in the way is seen before, and what comes in the way meanwhile is left alone.
        Assert.ThrowsAny<IOException>(() => Journal.Carry(Files, _place, _steps.Add(new(StepKind.Create, Hours, New: "x"u8.ToArray()))));
        Assert.Equal(before, Samples.Read(_folder.Root));
        Assert.ThrowsAny<IOException>(() => Journal.Carry(Files, _place, _steps.Add(new(StepKind.Create, Made, New: "x"u8.ToArray()))));
        Assert.Equal(before, Samples.Read(_folder.Root));
        Assert.ThrowsAny<IOException>(() =>
            Journal.Carry(Files, _place, _steps.Add(new(StepKind.Write, Hours, Old: "x"u8.ToArray(), New: "y"u8.ToArray())))
        );
        Assert.Equal(before, Samples.Read(_folder.Root));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_was_done_when_it_was_interrupted_is_taken_back(int done)
    {
        var before = Samples.Read(_folder.Root);
        Interrupt(done);
        var run = Command.Run("list", _folder.Root);
        Assert.Equal("bep: a change of proposals was interrupted; it was taken back\n", run.Error);
        Assert.Contains("BEP-1001", run.Output);
        Assert.Equal(before, Samples.Read(_folder.Root));
        Assert.Equal("", Command.Run("list", _folder.Root).Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_file_that_moves_in_a_folder_that_moves_has_its_old_name_again(int done)
    {
        _folder.Write("proposals/BEP-1001/kr/BEP-1001-part.md", "# Part\n");
        ImmutableArray<Step> moves =
        [
            new(StepKind.Move, "proposals/BEP-1001", "proposals/BEP-1005"),
            new(StepKind.Move, "proposals/BEP-1005/kr/BEP-1001-part.md", "proposals/BEP-1005/kr/BEP-1005-part.md"),
        ];
        var before = Samples.Read(_folder.Root);
        Journal.Carry(Files, _place, [.. moves.Take(done)]);
        _folder.Write("proposals/.bep-journal", Content(moves));
        Assert.Equal("bep: a change of proposals was interrupted; it was taken back\n", Command.Run("list", _folder.Root).Error);
        Assert.Equal(before, Samples.Read(_folder.Root));
        Journal.Carry(Files, _place, moves);
        Assert.Equal("# Part\n", Read("proposals/BEP-1005/kr/BEP-1005-part.md"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Fog")]
    public void A_file_that_was_made_and_not_written_to_its_end_is_removed(string written)
    {
        var before = Samples.Read(_folder.Root);
        Interrupt(3);
        _folder.Write(Made, written);
        Assert.Equal("bep: a change of proposals was interrupted; it was taken back\n", Command.Run("list", _folder.Root).Error);
        Assert.Equal(before, Samples.Read(_folder.Root));
    }

    [Fact]
    public void A_journal_that_was_not_written_to_its_end_is_removed()
    {
        var before = Samples.Read(_folder.Root);
        var whole = Content(_steps);
        foreach (var length in new[] { 0, 3, 20, 80, whole.Length / 2, whole.Length - 1 })
        {
            _folder.Write("proposals/.bep-journal", whole[..length]);
            Assert.Equal("bep: a change of proposals was interrupted before it began\n", Command.Run("list", _folder.Root).Error);
            Assert.Equal(before, Samples.Read(_folder.Root));
        }
    }

    [Fact]
    public void What_its_author_has_edited_since_stays()
    {
        // It had its new text: the rest is completed.
        Interrupt(2);
        _folder.Write(Tides, "# Short and edited\n");
        Assert.Equal(
            "bep: a change of proposals was interrupted; it was completed, but for what was edited since: proposals/BEP-1001-tide-tables.md\n",
            Command.Run("list", _folder.Root).Error
        );
        Assert.Equal("# Short and edited\n", Read(Moved));
        Assert.Equal("# Fog Horn\n", Read(Made));
    }

    [Fact]
    public void What_its_author_has_edited_before_its_turn_came_stays()
    {
        // It had its old text: the rest is taken back.
        var hours = Read(Hours);
        Interrupt(1);
        _folder.Write(Tides, TempFolder.Proposal("Tide Tables and More", body: "After [BEP-1000](BEP-1000-quiet-hours.md).\n"));
        Assert.Contains(
            "it was taken back, but for what was edited since: proposals/BEP-1001-tide-tables.md",
            Command.Run("list", _folder.Root).Error
        );
        Assert.Contains("Tables and More", Read(Tides));
        Assert.Equal(hours, Read(Hours));
        Assert.False(File.Exists(_folder.PathOf(Made)));
    }

    [Fact]
    public void A_file_that_was_moved_and_edited_is_completed()
    {
        Interrupt(3);
        _folder.Write(Moved, "# Short\n\nEdited.\n");
        Assert.Contains(
            "it was completed, but for what was edited since: proposals/BEP-1005-tide-tables.md",
            Command.Run("list", _folder.Root).Error
        );
        Assert.Equal("# Short\n\nEdited.\n", Read(Moved));
        Assert.Equal("# Fog Horn\n", Read(Made));
        Assert.EndsWith("More.\n", Read(Hours));
    }

    [Fact]
    public void Instructions_for_agents_outside_of_the_series_are_taken_back_too()
    {
        _folder.Write("AGENTS.md", "new");
        _folder.Write("proposals/.bep-journal", Raw([new(StepKind.Write, "../AGENTS.md", Old: "old"u8.ToArray(), New: "new"u8.ToArray())]));
        Assert.Contains("it was taken back", Command.Run("list", _folder.Root).Error);
        Assert.Equal("old", Read("AGENTS.md"));
    }

    public static TheoryData<string> Reaching =>
        [
            "../../outside.md",
            "/outside.md",
            "../.git/hooks/pre-commit",
            ".git/config",
            ".github/workflows/x.md",
            "../.vscode/tasks.json",
            "script.sh",
            "../other.md",
            "../src/AGENTS.md",
            "x/../../y.md",
            "BEP-1001/.hidden.md",
            ".bep-journal",
        ];

    [Theory]
    [MemberData(nameof(Reaching))]
    public void A_journal_that_reaches_further_than_the_series_is_not_obeyed(string path)
    {
        _folder.Write("outside.md", "new");
        var hours = new Step(StepKind.Write, Path.GetFileName(Hours), Old: "old"u8.ToArray(), New: Bytes(Hours));
        Step[] reaching =
        [
            new(StepKind.Create, path, New: "new"u8.ToArray()),
            new(StepKind.Write, path, Old: "old"u8.ToArray(), New: "new"u8.ToArray()),
            new(StepKind.Move, Path.GetFileName(Hours), path),
            new(StepKind.Move, path, "BEP-1009-x.md"),
        ];
        foreach (var step in reaching)
        {
            // Whatever lies in the folder may be renamed.
            if (step.Kind == StepKind.Move && path == "script.sh")
                continue;
            _folder.Write("proposals/.bep-journal", Raw([hours, step]));
            var before = Samples.Read(_folder.Root);
            Assert.Contains(
                ".bep-journal reaches further than the series, and is not obeyed; remove it",
                Command.Run("list", _folder.Root).Error
            );
            var written = Command.Run("new", "Fog Horn", "--series", _folder.Root);
            Assert.Equal(2, written.Status);
            Assert.Contains("is not obeyed; remove it", written.Error);
            Assert.Equal(before, Samples.Read(_folder.Root));
        }
    }

    [SkippableFact]
    public void A_journal_that_is_none_is_neither_obeyed_nor_removed()
    {
        Xunit.Skip.If(OperatingSystem.IsWindows(), "Links are made with the tools of Unix.");
        foreach (var content in new[] { "notes of mine", "bep journal 1 of mine\n", "{}" })
        {
            _folder.Write("proposals/.bep-journal", content);
            var run = Command.Run("list", _folder.Root);
            Assert.Equal(0, run.Status);
            if (content.StartsWith("bep", StringComparison.Ordinal))
                continue;
            Assert.Contains(".bep-journal was not written by bep, and is not obeyed; remove it", run.Error);
            Assert.Equal(content, Read("proposals/.bep-journal"));
            File.Delete(_folder.PathOf("proposals/.bep-journal"));
        }
        // Well written, but of something else.
        foreach (
            var json in new[] { "null", "[null]", "{}", "[{}]", "[{\"kind\":99,\"path\":\"a.md\"}]", "[{\"Kind\":0,\"Path\":\"a.md\"}]" }
        )
        {
            _folder.Write("proposals/.bep-journal", Marked(Encoding.UTF8.GetBytes(json)));
            Assert.Contains("is not obeyed; remove it", Command.Run("list", _folder.Root).Error);
        }
        // A link to a good one.
        _folder.Write("elsewhere", Content(_steps));
        File.Delete(_folder.PathOf("proposals/.bep-journal"));
        File.CreateSymbolicLink(_folder.PathOf("proposals/.bep-journal"), _folder.PathOf("elsewhere"));
        Assert.Contains(".bep-journal is a link, and is not obeyed; remove it", Command.Run("list", _folder.Root).Error);
    }

    [Theory]
    [InlineData("aaaa", "bbbb", "aaaa", true)]
    [InlineData("aaaa", "bbbb", "bbaa", true)]
    [InlineData("aaaa", "bbbbbb", "bbbb", true)]
    [InlineData("aaaa", "bbbbbb", "bbbbb", true)]
    [InlineData("aaaa", "bb", "bbaa", true)]
    [InlineData("", "bbbb", "", true)]
    [InlineData("", "bbbb", "bb", true)]
    [InlineData("", "bbbb", "\0\0", true)]
    [InlineData("aaaa", "bbbb", "abab", false)]
    [InlineData("aaaa", "bbbb", "bbab", false)]
    [InlineData("aaaa", "bbbb", "bb", false)]
    [InlineData("aaaa", "bb", "a", false)]
    [InlineData("aaaa", "bbbb", "bbbbb", false)]
    [InlineData("aaaa", "bbbb", "cccc", false)]
    public void What_an_interrupted_write_leaves_is_told_from_what_an_author_writes(string old, string now, string content, bool expected)
    {
        Assert.Equal(
            expected,
            Journal.IsBetween(Encoding.UTF8.GetBytes(content), Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(now))
        );
        // The same with whole sectors around it.
        var (before, after) = (new string('x', 2048), new string('y', 512));
        if (old.Length == now.Length && content.Length == old.Length)
            Assert.Equal(
                expected,
                Journal.IsBetween(
                    Encoding.UTF8.GetBytes(before + content + after),
                    Encoding.UTF8.GetBytes(before + old + after),
                    Encoding.UTF8.GetBytes(before + now + after)
                )
            );
    }

    [Fact]
    public void The_lock_waits_and_gives_up()
    {
        var folder = _folder.PathOf("proposals");
        using (FolderLock.Take(folder, TimeSpan.Zero)!)
        {
            // Another thread, as another process would.
            var second = new Thread(() => Assert.Null(FolderLock.Take(folder, TimeSpan.Zero)));
            second.Start();
            second.Join();
        }
        using var third = FolderLock.Take(folder, TimeSpan.Zero);
        Assert.NotNull(third);
        Assert.ThrowsAny<IOException>(() => FolderLock.Take(_folder.PathOf("nowhere"), TimeSpan.Zero));
    }

    // A command that was ended when it had done this many steps.
    private void Interrupt(int done)
    {
        if (done > 0)
            Journal.Carry(Files, _place, [.. _steps.Take(done)]);
        _folder.Write("proposals/.bep-journal", Content(_steps));
    }

    private static byte[] Content(ImmutableArray<Step> steps) => Raw([.. steps.Select(step => step.In("proposals"))]);

    private static byte[] Raw(Step[] steps) => Marked(JsonSerializer.SerializeToUtf8Bytes(steps, JournalJson.Default.StepArray));

    private static byte[] Marked(byte[] json) => [.. Encoding.ASCII.GetBytes($"bep journal 1 {Sha1.Of(json)}\n"), .. json];

    private byte[] Bytes(string path) => File.ReadAllBytes(_folder.PathOf(path));

    private string Read(string path) => File.ReadAllText(_folder.PathOf(path));

    public void Dispose() => _folder.Dispose();
}
