using System.Diagnostics;

namespace Bep.Fuzz;

/// <summary>How an input fails.</summary>
/// <param name="Key">What two inputs have in common that fail in the same way: the law, or the place that threw.</param>
/// <param name="Exception">What was thrown.</param>
public sealed record Fault(string Key, Exception Exception)
{
    /// <summary>How <paramref name="check"/> fails; null where it does not.</summary>
    public static Fault? Of(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (BrokenLawException broken)
        {
            return new(broken.Law, broken);
        }
#pragma warning disable CA1031 // Whatever is thrown is a fault.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var place = new StackTrace(exception)
                .GetFrames()
                .Select(frame => frame.GetMethod())
                .FirstOrDefault(method => method?.DeclaringType?.Assembly == typeof(Bep.Analysis.Snapshot.Series).Assembly);
            return new($"{exception.GetType().Name} in {place?.DeclaringType?.Name}.{place?.Name}", exception);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Exception is BrokenLawException ? Exception.Message : $"{Key}: {Exception.Message}\n{Trace()}";

    // Where, without the program's own way there.
    private string Trace() =>
        string.Join('\n', (Exception.StackTrace ?? "").Split('\n').Take(6).Select(line => line.Split(" in /")[0].TrimEnd()));
}
