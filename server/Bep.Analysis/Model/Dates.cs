using System.Globalization;

namespace Bep.Analysis.Model;

/// <summary>Calendar dates as proposals write them: <c>2026-01-05</c>.</summary>
internal static class Dates
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>The date that <paramref name="text"/> is; null for what is none, or is written in another form.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary><paramref name="date"/> in that form.</summary>
    public static string Write(DateOnly date) => date.ToString(Form, CultureInfo.InvariantCulture);
}
