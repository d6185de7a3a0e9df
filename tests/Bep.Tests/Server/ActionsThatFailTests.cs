using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Checking;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;
using Bep.Server.Files;
using Bep.Server.Lsp;
using Bep.Server.Lsp.Handlers;
using Bep.Server.Protocol;

namespace Bep.Tests.Server;

/// <summary>A code action that fails costs itself, and the log says which one it was.</summary>
public sealed class ActionsThatFailTests
{
    [Fact]
    public void The_others_are_offered()
    {
        var usual = Titles(RuleBook.Default, out _);
        Assert.Contains("Change to `Draft`", usual);
        var titles = Titles(new RuleBook([]) { Checked = RuleBook.Rules.Insert(0, new Fails()) }, out var log);
        Assert.Equal(usual, titles.Where(title => !title.Contains("`fails`", StringComparison.Ordinal)));
        Assert.Contains(
            "bep: a fix of fails in BEP-1001-a.md: System.InvalidOperationException: it never ends well",
            log,
            StringComparison.Ordinal
        );
    }

    private static List<string> Titles(RuleBook rules, out string log)
    {
        var series = Fixture
            .Read("-- BEP-1001-a.md --\n---\nAuthor: Ada Park (ada@example.com)\nStatus: Drafft\nCreated: 2026-01-05\n---\n\n# A\n")
            .ToSeries();
        var client = new ClientInfo(
            new InitializeParams(
                """{ "capabilities": { "textDocument": { "codeAction": { "codeActionLiteralSupport": {} } } } }"""u8.ToArray()
            )
        );
        var place = new SeriesLocation(Path.GetFullPath("/nowhere"), "");
        var state = new ServerState
        {
            Client = client,
            Settings = new(rules, false, false),
            Series = [new(place, series)],
        };
        var (errors, copy) = (Console.Error, new Copy(Console.Error));
        Console.SetError(TextWriter.Synchronized(copy));
        try
        {
            var given = new CodeActionParams(
                new(Uris.Of(place.AbsoluteOf("BEP-1001-a.md"))),
                new(new(2, 10), new(2, 10)),
                new(["quickfix"])
            );
            return [.. CodeActionHandler.Answer(state, given, CancellationToken.None)!.Select(action => action.Title)];
        }
        finally
        {
            Console.SetError(errors);
            log = copy.Written;
        }
    }

    /// <summary>Keeps what is written, and passes it on: other tests write too.</summary>
    private sealed class Copy(TextWriter to) : TextWriter
    {
        private readonly StringBuilder _written = new();

        public override Encoding Encoding => to.Encoding;

        public string Written => _written.ToString();

        public override void Write(char value)
        {
            _written.Append(value);
            to.Write(value);
        }
    }

    private sealed class Fails() : Rule(RuleGroup.Structure, Severity.Warning, $"It never ends well.")
    {
        public override LocalizableString Why => Summary;

        public override ImmutableArray<Example> Examples => [];

        public override IEnumerable<Finding> Check(Document document, Series series) =>
            document.Field(FieldRole.Status) is { Value.Span: var span }
                ?
                [
                    Report(
                        document,
                        span,
                        $"something",
                        new Fix($"Fix what fails", () => throw new InvalidOperationException("it never ends well"))
                    ),
                ]
                : [];
    }
}
