using System.Globalization;
using System.Text.RegularExpressions;

namespace Bep.Analysis.Model;

/// <summary>How a series writes dates: as ISO 8601 has them, with a time or without, or in a form of its own.</summary>
public sealed partial record DateForm
{
    /// <summary>ISO 8601's calendar date, <c>2026-01-05</c>; a time may follow.</summary>
    public static DateForm Iso { get; } = new("date");

    /// <summary>The same, always with a time: <c>2026-01-05T09:30:00Z</c>.</summary>
    public static DateForm Timestamp { get; } = new("timestamp");

    private const string IsoWords = "YYYY-MM-DD";

    // What a date that tools write says of the time: a day is all that they know.
    private const string Midnight = "T00:00:00Z";

    // No date is longer, in whatever form.
    private const int LongestDate = 100;

    private DateForm(string words) => Words = words;

    /// <summary>
    /// <c>date</c>, <c>timestamp</c>, or the form in words: <c>YYYY</c> and <c>YY</c> are the year, <c>MM</c> and <c>M</c> the month,
    /// <c>MMMM</c> and <c>MMM</c> its English name and the first three letters of that, <c>DD</c> and <c>D</c> the day.
    /// </summary>
    public string Words { get; }

    /// <summary>What <see cref="Words"/> may be; every part of a date stands in it once.</summary>
    public const string Pattern =
        @"(?:date|timestamp|YYYYMMDD|(?=[^Y]*Y+[^Y]*$)(?=[^M]*M+[^M]*$)(?=[^D]*D+[^D]*$)(?:YYYY|YY|M{1,4}|DD?)(?:[-/., ]{1,2}(?:YYYY|YY|M{1,4}|DD?)){2}\.?)";

    /// <summary>The form that <paramref name="words"/> say; null where they say none.</summary>
    public static DateForm? Find(string words) =>
        words.Length > LongestDate || !Whole().IsMatch(words) ? null
        : words is IsoWords or "date" ? Iso
        : words == Timestamp.Words ? Timestamp
        : new(words);

    /// <summary>
    /// The form that <paramref name="sample"/> shows, what a template has for a date: words of a form, or a date of ISO 8601; null for anything
    /// else.
    /// </summary>
    public static DateForm? ShownBy(string sample) =>
        sample.Length > LongestDate ? null
        : Iso.Read(sample) is not null ? (Timestamp.Fits(sample) ? Timestamp : Iso)
        : InWords().Matches(sample) is [var words] ? Find(words.Value.ToUpperInvariant())
        : null;

    /// <summary>True where <paramref name="text"/> is a date in this form.</summary>
    public bool Fits(string text) => Read(text) is not null && (this != Timestamp || text.Length > IsoWords.Length);

    /// <summary>The date that <paramref name="text"/> is; null for anything else, or a date in another form.</summary>
    public DateOnly? Read(string? text) =>
        text is not null && Scan(text, isExact: true) is var (year, month, day) && IsInCalendar(year, month, day)
            ? new(year, month, day)
            : null;

    /// <summary>The same where months and days with one digit need not have a zero in front.</summary>
    public DateOnly? ReadLoosely(string text) =>
        Scan(text, isExact: false) is var (year, month, day) && IsInCalendar(year, month, day) ? new(year, month, day) : null;

    /// <summary>True where <paramref name="text"/> looks like a date in this form, but there is no such day.</summary>
    public bool IsNoDay(string text) => Scan(text, isExact: true) is var (year, month, day) && !IsInCalendar(year, month, day);

    /// <summary><paramref name="date"/> in this form. The time of a day on which something was done is not known.</summary>
    public string Write(DateOnly date) =>
        string.Concat(Parts().Matches(this == Iso || this == Timestamp ? IsoWords : Words).Select(part => Write(part.Value, date)))
        + (this == Timestamp ? Midnight : "");

