using System.Collections.Immutable;
using Bep.Analysis.Model;

namespace Bep.Analysis.Snapshot;

/// <summary>
/// Which documents point at what. Immutable; a changed document makes another one, at a cost that grows with what differs in it.
/// </summary>
internal sealed class ReferenceIndex
{
    private readonly ImmutableDictionary<ReferenceKey, ImmutableHashSet<string>> _referrers;
    private readonly string _folder;
    private readonly Convention _convention;

    private ReferenceIndex(
        ImmutableDictionary<ReferenceKey, ImmutableHashSet<string>> referrers,
        ImmutableHashSet<string> outside,
        string folder,
        Convention convention
    ) => (_referrers, Outside, _folder, _convention) = (referrers, outside, folder, convention);

    /// <summary>The numbers that somebody mentions.</summary>
    public IEnumerable<ProposalNumber> Numbers => _referrers.Keys.Where(target => target.Path is null).Select(target => target.Number);

    /// <summary>The paths outside the series' folder that somebody links, whether there is a file or not.</summary>
    public ImmutableHashSet<string> Outside { get; }

    /// <summary>
    /// The index of <paramref name="documents"/>, which lie in <paramref name="folder"/> and are named as <paramref name="convention"/> says.
    /// </summary>
    public static ReferenceIndex Of(IEnumerable<Document> documents, string folder, Convention convention)
    {
        var referrers = new Dictionary<ReferenceKey, ImmutableHashSet<string>.Builder>();
        foreach (var document in documents)
        {
            foreach (var target in TargetsOf(document, convention))
            {
                if (!referrers.TryGetValue(target, out var set))
                    referrers.Add(target, set = ImmutableHashSet.CreateBuilder<string>());
                set.Add(document.Path);
            }
        }

        return new(
            referrers.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutable()),
            [.. referrers.Keys.Where(target => IsOutside(target, folder)).Select(target => target.Path!)],
            folder,
            convention
        );
    }

    /// <summary>The paths of the documents that point at <paramref name="target"/>, in no order.</summary>
    public ImmutableHashSet<string> Of(ReferenceKey target) => _referrers.GetValueOrDefault(target, []);

    /// <summary>The index with <paramref name="now"/> in place of <paramref name="old"/>; null where there was or is no document.</summary>
    public ReferenceIndex With(Document? old, Document? now)
    {
        var before = old is null ? [] : TargetsOf(old, _convention).ToHashSet();
        var after = now is null ? [] : TargetsOf(now, _convention).ToHashSet();
        var (referrers, outside) = (_referrers, Outside);
        foreach (var gone in before.Where(target => !after.Contains(target)))
        {
            var rest = Of(gone).Remove(old!.Path);
            referrers = rest.IsEmpty ? referrers.Remove(gone) : referrers.SetItem(gone, rest);
            if (rest.IsEmpty && IsOutside(gone, _folder))
                outside = outside.Remove(gone.Path!);
        }

        foreach (var added in after.Where(target => !before.Contains(target)))
        {
            referrers = referrers.SetItem(added, referrers.GetValueOrDefault(added, []).Add(now!.Path));
            if (IsOutside(added, _folder))
                outside = outside.Add(added.Path!);
        }

        return referrers == _referrers ? this : new(referrers, outside, _folder, _convention);
    }

    private static bool IsOutside(ReferenceKey target, string folder) => target.IsPath && !Paths.IsBelow(folder, target.Path!);

    private static IEnumerable<ReferenceKey> TargetsOf(Document document, Convention convention)
    {
        foreach (var link in document.Links)
        {
            if (link.Path is { } path)
            {
                yield return new(path);
                yield return ReferenceKey.OfName(path);
                // The proposal may have another name by now.
                if (convention.TryReadFileName(Paths.Name(path), out var number, out _) && number is { } named)
                    yield return ReferenceKey.OfFileName(named);
            }
            else
            {
                // A web address may be that of a file of this repository.
                yield return ReferenceKey.OfName(Uri.UnescapeDataString(link.Url.Split('#', '?')[0]));
            }
        }

        foreach (var reference in document.References)
            yield return new(reference.Number);
        foreach (var value in document.Context.SelectMany(entry => entry.Values))
        {
            if (value.Number is { } number)
                yield return new(number);
            else
                yield return ReferenceKey.OfName(value.Text.Value);
        }

        if (document.Kind == DocumentKind.Supporting && convention.TryReadFileName(document.Name, out var own, out _) && own is { } stray)
            yield return ReferenceKey.OfStray(stray);
    }
}
