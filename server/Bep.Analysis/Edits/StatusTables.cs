using Bep.Analysis.Model;
using Bep.Analysis.Snapshot;
using Bep.Analysis.Text;

namespace Bep.Analysis.Edits;

/// <summary>A registry of several tables, one for each status or for some of them.</summary>
internal static class StatusTables
{
    /// <summary>
    /// The table in which proposals with <paramref name="status"/> stand: the one below a heading that names it, else the only one in which
    /// such proposals stand. Null where there is one table alone, and where nobody can say.
    /// </summary>
    public static Registry? Of(Series series, string status)
    {
        if (series.Registry is not { Others.IsEmpty: false } registry)
            return null;
        var tables = registry.EachTable().Select(table => (Table: table, Named: NameOf(series, table))).ToList();
        if (tables.FindAll(one => one.Named == status) is [var named])
            return named.Table;
        return tables.FindAll(one => one.Named is null && one.Table.Rows.Any(row => StatusOf(series, row) == status)) is [var only]
            ? only.Table
            : null;
    }

    /// <summary>
    /// Where <paramref name="row"/> belongs once its proposal has <paramref name="status"/>: null where it stays. It says so where the tables
    /// are those of statuses, and there is none for this one.
    /// </summary>
    public static Attempt<Registry> After(Series series, RegistryRow row, string status)
    {
        if (series.Registry is not { Others.IsEmpty: false } registry)
            return default;
        var own = registry.TableOf(row);
        if (Of(series, status) is { } right)
            return right.Table == own.Table ? default(Attempt<Registry>) : right;
        return NameOf(series, own) is { } named && named != status
            ? (LocalizableString)
                $"{series.RegistryPath} has a table for {named} and none for {status}; write a heading {status} with a table below it first."
            : default(Attempt<Registry>);
    }

    // The one status that the heading above the table names.
    private static string? NameOf(Series series, Registry registry)
    {
        var sections = series.RegistryDocument.Sections;
        if (Spans.LastUpTo(sections, registry.Table.Span.Start, section => section.Heading) is not (>= 0 and var i))
            return null;
        var title = sections[i].Title;
        var named = series
            .Convention.Statuses.Select(status =>
                (status.Name, At: RegistryEdits.IndexOfWord(title, status.Name, StringComparison.OrdinalIgnoreCase))
            )
            .Where(status => status.At >= 0)
            .ToList();
        // `Last Call` names no call.
        named.RemoveAll(one =>
            named.Exists(other => other.Name.Length > one.Name.Length && other.Name.Contains(one.Name, StringComparison.OrdinalIgnoreCase))
        );
        return named is [var only] ? only.Name : null;
    }

    private static string? StatusOf(Series series, RegistryRow row) =>
        row.Number is { } number && series.DocumentOf(number)?.Facts[FieldRole.Status] is { } status
            ? status
            : RegistryEdits.StatusOf(series.Convention, row)?.Value;
}
