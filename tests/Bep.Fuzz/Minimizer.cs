using System.Collections.Immutable;

namespace Bep.Fuzz;

/// <summary>
/// Makes an input small that breaks a law, as long as it breaks it: whole files first, then lines, then characters (Zeller's delta
/// debugging). CsCheck's own way, to generate until something smaller comes, cannot take apart what came from a document.
/// </summary>
public static class Minimizer
{
    /// <summary>The smallest input found that is broken as <paramref name="input"/> is.</summary>
    public static Input Minimize(Input input, Func<Input, bool> isBroken)
    {
        if (input.Edits.Length > 0 && isBroken(input.Settled()))
            input = input.Settled();
        for (var before = -1; before != Size(input); )
        {
            before = Size(input);
            input = input with { Edits = Fewer(input.Edits, edits => isBroken(input with { Edits = edits })) };
            input = input with { Files = Fewer(input.Files, files => isBroken(input with { Files = files })) };
            for (var i = 0; i < input.Files.Length; i++)
            {
                var (files, file) = (input.Files, input.Files[i]);
                input = input with
                {
                    Files = files.SetItem(
                        i,
                        file with
                        {
                            Content = Shorter(file.Content!, text =>
                                isBroken(input with { Files = files.SetItem(i, file with { Content = text }) })
                            ),
                        }
                    ),
                };
            }

            for (var i = 0; i < input.Edits.Length; i++)
            {
                var (edits, edit) = (input.Edits, input.Edits[i]);
                if (edit.Content is not null)
                    input = input with
                    {
                        Edits = edits.SetItem(
                            i,
                            edit with
                            {
                                Content = Shorter(edit.Content, text =>
                                    isBroken(input with { Edits = edits.SetItem(i, edit with { Content = text }) })
                                ),
                            }
                        ),
                    };
            }
        }

        return input;
    }

    private static int Size(Input input) => input.Files.Concat(input.Edits).Sum(file => 1 + file.Content?.Length ?? 0);

    private static string Shorter(string text, Func<string, bool> isBroken)
    {
        var lines = text.Split('\n').Select((line, i) => i == 0 ? line : "\n" + line).ToImmutableArray();
        var fewer = string.Concat(Fewer(lines, some => isBroken(string.Concat(some))));
        return string.Concat(Fewer([.. fewer], some => isBroken(string.Concat(some))));
    }

    private static ImmutableArray<T> Fewer<T>(ImmutableArray<T> items, Func<ImmutableArray<T>, bool> isBroken)
    {
        for (var size = Math.Max(1, items.Length / 2); size > 0; size /= 2)
        {
            for (var at = 0; at < items.Length; )
            {
                var some = items.RemoveRange(at, Math.Min(size, items.Length - at));
                if (isBroken(some))
                    items = some;
                else
                    at += size;
            }
        }

        return items;
    }
}
