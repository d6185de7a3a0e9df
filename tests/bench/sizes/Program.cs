// Prints how the time for large inputs grows with their size: `npm run bench -- sizes [--size TIMES] [NAME…]`.
//
// Each input is made at 1×, 2× and 4× its size, which --size multiplies. What is linear doubles from one column to the next; `!` marks what
// grows more than sixfold from 1× to 4×, where that takes long enough to tell. What takes longer than five seconds is not made larger. NAME
// picks the inputs whose names contain it.
using System.Diagnostics;
using System.Globalization;
using Bep.Tests.Sizes;

const double Patience = 5000;
double times = 8;
var names = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--size")
        times = double.Parse(args[++i], CultureInfo.InvariantCulture);
    else
        names.Add(args[i]);
}

// What runs for the first time is compiled meanwhile.
for (var round = 0; round < 3; round++)
{
    foreach (var sized in Sized.All)
        Measure(sized, 20);
}

Console.WriteLine($"{"ms at 1×, 2×, 4×", -56}{string.Concat(Stages.Names.Select(name => $"{name, 24}  "))}");
foreach (
    var sized in Sized.All.Where(sized => names.Count == 0 || names.Exists(name => sized.Name.Contains(name, StringComparison.Ordinal)))
)
{
    var size = (int)(sized.Size * times);
    var measured = new List<Dictionary<string, double>>();
    foreach (var factor in new[] { 1, 2, 4 })
    {
        measured.Add(Measure(sized, size * factor));
        if (measured[^1].Values.Sum() > Patience)
            break;
    }

    Console.Write($"{$"{sized.Name} ({size})", -56}");
    foreach (var stage in Stages.Names)
    {
        var of = measured.ConvertAll(times => times[stage]);
        var isSteep = of[^1] > Patience || (of.Count == 3 && of[2] > 6 * Math.Max(of[0], 2));
        Console.Write($"{string.Concat(of.Select(time => $"{time, 8:0.0}")), 24}{(isSteep ? " !" : "  ")}");
    }

    Console.WriteLine();
}

static Dictionary<string, double> Measure(Sized sized, int size)
{
    GC.Collect();
    var result = new Dictionary<string, double>();
    Stages.Run(sized, size, (stage, work) =>
    {
        var watch = Stopwatch.StartNew();
        work();
        result[stage] = watch.Elapsed.TotalMilliseconds;
    });
    return result;
}
