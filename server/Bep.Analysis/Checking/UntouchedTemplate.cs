using Bep.Analysis.Model;
using Bep.Analysis.Parsing;
using Bep.Analysis.Snapshot;

namespace Bep.Analysis.Checking;

/// <summary>
/// Knows documents that hold a number and perhaps a title, and for the rest what the template holds: nobody has begun to write them.
/// </summary>
internal static class UntouchedTemplate
{
    /// <summary>True where <paramref name="document"/> is one.</summary>
    public static bool Is(Document document, Series series)
    {
        if (document.Kind != DocumentKind.Proposal || series.Template is not { } template || template.Facts.Samples.Count == 0)
            return false;
        var content = document.Text.Content;
        var isTemplates = false;
        foreach (var block in TextBlocks.Of(document.Text, document.FrontMatter))
        {
            // One block of the author's own, and somebody has begun.
            if (!template.Facts.HasBlock(content.AsSpan(block.Start..block.End)))
                return false;
            isTemplates = true;
        }

        var titles = template.Sections.Select(section => section.Title).ToHashSet();
        return isTemplates && document.Sections.All(section => section.Level == 1 || titles.Contains(section.Title));
    }
}
