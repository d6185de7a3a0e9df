using System.Globalization;
using System.Text.RegularExpressions;

namespace Bep.Analysis.Model;

/// <summary>Calendar dates as proposals write them: <c>2026-01-05</c>.</summary>
internal static partial class Dates
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>
    /// The date that <paramref name="text"/> is, or that it gives a time of (<c>2026-01-05T16:05:11.000Z</c>, ISO 8601 or YAML 1.1's
    /// <c>timestamp</c>); null for anything else, or a date in another form.
    /// </summary>
    public static DateOnly? Read(string? text)
    {
        if (text?.Length > Form.Length && Time().IsMatch(text))
            text = text[..Form.Length];
        return DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    /// <summary><paramref name="date"/> in that form.</summary>
    public static string Write(DateOnly date) => date.ToString(Form, CultureInfo.InvariantCulture);

    // What may stand after the date: a time, with a zone or without.
    [GeneratedRegex(
        @"^.{10}(?:[Tt]|[ \t]+)(?:[01]?[0-9]|2[0-3])(?:(?::[0-5][0-9])(?::(?:[0-5][0-9]|60)(?:[.,][0-9]*)?)?|[0-5][0-9](?:[0-5][0-9](?:[.,][0-9]+)?)?)(?:[ \t]*(?:[Zz]|[-+−][01]?[0-9](?::?[0-5][0-9])?))?$"
    )]
    private static partial Regex Time();
}
