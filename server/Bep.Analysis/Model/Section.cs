using Bep.Analysis.Text;

namespace Bep.Analysis.Model;

/// <summary>A heading and what is under it.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Title">The heading's text as a reader sees it, without Markdown's marks.</param>
/// <param name="Anchor">The fragment that leads here, by GitHub's rules; unique in the document.</param>
/// <param name="Heading">The whole heading, its marks included.</param>
/// <param name="TitleSpan">The heading's text, its inner marks included.</param>
/// <param name="Span">The heading and everything up to the next one of its level or higher.</param>
public sealed record Section(int Level, string Title, string Anchor, TextSpan Heading, TextSpan TitleSpan, TextSpan Span);