    private static string Write(string part, DateOnly date) =>
        part switch
        {
            "YYYY" => date.Year.ToString("0000", CultureInfo.InvariantCulture),
            "YY" => (date.Year % 100).ToString("00", CultureInfo.InvariantCulture),
            "MMMM" => CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[date.Month - 1],
            "MMM" => CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[date.Month - 1],
            "MM" => date.Month.ToString("00", CultureInfo.InvariantCulture),
            "M" => date.Month.ToString(CultureInfo.InvariantCulture),
            "DD" => date.Day.ToString("00", CultureInfo.InvariantCulture),
            "D" => date.Day.ToString(CultureInfo.InvariantCulture),
            _ => part,
        };

    // The numbers that stand for the year, the month and the day; null where the text is of another form.
    private (int Year, int Month, int Day)? Scan(string text, bool isExact)
    {
        if (text.Length > LongestDate)
            return null;
        var words = Words;
        var rest = text.AsSpan();
        if (this == Iso || this == Timestamp)
        {
            words = IsoWords;
            if (rest.Length > IsoWords.Length && Time().IsMatch(rest))
                rest = rest[..IsoWords.Length];
        }

        var (year, month, day) = (0, 0, 0);
        foreach (var part in Parts().EnumerateMatches(words))
        {
            var word = words.AsSpan(part.Index, part.Length);
            int length;
            switch (word[0])
            {
                case 'Y':
                    if ((length = DigitsIn(rest, word.Length)) < word.Length)
                        return null;
                    year = int.Parse(rest[..length], CultureInfo.InvariantCulture) + (word.Length == 2 ? 2000 : 0);
                    break;
                case 'M' when word.Length > 2:
                    (month, length) = MonthIn(rest, isFull: word.Length == 4);
                    if (month == 0)
                        return null;
                    break;
                case 'M' or 'D':
                    length = DigitsIn(rest, 2);
                    if (length < (isExact ? word.Length : 1))
                        return null;
                    var number = int.Parse(rest[..length], CultureInfo.InvariantCulture);
                    (month, day) = word[0] == 'M' ? (number, day) : (month, number);
                    break;
                default:
                    if (!rest.StartsWith(word))
                        return null;
                    length = word.Length;
                    break;
            }

            rest = rest[length..];
        }

        return rest.IsEmpty ? (year, month, day) : null;
    }

    private static bool IsInCalendar(int year, int month, int day) =>
        year is > 0 and < 10000 && month is > 0 and < 13 && day > 0 && day <= DateTime.DaysInMonth(year, month);

    private static int DigitsIn(ReadOnlySpan<char> text, int most)
    {
        var length = 0;
        while (length < most && length < text.Length && char.IsAsciiDigit(text[length]))
            length++;
        return length;
    }

    private static (int Month, int Length) MonthIn(ReadOnlySpan<char> text, bool isFull)
    {
        var format = CultureInfo.InvariantCulture.DateTimeFormat;
        var names = isFull ? format.MonthNames : format.AbbreviatedMonthNames;
        for (var i = 0; i < 12; i++)
            if (text.StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
                return (i + 1, names[i].Length);
        return (0, 0);
    }

    [GeneratedRegex("^" + Pattern + "$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"YYYY|YY|M{1,4}|DD?|[^YMD]+")]
    private static partial Regex Parts();

    // In a sentence or in brackets too; a template may have small letters.
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?:YYYY|YY|M{1,4}|DD?)[-/., ]{1,2}(?:YYYY|YY|M{1,4}|DD?)[-/., ]{1,2}(?:YYYY|YY|M{1,4}|DD?)(?![\p{L}\p{N}])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex InWords();

    // What may stand after the date of ISO 8601 or YAML 1.1's `timestamp`: a time, with a zone or without.
    [GeneratedRegex(
        @"^.{10}(?:[Tt]|[ \t]+)(?:[01]?[0-9]|2[0-3])(?:(?::[0-5][0-9])(?::(?:[0-5][0-9]|60)(?:[.,][0-9]*)?)?|[0-5][0-9](?:[0-5][0-9](?:[.,][0-9]+)?)?)(?:[ \t]*(?:[Zz]|[-+−][01]?[0-9](?::?[0-5][0-9])?))?$"
    )]
    private static partial Regex Time();
}
