using System.Collections.Immutable;
using System.Text;
using Bep.Analysis.Edits;
using Bep.Analysis.Model;
using Bep.Analysis.Notation;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Checking;

/// <summary>
/// One thing that can be wrong with a proposal. A rule is one file that says what it finds, why that matters, and how it is fixed; its
/// examples are its tests and, with the rest, its page. The class name is the rule's name.
/// </summary>
public abstract class Rule
{
    /// <summary>A rule with the severity <paramref name="severity"/>, unless the series or the author sets another one.</summary>
    /// <param name="group">See <see cref="Group"/>.</param>
    /// <param name="severity">See <see cref="Severity"/>.</param>
    /// <param name="summary">See <see cref="Summary"/>.</param>
    protected Rule(RuleGroup group, Severity severity, LocalizableString summary)
    {
        Group = group;
        Severity = severity;
        Summary = summary;
        Name = NameOf(GetType().Name);
    }

    /// <summary>As it stands in diagnostics, settings and page names: <c>unknown-status</c>.</summary>
    public string Name { get; }

    /// <summary>What the rule is about.</summary>
    public RuleGroup Group { get; }

    /// <summary>What a finding matters by default.</summary>
    public Severity Severity { get; }

    /// <summary>What the rule looks at besides the document that it judges.</summary>
    public virtual Reach Reach => Reach.Document;

    /// <summary>True for the rule that says what in a front matter is not YAML; no other one has findings in a field that is not.</summary>
    public virtual bool JudgesYaml => false;

    /// <summary>
    /// True for a rule that judges a document by what it says and by whether the files exist that it links: it is not wrong before more of
    /// the series is known (<see cref="Series.IsListed"/>), and its author need not wait for that.
    /// </summary>
    public virtual bool JudgesAlone => false;

    /// <summary>True for a rule that also judges source files that mention proposals; no other one does.</summary>
    public virtual bool JudgesSource => false;

    /// <summary>What the rule looks at of that which git takes long to tell.</summary>
    public virtual FarFacts Asks => FarFacts.None;

    /// <summary>What is as it should be, in a sentence.</summary>
    public LocalizableString Summary { get; }

    /// <summary>
    /// False where what the rule asks for is not asked of a document that only says where its proposal has gone; see
    /// <see cref="Convention.StubStatuses"/>.
    /// </summary>
    public virtual bool AppliesToStubs => true;

    /// <summary>
    /// True for the rule that says of a document that it is nothing but the template; see <see cref="UntouchedTemplate"/>.
    /// </summary>
    public virtual bool SpeaksOfReservations => false;

    /// <summary>What goes wrong otherwise.</summary>
    public abstract LocalizableString Why { get; }

    /// <summary>Small series that show what is found, and what is not.</summary>
    public abstract ImmutableArray<Example> Examples { get; }

    /// <summary>
    /// Finds what is wrong in <paramref name="document"/>, which is one of <paramref name="series"/>. The answer depends on the document,
    /// the convention, the external facts and what <see cref="Reach"/> says, and on nothing else of the series; that is what lets an edit
    /// be checked at once (<see cref="Affected"/>).
    /// </summary>
    public abstract IEnumerable<Finding> Check(Document document, Series series);

    /// <summary>
    /// Adds to <paramref name="findings"/> what <see cref="Check"/> finds; where it throws, what it had found by then and one finding that
    /// says so (<see cref="Finding.Failure"/>), so that no rule's fault takes the findings of another.
    /// </summary>
    public void Run(Document document, Series series, ICollection<Finding> findings)
    {
        try
        {
            foreach (var finding in Check(document, series))
                findings.Add(finding);
        }
        catch (Exception e)
        {
            findings.Add(
                new(
                    this,
                    Severity.Information,
                    document.Path,
                    document.FirstLine,
                    $"The rule `{Name}` failed on this document: {e.Message}"
                )
                {
                    Failure = e,
                }
            );
        }
    }

    /// <summary>A finding of this rule.</summary>
    protected Finding Report(Document document, TextSpan span, LocalizableString message, params ImmutableArray<Fix> fixes) =>
        new(this, Severity, document.Path, span, message) { Fixes = fixes };

    private static string NameOf(string type)
    {
        var name = new StringBuilder();
        foreach (var c in type)
        {
            if (char.IsUpper(c) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}

/// <summary>External facts that are read only where a rule asks for them: git walks through a whole history for each.</summary>
[Flags]
public enum FarFacts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="ExternalFacts.Mentions"/>.</summary>
    Mentions = 1,

    /// <summary><see cref="ExternalFacts.Gone"/>.</summary>
    GonePaths = 2,

    /// <summary>All of them.</summary>
    All = Mentions | GonePaths,
}

/// <summary>What rules are about, in the handbook's order.</summary>
public enum RuleGroup
{
    /// <summary>The YAML block at the top.</summary>
    FrontMatter,

    /// <summary>A proposal's way from draft to done.</summary>
    Lifecycle,

    /// <summary>The table of numbers.</summary>
    Registry,

    /// <summary>Mentions, links and anchors.</summary>
    References,

    /// <summary>Files, headings and supporting directories.</summary>
    Structure,

    /// <summary>What the series says about itself.</summary>
    Convention,

    /// <summary>What commits and pull requests say about it: the one group for messages, which no other rule looks at.</summary>
    ChangeTitles,
}

/// <summary>A small series that shows what a rule finds: a test, and a part of the rule's page.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Files">The files in the notation of <see cref="Fixture"/>; a line of carets marks what is found in the line above.</param>
/// <param name="Fixed">The files after the first fix of the first finding; null where there is none.</param>
public sealed record Example(string Title, string Files, string? Fixed = null);
