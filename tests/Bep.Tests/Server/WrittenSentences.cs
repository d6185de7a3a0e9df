using System.Reflection;
using System.Reflection.Emit;
using Bep.Analysis.Text;

namespace Bep.Tests.Server;

/// <summary>
/// Finds every sentence that a program can say, in its compiled code: the compiler makes of each a constructor's call with the length of its
/// words and the number of its gaps, and then one call for each part.
/// </summary>
static class WrittenSentences
{
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes)
        .GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The templates of all sentences in <paramref name="assembly"/>.</summary>
    public static IEnumerable<string> In(Assembly assembly)
    {
        const BindingFlags all =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        return assembly
            .GetTypes()
            .Where(type => type != typeof(LocalizableString))
            .SelectMany(type => type.GetMethods(all).Concat<MethodBase>(type.GetConstructors(all)))
            .Append(typeof(LocalizableString).GetMethod(nameof(LocalizableString.And))!)
            .Append(typeof(LocalizableString).GetMethod(nameof(LocalizableString.Or))!)
            .SelectMany(In);
    }

    private static List<string> In(MethodBase method)
    {
        var (found, open) = (new List<string>(), new Stack<Begun>());
        var (words, before, last) = ("", -1, -1);
        foreach (var (code, operand) in Instructions(method))
        {
            if (code == OpCodes.Ldstr)
                words = method.Module.ResolveString(operand);
            if (
                code.OperandType == OperandType.InlineMethod
                && Resolve(method, operand) is { } called
                && called.DeclaringType == typeof(LocalizableString)
            )
            {
                if (called.IsConstructor)
                    open.Push(new(before, last));
                else if (called.Name == nameof(LocalizableString.AppendLiteral))
                    open.Peek().Append(words);
                else if (called.Name == nameof(LocalizableString.AppendFormatted))
                    open.Peek().AppendGap();
                while (open.TryPeek(out var top) && top.IsWhole)
                    found.Add(open.Pop().Template);
            }

            (before, last) = (last, Constant(code, operand));
        }

        Assert.True(open.Count == 0, $"{method.DeclaringType}.{method.Name} begins a sentence that is not read to its end.");
        return found;
    }

    private static IEnumerable<(OpCode Code, int Operand)> Instructions(MethodBase method)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < body.Length; )
        {
            var code = body[at] == 0xFE ? s_codes[(short)(0xFE00 | body[at + 1])] : s_codes[body[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(body, at),
                _ => 4,
            };
            yield return (
                code,
                size switch
                {
                    1 => (sbyte)body[at],
                    >= 4 => BitConverter.ToInt32(body, at),
                    _ => 0,
                }
            );
            at += size;
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token) =>
        method.Module.ResolveMethod(
            token,
            method.DeclaringType?.GetGenericArguments(),
            method.IsGenericMethod ? method.GetGenericArguments() : null
        );

    private static int Constant(OpCode code, int operand) =>
        code == OpCodes.Ldc_I4 || code == OpCodes.Ldc_I4_S ? operand
        : code.Value >= OpCodes.Ldc_I4_0.Value && code.Value <= OpCodes.Ldc_I4_8.Value ? code.Value - OpCodes.Ldc_I4_0.Value
        : -1;

    // Written with the real thing, so that it is put together as the program does it.
    private sealed class Begun(int length, int gaps)
    {
        private readonly LocalizableString _phrase = new(length, gaps);
        private int _length = length,
            _gaps = gaps;

        public bool IsWhole => _length == 0 && _gaps == 0;

        public string Template => _phrase.Template;

        public void Append(string words)
        {
            _phrase.AppendLiteral(words);
            _length -= words.Length;
        }

        public void AppendGap()
        {
            _phrase.AppendFormatted("");
            _gaps--;
        }
    }
}
